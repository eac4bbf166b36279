"""The communes of a province or district in one period, each with its figures, for a map.

As it was: the communes of that day. On the map that is known: those of today, and before 01/7/2025 those of that day,
for borders are published only since; their predecessors are added, shared or not compared (`rules.restating`). Only
what a person may read is used. The number of statements does not grow with the communes.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q

from campaign_portal.foundation import clock, quantities
from campaign_portal.foundation.periods import Period
from emulation.poverty.models import PovertyStandard, ReviewSet
from emulation.poverty.rules import restating
from emulation.poverty.rules.restating import Edge, Restated
from emulation.poverty.selectors.figures import opening_period
from emulation.poverty.selectors.series import COUNTS, NEAR, POOR, TOTAL, View, names_of, share_of
from emulation.poverty.selectors.values import Values, values_of
from emulation.territory.models import Level, Unit, UnitSuccession
from emulation.territory.rules.shapes import FIRST_DAY
from emulation.territory.selectors import lineage

ONE = Fraction(1)


@dataclass(frozen=True)
class At:
    """One commune's figures at one time; `missing` and `unknown` say why there are none."""

    restated: Restated
    missing: tuple[Unit, ...]
    unknown: tuple[Unit, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.restated.sources) and not self.missing and not self.unknown

    def rate(self, part: str) -> Fraction | None:
        return self.restated.rate(part, TOTAL) if self.is_whole else None

    def count(self, name: str) -> int | None:
        return restating.shown(self.restated.counts.get(name)) if self.is_whole else None


@dataclass(frozen=True)
class Line:
    """One commune of the map."""

    unit: Unit
    now: At
    start: At  # the list the year began with, on the same standard
    is_provisional: bool

    @property
    def total(self) -> int | None:
        return self.now.count(TOTAL)

    @property
    def poor(self) -> int | None:
        return self.now.count(POOR)

    @property
    def near(self) -> int | None:
        return self.now.count(NEAR)

    @property
    def poor_rate(self) -> Fraction | None:
        return self.now.rate(POOR)

    @property
    def near_rate(self) -> Fraction | None:
        return self.now.rate(NEAR)

    @property
    def start_rate(self) -> Fraction | None:
        return self.start.rate(POOR)

    @property
    def fall(self) -> Fraction | None:
        """Of the rate of poor households within the year, in points; a fall is positive."""
        return quantities.points_fallen(self.start_rate, self.poor_rate)

    @property
    def why_none(self) -> str:
        """Why there is no figure; "" where there is one."""
        if self.now.unknown:
            return f"không so sánh được: {names_of(self.now.unknown)} đã chia tách, chưa có tỷ lệ của từng phần"
        others = [unit for unit in self.now.missing if unit.pk != self.unit.pk]
        if others:
            return f"chưa có số của {names_of(others)}"
        return "" if self.now.is_whole else "chưa có số"


@dataclass(frozen=True)
class Choice:
    """A period and a standard of which anything was handed in there."""

    period: Period
    standard: PovertyStandard

    @property
    def key(self) -> str:
        return f"{self.period.key}/{self.standard.code}"


@dataclass(frozen=True)
class Mapped:
    """One unit's map in one of the two views."""

    unit: Unit
    view: View
    choices: list[Choice]
    chosen: Choice | None
    lines: list[Line]
    on: dt.date  # the day of the borders
    beneath: list[Unit]  # communes of today whose shapes lie behind circles

    @property
    def named_choices(self) -> list[tuple[Choice, str]]:
        """With the standard's name only where a period has several."""
        times = Counter(one.period for one in self.choices)
        return [
            (one, f"{one.period.name}, {one.standard.name}" if times[one.period] > 1 else one.period.name)
            for one in self.choices
        ]

    @property
    def has_shapes(self) -> bool:
        return self.on >= FIRST_DAY


@dataclass(frozen=True)
class _Ground:
    """Communes to be drawn, those whose figures are used, and how one went into the other."""

    targets: Mapping[int, Unit]
    units: Mapping[int, Unit]
    kin: Mapping[int, set[int]]  # target → itself and its predecessors
    edges: Mapping[int, list[Edge]]  # by predecessor


def day_of_shapes() -> dt.date:
    """Of the borders that can be drawn: today's, or those of 01/7/2025 before that day."""
    return max(clock.today(), FIRST_DAY)


