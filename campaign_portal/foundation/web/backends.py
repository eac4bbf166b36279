"""Signing in with a code that an administrator handed over."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from campaign_portal.foundation import accounts
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User


class CodeBackend(ModelBackend):
    """Lets in whose one-time code it is. Asked before the throttle: a code too long to be guessed opens a door that
    somebody's wrong passwords had locked. What it says of a code that ran out stands on the request."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, username: str = "", password: str = "", **kwargs: Any
    ) -> User | None:
        try:
            return accounts.holder_of_code(username, password) if username and password else None
        except Refused as refused:
            if request is not None:
                request.code_refused = str(refused)  # type: ignore[attr-defined]
            return None
