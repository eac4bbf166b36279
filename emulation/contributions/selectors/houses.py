"""Houses given, as figures of the targets that count them."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from django.db.models import Sum

from campaign_portal.foundation import clock
from emulation.campaigns.models import Campaign
from emulation.contributions.models import Contribution
from emulation.poverty.models import PovertyStandard
from emulation.targets.rules.verdicts import Reading
from emulation.targets.selectors.providers import Provider
from emulation.territory.models import Unit


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
