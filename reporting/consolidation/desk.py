"""How the standing office's consolidated reports read on “việc của tôi”, and who sees their files and jobs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.urls import reverse

from campaign_portal.foundation import files, jobs
from campaign_portal.foundation.models import User
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation
from reporting.consolidation.models import Snapshot


def present_consolidations(user: User, owed: list[Duty]) -> dict[int, Presentation]:
    """Duty id → how many reports are in, and whether they are compiled. Two statements, however many duties."""
    keys = {duty.campaign_key for duty in owed}
    periods = {duty.period for duty in owed}
    reports = Duty.objects.filter(
        kind=Duty.Kind.REPORT, campaign_key__in=keys, period__in=periods, cancelled_at__isnull=True
    ).exclude(deadline_key="")
    counts = {
        (row["campaign_key"], row["period"]): row
        for row in reports.order_by()
        .values("campaign_key", "period")
        .annotate(expected=Count("pk"), reported=Count("fulfillment"))
    }
    frozen = Snapshot.objects.filter(campaign__key__in=keys, period__in=periods, state=Snapshot.State.FROZEN)
    latest = dict(
        ((key, period), number)
        for key, period, number in frozen.order_by("number").values_list("campaign__key", "period", "number")
    )
    return {
        duty.pk: _presentation(
            duty,
            counts.get((duty.campaign_key, duty.period), {}),
            latest.get((duty.campaign_key, duty.period)),
        )
        for duty in owed
    }


def _presentation(duty: Duty, counted: Mapping[str, Any], number: int | None) -> Presentation:
    came = f"{counted.get('reported', 0)} trên {counted.get('expected', 0)} đơn vị đã nộp báo cáo"
    url = reverse("consolidation:period", args=[duty.period])
    if number is None:
        return Presentation(f"{came}. Chưa tổng hợp.", "Tổng hợp", url)
    return Presentation(f"{came}. Đã có bản {number}; ký, gửi rồi ghi số và ngày.", "Xem và ghi đã gửi", url)


def made_paper(duty: Duty) -> tuple[str, str] | None:
    """For the screen that notes the paper's number: where the paper itself is."""
    frozen = Snapshot.objects.filter(
        campaign__key=duty.campaign_key, period=duty.period, state=Snapshot.State.FROZEN
    ).order_by("number")
    latest = frozen.last()
    if latest is None:
        return None
    return f"Báo cáo tổng hợp, bản {latest.number}", reverse("consolidation:snapshot", args=[latest.pk])


def _may_see(user: Any, pk: str) -> bool:
    return pk.isdigit() and Snapshot.objects.visible_to(user).filter(pk=int(pk)).exists()


duties.register_presenter(Duty.Kind.CONSOLIDATION, present_consolidations)
duties.register_made_paper(Duty.Kind.CONSOLIDATION, made_paper)
files.register_owner(Snapshot._meta.label, _may_see)
jobs.register_owner(Snapshot._meta.label, _may_see)
