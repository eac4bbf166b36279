"""From the officer's desk to the receiver's: present, send back, submit; and back again: amend, withdraw."""

from django.db import transaction

from campaign_portal.foundation import audit, clock, files, workflow
from campaign_portal.foundation.models import User
from emulation.campaigns.selectors import refuse_when_over
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.registrations import permissions
from emulation.registrations.models import Registration, RegistrationVersion
from emulation.registrations.selectors.completeness import items_of
from emulation.registrations.selectors.versions import content_of
from emulation.registrations.services.receiving import accept
from emulation.registrations.workflow import REGISTRATION_FLOW


def present(registration: Registration, *, by: User) -> Registration:
    """The officer's last act: the leader reads and submits."""
    return workflow.perform(REGISTRATION_FLOW, registration, "present", by=by)


def send_back(registration: Registration, *, by: User, reason: str) -> Registration:
    """The leader wants something changed first; what a return opened stays open, and no more."""
    name = "send_back_to_mending" if registration.is_being_mended else "send_back"
    return workflow.perform(REGISTRATION_FLOW, registration, name, by=by, reason=reason)


def submit(registration: Registration, *, by: User) -> Registration:
    """The leader's act (an agency's officer acts for himself): the first one counts for "on time" (S3 III.2).

    A registration that was returned closes its amendment by being submitted again, and only so.
    """
    refuse_when_over(registration.campaign, "đăng ký thi đua mới")
    name = "submit_alone" if permissions.submits_alone(by, registration) else "submit"
    now = clock.business_now()
    with transaction.atomic():
        first = Registration.objects.values_list("first_submitted_at", flat=True).get(pk=registration.pk) or now
        registration = workflow.perform(
            REGISTRATION_FLOW,
            registration,
            name,
            by=by,
            changes={
                "submitted_at": now,
                "submitted_by": by,
                "first_submitted_at": first,
                "return_reason": "",
                "deeds_to_mend": "",
                "escape_list_to_mend": "",
            },
        )
        registration.items.exclude(to_mend="").update(to_mend="")
        _keep_version(registration, by)
        key = files.owner_key(registration)
        if not registration.is_written_for:  # what a commune owes is not done by what it writes for others
            duties.record(
                Duty.Kind.REGISTRATION,
                registration.unit,
                str(registration.year),
                by=by,
                office=registration.party.office,
                campaign_key=registration.campaign.key,
                object_key=key,
            )
        duties.close_desk(key, by=by, kind=Duty.Kind.AMENDMENT)
        if registration.is_written_for and permissions.receives(by, registration):
            registration = accept(registration, by=by)
    return registration


def _keep_version(registration: Registration, by: User) -> None:
    assert registration.submitted_at is not None  # noqa: S101  it was submitted this moment
    last = registration.versions.last()
    RegistrationVersion.objects.create(
        registration=registration,
        number=last.number + 1 if last else 1,
        submitted_at=registration.submitted_at,
        submitted_by=by,
        reason=_reason_of(registration) if last else "",
        content=content_of(registration, items_of(registration)),
    )


def _reason_of(registration: Registration) -> str:
    """Why it was opened again: the last that the trail says of it."""
    told = audit.history(registration).filter(action__in=REOPENED).order_by("-pk")
    return told.values_list("reason", flat=True).first() or ""


REOPENED = tuple(REGISTRATION_FLOW[name].says for name in ("amend", "return", "register_again"))


def amend(registration: Registration, *, by: User, reason: str) -> Registration:
    """Open what was handed in, to hand in another text: the one before stays as a version, and stands until then."""
    refuse_when_over(registration.campaign, "bản sửa đổi")
    return workflow.perform(
        REGISTRATION_FLOW, registration, "amend", by=by, reason=reason, changes={"accepted_at": None}
    )


def withdraw(registration: Registration, *, by: User, reason: str) -> Registration:
    """Take back what was handed in; nobody has to mend it any more. That it once was in time stays on record."""
    with transaction.atomic():
        registration = workflow.perform(
            REGISTRATION_FLOW,
            registration,
            "withdraw",
            by=by,
            reason=reason,
            changes={"withdrawn_reason": reason.strip(), "return_reason": "", "accepted_at": None},
        )
        registration.items.exclude(to_mend="").update(to_mend="")
        duties.cancel_desk(files.owner_key(registration), kind=Duty.Kind.AMENDMENT)
    return registration


def register_again(registration: Registration, *, by: User) -> Registration:
    """After a withdrawal: the same registration, to be handed in anew."""
    refuse_when_over(registration.campaign, "đăng ký thi đua mới")
    return workflow.perform(
        REGISTRATION_FLOW,
        registration,
        "register_again",
        by=by,
        changes={"withdrawn_reason": "", "deeds_to_mend": "", "escape_list_to_mend": ""},
    )
