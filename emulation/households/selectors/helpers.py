"""Who helps how many households of a commune, and what became of these: the office's word, and the register's own."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from campaign_portal.foundation import vietnamese
from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.models import Party
from emulation.territory.models import Unit

ENOUGH = 5  # "giúp đỡ từ 05 - 10 hộ nghèo có việc làm ổn định, thoát nghèo" (S3 IV.2.2.b)


@dataclass
class Helper:
    """One helper's households of a year. `confirmed` is what the criterion counts: with a paper, stable work."""

    party: Party
    supports: list[tuple[Support, HouseholdYear | None]] = field(default_factory=list)

    @property
    def confirmed(self) -> int:
        return sum(support.outcome == Support.Outcome.ESCAPED_STABLE_WORK for support, _ in self.supports)

    @property
    def is_enough(self) -> bool:
        return self.confirmed >= ENOUGH


def years_of_help(user: Any, commune: Unit) -> list[int]:
    found = _supports(user, commune).order_by("-year").values_list("year", flat=True).distinct()
    return list(found)


def _supports(user: Any, commune: Unit) -> QuerySet[Support]:
    seen = Household.objects.visible_to(user).standing().filter(commune=commune)
    return Support.objects.filter(household__in=seen.values("pk"))


def helpers_of(user: Any, commune: Unit, year: int, text: str = "") -> list[Helper]:
    """By how many were helped out of poverty, then by name. Two statements. With each household what the register
    last found it to be, up to that year."""
    rows = _supports(user, commune).filter(year=year)
    for word in vietnamese.fold(text).split(" "):
        if word:
            rows = rows.filter(helper__folded_name__contains=word)
    supports = list(rows.select_related("helper", "household__unit").order_by("household__unit__sort_key", "pk"))
    years = HouseholdYear.objects.filter(household__in={row.household_id for row in supports}, year__lte=year)
    latest = {row.household_id: row for row in years.order_by("year", "standard__first_year")}
    found: dict[int, Helper] = {}
    for row in supports:
        helper = found.setdefault(row.helper_id, Helper(row.helper))
        helper.supports.append((row, latest.get(row.household_id)))
    return sorted(found.values(), key=lambda one: (-one.confirmed, -len(one.supports), one.party.folded_name))
