"""Presenting a submission to the leader, handing it in, handing a returned dossier in again."""

import datetime as dt

from django.db import transaction

from awards.dossiers import rules, selectors
from awards.dossiers.models import Dossier, Submission
from awards.dossiers.services import desks
from awards.dossiers.services.editing import checked_letter
from awards.dossiers.services.papers import ask_for_papers, set_aside_made_papers
from awards.dossiers.workflow import DOSSIER_FLOW, SUBMISSION_FLOW
from campaign_portal.foundation import clock, files, workflow
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Appointment, Office

# What the letter and the list print of a dossier.
PRINTED = frozenset(
    {rules.ACHIEVEMENT_SUMMARY.key, rules.PRIOR_AWARDS.key, rules.SUBMISSION_LETTER, rules.SUMMARY_LIST, rules.MINUTES}
)


def present(submission: Submission, by: User) -> Submission:
    """The officer puts the whole submission before the leader. Refuses while anything is missing."""
    return workflow.perform(SUBMISSION_FLOW, submission, "present", by=by)


def take_back(submission: Submission, by: User, reason: str = "") -> Submission:
    """The officer takes it back to change it, or the leader gives it back with a word why."""
    return workflow.perform(SUBMISSION_FLOW, submission, "take_back", by=by, reason=reason)


def submit(submission: Submission, letter_number: str, letter_date: dt.date, by: User) -> Submission:
    """The leader hands the submission in with its letter (S3 IV.3): every dossier reaches the first step of its route
    and the desks of that step's offices; the product's own papers are made in the background.

    Refuses, naming each, whatever is missing. A late one is taken and shows as late. The first submission answers the
    plan's duty.
    """
    with transaction.atomic():
        number = checked_letter(submission, letter_number, letter_date)
        submitted = workflow.perform(
            SUBMISSION_FLOW,
            submission,
            "submit",
            by=by,
            changes={
                "letter_number": number,
                "letter_date": letter_date,
                "signer_name": by.full_name,
                "signer_title": _post_of(by, submission.proposer),
                "submitted_at": clock.business_now(),
                "submitted_by": by,
            },
        )
        first = selectors.steps_of(submitted.route)[0]
        for dossier in submitted.dossiers.order_by("pk"):
            desks.open_desks(workflow.perform(DOSSIER_FLOW, dossier, "submit", by=by, changes=desks.arrival_at(first)))
        if due := selectors.due_of(submitted.route):
            duties.record(
                Duty.Kind.SUBMISSION,
                submitted.unit,
                due.period,
                by=by,
                campaign_key=submitted.campaign.key,
                object_key=files.owner_key(submitted),
            )
        ask_for_papers(submitted, by=by)
    return submitted


def _post_of(user: User, office: Office) -> str:
    """The title under which this person signs for the office."""
    held = Appointment.objects.held_on().filter(user=user, office=office).order_by("valid_from", "pk").first()
    return held.full_title if held else ""


def resubmit(dossier: Dossier, by: User) -> Dossier:
    """The leader hands a completed dossier in again. It comes back to the office that asked, and to no other; what the
    others of the step said stays in force. Refuses while a named part is neither mended nor explained."""
    with transaction.atomic():
        request = selectors.open_requests([dossier.pk]).get(dossier.pk)  # by the row, not by what the caller holds
        moved = workflow.perform(DOSSIER_FLOW, dossier, "resubmit", by=by)
        if request is None:  # a returned dossier has one; the flow refuses any other
            return moved
        request.answered_at = clock.business_now()
        request.save(update_fields=["answered_at"])
        appraisal = request.appraisal
        appraisal.is_current = False
        appraisal.save(update_fields=["is_current"])
        desks.proposer_answered(moved, by=by)
        desks.open_desks(moved, only=appraisal.office)
        if PRINTED & set(request.mended):
            set_aside_made_papers(moved.submission)
            ask_for_papers(moved.submission, by=by)
    return moved
