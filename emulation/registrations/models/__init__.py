"""Tables of registrations and pledges."""

from emulation.registrations.models.pledge import Pledge, PledgeLine, PledgeParty, PledgeQuerySet
from emulation.registrations.models.registration import (
    WRITTEN_FOR,
    PledgeItem,
    Registration,
    RegistrationQuerySet,
    RegistrationRule,
    RegistrationVersion,
)
from emulation.registrations.models.summary import RegistrationSummary, SummaryQuerySet

__all__ = [
    "WRITTEN_FOR",
    "Pledge",
    "PledgeItem",
    "PledgeLine",
    "PledgeParty",
    "PledgeQuerySet",
    "Registration",
    "RegistrationQuerySet",
    "RegistrationRule",
    "RegistrationSummary",
    "RegistrationVersion",
    "SummaryQuerySet",
]
