"""What every page of one registration begins with."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.registrations import permissions
from emulation.registrations.models import Registration

_WITH = (
    "campaign__unit",
    "campaign__standard",
    "party__unit",
    "party__office",
    "participant_class",
    "superior",
    "receiver",
    "award_form",
    "escape_list",
    "submitted_by",
)


def load(request: HttpRequest, pk: int) -> Registration:
    """One that this person may read; any other does not exist."""
    found = get_object_or_404(Registration.objects.visible_to(request.user).select_related(*_WITH), pk=pk)
    if not permissions.may_read(request.user, found):
        raise Http404
    return found


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign
