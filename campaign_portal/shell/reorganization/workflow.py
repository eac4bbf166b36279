"""The states of a reorganisation. Faults and obstacles are looked for by the service, which has the plan at hand."""

from campaign_portal.foundation.workflow import Flow, Transition
from campaign_portal.shell.reorganization import permissions
from emulation.territory.models import Reorganization

S = Reorganization.State

REORGANIZATION_FLOW = Flow(
    "lần sắp xếp",
    (
        Transition("apply", "áp dụng", frozenset({S.DRAFT}), S.APPLIED, permissions.may_change),
        Transition("undo", "hoàn tác", frozenset({S.APPLIED}), S.UNDONE, permissions.may_change, needs_reason=True),
    ),
)
