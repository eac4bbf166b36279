"""What every page of a submission or a dossier begins with."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from awards.dossiers import permissions, selectors
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.people.models import Office


def user_of(request: HttpRequest) -> User:
    """Whoever opened the page; every page here asks for a post, so it is a user."""
    user: Any = request.user
    return user


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def submission_of(request: HttpRequest, pk: int) -> Submission:
    """One that this person may see; any other does not exist."""
    visible = Submission.objects.visible_to(request.user).values("pk")
    return get_object_or_404(selectors.loaded_submissions().filter(pk__in=visible), pk=pk)


def own_submission(request: HttpRequest, pk: int) -> Submission:
    """One that this person's office proposes."""
    submission = submission_of(request, pk)
    if not permissions.prepares(request.user, submission):
        raise Http404
    return submission


def dossier_of(request: HttpRequest, pk: int) -> Dossier:
    """One that this person may see; any other does not exist."""
    visible = Dossier.objects.visible_to(request.user).values("pk")
    return get_object_or_404(selectors.loaded_dossiers().filter(pk__in=visible), pk=pk)


def own_dossier(request: HttpRequest, pk: int) -> Dossier:
    """One that this person's office proposes."""
    dossier = dossier_of(request, pk)
    if not permissions.prepares_dossier(request.user, dossier):
        raise Http404
    return dossier


def acting_office(user: User, dossier: Dossier) -> Office | None:
    """The office for which this person acts on a dossier at its present step; one that has not spoken comes first."""
    if dossier.step is None:
        return None
    mine = {post.office_id for post in access.scope(user).having(permissions.APPRAISERS)}
    offices = selectors.offices_of(dossier.step, selectors.offices_by_role(dossier.submission.campaign_id))
    on_step = [office for office in offices if office.pk in mine]
    waiting = {office.pk for office in selectors.awaited(dossier)}
    return next((office for office in on_step if office.pk in waiting), on_step[0] if on_step else None)


def office_at_hand(request: HttpRequest, dossier: Dossier) -> Office:
    """The same for an act: who has no office on the step finds no such page."""
    office = acting_office(user_of(request), dossier)
    if office is None:
        raise Http404
    return office
