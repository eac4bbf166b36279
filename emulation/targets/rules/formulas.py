"""How a result was reckoned, in words and with its numbers."""

from collections.abc import Iterator
from fractions import Fraction

from emulation.targets.rules import wording
from emulation.targets.rules.indicators import Kind
from emulation.targets.rules.language import ON_BASELINE, Condition, Goal, Span
from emulation.targets.rules.measuring import Measured
from emulation.targets.rules.verdicts import Reading


def formula(goal: Goal, measured: Measured) -> str:
    """ "8,88% (1.420/15.990) cuối năm 2019 − 6,17% (990/16.040) cuối năm 2020 = 2,71 điểm %"."""
    return "".join(_formula_parts(goal, measured))


def _formula_parts(goal: Goal, measured: Measured) -> Iterator[str]:
    spec, result = goal.indicator, measured.result
    if result is None or measured.end is None:
        return
    shown = wording.figure_text(spec.measure, result)
    unit = "" if spec.measure in {"percent", "vnd"} else f" {spec.unit_of_measure}"
    if spec.kind == Kind.FLOW:
        yield _flow_words(goal, measured, measured.end, f"{shown}{unit}")
        return
    end = _read(goal, measured.end)
    if spec.kind == Kind.FALL and measured.start is not None:
        difference = f"{_read(goal, measured.start)} − {end}"
        if goal.span == Span.AVERAGE:
            years = wording.figure_text("points", measured.years).rstrip("0").rstrip(",")
            yield f"({difference}) / {years} năm = {shown}{unit} mỗi năm"
        else:
            yield f"{difference} = {shown}{unit}"
        return
    yield end
    if goal.condition in ON_BASELINE and measured.start is not None and measured.base:
        ratio = result / measured.base
        if goal.condition == Condition.TIMES_BASELINE:
            yield f" / {_read(goal, measured.start)} = gấp {_times(ratio, goal.low)} lần"
        else:
            fallen = 1 - ratio
            places = wording.places_apart(fallen * 100, goal.low * 100)
            yield (
                f", so với {_read(goal, measured.start)}: giảm "
                f"{wording.figure_text('percent', fallen * 100, places=places)}, cần giảm {goal.low}"
            )


def _times(ratio: Fraction, asked: Fraction) -> str:
    return wording.count_text(ratio, wording.places_apart(ratio, asked))


def _read(goal: Goal, reading: Reading) -> str:
    spec = goal.indicator
    text = wording.reading_text(reading, is_rate=spec.is_rate, measure=spec.measure)
    if not spec.is_rate and spec.measure != "vnd":
        text += f" {spec.unit_of_measure}"
    return f"{text} {wording.at_text(reading)}"


def _flow_words(goal: Goal, measured: Measured, end: Reading, shown: str) -> str:
    spec = goal.indicator
    if len(measured.parts) > 1:
        years = " + ".join(f"{wording.count_text(one.part, 0)} ({one.year})" for one in measured.parts)
        if spec.is_rate:
            wholes = " + ".join(wording.count_text(one.whole or Fraction(0), 0) for one in measured.parts)
            return f"({years}) / ({wholes}) = {shown}"
        if goal.span == Span.AVERAGE:
            gone = wording.figure_text("points", measured.years).rstrip("0").rstrip(",")
            return f"({years}) / {gone} năm = {shown} mỗi năm"
        return f"{years} = {shown}"
    until = f", đến {wording.at_text(end)}" if end.elapsed < 1 else f" năm {end.year}"
    if spec.is_rate and end.whole is not None:
        return f"{wording.count_text(end.part, 0)} / {wording.count_text(end.whole, 0)} = {shown}{until}"
    return f"{shown}{until}"
