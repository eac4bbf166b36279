"""What every page of a cluster begins with."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaign_portal.foundation import quantities
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.clusters import permissions
from emulation.clusters.models import ClusterYear, ScoreSheet
from emulation.clusters.selectors.sheets import WITH
from emulation.clusters.selectors.years import year_of_today

_WITH = ("campaign__unit", "unit", "cluster", "council_member", "pledge")


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def year_asked(request: HttpRequest, campaign: Campaign) -> int:
    """`?nam=`, where it is a year of the campaign; else the one that runs."""
    asked = quantities.row_id(request.GET.get("nam", "") or request.POST.get("nam", ""))
    return asked if asked is not None and asked in campaign.years else year_of_today(campaign)


def load(request: HttpRequest, pk: int) -> ClusterYear:
    """One that this person may read; any other does not exist."""
    return get_object_or_404(ClusterYear.objects.visible_to(request.user).select_related(*_WITH), pk=pk)


def load_kept(request: HttpRequest, pk: int) -> ClusterYear:
    """One that this person's office makes."""
    found = load(request, pk)
    if not permissions.keeps(request.user, found):
        raise Http404
    return found


def load_sheet(request: HttpRequest, pk: int) -> ScoreSheet:
    return get_object_or_404(ScoreSheet.objects.visible_to(request.user).select_related(*WITH), pk=pk)
