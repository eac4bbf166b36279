"""Versions of a campaign: the list, one read in words, two compared; the beginning of an amendment, the end."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting, stepping_up
from campaign_portal.shell.definition import closing, comparing, drafting
from campaign_portal.shell.definition.catalogues import names_in
from campaign_portal.shell.definition.outline import sections
from campaign_portal.shell.definition.syntax import BadSyntax
from campaign_portal.shell.definition.wording import items_of
from campaign_portal.shell.definition.writing import Values, values_of
from emulation.campaigns import permissions
from emulation.campaigns.models import Campaign, CampaignVersion

PILLS = {"launched": "now", "amended": "", "closed": "ok", "draft": "wait"}


def _campaign(request: HttpRequest, key: str) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related("unit"), key=key)


def _version(request: HttpRequest, **which: Any) -> CampaignVersion:
    rows = CampaignVersion.objects.visible_to(request.user).select_related("unit", "campaign", "copied_from")
    return get_object_or_404(rows, **which)


@access.requires(access.SIGNED_IN)
@require_safe
def index(request: HttpRequest, key: str) -> HttpResponse:
    campaign = _campaign(request, key)
    versions = list(
        CampaignVersion.objects.visible_to(request.user)
        .issued()
        .filter(campaign=campaign)
        .defer("text")
        .select_related("launched_by")
    )
    draft = CampaignVersion.objects.visible_to(request.user).in_hand().filter(campaign=campaign).defer("text").first()
    older = dict(pairwise(versions))
    context = {
        "campaign": campaign,
        "rows": [(row, PILLS[row.state], older.get(row)) for row in versions],
        "draft": draft,
        "may_amend": campaign.state == Campaign.State.LAUNCHED and permissions.may_prepare(request.user, campaign),
        "may_close": campaign.state == Campaign.State.LAUNCHED and permissions.may_decide(request.user, campaign),
        "history": history.of(campaign, request.GET),
    }
    return render(request, "shell/definition/versions.html", context)


@access.requires(access.SIGNED_IN)
@require_safe
def one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The text of then, in words; `?tep` gives the file."""
    version = _version(request, campaign_key=key, number=number)
    if "tep" in request.GET:
        answer = HttpResponse(version.text, content_type="application/yaml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{version.campaign_key}-ban-{version.number}.yaml"'
        return answer
    values = values_of(version.text)
    names = names_in(values)
    others = CampaignVersion.objects.visible_to(request.user).issued().filter(campaign_key=key).exclude(pk=version.pk)
    context = {
        "version": version,
        "pill": PILLS[version.state],
        "parts": [
            (node.label, found) for section, node in sections().items() if (found := items_of(values, section, names))
        ],
        "others": others.defer("text"),
        "next": others.filter(number__gt=version.number or 0).order_by("number").defer("text").first(),
        "history": history.of(version, request.GET),
    }
    return render(request, "shell/definition/version.html", context)


@access.requires(access.SIGNED_IN)
@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """The old one first; of a draft or a copy, what it came from."""
    old, new = _version(request, pk=other), _version(request, pk=pk)
    before, after = _values(old), _values(new)
    unreadable = old if before is None else new if after is None else None
    differences = comparing.compare(before, after) if before is not None and after is not None else []
    context = {
        "old": old,
        "new": new,
        "differences": differences,
        "count": sum(one.count for one in differences),
        "unreadable": unreadable,
    }
    return render(request, "shell/definition/compare.html", context)


def _values(version: CampaignVersion) -> Values | None:
    try:
        return values_of(version.text)
    except BadSyntax:
        return None


@access.requires(permissions.PREPARE)
@require_POST
def amend(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the amendment, or go on with the one in hand."""
    campaign = _campaign(request, key)
    if not permissions.may_prepare(request.user, campaign):
        raise Http404
    user: User = request.user  # type: ignore[assignment]
    draft = CampaignVersion.objects.in_hand().filter(campaign=campaign).first()
    if draft is None:
        try:
            draft = drafting.begin_amendment(campaign, by=user)
        except Refused as refused:
            for problem in refused.problems:
                messages.error(request, problem.message)
            return redirect("campaigns:versions", campaign.key)
    return redirect("campaigns:draft", draft.pk)


@access.requires(permissions.DECIDE)
@stepping_up.confirmed("kết thúc một phong trào thi đua")
def close(request: HttpRequest, key: str) -> HttpResponse:
    """What stands in the way, what will be called off, the button."""
    campaign = _campaign(request, key)
    if not permissions.may_decide(request.user, campaign) or campaign.state != Campaign.State.LAUNCHED:
        raise Http404
    if request.method == "POST":
        return acting.act(
            request,
            lambda: closing.close(campaign, by=request.user),  # type: ignore[arg-type]
            done=f"Phong trào “{campaign.short_name}” đã kết thúc. Số liệu, hồ sơ, quyết định vẫn đọc được.",
            back=reverse("campaigns:versions", args=[campaign.key]),
        )
    context = {
        "campaign": campaign,
        "reasons": closing.reasons(campaign),
        "never_came": closing.never_came(campaign),
    }
    return render(request, "shell/definition/close.html", context)
