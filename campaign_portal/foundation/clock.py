"""Two clocks.

`business_now()` is the time the office works in; the demo moves it, and due dates, regimes and document dates follow.
`real_now()` is the machine's: leases, sessions, throttling and the trail use it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_business: ContextVar[dt.datetime | None] = ContextVar("business_clock", default=None)
_ahead: ContextVar[dt.timedelta] = ContextVar("real_clock_ahead", default=dt.timedelta(0))


def real_now() -> dt.datetime:
    return timezone.now() + _ahead.get()


@contextmanager
def later(span: dt.timedelta) -> Iterator[None]:
    """Run a block as if the machine's clock had gone on: how a session, a code or a lock-out ages without waiting."""
    token = _ahead.set(_ahead.get() + span)
    try:
        yield
    finally:
        _ahead.reset(token)


def business_now() -> dt.datetime:
    """Aware, in Vietnam's time."""
    moved = _business.get()
    return moved if moved is not None else timezone.localtime()


def today() -> dt.date:
    """Today in Vietnam, by the business clock."""
    return business_now().date()


@contextmanager
def at(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Run a block at another business time; a date alone means nine in the morning in Vietnam."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(9))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _business.set(timezone.localtime(moment))
    try:
        yield
    finally:
        _business.reset(token)


def at_installation_time():
    """The business time of this installation: moved in a demo, real elsewhere. For a request or a job.

    A clock that is moved already stays so: a job that the demo's story runs belongs to the story's day.
    """
    from contextlib import nullcontext

    from campaign_portal.foundation.models import Installation

    if _business.get() is not None:
        return nullcontext()
    moved_to = Installation.objects.filter(is_demo=True).values_list("business_date", flat=True).first()
    if moved_to is None:
        return nullcontext()
    return at(dt.datetime.combine(moved_to, timezone.localtime().time()))


def due_words(due_on: dt.date) -> str:
    """How far a day is from today: "hôm nay", "còn 5 ngày", "quá hạn 2 ngày"."""
    days = (due_on - today()).days
    if days == 0:
        return "hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"
