"""The register of a day: what stood where, what it was called then, which marks it bore."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from campaign_portal.foundation import vietnamese
from emulation.territory.models import (
    EARLIEST,
    Level,
    Unit,
    UnitMark,
    UnitName,
    UnitQuerySet,
    UnitSuccession,
    squeezed,
    with_kind,
)
from emulation.territory.selectors import picks

LEVEL_WORDS = {"province": "tỉnh", "district": "huyện", "commune": "xã", "hamlet": "thôn"}


@dataclass(frozen=True)
class Asked:
    """What the list is asked for. Without a search or filter it shows one level of the tree, below `under`."""

    on: dt.date
    search: str = ""
    level: str = ""
    kind: str = ""
    mark: str = ""
    ended: bool = False
    unsure: bool = False
    under: Unit | None = None

    @property
    def is_flat(self) -> bool:
        wanted = squeezed(self.search.partition(",")[0])
        return bool(wanted or self.level or self.kind or self.mark or self.ended or self.unsure)


@dataclass(frozen=True)
class Row:
    """A unit as it was on the day."""

    unit: Unit
    kind: str
    name: str
    marks: tuple[UnitMark, ...] = ()
    below: dict[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def below_words(self) -> str:
        """ "16 xã", "2 huyện, 3 xã"."""
        return ", ".join(
            f"{vietnamese.grouped(self.below[level])} {LEVEL_WORDS[level]}"
            for level in LEVEL_WORDS
            if level in self.below
        )


def listed(user: Any, asked: Asked) -> UnitQuerySet:
    """The units of the list, in official order (hamlets by name)."""
    rows = Unit.objects.visible_to(user)
    if not asked.is_flat:
        below = {"parent": asked.under} if asked.under else {"level": Level.PROVINCE}
        return rows.valid_on(asked.on).filter(**below).with_parents().in_order()
    rows = rows.filter(valid_to__lt=asked.on) if asked.ended else rows.valid_on(asked.on)
    if asked.under:
        rows = rows.below(asked.under).exclude(pk=asked.under.pk)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.mark:
        marked = UnitMark.objects.filter(mark=asked.mark, valid_from__lte=asked.on).exclude(valid_to__lt=asked.on)
        rows = rows.filter(pk__in=marked.values("unit"))
    if asked.unsure:
        rows = rows.filter(Q(successions__certain=False) | Q(origins__certain=False)).distinct()
    if squeezed(asked.search.partition(",")[0]):
        rows = picks.matching(rows, asked.search)
    return rows.with_parents().in_order()


def rows_of(units: Sequence[Unit], on: dt.date) -> list[Row]:
    """With names, marks and what lies below on the day. Three statements, however many units."""
    ids = [unit.pk for unit in units]
    called = names_on(ids, on)
    marks = marks_on(ids, on)
    below = counts_below(ids, on)
    return [
        Row(unit, *called.get(unit.pk, (unit.kind, unit.name)), tuple(marks[unit.pk]), below[unit.pk]) for unit in units
    ]


def names_on(ids: Iterable[int], on: dt.date) -> dict[int, tuple[str, str]]:
    """Kind and name of those units that were called otherwise on the day."""
    names = UnitName.objects.filter(unit__in=ids, valid_from__lte=on, valid_to__gte=on)
    return {name.unit_id: (name.kind, name.name) for name in names}


def marks_on(ids: Iterable[int], on: dt.date) -> dict[int, list[UnitMark]]:
    found: dict[int, list[UnitMark]] = defaultdict(list)
    marks = UnitMark.objects.filter(unit__in=ids, valid_from__lte=on).exclude(valid_to__lt=on)
    for mark in marks.order_by("mark", "valid_from"):
        found[mark.unit_id].append(mark)
    return found


def counts_below(ids: Iterable[int], on: dt.date) -> dict[int, dict[str, int]]:
    """How many units of each level lie directly below each of these on the day."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    counted = Unit.objects.valid_on(on).filter(parent__in=ids).values_list("parent", "level")
    for parent, level, count in counted.annotate(count=Count("pk")):
        found[parent][level] = count
    return found


def totals_on(on: dt.date, under: Unit | None) -> dict[str, int]:
    """How many units of each level there are on the day, below a unit or in the country."""
    rows = Unit.objects.valid_on(on)
    if under is not None:
        rows = rows.below(under).exclude(pk=under.pk)
    return dict(rows.values_list("level").annotate(count=Count("pk")).order_by("level"))


def path_to(unit: Unit | None) -> list[Unit]:
    """What lies above a unit, from the province down; a unit of the path needs no second look."""
    if unit is None:
        return []
    above = (unit.province, unit.district, unit.commune)
    return [one for one in above if one is not None and one.pk != unit.pk]


# --- One unit --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Called:
    """A name a unit bears or bore, with its days."""

    title: str
    first: dt.date
    last: dt.date | None
    legal_basis: str

    @property
    def start_known(self) -> bool:
        return self.first != EARLIEST


def names_of(unit: Unit) -> list[Called]:
    """All names of a unit, the present one last; nothing when it never had another."""
    former = list(unit.names.order_by("valid_from"))
    if not former:
        return []
    found = [Called(with_kind(n.kind, n.name), n.valid_from, n.valid_to, n.legal_basis) for n in former]
    since = (former[-1].valid_to or unit.valid_from) + dt.timedelta(days=1)
    return [*found, Called(unit.title, since, unit.valid_to, "")]


def successions_of(unit: Unit) -> tuple[list[UnitSuccession], list[UnitSuccession]]:
    """Where a unit came from, and where it went."""
    loaded = UnitSuccession.objects.select_related(
        *(f"{side}__{above}" for side in ("predecessor", "successor") for above in ("commune", "district", "province"))
    )
    came = loaded.filter(successor=unit).order_by("on", "predecessor__code", "predecessor__sort_key")
    went = loaded.filter(predecessor=unit).order_by("on", "successor__code", "successor__sort_key")
    return list(came), list(went)
