"""Writing households down: who they are, what each year's review found, who helps them, which two are one."""

from emulation.households.services.merging import merge
from emulation.households.services.notes import add_note, correct_note, withdraw_note
from emulation.households.services.registering import Person, check_ground, correct_household, register_household
from emulation.households.services.support import help_place, record_support, withdraw_support
from emulation.households.services.years import Found, set_year, write_year

__all__ = [
    "Found",
    "Person",
    "add_note",
    "check_ground",
    "correct_household",
    "correct_note",
    "help_place",
    "merge",
    "record_support",
    "register_household",
    "set_year",
    "withdraw_note",
    "withdraw_support",
    "write_year",
]
