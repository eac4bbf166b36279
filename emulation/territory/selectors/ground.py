"""The catalogue around a reorganisation, read in a few statements however many units it touches."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from emulation.territory.models import Level, Unit, UnitSuccession
from emulation.territory.rules.changes import ChangeSet, Ground, Known

COLUMNS = (
    "pk", "level", "code", "kind", "name", "parent_id", "province_id", "district_id", "commune_id",
    "valid_from", "valid_to",
)  # fmt: skip
PART = 5000  # values in a statement: SQLite takes some thousands
Row = TypeVar("Row")


def in_parts(rows: QuerySet[Any, Row], column: str, values: Iterable[Any]) -> Iterator[Row]:
    """The rows whose column is one of many values."""
    wanted = sorted(values)
    for start in range(0, len(wanted), PART):
        yield from rows.filter(**{f"{column}__in": wanted[start : start + PART]})


def ground_of(on: dt.date, within: int | None = None, *, hamlets_of: Iterable[int] = ()) -> Ground:
    """The coded units that stand on the day before or on the day, below `within` (the whole country without) and above
    it; and the hamlets of these communes."""
    eve = on - dt.timedelta(days=1)
    standing = Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=eve), valid_from__lte=on)
    coded = standing.exclude(level=Level.HAMLET)
    if within is not None:
        top = Unit.objects.get(pk=within)
        above = [pk for pk in (top.province_id, top.district_id) if pk]
        coded = coded.filter(Q(**{f"{Level(top.level).column}_id": within}) | Q(pk__in=above))
    rows: list[Sequence[Any]] = list(coded.values_list(*COLUMNS))
    rows += in_parts(standing.filter(level=Level.HAMLET).values_list(*COLUMNS), "commune", set(hamlets_of))
    units = {row[0]: Known(*row) for row in rows}
    return Ground(on, units)


def ground_for(change: ChangeSet, on: dt.date, within: int | None) -> Ground:
    """The ground of one change set: with the hamlets of the communes that end and of those that receive."""
    communes = {going.old for going in change.goings} | {g.new for g in change.goings if isinstance(g.new, int)}
    ground = ground_of(on, within, hamlets_of=communes)
    missing = (communes | set(change.ended)) - ground.units.keys()
    if not missing:
        return ground
    named = {row[0]: Known(*row) for row in in_parts(Unit.objects.values_list(*COLUMNS), "pk", missing)}
    return Ground(on, {**ground.units, **named})


def later_successions(units: Iterable[int], on: dt.date) -> dict[int, dt.date]:
    """Units of which the catalogue knows already that they go somewhere on a later day."""
    rows = UnitSuccession.objects.filter(on__gt=on).values_list("predecessor_id", "on")
    return dict(in_parts(rows, "predecessor", units))
