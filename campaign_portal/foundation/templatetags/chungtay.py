"""How figures, dates and states are written on every page."""

import datetime as dt
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from campaign_portal.foundation import clock, quantities, vietnamese

register = template.Library()

MISSING = (None, "")  # Django hands a filter "" where a step of "row.opening.rate" is None: no figure either

SIGNS = {"ok": "✓", "now": "●", "wait": "!", "bad": "✕", "": "○"}


@register.filter
def count(number: int | None) -> str:
    """1234 → 1.234; empty is a dash, for empty is not 0."""
    return "–" if number in MISSING else vietnamese.grouped(number)


@register.filter
def money(amount_vnd: int | None) -> str:
    return "–" if amount_vnd in MISSING else vietnamese.money(amount_vnd)


@register.filter
def percent(rate: Fraction | None) -> str:
    return quantities.percent_text(None if rate in MISSING else rate)


@register.filter
def points(value: Fraction | None) -> str:
    return quantities.points_text(None if value in MISSING else value)


@register.filter
def decimal(value, places: int = 2) -> str:
    return (
        "–" if value in MISSING else vietnamese.decimal_text(quantities.round_half_up(Fraction(value), places), places)
    )


@register.filter
def day(date: dt.date | dt.datetime | None) -> str:
    return "–" if date in MISSING else vietnamese.day(_in_vietnam(date))


@register.filter
def short_day(date: dt.date | dt.datetime | None) -> str:
    return "–" if date in MISSING else vietnamese.short_day(_in_vietnam(date))


@register.filter
def moment(value: dt.datetime | None) -> str:
    """14:02 ngày 25/6/2020."""
    return "–" if value in MISSING else vietnamese.moment(value)


@register.filter
def due_words(date: dt.date) -> str:
    return clock.due_words(date)


@register.filter
def is_past(date: dt.date) -> bool:
    return date < clock.today()


@register.simple_tag
def state(kind: str, words: str) -> SafeString:
    """A soft pill: a sign and a word, never colour alone. Kinds: ok, now (under way), wait (asks), bad, "" (plain)."""
    return format_html('<span class="s {}"><span aria-hidden="true">{}</span> {}</span>', kind, SIGNS[kind], words)


@register.simple_tag
def shown(number: int | str) -> str:
    """A count of a public table: grouped, or the mark that stands for a hidden one ("<5", "…")."""
    return number if isinstance(number, str) else vietnamese.grouped(number)


@register.filter
def get(mapping, key):
    """mapping[key] where the key is a variable; None when it is missing."""
    return mapping.get(key)


def _in_vietnam(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
