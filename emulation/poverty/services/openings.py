"""Approved figures from before the product kept them: the list a year begins with, entered with its paper."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.poverty.models import PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors import opening_period
from emulation.poverty.services.totals import refresh_total
from emulation.territory.models import Unit


def record_opening(
    commune: Unit,
    year: int,
    standard: PovertyStandard,
    rows: Mapping[Unit, Mapping[str, int]],
    *,
    decision_number: str,
    decision_date: dt.date,
    by: User | None,
    remark: str = "",
) -> ReviewSet:
    """Enter the list approved for 31/12 of the year before `year`, hamlet by hamlet, by its decision.

    `rows` holds counts by column name. Refuses a second opening, a missing paper, and what no review can hold.
    """
    if not decision_number.strip():
        raise Refused(Problem("Xin ghi số quyết định phê duyệt danh sách.", field="decision_number"))
    period = opening_period(year)
    if ReviewSet.objects.filter(unit=commune, period=period, standard=standard, is_current=True).exists():
        raise Refused(f"{commune.opening_title} đã có số liệu {period[:4]}; sửa bằng một bản mới có lý do.")
    with transaction.atomic():
        review = ReviewSet.objects.create(
            unit=commune,
            year=year - 1,
            period=period,
            standard=standard,
            is_opening=True,
            state=ReviewSet.State.APPROVED,
            approved_at=clock.business_now(),
            decision_number=decision_number,
            decision_date=decision_date,
            remark=remark,
        )
        ReviewRow.objects.bulk_create(
            ReviewRow(review=review, **ReviewRow.ancestors_of(hamlet), **_known(counts))
            for hamlet, counts in rows.items()
        )
        refresh_total(review)
        audit.record("nhập số liệu đầu kỳ", review, by=by, after={"hamlets": len(rows), "decision": decision_number})
    return review


def _known(counts: Mapping[str, int]) -> dict[str, int]:
    for name in counts:
        columns.split_field(name)
    return dict(counts)
