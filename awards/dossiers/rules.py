"""Rules of dossiers that need no database: lengths, numbers of letters, the parts a return may open, signing lines."""

import datetime as dt
import re
from dataclasses import dataclass

from campaign_portal.foundation import numbers, vietnamese
from campaign_portal.foundation.errors import Problem, Refused

SUMMARY_WORDS = 80  # of the Danh sách trích ngang (forms.md)
DAYS_TO_COMPLETE = 5  # offered to the proposer when a dossier is returned; the office may choose otherwise
DAYS_WITHOUT_A_DATE = 10  # for a step whose date the plan leaves open
DAYS_FOR_LATE_ARRIVAL = 3  # a dossier that comes after its step's date gives its offices so many days


@dataclass(frozen=True)
class Part:
    """A part of a dossier that is not a paper, and that a return may name."""

    key: str
    name: str


ACHIEVEMENT_SUMMARY = Part("achievement_summary", "Tóm tắt thành tích")
ACHIEVEMENTS = Part("achievements", "Thành tích trong phong trào")
PRIOR_AWARDS = Part("prior_awards", "Các lần khen trước đây")
EVIDENCE = Part("evidence", "Minh chứng của tiêu chuẩn")
PARTS = (ACHIEVEMENT_SUMMARY, ACHIEVEMENTS, PRIOR_AWARDS, EVIDENCE)

SUBMISSION_LETTER = "submission_letter"
MINUTES = "minutes"
SUMMARY_LIST = "summary_list"
ACHIEVEMENT_REPORT = "achievement_report"


def day_to_complete(today: dt.date, step_due: dt.date | None) -> dt.date:
    """By when a returned dossier is asked back: within the step's own time where that is still to come."""
    usual = today + dt.timedelta(days=DAYS_TO_COMPLETE)
    return min(usual, step_due) if step_due and step_due > today else usual


def count_words(text: str) -> int:
    """Words as a Vietnamese text processor counts them: what stands between spaces."""
    return len(text.split())


def too_long(summary: str) -> str:
    """The sentence for a summary over the limit; "" within it."""
    words = count_words(summary)
    if words <= SUMMARY_WORDS:
        return ""
    return (
        f"Tóm tắt thành tích dài {words} từ, quá mức {SUMMARY_WORDS} từ của Danh sách trích ngang. "
        f"Xin rút bớt {words - SUMMARY_WORDS} từ; phần đầy đủ ghi ở “Thành tích”."
    )


def letter_number(typed: str, symbol: str) -> str:
    """ "86" or "86/TTr-UBND" → "86/TTr-UBND", as the clerk's book gives it (NĐ 30 Đ15). Raises Refused."""
    text = vietnamese.nfc(typed).replace(" ", "")
    example = f"86/TTr-{symbol}"
    found = re.fullmatch(r"0*(\d{1,5})(?:/(.+))?", text)
    if not found or int(found[1]) == 0:
        raise Refused(
            Problem(f"Xin ghi số tờ trình theo sổ của văn thư, ví dụ 86 hoặc {example}.", field="letter_number")
        )
    if found[2] and found[2].casefold() != f"TTr-{symbol}".casefold():
        raise Refused(
            Problem(f"Ký hiệu “{found[2]}” không phải của tờ trình; có phải {example}?", field="letter_number")
        )
    return f"{numbers.shown(int(found[1]))}/TTr-{symbol}"


def date_problem(date: dt.date, *, today: dt.date, since: dt.date, paper: str) -> str:
    """Why a paper can't bear this date; "" when it can. Nothing is signed tomorrow, or before the campaign began."""
    if date > today:
        return f"{paper} không thể đề ngày {vietnamese.day(date)}, sau hôm nay ({vietnamese.day(today)})."
    if date < since:
        return f"{paper} đề ngày {vietnamese.day(date)}, trước khi phong trào bắt đầu ({vietnamese.day(since)})."
    return ""


def signing_lines(title: str, *, for_committee: bool) -> tuple[str, ...]:
    """How a leader signs a committee's paper: TM., and KT. for a deputy (NĐ 30 PL I II.7.a).

    signing_lines("Phó Chủ tịch UBND xã", for_committee=True) → ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    """
    post = vietnamese.nfc(title)
    deputy = post.casefold().startswith("phó ")
    if for_committee:
        return ("TM. ỦY BAN NHÂN DÂN", *(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("CHỦ TỊCH",)))
    head = post.upper()
    return (f"KT. {head.removeprefix('PHÓ ')}", head) if deputy else (head,)
