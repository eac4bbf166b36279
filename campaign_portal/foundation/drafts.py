"""What a person is typing, kept as raw text until it can become a fact."""

from typing import Any

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import Draft, User


def load(user: User, form_key: str, object_key: str) -> dict[str, Any]:
    """The kept text, {} when there is none."""
    data = Draft.objects.filter(user=user, form_key=form_key, object_key=object_key).values_list("data", flat=True)
    return data.first() or {}


def save(user: User, form_key: str, object_key: str, data: dict[str, Any]) -> None:
    """Keep the text as it is; nothing to keep removes the draft."""
    if not data:
        discard(user, form_key, object_key)
        return
    Draft.objects.update_or_create(
        user=user, form_key=form_key, object_key=object_key, defaults={"data": data, "saved_at": clock.real_now()}
    )


def put(user: User, form_key: str, pieces: dict[str, dict[str, Any]]) -> None:
    """Keep many texts at once, by object key; none of them is there yet."""
    now = clock.real_now()
    Draft.objects.bulk_create(
        Draft(user=user, form_key=form_key, object_key=key, data=data, saved_at=now) for key, data in pieces.items()
    )


def discard_below(user: User, form_key: str, prefix: str) -> None:
    """Forget every text whose object key begins so."""
    Draft.objects.filter(user=user, form_key=form_key, object_key__startswith=prefix).delete()


def discard(user: User, form_key: str, object_key: str) -> None:
    Draft.objects.filter(user=user, form_key=form_key, object_key=object_key).delete()