def map_of(user: Any, unit: Unit, view: View, wanted: str = "") -> Mapped:
    """`wanted` is a period ("2020-M12") or a choice's key; else the last period is shown."""
    ground = _on_shapes(unit, day_of_shapes()) if view == "today" else _as_it_was(unit)
    among = Q(unit__in=list(ground.units)) if view == "today" else Q(**{f"{Level(unit.level).column}_id": unit.pk})
    seen = ReviewSet.objects.visible_to(user)
    choices = _choices(seen.filter(among))
    chosen = next((one for one in reversed(choices) if wanted in {one.key, one.period.key}), None)
    chosen = chosen or (choices[-1] if choices else None)
    if chosen is None:
        return Mapped(unit, view, [], None, [], clock.today(), [])
    on = day_of_shapes() if view == "today" else chosen.period.ends_on
    opening = opening_period(chosen.period.year)
    values, provisional = values_of(among, ground.units, COUNTS, periods={chosen.period.key, opening}, seen=seen)
    unsettled = provisional.get((chosen.period.key, chosen.standard.pk), set())
    lines = [
        Line(
            target,
            _at(target, ground, values, chosen.standard, chosen.period),
            _at(target, ground, values, chosen.standard, Period(opening)),
            is_provisional=chosen.period.months != 12 or bool(ground.kin[target.pk] & unsettled),
        )
        for target in ground.targets.values()
        if target.valid_from <= on and (target.valid_to is None or target.valid_to >= on)
    ]
    beneath = [] if on >= FIRST_DAY else list(_on_shapes(unit, FIRST_DAY).targets.values())
    return Mapped(unit, view, choices, chosen, lines, on, beneath)


def _choices(reviews) -> list[Choice]:
    """The oldest first; of one period the newest standard last."""
    pairs = (
        reviews.filter(is_current=True, state__in=ReviewSet.SENT)
        .order_by("period", "standard__first_year", "standard_id")
        .values_list("period", "standard_id")
        .distinct()
    )
    pairs = [(period, standard) for period, standard, *_ in pairs]
    standards = PovertyStandard.objects.in_bulk({standard for _, standard in pairs})
    return [Choice(Period(period), standards[standard]) for period, standard in pairs]


def _as_it_was(unit: Unit) -> _Ground:
    communes = _communes(Unit.objects.below(unit))
    return _Ground(communes, communes, {pk: {pk} for pk in communes}, {})


def _on_shapes(unit: Unit, on: dt.date) -> _Ground:
    """The communes of a day that lie in the unit; of a unit of before, those that its communes went into."""
    there = Unit.objects.valid_on(on)
    if unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on):
        targets = _communes(there.below(unit))
    else:
        own = Unit.objects.below(unit).filter(level=Level.COMMUNE).values_list("pk", flat=True)
        heirs = {one.unit_id for found in lineage.successors(own).values() for one in found}
        targets = _communes(there.filter(pk__in=heirs))
    kin = {pk: {pk, *(one.unit_id for one in found)} for pk, found in lineage.predecessors(targets).items()}
    past = {pk for found in kin.values() for pk in found} - set(targets)
    edges: dict[int, list[Edge]] = defaultdict(list)
    for line in UnitSuccession.objects.filter(predecessor__in=past).order_by("pk"):
        edges[line.predecessor_id].append(Edge(line.predecessor_id, line.successor_id, share_of(line)))
    return _Ground(targets, targets | Unit.objects.in_bulk(past), kin, edges)


def _communes(units) -> dict[int, Unit]:
    found = units.filter(level=Level.COMMUNE).select_related("province", "district")
    return {commune.pk: commune for commune in found.order_by("code", "pk")}


def _at(target: Unit, ground: _Ground, values: Values, standard: PovertyStandard, period: Period) -> At:
    kin = ground.kin[target.pk]
    at_hand = values.get((period.key, standard.pk), {})
    own = {pk: at_hand[pk] for pk in kin if pk in at_hand}
    edges = [edge for pk in kin for edge in ground.edges.get(pk, ())]
    shares = restating.shares_into([target.pk], edges) if edges else {target.pk: ONE}
    restated = restating.restate(own, shares, edges)
    return At(
        restated,
        tuple(_missing(kin, ground, edges, shares, at_hand, period.ends_on)),
        tuple(ground.units[pk] for pk in restated.unknown),
    )


def _missing(
    kin: set[int],
    ground: _Ground,
    edges: list[Edge],
    shares: Mapping[int, Fraction | None],
    at_hand: Mapping[int, Any],
    on: dt.date,
) -> Iterable[Unit]:
    """What lay there on the day and has no figure, while no successor of it has one either."""
    later = {edge.predecessor for edge in edges if edge.successor in at_hand}
    for pk in sorted(kin):
        unit = ground.units[pk]
        there = unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)
        if there and shares.get(pk) != 0 and pk not in at_hand and pk not in later:
            yield unit
