"""The way from a unit's page to a reorganisation, for whoever may prepare one."""

from typing import Any

from django.urls import reverse

from campaign_portal.shell.reorganization import permissions
from emulation.territory.models import Unit
from emulation.territory.selectors import beside
from emulation.territory.selectors.beside import Entry


def prepare(user: Any, unit: Unit) -> Entry | None:
    """Mergers and splits, of hamlets too, are change sets."""
    if unit.has_ended or not permissions.covers(user, unit.parent):
        return None
    return Entry("Nhập, chia tách: lập phương án…", url=reverse("reorganization:new"))


beside.register_act(prepare)
