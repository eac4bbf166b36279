"""The minutes: what was found, by when it is to be mended; once they stand, whoever is concerned owes an answer."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, clock, files, workflow
from campaign_portal.foundation.errors import Problem, not_longer, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.selectors.lists import concerned
from emulation.inspections.services.locking import to_prepare
from emulation.inspections.workflow import FINDING_FLOW, INSPECTION_FLOW
from emulation.people.services import leadership_office
from emulation.territory.models import Level, Unit

MOST_TIME = dt.timedelta(days=366)


def add_finding(
    inspection: Inspection,
    *,
    text: str,
    severity: str,
    unit: Unit,
    ask: str = "",
    due_on: dt.date | None = None,
    by: User,
) -> InspectionFinding:
    """Write down something found. All but a remark says what to do and by when, within a year after the inspection."""
    with transaction.atomic():
        found = to_prepare(inspection, by)
        since = found.held_on or found.planned_on
        wrong = []
        if not text.strip():
            wrong.append(Problem("Xin ghi điều phát hiện.", field="text"))
        if severity not in InspectionFinding.Severity.values:
            wrong.append(Problem("Xin chọn mức độ.", field="severity"))
        asks = severity != InspectionFinding.Severity.REMARK
        if asks and not ask.strip():
            wrong.append(Problem("Xin ghi việc phải làm.", field="ask"))
        if asks and due_on is None:
            wrong.append(Problem("Xin ghi hạn khắc phục.", field="due_on"))
        if due_on is not None and not since <= due_on <= since + MOST_TIME:
            wrong.append(Problem("Hạn phải sau ngày kiểm tra và trong một năm; xin kiểm tra năm.", field="due_on"))
        if unit not in concerned(found):
            wrong.append(Problem(f"{unit.opening_title} không thuộc nơi được kiểm tra; xin chọn lại.", field="unit"))
        refuse_if_any(wrong)
        made = InspectionFinding.objects.create(
            inspection=found,
            unit=unit,
            text=not_longer(text.strip(), 3000, "Điều phát hiện", "text"),
            severity=severity,
            ask=not_longer(ask.strip(), 3000, "Việc phải làm", "ask"),
            due_on=due_on if asks else None,
        )
        audit.record("ghi điều phát hiện", found, by=by, after={"finding": made.text, "due": made.due_on})
    return made


def drop_finding(finding: InspectionFinding, *, by: User) -> None:
    with transaction.atomic():
        found = to_prepare(finding.inspection, by)
        before = {"finding": finding.text, "due": finding.due_on}
        finding.delete()
        audit.record("bỏ điều phát hiện", found, by=by, before=before)


def record(inspection: Inspection, *, by: User) -> Inspection:
    """The minutes stand. Remarks are settled with them; everything else is owed from now on by whoever is concerned.

    Where nothing is to be mended the inspection has ended.
    """
    with transaction.atomic():
        found = workflow.perform(INSPECTION_FLOW, inspection, "record", by=by)
        for finding in found.findings.select_related("unit", "inspection__party__office", "inspection__office"):
            if finding.asks:
                owe_answer(finding)
            else:
                workflow.perform(FINDING_FLOW, finding, "note", by=by)
        return close_if_settled(found, by=by)


def owe_answer(finding: InspectionFinding) -> None:
    """The agency that was inspected owes it, or the unit concerned: above communes its committee."""
    inspection, unit = finding.inspection, finding.unit
    office = inspection.party.office
    if office is None and unit.level not in {Level.COMMUNE, Level.HAMLET}:
        office = leadership_office(unit, inspection.campaign.starts_on)
    duties.open_duty(
        kind=Duty.Kind.AMENDMENT,
        title=f"Khắc phục sau kiểm tra: {finding.ask}"[:200],
        unit=unit,
        office=office,
        receiver=inspection.office,
        due_on=finding.due_on or clock.today(),
        campaign_key=inspection.campaign.key,
        object_key=files.owner_key(finding),
        note=finding.said or finding.text,
    )


def close_if_settled(inspection: Inspection, *, by: User) -> Inspection:
    if inspection.findings.exclude(state=InspectionFinding.State.SETTLED).exists():
        return inspection
    return workflow.perform(INSPECTION_FLOW, inspection, "close", by=by)
