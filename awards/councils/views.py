"""Sessions of the council: the list, the plan, the sheet that is written while the council sits."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.councils import forms, permissions, selectors, services
from awards.councils.models import Attendance, Council, CouncilSession, Recusal, SessionItem
from awards.councils.workflow import SESSION_FLOW
from awards.dossiers.selectors import uses_for
from campaign_portal.foundation import access, clock, drafts, files, history, jobs, numbers, vietnamese, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import NumberSeries
from campaign_portal.foundation.web import acting
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign

DRAFT = "councils.sheet"


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Sessions held and to come; for who keeps them, what waits for a place on an agenda."""
    campaign = _campaign(request)
    user: Any = request.user
    kept = selectors.councils_of(permissions.kept_units(user))
    waiting = [
        line for council in kept for line in selectors.waiting_lines(selectors.waiting_dossiers(council, campaign))
    ]
    context = {"lines": selectors.sessions_seen_by(user, campaign), "keeps": bool(kept), "waiting": waiting}
    return render(request, "awards/councils/index.html", context)


@access.requires(permissions.KEEP)
def plan(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    council = _council(request)
    if council is None:
        messages.error(request, "Hội đồng chưa có danh sách thành viên. Xin quản trị nhập ở trang danh mục.")
        return redirect("councils:index")
    form = forms.SessionForm(request.POST or None, council=council, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            session = services.plan_session(council, campaign, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã lập {session} với {vietnamese.grouped(session.items.count())} hồ sơ.")
            return redirect("councils:session", session.pk)
    return render(request, "awards/councils/plan.html", {"form": form, "council": council})


@access.requires(permissions.KEEP)
def replan(request: HttpRequest, pk: int) -> HttpResponse:
    session = _kept(request, pk)
    form = forms.SessionForm(request.POST or None, council=session.council, campaign=session.campaign, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            services.replan_session(session, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã đổi phiên họp.")
            return redirect("councils:session", pk)
    context = {"form": form, "council": session.council, "session": session}
    return render(request, "awards/councils/plan.html", context)


@access.requires(permissions.KEEP)
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    session = _kept(request, pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.call_off_session(session, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã ghi là không họp. Các hồ sơ chờ phiên họp khác.")
            return redirect("councils:index")
    return render(request, "awards/councils/call_off.html", {"form": form, "session": session})


@access.requires(permissions.SEE)
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    return _page(request, found)


@access.requires(permissions.KEEP)
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed. While one types, htmx asks for the parts of the page that follow from it."""
    found = _kept(request, pk)
    try:
        sheet = _keep(request, found)
    except Refused as refused:
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(str(refused), status=409)
        return acting.act(request, _raise(refused), done="", back=_at(pk))
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(
            request, "Đã lưu." if not sheet.problems else "Đã lưu những dòng ghi đúng; xin xem dòng báo đỏ."
        )
        return redirect(_at(pk))
    return render(request, "awards/councils/parts.html", _context(request, found))


@access.requires(permissions.KEEP)
@require_POST
def all_present(request: HttpRequest, pk: int) -> HttpResponse:
    """Note as present whoever is not noted yet: most sit in the room."""
    found = _kept(request, pk)

    def note() -> None:
        _keep(request, found)
        rows = found.attendance.filter(way="")
        services.take_attendance(
            found,
            {row.member_id: (Attendance.Way.PRESENT, row.note) for row in rows},
            by=request.user,  # type: ignore[arg-type]
        )

    return acting.act(request, note, done="Đã ghi có mặt cho những người chưa ghi.", back=_at(pk))


@access.requires(permissions.KEEP)
@require_POST
def leave(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    found = _kept(request, pk)
    item = get_object_or_404(SessionItem.objects.select_related("session"), pk=item_pk, session=found)
    form = forms.LeaveForm(_of_row(request.POST, item_pk), session=found)

    def note() -> None:
        _keep(request, found)
        if not form.is_valid():
            raise Refused(*forms.form_errors(form))
        services.leave_vote(item, form.cleaned_data["member"], reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]

    return acting.act(request, note, done="Đã ghi thành viên không biểu quyết.", back=_at(pk))


@access.requires(permissions.KEEP)
@require_POST
def return_to_vote(request: HttpRequest, pk: int, recusal_pk: int) -> HttpResponse:
    found = _kept(request, pk)
    recusal = get_object_or_404(
        Recusal.objects.select_related("item__session", "item__dossier__party", "member"),
        pk=recusal_pk,
        item__session=found,
    )

    def note() -> None:
        _keep(request, found)
        services.return_to_vote(recusal, reason=request.POST.get(f"return-{recusal_pk}", ""), by=request.user)  # type: ignore[arg-type]

    return acting.act(request, note, done="Đã ghi thành viên biểu quyết.", back=_at(pk))


@access.requires(permissions.KEEP)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed, then close. What stands in the way is said on the page, with everything kept."""
    found = _seen(request, pk)
    form = forms.CloseForm(request.POST)
    user: Any = request.user

    def end() -> None:
        sheet = _keep(request, found)
        if sheet.problems or not form.is_valid():
            raise Refused(*_row_problems(found, sheet.problems), *forms.form_errors(form))
        services.close_session(found, by=user, **form.cleaned_data)
        drafts.discard(user, DRAFT, str(pk))

    return acting.act(request, end, done="Phiên họp đã kết thúc. Biên bản đang được lập.", back=_at(pk))


# --- Parts --------------------------------------------------------------------------------------------------------


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def _council(request: HttpRequest) -> Council | None:
    user: Any = request.user
    kept = selectors.councils_of(permissions.kept_units(user))
    wanted = request.GET.get("hoi-dong", "")
    return next((council for council in kept if str(council.pk) == wanted), kept[0] if kept else None)


def _sessions(request: HttpRequest) -> QuerySet[CouncilSession]:
    return CouncilSession.objects.visible_to(request.user).select_related(
        "council__office__unit", "campaign", "chair", "secretary", "unit", "minutes"
    )


def _seen(request: HttpRequest, pk: int) -> CouncilSession:
    return get_object_or_404(_sessions(request), pk=pk)


def _kept(request: HttpRequest, pk: int) -> CouncilSession:
    """A session this person writes down; to others it does not exist here."""
    found = _seen(request, pk)
    if not permissions.may_keep(request.user, found):  # type: ignore[arg-type]
        raise Http404
    return found


def _at(pk: int) -> str:
    return reverse("councils:session", args=[pk])


def _raise(refused: Refused) -> Callable[[], None]:
    def again() -> None:
        raise refused

    return again


def _of_row(data: QueryDict, item_pk: int) -> dict[str, str]:
    return {"member": data.get(f"leave-{item_pk}", ""), "reason": data.get(f"leave-reason-{item_pk}", "")}


def _row_problems(found: CouncilSession, problems: dict[int, str]) -> list[str]:
    names = dict(found.items.values_list("pk", "dossier__party__name"))
    return [f"{names[item_id]}: {problem}" for item_id, problem in problems.items()]


def _keep(request: HttpRequest, found: CouncilSession) -> forms.Sheet:
    """Write what can be a fact; what can't stays as it was typed, in this person's draft, and the row has no votes."""
    user: Any = request.user
    sheet = forms.read_sheet(request.POST, found)
    with transaction.atomic():
        services.take_attendance(found, sheet.noted, by=user)
        for item in found.items.filter(pk__in=[*sheet.votes, *sheet.problems]).select_related("session"):
            try:
                services.record_votes(item, sheet.votes.get(item.pk), by=user)
            except Refused as refused:
                if not any(problem.code == "votes" for problem in refused.problems):
                    raise
                sheet.reject(item.pk, request.POST, refused.problems[0].message)
                services.record_votes(item, None, by=user)
        raw = dict(sheet.raw)
        for name in ("ends_at", "minutes_number"):
            if typed := request.POST.get(name, "").strip():
                raw[name] = typed[:40]
        drafts.save(user, DRAFT, str(found.pk), raw | {"problems": sheet.problems} if raw else {})
    return sheet


def _page(request: HttpRequest, found: CouncilSession) -> HttpResponse:
    return render(request, "awards/councils/session.html", _context(request, found))


def _context(request: HttpRequest, found: CouncilSession) -> dict[str, Any]:
    user: Any = request.user
    writes = workflow.open_to(SESSION_FLOW, found, "close", by=user)
    typed = drafts.load(user, DRAFT, str(found.pk)) if writes else {}
    problems = {int(pk): text for pk, text in typed.pop("problems", {}).items()}
    sheet = selectors.sheet_of(found)
    missing = [problem.message for problem in workflow.missing(SESSION_FLOW, found, "close")] if writes else []
    return {
        "session": found,
        "sheet": sheet,
        "rows": [_typed_row(row, typed, problems) for row in sheet.rows],
        "ways": Attendance.Way.choices,
        "writes": writes,
        "typed": typed,
        "missing": missing,
        "says": situation(sheet),
        "asks_number": writes and _clerk_keeps_numbers(found),
        "saved_at": clock.business_now(),
        "unsaved": len(problems),
        "uses": uses_for(row.item.dossier for row in sheet.rows),
        "next_steps": selectors.next_steps(user, found),
        "job": jobs_of_minutes(found),
        "history": history.of(found, request.GET),
    }


def _typed_row(row: selectors.ItemRow, typed: dict[str, str], problems: dict[int, str]) -> dict[str, Any]:
    """A row with what stands in its cells: raw text that could not be kept, or the figures."""
    votes = row.votes
    figures = {"agree": votes.agree, "against": votes.against, "other": votes.other} if votes else {}
    cells = [
        {
            "name": f"{column}-{row.item.pk}",
            "label": label,
            "value": typed.get(f"{column}-{row.item.pk}", figures.get(column, "")),
        }
        for column, label in forms.COLUMNS.items()
    ]
    return {"row": row, "cells": cells, "problem": problems.get(row.item.pk) or row.problem}


def situation(sheet: selectors.SessionSheet) -> str:
    """One sentence: how many nominees, where, and how the votes fell or who is there."""
    found = sheet.session
    count = f"{vietnamese.opening_count(len(sheet.rows))} hồ sơ"
    if found.state == CouncilSession.State.CLOSED:
        passed = f"{len(sheet.passed)} được thông qua" if sheet.passed else "không hồ sơ nào được thông qua"
        return f"{count}, {passed}. {sheet.quorum_says}."
    if found.state == CouncilSession.State.CALLED_OFF:
        return f"{count}. Phiên họp không diễn ra."
    return f"{count}. {found.place}, bắt đầu lúc {found.starts_at:%H:%M}, chủ tọa {found.chair.full_name}."


def _clerk_keeps_numbers(found: CouncilSession) -> bool:
    keeper = numbers.keeper(files.owner_key(found.council.office), services.MINUTES_SERIES, clock.today().year)
    return keeper == NumberSeries.Keeper.CLERK


def jobs_of_minutes(found: CouncilSession) -> Any:
    """The work that makes the minutes, while there are none yet."""
    if found.state != CouncilSession.State.CLOSED or found.minutes_id:
        return None
    return jobs.latest("councils.render_minutes", files.owner_key(found))
