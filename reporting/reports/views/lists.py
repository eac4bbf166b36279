"""Who owes which report: one's own by period, or everybody's of one period for those who oversee."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.people.models import Party
from reporting.reports import exporters, permissions, services
from reporting.reports.models import Report, ReportRequest
from reporting.reports.selectors.owed import (
    Owed,
    ReportingPeriod,
    current_period,
    owed,
    owed_by,
    period_asked_for,
    periods_of,
    reminding,
)

FILTERS = {
    "": "tất cả",
    "chua-nop": "chưa nộp",
    "tre": "nộp trễ",
    "cho-nhan": "chờ nhận",
    "tra-lai": "trả lại",
}


@access.requires(permissions.READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    if permissions.oversees(request.user):
        return _everybody(request, campaign)
    return _own(request, campaign)


def _own(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    scope = access.scope(request.user)
    posts = scope.having(permissions.WRITERS)
    units = Party.objects.filter(kind=Party.Kind.UNIT, unit_id__in=[post.unit_id for post in posts])
    offices = Party.objects.filter(office_id__in=[post.office_id for post in posts])
    found = owed_by(campaign, (units | offices).select_related("unit", "office"))
    opened = [item for item in found if item.is_open or item.report]
    return render(
        request,
        "reporting/reports/own.html",
        {
            "campaign": campaign,
            "found": [item for item in found if item in opened],
            "later": [item for item in found if item not in opened],
            "waiting": [item for item in opened if not item.is_in],
        },
    )


def _everybody(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    periods = periods_of(campaign)
    period = _asked(request, campaign, periods)
    if period is None and not periods and "ky" not in request.GET:
        return redirect("reports:requests")  # a plan that dates no report: only what is asked for (S0)
    if period is None:
        raise Http404
    if period.period.is_ad_hoc:
        seen = ReportRequest.objects.visible_to(request.user)
        return redirect("reports:request", get_object_or_404(seen, campaign=campaign, period=period.key).pk)
    context = {"campaign": campaign, "periods": periods, **who_owes(request, campaign, period)}
    return render(request, "reporting/reports/everybody.html", context)


def who_owes(request: HttpRequest, campaign: Campaign, period: ReportingPeriod) -> dict[str, Any]:
    """The table of who has sent what, narrowed as asked, with its reminder."""
    found = owed(campaign, campaign.unit, period.key)
    shown = narrowed(found, request.GET.get("tim", ""), request.GET.get("loc", ""))
    may_receive = permissions.RECEIVE.holds(request.user)
    missing = [item for item in found if not item.is_in]
    return {
        "period": period,
        "found": found,
        "shown": shown,
        "groups": [
            ("Xã, phường", [item for item in shown if item.is_commune]),
            ("Cơ quan, đơn vị", [item for item in shown if not item.is_commune]),
        ],
        "in_count": len(found) - len(missing),
        "on_time_count": sum(item.state == "on_time" for item in found),
        "to_accept": [item for item in found if item.report and item.report.state == Report.State.SUBMITTED],
        "missing": missing,
        "reminding": reminding(missing),
        "may_receive": may_receive,
        "filters": FILTERS,
        "search": request.GET.get("tim", ""),
        "chosen": request.GET.get("loc", ""),
    }


def _asked(request: HttpRequest, campaign: Campaign, periods: list[ReportingPeriod]) -> ReportingPeriod | None:
    asked = request.GET.get("ky") or request.POST.get("ky")
    if not asked:
        return current_period(periods)
    regular = next((period for period in periods if period.key == asked), None)
    return regular or period_asked_for(campaign, asked)


def narrowed(found: list[Owed], search: str, chosen: str) -> list[Owed]:
    """Those whose name holds what was typed, accents or not, and that stand as chosen."""
    wanted = vietnamese.fold(search)
    tests = {
        "chua-nop": lambda item: not item.is_in,
        "tre": lambda item: item.state == "late",
        "cho-nhan": lambda item: item.report is not None and item.report.state == Report.State.SUBMITTED,
        "tra-lai": lambda item: item.report is not None and item.report.state == Report.State.RETURNED,
    }
    stands = tests.get(chosen, lambda item: True)
    return [item for item in found if stands(item) and wanted in vietnamese.fold(f"{item.name} {item.party.name}")]


@access.requires(permissions.READ)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list of one period as Excel, for those who oversee."""
    campaign = current_campaign(request)
    if campaign is None or not permissions.oversees(request.user):
        raise Http404
    period = _asked(request, campaign, periods_of(campaign))
    if period is None:
        raise Http404
    found = narrowed(owed(campaign, campaign.unit, period.key), request.GET.get("tim", ""), request.GET.get("loc", ""))
    content = exporters.who_owes(campaign, period, found)
    return HttpResponse(
        content,
        content_type=exporters.XLSX,
        headers={"Content-Disposition": f'attachment; filename="nop-bao-cao-{period.key}.xlsx"'},
    )


@access.requires(permissions.RECEIVE)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Urge everybody whose report of a period is not in."""
    campaign = current_campaign(request)
    period = _asked(request, campaign, periods_of(campaign)) if campaign else None
    if campaign is None or period is None:
        raise Http404
    try:
        urged = services.remind(owed(campaign, campaign.unit, period.key), by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if urged:
            names = ", ".join(item.name for item in urged)
            messages.success(request, f"Đã nhắc {len(urged)} đơn vị: {names}. Lời nhắc hiện ở “Việc của tôi” của họ.")
        else:
            messages.info(request, "Hôm nay đã nhắc các đơn vị này rồi; mỗi đơn vị mỗi ngày một lần.")
    if request.POST.get("ve") == "tong-hop":
        return redirect(reverse("consolidation:period", args=[period.key]))
    return redirect(f"{reverse('reports:index')}?ky={period.key}")
