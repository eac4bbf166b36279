"""Who gave: sums of each donor, what one gave in each campaign, who bears a name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from campaign_portal.foundation import vietnamese
from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution, ContributionQuerySet
from emulation.people.models import Party
from emulation.territory.models import Unit

Kind = Contribution.Kind


@dataclass(frozen=True)
class DonorTotal:
    """One donor's gifts on a page."""

    donor_id: int
    name: str
    confirmed_vnd: int
    unconfirmed_vnd: int
    count: int


def donors_of(found: QuerySet[Contribution]) -> list[DonorTotal]:
    """Who gave how much, loans apart, largest first. One statement."""
    confirmed = Q(confirmed_on__isnull=False)
    rows = (
        found.exclude(kind=Contribution.Kind.LOAN)
        .order_by()
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


def known_donors(unit: Unit) -> Iterable[str]:
    """Names to offer while one types a donor: who has given here, and who sits here."""
    here = Party.objects.below(unit).filter(kind__in=[Party.Kind.ORGANISATION, Party.Kind.PERSON])
    return here.order_by("folded_name").values_list("name", flat=True).distinct()[:200]


PEOPLE = frozenset({Party.Kind.PERSON, Party.Kind.HOUSEHOLD})


def named(user: Any, unit: Unit, name: str, *, is_person: bool) -> list[Party]:
    """Who bears that very name, accents aside, at or below a unit: participants, and who has given before."""
    kinds = PEOPLE if is_person else frozenset(Party.Kind.values) - PEOPLE
    found = Party.objects.visible_to(user).below(unit).filter(kind__in=kinds, folded_name=vietnamese.fold(name))
    return list(found.select_related("unit").order_by("kind", "name", "birth_year", "pk")[:20])


@dataclass
class CampaignTotal:
    """What one donor gave in one campaign. `confirmed_vnd` is what the criterion of 50 million asks (S3 IV.2.2);
    amounts are of confirmed gifts by kind."""

    campaign: Campaign
    confirmed_vnd: int = 0
    unconfirmed_vnd: int = 0
    loan_vnd: int = 0
    count: int = 0
    amounts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def in_kind(self) -> list[tuple[str, Decimal]]:
        return [(kind, amount) for kind, amount in self.amounts.items() if amount]


def totals_by_campaign(found: ContributionQuerySet) -> list[CampaignTotal]:
    """One donor's gifts, campaign by campaign, the newest first. Two statements."""
    confirmed = Q(confirmed_on__isnull=False)
    rows = (
        found.standing()
        .order_by()
        .values("campaign_id", "kind")
        .annotate(
            vnd=Sum("value_vnd", filter=confirmed),
            open_vnd=Sum("value_vnd", filter=~confirmed),
            amount=Sum("quantity", filter=confirmed),
            number=Count("pk"),
        )
    )
    by_campaign: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_campaign.setdefault(row["campaign_id"], []).append(row)
    campaigns = Campaign.objects.filter(pk__in=by_campaign).order_by("-starts_on", "-pk")
    return [_total(campaign, by_campaign[campaign.pk]) for campaign in campaigns]


def _total(campaign: Campaign, rows: Iterable[dict[str, Any]]) -> CampaignTotal:
    total = CampaignTotal(campaign)
    for row in rows:
        total.count += row["number"]
        if row["kind"] == Kind.LOAN:
            total.loan_vnd += row["vnd"] or 0
            continue
        total.confirmed_vnd += row["vnd"] or 0
        total.unconfirmed_vnd += row["open_vnd"] or 0
        if row["amount"]:
            total.amounts[row["kind"]] = row["amount"]
    return total
