"""What every address of the room loads: the campaign, a unit one may see, one of the campaign's targets."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.poverty.models import ReviewSet
from emulation.targets import permissions
from emulation.targets.models import Target
from emulation.targets.selectors import working_year
from emulation.territory.models import Level, Unit


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def unit_of(request: HttpRequest, pk: int) -> Unit:
    found = get_object_or_404(Unit.objects.select_related("commune", "district"), pk=pk)
    if not permissions.may_see(request.user, found):
        raise Http404
    return found


def target_of(campaign: Campaign, key: str) -> Target:
    targets = campaign.targets.select_related("indicator__campaign", "standard", "campaign__standard")
    return get_object_or_404(targets, key=key)


def states_for(user: Any, unit: Unit) -> list[str]:
    """What a commune is still writing is shown to the commune alone."""
    if unit.level in {Level.COMMUNE, Level.HAMLET} and permissions.works_at(user, unit):
        return list(ReviewSet.State.values)
    return list(ReviewSet.SENT)


def asked_year(request: HttpRequest, campaign: Campaign) -> int:
    """The year an address asks for (`nam`, or that of a period), within the campaign's; the working year by default."""
    typed = request.GET.get("nam") or request.GET.get("ky", "")[:4]
    if typed.isascii() and typed.isdigit() and len(typed) == 4:
        year = int(typed)
        if campaign.starts_on.year <= year <= campaign.ends_on.year:
            return year
    return working_year(campaign)
