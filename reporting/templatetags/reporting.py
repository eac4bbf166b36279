"""How figures of reports are written on a page."""

from fractions import Fraction

from django import template

from campaign_portal.foundation import quantities, vietnamese
from reporting.reports import rules

register = template.Library()


@register.filter
def number(value: rules.Number | str | None) -> str:
    """1.234 or 12,5; "–" where there is none, also where a template found nothing to look into ("")."""
    return rules.number_text(None if isinstance(value, str) else value)


@register.filter
def fewer(households: int | None) -> str:
    """A fall in households: "25"; a rise reads "tăng 3"."""
    return rules.fewer_text(households)


@register.filter
def short_money(amount_vnd: rules.Number | None) -> str:
    """An amount at a glance: "1,86 tỷ", "350 triệu", "900.000"; the exact one stands on the next level."""
    if amount_vnd is None:
        return "–"
    for size, name in ((10**9, "tỷ"), (10**6, "triệu")):
        if amount_vnd >= size:
            shown = vietnamese.decimal_text(quantities.round_half_up(Fraction(amount_vnd) / size), 2)
            return f"{shown.rstrip('0').rstrip(',')} {name}"
    return rules.number_text(amount_vnd)


@register.filter
def figure_spec(code: str) -> rules.FigureSpec:
    """Name and unit of a figure by its code."""
    return rules.FIGURES[code]
