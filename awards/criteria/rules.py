"""Measured criteria: one pure function per kind. Facts in; verdict out, with the facts used and a sentence.

Each function says what its parameters are (checked when a definition is loaded) and which facts it needs. Below them:
how the verdicts of a group, and of all groups of a class, count together.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from campaign_portal.foundation import quantities, vietnamese
from emulation.targets import rules as targets


class Outcome(StrEnum):
    MET = "met"
    UNMET = "unmet"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Measured:
    """What a measured criterion comes to: outcome, the facts used as plain values, and the facts in words."""

    outcome: Outcome
    text: str
    facts: dict[str, Any] = field(default_factory=dict)
    is_provisional: bool = False


@dataclass(frozen=True)
class Gifts:
    """Confirmed contributions of a party in the campaign; unconfirmed ones are told, never counted (S3 IV.2.2)."""

    confirmed_vnd: int
    unconfirmed_vnd: int = 0
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fall:
    """How far a poverty rate fell, against the plan assigned; with the counts both rates come from."""

    plan_points: Fraction | None
    start_poor: int | None = None
    start_total: int | None = None
    end_poor: int | None = None
    end_total: int | None = None
    period_name: str = ""
    figures_on: dt.date | None = None  # the day the figures stand for
    plan_unit: str = ""  # whose plan was used: a hamlet without its own is judged on its commune's
    is_provisional: bool = True
    review_id: int | None = None  # where the figures stand


@dataclass(frozen=True)
class Helped:
    """Households a party helped into stable work and out of poverty, and those still under way."""

    escaped: int
    under_way: int = 0


@dataclass(frozen=True)
class PoorList:
    """Whether a household was on the list of a year, and the decision that approved the list ("" none noted yet)."""

    on_list: bool | None
    decision: str = ""


@dataclass(frozen=True)
class Income:
    """A household's income per head, đồng a month, in the base year and now."""

    base_vnd: int | None
    now_vnd: int | None
    now_year: int = 0
    is_provisional: bool = False


@dataclass(frozen=True)
class Escape:
    """When a household registered of its own will to escape poverty; whether anything is known of it at all."""

    registered_on: dt.date | None
    is_known: bool


@dataclass(frozen=True)
class Reports:
    """The reports a participant owed in the campaign that are due by now: in time, late, missing."""

    on_time: int
    late: int
    missing: int


@dataclass(frozen=True)
class Targets:
    """The plan's targets for a unit, as they stand: sentence by sentence, met or not, or nothing to judge by yet."""

    met: tuple[str, ...]
    unmet: tuple[str, ...]
    no_data: tuple[str, ...]


def registered_to_escape(facts: Escape) -> Measured:
    """Of its own will registered to escape poverty (S0 III-TC 4.2, S1 III.1.đ)."""
    if facts.registered_on:
        day = vietnamese.day(facts.registered_on)
        return Measured(Outcome.MET, f"Đăng ký thoát nghèo ngày {day}.", {"registered_on": str(facts.registered_on)})
    if not facts.is_known:
        return Measured(Outcome.NO_DATA, "Chưa nhập hộ này vào sổ hộ của các năm trong phong trào.")
    return Measured(Outcome.UNMET, "Chưa ghi hộ này đăng ký thoát nghèo.")


def reports_on_time(facts: Reports) -> Measured:
    """Regular and ad hoc reports as required (S0 III-TC 2, S1 III.1.b): none missing, none late."""
    used = {"on_time": facts.on_time, "late": facts.late, "missing": facts.missing}
    if not facts.on_time + facts.late + facts.missing:
        return Measured(Outcome.NO_DATA, "Chưa có báo cáo nào đến hạn.", used)
    text = f"{facts.on_time} báo cáo đúng hạn, {facts.late} trễ hạn, {facts.missing} chưa gửi."
    return Measured(Outcome.UNMET if facts.late or facts.missing else Outcome.MET, text, used)


def gifts_recorded(facts: Gifts) -> Measured:
    """Concrete contributions (S0 III-TC 6, S1 III.1.f): without an amount in the plan, one confirmed gift passes."""
    if not facts.papers:
        text = "Chưa có đóng góp nào được xác nhận."
    else:
        text = f"{len(facts.papers)} đóng góp đã xác nhận, quy ra tiền {vietnamese.money(facts.confirmed_vnd)}."
    if facts.unconfirmed_vnd:
        text += f" Còn {vietnamese.money(facts.unconfirmed_vnd)} chưa có giấy xác nhận, chưa tính."
    return Measured(
        Outcome.MET if facts.papers else Outcome.UNMET,
        text,
        {"confirmed_vnd": facts.confirmed_vnd, "unconfirmed_vnd": facts.unconfirmed_vnd, "papers": list(facts.papers)},
    )


