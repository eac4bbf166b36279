"""What each review breaks down: by its standard, and by the peoples its province prints."""

from collections.abc import Iterable

from emulation.poverty.models import (
    PovertyCause,
    PovertyStandard,
    PrintedEthnicGroup,
    ProtectedGroup,
    StandardIndicator,
)
from emulation.poverty.rules import names
from emulation.poverty.rules.breakdowns.tables import NO_BREAKDOWN, Breakdown, Catalogue, Named

FIRST_YEAR = 2022  # TT 07/2021/TT-BLĐTBXH; until then TT 17/2016, which has one table for each class

Where = tuple[int, int | None]  # standard, province


def is_of_2016(standard: PovertyStandard) -> bool:
    return standard.first_year < FIRST_YEAR


def breakdowns(wanted: Iterable[tuple[PovertyStandard, int | None]]) -> dict[Where, Breakdown]:
    """(standard, province) → what is broken down there. None before 2022; four statements at most."""
    pairs = {(standard.pk, province): standard for standard, province in wanted}
    found = {where: NO_BREAKDOWN for where, standard in pairs.items() if is_of_2016(standard)}
    left = {where: standard for where, standard in pairs.items() if where not in found}
    if not left:
        return found
    lacks: dict[int, list[Named]] = {}
    indicators = StandardIndicator.objects.filter(standard__in={pk for pk, _ in left}).select_related("dimension")
    for lack in indicators.order_by("position"):
        named = Named(lack.code, lack.name, lack.dimension.name, str(lack.position))
        lacks.setdefault(lack.standard_id, []).append(named)
    causes = tuple(Named(*row) for row in PovertyCause.objects.order_by("position").values_list("code", "name"))
    groups = tuple(Named(*row) for row in ProtectedGroup.objects.order_by("position").values_list("code", "name"))
    peoples: dict[int | None, list[Named]] = {}
    printed = PrintedEthnicGroup.objects.filter(unit__in={province for _, province in left if province})
    for unit, name in printed.order_by("position").values_list("unit_id", "group__name"):
        peoples.setdefault(unit, []).append(Named(names.key(name), name))
    for (pk, province), standard in left.items():
        found[pk, province] = Breakdown(
            Catalogue(tuple(lacks.get(pk, ())), causes, groups, tuple(peoples.get(province, ())), standard.least_lacks)
        )
    return found


def breakdown_of(standard: PovertyStandard, province: int | None) -> Breakdown:
    return breakdowns([(standard, province)])[standard.pk, province]
