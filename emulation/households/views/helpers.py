"""Who helps in a commune, one helper with all he helps, who helps which place, and both as a workbook."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, audit
from campaign_portal.foundation.web import stepping_up
from emulation.households import exporters, permissions
from emulation.households.selectors import helpers, register
from emulation.households.views import commune_of, download, number_in
from emulation.people.models import Party
from emulation.poverty.selectors.lists import home_unit
from emulation.territory.models import Unit


@access.requires(permissions.LOOK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The helpers of a commune in one year. Opening it leaves a line in the trail."""
    user: Any = request.user
    communes = register.communes_for(user)
    commune = commune_of(request, communes)
    if commune is None:
        return render(request, "emulation/households/choose.html", {"commune": None, "communes": communes})
    years = helpers.years_of_help(user, commune)
    year = helpers.this_year(years, number_in(request, "nam"))
    audit.look(f"xem người giúp hộ năm {year}", commune, by=user)
    text = request.GET.get("tim", "")[:100]
    found = helpers.helpers_of(user, commune, year, text)
    context = {
        "commune": commune,
        "years": years or [year],
        "year": year,
        "text": text,
        "helpers": found,
        "enough": sum(helper.is_enough for helper in found),
        "households": len({line.support.household_id for helper in found for line in helper.households}),
        "places": len({line.support.unit_id for helper in found for line in helper.places}),
    }
    return render(request, "emulation/households/helpers.html", context)


@access.requires(permissions.LOOK)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One helper of a commune in a year, household by household."""
    user: Any = request.user
    commune = commune_of(request, register.communes_for(user))
    if commune is None:
        raise Http404
    mine = helpers.seen_below(user, commune)
    party = get_object_or_404(Party.objects.filter(pk__in=mine.values("helper")), pk=pk)
    years = sorted({row.year for row in mine.filter(helper=party)}, reverse=True)
    year = helpers.this_year(years, number_in(request, "nam"))
    audit.look(f"xem các hộ {party} giúp năm {year}", commune, by=user)
    context = {
        "commune": commune,
        "year": year,
        "years": years,
        "helper": helpers.helpers_of(user, commune, year, party=party)[0],
    }
    return render(request, "emulation/households/helper.html", context)


@access.requires(permissions.LOOK)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Who helps which place, below one's own unit."""
    user: Any = request.user
    unit = _home(user)
    years = helpers.years_of_help(user, unit)
    year = helpers.this_year(years, number_in(request, "nam"))
    lines = helpers.places_helped(user, unit, year)
    context = {
        "unit": unit,
        "years": years or [year],
        "year": year,
        "lines": lines,
        "places": len({line.support.unit_id for line in lines}),
        "may_assign": permissions.ASSIGN.holds(user) and permissions.may_assign(user, unit),
    }
    return render(request, "emulation/households/places_helped.html", context)


def _home(user: Any) -> Unit:
    unit = home_unit(user)
    if unit is None:
        raise Http404
    return unit


@access.requires(permissions.LOOK)
@stepping_up.confirmed("tải danh sách người giúp và hộ được giúp", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The helpers and what they did, as a workbook; the trail tells who took it and how many households it named."""
    user: Any = request.user
    commune = commune_of(request, register.communes_for(user))
    if commune is None:
        raise Http404
    year = helpers.this_year(helpers.years_of_help(user, commune), number_in(request, "nam"))
    found = helpers.helpers_of(user, commune, year, request.GET.get("tim", "")[:100])
    lines = [line for helper in found for line in helper.lines]
    shown = {line.support.pk for line in lines}
    notes = [note for note in helpers.notes_below(user, commune, year) if note.support_id in shown]
    number = len({line.support.household_id for line in lines if line.support.household_id})
    with transaction.atomic():
        audit.record(f"xuất người giúp hộ năm {year}", commune, by=user, after={"number": number}, is_private=True)
    content = exporters.help_workbook(commune, year, lines, notes)
    return download(content, f"Người giúp hộ {commune.title} {year}.xlsx")
