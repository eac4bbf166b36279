"""How a sheet of assigned figures goes: written, issued by a decision, replaced by a later one."""

from campaign_portal.foundation.workflow import Flow, Transition, anyone
from emulation.targets import permissions
from emulation.targets.models import AssignmentSheet
from emulation.targets.selectors.assigning import unfinished

State = AssignmentSheet.State

SHEET_FLOW = Flow(
    noun="bảng giao chỉ tiêu",
    transitions=(
        Transition(
            "issue",
            "ban hành",
            frozenset({State.DRAFT}),
            State.ISSUED,
            permissions.may_issue,
            (unfinished,),
        ),
        Transition("replace", "thay bằng lần giao sau", frozenset({State.ISSUED}), State.REPLACED, anyone),
        Transition("drop", "bỏ dự thảo", frozenset({State.DRAFT}), State.DROPPED, permissions.may_assign),
    ),
)
