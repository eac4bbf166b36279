"""The registrations of households, for the page of a household, which lies below this room."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from emulation.households.selectors.pledges import Pledge
from emulation.registrations.models import Registration

PILLS = {
    Registration.State.ACCEPTED: "ok",
    Registration.State.SUBMITTED: "now",
    Registration.State.RETURNED: "wait",
}


def pledges_of(user: Any, party_ids: Iterable[int]) -> list[Pledge]:
    """Those that the person may read, the newest first. One statement."""
    found = Registration.objects.visible_to(user).filter(party_id__in=list(party_ids)).select_related("campaign")
    return [
        Pledge(
            one.year,
            one.campaign.short_name,
            one.get_state_display(),
            PILLS.get(Registration.State(one.state), ""),
            one.first_submitted_at or one.submitted_at,
            reverse("registrations:page", args=[one.pk]),
        )
        for one in found.order_by("-year", "pk")
    ]
