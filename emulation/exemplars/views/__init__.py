"""Gương, mô hình, sáng kiến: `lists`, `writing`, `one`, `deciding`; what anybody reads is in `public`."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.exemplars import permissions
from emulation.exemplars.models import Exemplar

WITH = ("unit__commune", "unit__district", "unit__province", "party", "office", "campaign__unit", "written_by")


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def load(request: HttpRequest, pk: int) -> Exemplar:
    """One that this person may read; any other does not exist."""
    return get_object_or_404(Exemplar.objects.visible_to(request.user).select_related(*WITH), pk=pk)


def load_to_write(request: HttpRequest, pk: int) -> Exemplar:
    """One that this person's office is writing; who only reads it finds no such page."""
    user: Any = request.user
    found = load(request, pk)
    if not (found.is_open and permissions.may_write(user, found)):
        raise Http404
    return found


def load_to_follow(request: HttpRequest, pk: int) -> Exemplar:
    """One whose consents this person keeps."""
    user: Any = request.user
    found = load(request, pk)
    if not (permissions.may_write(user, found) or permissions.may_publish(user, found)):
        raise Http404
    return found
