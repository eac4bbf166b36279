"""From the officer's desk to the receiver's: present, send back, submit."""

from django.db import transaction

from campaign_portal.foundation import clock, files, workflow
from campaign_portal.foundation.models import User
from emulation.campaigns.selectors import refuse_when_over
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.registrations import permissions
from emulation.registrations.models import Registration
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
        key = files.owner_key(registration)
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
    return registration
