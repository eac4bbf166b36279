"""One's own account: password, second factor, backup codes, where one signed in, signing out elsewhere."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, accounts, audit, passwords, second_factor
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting, proofs, sessions, stepping_up
from campaign_portal.foundation.web.door import HAS_SECOND_FACTOR, opens_first
from campaign_portal.foundation.web.forms import ChangePasswordForm, CodeForm, NewPasswordForm

SIGN_INS = 10


@access.requires(access.SIGNED_IN)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    on = second_factor.device_of(user) if second_factor.is_used() else None
    context = {
        "posts": access.scope(user).titles,
        "second_factor_is_used": second_factor.is_used(),
        "second_factor": on,
        "is_required": second_factor.is_required_of(user),
        "backup_codes": second_factor.backup_codes_left(user) if on else 0,
        "sign_ins": audit.history(user).filter(action="đăng nhập")[:SIGN_INS],
    }
    return render(request, "foundation/account/account.html", context)


@opens_first
@access.requires(access.SIGNED_IN)
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password. Whoever came in with a code, or whose password is due, does it before anything opens."""
    user = _user(request)
    kind = NewPasswordForm if user.must_choose_password else ChangePasswordForm
    form = kind(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not user.must_choose_password:
                proofs.password(request, user, form.cleaned_data["password"])
            accounts.choose_password(user, form.cleaned_data["new_password"])
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            sessions.keep_this(request, user)
            messages.success(request, "Đã đặt mật khẩu mới. Các máy khác đang mở tài khoản này đã thoát.")
            return redirect("account")
    context = {"form": form, "must": user.must_choose_password, "least": passwords.least_length(user)}
    return render(request, "foundation/account/password.html", context)


@opens_first
@access.requires(access.SIGNED_IN)
@never_cache
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the secret to the telephone; its first code turns the second factor on, and the backup codes are shown."""
    user = _user(request)
    if not second_factor.is_used():
        return redirect("account")
    try:
        device = second_factor.begin(user)
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.confirm(user, form.cleaned_data["code"])
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            request.session[HAS_SECOND_FACTOR] = True
            return render(request, "foundation/account/backup_codes.html", {"codes": codes, "is_new": True})
    context = {
        "form": form,
        "picture": mark_safe(segno.make(device.config_url).svg_inline(scale=4, border=2)),  # noqa: S308  (our own)
        "secret": second_factor.secret_of(device),
        "is_required": second_factor.is_required_of(user),
    }
    return render(request, "foundation/account/second_factor.html", context)


@access.requires(access.SIGNED_IN)
@require_POST
@never_cache
@stepping_up.confirmed("lập 10 mã dự phòng mới; các mã cũ hết dùng được")
def make_backup_codes(request: HttpRequest) -> HttpResponse:
    try:
        codes = second_factor.new_backup_codes(_user(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("account")
    return render(request, "foundation/account/backup_codes.html", {"codes": codes, "is_new": False})


@access.requires(access.SIGNED_IN)
@require_POST
@stepping_up.confirmed("tắt xác thực hai bước của tài khoản này")
def drop_second_factor(request: HttpRequest) -> HttpResponse:
    """By the holder, where his posts do not ask for it. A password that is too short alone is asked for anew."""
    user = _user(request)

    def drop() -> None:
        if second_factor.is_required_of(user):
            raise Refused(Problem("Chức vụ của ông/bà phải dùng xác thực hai bước; không tắt được."))
        accounts.forget_second_factor(user, by=user, reason="tự tắt")
        sessions.keep_this(request, user)
        request.session.pop(HAS_SECOND_FACTOR, None)

    return acting.act(request, drop, done="Đã tắt xác thực hai bước.", back="account")


@access.requires(access.SIGNED_IN)
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    user = _user(request)

    def leave() -> None:
        accounts.end_sessions(user)
        sessions.keep_this(request, user)

    return acting.act(request, leave, done="Đã thoát ở mọi máy khác; máy này vẫn đang mở.", back="account")


def _user(request: HttpRequest) -> User:
    user: Any = request.user
    return user
