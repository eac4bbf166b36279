"""How targets and their results are written."""

from fractions import Fraction

from django import template

from campaign_portal.foundation.periods import Period
from emulation.poverty.selectors import Figures
from emulation.targets import rules
from emulation.targets.models import Target

register = template.Library()

_SIGNS = {"at_least": "từ", "at_most": "không quá", "more_than": "trên", "less_than": "dưới"}


@register.filter
def figure(value: Fraction | None, measure: str) -> str:
    return rules.figure_text(measure, value)


@register.filter
def asked(target: Target) -> str:
    """The condition in few words: "từ 5,00 điểm %", "vượt kế hoạch 30–40%"."""
    if target.condition == Target.Condition.BEATS_PLAN_BY:
        upper = f"–{target.high.normalize():f}" if target.high is not None else ""
        return f"vượt kế hoạch {target.low.normalize():f}{upper}%"
    indicator = target.indicator.spec
    shown = rules.figure_text(indicator.measure, target.low)
    unit = "" if indicator.measure == "percent" else f" {indicator.unit_of_measure}"
    return f"{_SIGNS[target.condition]} {shown}{unit}"


@register.filter
def period_name(key: str) -> str:
    return Period(key).name


@register.filter
def is_typed(target: Target) -> bool:
    """Whether a person reports the figure; the others come from the reviews."""
    return rules.INDICATORS[target.indicator.key].typed


@register.filter
def now_of(figures: Figures, key: str) -> int | None:
    return figures.count(key)


@register.filter
def start_of(figures: Figures, key: str) -> int | None:
    """The same count on the list the year began with."""
    return figures.start_count(key)
