"""What the reviews say: sums in SQL, one statement a level, and rates computed from the counts.

A fall compares like with like: the start is the approved list of the year before, of the same communes that have
figures now, and on the same standard.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from campaign_portal.foundation import quantities
from emulation.poverty.models import CommuneTotal, PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules import checks, columns
from emulation.territory.models import Level, Unit

Counts = dict[str, int | None]


@dataclass(frozen=True)
class Figures:
    """The counts of one unit in one period beside those of the list the year began with."""

    counts: Counts
    start: Counts = field(default_factory=dict)  # the opening list's counts, of the same places
    hamlet_count: int = 0
    is_provisional: bool = True

    def count(self, key: str, population: str = columns.HOUSEHOLDS) -> int | None:
        return self.counts.get(columns.field_name(population, key))

    def start_count(self, key: str, population: str = columns.HOUSEHOLDS) -> int | None:
        return self.start.get(columns.field_name(population, key))

    @property
    def poor_rate(self) -> Fraction | None:
        return quantities.rate(self.count("poor_end"), self.count("total"))

    @property
    def near_poor_rate(self) -> Fraction | None:
        return quantities.rate(self.count("near_end"), self.count("total"))

    @property
    def start_poor_rate(self) -> Fraction | None:
        return quantities.rate(self.start_count("poor_end"), self.start_count("total"))

    @property
    def poor_rate_fall(self) -> Fraction | None:
        """In percentage points, unrounded; a fall is positive."""
        return quantities.points_fallen(self.start_poor_rate, self.poor_rate)

    @property
    def poor_fall(self) -> int | None:
        """How many poor households fewer."""
        return _difference(self.start_count("poor_end"), self.count("poor_end"))

    @property
    def near_poor_fall(self) -> int | None:
        return _difference(self.start_count("near_end"), self.count("near_end"))

    @property
    def escaped(self) -> int | None:
        """Hộ thoát nghèo: became near-poor, or passed the near-poor line too (F2.2 + F2.3)."""
        became_near, above = self.count("poor_to_near"), self.count("poor_above_near")
        return None if became_near is None or above is None else became_near + above

    @property
    def relapse_rate(self) -> Fraction | None:
        """Relapsed households over all households: our reading of S3 II.1, shown beside the figure."""
        return quantities.rate(self.count("poor_relapsed"), self.count("total"))


def _difference(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else start - end


def opening_period(year: int) -> str:
    """The period whose approved list a year begins with."""
    return f"{year - 1}-M12"


def sums_by(
    column: str,
    period: str,
    unit: Unit | None,
    standard: PovertyStandard,
    states: Iterable[str] = ReviewSet.SENT,
    *,
    only_hamlets: QuerySet | None = None,
) -> dict[int, tuple[Counts, int, bool]]:
    """Per place of `column` ("unit" for hamlets, "commune", "district" …): counts, hamlets, whether provisional; below
    a unit, or in the whole country.

    A sum is empty when no row has a number there; one statement whatever the number of places.
    """
    rows: Iterable[tuple[int, ...]]
    if only_hamlets is not None:
        grouped = _handed_in(_summed(column), period, unit, standard, states).filter(unit_id__in=only_hamlets)
        rows = [tuple(row.values()) for row in grouped]
    else:
        rows = _rows_of(column, period, unit, standard, sorted(states))
    mid_year = not period.endswith("-M12")
    return {
        place: (dict(zip(columns.ALL_FIELDS, sums, strict=True)), hamlets, mid_year or unapproved > 0)
        for place, hamlets, unapproved, *sums in rows
    }


def _rows_of(
    column: str, period: str, unit: Unit | None, standard: PovertyStandard, states: list[str]
) -> list[tuple[int, ...]]:
    """Place, hamlets, those not approved, the sums."""
    if not states:
        return []
    level = Level(unit.level) if unit is not None else None
    # As `_handed_in` says: all but a hamlet is said of the rows and of their review.
    below = [] if unit is None else [unit.pk] if level is Level.HAMLET else [unit.pk, unit.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(column, level, len(states)), [ReviewSet.State.APPROVED, *below, period, standard.pk, *states]
        )
        return cursor.fetchall()


@cache
def _statement(column: str, level: Level | None, states: int) -> str:
    """`_handed_in(_summed(column), …)` in its own words: to put fifty sums and their conditions together takes Django
    as long as a database to answer (decision 0091)."""
    sums = ", ".join(f"SUM(x.{name})" for name in columns.ALL_FIELDS)
    said = [] if level is None else [f"x.{level.column}_id = %s", f"s.{level.column}_id = %s"]
    if level is Level.HAMLET:
        said = said[:1]
    said += ["s.is_current", "s.period = %s", "s.standard_id = %s", f"s.state IN ({', '.join(['%s'] * states)})"]
    return (
        f"SELECT x.{column}_id, COUNT(x.households_total), COUNT(CASE WHEN s.state <> %s THEN x.id END), {sums} "  # noqa: S608
        f"FROM {ReviewRow._meta.db_table} x JOIN {ReviewSet._meta.db_table} s ON s.id = x.review_id "
        f"WHERE {' AND '.join(said)} GROUP BY x.{column}_id"
    )


@cache
def _summed(column: str) -> Any:
    """Sums by a column, before anything is asked for: a statement's forty-eight sums take Django ten times as long to
    put together as a database to answer, so they are put together once."""
    return (
        ReviewRow.objects.values(f"{column}_id")
        .annotate(
            hamlets=Count("households_total"),
            unapproved=Count("pk", filter=~Q(review__state=ReviewSet.State.APPROVED)),
            **{f"sum_{name}": Sum(name) for name in columns.ALL_FIELDS},
        )
        .order_by()
    )


def approved_sums_by(column: str, period: str, unit: Unit | None, standard: PovertyStandard) -> dict[int, Counts]:
    """The same of what was approved, from the communes' totals: a tenth of the rows to read."""
    totals = CommuneTotal.objects.all() if unit is None else CommuneTotal.objects.below(unit)
    grouped: Any = (
        totals.filter(
            period=period,
            review__standard=standard,
            review__is_current=True,
            review__state=ReviewSet.State.APPROVED,
        )
        .values(f"{column}_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in columns.ALL_FIELDS})
        .order_by()
    )
    return {row[f"{column}_id"]: {name: row[f"sum_{name}"] for name in columns.ALL_FIELDS} for row in grouped}


def _rows(period: str, unit: Unit | None, standard: PovertyStandard, states: Iterable[str]) -> QuerySet[ReviewRow]:
    return _handed_in(ReviewRow.objects.all(), period, unit, standard, states)


def _handed_in(rows: Any, period: str, unit: Unit | None, standard: PovertyStandard, states: Iterable[str]) -> Any:
    """Of these rows (grouped or not) those of a period, a standard and some states, below a unit."""
    if unit is not None:
        rows = rows.below(unit)
    if unit is not None and unit.level != Level.HAMLET:
        # Rows and their review lie below the same units. Said of both, a district is found by the index on period and
        # district; of the rows alone, the planner reads every review of the country's period.
        rows = rows.filter(**{f"review__{Level(unit.level).column}": unit})
    return rows.filter(
        review__is_current=True, review__period=period, review__standard=standard, review__state__in=list(states)
    )


# `checks.has_figures` for SQL: a hamlet that is still being entered has its start, and no end yet.
ENTERED = Q(households_total__gt=0, **{f"{name}__isnull": False for name in checks.FIGURE_FIELDS})


def figures_by(
    column: str, period: str, unit: Unit, standard: PovertyStandard, states: Iterable[str] = ReviewSet.SENT
) -> dict[int, Figures]:
    """Figures of every place below a unit that has any, with the start of the same place. Two statements.

    Where reviews still being entered are asked for too, only hamlets with their figures count, now and at the start:
    five hamlets of seven beside the list of all seven would show a fall that nobody saw.
    """
    states = set(states)
    entered = None
    if not states <= ReviewSet.SENT:
        entered = _rows(period, unit, standard, states).filter(ENTERED).values("unit_id")
    year = int(period[:4])
    now = sums_by(column, period, unit, standard, states, only_hamlets=entered)
    start = sums_by(column, opening_period(year), unit, standard, {ReviewSet.State.APPROVED}, only_hamlets=entered)
    return {
        place: Figures(counts, start[place][0] if place in start else {}, hamlets, provisional)
        for place, (counts, hamlets, provisional) in now.items()
    }


def total_of(parts: Iterable[Figures]) -> Figures:
    """The sum of several places: counts added, rates to be re-divided."""
    parts = list(parts)
    return Figures(
        counts={name: _total(part.counts.get(name) for part in parts) for name in columns.ALL_FIELDS},
        start={name: _total(part.start.get(name) for part in parts) for name in columns.ALL_FIELDS},
        hamlet_count=sum(part.hamlet_count for part in parts),
        is_provisional=any(part.is_provisional for part in parts),
    )


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def figures_of(
    unit: Unit, period: str, standard: PovertyStandard, states: Iterable[str] = ReviewSet.SENT
) -> Figures | None:
    """The figures of one unit, added up from its communes (or of one hamlet); None when there are none."""
    column = "unit" if unit.level in {Level.COMMUNE, Level.HAMLET} else "commune"
    parts = figures_by(column, period, unit, standard, states)
    return total_of(parts.values()) if parts else None


def latest_period(
    unit: Unit, year: int, standard: PovertyStandard, states: Iterable[str] = ReviewSet.SENT
) -> str | None:
    """The last period of a year for which anything below the unit was reviewed."""
    return (
        ReviewSet.objects.below(unit)
        .filter(year=year, standard=standard, is_current=True, is_opening=False, state__in=list(states))
        .order_by("period")
        .values_list("period", flat=True)
        .last()
    )


def opening_figures(unit: Unit, year: int, standard: PovertyStandard) -> Figures | None:
    """The approved list the year began with."""
    return figures_of(unit, opening_period(year), standard, {ReviewSet.State.APPROVED})


def source_url(review_id: int, field: str = "") -> str:
    """Where a figure comes from: the review's page with that column marked ("households_poor_end")."""
    address = reverse("poverty:review", args=[review_id])
    return f"{address}?o={field}" if field else address
