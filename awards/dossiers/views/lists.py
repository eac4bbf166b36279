"""The list: a proposer's own submissions, an appraiser's inbox, the overview of the standing office."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from awards.criteria.selectors import pending_standards
from awards.dossiers import exporters, forms, permissions, selectors, services
from awards.dossiers.models import Dossier, Submission
from awards.dossiers.selectors import lists
from awards.dossiers.views.loading import campaign_of, user_of
from awards.quotas import permissions as quotas
from awards.routes.models import Route, RouteStep
from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting, stepping_up
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Office

PAGE = 50


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = current_campaign(request)
    if campaign is None:
        return render(request, "awards/dossiers/nothing.html")
    proposers = selectors.offices_proposed_for(user_of(request))
    if proposers:
        return _own(request, campaign, proposers)
    return _inbox(request, campaign)


# --- A proposer's own -------------------------------------------------------------------------------------------------


def _own(request: HttpRequest, campaign: Campaign, proposers: list[Office]) -> HttpResponse:
    submissions = list(
        selectors.loaded_submissions()
        .filter(campaign=campaign, proposer__in=proposers)
        .prefetch_related("dossiers__party__unit__parent", "dossiers__participant_class")
        .order_by("-round", "-pk")
    )
    ways = [_way(way, [one for one in submissions if one.route_id == way.pk]) for way in selectors.routes_of(campaign)]
    context = {
        "ways": ways,
        "proposer": proposers[0],
        "pending": pending_standards(campaign),
        "submission_words": lists.SUBMISSION_WORDS,
        "dossier_words": lists.STATE_WORDS,
    }
    return render(request, "awards/dossiers/own.html", context)


def _way(way: Route, submissions: list[Submission]) -> dict[str, Any]:
    due = selectors.due_of(way)
    being_prepared = [one for one in submissions if one.state in Submission.OPEN]
    return {
        "route": way,
        "due": due,
        "submissions": submissions,
        "open": being_prepared[0] if being_prepared else None,
        "late": {one.pk: selectors.days_late(one, due) for one in submissions},
        "situation": _situation(submissions, due),
    }


def _situation(submissions: list[Submission], due: selectors.Due | None) -> str:
    until = f"Nộp {due.text}, {clock.due_words(due.on)}." if due else ""
    if not submissions:
        return f"Chưa lập hồ sơ nào. {until}"
    latest = submissions[0]
    count = vietnamese.opening_count(len(latest.dossiers.all()))
    if latest.state in Submission.OPEN:
        return f"{count} hồ sơ đang lập. {until}"
    returned = sum(dossier.state == Dossier.State.RETURNED for dossier in latest.dossiers.all())
    said = f"{count} hồ sơ đã nộp đợt {latest.round}."
    return said + (f" {vietnamese.opening_count(returned)} hồ sơ trả lại để bổ sung." if returned else "")


@access.requires(permissions.PROPOSE)
@require_POST
def start(request: HttpRequest, route_pk: int) -> HttpResponse:
    """Begin a submission; pressed twice it opens the same one."""
    campaign = campaign_of(request)
    way = get_object_or_404(Route, pk=route_pk, campaign=campaign)
    proposers = selectors.offices_proposed_for(user_of(request))
    if not proposers:
        raise Http404
    try:
        submission = services.start_submission(campaign, way, proposers[0], user_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("dossiers:index")
    return redirect("dossiers:submission", submission.pk)


# --- The inbox --------------------------------------------------------------------------------------------------------


def _inbox(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    user = user_of(request)
    tabs = selectors.tabs_for(user, campaign)
    wanted = _wanted(request, default_tab="cho" if tabs else "tat-ca")
    found = selectors.find_dossiers(user, campaign, wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    shown = selectors.loaded_dossiers().filter(pk__in=[dossier.pk for dossier in page])
    lines = selectors.lines_of(campaign, lists.in_order(shown))
    context = {
        "tabs": tabs,
        "sees_quotas": quotas.SEE.holds(user),
        "wanted": wanted,
        "page": page,
        "lines": lines,
        "first": lines[0] if lines and wanted.tab == "cho" else None,
        "situation": _inbox_situation(tabs, lines, wanted),
        "steps": _steps(campaign),
        "states": [choice for choice in Dossier.State.choices if choice[0] != Dossier.State.DRAFT],
        "classes": campaign.classes.all(),
        "summarises": permissions.SUMMARISE.holds(user),
        "pending": pending_standards(campaign),
    }
    return render(request, "awards/dossiers/inbox.html", context)


def _wanted(request: HttpRequest, *, default_tab: str) -> selectors.Wanted:
    get = request.GET
    return selectors.Wanted(
        tab=get.get("muc", default_tab),
        text=get.get("tim", "")[:100],
        step=get.get("buoc", ""),
        state=get.get("tinh-trang", ""),
        class_key=get.get("loai", ""),
    )


def _steps(campaign: Campaign) -> list[RouteStep]:
    """The steps to filter by; a campaign with several routes tells them by name."""
    return list(RouteStep.objects.filter(route__campaign=campaign).order_by("route", "position"))


def _inbox_situation(tabs: list[lists.Tab], lines: list[lists.Line], wanted: selectors.Wanted) -> str:
    counts = {tab.key: tab.count for tab in tabs}
    if not tabs:
        return "Các hồ sơ đã trình trong phong trào, hạn gần nhất ở trên."
    if not counts["cho"]:
        return "Không có hồ sơ nào đang chờ ông/bà."
    said = f"{vietnamese.opening_count(counts['cho'])} hồ sơ đang chờ ông/bà"
    first = lines[0].dossier.due_on if lines and wanted.tab == "cho" else None
    if first:
        said += f", hạn sớm nhất {vietnamese.day(first)}, {clock.due_words(first)}"
    return f"{said}."


@access.requires(permissions.SEE)
@stepping_up.confirmed("tải danh sách hồ sơ khen thưởng, có tên nhiều người", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as narrowed down, whole, as a workbook."""
    campaign = campaign_of(request)
    user = user_of(request)
    found = selectors.find_dossiers(user, campaign, _wanted(request, default_tab="tat-ca"))
    shown = selectors.loaded_dossiers().filter(pk__in=found.order_by().values("pk"))
    content = exporters.dossier_list(campaign, selectors.lines_of(campaign, lists.in_order(shown)))
    return HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": 'attachment; filename="ho-so-khen-thuong.xlsx"'},
    )


