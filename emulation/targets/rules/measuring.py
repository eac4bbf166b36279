"""What a target's figures come to: a level, a change between two years, or what years add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from emulation.targets.rules.facts import Facts, starts
from emulation.targets.rules.indicators import STANDARD_QUANTITIES, IndicatorSpec, Kind
from emulation.targets.rules.language import ON_BASELINE, Goal, Span
from emulation.targets.rules.verdicts import Missing, Reading


@dataclass(frozen=True)
class Measured:
    result: Fraction | None = None
    start: Reading | None = None
    end: Reading | None = None
    base: Fraction | None = None  # what a multiple or a part is taken of
    begun_at: Fraction | None = None  # where a level began
    elapsed: Fraction = Fraction(1)
    years: Fraction = Fraction(1)  # gone so far, of an average
    parts: tuple[Reading, ...] = ()  # the years of a sum
    missing: tuple[Missing, ...] = ()
    reason: str = ""
    is_broken: bool = False


def measured(goal: Goal, facts: Facts, year: int) -> Measured:
    if goal.indicator.kind == Kind.FLOW:
        return _flow(goal, facts, year)
    if goal.indicator.kind == Kind.FALL or goal.condition in ON_BASELINE:
        return _change(goal, facts, year)
    return _level(goal, facts, year)


def _level(goal: Goal, facts: Facts, year: int) -> Measured:
    start_year = starts(goal, year, facts.opening_year)
    since = start_year if start_year is not None else facts.opening_year
    first = year if since is None or goal.span in {Span.IN_YEAR, Span.EACH_YEAR} else since + 1
    end = _latest(facts.at, range(first, year + 1))
    if end is None and start_year is not None and goal.span == Span.BY_END_OF:
        end = facts.at.get(start_year)
    if end is None:
        return Measured(missing=(_lacks(goal, facts, year),), reason=_other_standard(facts, (year,)))
    result = end.value(goal.indicator.is_rate)
    if result is None:
        return Measured(end=end, missing=(_lacks(goal, facts, end.year, whole=True),))
    pair = None if start_year is None else facts.pairs.get((start_year, end.year))
    begun_at = pair[0].value(goal.indicator.is_rate) if pair else None
    if start_year is not None and begun_at is not None:
        elapsed = _share(end.moment, start_year + 1, year + 1)
        return Measured(result, pair[0] if pair else None, end, begun_at=begun_at, elapsed=elapsed)
    if end.year == year:
        return Measured(result, None, end, elapsed=end.elapsed)
    return Measured(result, None, end, elapsed=Fraction(0))


def _change(goal: Goal, facts: Facts, year: int) -> Measured:
    start_year = starts(goal, year, facts.opening_year)
    if start_year is None:
        return Measured(reason="chỉ tiêu chưa ghi năm gốc để so")
    first = year if goal.span in {Span.IN_YEAR, Span.EACH_YEAR} else start_year + 1
    ends = [end for end in range(first, year + 1) if (start_year, end) in facts.pairs]
    if not ends:
        return _no_pair(goal, facts, start_year, range(first, year + 1))
    start, end = facts.pairs[start_year, ends[-1]]
    is_rate = goal.indicator.is_rate
    before, after = start.value(is_rate), end.value(is_rate)
    elapsed = _share(end.moment, start_year + 1, year + 1)
    if before is None or after is None:
        lacking = start if before is None else end
        return Measured(start=start, end=end, missing=(_lacks(goal, facts, lacking.year, whole=True),))
    if goal.condition in ON_BASELINE:
        return Measured(after, start, end, base=before, begun_at=before, elapsed=elapsed)
    fall = before - after
    if goal.span == Span.AVERAGE:
        gone = end.moment - (start_year + 1)
        return Measured(fall / gone if gone else None, start, end, elapsed=elapsed, years=gone)
    return Measured(fall, start, end, elapsed=elapsed)


def _flow(goal: Goal, facts: Facts, year: int) -> Measured:
    years = [year] if goal.span in {Span.IN_YEAR, Span.EACH_YEAR} else list(goal.years)
    known = [facts.at[one] for one in years if one in facts.at]
    if not known:
        return Measured(missing=(_lacks(goal, facts, years[0]),), reason=_other_standard(facts, years))
    end = known[-1]
    gaps = [one for one in years if one not in facts.at and one < end.year]
    if gaps:
        return Measured(end=end, parts=tuple(known), missing=tuple(_lacks(goal, facts, one) for one in gaps))
    part = sum((one.part for one in known), Fraction(0))
    wholes = [one.whole for one in known]
    elapsed = _share(end.moment, years[0], years[-1] + 1)
    total = replace(end, part=part, whole=None if None in wholes else sum(filter(None, wholes), Fraction(0)))
    result = total.value(goal.indicator.is_rate)
    if result is None:
        return Measured(end=end, missing=(_lacks(goal, facts, end.year, whole=True),))
    gone = end.moment - years[0]
    if goal.span == Span.AVERAGE and not goal.indicator.is_rate:
        result = result / gone if gone else Fraction(0)
    return Measured(result, None, end, elapsed=elapsed, years=gone, parts=tuple(known))


def _latest(at: Mapping[int, Reading], years: range) -> Reading | None:
    return next((at[year] for year in reversed(years) if year in at), None)


def _share(moment: Fraction, first: int, last: int) -> Fraction:
    """The part of the time from the start of `first` to the start of `last` that is gone."""
    return min(max((moment - first) / (last - first), Fraction(0)), Fraction(1))


def _no_pair(goal: Goal, facts: Facts, start_year: int, ends: range) -> Measured:
    """Why nothing can be compared: an end is missing, or the two go by two standards, or by different places."""
    start, end = facts.at.get(start_year), _latest(facts.at, ends)
    missing = []
    if start is None:
        missing.append(_lacks(goal, facts, start_year))
    if end is None:
        missing.append(_lacks(goal, facts, ends[-1]))
    if missing:
        asked = [start_year] * (start is None) + [ends[-1]] * (end is None)
        reason = _other_standard(facts, asked)
        return Measured(start=start, end=end, missing=tuple(missing), reason=reason, is_broken=bool(reason))
    reason = "số đầu kỳ và cuối kỳ không cùng một số nơi nên không so được"
    if end is not None and end.coverage:
        reason = f"cuối kỳ mới có số của {end.coverage}, không so được với số đầu kỳ của cả địa bàn"
    return Measured(start=start, end=end, reason=reason)


def _other_standard(facts: Facts, years: Iterable[int]) -> str:
    """A fall across two standards is shown broken, never reckoned (poverty standards, trap 3)."""
    found = [f"cuối năm {year} chỉ có số theo {facts.elsewhere[year]}" for year in years if year in facts.elsewhere]
    if not found:
        return ""
    return f"{'; '.join(found)}; chỉ tiêu tính theo {facts.standard}, hai chuẩn khác nhau nên không tính"


def _lacks(goal: Goal, facts: Facts, year: int, *, whole: bool = False) -> Missing:
    """ "số hộ nghèo và tổng số hộ dân cư cuối năm 2016 theo Chuẩn nghèo 2016–2020"."""
    of_group = f" của {facts.group}" if facts.group else ""
    standard = f" theo {facts.standard}" if goal.indicator.of_standard and facts.standard else ""
    when = f"năm {year}" if goal.indicator.kind == Kind.FLOW else f"cuối năm {year}"
    return Missing(f"{quantity_words(goal.indicator, only_whole=whole)}{of_group} {when}{standard}", year)


def quantity_words(spec: IndicatorSpec, *, only_whole: bool = False) -> str:
    """What a person has to find in a paper."""
    part, whole = STANDARD_QUANTITIES.get(spec.source, (spec.part or spec.name.lower(), spec.whole))
    whole = whole if spec.is_rate else ""
    if only_whole:
        return whole
    said = part if part.startswith(("số ", "thu nhập", "tổng")) else f"số {part}"
    return f"{said} và {whole}" if whole else said
