"""The course of an inspection, and of one thing found."""

from campaign_portal.foundation.workflow import Flow, Transition
from emulation.inspections import permissions
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.selectors.readiness import lacks_minutes

State = Inspection.State
Found = InspectionFinding.State

INSPECTION_FLOW = Flow(
    noun="cuộc kiểm tra",
    transitions=(
        Transition(
            "record",
            "lập biên bản",
            frozenset({State.PLANNED}),
            State.RECORDED,
            permissions.may_inspect,
            guards=(lacks_minutes,),
        ),
        Transition("close", "kết thúc", frozenset({State.RECORDED}), State.CLOSED, permissions.may_inspect),
        Transition(
            "call_off",
            "thôi",
            frozenset({State.PLANNED}),
            State.CALLED_OFF,
            permissions.may_inspect,
            needs_reason=True,
        ),
    ),
)
FINDING_FLOW = Flow(
    noun="điều phát hiện",
    transitions=(
        Transition("answer", "báo cáo khắc phục", frozenset({Found.OPEN}), Found.ANSWERED, permissions.answers_for),
        Transition("settle", "khép", frozenset({Found.ANSWERED}), Found.SETTLED, permissions.inspects_for),
        Transition(
            "send_back",
            "trả lại",
            frozenset({Found.ANSWERED}),
            Found.OPEN,
            permissions.inspects_for,
            needs_reason=True,
        ),
        # A remark asks for nothing: it is settled with the minutes.
        Transition("note", "ghi nhận", frozenset({Found.OPEN}), Found.SETTLED, permissions.inspects_for),
    ),
)
