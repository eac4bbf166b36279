"""Questions about decisions.

`reckoning`: what the law of a day makes of a draft · `contents`: the words and sums of the paper · `readiness`: what
stands in the way of issuing · `payers`: from whose money the plan lets a bonus come · `lists`: what a person sees, the
register book, the awards a party holds.
"""

from awards.decisions.selectors.contents import Contents, contents_of
from awards.decisions.selectors.lists import (
    Book,
    DecisionLine,
    Undecided,
    awards_in_force,
    decided_before,
    decisions_seen_by,
    passed_without_decision,
    register_rows,
    undecided_sessions,
    with_counts,
    years_of_register,
)
from awards.decisions.selectors.payers import offers_naming_payers, payer_for
from awards.decisions.selectors.readiness import NumberBook, blocking, expected_signer, number_book, unfinished, unsure
from awards.decisions.selectors.reckoning import Reckoned, Reckoning, expected_on, reckon

__all__ = [
    "Book",
    "Contents",
    "DecisionLine",
    "NumberBook",
    "Reckoned",
    "Reckoning",
    "Undecided",
    "awards_in_force",
    "blocking",
    "contents_of",
    "decided_before",
    "decisions_seen_by",
    "expected_on",
    "expected_signer",
    "number_book",
    "offers_naming_payers",
    "passed_without_decision",
    "payer_for",
    "reckon",
    "register_rows",
    "undecided_sessions",
    "unfinished",
    "unsure",
    "with_counts",
    "years_of_register",
]
