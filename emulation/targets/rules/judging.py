"""How a result stands to what was asked: the one arithmetic of conditions."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese


class Verdict(StrEnum):
    MET = "met"
    EXCEEDED = "exceeded"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    SHORT = "short"  # a share below its mark while the year still runs: neither slow nor failed
    FAILED = "failed"
    NO_DATA = "no_data"


VERDICT_WORDS = {
    Verdict.MET: ("ok", "Đạt"),
    Verdict.EXCEEDED: ("ok", "Vượt"),
    Verdict.ON_COURSE: ("now", "Đúng tiến độ"),
    Verdict.BEHIND: ("wait", "Chậm"),
    Verdict.SHORT: ("now", "Chưa đủ"),
    Verdict.FAILED: ("bad", "Không đạt"),
    Verdict.NO_DATA: ("", "Chưa có số"),
}


@dataclass(frozen=True)
class Evaluation:
    """How a result stands to its target, with the numbers used."""

    verdict: Verdict
    result: Fraction | None
    asked: Fraction | None  # the level that counts: the target's own, or the assigned plan's
    asked_by_now: Fraction | None = None  # linear in time, "ước theo thời gian"; None when nobody asks mid-way
    projection: Fraction | None = None  # at this pace, by the end

    @property
    def short_by(self) -> str:
        """What a share lacks of its mark: "còn 0,14 điểm %"; "" for every other verdict."""
        if self.verdict != Verdict.SHORT or self.result is None or self.asked is None:
            return ""
        lacks = quantities.round_half_up(self.asked - self.result, 2)
        return f"còn {quantities.points_text(lacks)} điểm %" if lacks else "còn chưa đến 0,01 điểm %"


def attainment(result: Fraction | None, plan: Fraction | None) -> Fraction | None:
    """By how much a fall beats its plan: (actual − planned) / planned. None where the plan is missing or 0."""
    if result is None or not plan:
        return None
    return (result - plan) / plan


def evaluate(
    condition: str,
    low: Decimal,
    high: Decimal | None,
    result: Fraction | None,
    *,
    plan: Fraction | None = None,
    elapsed: Fraction = Fraction(1),
    accumulates: bool = True,
) -> Evaluation:
    """Judge a result against one condition.

    `elapsed` is the part of the time gone (1 at the end: the verdict is final). `beats_plan_by` asks for the assigned
    plan and `low` percent more. Ranges pass at the lower bound and read "vượt" above the upper. What does not
    accumulate (a share of households served) has no pace: mid-way it asks for the whole, nothing is projected, and
    below the mark it is short by so much, not slow: the mark is the year's.
    """
    asked: Fraction | None = Fraction(low)
    if condition == "beats_plan_by":
        asked = plan * (1 + Fraction(low) / 100) if plan else None
    if result is None or asked is None:
        return Evaluation(Verdict.NO_DATA, result, asked)
    ceiling = condition in {"at_most", "less_than"}
    reached = {
        "at_least": result >= asked,
        "beats_plan_by": result >= asked,
        "more_than": result > asked,
        "at_most": result <= asked,
        "less_than": result < asked,
    }[condition]
    if ceiling:
        return Evaluation(Verdict.MET if reached else Verdict.FAILED, result, asked)
    upper = Fraction(high) if high is not None else None
    if condition == "beats_plan_by" and upper is not None and plan:
        upper = plan * (1 + upper / 100)
    has_pace = accumulates and elapsed < 1
    asked_by_now = asked * elapsed if has_pace else None
    if reached:
        verdict = Verdict.EXCEEDED if upper is not None and result > upper else Verdict.MET
    elif elapsed >= 1:
        verdict = Verdict.FAILED
    elif not accumulates:
        verdict = Verdict.SHORT
    else:
        verdict = Verdict.ON_COURSE if asked_by_now is not None and result >= asked_by_now else Verdict.BEHIND
    return Evaluation(verdict, result, asked, asked_by_now, result / elapsed if has_pace and elapsed else None)


def figure_text(measure: str, value: Fraction | Decimal | int | None, *, with_unit: bool = True) -> str:
    """A value as people read it, by its measure; "–" when there is none."""
    if value is None:
        return "–"
    exact = Fraction(value)
    if measure == "points":
        return quantities.points_text(exact)
    if measure == "percent":
        shown = vietnamese.decimal_text(quantities.round_half_up(exact, 2), 2)
        return f"{shown}%" if with_unit else shown
    if measure == "vnd":
        return vietnamese.money(int(exact)) if with_unit else vietnamese.grouped(int(exact))
    return vietnamese.grouped(int(exact))
