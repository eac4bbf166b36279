"""The trail: who did what, when, from where, before and after. Written in the same transaction as the write."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.foundation.models import AuditEntry, User

ONE_LOOK = dt.timedelta(hours=1)

Place = Sequence[str]  # keys of what something lies in, the widest first; at most three, "" where there is none

_place_of: Callable[[models.Model, User | None], Place] | None = None


def register_places(place_of: Callable[[models.Model, User | None], Place]) -> None:
    """The room of units says here where an act on a record by a person lies. The trail itself knows no units."""
    global _place_of
    _place_of = place_of


_source: ContextVar[str] = ContextVar("audit_source", default="")


@contextmanager
def source(name: str) -> Iterator[None]:
    """Name where the acts in this block come from: an address, "job", "story"."""
    token = _source.set(name[:64])
    try:
        yield
    finally:
        _source.reset(token)


def record(
    action: str,
    on: models.Model,
    *,
    by: User | None,
    before: "Mapping[str, Any] | Json | None" = None,
    after: "Mapping[str, Any] | Json | None" = None,
    reason: str = "",
    is_private: bool = False,
) -> AuditEntry:
    """Write one line of the trail about `on`. Must run inside the transaction of the write it tells of.

    `is_private`, or a record whose `trail_is_private` says so: only whoever may know such data reads the line.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record() belongs inside the transaction of the write it tells of")
    actor_name, object_text = by.full_name if by else "hệ thống", str(on)[:300]
    place = [*(_place_of(on, by) if _place_of else ()), "", "", ""]
    return AuditEntry.objects.create(
        at=clock.real_now(),
        business_at=clock.business_now(),
        actor=by,
        actor_name=actor_name,
        actor_posts="; ".join(access.scope(by).titles) if by else "",
        source=_source.get(),
        action=action,
        object_type=on._meta.label,
        object_id=str(on.pk),
        object_text=object_text,
        before=before if isinstance(before, Json) else plain(before or {}),
        after=after if isinstance(after, Json) else plain(after or {}),
        reason=reason,
        scope_1=place[0],
        scope_2=place[1],
        scope_3=place[2],
        is_private=is_private or bool(getattr(on, "trail_is_private", False)),
        folded=vietnamese.fold(f"{actor_name} {action} {object_text} {reason}"),
    )


def look(action: str, on: models.Model, *, by: User) -> None:
    """Note that somebody looked at what only some may see: the one thing that reading writes.

    Once an hour for a person and a thing, so that a page which is loaded again and again tells it once.
    """
    seen = AuditEntry.objects.filter(
        object_type=on._meta.label,
        object_id=str(on.pk),
        action=action,
        actor=by,
        at__gt=clock.real_now() - ONE_LOOK,
    )
    if not seen.exists():
        with transaction.atomic():
            record(action, on, by=by, is_private=True)


class Json(models.Value):
    """An object that is JSON already: a trail of thousands of cells is made as text, without a dictionary for each."""

    def __init__(self, text: str) -> None:
        super().__init__(text, output_field=models.TextField())


_PLAIN = frozenset({str, int})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON holds them."""
    if _PLAIN.issuperset(map(type, values.values())):
        return dict(values)
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, models.Model):
        return {"id": value.pk if isinstance(value.pk, int) else str(value.pk), "text": str(value)}
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(item) for item in value]
    return value


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, from both sides."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {k: before.get(k) for k in keys}, {k: after.get(k) for k in keys}


def history(of: models.Model) -> models.QuerySet[AuditEntry]:
    """The trail of one record, newest first."""
    return AuditEntry.objects.filter(object_type=of._meta.label, object_id=str(of.pk))
