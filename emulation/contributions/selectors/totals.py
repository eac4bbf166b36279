"""What was given in all: confirmed, and not yet."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution, ContributionQuerySet
from emulation.people.models import Party
from emulation.territory.models import Unit


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
) -> ContributionQuerySet:
    found = Contribution.objects.standing().filter(campaign=campaign)
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
    found = list(_given(campaign, party=party, up_to=up_to).gifts().order_by("confirmed_on", "pk"))
    confirmed = [gift for gift in found if gift.confirmed_on]
    return (
        sum(gift.value_vnd for gift in confirmed),
        sum(gift.value_vnd for gift in found if not gift.confirmed_on),
        tuple(gift.confirmation for gift in confirmed),
    )
