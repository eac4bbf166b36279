"""What the rooms above, councils and decisions, say of a dossier on its way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from awards.dossiers.models import Dossier


@dataclass(frozen=True)
class Word:
    """What was said at one stop of the route: "01/BB-HĐTĐKT: 7 trên 15 phiếu (46,67%), cần ít nhất 8".

    `url` is the page where it stands, "" for a reader who may not open that.
    """

    act: str  # a RouteStep.Act
    text: str
    url: str = ""


Provider = Callable[[Any, Dossier], Iterable[Word]]
_providers: list[Provider] = []


def register_words(provider: Provider) -> None:
    """A room above tells here what it said of a dossier, as this user may read it."""
    if provider not in _providers:
        _providers.append(provider)


def words_of(user: Any, dossier: Dossier) -> list[Word]:
    return [word for provider in _providers for word in provider(user, dossier)]
