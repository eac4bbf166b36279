"""One member's sheet: scored, handed on, given back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaign_portal.foundation import access, drafts, files, history, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Draft
from campaign_portal.foundation.web import acting
from emulation.clusters import permissions, rules, services
from emulation.clusters.forms import GiveBackForm, ReasonForm, SheetForm
from emulation.clusters.models import ScoreSheet
from emulation.clusters.rules import CROSS, FINAL, SELF
from emulation.clusters.selectors import sheets
from emulation.clusters.services.scoring import round_open_to
from emulation.clusters.views.loading import load_sheet
from emulation.clusters.workflow import SHEET_FLOW

NEXT = {  # round → transition, button, what is said when it is done
    SELF: ("submit_self", "Nộp phiếu tự chấm", "Đã nộp phiếu tự chấm."),
    CROSS: ("submit_cross", "Nộp phiếu chấm chéo", "Đã nộp phiếu chấm chéo."),
    FINAL: ("conclude", "Kết luận điểm", "Đã kết luận điểm."),
}
ACTS = {SELF: services.submit_self, CROSS: services.submit_cross, FINAL: services.conclude}


def _form_key(round_: str) -> str:
    return f"score_{round_}"


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid: the round this person writes has fields, the others are read beside it."""
    user: Any = request.user
    sheet = load_sheet(request, pk)
    round_ = round_open_to(user, sheet)
    if request.method == "POST" and not round_:  # a page left open while the sheet went on
        messages.error(request, f"Phiếu đang ở trạng thái “{sheet.get_state_display()}”; phần vừa nhập chưa ghi được.")
        return redirect("clusters:sheet", pk=pk)
    if not round_:
        return _show(request, sheet, "", None)
    key = files.owner_key(sheet)
    lines = sheets.lines_of(sheet)
    if request.method != "POST":
        draft = Draft.objects.filter(user=user, form_key=_form_key(round_), object_key=key).first()
        form = SheetForm(draft.data if draft else None, lines=lines, round_=round_)
        return _show(request, sheet, round_, form, draft=draft)
    form = SheetForm(request.POST, lines=lines, round_=round_)
    if form.is_valid():
        try:
            services.save_scores(sheet, round_, form.given(), by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
    if form.errors:
        drafts.save(user, _form_key(round_), key, form.raw())
        return _show(request, sheet, round_, form, said=True)
    drafts.discard(user, _form_key(round_), key)
    if request.POST.get("viec") == "nop":
        return acting.act(
            request,
            lambda: ACTS[round_](sheet, by=user),
            done=NEXT[round_][2],
            back=reverse("clusters:sheet", args=[pk]),
        )
    messages.success(request, "Đã lưu điểm.")
    return redirect("clusters:sheet", pk=pk)


def _show(
    request: HttpRequest,
    sheet: ScoreSheet,
    round_: str,
    form: SheetForm | None,
    *,
    draft: Draft | None = None,
    said: bool = False,
) -> HttpResponse:
    lines = form.lines if form else sheets.lines_of(sheet)
    scored = [sheets.scored(line) for line in lines]
    return render(
        request,
        "emulation/clusters/sheet.html",
        {
            "sheet": sheet,
            "year": sheet.member.cluster_year,
            "round": round_,
            "form": form,
            "rows": form.rows() if form else [(line, one) for line, one in zip(lines, scored, strict=True)],
            "most": rules.most(scored),
            "totals": {name: rules.sums(scored, name) for name in rules.ROUNDS},
            "draft": draft,
            "said": said,
            "give_back": _give_back_choices(request.user, sheet),
            "may_reopen": workflow.open_to(SHEET_FLOW, sheet, "reopen", by=request.user) and not sheets.closed(sheet),
            "history": history.of(sheet, request.GET),
            **_next_act(request, sheet, round_, form),
        },
    )


def _next_act(request: HttpRequest, sheet: ScoreSheet, round_: str, form: SheetForm | None) -> dict[str, Any]:
    """The primary button, and what still stands in its way; the live sum."""
    if form is None:
        return {}
    transition, words, _ = NEXT[round_]
    may = workflow.open_to(SHEET_FLOW, sheet, transition, by=request.user)
    return {"problems": form.problems(), "act": words, "may_hand_on": may, "sums": form.sums()}


@access.requires(permissions.SCORE)
@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed as it is; answer the sum and what still stands before the next desk."""
    sheet = load_sheet(request, pk)
    round_ = round_open_to(request.user, sheet)  # type: ignore[arg-type]
    if not round_:
        return HttpResponse(status=409)
    form = SheetForm(request.POST, lines=sheets.lines_of(sheet), round_=round_)
    drafts.save(request.user, _form_key(round_), files.owner_key(sheet), form.raw())  # type: ignore[arg-type]
    context = {"sheet": sheet, "round": round_, "form": form, "most": rules.most(form.scored.values())}
    return render(request, "emulation/clusters/act.html", context | _next_act(request, sheet, round_, form))


# --- Giving back ------------------------------------------------------------------------------------------------------


def _give_back_choices(user: Any, sheet: ScoreSheet) -> list[tuple[str, str]]:
    """To whom this person may give the sheet back now: transition → words."""
    if sheets.closed(sheet):
        return []
    scorer = sheet.member.cross_scorer
    ways = [
        ("return_self", f"{sheet.party.title} để tự chấm lại"),
        ("return_cross", f"{scorer.party.title if scorer else 'đơn vị chấm chéo'} để chấm chéo lại"),
    ]
    return [(name, words) for name, words in ways if workflow.open_to(SHEET_FLOW, sheet, name, by=user)]


@access.requires(permissions.SCORE)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to whoever should score again, with the reason."""
    sheet = load_sheet(request, pk)
    choices = _give_back_choices(request.user, sheet)
    if not choices:
        messages.error(request, f"Không trả lại được: phiếu đang ở trạng thái “{sheet.get_state_display()}”.")
        return redirect("clusters:sheet", pk=pk)
    form = GiveBackForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data.pop("to")
        service = {"return_self": services.return_self, "return_cross": services.return_cross}[to]
        try:
            service(sheet, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã trả lại {dict(choices)[to]}.")
            return redirect("clusters:sheet", pk=pk)
    return render(request, "emulation/clusters/give_back.html", {"form": form, "sheet": sheet})


@access.requires(permissions.SCORE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A conclusion is looked at again, for a reason."""
    sheet = load_sheet(request, pk)
    if sheets.closed(sheet) or not workflow.open_to(SHEET_FLOW, sheet, "reopen", by=request.user):
        messages.error(request, f"Không mở lại được: phiếu đang ở trạng thái “{sheet.get_state_display()}”.")
        return redirect("clusters:sheet", pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen(sheet, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã mở lại kết luận; phân hạng khi bằng điểm (nếu có) phải ghi lại.")
            return redirect("clusters:sheet", pk=pk)
    return render(request, "emulation/clusters/reopen.html", {"form": form, "sheet": sheet})
