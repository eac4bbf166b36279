"""The page of one participant in the campaign one works in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, audit, history
from campaign_portal.shell.participant import doing, giving
from campaign_portal.shell.participant.permissions import SEE, parties_of
from emulation.campaigns.models import Participant
from emulation.campaigns.selectors import current_campaign
from emulation.people.models import Party

PARTS = (
    doing.pledged, doing.achieved, giving.contributed, doing.reported, giving.helped, giving.awarded,
)  # fmt: skip


@access.requires(SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Pledge → result → award, each part with the way to its source. What a person may not read is not there."""
    user: Any = request.user
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    party = get_object_or_404(parties_of(user).select_related("unit__parent", "office"), pk=pk)
    is_household = party.kind == Party.Kind.HOUSEHOLD
    if is_household:
        audit.look("xem hộ tham gia phong trào", party, by=user)
    taking = Participant.objects.filter(campaign=campaign, party=party).select_related("participant_class")
    context = {
        "party": party,
        "campaign": campaign,
        "classes": [one.participant_class for one in taking],
        "parts": [part(user, campaign, party) for part in PARTS],
        "history": history.of(party, request.GET),
        "is_household": is_household,
    }
    return render(request, "shell/participant.html", context)
