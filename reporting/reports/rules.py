"""The figures a report can hold: where each comes from, how it is added up. Pure data and pure functions.

Rates are never figures: they are divided again from the counts at every level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese
from campaign_portal.foundation.periods import Period

Number = int | Decimal


class Source(StrEnum):
    REVIEW = "review"  # the commune's review of the period (or the list the year began with)
    CONTRIBUTIONS = "contributions"  # confirmed contributions of the year so far
    TYPED = "typed"  # a person types it; the last report's figure stands beside


class Group(StrEnum):
    """Where a figure stands in the table of a report."""

    POVERTY = "Hộ nghèo, hộ cận nghèo"
    HELP = "Giúp đỡ hộ nghèo"
    GIFTS = "Đóng góp, huy động"
    POLICY = "Chính sách"


@dataclass(frozen=True)
class FigureSpec:
    """One figure. `review_key` is the review column it takes, at the start of the year or now."""

    code: str
    name: str
    unit: str
    source: Source
    group: Group
    review_key: str = ""
    at_start: bool = False
    has_whole: bool = False  # a share: so many of so many
    indicator: str = ""  # typed figures are written down as this indicator's Measurement

    @property
    def is_typed(self) -> bool:
        return self.source == Source.TYPED

    @property
    def is_money(self) -> bool:
        return self.unit == "đồng"


def _review(code: str, name: str, key: str, *, at_start: bool = False) -> FigureSpec:
    return FigureSpec(code, name, "hộ", Source.REVIEW, Group.POVERTY, key, at_start)


def _typed(code: str, name: str, unit: str, group: Group = Group.HELP, *, has_whole: bool = False) -> FigureSpec:
    return FigureSpec(code, name, unit, Source.TYPED, group, has_whole=has_whole, indicator=code)


def _given(code: str, name: str, unit: str) -> FigureSpec:
    return FigureSpec(code, name, unit, Source.CONTRIBUTIONS, Group.GIFTS)


def _persons(code: str, name: str) -> FigureSpec:
    return _typed(code, name, "người", Group.POLICY, has_whole=True)


REGISTERED_TO_ESCAPE = "registered_to_escape"

FIGURES = {
    spec.code: spec
    for spec in (
        _review("households_start", "Tổng số hộ dân cư đầu năm", "total", at_start=True),
        _review("households", "Tổng số hộ dân cư", "total"),
        _review("poor_start", "Hộ nghèo đầu năm", "poor_end", at_start=True),
        _review("poor", "Hộ nghèo hiện tại", "poor_end"),
        _review("near_poor_start", "Hộ cận nghèo đầu năm", "near_end", at_start=True),
        _review("near_poor", "Hộ cận nghèo hiện tại", "near_end"),
        _review("escaped", "Hộ thoát nghèo", "escaped"),
        _review("relapsed", "Hộ tái nghèo", "poor_relapsed"),
        _review("newly_poor", "Hộ nghèo phát sinh mới", "poor_new"),
        _typed(REGISTERED_TO_ESCAPE, "Hộ đăng ký thoát nghèo", "hộ"),
        _typed("helped_households", "Hộ được giúp đỡ", "hộ"),
        _typed("helpers", "Cán bộ, đảng viên, tổ chức giúp hộ", "người, tổ chức"),
        _given("gifts_money_vnd", "Đóng góp bằng tiền", "đồng"),
        _given("gifts_goods_vnd", "Đóng góp bằng hiện vật", "đồng"),
        _given("labour_days", "Ngày công giúp đỡ", "ngày công"),
        _given("houses_built", "Nhà xây mới", "nhà"),
        _given("houses_repaired", "Nhà sửa chữa", "nhà"),
        _typed("policy_health", "Hưởng đủ chính sách y tế", "hộ", Group.POLICY, has_whole=True),
        _typed("policy_loan", "Được vay vốn ưu đãi", "hộ", Group.POLICY, has_whole=True),
        _typed("policy_other", "Hưởng chính sách khác", "hộ", Group.POLICY, has_whole=True),
        # S3 II.1 names poor persons beside the households: those who live in none of these are counted by head.
        _persons("policy_health_persons", "Người nghèo ngoài các hộ ấy hưởng đủ chính sách y tế"),
        _persons("policy_loan_persons", "Người nghèo ngoài các hộ ấy được vay vốn ưu đãi"),
        _persons("policy_other_persons", "Người nghèo ngoài các hộ ấy hưởng chính sách khác"),
    )
}


def in_order(codes: list[str]) -> list[FigureSpec]:
    """The figures of a form, in the order every table shows them."""
    return [spec for code, spec in FIGURES.items() if code in codes]


def review_period(period: Period) -> str | None:
    """The review whose figures a report takes: quarter II the 6-month one, III 9, IV 12; quarter I has none.

    A report asked for out of turn takes the last one up to its month.
    """
    months = period.last_month // 3 * 3
    return f"{period.year}-M{months:02d}" if months in (6, 9, 12) else None


@dataclass(frozen=True)
class Poverty:
    """What the counts of a place come to: rates and falls, divided anew from the counts, never stored."""

    counts: Mapping[str, Number | None]

    def _count(self, code: str) -> int | None:
        value = self.counts.get(code)
        return None if value is None else int(value)

    @property
    def start_rate(self) -> Fraction | None:
        return quantities.rate(self._count("poor_start"), self._count("households_start"))

    @property
    def rate(self) -> Fraction | None:
        return quantities.rate(self._count("poor"), self._count("households"))

    @property
    def near_start_rate(self) -> Fraction | None:
        return quantities.rate(self._count("near_poor_start"), self._count("households_start"))

    @property
    def near_rate(self) -> Fraction | None:
        return quantities.rate(self._count("near_poor"), self._count("households"))

    @property
    def relapse_rate(self) -> Fraction | None:
        """Over all households: our reading of S3 II.1, said beside the figure."""
        return quantities.rate(self._count("relapsed"), self._count("households"))

    @property
    def fall_points(self) -> Fraction | None:
        """In percentage points, unrounded; a fall is positive."""
        return quantities.points_fallen(self.start_rate, self.rate)

    @property
    def fall_households(self) -> int | None:
        return self._difference("poor_start", "poor")

    @property
    def near_fall_households(self) -> int | None:
        return self._difference("near_poor_start", "near_poor")

    def _difference(self, start: str, end: str) -> int | None:
        before, now = self._count(start), self._count(end)
        return None if before is None or now is None else before - now


def asked_by_now(plan: Decimal | None, period: Period) -> Fraction | None:
    """What a year's plan asks by the end of a period, linear in time: nobody assigned it ("ước theo thời gian")."""
    return None if plan is None else Fraction(plan) * period.last_month / 12


