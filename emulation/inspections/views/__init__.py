"""Kiểm tra, giám sát: `lists`, `one` with its minutes, `following_up`."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.inspections import permissions
from emulation.inspections.models import Inspection, InspectionFinding

WITH = ("unit", "party__unit", "party__office", "office__unit", "campaign__unit")


def campaign_of(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def load(request: HttpRequest, pk: int) -> Inspection:
    """One that this person may read; any other does not exist."""
    return get_object_or_404(Inspection.objects.visible_to(request.user).select_related(*WITH), pk=pk)


def load_to_prepare(request: HttpRequest, pk: int) -> Inspection:
    """One whose minutes this person's office writes."""
    user: Any = request.user
    found = load(request, pk)
    if not (found.is_planned and permissions.may_inspect(user, found)):
        raise Http404
    return found


def load_finding(request: HttpRequest, pk: int, finding_pk: int) -> InspectionFinding:
    """Something found, of minutes that stand."""
    inspection = load(request, pk)
    if inspection.is_planned:
        raise Http404
    with_all = ("unit", "inspection__party__office", "inspection__office", "inspection__campaign", "paper")
    return get_object_or_404(inspection.findings.select_related(*with_all), pk=finding_pk)
