"""Giao chỉ tiêu: the list, the grid as a draft, issuing, giving again, the paper and the workbook."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, drafts, files, history, paper, vietnamese, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Draft, Installation
from campaign_portal.foundation.web import acting, stepping_up
from emulation.people.models import Role
from emulation.targets import documents, exporters, permissions, services
from emulation.targets.forms import AgainForm, SheetForm, StartForm
from emulation.targets.models import AssignmentSheet
from emulation.targets.rules import wording
from emulation.targets.selectors import assigning
from emulation.targets.services import proposing
from emulation.targets.views.loading import asked_year, campaign_of
from emulation.targets.workflow import SHEET_FLOW
from emulation.territory.models import Unit

FORM_KEY = "assign"
_WITH = ("campaign__unit", "campaign__standard", "indicator__campaign", "unit", "issued_by")


def _load(request: HttpRequest, pk: int) -> AssignmentSheet:
    return get_object_or_404(AssignmentSheet.objects.visible_to(request.user).select_related(*_WITH), pk=pk)


def _at(sheet: AssignmentSheet) -> str:
    return reverse("targets:assignment", args=[sheet.pk])


# --- The list ---------------------------------------------------------------------------------------------------------


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """What one's unit gave and still has to give in a year, what the units below gave on; begin a sheet."""
    campaign, user = campaign_of(request), request.user
    year = asked_year(request, campaign)
    mine = Unit.objects.filter(pk__in=permissions.assigning_unit_ids(user)).select_related("district", "province")
    own = next(iter(mine), None) or Unit.objects.filter(pk=permissions.own_unit_id(user) or 0).first()
    form = None
    if mine:
        indicators = assigning.assignable(campaign)
        given = set(assigning.issued_by(mine[0], campaign, year))
        free = next((one.pk for one in indicators if one.pk not in given), None)
        form = StartForm(
            request.POST or None,
            indicators=indicators,
            years=campaign.years,
            units=mine,
            initial={"year": year, "unit": mine[0].pk, "indicator": free},
        )
        if request.method == "POST" and form.is_valid():
            cleaned = form.cleaned_data
            try:
                sheet = services.start_sheet(campaign, cleaned["indicator"], cleaned["year"], cleaned["unit"], by=user)  # type: ignore[arg-type]
            except Refused as refused:
                acting.show_in_form(form, refused)
            else:
                return redirect(_at(sheet))
    seen = AssignmentSheet.objects.visible_to(user).filter(campaign=campaign, year=year)
    seen = seen.exclude(state=AssignmentSheet.State.DROPPED).select_related("indicator", "unit", "issued_by")
    return render(
        request,
        "emulation/targets/assignments.html",
        {
            "campaign": campaign,
            "unit": own,
            "year": year,
            "years": campaign.years,
            "form": form,
            "own": list(seen.filter(unit=own).order_by("indicator_id", "-version")),
            "below": list(seen.filter(unit__parent=own).order_by("unit__code", "unit_id", "indicator_id", "-version")),
            "waiting": assigning.to_pass_on(campaign, own, year) if own and mine else [],
        },
    )


# --- One sheet --------------------------------------------------------------------------------------------------------


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as a grid for those who write it; else the figures as they are."""
    sheet, user = _load(request, pk), request.user
    if not (sheet.is_open and permissions.may_assign(user, sheet)):
        if request.method == "POST":
            messages.error(
                request, f"Bảng đang ở trạng thái “{sheet.get_state_display()}”; phần vừa nhập chưa ghi được."
            )
            return redirect(_at(sheet))
        return _read(request, sheet)
    grid = assigning.grid_of(sheet)
    key = files.owner_key(sheet)
    if request.method != "POST":
        draft = Draft.objects.filter(user=user, form_key=FORM_KEY, object_key=key).first()  # type: ignore[misc]
        return _write(request, SheetForm(draft.data if draft else None, grid=grid), draft=draft)
    form = SheetForm(request.POST, grid=grid)
    kind = request.POST.get("viec", "")
    if kind in proposing.WORDS:
        return _propose(request, form, kind)
    if form.is_valid():
        _save(form, user)
    if form.errors:
        drafts.save(user, FORM_KEY, key, form.raw())  # type: ignore[arg-type]
        return _write(request, form, said=True)
    drafts.discard(user, FORM_KEY, key)  # type: ignore[arg-type]
    messages.success(request, "Đã lưu bảng giao.")
    return redirect(_at(sheet))


def _save(form: SheetForm, user: Any) -> None:
    """A refusal stands in the form afterwards."""
    try:
        services.save_sheet(
            form.grid.sheet,
            form.given(),
            whole=form.typed_whole(),
            mismatch_reason=form.cleaned_data["mismatch_reason"],
            by=user,
        )
    except Refused as refused:
        acting.show_in_form(form, refused)


def _propose(request: HttpRequest, form: SheetForm, kind: str) -> HttpResponse:
    """Fill the grid; the unit's own figure and the reason stay as they were typed."""
    user: Any = request.user
    sheet = form.grid.sheet
    form.full_clean()
    try:
        values = proposing.propose(form.grid, kind, form.own_whole)
        services.save_sheet(
            sheet,
            dict(values),
            whole=form.typed_whole(),
            mismatch_reason=form.cleaned_data.get("mismatch_reason", ""),
            by=user,
        )
    except Refused as refused:
        acting.show_in_form(form, refused)
        drafts.save(user, FORM_KEY, files.owner_key(sheet), form.raw())
        return _write(request, form, said=True)
    drafts.discard(user, FORM_KEY, files.owner_key(sheet))
    messages.success(request, f"Đã điền đề xuất chia {proposing.WORDS[kind]}; xin xem lại từng nơi trước khi ban hành.")
    return redirect(_at(sheet))


def _write(request: HttpRequest, form: SheetForm, *, draft: Draft | None = None, said: bool = False) -> HttpResponse:
    sheet = form.grid.sheet
    if not form.is_bound:
        form.initial.update(_signer(request.user))
    return render(
        request,
        "emulation/targets/assignment_form.html",
        {
            "sheet": sheet,
            "grid": form.grid,
            "form": form,
            "ways": proposing.ways(form.grid),
            "draft": draft,
            "said": said,
            "versions": assigning.versions_of(sheet),
            "history": history.of(sheet, request.GET),
            **_next(request.user, form),
        },
    )


def _signer(user: Any) -> dict[str, str]:
    """A leader signs himself as a rule; whether as Chairman or for him the title says."""
    post = next(iter(access.scope(user).having({Role.LEADER, Role.COMMUNE_LEADER})), None)
    if post is None:
        return {}
    deputy = vietnamese.fold(post.title).startswith("pho chu tich")
    return {"signer": user.full_name, "capacity": "deputy" if deputy else "head"}


def _next(user: Any, form: SheetForm) -> dict[str, Any]:
    """The sums, and what stands before the decision."""
    return {
        "form": form,
        "sheet": form.grid.sheet,
        "balance": form.balance,
        "problems": form.problems(),
        "may_issue": permissions.may_issue(user, form.grid.sheet),
    }


def _read(request: HttpRequest, sheet: AssignmentSheet) -> HttpResponse:
    grid = assigning.grid_of(sheet)
    return render(
        request,
        "emulation/targets/assignment.html",
        {
            "sheet": sheet,
            "grid": grid,
            "balance": grid.balance,
            "situation": situation(grid),
            "versions": assigning.versions_of(sheet),
            "may_again": sheet.state == AssignmentSheet.State.ISSUED and permissions.may_assign(request.user, sheet),
            "history": history.of(sheet, request.GET),
        },
    )


