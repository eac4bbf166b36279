"""Giving a unit's planned figure to the units below it: proposals that add up, and whether a plan adds up.

Counts are shared in whole households. A fall of a rate (percentage points) is weighed by households: the children's
falls together come to Σ fallᵢ × householdsᵢ / Σ householdsᵢ of the parent. Rounding is by the largest remainder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

HUNDREDTH = Fraction(1, 100)


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """A count shared by weights, in whole numbers that add up to `total`; equal remainders go by their order.

    Where all weights are 0 everybody counts the same. No share is more than one away from its exact part, so that a
    total within Σ weights never asks of a place more than its weight.
    """
    if not weights:
        return []
    parts = list(weights) if any(weights) else [1] * len(weights)
    exact = [Fraction(total * part, sum(parts)) for part in parts]
    found = [int(share) for share in exact]  # floors: none is negative
    by_remainder = sorted(range(len(parts)), key=lambda place: found[place] - exact[place])
    for place in by_remainder[: total - sum(found)]:
        found[place] += 1
    return found


def even(total: int, count: int) -> list[int]:
    """The same for everybody; the first ones take what is left over."""
    return shares(total, [1] * count)


def falls(rate_fall: Fraction, households: Sequence[int], poor: Sequence[int]) -> list[Fraction]:
    """A fall in percentage points shared so that each place loses households in proportion to its poor ones.

    In hundredths of a point. Together, weighed by households, they come within half a hundredth of `rate_fall`. A place
    without households or without poor ones gets 0. Where nobody is poor everybody gets `rate_fall` itself.
    """
    if not any(poor):
        return [rate_fall] * len(households)
    to_leave = rate_fall * sum(households)  # households × 100
    exact = [
        to_leave * some / sum(poor) / all_ if all_ else Fraction(0) for all_, some in zip(households, poor, strict=True)
    ]
    found = [HUNDREDTH * (one // HUNDREDTH) for one in exact]
    lacking = sum(((one - low) * all_ for one, low, all_ in zip(exact, found, households, strict=True)), Fraction(0))
    by_remainder = sorted(range(len(found)), key=lambda place: found[place] - exact[place])
    for place in by_remainder:
        raised = HUNDREDTH * households[place]
        if exact[place] > found[place] and abs(lacking - raised) < abs(lacking):
            found[place] += HUNDREDTH
            lacking -= raised
    return found


def implied(values: Sequence[Fraction | None], households: Sequence[int | None]) -> Fraction | None:
    """What falls of the children come to together, weighed by households; None where a figure or a base is missing."""
    if None in values or None in households or not sum(filter(None, households)):
        return None
    pairs = zip(values, households, strict=True)
    whole = sum(base for base in households if base)
    return sum((Fraction(value or 0) * (base or 0) for value, base in pairs), Fraction(0)) / whole


class Adds(StrEnum):
    """How the children's figures stand to their parent's."""

    UP = "up"
    ABOVE = "above"
    BELOW = "below"
    OPEN = "open"  # somebody has no figure yet
    UNKNOWN = "unknown"  # a rate without the number of households
    FREE = "free"  # the parent has no figure of its own


@dataclass(frozen=True)
class Balance:
    """What the children's figures come to. `left` is what of the parent's figure is not given yet: a count, or points
    of the whole unit; negative when more was given than there is."""

    adds: Adds
    total: Fraction | None
    left: Fraction | None = None
    whole: Fraction | None = None
    high: Fraction | None = None

    @property
    def needs_reason(self) -> bool:
        """A plan that does not add up, or that nobody can add up, is issued only with the reason."""
        return self.adds in {Adds.ABOVE, Adds.BELOW, Adds.UNKNOWN}


def balance(
    is_rate: bool,
    whole: Fraction | None,
    values: Sequence[Fraction | None],
    households: Sequence[int | None],
    *,
    high: Fraction | None = None,
) -> Balance:
    """Counts have to add up exactly, falls to half a hundredth of a point; with `high` anything in the range does."""
    total = _so_far(is_rate, values, households)
    left = None if whole is None or total is None else (whole if high is None or total < whole else total) - total
    if high is not None and total is not None and total > high:
        left = high - total
    if None in values:
        return Balance(Adds.OPEN, total, left, whole, high)
    if is_rate and total is None:
        return Balance(Adds.UNKNOWN, None, None, whole, high)
    if whole is None or total is None:
        return Balance(Adds.FREE, total, None, whole, high)
    slack = HUNDREDTH / 2 if is_rate else Fraction(0)
    most = whole if high is None else high
    if total > most + slack:
        return Balance(Adds.ABOVE, total, left, whole, high)
    return Balance(Adds.BELOW if total < whole - slack else Adds.UP, total, left, whole, high)


def _so_far(is_rate: bool, values: Sequence[Fraction | None], households: Sequence[int | None]) -> Fraction | None:
    """The sum of what is given; of a rate, weighed by the households of all."""
    if not is_rate:
        return sum((value for value in values if value is not None), Fraction(0))
    return implied([value if value is not None else Fraction(0) for value in values], households)
