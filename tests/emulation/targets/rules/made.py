"""Facts and goals made by hand, for tests of the engine."""

from fractions import Fraction

from emulation.targets.rules import INDICATORS
from emulation.targets.rules.facts import Facts, wanted_pairs
from emulation.targets.rules.goals import judge, overall
from emulation.targets.rules.indicators import IndicatorSpec, Kind
from emulation.targets.rules.language import Condition, Goal, Scope, Span
from emulation.targets.rules.verdicts import Evaluation, Reading


def goal(indicator: str | IndicatorSpec, condition: str, low="0", high=None, *, time: str, base=None, **more) -> Goal:
    """`goal("poverty_rate_fall", "at_least", 2, 3, time="each_year 2021 2025")`."""
    span, *years = time.split()
    first, last = int(years[0]), int(years[-1])
    return Goal(
        indicator=INDICATORS[indicator] if isinstance(indicator, str) else indicator,
        condition=Condition(condition),
        span=Span(span),
        first_year=first,
        last_year=last,
        low=Fraction(str(low)),
        high=None if high is None else Fraction(str(high)),
        base_year=base,
        scopes=tuple(Scope(scope) for scope in more.pop("scopes", ("unit",))),
        **more,
    )


def reading(year: int, part, whole=None, *, months: int = 12, provisional: bool = False) -> Reading:
    return Reading(
        Fraction(str(part)), None if whole is None else Fraction(str(whole)), year, Fraction(months, 12), provisional
    )


def facts(asked: Goal, *readings: Reading, **more) -> Facts:
    """Every pair a goal wants, of the same place."""
    at = {one.year: one for one in readings}
    opening = more.pop("opening_year", None)
    pairs = {
        (start, end): (at[start], at[end]) for start, end in wanted_pairs(asked, opening) if start in at and end in at
    }
    return Facts(at=at, pairs=pairs, opening_year=opening, **more)


def judged(asked: Goal, *readings: Reading, year: int | None = None, **more) -> Evaluation:
    return judge(asked, facts(asked, *readings, **more), year or asked.last_year)


__all__ = ["Facts", "IndicatorSpec", "Kind", "facts", "goal", "judge", "judged", "overall", "reading"]
