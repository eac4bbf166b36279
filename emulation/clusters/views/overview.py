"""The list of a year, and making the clusters of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.campaigns.models import Campaign
from emulation.clusters import permissions, services
from emulation.clusters.forms import NewYearForm
from emulation.clusters.models import ClusterYear
from emulation.clusters.selectors import years
from emulation.clusters.selectors.years import Line
from emulation.clusters.views.loading import campaign_of, year_asked


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The clusters of the campaign's year, and how far each is."""
    campaign = campaign_of(request)
    year = year_asked(request, campaign)
    lines = years.lines_of(request.user, campaign, year)
    keeps = permissions.keeps_at(request.user, campaign.unit_id)
    before = (
        ClusterYear.objects.filter(campaign=campaign, year=year - 1).exclude(name__in=[one.year.name for one in lines])
        if keeps
        else ClusterYear.objects.none()
    )
    return render(
        request,
        "emulation/clusters/index.html",
        {
            "campaign": campaign,
            "year": year,
            "years": campaign.years,
            "lines": lines,
            "situation": situation(campaign, year, lines),
            "named": list(campaign.clusters.all()),
            "keeps": keeps,
            "to_copy": before.count(),
        },
    )


def situation(campaign: Campaign, year: int, lines: list[Line]) -> str:
    """ "Bốn cụm, khối năm 2022; một đang chấm điểm, một đã công bố."."""
    if not lines:
        if "clusters" in campaign.not_ruled:
            return f"Kế hoạch không nêu cụm, khối thi đua; năm {year} chưa lập cụm, khối nào."
        return f"Năm {year} chưa lập cụm, khối nào."
    said = [f"{vietnamese.opening_count(len(lines))} cụm, khối năm {year}"]
    for state, words in ClusterYear.State.choices:
        number = sum(one.year.state == state for one in lines)
        if number:
            said.append(f"{number} {words}")
    return f"{said[0]}; {', '.join(said[1:])}."


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a cluster of the year; members and points come on its own pages."""
    campaign = campaign_of(request)
    if not permissions.keeps_at(request.user, campaign.unit_id):
        raise Http404
    year = year_asked(request, campaign)
    form = NewYearForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_year(campaign, year, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã lập {made.name}. Xin chọn thành viên.")
            return redirect("clusters:members", pk=made.pk)
    return render(request, "emulation/clusters/new.html", {"form": form, "campaign": campaign, "year": year})


@access.requires(permissions.KEEP)
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """The clusters of the year before, in one press."""
    campaign = campaign_of(request)
    year = year_asked(request, campaign)
    return acting.act(
        request,
        lambda: services.copy_years(campaign, year, by=request.user),  # type: ignore[arg-type]
        done=f"Đã chép cụm, khối năm {year - 1} sang năm {year}; xin xem lại thành viên, trưởng, phó và hạn chấm.",
        back=f"{reverse('clusters:index')}?nam={year}",
    )
