"""From what was found on the ground to the facts that one target is judged on, place by place.

A change is reckoned on the same places at both ends: on the whole ground where both ends are complete (whichever
communes it had at the time), else on the communes that have figures at both.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from django.urls import reverse

from campaign_portal.foundation import clock
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.targets.models import Target
from emulation.targets.rules.facts import Facts, wanted_pairs
from emulation.targets.rules.indicators import UNITS_LEAVING_MARK
from emulation.targets.rules.language import Goal
from emulation.targets.rules.verdicts import Reading
from emulation.targets.selectors.providers import provider_of
from emulation.targets.selectors.sources import REVIEWED, Ground, stated_reading, typed_reading
from emulation.territory.models import Level, Unit


@dataclass(frozen=True)
class Place:
    """A unit, or the marked part of its ground, with the units whose reviews are added up."""

    unit: Unit
    parts: tuple[Unit, ...]
    by_hamlet: bool = False
    is_area: bool = False  # only the part of the unit that carries a mark

    def expected(self, year: int) -> set[int]:
        """The parts that existed at the end of a year."""
        return {part.pk for part in self.parts if _exists(part, dt.date(year, 12, 31))}


def _exists(unit: Unit, day: dt.date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day)


def place_of(ground: Ground, unit: Unit, *, by_hamlet: bool) -> Place:
    """`by_hamlet`: a commune that is still entering counts the hamlets that have their figures."""
    if unit.level == Level.HAMLET:
        return Place(unit, (unit,), by_hamlet=True)
    if unit.level == Level.COMMUNE:
        if by_hamlet:
            return Place(unit, tuple(row for row in ground.hamlets if row.commune_id == unit.pk), by_hamlet=True)
        return Place(unit, (unit,))
    column = f"{unit.level}_id"
    return Place(unit, tuple(row for row in ground.communes if getattr(row, column) == unit.pk))


def area_of(ground: Ground, unit: Unit, marked: Iterable[int]) -> Place:
    """Every commune that carries a mark itself, or lies in a district that does."""
    ids = set(marked)
    parts = (row for row in ground.communes if {row.pk, row.district_id} & ids)
    return Place(unit, tuple(parts), is_area=True)


class Finder:
    """The facts of one target and one population group, for any place."""

    def __init__(self, campaign: Campaign, ground: Ground, target: Target, group: Mapping[str, str] | None) -> None:
        self.campaign, self.ground, self.target = campaign, ground, target
        self.goal: Goal = target.goal
        self.group = group["key"] if group else ""
        self.group_name = group["name"] if group else ""
        self.quantity = self.goal.indicator.source
        self.opening_year = campaign.starts_on.year - 1

    @cached_property
    def standard_id(self) -> int | None:
        if not self.goal.indicator.of_standard:
            return None
        return self.target.standard_id or self.campaign.standard_id

    @cached_property
    def _provided(self) -> Mapping[tuple[int, int], Reading]:
        """Asked once for every unit of the page."""
        provider = provider_of(self.quantity, self.group)
        if provider is None:
            return {}
        units = {row.pk: row for row in (self.ground.unit, *self.ground.communes, *self.ground.hamlets)}
        units |= {row.district_id: row.district for row in self.ground.communes if row.district_id and row.district}
        standard = self.ground.standards.get(self.standard_id or 0)
        return provider(self.campaign, list(units.values()), self.ground.years, standard)

    def facts(self, place: Place, plans_of: Unit | None = None) -> Facts:
        """`plans_of` stands in for a place without a plan of its own (a hamlet's commune)."""
        pairs = {}
        for start, end in wanted_pairs(self.goal, self.opening_year):
            if (pair := self._pair(place, start, end)) is not None:
                pairs[start, end] = pair
        at = {year: found for year in self.ground.years if (found := self._at(place, year)) is not None}
        plans, plan_of = self._plans(place, plans_of)
        return Facts(
            at=at,
            pairs=pairs,
            plans=plans,
            plan_of=plan_of,
            elsewhere=self._elsewhere(place),
            standard=self._standard_name(self.standard_id),
            group=self.group_name,
            opening_year=self.opening_year,
            this_year=clock.today().year,
            rulings=self.ground.rulings.get((self.target.pk or 0, place.unit.pk, self.group), {}),
        )

    def _standard_name(self, pk: int | None) -> str:
        standard = self.ground.standards.get(pk or 0)
        return standard.name if standard else ""

    # --- one reading ------------------------------------------------------------------------------------------------

    def _at(self, place: Place, year: int) -> Reading | None:
        if self.quantity == UNITS_LEAVING_MARK:
            return self._left_mark(place, year)
        reviewed = self._reviewed(place, year)
        if reviewed is not None and not reviewed.coverage:
            return reviewed
        return self._whole(place, year) or reviewed

    def _whole(self, place: Place, year: int) -> Reading | None:
        """A figure of the place as a whole that no review holds: from a paper, a provider, or reports."""
        if place.is_area:
            return None
        key = (place.unit.pk, self.quantity, self.group, self.standard_id, year)
        if (row := self.ground.stated.get(key)) is not None:
            return stated_reading(row)
        if (found := self._provided.get((place.unit.pk, year))) is not None:
            return found
        if (added := self._stated_below(place, year)) is not None:
            return added
        if self.group or self.target.indicator_id is None:
            return None
        rows = self.ground.typed.get((self.target.indicator_id, year), ())
        column = f"{Level(place.unit.level).column}_id"
        return typed_reading([row for row in rows if getattr(row, column) == place.unit.pk], year)

    def _stated_below(self, place: Place, year: int) -> Reading | None:
        """Papers of every commune below, added up; none as long as one is missing (rates are divided again)."""
        if self.goal.indicator.measure == "vnd" or place.unit.level not in {Level.DISTRICT, Level.PROVINCE}:
            return None
        rows = self.ground.stated_below.get((self.quantity, self.group, self.standard_id, year), ())
        expected = place.expected(year)
        found = {row.unit_id: stated_reading(row) for row in rows if row.unit_id in expected}
        if not expected or set(found) != expected:
            return None
        return _added(found.values(), year, source=f"văn bản của {len(found)} xã, phường cộng lại")

    def _reviewed(self, place: Place, year: int, only: set[int] | None = None) -> Reading | None:
        present = self._parts_with(place, year)
        if only is not None:
            present = {pk: found for pk, found in present.items() if pk in only}
        if not present:
            return None
        expected = place.expected(year)
        coverage = "" if expected <= set(present) else f"{len(present)} trên {len(expected)} {_places_word(place)}"
        period = Period(self._period(year) or f"{year}-M12")
        name = f"cuối năm {year}" if period.last_month == 12 else period.name
        reading = _added(present.values(), year, source=f"rà soát {name}")
        return replace(
            reading, elapsed=Fraction(period.last_month, 12), coverage=coverage, url=self._url(place, period.key)
        )

    def _url(self, place: Place, period: str) -> str:
        commune = place.unit.pk if place.unit.level == Level.COMMUNE else place.unit.commune_id
        review = self.ground.reviews.get((commune or 0, period, self.standard_id or 0))
        if review is not None:
            return reverse("poverty:review", args=[review])
        return reverse("targets:unit", args=[place.unit.pk])

    def _period(self, year: int) -> str | None:
        return self.ground.periods.get((self.standard_id or 0, year))

    def _parts_with(self, place: Place, year: int, standard: int | None = None) -> dict[int, Reading]:
        columns = REVIEWED.get((self.quantity, self.group))
        standard = standard or self.standard_id or 0
        period = self.ground.periods.get((standard, year))
        if columns is None or period is None:
            return {}
        sums = self.ground.by_hamlet if place.by_hamlet else self.ground.by_commune
        found = {}
        for part in place.parts:
            row = sums.get((part.pk, period, standard))
            count = row.total(columns[0]) if row else None
            whole = row.total(columns[1]) if row and columns[1] else None
            if row is not None and count is not None and (whole is not None or not columns[1]):
                found[part.pk] = Reading(
                    Fraction(count), None if whole is None else Fraction(whole), year, is_provisional=row.is_provisional
                )
        return found

    def _left_mark(self, place: Place, year: int) -> Reading | None:
        """How many of the units that carried the mark when it began carry it no more; that list stays as it was."""
        day, today = dt.date(year, 12, 31), clock.today()
        if year > today.year:
            return None
        day, started = min(day, today), dt.date(self.goal.base_year or self.opening_year, 12, 31)
        units = self._counted_units(place)
        at_start = self.ground.marked_on(self.goal.marks, started) & units
        if not at_start:
            return None
        left = at_start - self.ground.marked_on(self.goal.marks, day)
        elapsed = Fraction(1) if day == dt.date(year, 12, 31) else Fraction(day.month, 12)
        return Reading(Fraction(len(left)), Fraction(len(at_start)), year, elapsed, source="diện của đơn vị")

    def _counted_units(self, place: Place) -> set[int]:
        level = self.goal.counted_level
        if level == Level.HAMLET:
            inside = {part.pk for part in place.parts}
            return {row.pk for row in self.ground.hamlets if row.commune_id in inside or row.pk in inside}
        if level == Level.DISTRICT:
            return {part.district_id for part in place.parts if part.district_id}
        return {part.pk for part in place.parts}

    # --- two readings -----------------------------------------------------------------------------------------------

    def _pair(self, place: Place, start: int, end: int) -> tuple[Reading, Reading] | None:
        before, after = self._at(place, start), self._at(place, end)
        if before is None or after is None:
            return None
        if not before.coverage and not after.coverage:
            return before, after
        common = set(self._parts_with(place, start)) & set(self._parts_with(place, end))
        if not common:
            return None
        first, last = self._reviewed(place, start, common), self._reviewed(place, end, common)
        return None if first is None or last is None else (first, last)

    def _elsewhere(self, place: Place) -> dict[int, str]:
        """Years whose figures go by another standard."""
        found: dict[int, str] = {}
        if self.standard_id is None:
            return found
        for (standard, year), _ in self.ground.periods.items():
            if standard == self.standard_id or (self.standard_id, year) in self.ground.periods:
                continue
            if self._parts_with(place, year, standard):
                found[year] = self._standard_name(standard)
        return found

    # --- plans ------------------------------------------------------------------------------------------------------

    def _plans(self, place: Place, plans_of: Unit | None) -> tuple[dict[int, Fraction], str]:
        own = self.ground.plans.get((place.unit.pk, self.target.indicator_id))
        if own:
            return {year: Fraction(value) for year, value in own.items()}, ""
        lent = self.ground.plans.get((plans_of.pk, self.target.indicator_id)) if plans_of else None
        if not lent or plans_of is None:
            return {}, ""
        return {year: Fraction(value) for year, value in lent.items()}, plans_of.title


def _added(readings: Iterable[Reading], year: int, *, source: str) -> Reading:
    found = list(readings)
    wholes = [one.whole for one in found]
    return Reading(
        sum((one.part for one in found), Fraction(0)),
        None if None in wholes else sum((whole for whole in wholes if whole is not None), Fraction(0)),
        year,
        is_provisional=any(one.is_provisional for one in found),
        source=source,
    )


def _places_word(place: Place) -> str:
    return "thôn, tổ dân phố" if place.by_hamlet else "xã, phường"
