"""V15 among neighbours: a commune whose rate or fall lies far from the others'. A question, never a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

LEAST_NEIGHBOURS = 8  # among fewer, far apart means nothing
FENCES = 3  # times the interquartile range: "far out"


@dataclass(frozen=True)
class Far:
    """A value outside its neighbours' fences, with the quartiles between which half of them lie."""

    value: Fraction
    lower: Fraction
    upper: Fraction
    neighbours: int

    @property
    def is_high(self) -> bool:
        return self.value > self.upper


def far_out(values: Mapping[int, Fraction | None], of: int) -> Far | None:
    """Whether one lies outside three interquartile ranges of the others; None when not, or where they are too few.

    Where half of the others are all alike there is no range to measure by, and nothing is far.
    """
    value = values.get(of)
    others = sorted(other for pk, other in values.items() if pk != of and other is not None)
    if value is None or len(others) < LEAST_NEIGHBOURS:
        return None
    lower, upper = quantile(others, Fraction(1, 4)), quantile(others, Fraction(3, 4))
    reach = FENCES * (upper - lower)
    if reach and not lower - reach <= value <= upper + reach:
        return Far(value, lower, upper, len(others))
    return None


def quantile(ordered: list[Fraction], share: Fraction) -> Fraction:
    """By linear interpolation between the two nearest (as spreadsheets do)."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)
