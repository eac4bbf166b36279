"""A whole target judged on facts: the verdict of one year, and of all its years."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from emulation.targets.rules import formulas, judging, measuring, wording
from emulation.targets.rules.facts import Facts
from emulation.targets.rules.indicators import Kind
from emulation.targets.rules.language import ON_PLAN, Condition, Goal, Span
from emulation.targets.rules.measuring import Measured
from emulation.targets.rules.verdicts import WANTS_RULING, Evaluation, Missing, Verdict


def judge(goal: Goal, facts: Facts, year: int) -> Evaluation:
    """One target at the end of one of its `columns`, by what is known now."""
    plan, no_plan = _plan(goal, facts, year)
    measured = measuring.measured(goal, facts, year)
    found = judging.evaluate(
        goal.condition,
        goal.low,
        goal.high,
        measured.result,
        plan=plan,
        base=measured.base,
        begun_at=measured.begun_at,
        elapsed=measured.elapsed,
        accumulates=goal.indicator.accumulates,
        is_average=goal.span == Span.AVERAGE,
    )
    found = replace(
        found,
        year=year,
        measure=goal.indicator.measure,
        start=measured.start,
        end=measured.end,
        plan=plan,
        plan_of=facts.plan_of if plan is not None and goal.condition in ON_PLAN else "",
        formula=formulas.formula(goal, measured),
        missing=(*measured.missing, *no_plan),
        reason=measured.reason,
        is_broken=measured.is_broken,
        is_provisional=any(r.is_provisional or r.elapsed < 1 for r in (measured.start, measured.end) if r),
    )
    return _ruled(facts, year, _special(goal, facts, found, measured))


def _special(goal: Goal, facts: Facts, found: Evaluation, measured: Measured) -> Evaluation:
    """What figures alone cannot say."""
    if facts.group and any(reading.whole == 0 for reading in (measured.start, measured.end) if reading):
        return replace(found, verdict=Verdict.NOT_APPLICABLE, reason=f"không có {facts.group} ở đây", missing=())
    if goal.condition == Condition.BEATS_PLAN_BY and found.plan == 0:
        reason = "kế hoạch giao bằng 0 nên không tính được mức vượt"
        return replace(found, verdict=Verdict.NO_DATA, reason=reason, missing=())
    if found.verdict == Verdict.NO_DATA and facts.this_year is not None and found.year and found.year > facts.this_year:
        return replace(found, reason=f"chưa đến năm {found.year}", missing=(), is_ahead=True)
    if found.verdict == Verdict.TO_RULE:
        return replace(found, reason="kế hoạch không đặt ngưỡng cho “cơ bản”; người có thẩm quyền kết luận")
    room = None if measured.start is None else measured.start.value(goal.indicator.is_rate)
    if (
        goal.indicator.kind == Kind.FALL
        and found.asked is not None
        and room is not None
        and found.verdict not in {Verdict.MET, Verdict.EXCEEDED, Verdict.NO_DATA}
    ):
        needed = found.asked * (goal.length if goal.span == Span.AVERAGE else 1)
        if room < needed or (room == needed and goal.condition == Condition.MORE_THAN):
            return replace(found, verdict=Verdict.EXHAUSTED, reason=_no_room(goal, room, needed))
    return found


def _no_room(goal: Goal, room: Fraction, needed: Fraction) -> str:
    measure = "percent" if goal.indicator.is_rate else "count"
    places = wording.places_apart(room, needed)
    left = wording.figure_text(measure, room, places=places)
    asked = wording.figure_text(goal.indicator.measure, needed, places=places)
    return f"đầu kỳ chỉ còn {left}, thấp hơn mức giảm {asked}; người có thẩm quyền kết luận"


def _ruled(facts: Facts, year: int, found: Evaluation) -> Evaluation:
    """A person's ruling closes what figures leave open; that a target does not apply stands also over a failure."""
    if year not in facts.rulings:
        return found
    verdict, text = facts.rulings[year]
    is_open = found.verdict in WANTS_RULING | {Verdict.NO_DATA}
    if is_open or (verdict == Verdict.NOT_APPLICABLE and found.verdict not in {Verdict.MET, Verdict.EXCEEDED}):
        return replace(found, verdict=verdict, ruled=text)
    return found


_WORST_FIRST = (Verdict.FAILED, Verdict.EXHAUSTED, Verdict.TO_RULE, Verdict.BEHIND, Verdict.SHORT)


def overall(found: Sequence[Evaluation]) -> Verdict:
    """One verdict of a target that is judged every year: a year that failed cannot be made good.

    While years are to come, what is good so far is on course; a year gone by without figures leaves it open.
    """
    asked = [one for one in found if one.verdict != Verdict.NOT_APPLICABLE]
    if not asked:
        return Verdict.NOT_APPLICABLE
    verdicts = {one.verdict for one in asked if not one.is_ahead}
    if not verdicts:
        return Verdict.NO_DATA
    if worst := next((verdict for verdict in _WORST_FIRST if verdict in verdicts), None):
        return worst
    if verdicts == {Verdict.NO_DATA}:
        return Verdict.NO_DATA
    if any(one.is_ahead for one in asked) or Verdict.ON_COURSE in verdicts:
        return Verdict.ON_COURSE
    if Verdict.NO_DATA in verdicts:
        return Verdict.NO_DATA
    return Verdict.EXCEEDED if verdicts == {Verdict.EXCEEDED} else Verdict.MET


def _plan(goal: Goal, facts: Facts, year: int) -> tuple[Fraction | None, list[Missing]]:
    """The assigned figure; of a whole period the sum of its years, of an average their mean."""
    if goal.condition not in ON_PLAN:
        return None, []
    years = [year] if goal.span in {Span.IN_YEAR, Span.EACH_YEAR, Span.BY_END_OF} else list(goal.years)
    lacking = [one for one in years if one not in facts.plans]
    if lacking:
        name = goal.indicator.name.lower()
        return None, [Missing(f"mức giao “{name}” năm {one}", one, is_figure=False) for one in lacking]
    total = sum((facts.plans[one] for one in years), Fraction(0))
    return (total / len(years) if goal.span == Span.AVERAGE else total), []