def situation(grid: assigning.Grid) -> str:
    """ "16 xã, phường; tính theo số hộ cùng giảm 5,00 điểm %, bằng mức của thị xã Sa Pa." """
    found, spec = grid.balance, grid.spec
    said = f"{len(grid.shares)} {grid.child_word}"
    if found.total is None:
        return f"{said}."
    wrong = assigning.mismatch(grid, found)
    if wrong:
        return f"{said}. {wrong}"
    total = f"{wording.figure_text(spec.measure, found.total)} {spec.unit_of_measure}"
    said += f"; tính theo số hộ cùng giảm {total}" if spec.is_rate else f"; cộng {total}"
    return f"{said}, khớp mức của {grid.sheet.unit.title}." if grid.whole.value is not None else f"{said}."


@access.requires(permissions.ASSIGN)
@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed as it is; answer the sums and what still stands before the decision."""
    sheet = _load(request, pk)
    if not (sheet.is_open and permissions.may_assign(request.user, sheet)):
        return HttpResponse(status=409)
    form = SheetForm(request.POST, grid=assigning.grid_of(sheet))
    drafts.save(request.user, FORM_KEY, files.owner_key(sheet), form.raw())  # type: ignore[arg-type]
    return render(request, "emulation/targets/assignment_act.html", _next(request.user, form))


@access.requires(permissions.ISSUE)
@require_POST
@stepping_up.confirmed("ban hành một quyết định giao chỉ tiêu")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what stands in the grid and issue it; what refuses stands on the page with everything typed."""
    user: Any = request.user
    sheet = _load(request, pk)
    if not sheet.is_open or not permissions.may_issue(user, sheet):
        messages.error(request, f"Bảng đang ở trạng thái “{sheet.get_state_display()}”, không ban hành được nữa.")
        return redirect(_at(sheet))
    form = SheetForm(request.POST, grid=assigning.grid_of(sheet), issuing=True)
    if form.is_valid():
        _save(form, user)
    if not form.errors:
        try:
            made = services.issue_sheet(sheet, form.decision(), by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            drafts.discard(user, FORM_KEY, files.owner_key(sheet))
            messages.success(request, f"Đã ban hành: {made}, Quyết định {made.decision_number}.")
            return redirect(_at(made))
    drafts.save(user, FORM_KEY, files.owner_key(sheet), form.raw())
    return _write(request, form, said=True)


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Give again, with the reason; a draft of the next version opens."""
    sheet = _load(request, pk)
    if sheet.state != AssignmentSheet.State.ISSUED or not permissions.may_assign(request.user, sheet):
        messages.error(request, f"Không giao lại được: bảng đang ở trạng thái “{sheet.get_state_display()}”.")
        return redirect(_at(sheet))
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.assign_again(sheet, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lập dự thảo giao lại; lần giao cũ còn dùng cho đến khi ban hành lần này.")
            return redirect(_at(made))
    return render(request, "emulation/targets/assignment_again.html", {"form": form, "sheet": sheet})


@access.requires(permissions.ASSIGN)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = _load(request, pk)
    done = "Đã bỏ dự thảo; mức đã ban hành (nếu có) giữ nguyên."
    back = reverse("targets:assignments") + f"?nam={sheet.year}"
    if not workflow.open_to(SHEET_FLOW, sheet, "drop", by=request.user):
        back = _at(sheet)
    return acting.act(request, lambda: services.drop_sheet(sheet, by=request.user), done=done, back=back)  # type: ignore[arg-type]


# --- Paper and workbook -----------------------------------------------------------------------------------------------


@access.requires(permissions.SEE)
@require_safe
def decision_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Quyết định giao chỉ tiêu with its annex; of a draft, marked as one."""
    sheet = _load(request, pk)
    grids = [assigning.grid_of(one) for one in assigning.of_one_decision(sheet)]
    made = documents.assignment_paper(grids, is_demo=Installation.objects.filter(is_demo=True).exists())
    response = HttpResponse(paper.to_pdf(made), content_type="application/pdf")
    name = f"Quyết định giao chỉ tiêu {sheet.year}, {sheet.unit.title}.pdf"
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = _load(request, pk)
    response = HttpResponse(
        exporters.assignment_workbook(assigning.grid_of(sheet)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = f"{str(sheet)[:1].upper()}{str(sheet)[1:]}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
