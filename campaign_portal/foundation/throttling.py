"""How often a wrong password may be tried, kept in the database (django-axes' tables; decision 0032).

Counted for an account and a source together, so that whoever tries from elsewhere never keeps the owner out; and more
slowly for a source alone, so that one source does not try many accounts. A browser that signed in before is a source
of its own: it gets in although somebody else behind the same router is locked out.
"""

import datetime as dt
import hashlib
import ipaddress
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from campaign_portal.foundation import clock

KNOWN = "quen-may"
KNOWN_FOR = dt.timedelta(days=180)
NOWHERE = "::"
SOURCE_WINDOW = dt.timedelta(hours=1)
KEPT_FOR = dt.timedelta(days=7)


class SignInThrottle(AxesDatabaseHandler):
    """The database handler of axes on our clock, with the limit for a source alone."""

    def is_allowed(self, request: Any, credentials: dict | None = None) -> bool:
        request.axes_attempt_time = clock.real_now()
        return super().is_allowed(request, credentials)

    def is_locked(self, request: Any, credentials: dict | None = None) -> bool:
        return super().is_locked(request, credentials) or source_is_locked(request.axes_ip_address)

    def user_login_failed(self, sender: Any, credentials: dict, request: Any = None, **kwargs: Any) -> None:
        if request is None:
            return
        request.axes_attempt_time = clock.real_now()
        was_locked_out = request.axes_locked_out
        super().user_login_failed(sender, credentials, request, **kwargs)
        if was_locked_out:
            return
        # On our clock; and what else was in the form (a paper that waits for a confirmation) is nobody's business here.
        here = {"ip_address": request.axes_ip_address, "username": credentials.get("username")}
        AccessAttempt.objects.filter(**here).update(attempt_time=request.axes_attempt_time, post_data="", get_data="")
        AccessFailureLog.objects.filter(attempt_time__lt=clock.real_now() - KEPT_FOR).delete()


def source_is_locked(source: str) -> bool:
    """More wrong passwords from one source in an hour than its people could mistype."""
    since = clock.real_now() - SOURCE_WINDOW
    failures = AccessFailureLog.objects.filter(ip_address=source, attempt_time__gt=since)
    limit = settings.SIGN_IN_FAILURES_PER_SOURCE
    return failures[:limit].count() >= limit


def forget(username: str, source: str = "") -> None:
    """The right password or code was typed: what went wrong before counts no longer, there or (with no source given)
    anywhere."""
    found = AccessAttempt.objects.filter(username=username)
    (found.filter(ip_address=source) if source else found).delete()


def source_of(request: HttpRequest) -> str:
    """Where an attempt comes from: the address that the proxies saw, or the browser that the account knows."""
    username = getattr(request, "trying_account", "") or request.POST.get("username", "").strip().lower()
    if device := _known_device(request, username):
        digest = hashlib.sha256(f"{username}:{device}".encode()).digest()
        return str(ipaddress.IPv6Address(b"\xfd" + digest[:15]))  # an address nobody can come from
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return NOWHERE


def remember_browser(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """This browser signed in with the account: others' failures do not lock it out. It opens nothing by itself."""
    response.set_signed_cookie(
        _cookie(username),
        hashlib.sha256(f"{username}:{clock.real_now().timestamp()}".encode()).hexdigest()[:16],
        salt=KNOWN,
        max_age=KNOWN_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _known_device(request: HttpRequest, username: str) -> str:
    if not username:
        return ""
    try:
        return request.get_signed_cookie(_cookie(username), default="", salt=KNOWN, max_age=KNOWN_FOR) or ""
    except signing.BadSignature:
        return ""


def _cookie(username: str) -> str:
    return f"{KNOWN}-{hashlib.sha256(username.encode()).hexdigest()[:12]}"
