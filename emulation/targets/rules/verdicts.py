"""What can be said of a target, and the numbers it is said by."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from campaign_portal.foundation import quantities


class Verdict(StrEnum):
    MET = "met"
    EXCEEDED = "exceeded"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    SHORT = "short"  # a level below its mark while the time still runs: neither slow nor failed
    FAILED = "failed"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    EXHAUSTED = "exhausted"  # the rate is below the fall that is asked: a person rules
    TO_RULE = "to_rule"  # the plan's words set no threshold ("cơ bản không còn"): a person rules


VERDICT_WORDS = {
    Verdict.MET: ("ok", "Đạt"),
    Verdict.EXCEEDED: ("ok", "Vượt"),
    Verdict.ON_COURSE: ("now", "Đúng tiến độ"),
    Verdict.BEHIND: ("wait", "Chậm"),
    Verdict.SHORT: ("now", "Chưa đủ"),
    Verdict.FAILED: ("bad", "Không đạt"),
    Verdict.NO_DATA: ("", "Chưa có dữ liệu"),
    Verdict.NOT_APPLICABLE: ("", "Không áp dụng"),
    Verdict.EXHAUSTED: ("wait", "Đã hết dư địa"),
    Verdict.TO_RULE: ("wait", "Chờ kết luận"),
}

GOOD = frozenset({Verdict.MET, Verdict.EXCEEDED, Verdict.ON_COURSE})
SLOW = frozenset({Verdict.BEHIND, Verdict.FAILED})
WANTS_RULING = frozenset({Verdict.EXHAUSTED, Verdict.TO_RULE})


@dataclass(frozen=True)
class Reading:
    """Counts of one place and population at the end of a year (or at `elapsed` of it)."""

    part: Fraction
    whole: Fraction | None
    year: int
    elapsed: Fraction = Fraction(1)
    is_provisional: bool = False
    source: str = ""  # "rà soát 12 tháng năm 2021", "Quyết định 12/QĐ-UBND ngày 5/1/2022"
    url: str = ""
    coverage: str = ""  # "15 trên 16 xã" where not every place has figures; "" when all have

    @property
    def moment(self) -> Fraction:
        """Years, with the part that is gone: the end of 2019 is 2020, June 2020 is 2020½."""
        return self.year + self.elapsed

    def value(self, is_rate: bool) -> Fraction | None:
        """The count, or the rate of both counts in percent; None without a denominator."""
        if not is_rate:
            return self.part
        return self.part / self.whole * 100 if self.whole else None


@dataclass(frozen=True)
class Missing:
    """One figure without which nothing can be said: what, of which year; whether a person may type it."""

    text: str
    year: int
    is_figure: bool = True  # a plan that was not assigned is none


@dataclass(frozen=True)
class Evaluation:
    """How a result stands to its target, with the numbers used."""

    verdict: Verdict
    result: Fraction | None
    asked: Fraction | None  # the level that counts: the target's own, the assigned plan's, or the baseline's part
    asked_by_now: Fraction | None = None  # linear in time, "ước theo thời gian"; None when nobody asks mid-way
    projection: Fraction | None = None  # at this pace, by the end
    year: int | None = None  # at whose end it is judged
    measure: str = ""  # of result and asked
    start: Reading | None = None
    end: Reading | None = None
    plan: Fraction | None = None
    plan_of: str = ""  # whose plan it is judged on, where the place has none of its own
    formula: str = ""  # in words, with the numbers
    missing: tuple[Missing, ...] = ()
    reason: str = ""  # why there is no verdict, or why a person must rule
    ruled: str = ""  # who ruled what, and why
    is_provisional: bool = False
    is_broken: bool = False  # the two ends go by two standards
    is_ahead: bool = False  # its year has not come
    is_ceiling: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """Sign and word of the verdict."""
        if self.verdict == Verdict.BEHIND and self.is_ceiling and self.start is None:
            return "wait", "Nguy cơ vượt mức"
        return VERDICT_WORDS[self.verdict]

    @property
    def is_estimate(self) -> bool:
        """Whether it leans on a mark that nobody assigned."""
        return self.asked_by_now is not None

    @property
    def short_by(self) -> str:
        """What a share lacks of its mark: "còn 0,14 điểm %"; "" for every other verdict."""
        if self.verdict != Verdict.SHORT or self.result is None or self.asked is None:
            return ""
        if self.measure not in {"", "percent", "points"}:
            return ""
        lacks = quantities.round_half_up(abs(self.asked - self.result), 2)
        return f"còn {quantities.points_text(lacks)} điểm %" if lacks else "còn chưa đến 0,01 điểm %"
