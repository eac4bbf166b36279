"""Đóng góp: who gave what, with which paper, for whom."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.contributions import permissions
from emulation.contributions.models import Contribution


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def gift_seen(request: HttpRequest, pk: int) -> Contribution:
    found = Contribution.objects.visible_to(request.user).select_related(
        "donor", "unit", "campaign", "paper", "recorded_by", "for_unit"
    )
    return get_object_or_404(found, pk=pk)


def gift_to_keep(request: HttpRequest, pk: int) -> Contribution:
    """One that this person keeps and that was not withdrawn; who only reads it finds no such page."""
    user: Any = request.user
    gift = gift_seen(request, pk)
    if gift.withdrawn_on or not permissions.may_keep(user, gift.unit):
        raise Http404
    return gift
