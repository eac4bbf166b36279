"""Signing in and out belongs to the trail."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver

from campaign_portal.foundation import audit


@receiver(user_logged_in)
def note_sign_in(sender, request, user, **kwargs) -> None:
    with transaction.atomic():
        audit.record("đăng nhập", user, by=user)


@receiver(user_logged_out)
def note_sign_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        with transaction.atomic():
            audit.record("đăng xuất", user, by=user)
