"""What units were assigned, and how much of a year a period has seen."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.targets.models import TargetAssignment
from emulation.territory.models import Unit


def assigned(campaign: Campaign, indicator_key: str, year: int, units: Iterable[Unit]) -> dict[int, Decimal]:
    """Unit id → planned figure, for those that have one. One statement."""
    return dict(
        TargetAssignment.objects.filter(
            campaign=campaign, indicator__key=indicator_key, year=year, unit__in=list(units), is_current=True
        ).values_list("unit_id", "value")
    )


def elapsed_by(period: str | None) -> Fraction:
    """The part of the year gone at the end of a period: what an interim mark nobody assigned is reckoned by.

    Before the first review nothing is gone: a figure that is short of its plan is behind, not failed.
    """
    return Fraction(Period(period).last_month, 12) if period else Fraction(0)


def assignments_to(campaign: Campaign, unit: Unit, places: Iterable[Unit] = ()) -> QuerySet[TargetAssignment]:
    """What was ever assigned to a unit and to some places of it, those that were replaced too."""
    return TargetAssignment.objects.filter(campaign=campaign, unit__in={unit.pk, *(place.pk for place in places)})
