"""Counts of households that name nobody: by unit below and class, small ones hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from campaign_portal.foundation import small_cells
from campaign_portal.foundation.small_cells import Safe
from emulation.households.models import Household, HouseholdYear
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Level, Unit

Class = HouseholdYear.PovertyClass
CLASSES = (Class.POOR, Class.NEAR_POOR, Class.ESCAPED)
BELOW = {Level.PROVINCE: "district_id", Level.DISTRICT: "commune_id", Level.COMMUNE: "unit_id"}


@dataclass(frozen=True)
class Summary:
    """The table of one unit. `rows` go with the table's lines."""

    unit: Unit
    units: Sequence[Unit]
    table: Safe

    @property
    def rows(self) -> list[tuple[Unit, tuple[small_cells.Shown, ...], small_cells.Shown]]:
        return list(zip(self.units, self.table.cells, self.table.row_totals, strict=True))

    @property
    def hides(self) -> bool:
        return any(isinstance(count, str) for row in self.table.cells for count in row)


def lists_below(unit: Unit) -> list[tuple[int, PovertyStandard]]:
    """The years and standards of which any list lies below a unit, the newest first."""
    households = Household.objects.below(unit).standing().values("pk")
    rows = HouseholdYear.objects.filter(household__in=households).values_list("year", "standard_id").distinct()
    found = list(dict.fromkeys(rows.order_by("-year", "-standard__first_year")))
    standards = PovertyStandard.objects.in_bulk({standard for _, standard in found})
    return [(year, standards[standard]) for year, standard in found]


def summary(unit: Unit, year: int, standard: PovertyStandard) -> Summary:
    """Whom a list counts, by the units right below. Two statements. A province without districts counts communes."""
    column = BELOW[Level(unit.level)]
    households = Household.objects.below(unit).standing()
    if column == "district_id" and not households.filter(district__isnull=False).exists():
        column = "commune_id"
    rows = (
        HouseholdYear.objects.filter(household__in=households.values("pk"), year=year, standard=standard)
        .order_by()
        .values_list(f"household__{column}", "poverty_class")
        .annotate(Count("pk"))
    )
    found = {(place, poverty_class): number for place, poverty_class, number in rows}
    units = list(Unit.objects.filter(pk__in={place for place, _ in found}).order_by("sort_key", "pk"))
    cells = [[found.get((below.pk, poverty_class), 0) for poverty_class in CLASSES] for below in units]
    return Summary(unit, units, small_cells.protect(cells or [[0] * len(CLASSES)]) if units else _empty())


def _empty() -> Safe:
    return Safe((), (), (0,) * len(CLASSES), 0)
