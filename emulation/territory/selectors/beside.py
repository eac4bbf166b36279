"""What rooms above units show on a unit's page: its offices, the way to a reorganisation.

They register when the app starts; this room knows no more of them than title, text and address.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulation.territory.models import Unit


@dataclass(frozen=True)
class Entry:
    """One line of a panel."""

    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Panel:
    """A panel of the page. It is left out when it has no lines."""

    title: str
    entries: tuple[Entry, ...]


Provider = Callable[[Any, Unit, dt.date], Panel | None]
_panels: list[Provider] = []
_acts: list[Callable[[Any, Unit], Entry | None]] = []


def register_panel(provider: Provider) -> None:
    """`provider(user, unit, day)` gives a panel, or None."""
    _panels.append(provider)


def register_act(provider: Callable[[Any, Unit], Entry | None]) -> None:
    """`provider(user, unit)` gives a link to something this person may do with the unit elsewhere, or None."""
    _acts.append(provider)


def panels(user: Any, unit: Unit, day: dt.date) -> list[Panel]:
    found = [provider(user, unit, day) for provider in _panels]
    return [panel for panel in found if panel is not None and panel.entries]


def acts(user: Any, unit: Unit) -> list[Entry]:
    return [entry for provider in _acts if (entry := provider(user, unit)) is not None]
