"""Grave acts ask for the password, or a code of the second factor, once more, unless one was typed just now.

`@stepping_up.confirmed("ban hành quyết định")` on a view: signing and issuing, taking many people's data out, changing
what others may do. The page that asks carries the form that was sent, so nothing is typed twice. The order of the
decorators: `access.requires` outermost, this one beneath `require_POST`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views import View

from campaign_portal.foundation import audit, second_factor
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting, proofs, sessions
from campaign_portal.foundation.web.forms import CodeForm, PasswordForm

MARK = "xac-nhan"  # a field of ours beside those that are carried; "GET" when an address was opened
PREFIX = "xac-nhan"
ASKED = (MARK, f"{PREFIX}-password", f"{PREFIX}-code")


def confirmed(says: str, *, reading: bool = False) -> Callable[[Any], Any]:
    """Let the view run only with a password or code of the last minutes (`CONFIRMED_SECONDS`; signing in counts).

    `says` completes "Ông/bà sắp …". With `reading` opening the address is such an act as well: an export. Without it
    only what writes is. Works on a function and on a class of views.
    """

    def decorate(view: Any) -> Any:
        if isinstance(view, type) and issubclass(view, View):
            view.dispatch = _guarded(view.dispatch, says, reading, method=True)  # type: ignore[method-assign]
            view.needs_confirmation = says  # type: ignore[attr-defined]
            return view
        guarded = _guarded(view, says, reading, method=False)
        guarded.needs_confirmation = says  # type: ignore[attr-defined]
        return guarded

    return decorate


def needs_confirmation(view: Callable) -> bool:
    """Whether an address asks for it; for the test that walks them all."""
    return bool(getattr(view, "needs_confirmation", "") or getattr(_class_of(view), "needs_confirmation", ""))


def _class_of(view: Callable) -> Any:
    return getattr(view, "view_class", None)


def _guarded(view: Callable, says: str, reading: bool, *, method: bool) -> Callable:
    @wraps(view)
    def guard(*args: Any, **kwargs: Any) -> HttpResponse:
        request: HttpRequest = args[1] if method else args[0]
        if MARK in request.POST:
            return _answered(request, says) or view(*args, **kwargs)
        if sessions.is_confirmed(request) or (request.method != "POST" and not reading):
            return view(*args, **kwargs)
        return _ask(request, says)

    return guard


def _answered(request: HttpRequest, says: str) -> HttpResponse | None:
    """The page that asks came back. None when the view may run: on the form as it was sent first."""
    user: Any = request.user
    form = _form(user, request)
    opened = request.POST.get(MARK) == "GET"
    if not sessions.is_confirmed(request):
        if not form.is_valid():
            return _ask(request, says, form)
        try:
            proofs.password_or_code(request, user, next(iter(form.cleaned_data.values())))
        except Refused as refused:
            acting.show_in_form(form, refused)
            return _ask(request, says, form)
        sessions.confirm(request)
        with transaction.atomic():
            audit.record("xác nhận lại", user, by=user, reason=says)
    if opened:
        return redirect(request.get_full_path())
    request.POST = _carried(request)
    return None


def _ask(request: HttpRequest, says: str, form: Any = None) -> HttpResponse:
    user: Any = request.user
    context = {
        "form": form or _form(user, None),
        "says": says,
        "by_code": second_factor.is_on(user),
        "mark": MARK,
        "method": request.POST.get(MARK) or ("POST" if request.method == "POST" else "GET"),
        "carried": [(name, value) for name, values in _carried(request).lists() for value in values],
        "has_files": bool(request.FILES),
    }
    answer = render(request, "foundation/account/step_up.html", context)
    add_never_cache_headers(answer)
    return answer


def _carried(request: HttpRequest) -> Any:
    kept = request.POST.copy()
    for name in (*ASKED, "csrfmiddlewaretoken"):
        kept.pop(name, None)
    kept._mutable = False
    return kept


def _form(user: User, request: HttpRequest | None) -> Any:
    kind = CodeForm if second_factor.is_on(user) else PasswordForm
    return kind(request.POST if request else None, prefix=PREFIX)
