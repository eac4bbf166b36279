"""Consolidated reports: the periods, one period with its latest snapshot, any snapshot, one figure, two compared."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web.views import seconds_left
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from reporting.consolidation import documents, permissions, services
from reporting.consolidation.models import Snapshot
from reporting.consolidation.selectors import compare, state, trace
from reporting.consolidation.selectors.table import Table, table_of
from reporting.reports.documents import DOCX
from reporting.reports.permissions import RECEIVE
from reporting.reports.selectors.owed import periods_of, reminding


@access.requires(permissions.READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    rows = state.rows_of(campaign, campaign.unit)
    opened = [row for row in rows if row.calendar.is_open]
    context = {"campaign": campaign, "rows": rows, "now": opened[-1] if opened else None}
    return render(request, "reporting/consolidation/index.html", context)


# Below the list, what one may not see does not exist: a commune gets 404, not a refusal.


@access.requires(access.SIGNED_IN)
@require_safe
def period(request: HttpRequest, period: str) -> HttpResponse:
    """How a period stands, what is being compiled, and the latest snapshot."""
    campaign, found = _period(request, period)
    stands = state.state_of(campaign, campaign.unit, found)
    if stands.latest:
        return _page(request, campaign, stands, table_of(stands.latest))
    return _page(request, campaign, stands, None)


def _page(request: HttpRequest, campaign: Campaign, stands: state.PeriodState, table: Table | None) -> HttpResponse:
    user: Any = request.user
    job = stands.job
    context = {
        "campaign": campaign,
        "unit": campaign.unit,
        "stands": stands,
        "table": table,
        "older": stands.snapshots[1] if len(stands.snapshots) > 1 else None,
        "is_latest": True,
        "job": job,
        "seconds_left": seconds_left(job) if job else None,
        "may_compile": permissions.may_compile(user, campaign),
        "may_remind": RECEIVE.holds(user),
        "reminding": reminding(stands.missing) if RECEIVE.holds(user) else None,
        "paper_url": _paper_url(stands),
        "plan_words": documents.plan_words(stands.period),
        "history": history.of(stands.latest, request.GET) if stands.latest else None,
    }
    return render(request, "reporting/consolidation/period.html", context)


def _paper_url(stands: state.PeriodState) -> str:
    """Where number and date of the paper that was sent up are noted."""
    if stands.duty is None:
        return ""
    try:
        return reverse("duties:paper", args=[stands.duty.pk])
    except NoReverseMatch:
        return ""


@access.requires(permissions.COMPILE)
@require_POST
def ask(request: HttpRequest, period: str) -> HttpResponse:
    campaign, found = _period(request, period)
    try:
        services.ask_for_snapshot(campaign, campaign.unit, found.key, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("consolidation:period", found.key)


@access.requires(permissions.COMPILE)
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the files again that a given-up job left out."""
    snapshot = _snapshot(request, pk)
    try:
        services.finish_snapshot(snapshot, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("consolidation:period", snapshot.period)


@access.requires(access.SIGNED_IN)
@require_safe
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen snapshot, whichever came after."""
    found = _frozen(request, pk)
    others = list(_frozen_of(request, found))
    context = {
        "campaign": found.campaign,
        "unit": found.unit,
        "table": table_of(found),
        "older": next((other for other in others if (other.number or 0) < (found.number or 0)), None),
        "is_latest": not others or others[0].pk == found.pk,
        "latest": others[0] if others else None,
        "plan_words": documents.plan_words(Period(found.period)),
        "history": history.of(found, request.GET),
    }
    return render(request, "reporting/consolidation/snapshot.html", context)


@access.requires(access.SIGNED_IN)
@require_safe
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The snapshot's drawing, as an image."""
    found = _frozen(request, pk)
    if not found.chart_svg:
        raise Http404
    return HttpResponse(
        found.chart_svg, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"}
    )


@access.requires(access.SIGNED_IN)
@require_safe
def figure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One figure with every unit's part: the step between the total and the units' own reports."""
    table = table_of(_frozen(request, pk))
    if code == "fall":
        return render(request, "reporting/consolidation/fall.html", {"table": table, "snapshot": table.snapshot})
    communes = "co-quan" not in request.GET
    found = trace.trace_of(table, code, communes=communes)
    if found is None:
        raise Http404
    context = {"table": table, "trace": found, "communes": communes, "snapshot": table.snapshot}
    return render(request, "reporting/consolidation/figure.html", context)


@access.requires(access.SIGNED_IN)
@require_safe
def comparison(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What changed between two snapshots of one period."""
    newer = _frozen(request, pk)
    older = get_object_or_404(_frozen_of(request, newer), pk=other)
    context = {"found": compare.compare(table_of(older), table_of(newer)), "newer": newer, "older": older}
    return render(request, "reporting/consolidation/comparison.html", context)


@access.requires(access.SIGNED_IN)
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper to be edited: Excel and PDF were made once and kept, this one is for the reader's own hand."""
    found = _frozen(request, pk)
    name = documents.file_name(found, "docx")
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    made = documents.to_docx(table_of(found))
    return HttpResponse(made, content_type=DOCX, headers={"Content-Disposition": header})


# --- What this person may see -----------------------------------------------------------------------------------------


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def _period(request: HttpRequest, key: str) -> tuple[Campaign, Period]:
    campaign = _campaign(request)
    known = {calendar.key: calendar.period for calendar in periods_of(campaign)}
    if key not in known or not permissions.may_read(request.user, campaign.unit):
        raise Http404
    return campaign, known[key]


def _snapshot(request: HttpRequest, pk: int) -> Snapshot:
    found = Snapshot.objects.visible_to(request.user).select_related(
        "campaign__standard", "unit", "asked_by", "xlsx", "pdf"
    )
    return get_object_or_404(found, pk=pk)


def _frozen(request: HttpRequest, pk: int) -> Snapshot:
    found = _snapshot(request, pk)
    if not found.is_frozen:
        raise Http404
    return found


def _frozen_of(request: HttpRequest, like: Snapshot) -> QuerySet[Snapshot]:
    """The frozen snapshots of the same period, newest first."""
    return (
        Snapshot.objects.visible_to(request.user)
        .filter(campaign=like.campaign_id, unit=like.unit_id, period=like.period, state=Snapshot.State.FROZEN)
        .select_related("campaign", "unit", "asked_by")
        .order_by("-number")
    )
