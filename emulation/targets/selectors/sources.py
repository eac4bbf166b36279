"""Where a target's figures come from: reviews, reports, papers, marks. A fixed number of statements for any ground."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.poverty.models import PovertyStandard, ReviewSet
from emulation.poverty.selectors.years import Sums, sums_over_years
from emulation.targets.models import Measurement, Ruling, StatedFigure, Target, TargetAssignment
from emulation.targets.rules.indicators import ESCAPED_COUNT, NEAR_POOR, POOR, POOR_AND_NEAR, RELAPSED
from emulation.targets.rules.verdicts import Reading, Verdict
from emulation.territory.models import Level, Unit, UnitMark

# (quantity, group) → the review's columns of what is counted, and of what it is divided by
REVIEWED: Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    (POOR, ""): (("poor_end",), ("total",)),
    (NEAR_POOR, ""): (("near_end",), ("total",)),
    (POOR_AND_NEAR, ""): (("poor_end", "near_end"), ("total",)),
    (RELAPSED, ""): (("poor_relapsed",), ("total",)),
    (ESCAPED_COUNT, ""): (("poor_to_near", "poor_above_near"), ()),
    (POOR, "minority"): (("poor_minority_end",), ("minority_total",)),
    (NEAR_POOR, "minority"): (("near_minority_end",), ("minority_total",)),
    (POOR_AND_NEAR, "minority"): (("poor_minority_end", "near_minority_end"), ("minority_total",)),
}
_COLUMNS = sorted({key for part, whole in REVIEWED.values() for key in (*part, *whole)})


@dataclass(frozen=True)
class Ground:
    """Everything that was found below a unit, for the years and targets of one page."""

    unit: Unit
    years: range
    communes: tuple[Unit, ...]  # of every time
    hamlets: tuple[Unit, ...]
    by_commune: Mapping[tuple[int, str, int], Sums]
    by_hamlet: Mapping[tuple[int, str, int], Sums]
    reviews: Mapping[tuple[int, str, int], int]  # (commune, period, standard) → review
    standards: Mapping[int, PovertyStandard]
    periods: Mapping[tuple[int, int], str]  # (standard, year) → the period its figures are of
    stated: Mapping[tuple[int, str, str, int | None, int], StatedFigure]
    stated_below: Mapping[tuple[str, str, int | None, int], Sequence[StatedFigure]]
    typed: Mapping[tuple[int, int], Sequence[Measurement]]  # (indicator, year) → the latest of every source
    plans: Mapping[tuple[int, int], Mapping[int, Decimal]]  # (unit, indicator) → year → value
    rulings: Mapping[tuple[int, int, str], Mapping[int, tuple[Verdict, str]]]  # (target, unit, group) → year
    marks: Sequence[UnitMark] = field(default=())

    def marked(self, marks: Iterable[str], first: int, last: int) -> set[int]:
        """Units that carried any of these marks on some day of the years."""
        wanted, since, until = set(marks), dt.date(first, 1, 1), dt.date(last, 12, 31)
        return {
            row.unit_id
            for row in self.marks
            if row.mark in wanted and row.valid_from <= until and (row.valid_to is None or row.valid_to >= since)
        }

    def marked_on(self, marks: Iterable[str], day: dt.date) -> set[int]:
        wanted = set(marks)
        return {
            row.unit_id
            for row in self.marks
            if row.mark in wanted and row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)
        }


def load(
    campaign: Campaign,
    unit: Unit,
    targets: Sequence[Target],
    years: range,
    *,
    states: Iterable[str],
    period: str | None = None,
    with_hamlets: bool = True,
) -> Ground:
    """`period` is the one asked for of its year; of the other years the latest counts."""
    states = list(states)
    units = Unit.objects.below(unit).select_related("district", "commune").order_by("code", "pk")
    below = list(units.filter(level__in=[Level.COMMUNE, Level.HAMLET]))
    wants_hamlets = unit.level in {Level.COMMUNE, Level.HAMLET} or any(
        with_hamlets and Target.Scope.EACH_HAMLET in target.scopes for target in targets
    )
    span = {"first": years[0], "last": years[-1]}
    by_commune = sums_over_years("commune", unit, states, _COLUMNS, **span)
    by_hamlet = sums_over_years("unit", unit, states, _COLUMNS, **span) if wants_hamlets else {}
    stated = _stated(campaign, unit)
    return Ground(
        unit=unit,
        years=years,
        communes=tuple(row for row in below if row.level == Level.COMMUNE),
        hamlets=tuple(row for row in below if row.level == Level.HAMLET) if wants_hamlets else (),
        by_commune=by_commune,
        by_hamlet=by_hamlet,
        reviews=_reviews(unit, states, years),
        standards={row.pk: row for row in PovertyStandard.objects.all()},
        periods=_periods([*by_commune, *by_hamlet], period),
        stated={(row.unit_id, row.quantity, row.group, row.standard_id, row.year): row for row in stated},
        stated_below=_grouped(stated),
        typed=_typed(campaign, unit, targets),
        plans=_plans(campaign, unit),
        rulings=_rulings(unit, targets),
        marks=_marks(unit) if any(target.marks for target in targets) else (),
    )


def _periods(keys: Iterable[tuple[int, str, int]], asked: str | None) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for _, period, standard in keys:
        found[standard, int(period[:4])].add(period)
    return {key: asked if asked in periods else max(periods) for key, periods in found.items()}


def _reviews(unit: Unit, states: list[str], years: range) -> dict[tuple[int, str, int], int]:
    above = unit.commune if unit.level == Level.HAMLET and unit.commune else unit
    rows = ReviewSet.objects.below(above).filter(
        is_current=True, state__in=states, period__gte=str(years[0]), period__lt=str(years[-1] + 1)
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows.values_list("unit_id", "period", "standard_id", "pk")}


def _stated(campaign: Campaign, unit: Unit) -> list[StatedFigure]:
    return list(
        StatedFigure.objects.below(unit)
        .filter(campaign=campaign, is_current=True)
        .select_related("unit")
        .order_by("pk")
    )


def _grouped(rows: Iterable[StatedFigure]) -> dict[tuple[str, str, int | None, int], list[StatedFigure]]:
    found: dict[tuple[str, str, int | None, int], list[StatedFigure]] = defaultdict(list)
    for row in rows:
        found[row.quantity, row.group, row.standard_id, row.year].append(row)
    return found


def _typed(campaign: Campaign, unit: Unit, targets: Sequence[Target]) -> dict[tuple[int, int], list[Measurement]]:
    """The last figure of each unit (or its office) in a year: reports tell of the year so far."""
    rows = Measurement.objects.below(unit).filter(
        campaign=campaign, indicator__in={target.indicator_id for target in targets}, value__isnull=False
    )
    latest: dict[tuple[int, int, int, int | None], Measurement] = {
        (row.indicator_id, int(row.period[:4]), row.unit_id, row.party_id): row for row in rows.order_by("period")
    }
    found: dict[tuple[int, int], list[Measurement]] = defaultdict(list)
    for (indicator, year, _, _), row in latest.items():
        found[indicator, year].append(row)
    return found


def _plans(campaign: Campaign, unit: Unit) -> dict[tuple[int, int], dict[int, Decimal]]:
    above = unit.commune if unit.level == Level.HAMLET and unit.commune else unit
    rows = TargetAssignment.objects.below(above).filter(campaign=campaign, is_current=True)
    found: dict[tuple[int, int], dict[int, Decimal]] = defaultdict(dict)
    for unit_id, indicator, year, value in rows.values_list("unit_id", "indicator_id", "year", "value"):
        found[unit_id, indicator][year] = value
    return found


def _rulings(unit: Unit, targets: Sequence[Target]) -> dict[tuple[int, int, str], dict[int, tuple[Verdict, str]]]:
    rows = Ruling.objects.below(unit).filter(target__in=[row for row in targets if row.pk], is_current=True)
    found: dict[tuple[int, int, str], dict[int, tuple[Verdict, str]]] = defaultdict(dict)
    for row in rows.select_related("by"):
        said = f"{row.by}, {vietnamese.day(row.at)}: {row.reason}"
        found[row.target_id, row.unit_id, row.group][row.year] = Verdict(row.outcome), said
    return found


def _marks(unit: Unit) -> list[UnitMark]:
    return list(UnitMark.objects.filter(unit__in=Unit.objects.below(unit)))


def stated_reading(row: StatedFigure) -> Reading:
    return Reading(
        Fraction(row.part),
        None if row.whole is None else Fraction(row.whole),
        row.year,
        source=f"{row.source} ngày {vietnamese.day(row.source_on)}",
    )


def typed_reading(rows: Sequence[Measurement], year: int) -> Reading | None:
    """Several units' reports added up; as far as the latest of them goes."""
    if not rows:
        return None
    wholes = [row.whole for row in rows]
    last = max(Period(row.period) for row in rows)
    return Reading(
        sum((Fraction(row.value or 0) for row in rows), Fraction(0)),
        None if None in wholes else sum((Fraction(whole or 0) for whole in wholes), Fraction(0)),
        year,
        elapsed=Fraction(last.last_month, 12),
        is_provisional=last.last_month < 12,
        source=f"báo cáo {last.name}",
    )
