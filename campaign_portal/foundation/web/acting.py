"""The shape of a view that acts: one service, then a message and a redirect; a refusal is told, nothing is lost."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from campaign_portal.foundation.errors import Refused


def act(request: HttpRequest, service: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """Run a service for a bare button. Success says `done`; a refusal says why; both lead back to `back`."""
    try:
        service()
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
    else:
        messages.success(request, done)
    return redirect(back)


def carried_out(request: HttpRequest, form: BaseForm, service: Callable[[], Any]) -> bool:
    """Run a service for what was sent in a form that is in order. False: draw the form again, with what was typed and
    why it was refused; there is nothing to do for a GET."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        service()
    except Refused as refused:
        show_in_form(form, refused)
        return False
    return True


def show_in_form(form: BaseForm, refused: Refused) -> None:
    """Put each problem of a refusal beside the field it concerns, the rest above the form."""
    for problem in refused.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def tell_errors(request: HttpRequest, form: BaseForm) -> None:
    """Say at the top of the page what a form was refused for, when the page no longer draws the form: somebody else
    was quicker."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
