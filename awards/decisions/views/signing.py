"""Issuing, handing back, the clerk's number, the paper once more."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from awards.decisions import forms, permissions
from awards.decisions.models import AwardDecision
from awards.decisions.services import issuing
from awards.decisions.views.loading import at, seen
from awards.decisions.views.pages import draft_page
from campaign_portal.foundation import access, clock
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting, stepping_up


@access.requires(permissions.SIGN)
@require_POST
@stepping_up.confirmed("ký ban hành một quyết định khen thưởng")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue; what refuses stands on the page with the date as it was typed."""
    user: Any = request.user
    found = seen(request, pk)
    form = forms.IssueForm(request.POST)
    if found.is_open and not form.is_valid():
        return draft_page(request, found, form)
    try:
        made = issuing.issue_decision(
            found, form.cleaned_data["issued_on"] if form.is_valid() else clock.today(), by=user
        )
    except Refused as refused:
        acting.show_in_form(form, refused)
        now = AwardDecision.objects.get(pk=pk)
        if now.is_open:
            return draft_page(request, seen(request, pk), form)
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ban hành {made}. Văn bản đang được lập.")
    return redirect(at(pk))


@access.requires(permissions.SIGN)
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    if not found.is_open:
        return redirect(at(pk))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issuing.hand_back(found, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã trả lại dự thảo kèm lý do.")
            return redirect(at(pk))
    context = {
        "form": form,
        "decision": found,
        "title": "Trả lại dự thảo để sửa",
        "says": "Cơ quan soạn nhận lại dự thảo cùng lý do này.",
        "action": "Trả lại",
    }
    return render(request, "awards/decisions/reason.html", context)


@access.requires(permissions.NUMBER)
@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    form = forms.NumberForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            for error in errors:
                messages.error(request, str(error))
        return redirect(at(pk))
    return acting.act(
        request,
        lambda: issuing.enter_number(found, form.cleaned_data["number"], by=request.user),  # type: ignore[arg-type]
        done="Đã ghi số. Lãnh đạo ký ban hành sẽ dùng số này.",
        back=at(pk),
    )


@access.requires(permissions.REGISTER)
@require_POST
def make_paper_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    return acting.act(
        request,
        lambda: issuing.make_paper_again(found, by=request.user),  # type: ignore[arg-type]
        done="Đang lập lại văn bản.",
        back=at(pk),
    )
