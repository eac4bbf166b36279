"""Planning an inspection: whom, when, by which office; from what the campaign's plan asks, or by itself."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, clock, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, not_longer
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import refuse_when_over
from emulation.inspections import permissions
from emulation.inspections.models import Inspection
from emulation.inspections.selectors.planned import PlannedInspection
from emulation.inspections.services.locking import to_prepare
from emulation.inspections.workflow import INSPECTION_FLOW
from emulation.people.models import Office, Party


@dataclass(frozen=True)
class Planned:
    """What an inspection is to look at, and when."""

    title: str
    party: Party
    planned_on: dt.date
    basis: str = ""
    kind: str = Inspection.Kind.INSPECTION


def plan(campaign: Campaign, planned: Planned, *, source: PlannedInspection | None = None, by: User) -> Inspection:
    """Refuses whom the plan does not name to inspect, one's own office, and the same a second time on one day."""
    refuse_when_over(campaign, "cuộc kiểm tra mới")
    post = permissions.inspecting_post(by, campaign)
    if post is None:
        raise Refused("Kế hoạch phong trào không giao cơ quan của ông/bà kiểm tra.")
    fields = _checked(planned, post.office_id)
    with transaction.atomic():
        Office.objects.select_for_update(of=("self",)).get(pk=post.office_id)  # a double press
        same = Inspection.objects.filter(
            campaign=campaign, office_id=post.office_id, party=planned.party, planned_on=planned.planned_on
        )
        if same.exclude(state=Inspection.State.CALLED_OFF).exists():
            raise Refused(
                Problem(f"Đã có cuộc kiểm tra {planned.party.title} ngày này; xin mở cuộc ấy.", field="planned_on")
            )
        made = Inspection.objects.create(
            campaign=campaign,
            office_id=post.office_id,
            unit=planned.party.unit,
            source_key=source.key if source else "",
            source_title=source.text[:300] if source else "",
            planned_by=by,
            **fields,
        )
        audit.record("lập kế hoạch kiểm tra", made, by=by, after={"party": made.party, "planned_on": made.planned_on})
    return made


def edit(inspection: Inspection, planned: Planned, minutes: dict[str, Any], *, by: User) -> Inspection:
    """Mend the plan and write the minutes, as far as they are; `minutes` are `readiness.ASKED`'s fields."""
    with transaction.atomic():
        found = to_prepare(inspection, by)
        after = _checked(planned, found.office_id) | _written(minutes)
        held_on = after["held_on"]
        if held_on is not None and held_on > clock.today():
            raise Refused(Problem("Ngày kiểm tra chưa đến; biên bản ghi sau khi kiểm tra.", field="held_on"))
        before = {name: getattr(found, name) for name in after}
        for name, value in after.items():
            setattr(found, name, value)
        found.unit = found.party.unit
        for column, pk in Inspection.ancestors_of(found.unit).items():
            setattr(found, column, pk)
        found.save()
        was, now = audit.changes(before, after)
        if now:
            audit.record("ghi cuộc kiểm tra", found, by=by, before=was, after=now)
    return found


def call_off(inspection: Inspection, *, reason: str, by: User) -> Inspection:
    said = fitting(reason, 300, "Lý do", field="reason")
    return workflow.perform(INSPECTION_FLOW, inspection, "call_off", by=by, reason=said, changes={"said": said})


def _checked(planned: Planned, office_id: int) -> dict[str, Any]:
    if not planned.title.strip():
        raise Refused(Problem("Xin ghi nội dung kiểm tra.", field="title"))
    if planned.party.office_id == office_id:
        raise Refused(Problem("Cơ quan không tự kiểm tra mình; xin chọn nơi khác.", field="party"))
    return {
        "kind": planned.kind,
        "title": fitting(planned.title, 200, "Nội dung kiểm tra", field="title"),
        "party": planned.party,
        "planned_on": planned.planned_on,
        "basis": fitting(planned.basis, 200, "Căn cứ", field="basis"),
    }


MOST = {"team": "Đoàn kiểm tra", "present": "Đại diện", "content": "Nội dung đã kiểm tra", "conclusion": "Kết luận"}


def _written(minutes: dict[str, Any]) -> dict[str, Any]:
    texts = {name: not_longer((minutes[name] or "").strip(), 10_000, label, name) for name, label in MOST.items()}
    return {"held_on": minutes["held_on"], "place": fitting(minutes["place"], 200, "Địa điểm", "place"), **texts}
