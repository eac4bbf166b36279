"""How a result stands to what was asked: the one arithmetic of conditions."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from emulation.targets.rules.language import CEILINGS, ON_BASELINE, Condition
from emulation.targets.rules.verdicts import Evaluation, Verdict

_DOWNWARDS = CEILINGS | {Condition.FALLS_BY, Condition.ZERO, Condition.ABOUT_NONE}


def attainment(result: Fraction | None, plan: Fraction | None) -> Fraction | None:
    """By how much a fall beats its plan: (actual − planned) / planned. None where the plan is missing or 0."""
    if result is None or not plan:
        return None
    return (result - plan) / plan


def multiple(base: Fraction | int | None, now: Fraction | int | None) -> Fraction | None:
    """How many times the baseline; None where either is missing or the baseline is 0."""
    if now is None or not base:
        return None
    return Fraction(now) / Fraction(base)


@dataclass(frozen=True)
class Mark:
    """What a condition comes to: the level asked, whether it is strict, and the level beyond which it is vượt."""

    asked: Fraction
    downwards: bool = False
    strict: bool = False
    beyond: Fraction | None = None

    def reached(self, result: Fraction) -> bool:
        if result == self.asked:
            return not self.strict
        return (result < self.asked) == self.downwards

    def exceeded(self, result: Fraction) -> bool:
        if self.beyond is None or result == self.beyond:
            return False
        return (result < self.beyond) == self.downwards


def mark_of(
    condition: str,
    low: Fraction | Decimal,
    high: Fraction | Decimal | None = None,
    *,
    plan: Fraction | None = None,
    base: Fraction | None = None,
) -> Mark | None:
    """None where the condition needs a plan or a baseline that is not there (a plan of 0 is beaten by nothing)."""
    kind, least = Condition(condition), Fraction(low)
    most = None if high is None else Fraction(high)
    strict = kind in {Condition.MORE_THAN, Condition.LESS_THAN}
    if kind == Condition.MEETS_PLAN:
        return None if plan is None else Mark(plan, beyond=plan)
    if kind == Condition.BEATS_PLAN_BY:
        if not plan:
            return None
        return Mark(plan * (1 + least / 100), beyond=None if most is None else plan * (1 + most / 100))
    if kind in ON_BASELINE:
        if base is None or (kind == Condition.TIMES_BASELINE and not base):
            return None
        return Mark(base * least) if kind == Condition.TIMES_BASELINE else Mark(base * (1 - least), downwards=True)
    if kind == Condition.LEFT_BETWEEN:
        return Mark(least if most is None else most, downwards=True, beyond=least)
    return Mark(least, kind in _DOWNWARDS, strict, None if kind in _DOWNWARDS else most)


def evaluate(
    condition: str,
    low: Fraction | Decimal,
    high: Fraction | Decimal | None,
    result: Fraction | None,
    *,
    plan: Fraction | None = None,
    base: Fraction | None = None,
    begun_at: Fraction | None = None,
    elapsed: Fraction = Fraction(1),
    accumulates: bool = True,
    is_average: bool = False,
) -> Evaluation:
    """Judge a result against one condition.

    `elapsed` is the part of the time gone (1 at the end: the verdict is final). Ranges pass at the near bound and read
    "vượt" beyond the far one. Mid-way, what accumulates is held against its part by time; a level that started at
    `begun_at` against the straight line from there; an average so far against the average asked. A level without a
    start has no pace: it is short, not slow. A ceiling on what accumulates is broken for good once it is broken.
    """
    mark = mark_of(condition, low, high, plan=plan, base=base)
    if mark is None or result is None:
        return Evaluation(
            Verdict.NO_DATA, result, mark.asked if mark else None, plan=plan, is_ceiling=bool(mark and mark.downwards)
        )
    reached = mark.reached(result)
    done = Verdict.EXCEEDED if mark.exceeded(result) else Verdict.MET
    missed = Verdict.TO_RULE if condition == Condition.ABOUT_NONE else Verdict.FAILED
    found = Evaluation(done if reached else missed, result, mark.asked, plan=plan, is_ceiling=mark.downwards)
    if elapsed >= 1:
        return found
    if is_average:
        return replace(
            found,
            verdict=Verdict.ON_COURSE if reached else Verdict.BEHIND,
            asked_by_now=mark.asked,
            projection=result,
        )
    if accumulates and mark.downwards:
        return _under_a_ceiling(found, mark, elapsed) if reached else replace(found, verdict=Verdict.FAILED)
    if not accumulates and begun_at is None:
        return found if reached else replace(found, verdict=Verdict.SHORT)
    start = Fraction(0) if accumulates or begun_at is None else begun_at
    by_now = start + (mark.asked - start) * elapsed
    projection = start + (result - start) / elapsed if elapsed else None
    if not reached:
        on_course = replace(mark, asked=by_now, strict=False).reached(result)
        found = replace(found, verdict=Verdict.ON_COURSE if on_course else Verdict.BEHIND)
    return replace(found, asked_by_now=by_now, projection=projection)


def _under_a_ceiling(found: Evaluation, mark: Mark, elapsed: Fraction) -> Evaluation:
    """Nothing is reached before the time is over; at this pace it may still be broken."""
    projection = found.result / elapsed if elapsed and found.result is not None else None
    holds = projection is None or mark.reached(projection)
    return replace(
        found,
        verdict=Verdict.ON_COURSE if holds else Verdict.BEHIND,
        asked_by_now=mark.asked * elapsed,
        projection=projection,
    )
