"""Use cases: the `course` of a report from its first word to its receiver, and `asking` for one out of turn."""

from reporting.reports.services.asking import Asked, ask, call_off
from reporting.reports.services.course import (
    Typed,
    accept_report,
    hand_back_report,
    present_report,
    remind,
    return_report,
    save_report,
    start_report,
    submit_report,
    take_back_report,
)

__all__ = [
    "Asked",
    "Typed",
    "accept_report",
    "ask",
    "call_off",
    "hand_back_report",
    "present_report",
    "remind",
    "return_report",
    "save_report",
    "start_report",
    "submit_report",
    "take_back_report",
]
