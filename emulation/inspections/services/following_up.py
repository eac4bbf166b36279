"""What was done about a finding: the unit answers, the inspectors settle it or send it back with a reason."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, not_longer
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.services.minutes import MOST_TIME, close_if_settled, owe_answer
from emulation.inspections.workflow import FINDING_FLOW


def answer(finding: InspectionFinding, *, text: str, scan: File | None = None, by: User) -> InspectionFinding:
    """What was done, with a paper if there is one. Only once the minutes stand."""
    if not text.strip():
        raise Refused(Problem("Xin ghi đã làm gì để khắc phục.", field="text"))
    with transaction.atomic():
        _standing(finding)
        changes = {
            "answer": not_longer(text.strip(), 3000, "Báo cáo khắc phục", "text"),
            "answered_on": clock.today(),
            "said": "",
        }
        done = workflow.perform(FINDING_FLOW, finding, "answer", by=by, changes=changes)
        if scan is not None:
            title = f"Báo cáo khắc phục {done.pk}"
            done.paper = files.store_scan(scan, owner=done, by=by, title=title, field="scan")
            done.save(update_fields=["paper"])
        duties.close_desk(files.owner_key(done), by=by, kind=Duty.Kind.AMENDMENT)
    return done


def settle(finding: InspectionFinding, *, by: User) -> InspectionFinding:
    """Mended. The last one ends the inspection."""
    with transaction.atomic():
        done = workflow.perform(FINDING_FLOW, finding, "settle", by=by)
        close_if_settled(done.inspection, by=by)
    return done


def send_back(finding: InspectionFinding, *, reason: str, due_on: dt.date, by: User) -> InspectionFinding:
    """Not mended: owed again, by a new day."""
    today = clock.today()
    if not today <= due_on <= today + MOST_TIME:
        raise Refused(Problem(f"Hạn mới phải từ {vietnamese.day(today)} và trong một năm.", field="due_on"))
    said = fitting(reason, 500, "Lý do", field="reason")
    with transaction.atomic():
        changes = {"said": said, "due_on": due_on}
        done = workflow.perform(FINDING_FLOW, finding, "send_back", by=by, reason=said, changes=changes)
        owe_answer(done)
    return done


def _standing(finding: InspectionFinding) -> None:
    state = Inspection.objects.values_list("state", flat=True).get(pk=finding.inspection_id)
    if state != Inspection.State.RECORDED:
        raise Refused("Biên bản chưa lập xong, hoặc cuộc kiểm tra đã kết thúc. Xin tải lại trang để xem.")
