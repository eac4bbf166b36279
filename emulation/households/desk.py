"""What this room shows on other rooms' pages: who helps a place, on the place's page."""

import datetime as dt
from typing import Any

from django.urls import reverse

from campaign_portal.foundation import vietnamese
from emulation.households import permissions
from emulation.households.models import Support
from emulation.households.selectors import helpers
from emulation.territory.models import Unit
from emulation.territory.selectors import beside
from emulation.territory.selectors.beside import Entry, Panel


def helpers_of_place(user: Any, unit: Unit, day: dt.date) -> Panel:
    """Names, deeds and days of those who help the place itself; of its households no word."""
    may_look = permissions.LOOK.holds(user)
    return Panel(
        "Ai giúp địa bàn này", tuple(_entry(support, may_look) for support in helpers.helping_now(user, unit, day))
    )


def _entry(support: Support, may_look: bool) -> Entry:
    since = f"từ {vietnamese.day(support.starts_on)}" if support.starts_on else f"năm {support.year}"
    until = f" đến hết {vietnamese.day(support.ends_on)}" if support.ends_on else ""
    url = reverse("households:support", args=[support.pk]) if may_look else ""
    return Entry(support.helper.name, f"{support.deed}, {since}{until}", url)


def way_to_assign(user: Any, unit: Unit) -> Entry | None:
    if unit.has_ended or not permissions.ASSIGN.holds(user) or not permissions.may_assign(user, unit):
        return None
    return Entry("Phân công người giúp…", url=reverse("households:place_help", args=[unit.pk]))


beside.register_panel(helpers_of_place)
beside.register_act(way_to_assign)
