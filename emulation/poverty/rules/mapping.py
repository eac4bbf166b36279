"""Classes of a map: which figures share a colour.

Breaks are round and the same for every map of one ladder, so that two years can be laid beside each other. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from campaign_portal.foundation import quantities, vietnamese

# Per cent, or percentage points. The first is taken whose last step the largest figure passes by no more than a half.
LADDERS: tuple[tuple[Fraction, ...], ...] = (
    (Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(2)),
    (Fraction(1), Fraction(2), Fraction(3), Fraction(5)),
    (Fraction(2), Fraction(4), Fraction(6), Fraction(10)),
    (Fraction(5), Fraction(10), Fraction(20), Fraction(30)),
    (Fraction(10), Fraction(20), Fraction(30), Fraction(50)),
)
ROSE = "up"  # the class of a fall below zero


@dataclass(frozen=True)
class Classes:
    """`steps` part the classes k0 … k4; a figure on a step belongs to the class above it."""

    steps: tuple[Fraction, ...]
    is_fall: bool = False

    def of(self, value: Fraction | None) -> str:
        """The class of a figure in per cent or points; "" where there is none."""
        if value is None:
            return ""
        if self.is_fall and value < 0:
            return ROSE
        return f"k{sum(value >= step for step in self.steps)}"

    @property
    def legend(self) -> list[tuple[str, str]]:
        """(class, words), from the lowest: "dưới 2", "2 – dưới 5", "20 trở lên"."""
        words = [_text(step) for step in self.steps]
        said = [f"dưới {words[0]}" if not self.is_fall else f"0 – dưới {words[0]}"]
        said += [f"{low} – dưới {high}" for low, high in pairwise(words)]
        said.append(f"{words[-1]} trở lên")
        found = [(f"k{place}", text) for place, text in enumerate(said)]
        return [(ROSE, "tăng"), *found] if self.is_fall else found


def _text(step: Fraction) -> str:
    places = 0 if step.denominator == 1 else 1
    return vietnamese.decimal_text(quantities.round_half_up(step, places), places)


def classes_for(values: Iterable[Fraction | None], *, is_fall: bool = False) -> Classes:
    """The finest ladder that still parts these figures; without figures the usual one of rates."""
    known = [value for value in values if value is not None and value > 0]
    largest = max(known, default=LADDERS[3][-1])
    steps = next((ladder for ladder in LADDERS if largest <= ladder[-1] * Fraction(3, 2)), LADDERS[-1])
    return Classes(steps, is_fall)
