"""What a target is judged on, and which years it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from emulation.targets.rules.indicators import Kind
from emulation.targets.rules.language import Goal, Span
from emulation.targets.rules.verdicts import Reading, Verdict

Pair = tuple[Reading, Reading]


@dataclass(frozen=True)
class Facts:
    """What is known of one place and population, on the standard the target speaks of.

    A change is only ever reckoned from `pairs`: two readings of the same places. `elsewhere` names the years whose
    figures go by another standard.
    """

    at: Mapping[int, Reading] = field(default_factory=dict)  # year → the latest reading of that year
    pairs: Mapping[tuple[int, int], Pair] = field(default_factory=dict)  # (from the end of, to) → both readings
    plans: Mapping[int, Fraction] = field(default_factory=dict)  # year → what the place was assigned
    plan_of: str = ""
    elsewhere: Mapping[int, str] = field(default_factory=dict)  # year → "Chuẩn nghèo 2016–2020"
    standard: str = ""  # the name of the target's own
    group: str = ""  # the population's words; "" for everybody
    opening_year: int | None = None  # at whose end the campaign began
    this_year: int | None = None
    rulings: Mapping[int, tuple[Verdict, str]] = field(default_factory=dict)


def columns(goal: Goal) -> list[int]:
    """The years at whose end a target is judged: every one of "each year", else its last."""
    return list(goal.years) if goal.span == Span.EACH_YEAR else [goal.last_year]


def starts(goal: Goal, year: int, opening_year: int | None) -> int | None:
    """From the end of which year a change is reckoned; None where nothing is compared."""
    if goal.span in {Span.IN_YEAR, Span.EACH_YEAR}:
        return year - 1 if goal.indicator.kind == Kind.FALL or goal.indicator.of_standard else None
    if goal.start_year is not None:
        return goal.start_year
    return opening_year if goal.indicator.kind == Kind.LEVEL and goal.indicator.lower_is_better else None


def wanted_pairs(goal: Goal, opening_year: int | None) -> set[tuple[int, int]]:
    """Which years are compared: what a selector has to bring together."""
    found = set()
    for year in columns(goal):
        start = starts(goal, year, opening_year)
        if start is not None:
            first = year if goal.span in {Span.IN_YEAR, Span.EACH_YEAR} else start + 1
            found |= {(start, end) for end in range(first, year + 1)}
    return found
