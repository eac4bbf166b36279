"""The buttons of a review: present, send back, submit, approve, return."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaign_portal.foundation import access, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web import acting
from emulation.poverty import permissions
from emulation.poverty.forms import DecisionForm, ReasonForm, ReturnForm
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors.lists import receiver_of
from emulation.poverty.services import course
from emulation.poverty.views.review import load, show
from emulation.poverty.workflow import REVIEW_FLOW


@access.requires(permissions.ENTER)
@require_POST
def present(request: HttpRequest, pk: int) -> HttpResponse:
    review = load(request, pk)
    return acting.act(
        request,
        lambda: course.present(review, by=_user(request)),
        done="Đã trình lãnh đạo xã. Lãnh đạo xã xem và nộp.",
        back=_page(review),
    )


@access.requires(permissions.SUBMIT)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    review = load(request, pk)
    receiver = receiver_of(review)
    return acting.act(
        request,
        lambda: course.submit(review, by=_user(request)),
        done=f"Đã nộp {receiver.short_name if receiver else 'cấp trên'}.",
        back=_page(review),
    )


@access.requires(permissions.SUBMIT)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's way back to the officer."""
    review = load(request, pk)
    form = ReasonForm(request.POST)
    return _with_form(
        request,
        review,
        "send_back",
        "reason_form",
        form,
        lambda data: course.send_back(review, by=_user(request), reason=data["reason"]),
        done="Đã chuyển lại cán bộ xã.",
    )


@access.requires(permissions.DECIDE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    review = load(request, pk)
    done = f"Đã duyệt {review}."
    if Period(review.period).months != 12:
        return acting.act(request, lambda: course.approve(review, by=_user(request)), done=done, back=_page(review))
    form = DecisionForm(request.POST)
    return _with_form(
        request,
        review,
        "approve",
        "decision_form",
        form,
        lambda data: course.approve(review, by=_user(request), **data),
        done=done,
    )


@access.requires(permissions.DECIDE)
@require_POST
def return_review(request: HttpRequest, pk: int) -> HttpResponse:
    review = load(request, pk)
    form = ReturnForm(request.POST)
    return _with_form(
        request,
        review,
        "return",
        "return_form",
        form,
        lambda data: course.return_review(review, by=_user(request), **data),
        done=f"Đã trả lại để {review.unit.title} bổ sung.",
    )


def _with_form(request: HttpRequest, review: ReviewSet, step: str, name: str, form: Any, service: Any, *, done: str):
    """A refusal shows beside its field, with what was typed still in it; at the top, once the step is open no more."""
    if form.is_valid():
        try:
            service(form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, done)
            return redirect(_page(review))
    review = load(request, review.pk)
    if not workflow.open_to(REVIEW_FLOW, review, step, by=_user(request)):
        acting.tell_errors(request, form)
    return show(request, review, status=422, **{name: form})


def _user(request: HttpRequest) -> Any:
    return request.user


def _page(review: ReviewSet) -> str:
    return reverse("poverty:review", args=[review.pk])
