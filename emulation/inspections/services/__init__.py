"""Use cases: `planning` an inspection, its `minutes`, `following_up` on what was found."""

from emulation.inspections.services.following_up import answer, send_back, settle
from emulation.inspections.services.minutes import add_finding, drop_finding, record
from emulation.inspections.services.planning import Planned, call_off, edit, plan

__all__ = [
    "Planned",
    "add_finding",
    "answer",
    "call_off",
    "drop_finding",
    "edit",
    "plan",
    "record",
    "send_back",
    "settle",
]
