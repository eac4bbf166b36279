"""A unit's figures over the years: as its borders were at each time, or on today's map.

As it was: what was reviewed under the unit itself and, before it began, under the unit of the same name that went into
it as a whole. On today's map: every commune that lies in the unit now, its predecessors added, shared or, where nobody
gave the share of a part, not compared. The number of statements does not grow with the years.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from django.db.models import Q

from campaign_portal.foundation import access, clock, quantities, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.poverty.models import PovertyStandard
from emulation.poverty.rules import restating
from emulation.poverty.rules.restating import Edge, Restated
from emulation.poverty.selectors.values import values_of
from emulation.territory.models import SEES_BELOW, Level, Unit, UnitSuccession
from emulation.territory.selectors import lineage

View = Literal["as_it_was", "today"]
TOTAL, POOR, NEAR = "households_total", "households_poor_end", "households_near_end"
COUNTS = (TOTAL, POOR, NEAR)


def may_see(user: Any, unit: Unit) -> bool:
    """Whoever sees reviews below the unit, or whose unit it went into; a hamlet has no series of its own."""
    line = {unit.pk, unit.commune_id, unit.district_id, unit.province_id}
    for post in access.scope(user).posts:
        if post.office_function in SEES_BELOW and post.unit_level != Level.HAMLET:
            formers = post.formers
            if line & {*post.read_units, *formers.part, *formers.communes}:
                return unit.level != Level.HAMLET
    return False


@dataclass(frozen=True)
class Point:
    """One period of the series, on one standard."""

    period: Period
    standard: PovertyStandard
    restated: Restated
    is_provisional: bool
    sources: tuple[tuple[Unit, Fraction], ...]
    unknown: tuple[Unit, ...]
    missing: tuple[Unit, ...]  # communes of that time without a figure
    of: Unit  # the unit that stands for the figure: on another map another one

    def count(self, name: str) -> int | None:
        return restating.shown(self.restated.counts.get(name))

    @property
    def total(self) -> int | None:
        return self.count(TOTAL)

    @property
    def poor(self) -> int | None:
        return self.count(POOR)

    @property
    def near(self) -> int | None:
        return self.count(NEAR)

    @property
    def poor_rate(self) -> Fraction | None:
        return self.restated.rate(POOR, TOTAL)

    @property
    def near_rate(self) -> Fraction | None:
        return self.restated.rate(NEAR, TOTAL)

    @property
    def map_key(self) -> tuple[int, bool]:
        """Two points of the same key stand for the same ground, reckoned alike: only these are joined."""
        return self.of.pk, self.restated.by_share

    @property
    def said(self) -> str:
        """How the figure came about, for the table."""
        if self.unknown:
            return f"Không so sánh được: {names_of(self.unknown)} đã chia tách, chưa có tỷ lệ của từng phần."
        parts = []
        others = [(unit, share) for unit, share in self.sources if unit.pk != self.of.pk]
        if self.of.level == Level.COMMUNE and others:
            shared = [f"{unit.title} {quantities.percent_text(share)}" for unit, share in others if share != 1]
            whole = [unit for unit, share in others if share == 1]
            if whole:
                parts.append(("cộng " if len(whole) > 1 else "của ") + names_of(whole))
            if shared:
                parts.append(f"theo tỷ lệ: {', '.join(shared)}")
        elif self.restated.by_share:
            shared = [f"{unit.title} {quantities.percent_text(share)}" for unit, share in self.sources if share != 1]
            parts.append(f"có phần tính theo tỷ lệ: {', '.join(shared)}")
        if self.missing:
            parts.append(f"chưa có số của {names_of(self.missing)}")
        text = "; ".join(parts)
        return f"{text[:1].upper()}{text[1:]}." if text else ""


@dataclass(frozen=True)
class Series:
    """The figures of one unit in one of the two views."""

    unit: Unit
    view: View
    points: tuple[Point, ...]
    no_today: str = ""  # why the unit is not on today's map, and where to look
    successors: tuple[Unit, ...] = ()

    @property
    def predecessors(self) -> list[Unit]:
        """Every unit of an earlier map whose figures were used, once."""
        today = clock.today()
        sources = (unit for point in self.points for unit in (point.of, *(unit for unit, _ in point.sources)))
        own = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id"}.get(Level(self.unit.level))
        used = {
            unit.pk: unit
            for unit in sources
            if unit.pk != self.unit.pk
            and unit.valid_to is not None
            and unit.valid_to < today
            and (self.view == "today" or own is None or getattr(unit, own) != self.unit.pk)
        }
        return sorted(used.values(), key=lambda unit: (unit.code, unit.pk))

    @property
    def not_comparable(self) -> int:
        return sum(not point.restated.is_comparable for point in self.points)

    @property
    def breaks(self) -> list[str]:
        """Between which periods the line is broken, and why."""
        found = []
        for before, after in zip(self.points, self.points[1:], strict=False):
            if before.standard != after.standard:
                found.append(f"từ {after.period.name}: {_small(after.standard.name)}, không so với số trước đó")
            elif before.map_key != after.map_key:
                found.append(f"từ {after.period.name}: địa giới thay đổi")
        return found


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def names_of(units: Iterable[Unit]) -> str:
    units = list(units)
    named = ", ".join(unit.title for unit in units[:4])
    return f"{named} và {len(units) - 4} đơn vị khác" if len(units) > 4 else named


# --- The ground -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Ground:
    """The communes that figures are taken from, and how much of each."""

    units: Mapping[int, Unit]
    edges: tuple[Edge, ...]
    shares: Mapping[int, Fraction | None]
    names: tuple[str, ...]


def series_of(unit: Unit, view: View, names: Iterable[str] = ()) -> Series:
    """The series of a province, district or commune, with further counts by name (columns, lines of breakdowns).

    The same number of statements for one year and for ten.
    """
    names = tuple(dict.fromkeys((*COUNTS, *names)))
    today = clock.today()
    ended = unit.valid_to is not None and unit.valid_to < today
    if view == "today" and ended:
        kin = lineage.successors([unit.pk])[unit.pk]
        found = Unit.objects.valid_on(today).filter(pk__in=[one.unit_id for one in kin]).in_order()
        return Series(unit, view, (), _no_today(unit, bool(kin)), tuple(found))
    if view == "today":
        return Series(unit, view, tuple(_points_on_today(unit, today, names)))
    return Series(unit, view, tuple(_points_as_it_was(unit, names)))


def _no_today(unit: Unit, has_successors: bool) -> str:
    last = vietnamese.day(unit.valid_to) if unit.valid_to else ""
    gone = f"{unit.opening_title} hoạt động đến hết ngày {last}, không có trên bản đồ hiện nay."
    if has_successors:
        return f"{gone} Xem chuỗi số liệu của đơn vị kế thừa:"
    return f"{gone} Không có đơn vị nào kế thừa cả địa bàn, nên không so sánh được theo địa giới hiện nay."


def _points_on_today(unit: Unit, today: dt.date, names: tuple[str, ...]) -> Iterable[Point]:
    here = Unit.objects.valid_on(today).below(unit).filter(level=Level.COMMUNE)
    targets = {commune.pk: commune for commune in here}
    kin = lineage.predecessors(targets)
    past = {one.unit_id for found in kin.values() for one in found}
    edges = tuple(
        Edge(line.predecessor_id, line.successor_id, share_of(line))
        for line in UnitSuccession.objects.filter(predecessor__in=past).order_by("pk")
    )
    shares = restating.shares_into(targets, edges)
    used = {pk: share for pk, share in shares.items() if share != 0}
    ground = _Ground(targets | Unit.objects.in_bulk(set(used) - set(targets)), edges, used, names)
    return _points(unit, ground, Q(unit__in=used))


def share_of(line: UnitSuccession) -> Fraction | None:
    if line.extent == UnitSuccession.Extent.WHOLE:
        return Fraction(1)
    return None if line.share is None else Fraction(line.share)


def _points_as_it_was(unit: Unit, names: tuple[str, ...]) -> Iterable[Point]:
    """The unit's own, and before it those of the unit of its name that it came from."""
    line = [unit, *_namesakes(unit)]
    found: dict[tuple[str, int], Point] = {}
    for one in line:
        column = Level(one.level).column
        communes = {row.pk: row for row in Unit.objects.below(one).filter(level=Level.COMMUNE)}
        ground = _Ground(communes, (), dict.fromkeys(communes, Fraction(1)), names)
        for point in _points(one, ground, Q(**{f"{column}_id": one.pk})):
            found.setdefault((point.period.key, point.standard.pk), point)
    return [found[key] for key in sorted(found)]


