"""The list of a commune and year, its workbook, what changed since the year before, the table that names nobody."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, audit
from campaign_portal.foundation.web import stepping_up
from emulation.households import exporters, permissions
from emulation.households.models import HouseholdYear
from emulation.households.selectors import public, register, yearly
from emulation.households.selectors.register import Asked
from emulation.households.views import (
    choices_of,
    commune_of,
    download,
    hamlets_to_write,
    key_of,
    list_of,
    number_in,
    query_of,
)
from emulation.poverty.selectors import catalogue
from emulation.poverty.selectors.lists import home_unit
from emulation.territory.models import Level, Unit

ASKED = ("xa", "nam", "tim", "thon", "dien", "nguyen-nhan", "nhom")
Class = HouseholdYear.PovertyClass


def _asked(request: HttpRequest, commune: Unit) -> Asked | None:
    """What the address asks for; an unknown filter is no filter. None while the commune has no list."""
    found = list_of(request, register.lists_of(request.user, commune))
    if found is None:
        return None
    poverty_class = request.GET.get("dien", "")
    return Asked(
        commune,
        *found,
        text=request.GET.get("tim", "")[:100],
        hamlet_id=number_in(request, "thon"),
        poverty_class=poverty_class if poverty_class in Class.values else "",
        cause_id=number_in(request, "nguyen-nhan"),
        group_id=number_in(request, "nhom"),
    )


@access.requires(permissions.LOOK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The households of one list. Opening it leaves a line in the trail."""
    user: Any = request.user
    communes = register.communes_for(user)
    commune = commune_of(request, communes)
    context: dict[str, Any] = {"commune": commune, "communes": communes}
    if commune is None:
        return render(request, "emulation/households/choose.html", context)
    asked = _asked(request, commune)
    context["may_write"] = permissions.WRITE.holds(user) and hamlets_to_write(user, commune).exists()
    if asked is None:
        return render(request, "emulation/households/empty.html", context)
    audit.look(f"xem danh sách hộ năm {asked.year}", commune, by=user)
    counted = register.counts(user, asked)
    lists = register.lists_of(user, commune)
    page = register.page(user, asked, after=number_in(request, "sau"), before=number_in(request, "truoc"))
    context |= {
        "asked": asked,
        "key": key_of(asked.year, asked.standard),
        "lists": choices_of(lists),
        "page": page,
        "pills": register.PILLS,
        "total": sum(counted.values()),
        "situation": [(counted[value], label) for value, label in Class.choices if counted.get(value)],
        "hamlets": Unit.objects.filter(pk__in=register.hamlets_listed(user, asked)).order_by("sort_key", "pk"),
        "classes": Class.choices,
        "causes": catalogue.causes(),
        "groups": catalogue.groups(),
        "query": query_of(request, *ASKED),
        "is_narrowed": bool(asked.text or asked.hamlet_id or asked.poverty_class or asked.cause_id or asked.group_id),
    }
    return render(request, "emulation/households/index.html", context)


@access.requires(permissions.LOOK)
@stepping_up.confirmed("tải danh sách hộ có tên, năm sinh, dân tộc của từng người", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook; the trail tells who took it and how many households it named."""
    user: Any = request.user
    commune = commune_of(request, register.communes_for(user))
    asked = _asked(request, commune) if commune else None
    if commune is None or asked is None:
        raise Http404
    rows = list(register.with_details(register.listed(user, asked)).prefetch_related("household__members"))
    with transaction.atomic():
        audit.record(
            f"xuất danh sách hộ năm {asked.year}", commune, by=user, after={"number": len(rows)}, is_private=True
        )
    return download(exporters.list_workbook(asked, rows), f"Danh sách hộ {commune.title} {asked.year}.xlsx")


@access.requires(permissions.LOOK)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed since the year before, household by household, and how the counts stand against the review."""
    user: Any = request.user
    communes = register.communes_for(user)
    commune = commune_of(request, communes)
    if commune is None:
        return render(request, "emulation/households/choose.html", {"commune": None, "communes": communes})
    lists = register.lists_of(user, commune)
    found = list_of(request, lists)
    if found is None:
        return render(request, "emulation/households/empty.html", {"commune": commune, "may_write": False})
    year, standard = found
    audit.look(f"xem biến động hộ năm {year}", commune, by=user)
    changed = yearly.changes_of(user, commune, year, standard)
    context = {
        "commune": commune,
        "key": key_of(year, standard),
        "lists": choices_of(lists),
        "year": year,
        "standard": standard,
        "changes": changed,
        "reconciled": yearly.reconcile(user, commune, changed),
    }
    return render(request, "emulation/households/changes.html", context)


@access.requires(permissions.SUMS)
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """Counts by the units below, without a name; small ones hidden, for whoever follows reviews."""
    unit = home_unit(request.user)
    if unit is None:
        raise Http404
    if unit.level == Level.HAMLET:
        assert unit.commune_id is not None  # noqa: S101  a hamlet lies in a commune
        unit = Unit.objects.visible_to(request.user).get(pk=unit.commune_id)
    lists = public.lists_below(unit)
    found = list_of(request, lists)
    context: dict[str, Any] = {"unit": unit, "lists": choices_of(lists), "classes": public.CLASSES}
    if found is not None:
        year, standard = found
        context |= {"key": key_of(year, standard), "year": year, "standard": standard}
        context["summary"] = public.summary(unit, year, standard)
        context["pages"] = reverse("households:index") if permissions.LOOK.holds(request.user) else ""
    return render(request, "emulation/households/summary.html", context)
