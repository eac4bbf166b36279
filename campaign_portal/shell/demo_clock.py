"""The demo's day, moved by its administrator: forward only, for documents were issued on the days that are gone."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import Installation, User


def move_to(day: dt.date, *, by: User) -> None:
    """Refuses a day that is gone: what was signed on later days would lie in the future."""
    today = clock.today()
    if day < today:
        raise Refused(
            Problem(
                f"Hôm nay đã là ngày {vietnamese.day(today)}; không lùi được vì có văn bản đã ghi ngày sau đó. "
                "Muốn xem lại từ đầu, xin chạy bin/demo --reset --at NGÀY.",
                field="date",
            )
        )
    if day.year > today.year + 1:
        raise Refused(Problem("Ngày quá xa; câu chuyện trình diễn nằm trong năm 2020.", field="date"))
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get(pk=1)
        before = installation.business_date
        installation.business_date = day
        installation.save(update_fields=["business_date"])
        audit.record("chuyển ngày trình diễn", installation, by=by, before={"date": before}, after={"date": day})
