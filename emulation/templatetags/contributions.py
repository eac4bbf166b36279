"""How gifts are written on a page."""

from decimal import Decimal

from django import template

from campaign_portal.foundation import vietnamese
from emulation.contributions import rules

register = template.Library()


@register.filter
def quantity(value: Decimal, kind: str) -> str:
    """ "12,5 ngày công", "2 nhà"."""
    places = 0 if value == int(value) else 1
    return f"{vietnamese.decimal_text(value, places)} {rules.KINDS[kind].unit}".strip()
