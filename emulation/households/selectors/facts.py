"""What is known of a household, for criteria and for those who may see it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.models import Party
from emulation.territory.models import Unit

Class = HouseholdYear.PovertyClass


@dataclass(frozen=True)
class OnList:
    """Whether a household stands on the approved list of a year. None: nobody has entered that hamlet's list."""

    on_list: bool | None
    decision: str = ""
    decided_on: dt.date | None = None


@dataclass(frozen=True)
class Incomes:
    """Income per head, đồng a month, in the base year and in the later one; None where it is not known."""

    base_vnd: int | None
    now_vnd: int | None
    is_provisional: bool = False


def poor_list(household: Household, year: int) -> OnList:
    """S3 IV.2.2.b: on the list of poor households that the commune approved, by the decision's number and date."""
    row = HouseholdYear.objects.filter(household=household, year=year).order_by("standard__first_year").last()
    if row is not None and row.poverty_class == Class.POOR:
        return OnList(True, row.list_number, row.list_date)
    entered = HouseholdYear.objects.filter(household__unit=household.unit_id, year=year, poverty_class=Class.POOR)
    return OnList(False if row is not None or entered.exists() else None)


def incomes(household: Household, base_year: int, now_year: int) -> Incomes:
    """S3 IV.2.2.b: what is compared for "at least three times". One statement."""
    years = HouseholdYear.objects.filter(household=household, year__in=[base_year, now_year])
    rows = {row.year: row for row in years.order_by("standard__first_year")}  # of two standards the newer
    base, now = rows.get(base_year), rows.get(now_year)
    return Incomes(
        base.income_per_head_vnd if base else None,
        now.income_per_head_vnd if now else None,
        any(row is not None and row.is_provisional for row in (base, now)),
    )


def helped_by(party: Party, year: int) -> tuple[int, int]:
    """Households that a party helped in a year: into stable work and out of poverty, and still under way."""
    found = (
        Support.objects.standing()
        .filter(helper=party, year=year)
        .aggregate(
            escaped=Count("household", filter=Q(outcome=Support.Outcome.ESCAPED_STABLE_WORK), distinct=True),
            under_way=Count("household", filter=Q(outcome__in=Support.UNDER_WAY), distinct=True),
        )
    )
    return found["escaped"], found["under_way"]


def nominee_choices(user: Any, commune: Unit) -> QuerySet[Household]:
    """The households of a commune that this person may propose for an award, by hamlet and name.

    Each carries `latest_class`, what the last review found it to be (None of one that was never reviewed).
    """
    found = HouseholdYear.objects.filter(household=OuterRef("pk")).order_by("-year", "-standard__first_year")
    latest = found.values("poverty_class")[:1]
    return (
        Household.objects.visible_to(user)
        .standing()
        .filter(commune=commune)
        .select_related("party", "unit")
        .annotate(latest_class=Subquery(latest))
        .order_by("unit__sort_key", "party__folded_name", "pk")
    )
