"""What is said beside a due day."""

import datetime as dt

from django import template

from emulation.campaigns.rules import NO_DAY
from emulation.duties import rules

register = template.Library()


@register.filter
def day_off(date: dt.date) -> str:
    """ "Chủ nhật, hạn giữ nguyên"; "" on a working day."""
    off = rules.day_off(date)
    return f"{off}, hạn giữ nguyên" if off else ""


@register.filter
def due(text: str) -> str:
    """ "hạn trước ngày 10/3/2020"; of a duty without a day what the plan says instead."""
    return text if text.startswith(NO_DAY) else f"hạn {text}"
