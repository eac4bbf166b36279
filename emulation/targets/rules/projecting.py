"""Where a target will stand at its end if the pace so far is kept: the figure, and the assumption in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from emulation.targets.rules import wording
from emulation.targets.rules.indicators import Kind
from emulation.targets.rules.language import Goal, Span
from emulation.targets.rules.verdicts import Evaluation, Reading


@dataclass(frozen=True)
class Outlook:
    """What a target comes to by the end of `year` at the pace so far. `left` is the level then, of a fall: never below
    0. `words` say the pace and that it is assumed to go on."""

    year: int
    value: Fraction
    left: Fraction | None
    words: str


def outlook(goal: Goal, found: Sequence[Evaluation]) -> Outlook | None:
    """By the target's last year; None where nothing is known, or nothing is left to come."""
    known = [one for one in found if one.result is not None and not one.is_broken]
    if not known:
        return None
    if goal.span == Span.EACH_YEAR and goal.indicator.accumulates:
        return _each_year(goal, known)
    last = known[-1]
    if last.projection is None:
        return None
    return Outlook(
        goal.last_year, last.projection, _level_after(goal, last.start, last.projection), _of_one(goal, last)
    )


def _each_year(goal: Goal, known: Sequence[Evaluation]) -> Outlook | None:
    """Years that ran through count as they are, one that runs as it will at its own pace; the rest at their mean."""
    through = {one.year: _whole_year(one) for one in known if one.year is not None}
    results = [value for value in through.values() if value is not None]
    last = max(through, default=goal.last_year)
    to_come = goal.last_year - last
    if not results or (to_come == 0 and known[-1].projection is None):
        return None
    pace = sum(results, Fraction(0)) / len(results)
    value = sum(results, Fraction(0)) + pace * to_come
    end = _level_after(goal, known[-1].start, results[-1] + pace * to_come)
    years = "năm đã có số" if len(results) == 1 else f"{len(results)} năm đã có số, bình quân mỗi năm"
    runs = " (năm đang chạy ước theo thời gian)" if known[-1].projection is not None else ""
    verb = "giảm" if goal.indicator.kind == Kind.FALL else "được"
    said = f"{years} {verb} {_shown(goal, pace)}{runs}; giả định các năm còn lại giữ nhịp ấy"
    if to_come == 0:
        said = f"nhịp từ đầu năm {last} đến nay; giả định giữ đều đến hết năm"
    return Outlook(goal.last_year, value, end, said)


def _whole_year(one: Evaluation) -> Fraction | None:
    return one.projection if one.projection is not None else one.result


def _level_after(goal: Goal, start: Reading | None, fall: Fraction) -> Fraction | None:
    """The level a fall from the last known start leaves."""
    if goal.indicator.kind != Kind.FALL or start is None or goal.span == Span.AVERAGE:
        return None
    level = start.value(goal.indicator.is_rate)
    return None if level is None else max(level - fall, Fraction(0))


def _of_one(goal: Goal, one: Evaluation) -> str:
    since = f"cuối năm {one.start.year}" if one.start is not None else f"đầu năm {goal.first_year}"
    until = wording.at_text(one.end) if one.end is not None else "nay"
    return f"nhịp từ {since} đến {until}; giả định giữ đều đến cuối năm {goal.last_year}"


def _shown(goal: Goal, value: Fraction) -> str:
    unit = "" if goal.indicator.measure in {"percent", "vnd"} else f" {goal.indicator.unit_of_measure}"
    return f"{wording.figure_text(goal.indicator.measure, value)}{unit}"
