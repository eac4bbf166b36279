"""Drafting, wording, handing up."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from awards.councils.models import CouncilSession
from awards.decisions import forms, permissions, selectors
from awards.decisions.models import Award, AwardDecision
from awards.decisions.services import drafting, issuing
from awards.decisions.views.loading import at, drafted, seen
from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting


@access.requires(permissions.DRAFT)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft a decision from what a session passed for one form."""
    user: Any = request.user
    sessions = CouncilSession.objects.visible_to(user).filter(unit__in=permissions.drafting_units(user))
    session = get_object_or_404(sessions.select_related("unit", "campaign"), pk=_number(request, "session"))
    offered = {line.award_form.pk: line.award_form for line in _undecided(session, user) if line.session == session}
    form = offered.get(_number(request, "award_form"))
    if form is None:
        messages.error(request, "Không còn hồ sơ nào chờ quyết định ở phiên họp này. Có thể người khác vừa soạn.")
        return redirect("decisions:index")
    try:
        made = drafting.draft_decision(session, award_form=form, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("decisions:index")
    messages.success(request, "Đã soạn dự thảo. Xin ghi tờ trình, xem lại danh sách rồi trình ký.")
    return redirect(at(made.pk))


def _undecided(session: CouncilSession, user: Any) -> list[selectors.Undecided]:
    return selectors.undecided_sessions(session.campaign, permissions.drafting_units(user))


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        raise Http404
    return int(value)


@access.requires(permissions.DRAFT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = drafted(request, pk)
    form = forms.DraftForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.edit_draft(AwardDecision.objects.get(pk=pk), by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu dự thảo.")
            return redirect(at(pk))
    return render(request, "awards/decisions/edit.html", {"form": form, "decision": found})


@access.requires(permissions.DRAFT)
def edit_line(request: HttpRequest, pk: int, award_pk: int) -> HttpResponse:
    """One line: its words, its coefficient, or out of the list."""
    found = drafted(request, pk)
    award = get_object_or_404(Award.objects.select_related("decision", "dossier"), pk=award_pk, decision=found)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    user: Any = request.user
    line = next(line for line in selectors.reckon(found, selectors.expected_on(found)).lines if line.award == award)
    words = forms.AwardForm(request.POST if act == "words" else None, instance=award)
    shown = "" if line.coefficient is None else vietnamese.decimal_text(line.coefficient, 2).rstrip("0").rstrip(",")
    start = {"coefficient": shown, "basis": award.coefficient_basis}
    coefficient = forms.CoefficientForm(request.POST if act == "coefficient" else None, initial=start)
    reason = forms.ReasonForm(request.POST if act == "leave_out" else None)
    steps = {
        "words": (words, "Đã lưu dòng.", lambda: drafting.word_award(_fresh(award), by=user, **words.cleaned_data)),
        "coefficient": (
            coefficient,
            "Đã đặt hệ số.",
            lambda: drafting.set_coefficient(_fresh(award), by=user, **coefficient.cleaned_data),
        ),
        "leave_out": (
            reason,
            "Đã đưa ra khỏi danh sách.",
            lambda: drafting.leave_out(_fresh(award), by=user, **reason.cleaned_data),
        ),
    }
    if act == "clear":
        return acting.act(
            request,
            lambda: drafting.clear_coefficient(_fresh(award), by=user),
            done="Hệ số lại theo danh mục.",
            back=at(pk),
        )
    if act in steps:
        form, done, service = steps[act]
        if form.is_valid():
            try:
                service()
            except Refused as refused:
                acting.show_in_form(form, refused)
            else:
                messages.success(request, done)
                return redirect(at(pk))
    context = {"decision": found, "line": line, "words": words, "coefficient": coefficient, "reason": reason}
    return render(request, "awards/decisions/line.html", context)


def _fresh(award: Award) -> Award:
    """The row as it stands: a form that was checked has written on its own copy."""
    return Award.objects.select_related("decision").get(pk=award.pk)


@access.requires(permissions.DRAFT)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = drafted(request, pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.discard_draft(found, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã bỏ dự thảo. Các hồ sơ lại chờ quyết định.")
            return redirect("decisions:index")
    context = {
        "form": form,
        "decision": found,
        "title": "Bỏ dự thảo quyết định",
        "says": "Các hồ sơ trong danh sách lại chờ quyết định khác. Dự thảo chưa có số nên không mất số nào.",
        "action": "Bỏ dự thảo",
    }
    return render(request, "awards/decisions/reason.html", context)


@access.requires(permissions.DRAFT)
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = seen(request, pk), request.user
    return acting.act(
        request,
        lambda: issuing.offer_for_signature(found, by=user),  # type: ignore[arg-type]
        done="Đã trình ký. Dự thảo khóa lại cho đến khi lãnh đạo ký hoặc trả lại.",
        back=at(pk),
    )


@access.requires(permissions.DRAFT)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = seen(request, pk), request.user
    return acting.act(
        request,
        lambda: issuing.take_back(found, by=user),  # type: ignore[arg-type]
        done="Đã lấy lại dự thảo để sửa.",
        back=at(pk),
    )
