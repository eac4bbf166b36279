"""Rates under their own names (`poverty.md` § 5). Of two that are easily taken for each other, each says of whom."""

from dataclasses import dataclass
from fractions import Fraction

from emulation.poverty.rules.columns import HOUSEHOLDS
from emulation.poverty.rules.printed.parts import Added, Count, Rate, Values

_POOR, _NEAR, _TOTAL = Count("poor_end"), Count("near_end"), Count("total")
_MINORITY_POOR = Count("poor_minority_end")


@dataclass(frozen=True)
class NamedRate:
    """`said` tells the two counts: "hộ nghèo trên tổng số hộ dân cư"."""

    name: str
    said: str
    rate: Rate

    def counts(self, values: Values) -> tuple[int | None, int | None]:
        return self.rate.part.of(values, HOUSEHOLDS), self.rate.whole.of(values, HOUSEHOLDS)

    def of(self, values: Values) -> Fraction | None:
        return self.rate.of(values, HOUSEHOLDS)


POOR = NamedRate("Tỷ lệ hộ nghèo", "hộ nghèo trên tổng số hộ dân cư", Rate(_POOR, _TOTAL))
NEAR_POOR = NamedRate("Tỷ lệ hộ cận nghèo", "hộ cận nghèo trên tổng số hộ dân cư", Rate(_NEAR, _TOTAL))
MULTIDIMENSIONAL = NamedRate(
    "Tỷ lệ nghèo đa chiều", "hộ nghèo và hộ cận nghèo trên tổng số hộ dân cư", Rate(Added((_POOR, _NEAR)), _TOTAL)
)
# Both are printed: Bình Thuận 2022 had 3 373 poor minority households, 13,13 % of the minority households and 31,56 %
# of the poor.
MINORITY_POOR = NamedRate(
    "Tỷ lệ hộ nghèo dân tộc thiểu số",
    "hộ nghèo DTTS trên tổng số hộ DTTS",
    Rate(_MINORITY_POOR, Count("minority_total")),
)
MINORITY_AMONG_POOR = NamedRate(
    "Tỷ lệ hộ dân tộc thiểu số trong hộ nghèo", "hộ nghèo DTTS trên tổng số hộ nghèo", Rate(_MINORITY_POOR, _POOR)
)
RELAPSED = NamedRate(
    "Tỷ lệ tái nghèo",
    "hộ tái nghèo trên số hộ thoát nghèo trong kỳ",
    Rate(Count("poor_relapsed"), Added((Count("poor_to_near"), Count("poor_above_near")))),
)
NEWLY_POOR = NamedRate(
    "Tỷ lệ hộ nghèo phát sinh mới", "hộ nghèo phát sinh mới trên tổng số hộ dân cư", Rate(Count("poor_new"), _TOTAL)
)

ALL = (POOR, NEAR_POOR, MULTIDIMENSIONAL, MINORITY_POOR, MINORITY_AMONG_POOR, RELAPSED, NEWLY_POOR)