def targets_met(facts: Targets) -> Measured:
    """Every target the plan sets for such a unit is met (S0 III-TC 2, 3; S1 III.1.b–d)."""
    used = {"met": list(facts.met), "unmet": list(facts.unmet), "no_data": list(facts.no_data)}
    parts = [
        f"{word}: {'; '.join(sentences)}"
        for word, sentences in (("Đạt", facts.met), ("chưa đạt", facts.unmet), ("chưa có số", facts.no_data))
        if sentences
    ]
    text = ". ".join(parts)
    if facts.unmet:
        return Measured(Outcome.UNMET, f"{text}.", used)
    if facts.no_data or not facts.met:
        return Measured(Outcome.NO_DATA, f"{text or 'Chưa có chỉ tiêu nào cho đơn vị này'}.", used)
    return Measured(Outcome.MET, f"{text}.", used)


def gifts_at_least(facts: Gifts, *, vnd: int) -> Measured:
    """Gifts in money's worth from an amount (S3 IV.2.2.a, b): exactly the amount passes."""
    text = f"Đã xác nhận {vietnamese.money(facts.confirmed_vnd)}, mức cần {vietnamese.money(vnd)}."
    if facts.unconfirmed_vnd:
        text += f" Còn {vietnamese.money(facts.unconfirmed_vnd)} chưa có giấy xác nhận, chưa tính."
    return Measured(
        Outcome.MET if facts.confirmed_vnd >= vnd else Outcome.UNMET,
        text,
        {"confirmed_vnd": facts.confirmed_vnd, "unconfirmed_vnd": facts.unconfirmed_vnd, "papers": list(facts.papers)},
    )


def fall_beats_plan_by(facts: Fall, *, percent: int) -> Measured:
    """The fall beats the assigned plan by a percentage: (actual − planned) / planned (S3 IV.2.2.a)."""
    start = quantities.rate(facts.start_poor, facts.start_total)
    end = quantities.rate(facts.end_poor, facts.end_total)
    fall = quantities.points_fallen(start, end)
    used = {name: getattr(facts, name) for name in ("start_poor", "start_total", "end_poor", "end_total")}
    used |= {"period": facts.period_name, "review_id": facts.review_id}
    if fall is None:
        return Measured(Outcome.NO_DATA, "Chưa có số rà soát của năm nay để tính mức giảm.", used)
    done = (
        f"thực hiện {quantities.points_text(fall)} ({facts.start_poor}/{facts.start_total} hộ còn "
        f"{facts.end_poor}/{facts.end_total} hộ)"
    )
    provisional = _provisional(facts) if facts.is_provisional else ""
    attained = targets.attainment(fall, facts.plan_points)
    if attained is None:
        text = f"Chưa được giao chỉ tiêu giảm nghèo nên chưa tính được mức vượt; {done}.{provisional}"
        return Measured(Outcome.NO_DATA, text, used, facts.is_provisional)
    beaten = attained * 100
    word = "vượt" if beaten >= 0 else "hụt"
    places = targets.places_apart(beaten, Fraction(percent), least=1)
    share = vietnamese.decimal_text(quantities.round_half_up(abs(beaten), places), places)
    text = f"Giao giảm {quantities.points_text(facts.plan_points)} điểm %, {done}, {word} {share}%."
    if facts.plan_unit:
        text += f" Chưa được giao riêng, lấy chỉ tiêu của {facts.plan_unit}."
    outcome = Outcome.MET if beaten >= percent else Outcome.UNMET
    used |= {"plan_points": str(facts.plan_points), "plan_unit": facts.plan_unit}
    return Measured(outcome, text + provisional, used, facts.is_provisional)


def _provisional(facts: Fall) -> str:
    until = f" (đến {vietnamese.day(facts.figures_on)})" if facts.figures_on else ""
    return f" Số {facts.period_name}{until} là sơ bộ, xem lại khi có số chính thức."


def helped_at_least(facts: Helped, *, households: int) -> Measured:
    """Households helped into stable work and out of poverty: "05-10 hộ" passes from 5 (S3 IV.2.2.b)."""
    text = f"Đã giúp {facts.escaped} hộ có việc làm ổn định, thoát nghèo; mức cần {households} hộ."
    if facts.under_way:
        text += f" Còn {facts.under_way} hộ đang giúp, chưa tính."
    outcome = Outcome.MET if facts.escaped >= households else Outcome.UNMET
    return Measured(outcome, text, {"escaped": facts.escaped, "under_way": facts.under_way})


def on_poor_list(facts: PoorList, *, year: int) -> Measured:
    """On the list of poor households the commune approved in a year (S3 IV.2.2.b).

    What counts is the decision that approved the list, not the year alone.
    """
    if facts.on_list is None:
        return Measured(Outcome.NO_DATA, f"Chưa nhập danh sách hộ nghèo năm {year} của thôn này.")
    if not facts.on_list:
        return Measured(Outcome.UNMET, f"Không có trong danh sách hộ nghèo được phê duyệt năm {year}.")
    if not facts.decision:
        text = f"Có trong danh sách hộ nghèo năm {year} nhưng chưa ghi số quyết định phê duyệt danh sách."
        return Measured(Outcome.NO_DATA, text)
    text = f"Có trong danh sách hộ nghèo năm {year}, {facts.decision}."
    return Measured(Outcome.MET, text, {"decision": facts.decision})


