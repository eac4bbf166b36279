"""Questions about the law: what is in force on a day, what it opens in a campaign, the catalogue as a page."""

from emulation.regimes.selectors.in_force import (
    base_salary_on,
    bases_to_cite,
    bonus_rule,
    council_rule,
    regime_on,
    to_review_again,
)
from emulation.regimes.selectors.openings import OpenedForm, opening_of, openings

__all__ = [
    "OpenedForm",
    "base_salary_on",
    "bases_to_cite",
    "bonus_rule",
    "council_rule",
    "opening_of",
    "openings",
    "regime_on",
    "to_review_again",
]
