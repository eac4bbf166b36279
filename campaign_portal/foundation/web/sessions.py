"""How long a session is open, by the machine's clock: locked after a quarter of an hour without a step, over after
eight hours however busy, ended when the account's password changed or the account was closed.

The session keeps four stamps; the middleware at the door reads them, signing in writes them.
"""

from enum import Enum

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User

SIGNED_IN, ACTIVE, CONFIRMED, EPOCH = "signed_in_at", "active_at", "confirmed_at", "epoch"


class Standing(Enum):
    NOBODY = "nobody"
    OPEN = "open"
    LOCKED = "locked"  # idle too long: the same person's password opens it again
    OVER = "over"  # the working day's length is used up: sign in again
    ENDED = "ended"  # by a new password, a new code, a closed account


def begin(request: HttpRequest, user: User) -> None:
    """Somebody signed in just now."""
    now = _now()
    request.session.update({SIGNED_IN: now, ACTIVE: now, CONFIRMED: now, EPOCH: user.session_epoch})


def standing(request: HttpRequest) -> Standing:
    user = request.user
    if not user.is_authenticated:
        return Standing.NOBODY
    kept, now = request.session, _now()
    if kept.get(EPOCH) != user.session_epoch:
        return Standing.ENDED
    if now - kept.get(SIGNED_IN, 0) >= settings.SESSION_SECONDS:
        return Standing.OVER
    return Standing.LOCKED if now - kept.get(ACTIVE, 0) >= settings.SESSION_IDLE_SECONDS else Standing.OPEN


def note_step(request: HttpRequest) -> None:
    """Somebody did something: reading, writing, also typing that saves itself."""
    now = _now()
    if now - request.session.get(ACTIVE, 0) >= settings.SESSION_NOTED_SECONDS:
        request.session[ACTIVE] = now


def unlock(request: HttpRequest) -> None:
    """The person's password opened a locked session again. The working day is not prolonged."""
    request.session.cycle_key()
    request.session[ACTIVE] = request.session[CONFIRMED] = _now()


def confirm(request: HttpRequest) -> None:
    """The password or a code was typed just now, for a grave act."""
    request.session[CONFIRMED] = _now()


def is_confirmed(request: HttpRequest) -> bool:
    return _now() - request.session.get(CONFIRMED, 0) < settings.CONFIRMED_SECONDS


def keep_this(request: HttpRequest, user: User) -> None:
    """All sessions of the account have just ended; this one, in which its holder acted, goes on."""
    update_session_auth_hash(request, user)
    request.session[EPOCH] = user.session_epoch


def _now() -> float:
    return clock.real_now().timestamp()