def income_multiple(facts: Income, *, times: int, base_year: int) -> Measured:
    """Income per head at least so many times that of a base year (S3 IV.2.2.b)."""
    ratio = targets.multiple(facts.base_vnd, facts.now_vnd)
    if ratio is None or facts.base_vnd is None or facts.now_vnd is None:
        lacking = [str(base_year)] * (not facts.base_vnd) + [str(facts.now_year)] * (facts.now_vnd is None)
        return Measured(Outcome.NO_DATA, f"Chưa có thu nhập bình quân đầu người của hộ năm {' và '.join(lacking)}.")
    places = targets.places_apart(ratio, Fraction(times))
    shown = vietnamese.decimal_text(quantities.round_half_up(ratio, places), places)
    text = (
        f"Năm {base_year}: {vietnamese.money(facts.base_vnd)}/người/tháng; năm {facts.now_year}: "
        f"{vietnamese.money(facts.now_vnd)}/người/tháng, gấp {shown} lần; mức cần {times} lần."
    )
    if facts.is_provisional:
        text += f" Thu nhập năm {facts.now_year} là số sơ bộ, xem lại khi có số chính thức."
    outcome = Outcome.MET if ratio >= times else Outcome.UNMET
    return Measured(outcome, text, {"base_vnd": facts.base_vnd, "now_vnd": facts.now_vnd}, facts.is_provisional)


@dataclass(frozen=True)
class Measure:
    """A measure by name: its function, the facts it takes, the whole-number parameters it asks for, its words."""

    function: Callable[..., Measured]
    facts: type
    parameters: tuple[str, ...]
    words: str


MEASURES: Mapping[str, Measure] = {
    "gifts_at_least": Measure(gifts_at_least, Gifts, ("vnd",), "quà, hiện vật quy ra tiền từ mức vnd (đồng)"),
    "fall_beats_plan_by": Measure(
        fall_beats_plan_by, Fall, ("percent",), "giảm nghèo vượt kế hoạch giao từ percent (%)"
    ),
    "helped_at_least": Measure(helped_at_least, Helped, ("households",), "giúp từ households hộ"),
    "on_poor_list": Measure(on_poor_list, PoorList, ("year",), "có trong danh sách hộ nghèo năm year"),
    "income_multiple": Measure(income_multiple, Income, ("times", "base_year"), "thu nhập gấp times lần năm base_year"),
    "registered_to_escape": Measure(registered_to_escape, Escape, (), "đã đăng ký thoát nghèo"),
    "reports_on_time": Measure(reports_on_time, Reports, (), "báo cáo đúng hạn"),
    "gifts_recorded": Measure(gifts_recorded, Gifts, (), "có đóng góp được ghi nhận"),
    "targets_met": Measure(targets_met, Targets, (), "đạt các chỉ tiêu được giao"),
}


# --- Verdicts counted together --------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """How one criterion stands: measured, judged, or not judged yet."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"
    WAITING = "waiting"

    @property
    def is_found(self) -> bool:
        return self is not Verdict.WAITING


class Standing(StrEnum):
    """How a nominee stands to all that the plan asks of his class."""

    MET = "met"
    UNMET = "unmet"
    PENDING = "pending"  # something is not judged yet, or not known
    NO_CRITERIA = "no_criteria"  # the plan asks nothing of this class by name


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict out of what several offices found of one judged criterion: two that contradict count as unmet."""
    found = set(verdicts)
    if not found:
        return Verdict.WAITING
    return found.pop() if len(found) == 1 else Verdict.UNMET


def group_standing(mode: str, verdicts: Iterable[Verdict]) -> Standing:
    """ "all": one unmet fails it; "any": one met passes it. What does not apply is left out of the count."""
    counted = [verdict for verdict in verdicts if verdict is not Verdict.NOT_APPLICABLE]
    open_ones = {Verdict.WAITING, Verdict.NO_DATA}
    if mode == "any":
        if Verdict.MET in counted or not counted:
            return Standing.MET
        return Standing.PENDING if open_ones & set(counted) else Standing.UNMET
    if Verdict.UNMET in counted:
        return Standing.UNMET
    return Standing.PENDING if open_ones & set(counted) else Standing.MET


def overall_standing(groups: Iterable[Standing]) -> Standing:
    """Every group of the class must be met."""
    standings = set(groups)
    if not standings:
        return Standing.NO_CRITERIA
    for worst in (Standing.UNMET, Standing.PENDING):
        if worst in standings:
            return worst
    return Standing.MET
