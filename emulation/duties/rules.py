"""Deadlines as plans write them, and the duties that a paper of one's own answers."""

import datetime as dt
from dataclasses import dataclass

from campaign_portal.foundation import vietnamese


def last_day(rule: str, date: dt.date) -> dt.date:
    """The last day that is on time: "before 10/3" is 09/3, "on the 25th" that day (a day off moves nothing)."""
    return date - dt.timedelta(days=1) if rule == "before" else date


def as_written(rule: str, date: dt.date) -> str:
    """The deadline in the plan's own words."""
    return f"trước {vietnamese.day(date)}" if rule == "before" else vietnamese.day(date)


HOLIDAYS = {(1, 1): "ngày lễ 01/01", (4, 30): "ngày lễ 30/4", (5, 1): "ngày lễ 01/5", (9, 2): "ngày lễ 02/9"}


def day_off(date: dt.date) -> str:
    """What sort of day off a day is, "" for a working day. A deadline on one stays as the plan writes it: the screen
    only says so. Days that move by the moon (Tết, Giỗ Tổ) are not reckoned."""
    weekend = {5: "thứ Bảy", 6: "Chủ nhật"}.get(date.weekday(), "")
    return HOLIDAYS.get((date.month, date.day), weekend)


def days_late(done_on: dt.date, due_on: dt.date) -> int:
    """0 when on time."""
    return max((done_on - due_on).days, 0)


@dataclass(frozen=True)
class PlainPaper:
    """A duty done by sending a paper: how such a paper's number reads, and whether its scan must be kept here.

    The scan of a paper that the product itself has made may be left out. `lines` says what is told beside the paper: a
    unit's own plan its criteria, a task the deeds done for it (a `DutyLine.Kind`; "" where the paper tells all).
    """

    example: str
    needs_scan: bool = False
    lines: str = ""


PLAIN_PAPERS = {
    "launch_plan": PlainPaper("12/KH-UBND", needs_scan=True, lines="criterion"),  # S2 IV.1, S3 I.2, V.5
    "registration_summary": PlainPaper("31/BC-PLĐTBXH"),  # S3 III.2
    "consolidation": PlainPaper("45/BC-PLĐTBXH"),  # S3 V.6
    "submission_summary": PlainPaper("86/TTr-PLĐTBXH"),  # S3 IV.3
    "interim_review": PlainPaper("60/BC-UBND"),  # S1 IV.2, S2 IV.4
    "final_review": PlainPaper("90/BC-UBND"),  # S1 IV.3, S2 V.4
    "inspection": PlainPaper("15/KH-HĐTĐKT"),  # S1 VI.2, S2 IV.5
    "task": PlainPaper("40/BC-STTTT", lines="deed"),  # S1 VI.3, S2 IV.3, S3 V.4: told by deeds, by a paper of one's own
}

# How the deadline key of a report begins that an office asked for out of turn: no plan's own key holds a colon.
ASKED = "asked:"
REMINDED = "nhắc việc"  # what the trail calls a reminder
