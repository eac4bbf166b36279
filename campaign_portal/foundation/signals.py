"""Signing in and out belongs to the trail, and so do wrong passwords and the lock that follows them."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from campaign_portal.foundation import audit
from campaign_portal.foundation.models import Installation, User
from campaign_portal.foundation.web import sessions


@receiver(user_logged_in)
def note_sign_in(sender, request, user, **kwargs) -> None:
    sessions.begin(request, user)
    with transaction.atomic():
        audit.record("đăng nhập", user, by=user)


@receiver(user_logged_out)
def note_sign_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        with transaction.atomic():
            audit.record("đăng xuất", user, by=user)


@receiver(user_login_failed)
def note_failure(sender, credentials, request=None, **kwargs) -> None:
    """A password or code that was not right, at the door or where a grave act asks for it once more."""
    with transaction.atomic():
        audit.record("nhập sai mật khẩu hoặc mã", _account(credentials.get("username")), by=None)


@receiver(user_locked_out)
def note_lock(sender, username=None, **kwargs) -> None:
    with transaction.atomic():
        audit.record("khóa tạm việc đăng nhập", _account(username), by=None)


def _account(username: Any) -> User | Installation:
    """The account that was tried. What was typed and is no account is not kept: people type passwords there."""
    found = User.objects.filter(username=str(username or "").strip().lower()[:80]).first()
    return found or Installation.objects.first() or Installation()
