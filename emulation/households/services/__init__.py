"""Writing households down: who they are, what each year's review found, who helps them, which two are one."""

from emulation.households.services.merging import merge
from emulation.households.services.registering import Person, check_ground, correct_household, register_household
from emulation.households.services.support import record_support
from emulation.households.services.years import Found, set_year, write_year

__all__ = [
    "Found",
    "Person",
    "check_ground",
    "correct_household",
    "merge",
    "record_support",
    "register_household",
    "set_year",
    "write_year",
]