# Fields of the page, named once: problems point to them.


def value_field(code: str) -> str:
    return f"so_{code}"


def whole_field(code: str) -> str:
    return f"du_{code}"


def note_field(code: str) -> str:
    return f"gt_{code}"


def too_many_eligible(spec: FigureSpec, whole: Number | None, counts: Mapping[str, Number | None]) -> str:
    """A sentence when more households are eligible than are poor or near-poor, now or at the start; else "".

    It may be right (a policy can reach newly escaped households), so it asks for a note and does not refuse.
    """
    pairs = (("poor", "near_poor"), ("poor_start", "near_poor_start"))
    sums = [(counts.get(poor) or 0) + (counts.get(near) or 0) for poor, near in pairs if counts.get(poor) is not None]
    if spec.unit == "người":  # persons of no poor household: the reviews count households
        return ""
    if not spec.has_whole or whole is None or not sums or whole <= max(sums):
        return ""
    return (
        f"{spec.name}: {number_text(whole)} hộ đủ điều kiện, nhiều hơn {number_text(max(sums))} hộ nghèo và cận nghèo. "
        "Xin kiểm tra lại; nếu đúng, xin ghi lý do."
    )


def more_than_eligible(spec: FigureSpec, value: int, whole: int) -> str:
    """The sentence for an impossible share, with a guess at the slip."""
    guess = likely_slip(value, whole)
    ask = (
        f"Xin kiểm tra lại; có phải {number_text(guess)}?"
        if guess
        else f"Nhiều nhất là {number_text(whole)}; xin kiểm tra lại hai số."
    )
    share = f"{number_text(value)} trên {number_text(whole)} {spec.unit}"
    return f"{spec.name}: đã hưởng {share} đủ điều kiện là không thể. {ask}"


def likely_slip(value: int, limit: int) -> int | None:
    """A guess at what was meant by a count above its limit, where one slip of the finger explains it: one digit too
    many ("128" of 76: 28?), one digit of the limit mistyped ("143" of 140: 140?). Of "150" of 123: nothing."""
    digits, most = str(value), str(limit)
    if len(digits) == len(most):
        return limit if sum(one != other for one, other in zip(digits, most, strict=True)) == 1 else None
    if len(digits) != len(most) + 1:
        return None
    fewer = {digits[:place] + digits[place + 1 :] for place in range(len(digits))}
    possible = [int(guess) for guess in fewer if not guess.startswith("0") and int(guess) <= limit]
    return max(possible, default=None)


def exact(value: Decimal | None) -> Number | None:
    """A stored decimal as a count where it is one."""
    return int(value) if value is not None and value == value.to_integral_value() else value


def fewer_text(households: int | None) -> str:
    """A fall in households: "25"; a rise reads "tăng 3"."""
    if households is None:
        return "–"
    return vietnamese.grouped(households) if households >= 0 else f"tăng {vietnamese.grouped(-households)}"


def share_text(value: Number | None, whole: Number | None) -> str:
    """So many of so many: "60 / 75"; "–" where neither is there."""
    return "–" if value is None and whole is None else f"{number_text(value)} / {number_text(whole)}"


def opening(text: str) -> str:
    """The same at the start of a line: "Quý II năm 2020"."""
    return text[:1].upper() + text[1:]


def number_text(value: Number | None) -> str:
    """A figure as read: 1.234; 12,5 working days; "–" where there is none, for empty is not 0."""
    if value is None:
        return "–"
    number = exact(Decimal(value))
    if isinstance(number, int):
        return vietnamese.grouped(number)
    return vietnamese.decimal_text(quantities.round_half_up(value, 1), 1)
