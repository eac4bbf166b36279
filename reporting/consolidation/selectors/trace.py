"""One figure of a snapshot with every part it was added from: the step between the total and the units' reports."""

from dataclasses import dataclass
from fractions import Fraction

from reporting.consolidation import rules
from reporting.consolidation.selectors.table import Line, Table, Total
from reporting.reports.rules import FIGURES, FigureSpec, Group, Number, Source


@dataclass(frozen=True)
class Rate:
    """A rate that a table shows: the two figures it is divided from."""

    code: str
    name: str
    part: str
    whole: str


RATES = {
    rate.code: rate
    for rate in (
        Rate("poor_rate_start", "Tỷ lệ hộ nghèo đầu năm", "poor_start", "households_start"),
        Rate("poor_rate", "Tỷ lệ hộ nghèo hiện tại", "poor", "households"),
        Rate("near_poor_rate_start", "Tỷ lệ hộ cận nghèo đầu năm", "near_poor_start", "households_start"),
        Rate("near_poor_rate", "Tỷ lệ hộ cận nghèo hiện tại", "near_poor", "households"),
    )
}


@dataclass(frozen=True)
class Part:
    """One participant's part. `why_not` says why a figure that is there is not added."""

    line: Line
    value: Number | None
    whole: Number | None
    share: Fraction | None
    is_added: bool
    why_not: str = ""

    @property
    def rate(self) -> Fraction | None:
        return _rate(self.value, self.whole)


@dataclass(frozen=True)
class Trace:
    """A figure or a rate, its parts, and what they come to."""

    code: str
    name: str
    unit: str
    part_spec: FigureSpec
    whole_spec: FigureSpec | None  # of a rate: the second count, a figure of its own
    has_whole: bool
    parts: tuple[Part, ...]
    value: Number | None
    whole: Number | None

    @property
    def rate(self) -> Fraction | None:
        return _rate(self.value, self.whole)

    @property
    def added(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.is_added)

    @property
    def anchor(self) -> str:
        """Where a unit's report shows it."""
        return "gifts_money_vnd" if self.part_spec is GIVEN else self.part_spec.code

    @property
    def adds_up(self) -> bool:
        """The parts shown give the total shown."""
        return sum(part.value or 0 for part in self.added) == (self.value or 0)


def _rate(part: Number | None, whole: Number | None) -> Fraction | None:
    if part is None or not whole:
        return None
    return Fraction(part) / Fraction(whole)


GIVEN = FigureSpec("given", "Đóng góp bằng tiền và hiện vật", "đồng", Source.CONTRIBUTIONS, Group.GIFTS)


def gifts_of(table: Table, *, communes: bool = True) -> Trace:
    """Money and goods together, as the tables show them; each unit's report shows them apart."""
    lines, total = (table.communes, table.total) if communes else (table.agencies, table.agencies_total)
    parts = []
    for line in lines:
        value = line.given_vnd if line.entry.has_figures else None
        is_added = value is not None
        why_not = "" if is_added else _why_not(line, value)
        parts.append(Part(line, value, None, _rate(value, total.given_vnd), is_added, why_not))
    return Trace(GIVEN.code, GIVEN.name, GIVEN.unit, GIVEN, None, False, tuple(parts), total.given_vnd, None)


def trace_of(table: Table, code: str, *, communes: bool = True) -> Trace | None:
    """None for a code that this snapshot does not hold."""
    if code == GIVEN.code:
        return gifts_of(table, communes=communes)
    lines, total = (table.communes, table.total) if communes else (table.agencies, table.agencies_total)
    rate = RATES.get(code)
    first = rate.part if rate else code
    if first not in FIGURES or not any(first in line.amounts for line in lines):
        return None
    spec = FIGURES[first]
    any_comparable = any(line.is_compared for line in lines)
    parts = tuple(_part(line, spec, rate, total, any_comparable) for line in lines)
    amount = total.amounts.get(first)
    whole = rules.value_of(total.amounts, rate.whole) if rate else (amount.whole if amount else None)
    return Trace(
        code,
        rate.name if rate else spec.name,
        "%" if rate else spec.unit,
        spec,
        FIGURES[rate.whole] if rate else None,
        rate is not None or spec.has_whole,
        parts,
        amount.value if amount else None,
        whole,
    )


def _part(line: Line, spec: FigureSpec, rate: Rate | None, total: Total, any_comparable: bool) -> Part:
    amount = line.amounts.get(spec.code)
    value = amount.value if amount else None
    whole = rules.value_of(line.amounts, rate.whole) if rate else (amount.whole if amount else None)
    is_added = rules.is_added(line.entry, spec.code, any_comparable=any_comparable)
    sum_value = rules.value_of(total.amounts, spec.code)
    share = _rate(value, sum_value) if is_added else None
    return Part(line, value, whole, share, is_added, "" if is_added else _why_not(line, value))


def _why_not(line: Line, value: Number | None) -> str:
    if not line.is_in:
        return "chưa nộp báo cáo"
    if not line.entry.has_figures:
        return "nộp bản giấy, không có số trong phần mềm"
    if value is None:
        return "chưa có số"
    return "chưa có cả số đầu năm và số hiện tại nên chưa cộng, để so cùng một nhóm đơn vị"
