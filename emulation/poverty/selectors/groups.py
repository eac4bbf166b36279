"""Whose figures a series follows: the poor, the near-poor, both, and groups among the poor."""

from dataclasses import dataclass
from fractions import Fraction

from emulation.poverty.models import ProtectedGroup
from emulation.poverty.rules import restating
from emulation.poverty.rules.breakdowns.tables import FEMALE_HEAD, POOR, LineName, key
from emulation.poverty.rules.columns import HOUSEHOLDS, field_name
from emulation.poverty.rules.restating import Restated

TOTAL = field_name(HOUSEHOLDS, "total")


@dataclass(frozen=True)
class Group:
    """`parts` are counted together: a rate of `whole`, or where there is none the households themselves."""

    key: str  # in the address
    title: str
    parts: tuple[str, ...]
    whole: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.parts, self.whole) if self.whole else self.parts

    @property
    def is_usual(self) -> bool:
        """The poor and the near-poor, whom every table of a series shows anyway."""
        return self in PLAIN[:2]

    @property
    def measure(self) -> str:
        return "%" if self.whole else "hộ"

    def count(self, restated: Restated) -> int | None:
        return restating.shown(self._sum(restated))

    def rate(self, restated: Restated) -> Fraction | None:
        """Of restated counts, never an average of rates."""
        part, whole = self._sum(restated), restated.counts.get(self.whole)
        return None if part is None or not whole else part / whole

    def value(self, restated: Restated) -> Fraction | None:
        """What a chart draws: per cent, or households."""
        if not self.whole:
            return self._sum(restated)
        rate = self.rate(restated)
        return None if rate is None else rate * 100

    def _sum(self, restated: Restated) -> Fraction | None:
        counts = [restated.counts.get(name) for name in self.parts]
        known = [count for count in counts if count is not None]
        return sum(known, Fraction(0)) if len(known) == len(counts) else None


def _field(name: str) -> str:
    return field_name(HOUSEHOLDS, name)


PLAIN = (
    Group("ngheo", "Tỷ lệ hộ nghèo", (_field("poor_end"),), TOTAL),
    Group("can-ngheo", "Tỷ lệ hộ cận nghèo", (_field("near_end"),), TOTAL),
    Group("da-chieu", "Tỷ lệ nghèo đa chiều (nghèo và cận nghèo)", (_field("poor_end"), _field("near_end")), TOTAL),
    Group(
        "dtts",
        "Tỷ lệ hộ nghèo dân tộc thiểu số (trên hộ DTTS)",
        (_field("poor_minority_end"),),
        _field("minority_total"),
    ),
)


def groups() -> list[Group]:
    """What may be followed. Groups of the catalogue are counted since 2022, as households among the poor. One
    statement."""
    rows = [*ProtectedGroup.objects.order_by("position").values_list("code", "name"), (FEMALE_HEAD, "Chủ hộ là nữ")]
    among = [
        Group(code.replace("_", "-"), f"Hộ nghèo: {name[:1].lower()}{name[1:]}", (_line(code),)) for code, name in rows
    ]
    return [*PLAIN, *among]


def _line(code: str) -> str:
    return LineName(HOUSEHOLDS, POOR, key(POOR, "group", code).partition(".")[2]).field
