"""How targets, figures and results are written: enough decimals to see why, officials' words."""

from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese
from emulation.targets.rules.language import Condition, Goal, Span
from emulation.targets.rules.verdicts import Evaluation, Reading


def figure_text(
    measure: str, value: Fraction | Decimal | int | None, *, with_unit: bool = True, places: int = 2
) -> str:
    """A value as people read it, by its measure; "–" when there is none."""
    if value is None:
        return "–"
    exact = Fraction(value)
    if measure == "points":
        return quantities.points_text(exact, places)
    if measure == "percent":
        shown = vietnamese.decimal_text(quantities.round_half_up(exact, places), places)
        return f"{shown}%" if with_unit else shown
    shown = count_text(exact, places if exact.denominator != 1 else 0)
    return f"{shown} đồng" if measure == "vnd" and with_unit else shown


def count_text(value: Fraction, places: int) -> str:
    """A number with dots for thousands; a mark by time (1.843,3 hộ) keeps its decimals."""
    rounded = quantities.round_half_up(value, places)
    whole, fraction = divmod(abs(rounded), 1)
    sign = "-" if rounded < 0 else ""
    shown = sign + vietnamese.grouped(int(whole))
    return f"{shown},{str(fraction)[2:]}" if places else shown


def places_apart(one: Fraction | None, other: Fraction | None, *, least: int = 2) -> int:
    """How many decimals show that two values differ: 4,996 and 5 never both read 5,00."""
    places = least
    if one is None or other is None or one == other:
        return places
    while quantities.round_half_up(one, places) == quantities.round_half_up(other, places):
        places += 1
    return places


def result_text(found: Evaluation) -> str:
    """The result, with as many decimals as it takes to tell it from what is asked (now, and in the end)."""
    return figure_text(found.measure, found.result, places=_places(found))


def _places(found: Evaluation) -> int:
    return max(
        places_apart(found.result, found.asked),
        places_apart(found.result, found.asked_by_now),
        places_apart(found.result, found.plan),
    )


def mark_text(found: Evaluation) -> str:
    """What is asked in the end, with the same decimals as the result."""
    return figure_text(found.measure, found.asked, places=_places(found))


def _plain(value: Fraction) -> str:
    """ "1,5", "30", "2/3"."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}" if _is_finite(value) else str(value)
    return text.replace(".", ",")


def _is_finite(value: Fraction) -> bool:
    return 10**9 % value.denominator == 0


def asked_text(goal: Goal) -> str:
    """The condition in few words: "từ 5,00 điểm %", "vượt kế hoạch 30–40%", "giảm 2/3 so với cuối năm 2021"."""
    spec = goal.indicator
    unit = "" if spec.measure in {"percent", "vnd"} else f" {spec.unit_of_measure}"

    def shown(value: Fraction) -> str:
        return figure_text(spec.measure, value)

    high = goal.high
    words = {
        Condition.MORE_THAN: f"trên {shown(goal.low)}{unit}",
        Condition.AT_MOST: f"không quá {shown(goal.low)}{unit}",
        Condition.LESS_THAN: f"dưới {shown(goal.low)}{unit}",
        Condition.TIMES_BASELINE: f"gấp {_plain(goal.low)} lần cuối năm {goal.base_year}",
        Condition.FALLS_BY: f"giảm {goal.low} so với cuối năm {goal.base_year}",
        Condition.ZERO: "không còn",
        Condition.ABOUT_NONE: "cơ bản không còn",
        Condition.MEETS_PLAN: "đạt, vượt kế hoạch giao",
        Condition.BEATS_PLAN_BY: f"vượt kế hoạch {_plain(goal.low)}{'' if high is None else f'–{_plain(high)}'}%",
    }
    if goal.condition == Condition.AT_LEAST and high is None:
        return f"từ {shown(goal.low)}{unit}"
    if goal.condition == Condition.AT_LEAST and high is not None:
        return f"từ {figure_text(spec.measure, goal.low, with_unit=False)} đến {shown(high)}{unit}"
    if goal.condition == Condition.LEFT_BETWEEN and high is not None:
        return f"còn {figure_text(spec.measure, goal.low, with_unit=False)}–{shown(high)}{unit}"
    return words[goal.condition]


def when_text(goal: Goal) -> str:
    """ "trong năm 2020", "mỗi năm 2021–2025", "bình quân mỗi năm 2017–2020"."""
    years = f"{goal.first_year}–{goal.last_year}" if goal.length > 1 else f"{goal.last_year}"
    return {
        Span.IN_YEAR: f"trong năm {years}",
        Span.EACH_YEAR: f"mỗi năm {years}",
        Span.AVERAGE: f"bình quân mỗi năm {years}",
        Span.WHOLE: f"cả giai đoạn {years}",
        Span.BY_END_OF: f"đến cuối năm {years}",
    }[goal.span]


def reading_text(reading: Reading, *, is_rate: bool, measure: str, places: int = 2) -> str:
    """ "8,88% (1.420/15.990)" or "1.420": a rate with both counts it comes from."""
    if not is_rate:
        return figure_text(measure, reading.part)
    rate = figure_text("percent", reading.value(True), places=places)
    if reading.whole is None:
        return rate
    return f"{rate} ({count_text(reading.part, 0)}/{count_text(reading.whole, 0)})"


def at_text(reading: Reading) -> str:
    """ "cuối năm 2020", or "tháng 6/2020" where the year still runs."""
    if reading.elapsed >= 1:
        return f"cuối năm {reading.year}"
    return f"tháng {int(reading.elapsed * 12)}/{reading.year}"


def attainment_text(found: Evaluation, plan: Fraction | None = None) -> str:
    """How much of the plan (or of the level asked) is done: "bằng 108,33% kế hoạch giao, vượt 8,33%"; "" where there is
    none to hold it against, or it must not be exceeded."""
    given = plan if plan is not None else found.plan
    of = given if given is not None else found.asked
    if found.result is None or not of or found.is_ceiling:
        return ""
    share = found.result / of * 100
    said = f"bằng {figure_text('percent', share)} {'kế hoạch giao' if given is not None else 'mức cần đạt'}"
    beyond = figure_text("percent", share - 100)
    return f"{said}, vượt {beyond}" if share > 100 and beyond != "0,00%" else said
