"""What was given: confirmed, and not yet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from campaign_portal.foundation import clock, quantities, vietnamese
from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution
from emulation.people.models import Party
from emulation.poverty.models import PovertyStandard
from emulation.targets.rules.verdicts import Reading
from emulation.targets.selectors.providers import Provider
from emulation.territory.models import Unit

FILTERS = {"": "Tất cả", "chua": "Chưa xác nhận", "roi": "Đã xác nhận"}


@dataclass(frozen=True)
class KindTotal:
    """Gifts of one kind: what a paper confirms, and what waits for one (never counted, S3 IV.2.2)."""

    value_vnd: int = 0
    quantity: Decimal = Decimal(0)
    count: int = 0
    unconfirmed_vnd: int = 0
    unconfirmed_quantity: Decimal = Decimal(0)
    unconfirmed_count: int = 0


def totals_by_kind(
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    party: Party | None = None,
    since: dt.date | None = None,
    up_to: dt.date | None = None,
) -> dict[str, KindTotal]:
    """Kind → total, every kind present: received at or below a unit, given by a party, given within days. One
    statement."""
    return _totals(_given(campaign, unit=unit, party=party, since=since, up_to=up_to))


def totals_of(found: QuerySet[Contribution]) -> dict[str, KindTotal]:
    """The same of the gifts on a page."""
    return _totals(found)


def _totals(found: QuerySet[Contribution]) -> dict[str, KindTotal]:
    confirmed = Q(confirmed_on__isnull=False)
    rows = (
        found.order_by()
        .values("kind")
        .annotate(
            vnd=Sum("value_vnd", filter=confirmed),
            amount=Sum("quantity", filter=confirmed),
            number=Count("pk", filter=confirmed),
            open_vnd=Sum("value_vnd", filter=~confirmed),
            open_amount=Sum("quantity", filter=~confirmed),
            open_number=Count("pk", filter=~confirmed),
        )
    )
    totals = {kind: KindTotal() for kind in Contribution.Kind.values}
    for row in rows:
        totals[row["kind"]] = KindTotal(
            row["vnd"] or 0,
            row["amount"] or Decimal(0),
            row["number"],
            row["open_vnd"] or 0,
            row["open_amount"] or Decimal(0),
            row["open_number"],
        )
    return totals


def _given(
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    party: Party | None = None,
    since: dt.date | None = None,
    up_to: dt.date | None = None,
) -> QuerySet[Contribution]:
    found = Contribution.objects.filter(campaign=campaign)
    if unit is not None:
        found = found.below(unit)
    if party is not None:
        found = found.filter(donor=party)
    if since is not None:
        found = found.filter(given_on__gte=since)
    if up_to is not None:
        found = found.filter(given_on__lte=up_to)
    return found


def confirmed_total(
    party: Party, campaign: Campaign, *, up_to: dt.date | None = None
) -> tuple[int, int, tuple[str, ...]]:
    """What a donor gave in money's worth: confirmed đồng, đồng that wait for a paper, the papers (S3 IV.2.2)."""
    found = list(_given(campaign, party=party, up_to=up_to).order_by("confirmed_on", "pk"))
    confirmed = [gift for gift in found if gift.confirmed_on]
    return (
        sum(gift.value_vnd for gift in confirmed),
        sum(gift.value_vnd for gift in found if not gift.confirmed_on),
        tuple(gift.confirmation for gift in confirmed),
    )


@dataclass(frozen=True)
class DonorTotal:
    """One donor's gifts on a page."""

    donor_id: int
    name: str
    confirmed_vnd: int
    unconfirmed_vnd: int
    count: int


def donors_of(found: QuerySet[Contribution]) -> list[DonorTotal]:
    """Who gave how much, largest first. One statement."""
    confirmed = Q(confirmed_on__isnull=False)
    rows = (
        found.order_by()
        .values("donor_id", "donor__name")
        .annotate(
            vnd=Sum("value_vnd", filter=confirmed), open_vnd=Sum("value_vnd", filter=~confirmed), number=Count("pk")
        )
    )
    totals = [
        DonorTotal(row["donor_id"], row["donor__name"], row["vnd"] or 0, row["open_vnd"] or 0, row["number"])
        for row in rows
    ]
    return sorted(totals, key=lambda total: (-total.confirmed_vnd - total.unconfirmed_vnd, total.name))


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
) -> QuerySet[Contribution]:
    """The gifts this person may see, newest first; searched by donor without accents.

    `commune` (an id) and `until` (a day) are how a report's figure finds the gifts it was summed from. An id that is
    nobody's finds nothing.
    """
    found = Contribution.objects.visible_to(user).filter(campaign=campaign)
    if wanted := vietnamese.fold(search):
        found = found.filter(donor__folded_name__contains=wanted)
    if only in {"chua", "roi"}:
        found = found.filter(confirmed_on__isnull=only == "chua")
    if donor.isdecimal():
        found = found.filter(donor_id=quantities.row_id(donor) or 0)
    if kind in Contribution.Kind.values:
        found = found.filter(kind=kind)
    if commune.isdecimal():
        found = found.filter(commune_id=quantities.row_id(commune) or 0)
    if day := _day(until):
        found = found.filter(given_on__lte=day)
    return found.select_related("donor", "unit", "paper").order_by("-given_on", "-pk")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def known_donors(unit: Unit) -> Iterable[str]:
    """Names to offer while one types a donor: who has given here, and who sits here."""
    here = Party.objects.below(unit).filter(kind__in=[Party.Kind.ORGANISATION, Party.Kind.PERSON])
    return here.order_by("folded_name").values_list("name", flat=True).distinct()[:200]


def houses_given(kind: str) -> Provider:
    """How many houses of a kind were given with their paper, as a target's figure: nought is known, too."""

    def provide(
        campaign: Campaign, places: Sequence[Unit], years: range, standard: PovertyStandard | None
    ) -> dict[tuple[int, int], Reading]:
        rows = (
            Contribution.objects.confirmed()
            .filter(campaign=campaign, kind=kind, given_on__year__in=list(years))
            .values_list("province", "district", "commune", "unit", "given_on__year")
            .annotate(houses=Sum("quantity"))
            .order_by()
        )
        given: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
        for *line, year, houses in rows:
            for pk in {pk for pk in line if pk}:
                given[pk, year] += Fraction(houses or 0)
        today = clock.today()
        known = [year for year in years if campaign.starts_on.year <= year <= today.year]
        return {
            (place.pk, year): Reading(
                given[place.pk, year],
                None,
                year,
                elapsed=Fraction(1) if year < today.year else Fraction(today.month, 12),
                source="đóng góp đã xác nhận",
            )
            for place in places
            for year in known
        }

    return provide
