"""How facts of units are written."""

from decimal import Decimal

from django import template

from campaign_portal.foundation import vietnamese

register = template.Library()


@register.filter
def share(part: Decimal) -> str:
    """0.355 → "35,5%"."""
    text = vietnamese.decimal_text(part * 100, 3).rstrip("0").rstrip(",")
    return f"{text}%"
