"""Who sees the files and jobs of proposals, and what this room tells the rooms below."""

from typing import Any

from django.urls import reverse

from awards.councils.models import CouncilSession
from awards.councils.selectors import NextStep, register_next_step
from awards.dossiers.selectors import register_award_history
from awards.proposals import permissions, selectors
from awards.proposals.models import UpwardProposal
from campaign_portal.foundation import files, jobs
from campaign_portal.foundation.models import User

PROPOSAL = UpwardProposal._meta.label


def next_step(user: User, session: CouncilSession) -> NextStep | None:
    """On the page of a closed session, for who draws proposals up: some of the passed may go to the superior."""
    if not permissions.draws_at(user, session.unit_id):
        return None
    count = selectors.may_go_up(session).count()
    url = f"{reverse('proposals:new', args=[session.pk])}"
    return NextStep(f"{count} hồ sơ có thể đề nghị cấp trên khen.", "Đề nghị cấp trên…", url) if count else None


def may_see(user: Any, pk: str) -> bool:
    return permissions.SEE.holds(user) and UpwardProposal.objects.visible_to(user).filter(pk=pk).exists()


files.register_owner(PROPOSAL, may_see)
jobs.register_owner(PROPOSAL, may_see)
register_award_history(selectors.awarded_above)
register_next_step(next_step)
