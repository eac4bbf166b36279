"""Pháp luật khen thưởng: what is in force on a day, where it was read, and how sure it is."""

from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, clock
from emulation.regimes import exporters, permissions
from emulation.regimes.forms import AskedForm
from emulation.regimes.models import Certainty
from emulation.regimes.selectors.catalogue import Catalogue, catalogue
from emulation.regimes.selectors.in_force import to_review_again


def _asked(request: HttpRequest) -> tuple[AskedForm, Catalogue]:
    """An unreadable day is told and today's law shown; an unknown filter is no filter."""
    form = AskedForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    law = catalogue(asked.get("ngay") or clock.today(), asked.get("tim", ""), asked.get("chac", ""))
    return form, law


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form, law = _asked(request)
    return render(
        request,
        "emulation/regimes/index.html",
        {
            "law": law,
            "wrong": form.errors.get("ngay", []),
            "asked": form.cleaned_data,
            "certainties": Certainty.choices,
            "query": urlencode({name: text for name, text in request.GET.items() if name in form.fields and text}),
            "to_review_again": to_review_again(clock.today()),
            "may_correct": permissions.may_correct(request.user),
        },
    )


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    _, law = _asked(request)
    name = quote(f"Pháp luật khen thưởng {law.on:%d-%m-%Y}.xlsx")
    return HttpResponse(
        exporters.workbook(law),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )
