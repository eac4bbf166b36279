"""Parties, offices, posts and accounts: every way in which they change."""

from emulation.people.services.administrators import appoint_administrator
from emulation.people.services.offices import leadership_office, open_leadership_offices
from emulation.people.services.parties import (
    parties_of_units,
    party_of_office,
    party_of_unit,
    register_organisation,
    register_person,
)

__all__ = [
    "appoint_administrator",
    "leadership_office",
    "open_leadership_offices",
    "parties_of_units",
    "party_of_office",
    "party_of_unit",
    "register_organisation",
    "register_person",
]
