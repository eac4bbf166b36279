"""Use cases of registrations."""

from emulation.registrations.services.entering import Entry, enter
from emulation.registrations.services.pledging import (
    PledgeSide,
    Promise,
    Signature,
    follow_sides,
    make_pledge,
    make_with_units,
    save_pledge,
    sign_pledge,
    unsign_pledge,
)
from emulation.registrations.services.receiving import accept, accept_all, return_registration
from emulation.registrations.services.sending import receive_summary, remind_missing, send_summary
from emulation.registrations.services.submitting import (
    amend,
    present,
    register_again,
    send_back,
    submit,
    withdraw,
)
from emulation.registrations.services.writing import (
    Deed,
    Figure,
    PledgeData,
    save_registration,
    start_registration,
)

__all__ = [
    "Deed",
    "Entry",
    "Figure",
    "PledgeData",
    "PledgeSide",
    "Promise",
    "Signature",
    "accept",
    "accept_all",
    "amend",
    "enter",
    "follow_sides",
    "make_pledge",
    "make_with_units",
    "present",
    "receive_summary",
    "register_again",
    "remind_missing",
    "return_registration",
    "save_pledge",
    "save_registration",
    "send_back",
    "send_summary",
    "sign_pledge",
    "start_registration",
    "submit",
    "unsign_pledge",
    "withdraw",
]
