"""Cơ quan và nhân sự."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse

from emulation.people.models import overseen_units
from emulation.territory.models import Unit

A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def number_in(request: HttpRequest, name: str) -> int | None:
    """A row's number out of the address; None for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def unit_in(request: HttpRequest, name: str = "don-vi") -> Unit | None:
    """The unit the address names, as far as this person oversees it."""
    pk = number_in(request, name)
    return overseen_units(request.user).filter(pk=pk).first() if pk is not None else None


def download(content: bytes, name: str, content_type: str = XLSX) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def query_of(request: HttpRequest, *names: str) -> str:
    """The search as it stands in the address, for the links that keep it."""
    kept: dict[str, Any] = {name: request.GET[name] for name in names if request.GET.get(name)}
    return urlencode(kept)
