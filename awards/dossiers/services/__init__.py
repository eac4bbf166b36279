"""Use cases of submissions and dossiers."""

from awards.dossiers.services.appraisals import decline, find, forward, return_dossier
from awards.dossiers.services.editing import correct_letter, edit_dossier, explain
from awards.dossiers.services.handing_in import present, resubmit, submit, take_back
from awards.dossiers.services.holds import hold_back, lift_hold
from awards.dossiers.services.nominees import add_nominee, remove_nominee, start_submission
from awards.dossiers.services.papers import (
    add_evidence,
    ask_for_papers,
    attach_paper,
    keep_made_paper,
    papers_to_make,
    withdraw_evidence,
)
from awards.dossiers.services.parties import chosen_party, register_organisation, register_person

__all__ = [
    "add_evidence",
    "add_nominee",
    "ask_for_papers",
    "attach_paper",
    "chosen_party",
    "correct_letter",
    "decline",
    "edit_dossier",
    "explain",
    "find",
    "forward",
    "hold_back",
    "keep_made_paper",
    "lift_hold",
    "papers_to_make",
    "present",
    "register_organisation",
    "register_person",
    "remove_nominee",
    "resubmit",
    "return_dossier",
    "start_submission",
    "submit",
    "take_back",
    "withdraw_evidence",
]
