"""Chuẩn nghèo: what each act counts, where that was read and how sure it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.poverty import permissions
from emulation.poverty.models import EthnicGroup, PrintedEthnicGroup
from emulation.poverty.selectors import catalogue
from emulation.regimes.permissions import may_correct


@access.requires(permissions.STANDARDS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "standards": catalogue.standards(),
        "causes": catalogue.causes(),
        "groups": catalogue.groups(),
        "peoples": EthnicGroup.objects.order_by("position"),
        "printed": PrintedEthnicGroup.objects.select_related("unit", "group").order_by("unit__name", "position"),
        "may_correct": may_correct(request.user),
    }
    return render(request, "emulation/poverty/standards.html", context)
