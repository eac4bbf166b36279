"""Figures of other times on one map: sums for units that went on as a whole, shares where a person gave them, else
not comparable (`units.md` traps 2 and 3). Pure: units are numbers, a map is a set of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from campaign_portal.foundation import quantities


@dataclass(frozen=True)
class Edge:
    """A unit went into another: 1 as a whole, the share of it, or None where nobody gave the share of a part."""

    predecessor: int
    successor: int
    share: Fraction | None


def shares_into(targets: Collection[int], edges: Iterable[Edge]) -> dict[int, Fraction | None]:
    """How much of each unit of the past lies in these units together: 1, a share, None where it can't be told.

    A unit that was split is told without any share when all its parts, or none, came here. The targets count as 1.
    """
    onward: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        onward[edge.predecessor].append(edge)
    found: dict[int, Fraction | None] = dict.fromkeys(targets, Fraction(1))
    for start in list(onward):
        _share(start, onward, found, frozenset())
    return found


def _share(
    unit: int, onward: Mapping[int, list[Edge]], found: dict[int, Fraction | None], passed: frozenset[int]
) -> Fraction | None:
    if unit in found:
        return found[unit]
    if unit in passed:  # a ring in the register: whoever drew it has to mend it
        return None
    parts = [(edge.share, _share(edge.successor, onward, found, passed | {unit})) for edge in onward.get(unit, ())]
    found[unit] = _together(parts)
    return found[unit]


def _together(parts: list[tuple[Fraction | None, Fraction | None]]) -> Fraction | None:
    """(share of the unit that went a way, how much of it came here) of every way."""
    arrived = {came for _, came in parts}
    if not parts:
        return Fraction(0)
    if len(parts) > 1 and len(arrived) == 1:  # every part to the same extent: the shares between them do not matter
        return arrived.pop()
    total = Fraction(0)
    for share, came in parts:
        if came == 0:
            continue
        if share is None or came is None:
            return None
        total += share * came
    return total


@dataclass(frozen=True)
class Source:
    """One unit whose figures were used, and how much of them."""

    unit: int
    share: Fraction


@dataclass(frozen=True)
class Restated:
    """Counts on another map. `unknown` names the split units whose share nobody gave: then there are no counts."""

    counts: Mapping[str, Fraction | None]
    sources: tuple[Source, ...]
    unknown: tuple[int, ...] = ()

    @property
    def is_comparable(self) -> bool:
        return not self.unknown

    @property
    def by_share(self) -> bool:
        return any(source.share != 1 for source in self.sources)

    def rate(self, part: str, whole: str) -> Fraction | None:
        """From the restated counts, never an average of rates."""
        above, below = self.counts.get(part), self.counts.get(whole)
        return None if above is None or not below else above / below


def restate(
    values: Mapping[int, Mapping[str, int | None]],
    shares: Mapping[int, Fraction | None],
    edges: Iterable[Edge] = (),
) -> Restated:
    """The counts of units of the past (unit → name → count) that lie in the map `shares` leads to.

    A unit whose successor already has a figure of its own for the same time is left out: nothing counts twice.
    """
    used = {unit: share for unit, share in shares.items() if unit in values and share != 0}
    for unit in _counted_again(set(used), list(edges)):
        del used[unit]
    unknown = tuple(sorted(unit for unit, share in used.items() if share is None))
    sources = tuple(Source(unit, share) for unit, share in sorted(used.items()) if share is not None)
    names = dict.fromkeys(name for unit in used for name in values[unit])
    counts: dict[str, Fraction | None] = {}
    for name in names:
        known = [(values[source.unit].get(name), source.share) for source in sources]
        parts = [count * share for count, share in known if count is not None]
        counts[name] = sum(parts, Fraction(0)) if parts and not unknown else None
    return Restated(counts, sources, unknown)


def _counted_again(units: set[int], edges: list[Edge]) -> set[int]:
    """Those of these units that went, near or far, into another of them."""
    back: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        back[edge.successor].append(edge.predecessor)
    found: set[int] = set()
    waiting = [before for unit in units for before in back[unit]]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += back[unit]
    return found & units


def shown(count: Fraction | None) -> int | None:
    """A restated count as people read it: whole households, half up."""
    return None if count is None else int(quantities.round_half_up(count, 0))
