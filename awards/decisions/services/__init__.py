"""What is done with decisions: drafting and wording them, handing them up to sign, issuing them once."""

from awards.decisions.services.drafting import (
    clear_coefficient,
    discard_draft,
    draft_decision,
    edit_draft,
    leave_out,
    set_coefficient,
    word_award,
)
from awards.decisions.services.issuing import (
    enter_number,
    hand_back,
    issue_decision,
    keep_series,
    make_paper_again,
    offer_for_signature,
    take_back,
)

__all__ = [
    "clear_coefficient",
    "discard_draft",
    "draft_decision",
    "edit_draft",
    "enter_number",
    "hand_back",
    "issue_decision",
    "keep_series",
    "leave_out",
    "make_paper_again",
    "offer_for_signature",
    "set_coefficient",
    "take_back",
    "word_award",
]
