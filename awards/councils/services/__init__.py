"""What is done with councils: founding them, planning and closing sessions, writing down a session's sheet."""

from awards.councils.services.closing import MINUTES_SERIES, ask_for_decision, close_session
from awards.councils.services.founding import MemberEntry, found_council
from awards.councils.services.planning import call_off_session, plan_session, replan_session
from awards.councils.services.sheets import leave_vote, record_votes, return_to_vote, take_attendance

__all__ = [
    "MINUTES_SERIES",
    "MemberEntry",
    "ask_for_decision",
    "call_off_session",
    "close_session",
    "found_council",
    "leave_vote",
    "plan_session",
    "record_votes",
    "replan_session",
    "return_to_vote",
    "take_attendance",
]
