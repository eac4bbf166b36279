"""Chuỗi số liệu: one verdict with all that stands behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.targets import permissions
from emulation.targets.models import AssignmentSheet
from emulation.targets.rules.facts import columns
from emulation.targets.selectors.chain import chain
from emulation.targets.views.loading import asked_year, campaign_of, states_for, target_of, unit_of


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Result, plan, attainment, verdict, outlook; who gave the plan; from which places the figure was added up."""
    campaign, unit = campaign_of(request), unit_of(request, pk)
    wanted = target_of(campaign, key)
    group: dict[str, Any] = next((one for one in wanted.groups if one["key"] == request.GET.get("nhom")), {})
    if not group and wanted.groups:
        group = wanted.groups[0]
    found = chain(
        campaign,
        unit,
        wanted,
        asked_year(request, campaign),
        states_for(request.user, unit),
        group=group.get("key", ""),
        period=request.GET.get("ky") or None,
    )
    sheets = AssignmentSheet.objects.visible_to(request.user).filter(pk__in=[step.sheet_id for step in found.plans])
    return render(
        request,
        "emulation/targets/chain.html",
        {
            "unit": unit,
            "target": wanted,
            "goal": wanted.goal,
            "group": group,
            "found": found,
            "one": found.evaluation,
            "years": columns(wanted.goal),
            "readable": set(sheets.values_list("pk", flat=True)),
        },
    )
