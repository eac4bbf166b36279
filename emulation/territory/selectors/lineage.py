"""Where units came from and where they went, through any number of changes; what a successor's people may read.

A line is *whole* while everything of a unit went on, and *part* from the first split onwards. Its share is the product
of the shares along it, unknown where one of them is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from campaign_portal.foundation.access import Formers
from emulation.territory.models import Level, Unit, UnitSuccession


@dataclass(frozen=True)
class Kin:
    """A predecessor or successor of a unit, near or far."""

    unit_id: int
    whole: bool
    share: Decimal | None  # of the predecessor, that came here; 1 for a whole line, None where nobody gave it
    steps: int


def predecessors(units: Iterable[int]) -> dict[int, list[Kin]]:
    """Every unit that went into each of these, transitively, the nearest first. One statement a step of history."""
    return _walk(units, "successor_id", "predecessor_id")


def successors(units: Iterable[int]) -> dict[int, list[Kin]]:
    """Every unit that each of these went into, transitively, the nearest first. One statement a step of history."""
    return _walk(units, "predecessor_id", "successor_id")


def _walk(units: Iterable[int], here: str, there: str) -> dict[int, list[Kin]]:
    found: dict[int, dict[int, Kin]] = {unit: {} for unit in units}
    reached: dict[int, list[tuple[int, Kin]]] = {unit: [(unit, Kin(unit, True, Decimal(1), 0))] for unit in found}
    while reached:
        onward: dict[int, list[tuple[int, Kin]]] = defaultdict(list)
        for start, end, extent, share in _lines(here, there, list(reached)):
            for origin, kin in reached[start]:
                nearer = Kin(
                    end,
                    kin.whole and extent == UnitSuccession.Extent.WHOLE,
                    _product(kin.share, share, extent),
                    kin.steps + 1,
                )
                if end != origin and end not in found[origin]:
                    found[origin][end] = nearer
                    onward[end].append((origin, nearer))
        reached = onward
    return {unit: list(kin.values()) for unit, kin in found.items()}


def _lines(here: str, there: str, units: list[int]) -> Iterable[tuple[int, int, str, Decimal | None]]:
    for start in range(0, len(units), 5000):  # SQLite takes no more than some thousands of values in a statement
        yield from (
            UnitSuccession.objects.filter(**{f"{here}__in": units[start : start + 5000]})
            .order_by("pk")
            .values_list(here, there, "extent", "share")
        )


def _product(share: Decimal | None, next_share: Decimal | None, extent: str) -> Decimal | None:
    if extent == UnitSuccession.Extent.WHOLE:
        return share
    return share * next_share if share is not None and next_share is not None else None


# --- What a post reads of the time before its unit -------------------------------------------------------------------

_FORMER = """
    WITH RECURSIVE line(start_id, unit_id, whole) AS (
        SELECT unit.id, unit.id, TRUE FROM emulation_unit unit WHERE unit.id IN ({places})
        UNION
        SELECT line.start_id, succession.predecessor_id, line.whole AND succession.extent = 'whole'
        FROM line JOIN emulation_unitsuccession succession ON succession.successor_id = line.unit_id
    )
    SELECT start_id, unit_id, whole FROM line WHERE unit_id <> start_id
"""


def formers_of(units: dict[int, str]) -> dict[int, Formers]:
    """What the people of each unit (id → level) read besides what lies below it: rows of the time before it.

    One statement for all of them; a second one for a unit that grew out of parts of others, or that stands above
    communes which came to it from elsewhere: those rows are then named one by one.
    """
    if not units:
        return {}
    whole: dict[int, set[int]] = defaultdict(set)
    part: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_FORMER.format(places=", ".join(["%s"] * len(units))), list(units))
        for start, unit, is_whole in cursor.fetchall():
            (whole if is_whole else part)[start].add(unit)
    found = {}
    for unit, level in units.items():
        parts = part[unit] - whole[unit]
        communes, hamlets = _moved_here(unit, level, whole[unit], bool(parts))
        found[unit] = Formers(
            whole=tuple(sorted(whole[unit])), part=tuple(sorted(parts)), communes=communes, hamlets=hamlets
        )
    return found


def _moved_here(unit: int, level: str, whole: set[int], has_parts: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Communes, and hamlets of split communes, that went as a whole into one that lies here now."""
    if level == Level.HAMLET or (level == Level.COMMUNE and not has_parts):
        return (), ()
    column = f"{Level(level).column}_id"
    here = {unit, *whole}
    below = Level.HAMLET if level == Level.COMMUNE else Level.COMMUNE
    moved = (
        UnitSuccession.objects.filter(
            successor__level=below, extent=UnitSuccession.Extent.WHOLE, **{f"successor__{column}__in": here}
        )
        .exclude(**{f"predecessor__{column}__in": here})
        .values_list("predecessor_id", flat=True)
    )
    ids = set(moved)
    frontier = ids
    while frontier:  # what moved here may itself have been put together earlier
        frontier = (
            set(
                Unit.objects.filter(
                    successions__successor__in=frontier, successions__extent=UnitSuccession.Extent.WHOLE
                ).values_list("pk", flat=True)
            )
            - ids
        )
        ids |= frontier
    named = tuple(sorted(ids))
    return ((), named) if below == Level.HAMLET else (named, ())
