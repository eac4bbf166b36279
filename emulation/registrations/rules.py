"""What a line of a pledge may say: pure functions over the line and the ground it stands on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese
from campaign_portal.foundation.errors import Problem
from emulation.targets import rules as indicators

FIGURE, EACH_HAMLET, DEED_COUNT, DEED = "figure", "each_hamlet", "deed_count", "deed"
TYPED = frozenset({FIGURE, EACH_HAMLET})  # lines whose figure a person types
MOST = 10**12  # as much as the column holds
MOST_VND = 10**13  # no gift of a campaign is larger


@dataclass(frozen=True)
class Ground:
    """What a participant starts the year with; None where the product does not know it (then nothing is refused)."""

    place: str  # "xã Tả Van"
    on: str  # the day of the list, "31/12/2019"
    households: int | None = None
    poor: int | None = None
    near_poor: int | None = None
    hamlets: int | None = None

    @property
    def poor_rate(self) -> Fraction | None:
        return quantities.rate(self.poor, self.households)


@dataclass(frozen=True)
class Line:
    """One line of a pledge as plain values. `key` names it in problems: "pledged_12"."""

    key: str
    text: str
    nature: str
    indicator: str = ""
    unit_of_measure: str = ""
    assigned: Decimal | None = None
    pledged: Decimal | None = None
    note: str = ""

    @property
    def measure(self) -> str:
        """points, percent or count: decides how the figure is read and written."""
        return measure_of(self.indicator)

    @property
    def is_below_plan(self) -> bool:
        return self.pledged is not None and self.assigned is not None and self.pledged < self.assigned

    def with_unit(self, value: Decimal | Fraction | int) -> str:
        """ "6,50 điểm %", "45 hộ", "42,61%"."""
        shown = indicators.figure_text(self.measure, value)
        return shown if self.measure == "percent" else f"{shown} {self.unit_of_measure}".strip()


def measure_of(indicator: str) -> str:
    """A line without an indicator counts something."""
    spec = indicators.INDICATORS.get(indicator)
    return spec.measure if spec else "count"


def told(pledged: Decimal | None, note: str, value_vnd: int | None = None) -> str:
    """A line as the trail tells it: how much, worth what, with its note."""
    amount = f"{pledged.normalize():f}" if pledged is not None else ""
    value = "" if value_vnd is None else f"{vietnamese.grouped(value_vnd)} đồng"
    return " · ".join(part for part in (amount, value, note) if part)


def read(measure: str, text: str) -> Decimal | None:
    """What a person typed as a figure of this measure; None when empty. Raises NotANumber with a sentence."""
    if measure not in {"points", "percent"}:
        number = quantities.parse_count(text, most=MOST - 1)
        return None if number is None else Decimal(number)
    typed = quantities.parse_decimal(text)
    if typed is None:
        return None
    if typed < 0:
        raise quantities.NotANumber(f"“{vietnamese.nfc(text)}” là số âm; mức giảm ghi số dương")
    if typed >= MOST:
        raise quantities.NotANumber(f"“{vietnamese.nfc(text)}” quá lớn; xin kiểm tra lại số chữ số")
    if typed != round(typed, 2):
        raise quantities.NotANumber(f"“{vietnamese.nfc(text)}” có quá hai chữ số thập phân; ví dụ đúng: 6,25")
    return typed


@dataclass(frozen=True)
class _Limit:
    """The most a figure can be, and what there is so much of."""

    of: Callable[[Ground], Fraction | int | None]
    what: str


_LIMITS = {
    indicators.ESCAPED: _Limit(lambda ground: ground.poor, "hộ nghèo"),
    indicators.POOR_FALL: _Limit(lambda ground: ground.poor, "hộ nghèo"),
    indicators.REGISTERED_TO_ESCAPE: _Limit(lambda ground: ground.poor, "hộ nghèo"),
    indicators.NEAR_POOR_FALL: _Limit(lambda ground: ground.near_poor, "hộ cận nghèo"),
    indicators.HELPED: _Limit(lambda ground: _sum(ground.poor, ground.near_poor), "hộ nghèo, cận nghèo"),
}


def _sum(*counts: int | None) -> int | None:
    return None if None in counts else sum(count for count in counts if count is not None)


def impossible(line: Line, ground: Ground) -> str | None:
    """Why a figure can't be (S3 V.5: more households than there are); None when it can."""
    if line.pledged is None:
        return None
    pledged = Fraction(line.pledged)
    if pledged < 0:
        return f"{line.text}: {line.with_unit(line.pledged)} là số âm; xin ghi từ 0 trở lên."
    if line.indicator == indicators.POVERTY_RATE_FALL:
        rate = ground.poor_rate
        if rate is not None and pledged > rate * 100:
            return (
                f"{line.text}: đăng ký {line.with_unit(pledged)}, nhiều hơn cả tỷ lệ hộ nghèo "
                f"{quantities.percent_text(rate)} ({ground.poor}/{ground.households} hộ) của {ground.place} ngày "
                f"{ground.on}{_guess(line.measure, pledged, rate * 100)}"
            )
        return None
    if line.nature == EACH_HAMLET:
        if ground.hamlets is not None and pledged > ground.hamlets:
            return (
                f"{line.text}: đăng ký {line.with_unit(pledged)}, nhưng {ground.place} có {ground.hamlets} thôn, "
                f"tổ dân phố{_guess(line.measure, pledged, ground.hamlets)}"
            )
        return None
    limit = _LIMITS.get(line.indicator)
    most = limit.of(ground) if limit else None
    if limit is None or most is None or pledged <= most:
        return None
    return (
        f"{line.text}: đăng ký {line.with_unit(pledged)}, nhưng ngày {ground.on} {ground.place} có "
        f"{vietnamese.grouped(int(most))} {limit.what}{_guess(line.measure, pledged, most)}"
    )


def _guess(measure: str, pledged: Fraction, most: Fraction | int) -> str:
    """ "; có phải 6,5?" where a digit too many or a lost comma explains the figure."""
    for divisor in (10, 100):
        guess = pledged / divisor
        whole = measure in {"points", "percent"} or guess.denominator == 1
        if whole and 0 < guess <= most:
            return f"; có phải {indicators.figure_text(measure, guess)}?"
    return ". Xin kiểm tra lại."


def asks_for_note(line: Line) -> str | None:
    """A pledge below the assigned figure is possible, but wants its reason (S3 III.1: by the assigned goals)."""
    pledged, plan = line.pledged, line.assigned
    if pledged is None or plan is None or pledged >= plan or line.note.strip():
        return None
    return (
        f"{line.text}: đăng ký {indicators.figure_text(line.measure, pledged)}, thấp hơn mức giao "
        f"{line.with_unit(plan)}. Xin ghi lý do vào cột Ghi chú, hoặc sửa số đăng ký."
    )


def missing(lines: Iterable[Line]) -> Iterator[Problem]:
    """What a pledge still lacks before it can go to the leader: sentences beside the button."""
    for line in lines:
        if line.nature in TYPED and line.pledged is None:
            yield Problem(f"{line.text}: chưa ghi số đăng ký.", field=line.key, code="empty")
        elif line.nature == DEED_COUNT and not line.pledged:
            yield Problem(f"{line.text}: chưa ghi việc làm nào ở mục Việc làm, mô hình.", field="deeds", code="empty")
        elif sentence := asks_for_note(line):
            yield Problem(sentence, field=line.key.replace("pledged", "note"), code="below_plan")
