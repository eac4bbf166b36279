"""Who helps how many households and places, what was done, and what became of it: the helpers' word, and the
register's own beside it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from campaign_portal.foundation import clock, vietnamese
from emulation.households.models import Household, HouseholdYear, Support, SupportNote
from emulation.people.models import Party
from emulation.territory.models import Level, Unit

ENOUGH = 5  # "giúp đỡ từ 05 - 10 hộ nghèo có việc làm ổn định, thoát nghèo" (S3 IV.2.2.b)
OUT = frozenset({HouseholdYear.PovertyClass.ESCAPED, HouseholdYear.PovertyClass.NOT_POOR})


@dataclass
class Line:
    """One assignment. `found` is what the register last found the household to be, up to the year of the help; the
    notes that stand, and their worth in đồng."""

    support: Support
    found: HouseholdYear | None
    note_count: int = 0
    value_vnd: int = 0
    last_on: dt.date | None = None

    @property
    def says_otherwise(self) -> bool:
        """The helper's side says out of poverty; the register of that year, or a later one, does not."""
        return self.support.outcome == Support.Outcome.ESCAPED_STABLE_WORK and not self.is_out

    @property
    def is_out(self) -> bool:
        return self.found is not None and self.found.poverty_class in OUT


@dataclass
class Helper:
    """One helper of a year. `confirmed` is what the criterion counts: with a paper, stable work."""

    party: Party
    lines: list[Line] = field(default_factory=list)

    @property
    def households(self) -> list[Line]:
        return [line for line in self.lines if line.support.household_id is not None]

    @property
    def places(self) -> list[Line]:
        return [line for line in self.lines if line.support.household_id is None]

    @property
    def confirmed(self) -> int:
        return sum(line.support.outcome == Support.Outcome.ESCAPED_STABLE_WORK for line in self.households)

    @property
    def out(self) -> int:
        """Out of poverty by the register."""
        return sum(line.is_out for line in self.households)

    @property
    def note_count(self) -> int:
        return sum(line.note_count for line in self.lines)

    @property
    def value_vnd(self) -> int:
        return sum(line.value_vnd for line in self.lines)

    @property
    def is_enough(self) -> bool:
        return self.confirmed >= ENOUGH


def years_of_help(user: Any, unit: Unit) -> list[int]:
    found = seen_below(user, unit).order_by("-year").values_list("year", flat=True).distinct()
    return list(found)


def seen_below(user: Any, unit: Unit) -> QuerySet[Support]:
    """The assignments that stand in a unit and below it, of households that are no doubles."""
    rows = Support.objects.visible_to(user).standing().below(unit)
    return rows.filter(Q(household__isnull=True) | Q(household__merged_into__isnull=True))


def helpers_of(user: Any, unit: Unit, year: int, text: str = "", *, party: Party | None = None) -> list[Helper]:
    """By how many were helped out of poverty, then by name. Two statements, however many."""
    rows = seen_below(user, unit).filter(year=year)
    if party is not None:
        rows = rows.filter(helper=party)
    for word in vietnamese.fold(text).split(" "):
        if word:
            rows = rows.filter(helper__folded_name__contains=word)
    found: dict[int, Helper] = {}
    for line in lines_of(rows.order_by("unit__sort_key", "pk")):
        found.setdefault(line.support.helper_id, Helper(line.support.helper)).lines.append(line)
    return sorted(found.values(), key=lambda one: (-one.confirmed, -len(one.lines), one.party.folded_name))


def lines_of(rows: QuerySet[Support]) -> list[Line]:
    """The assignments with their notes counted and the register's word. Two statements."""
    standing = Q(notes__withdrawn_on__isnull=True)
    counted = rows.select_related("helper", "household__unit", "unit__commune").annotate(
        note_count=Count("notes", filter=standing),
        note_value=Sum("notes__value_vnd", filter=standing),
        note_last=Max("notes__on", filter=standing),
    )
    supports: list[Any] = list(counted)
    known = HouseholdYear.objects.filter(household__in={row.household_id for row in supports if row.household_id})
    by_household: dict[int, list[HouseholdYear]] = {}
    for year in known.order_by("year", "standard__first_year"):
        by_household.setdefault(year.household_id, []).append(year)
    found = [_up_to(by_household.get(row.household_id, []), row) for row in supports]
    return [
        Line(row, year, row.note_count, row.note_value or 0, row.note_last)
        for row, year in zip(supports, found, strict=True)
    ]


def _up_to(years: list[HouseholdYear], support: Support) -> HouseholdYear | None:
    """The register's last word by the year in which the help ended; while it goes on, by its own year."""
    until = max(support.year, support.ends_on.year) if support.ends_on else support.year
    return next((row for row in reversed(years) if row.year <= until), None)


def places_helped(user: Any, unit: Unit, year: int) -> list[Line]:
    """Who helps a unit and the places below it, the wide ones first."""
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET]
    rows = seen_below(user, unit).filter(household__isnull=True, year=year)
    lines = lines_of(rows.order_by("unit__sort_key", "helper__folded_name", "pk"))
    return sorted(lines, key=lambda line: order.index(Level(line.support.unit.level)))


def helping_now(user: Any, unit: Unit, day: dt.date) -> QuerySet[Support]:
    """Who helps a place on a day."""
    rows = Support.objects.visible_to(user).standing().filter(household__isnull=True, unit=unit)
    begun = Q(starts_on__lte=day) | Q(starts_on__isnull=True, year__lte=day.year)
    going = Q(ends_on__isnull=False, ends_on__gte=day) | Q(ends_on__isnull=True, year=day.year)
    return rows.filter(begun & going).select_related("helper").order_by("helper__folded_name", "pk")


def notes_of(support: Support) -> QuerySet[SupportNote]:
    """All of them, the withdrawn ones too, the newest first."""
    return SupportNote.objects.filter(support=support).select_related("recorded_by", "replaces")


def notes_below(user: Any, unit: Unit, year: int) -> QuerySet[SupportNote]:
    """The notes that stand of a unit's helpers in a year, by day."""
    rows = SupportNote.objects.filter(withdrawn_on__isnull=True, support__in=seen_below(user, unit).filter(year=year))
    return rows.select_related("support__helper", "support__household", "support__unit").order_by("on", "pk")


def household_lines(user: Any, household: Household) -> list[Line]:
    rows = Support.objects.visible_to(user).filter(household=household)
    return lines_of(rows.order_by("withdrawn_on", "-year", "pk"))


def this_year(years: list[int], asked: int | None) -> int:
    """The year the address names when it has helpers, else the newest that has."""
    if asked in years:
        return asked or 0
    return years[0] if years else clock.today().year
