"""The voluntary registration to escape poverty, shown on a household's page from where it was registered.

Registrations lie above this room: their room says here how to find those of a party.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pledge:
    """A registration of a household: of which year and campaign, how it stands, where it is read."""

    year: int
    campaign: str
    state: str
    pill: str
    on: dt.datetime | None
    url: str


Provider = Callable[[Any, Iterable[int]], list[Pledge]]
_provider: Provider | None = None


def register_provider(provider: Provider) -> None:
    """`provider(user, party_ids)` gives the registrations of these parties that the person may read."""
    global _provider
    _provider = provider


def pledges_of(user: Any, party_ids: Iterable[int]) -> list[Pledge]:
    return _provider(user, party_ids) if _provider else []
