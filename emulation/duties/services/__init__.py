"""Use cases: `owing` (what is due, what answers it) and `telling` (a plan's own criteria, what was done for a task)."""

from emulation.duties.services.owing import (
    call_off,
    cancel_desk,
    close_desk,
    correct_paper,
    hand_over,
    open_duty,
    record,
    record_paper,
    remind,
)
from emulation.duties.services.telling import Told, drop_line, save_line, tell_done

__all__ = [
    "Told",
    "call_off",
    "cancel_desk",
    "close_desk",
    "correct_paper",
    "drop_line",
    "hand_over",
    "open_duty",
    "record",
    "record_paper",
    "remind",
    "save_line",
    "tell_done",
]
