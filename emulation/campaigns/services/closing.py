"""The end of a campaign after its final review: nothing new is taken for it, what was done stays readable."""

from django.db import transaction

from campaign_portal.foundation import audit, clock, workflow
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.services.versions import close_in_force
from emulation.campaigns.workflow import CAMPAIGN_FLOW
from emulation.duties.models import Duty


def close(campaign: Campaign, *, by: User | None) -> Campaign:
    """Refuses while the final review is ahead (Law 06/2022, Đ17.5). What nobody did is owed no more.

    What upper rooms still have open (reports, dossiers) the caller asks before, in the same transaction.
    """
    with transaction.atomic():
        closed = workflow.perform(CAMPAIGN_FLOW, campaign, "close", by=by)
        close_in_force(closed, by=by)
        called_off = Duty.objects.open().filter(campaign_key=closed.key).update(cancelled_at=clock.business_now())
        if called_off:
            audit.record("thôi các việc chưa làm", closed, by=by, after={"called_off": called_off})
    return closed
