"""Signing in: a password or a code, then the second factor; opening a locked session; a forgotten password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from campaign_portal.foundation import access, accounts, audit, clock, passwords, second_factor, throttling
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting, kept_forms, proofs, sessions
from campaign_portal.foundation.web.backends import CodeBackend
from campaign_portal.foundation.web.forms import CodeForm, ForgottenForm, NewPasswordForm, PasswordForm, SignInForm

HALF_WAY = "half_way_in"  # in the session between password and second factor
HALF_WAY_SECONDS = 300


class SignIn(auth_views.LoginView):
    """The password is right: in, or on to the second factor. A code from an administrator leads to choosing one."""

    permission = access.PUBLIC
    template_name = "foundation/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = form.get_user()
        by_code = user.backend == f"{CodeBackend.__module__}.{CodeBackend.__name__}"
        if by_code:
            throttling.forget(user.username)
        elif not user.must_choose_password and passwords.is_due(user, form.cleaned_data["password"]):
            accounts.ask_for_new_password(user)
        goal = self.get_success_url()
        if not second_factor.is_on(user):
            return enter(self.request, user, user.backend, goal)
        self.request.session[HALF_WAY] = {
            "user": user.pk,
            "backend": user.backend,
            "epoch": user.session_epoch,
            "at": clock.real_now().timestamp(),
        }
        return redirect(f"{reverse('second_step')}?{urlencode({'next': goal})}")


def enter(request: HttpRequest, user: User, backend: str, goal: str) -> HttpResponse:
    """Signed in. What was typed before and could not be kept as a fact is offered again."""
    login(request, user, backend)
    kept_forms.offer(request, user)
    answer = HttpResponseRedirect(goal)
    throttling.remember_browser(request, answer, user.username)
    return answer


@access.requires(access.PUBLIC)
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """The code on the telephone, or a backup code. Five minutes after the password this starts anew."""
    kept = request.session.get(HALF_WAY)
    user = _half_way(kept)
    if kept is None or user is None:
        request.session.pop(HALF_WAY, None)
        messages.info(request, "Bước nhập mã chỉ mở 5 phút sau khi gõ mật khẩu; xin đăng nhập lại.")
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second_factor.check(user, form.cleaned_data["code"])
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            request.session.pop(HALF_WAY)
            return enter(request, user, kept["backend"], next_page(request))
    return render(request, "foundation/account/second_step.html", {"form": form, "next": next_page(request)})


def _half_way(kept: dict[str, Any] | None) -> User | None:
    if kept is None or clock.real_now().timestamp() - kept["at"] > HALF_WAY_SECONDS:
        return None
    return User.objects.filter(pk=kept["user"], is_active=True, session_epoch=kept["epoch"]).first()


@access.requires(access.PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """A session that slept opens with its owner's password, where it was left."""
    user = request.locked_user  # type: ignore[attr-defined]
    if user is None:
        return redirect(next_page(request) if request.user.is_authenticated else "login")
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proofs.password(request, user, form.cleaned_data["password"])
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            sessions.unlock(request)
            kept_forms.offer(request, user)
            with transaction.atomic():
                audit.record("mở khóa phiên làm việc", user, by=user)
            return redirect(next_page(request))
    return render(request, "foundation/account/unlock.html", {"form": form, "locked": user, "next": next_page(request)})


class SignOut(auth_views.LogoutView):
    permission = access.PUBLIC


def next_page(request: HttpRequest) -> str:
    """Where to go on: an address of ours, or the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else reverse("home")


# --- A forgotten password ------------------------------------------------------------------------------------------


@access.requires(access.PUBLIC)
def forgotten(request: HttpRequest) -> HttpResponse:
    """A letter to whoever has an address; the answer is the same for whoever has none, and for nobody."""
    form = ForgottenForm(request.POST or None)
    asked = request.method == "POST" and settings.MAIL_ON and form.is_valid()
    if asked:
        accounts.mail_reset(
            form.cleaned_data["username"],
            source=throttling.source_of(request),
            site=f"{request.scheme}://{request.get_host()}",
        )
    return render(
        request, "foundation/account/forgotten.html", {"form": form, "asked": asked, "mail": settings.MAIL_ON}
    )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ResetPassword(auth_views.PasswordResetConfirmView):
    """The address in the letter: choose a new password, then sign in with it (and the second factor)."""

    permission = access.PUBLIC
    template_name = "foundation/account/reset.html"
    form_class = NewPasswordForm  # type: ignore[assignment]

    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = self.user
        accounts.choose_password(user, form.cleaned_data["new_password"])
        throttling.forget(user.username)
        self.request.session.pop(auth_views.INTERNAL_RESET_SESSION_TOKEN, None)
        messages.success(self.request, "Đã đặt mật khẩu mới. Xin đăng nhập.")
        return HttpResponseRedirect(reverse("login"))
