"""The gifts a person may see, searched and narrowed."""

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet

from campaign_portal.foundation import quantities, vietnamese
from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution, ContributionQuerySet, ContributionWay
from emulation.households.models import Household

WITHDRAWN = "rut"
MOST_TO_NAME = 50
FILTERS = {"": "Còn hiệu lực", "chua": "Chưa xác nhận", "roi": "Đã xác nhận", WITHDRAWN: "Đã rút"}


def shown_to(
    user: Any,
    campaign: Campaign,
    *,
    search: str = "",
    only: str = "",
    donor: str = "",
    kind: str = "",
    commune: str = "",
    until: str = "",
    way: str = "",
) -> ContributionQuerySet:
    """The gifts this person may see, newest first; searched by donor without accents.

    `commune` (an id) and `until` (a day) are how a report's figure finds the gifts it was summed from. An id that is
    nobody's finds nothing.
    """
    found = Contribution.objects.visible_to(user).filter(campaign=campaign)
    if wanted := vietnamese.fold(search):
        found = found.filter(donor__folded_name__contains=wanted)
    found = found.filter(withdrawn_on__isnull=only != WITHDRAWN)
    if only in {"chua", "roi"}:
        found = found.filter(confirmed_on__isnull=only == "chua")
    if way:
        found = found.filter(way_key=way)
    if donor.isdecimal():
        found = found.filter(donor_id=quantities.row_id(donor) or 0)
    if kind in Contribution.Kind.values:
        found = found.filter(kind=kind)
    if commune.isdecimal():
        found = found.filter(commune_id=quantities.row_id(commune) or 0)
    if day := _day(until):
        found = found.filter(given_on__lte=day)
    return found.select_related("donor", "unit", "paper", "for_unit").order_by("-given_on", "-pk")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def with_household_counts(found: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Each with `household_count`, how many households it was for."""
    return found.annotate(household_count=Count("households"))


def ways_of(campaign: Campaign) -> list[ContributionWay]:
    """The funds and ways to give of the campaign's plan, in its order."""
    return list(campaign.contribution_ways.all())


def ways_used(found: QuerySet[Contribution]) -> list[tuple[str, str]]:
    """Key and words of the ways that gifts name: those of the plan of today and of an earlier text of it."""
    rows = found.exclude(way_key="").order_by("way_name").values_list("way_key", "way_name").distinct()
    return list(dict(rows).items())


def households_to_name(user: Any, gift: Contribution, text: str, *, most: int = MOST_TO_NAME) -> list[Household]:
    """Households of the unit that received a gift, by hamlet and name; of those whose head's name holds the words."""
    rows = Household.objects.visible_to(user).below(gift.unit).standing()
    for word in vietnamese.fold(text).split(" "):
        if word:
            rows = rows.filter(party__folded_name__contains=word)
    return list(rows.select_related("party", "unit").order_by("unit__sort_key", "party__folded_name", "pk")[:most])