# --- What the standing office passes up (S3-31) ----------------------------------------------------------------------


@access.requires(permissions.SUMMARISE)
def summary(request: HttpRequest) -> HttpResponse:
    """Every submission at a glance, and the letter with which the standing office passes the whole up."""
    campaign = campaign_of(request)
    offices = access.scope(request.user).office_ids
    asked = Duty.objects.filter(
        kind=Duty.Kind.SUBMISSION_SUMMARY, campaign_key=campaign.key, office__in=offices, cancelled_at__isnull=True
    ).select_related("fulfillment", "receiver")
    duty = asked.order_by("due_on").first()
    form = forms.SentLetterForm(request.POST or None)
    if request.method == "POST" and duty and form.is_valid():
        try:
            duties.record_paper(duty, by=user_of(request), **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã ghi văn bản tổng hợp trình UBND.")
            return redirect("dossiers:summary")
    lines = selectors.overview(request.user, campaign)
    context = {
        "lines": lines,
        "duty": duty,
        "sent": getattr(duty, "fulfillment", None),
        "form": form,
        "total": sum(line.total for line in lines),
        "at_work": sum(line.at_work for line in lines),
        "before_council": sum(line.before_council for line in lines),
        "declined": sum(line.declined for line in lines),
    }
    return render(request, "awards/dossiers/summary.html", context)
