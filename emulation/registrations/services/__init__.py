"""Use cases of registrations."""

from emulation.registrations.services.receiving import accept, accept_all, return_registration
from emulation.registrations.services.submitting import present, send_back, submit
from emulation.registrations.services.writing import (
    Deed,
    Figure,
    PledgeData,
    save_registration,
    start_registration,
)

__all__ = [
    "Deed",
    "Figure",
    "PledgeData",
    "accept",
    "accept_all",
    "present",
    "return_registration",
    "save_registration",
    "send_back",
    "start_registration",
    "submit",
]
