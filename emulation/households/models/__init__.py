"""Households with their years, and who helps them or the places they live in."""

from emulation.households.models.household import (
    SEES_HOUSEHOLDS,
    Household,
    HouseholdMember,
    HouseholdQuerySet,
    HouseholdYear,
)
from emulation.households.models.support import Support, SupportNote, SupportQuerySet

__all__ = [
    "SEES_HOUSEHOLDS",
    "Household",
    "HouseholdMember",
    "HouseholdQuerySet",
    "HouseholdYear",
    "Support",
    "SupportNote",
    "SupportQuerySet",
]
