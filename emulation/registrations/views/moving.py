"""One registration moved on: submitted, sent back, accepted, returned, amended, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaign_portal.foundation import access, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.registrations import permissions, services
from emulation.registrations.forms import ReasonForm, ReturnForm
from emulation.registrations.selectors.completeness import items_of
from emulation.registrations.views.loading import load
from emulation.registrations.views.one import show
from emulation.registrations.workflow import REGISTRATION_FLOW


@access.requires(permissions.PREPARE)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's act."""
    registration = load(request, pk)
    return acting.act(
        request,
        lambda: services.submit(registration, by=request.user),  # type: ignore[arg-type]
        done=f"Đã nộp {registration.receiver or registration.superior}.",
        back=reverse("registrations:page", args=[pk]),
    )


@access.requires(permissions.PREPARE)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's way back to the officer. A reason that is refused stays where it was typed."""
    registration = load(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.send_back(registration, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã chuyển lại cán bộ.")
            return redirect("registrations:page", pk=pk)
    registration = load(request, pk)
    if not workflow.open_to(REGISTRATION_FLOW, registration, "submit", by=request.user):
        acting.tell_errors(request, form)
        return redirect("registrations:page", pk=pk)
    return show(request, registration, reason_form=form)


@access.requires(permissions.RECEIVE)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    registration = load(request, pk)
    return acting.act(
        request,
        lambda: services.accept(registration, by=request.user),  # type: ignore[arg-type]
        done=f"Đã nhận đăng ký của {registration.party.title}.",
        back=reverse("registrations:page", args=[pk]),
    )


@access.requires(permissions.RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what is to be mended; only that opens again."""
    registration = load(request, pk)
    if not workflow.open_to(REGISTRATION_FLOW, registration, "return", by=request.user):
        messages.error(request, f"Không trả lại được: đăng ký đang ở trạng thái “{registration.get_state_display()}”.")
        return redirect("registrations:page", pk=pk)
    form = ReturnForm(request.POST or None, registration=registration, items=items_of(registration))
    if request.method == "POST" and form.is_valid():
        try:
            services.return_registration(registration, by=request.user, **form.named())  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã trả lại {registration.party.title} để bổ sung.")
            return redirect("registrations:page", pk=pk)
    return render(request, "emulation/registrations/give_back.html", {"registration": registration, "form": form})


@access.requires(permissions.HAND_IN)
@require_POST
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what was handed in for another text, for a reason."""
    registration = load(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.amend(registration, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã mở để sửa đổi. Sửa xong xin nộp lại; đến lúc đó bản đã nộp vẫn có hiệu lực.")
            return redirect("registrations:page", pk=pk)
    return show(request, load(request, pk), amend_form=form)


@access.requires(permissions.HAND_IN)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was handed in, for a reason."""
    registration = load(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw(registration, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã rút đăng ký của {registration.party.title}.")
            return redirect("registrations:page", pk=pk)
    return show(request, load(request, pk), withdraw_form=form)


@access.requires(permissions.HAND_IN)
@require_POST
def register_again(request: HttpRequest, pk: int) -> HttpResponse:
    """After a withdrawal."""
    registration = load(request, pk)
    return acting.act(
        request,
        lambda: services.register_again(registration, by=request.user),  # type: ignore[arg-type]
        done="Đã mở lại để đăng ký.",
        back=reverse("registrations:page", args=[pk]),
    )
