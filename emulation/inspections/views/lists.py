"""The list, what the plan asks, the workbook; planning a new one."""

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.inspections import exporters, permissions, services
from emulation.inspections.forms import PlanForm
from emulation.inspections.models import Inspection
from emulation.inspections.selectors import lists, planned
from emulation.inspections.views import campaign_of

A_PAGE = 50


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"search": request.GET.get("tim", ""), "state": request.GET.get("tinh-trang", "")}


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    user: Any = request.user
    asked = _asked(request)
    context = {
        "campaign": campaign,
        **asked,
        "states": [*Inspection.State.choices, (lists.LATE, "có việc quá hạn")],
        "page": Paginator(lists.shown_to(user, campaign, **asked), A_PAGE).get_page(request.GET.get("trang")),
        "planned": planned.planned_in(campaign),
        "may_plan": permissions.inspecting_post(user, campaign) is not None,
        "query": urlencode({name: request.GET[name] for name in ("tim", "tinh-trang") if request.GET.get(name)}),
    }
    return render(request, "emulation/inspections/index.html", context)


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    found = lists.shown_to(request.user, campaign, **_asked(request)).prefetch_related("findings__unit")
    response = HttpResponse(
        exporters.workbook(campaign, found),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'Kiểm tra {campaign.year}.xlsx')}"
    return response


@access.requires(permissions.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`?theo=` names what of the plan it carries out."""
    user: Any = request.user
    campaign = campaign_of(request)
    if permissions.inspecting_post(user, campaign) is None:
        raise Http404
    source = planned.planned_by_key(campaign, request.GET.get("theo", ""))
    initial = {"title": source.text[:200]} if source else None
    form = PlanForm(request.POST or None, user=user, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan(campaign, form.planned, source=source, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã lập kế hoạch kiểm tra {made.party.title}.")
            return redirect("inspections:page", pk=made.pk)
    context = {"form": form, "title": "Lập kế hoạch kiểm tra", "button": "Lưu kế hoạch", "source": source}
    return render(request, "emulation/inspections/form.html", context)
