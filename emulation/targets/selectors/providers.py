"""Figures whose source lies above this room, or that reviews do not hold yet: whoever has them registers a provider.

A provider gives readings of a quantity for places and years; until one is registered for a population group, a person
types its figures with their paper (`StatedFigure`).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from emulation.campaigns.models import Campaign
from emulation.poverty.models import PovertyStandard
from emulation.targets.rules.verdicts import Reading
from emulation.territory.models import Unit


class Provider(Protocol):
    def __call__(
        self, campaign: Campaign, places: Sequence[Unit], years: range, standard: PovertyStandard | None
    ) -> Mapping[tuple[int, int], Reading]:
        """(unit id, year) → reading, for those that have one; the same number of statements for any number."""
        ...  # pragma: no cover


_PROVIDERS: dict[tuple[str, str], Provider] = {}


def register(quantity: str, provider: Provider, *, group: str = "") -> None:
    """`register("houses_built", …)`, `register("poor", …, group="khmer")`."""
    _PROVIDERS[quantity, group] = provider


def provider_of(quantity: str, group: str) -> Provider | None:
    return _PROVIDERS.get((quantity, group))
