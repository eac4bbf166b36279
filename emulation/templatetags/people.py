"""The way to a participant's own page."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from emulation.people.models import Party
from emulation.people.selectors import pages

register = template.Library()


@register.simple_tag(takes_context=True)
def participant_link(context: dict[str, Any], party: Party | None, words: str = "Từ đăng ký đến khen thưởng") -> Any:
    """A link, or nothing for whoever may not open the page, and of a party that takes part in nothing yet."""
    request = context.get("request")
    url = pages.page_of(request.user, party) if request is not None and party is not None and party.pk else ""
    if not url:
        return SafeString("")
    return format_html('<a href="{}">{}<span class="visually-hidden"> của {}</span></a>', url, words, party)
