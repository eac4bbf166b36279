"""Files made on request."""

import re
from urllib.parse import quote

from django.http import HttpResponse

from campaign_portal.foundation import vietnamese


def attached(content: bytes, content_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file made on request, under its Vietnamese name."""
    plain = re.sub(r"[^a-z0-9.,_-]+", "-", vietnamese.fold(name))  # what a header may hold between quotes
    response = HttpResponse(content, content_type=content_type)
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return response
