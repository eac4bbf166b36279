"""The list of campaigns, and how a new one begins."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting
from campaign_portal.shell.definition import drafting
from campaign_portal.shell.definition.forms import COPY, EMPTY, BeginForm
from emulation.campaigns import permissions
from emulation.campaigns.models import Campaign, CampaignVersion
from emulation.campaigns.selectors import campaigns_for

PILLS = {"launched": "now", "closed": "ok", "draft": "wait"}


@access.requires(access.SIGNED_IN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    campaigns = campaigns_for(user)
    versions: dict[str, list[CampaignVersion]] = {}
    keys = [campaign.key for campaign in campaigns]
    for version in CampaignVersion.objects.visible_to(user).issued().filter(campaign_key__in=keys).defer("text"):
        versions.setdefault(version.campaign_key, []).append(version)
    drafts = list(
        CampaignVersion.objects.visible_to(user)
        .in_hand()
        .defer("text")
        .select_related("unit", "saved_by", "campaign")
        .order_by("-saved_at", "-pk")
    )
    context = {
        "rows": [(row, PILLS[row.state], versions.get(row.key, [])) for row in campaigns],
        "drafts": drafts,
        "may_prepare": permissions.PREPARE.holds(user),
        "running": sum(row.state == Campaign.State.LAUNCHED for row in campaigns),
    }
    return render(request, "shell/definition/index.html", context)


@access.requires(permissions.PREPARE)
def new(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    form = BeginForm(request.POST or None, request.FILES or None, user=user, sources=_sources(user))
    if request.method == "POST" and form.is_valid():
        try:
            draft = _begin(form, user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lập bản dự thảo. Chưa ai khác thấy cho đến khi phát động.")
            return redirect("campaigns:draft", draft.pk)
    return render(request, "shell/definition/new.html", {"form": form})


def _sources(user: User) -> list[CampaignVersion]:
    """The versions in force, or ended, of the units whose campaigns the person prepares; the newest first."""
    units = [unit.pk for unit in permissions.prepared_units(user)]
    states = [CampaignVersion.State.LAUNCHED, CampaignVersion.State.CLOSED]
    found = CampaignVersion.objects.visible_to(user).filter(unit__in=units, state__in=states)
    return list(found.select_related("unit").order_by("-in_force_on", "-pk"))


def _begin(form: BeginForm, user: User) -> CampaignVersion:
    data = form.cleaned_data
    unit = form.units[data["unit"]]
    if data["way"] == COPY:
        source = form.sources[data["source"]]
        return drafting.begin_copy(source, unit, data["key"], first_year=data["first_year"], by=user)
    if data["way"] == EMPTY:
        return drafting.begin_empty(unit, data["key"], first_year=data["first_year"], by=user)
    return drafting.begin_from_file(unit, data["text"], data["key"], by=user)
