"""One cluster in one year: its page, and the pages on which the standing body shapes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, history, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.clusters import permissions, services
from emulation.clusters.forms import CriteriaForm, DaysForm, MembersForm, PublishForm, ReasonForm, TieForm
from emulation.clusters.models import ClusterYear, ScoreSheet
from emulation.clusters.selectors import ranking, years
from emulation.clusters.selectors.ranking import ShownRanking
from emulation.clusters.views.loading import load, load_kept
from emulation.clusters.workflow import CLUSTER_FLOW
from emulation.registrations.models import Pledge


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, load(request, pk))


def show(request: HttpRequest, year: ClusterYear, **forms: Any) -> HttpResponse:
    """The page; `forms` are those that were sent and refused."""
    user = request.user
    members = years.member_rows(year, years.members_of(year))
    seen = set(ScoreSheet.objects.visible_to(user).filter(member__cluster_year=year).values_list("pk", flat=True))
    shown = ranking.ranking_shown(year, follows=permissions.sees_scoring(user, year))
    keeps = permissions.keeps(user, year)
    may_break = permissions.breaks_ties(user, year) and year.state in ClusterYear.OPEN
    unpublished = years.lacks_to_publish(year) if year.state in ClusterYear.OPEN else []
    groups = ranking.tied(shown.lines) if may_break and shown and not unpublished else []
    return render(
        request,
        "emulation/clusters/page.html",
        {
            "year": year,
            "criteria": list(year.criteria.all()),
            "members": members,
            "seen": seen,
            "shown": shown,
            "situation": situation(year, members, shown),
            "keeps": keeps,
            "may_read_pledge": Pledge.objects.visible_to(user).filter(pk=year.pledge_id or 0).exists(),
            "may_open": workflow.open_to(CLUSTER_FLOW, year, "open", by=user),
            "to_open": years.lacks_to_open(year) if keeps and year.state == ClusterYear.State.FORMING else [],
            "may_take_back": keeps and year.state == ClusterYear.State.SCORING and not years.has_scores(year),
            "may_publish": workflow.open_to(CLUSTER_FLOW, year, "publish", by=user),
            "unpublished": unpublished,
            "ties": [forms.get("tie_form") or TieForm(group=group) for group in groups]
            if not forms.get("tie_form")
            else _ties(groups, forms["tie_form"]),
            "publish_form": forms.get("publish_form") or PublishForm(),
            "reason_form": forms.get("reason_form") or ReasonForm(),
            "sent": next(iter(forms), ""),
            "may_correct": workflow.open_to(CLUSTER_FLOW, year, "correct", by=user),
            "versions": list(year.rankings.select_related("scan", "by").order_by("-version")),
            "history": history.of(year, request.GET),
        },
    )


def _ties(groups: list, sent: TieForm) -> list[TieForm]:
    return [sent if sent.group[0].member_id == group[0].member_id else TieForm(group=group) for group in groups]


def situation(year: ClusterYear, members: list[years.MemberRow], shown: ShownRanking | None) -> str:
    """Where the cluster stands, in one sentence."""
    count = len(members)
    if year.state == ClusterYear.State.FORMING:
        return f"{count} đơn vị thành viên. Chưa mở chấm điểm."
    if year.state == ClusterYear.State.PUBLISHED and shown and shown.ranking:
        first = [line.name for line in shown.lines if line.rank == 1]
        return f"{count} đơn vị thành viên. Đã công bố xếp hạng; dẫn đầu: {', '.join(first)}."
    states = years.states_of(members)
    waiting = states[ScoreSheet.State.SELF] + states[ScoreSheet.State.SELF_RETURNED]
    said = f"{count - waiting} trên {count} đơn vị đã tự chấm"
    crossed = states[ScoreSheet.State.CONCLUDING] + states[ScoreSheet.State.FINAL]
    said += f", {crossed} đã chấm chéo, {states[ScoreSheet.State.FINAL]} đã kết luận."
    if year.state == ClusterYear.State.CORRECTING:
        said += f" Đang đính chính: {year.correction_reason}"
    return said


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, council member, days."""
    year = load_kept(request, pk)
    form = DaysForm(request.POST or None, year=year, people=years.council_members(year.unit))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_year(year, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("clusters:page", pk=pk)
    return render(request, "emulation/clusters/edit.html", {"form": form, "year": year})


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in it, who leads, who cross-scores whom."""
    year = load_kept(request, pk)
    there = years.members_of(year)
    form = MembersForm(request.POST or None, parties=years.candidates(year), members=there)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_members(year, form.membership(), by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu thành viên. Chấm chéo chưa chọn thì lấy đơn vị đứng trước.")
            return redirect("clusters:members" if request.POST.get("viec") == "o-lai" else "clusters:page", pk=pk)
    return render(request, "emulation/clusters/members.html", {"form": form, "year": year, "count": len(there)})


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """The year's table and its points."""
    year = load_kept(request, pk)
    table = years.table_for(year)
    fixed = frozenset(row.key for row in table.rows.all() if row.points is not None) if table else frozenset()
    form = CriteriaForm(request.POST or None, year=year, criteria=list(year.criteria.all()), fixed=fixed)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_criteria(year, form.wanted(), basis=form.cleaned_data["basis"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu bảng điểm.")
            return redirect("clusters:criteria" if request.POST.get("viec") == "o-lai" else "clusters:page", pk=pk)
    return render(request, "emulation/clusters/criteria.html", {"form": form, "year": year, "table": table})


@access.requires(permissions.KEEP)
@require_POST
def open_scoring(request: HttpRequest, pk: int) -> HttpResponse:
    year = load_kept(request, pk)
    return acting.act(
        request,
        lambda: services.open_scoring(year, by=request.user),  # type: ignore[arg-type]
        done="Đã mở chấm điểm; việc tự chấm đã hiện trên Việc của tôi của từng đơn vị.",
        back=reverse("clusters:page", args=[pk]),
    )


@access.requires(permissions.KEEP)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    year = load_kept(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.take_back(year, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã dừng chấm điểm; thành viên và bảng điểm sửa được.")
            return redirect("clusters:page", pk=pk)
    return show(request, load_kept(request, pk), reason_form=form)


@access.requires(permissions.KEEP)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    year = load_kept(request, pk)
    back = f"{reverse('clusters:index')}?nam={year.year}"
    return acting.act(
        request,
        lambda: services.remove_year(year, by=request.user),  # type: ignore[arg-type]
        done=f"Đã bỏ {year.name}.",
        back=back,
    )
