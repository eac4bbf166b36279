"""How targets and their results are written."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template

from campaign_portal.foundation.periods import Period
from emulation.poverty.selectors import Figures
from emulation.targets.models import AssignmentSheet, Target
from emulation.targets.rules import Evaluation, wording

register = template.Library()


@register.filter
def figure(value: Fraction | None, measure: str) -> str:
    return wording.figure_text(measure, value)


@register.filter
def asked(target: Target) -> str:
    """The condition in few words: "từ 5,00 điểm %", "vượt kế hoạch 30–40%"."""
    return wording.asked_text(target.goal)


@register.filter
def when(target: Target) -> str:
    """ "trong năm 2020", "mỗi năm 2021–2025"."""
    return wording.when_text(target.goal)


@register.filter
def result(evaluation: Evaluation) -> str:
    """With as many decimals as show why."""
    return wording.result_text(evaluation)


@register.filter
def mark(evaluation: Evaluation) -> str:
    """What is asked in the end, to as many decimals as the result."""
    return wording.mark_text(evaluation)


@register.filter
def by_now(evaluation: Evaluation) -> str:
    """The mark by time of what accumulates or runs along a line."""
    return wording.figure_text(evaluation.measure, evaluation.asked_by_now)


@register.filter
def at_year(values: Mapping[int, Any], year: int) -> Any:
    return values.get(year)


@register.filter
def period_name(key: str) -> str:
    return Period(key).name


@register.filter
def is_typed(target: Target) -> bool:
    """Whether a person reports the figure; the others come from the reviews."""
    return target.indicator.spec.typed


@register.filter
def now_of(figures: Figures, key: str) -> int | None:
    return figures.count(key)


@register.filter
def start_of(figures: Figures, key: str) -> int | None:
    """The same count on the list the year began with."""
    return figures.start_count(key)


@register.filter
def sheet_sign(sheet: AssignmentSheet) -> str:
    return {"draft": "now", "issued": "ok"}.get(sheet.state, "")


@register.filter
def year_before(sheet: AssignmentSheet) -> int:
    return sheet.year - 1


@register.filter
def size(value: Fraction) -> Fraction:
    """Without its sign: the words say which way."""
    return abs(value)


@register.filter
def attainment(evaluation: Evaluation) -> str:
    """ "bằng 108,33% kế hoạch giao, vượt 8,33%"."""
    return wording.attainment_text(evaluation)


@register.filter
def whole_count(value: Fraction | None) -> str:
    """A count with its dots."""
    return wording.figure_text("count", value)
