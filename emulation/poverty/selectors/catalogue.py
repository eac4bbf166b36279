"""What each standard counts, and the causes and groups beside it, as a page or a form lists them."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulation.poverty.models import (
    EthnicGroup,
    PovertyCause,
    PovertyStandard,
    PrintedEthnicGroup,
    ProtectedGroup,
    StandardIndicator,
)
from emulation.poverty.rules import names
from emulation.territory.models import Unit


@dataclass(frozen=True)
class Counted:
    """A standard with its lacks in printing order."""

    standard: PovertyStandard
    indicators: Sequence[StandardIndicator]

    @property
    def dimensions(self) -> int:
        return len({lack.dimension_id for lack in self.indicators})

    @property
    def unsure(self) -> int:
        return sum(lack.certainty == "unconfirmed" for lack in self.indicators)


def standards() -> list[Counted]:
    """All standards, the newest first. Two statements."""
    lacks: dict[int, list[StandardIndicator]] = {}
    for lack in StandardIndicator.objects.select_related("dimension").order_by("position"):
        lacks.setdefault(lack.standard_id, []).append(lack)
    found = PovertyStandard.objects.select_related("unit").order_by("-first_year", "code")
    return [Counted(standard, lacks.get(standard.pk, [])) for standard in found]


def indicators(standard: PovertyStandard) -> list[StandardIndicator]:
    """What a standard counts as lacks, as its forms number them."""
    return list(StandardIndicator.objects.filter(standard=standard).select_related("dimension").order_by("position"))


def causes() -> list[PovertyCause]:
    return list(PovertyCause.objects.order_by("position"))


def groups() -> list[ProtectedGroup]:
    return list(ProtectedGroup.objects.order_by("position"))


def printed_groups(province: Unit | None) -> list[str]:
    """The peoples a province's tables print apart, in its order; none where nobody said (then all are "Khác")."""
    found = PrintedEthnicGroup.objects.filter(unit=province).order_by("position")
    return list(found.values_list("group__name", flat=True))


def peoples() -> dict[str, str]:
    """Every spelling of a people (`rules.names.key`) → its name in the catalogue."""
    rows = EthnicGroup.objects.order_by("position").values_list("name", "also")
    return names.by_spelling((name, name, also) for name, also in rows)