def _namesakes(unit: Unit) -> list[Unit]:
    kin = [one.unit_id for one in lineage.predecessors([unit.pk])[unit.pk] if one.whole]
    same = Unit.objects.filter(pk__in=kin, level=unit.level, folded_name=unit.folded_name)
    return list(same.order_by("-valid_from", "pk"))


# --- The figures ------------------------------------------------------------------------------------------------------


def _points(of: Unit, ground: _Ground, among: Q) -> Iterable[Point]:
    values, provisional = values_of(among, ground.units, ground.names)
    standards = PovertyStandard.objects.in_bulk({standard for _, standard in values})
    for key, standard in sorted(values, key=lambda pair: (pair[0], standards[pair[1]].first_year)):
        at_hand = values[key, standard]
        restated = restating.restate(at_hand, ground.shares, ground.edges)
        if not restated.sources and not restated.unknown:
            continue
        period = Period(key)
        counted = {source.unit for source in restated.sources} | set(restated.unknown)
        yield Point(
            period=period,
            standard=standards[standard],
            restated=restated,
            is_provisional=period.months != 12 or bool(counted & provisional.get((key, standard), set())),
            sources=tuple((ground.units[source.unit], source.share) for source in restated.sources),
            unknown=tuple(ground.units[pk] for pk in restated.unknown),
            missing=tuple(_missing(ground, at_hand, period.ends_on)),
            of=of,
        )


def _missing(ground: _Ground, at_hand: Mapping[int, Any], on: dt.date) -> Iterable[Unit]:
    """Communes that were there on the day and have no figure, while neither a successor of theirs has one."""
    later = {edge.predecessor for edge in ground.edges if edge.successor in at_hand}
    for pk, unit in ground.units.items():
        there = unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)
        if there and pk in ground.shares and pk not in at_hand and pk not in later:
            yield unit
