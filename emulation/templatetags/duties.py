"""What is said beside a due day."""

import datetime as dt

from django import template

from emulation.duties import rules

register = template.Library()


@register.filter
def day_off(date: dt.date) -> str:
    """ "Chủ nhật, hạn giữ nguyên"; "" on a working day."""
    off = rules.day_off(date)
    return f"{off}, hạn giữ nguyên" if off else ""
