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


def discard(user: User, form_key: str, object_key: str) -> None:
    Draft.objects.filter(user=user, form_key=form_key, object_key=object_key).delete()
