"""Sổ hộ nghèo, hộ cận nghèo: what the pages share."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from campaign_portal.foundation import clock, quantities
from emulation.households import permissions
from emulation.households.models import Household
from emulation.poverty.models import PovertyStandard
from emulation.poverty.selectors.lists import standard_of_year
from emulation.territory.models import Level, Unit, UnitQuerySet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def number_in(request: HttpRequest, name: str) -> int | None:
    return quantities.row_id(request.GET.get(name, ""))


def commune_of(request: HttpRequest, communes: UnitQuerySet) -> Unit | None:
    """The commune the address names, the first of those the person may open; None when several wait to be chosen.

    One that he may not open does not exist.
    """
    if (pk := number_in(request, "xa")) is not None:
        return get_object_or_404(communes, pk=pk)
    if request.GET.get("xa"):
        raise Http404
    first = list(communes[:2])
    return first[0] if len(first) == 1 else None


def list_of(request: HttpRequest, lists: list[tuple[int, PovertyStandard]]) -> tuple[int, PovertyStandard] | None:
    """The year and standard the address names ("2020", "2021.2022-2025"), else the newest list."""
    wanted = request.GET.get("nam", "")
    for year, standard in lists:
        if wanted in {str(year), key_of(year, standard)}:
            return year, standard
    return lists[0] if lists else None


def key_of(year: int, standard: PovertyStandard) -> str:
    """How an address names a list."""
    return f"{year}.{standard.code}"


def choices_of(lists: list[tuple[int, PovertyStandard]]) -> list[tuple[str, str]]:
    """The lists for a box; the standard is named where one year has two."""
    years = [year for year, _ in lists]
    return [
        (key_of(year, standard), f"năm {year}" + (f", {standard.name.lower()}" if years.count(year) > 1 else ""))
        for year, standard in lists
    ]


def household_seen(request: HttpRequest, pk: int) -> Household:
    rows = Household.objects.visible_to(request.user).select_related(
        "unit__commune__district", "unit__province", "party", "merged_into", "commune"
    )
    return get_object_or_404(rows, pk=pk)


def hamlets_to_write(user: Any, commune: Unit) -> UnitQuerySet:
    """The hamlets of a commune that a person may write households of."""
    hamlets = list(Unit.objects.valid_on().filter(commune=commune, level=Level.HAMLET))
    mine = [hamlet.pk for hamlet in hamlets if permissions.may_write(user, hamlet)]
    return Unit.objects.filter(pk__in=mine).order_by("sort_key", "pk")


def default_year() -> int:
    """The year of the last review: until autumn that of the year before."""
    today = clock.today()
    return today.year if today.month >= 9 else today.year - 1


def standard_asked(request: HttpRequest, year: int) -> PovertyStandard:
    """The standard the address names, else the nation's of the year."""
    code = request.GET.get("chuan", "")
    found = PovertyStandard.objects.filter(code=code).first() if code else standard_of_year(year)
    if found is None:
        raise Http404
    return found


def download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def query_of(request: HttpRequest, *names: str) -> str:
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


__all__ = [
    "choices_of",
    "commune_of",
    "default_year",
    "download",
    "hamlets_to_write",
    "household_seen",
    "key_of",
    "list_of",
    "number_in",
    "query_of",
    "standard_asked",
]
