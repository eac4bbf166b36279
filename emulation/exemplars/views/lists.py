"""The list and its workbook."""

from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.exemplars import exporters, permissions
from emulation.exemplars.models import Exemplar
from emulation.exemplars.selectors import lists
from emulation.exemplars.views import campaign_of

A_PAGE = 50
ASKED = ("tim", "loai", "duoi", "tinh-trang")


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the address searches and filters by."""
    return {
        "search": request.GET.get("tim", ""),
        "kind": request.GET.get("loai", ""),
        "unit": request.GET.get("duoi", ""),
        "state": request.GET.get("tinh-trang", ""),
    }


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    asked = asked_of(request)
    page = Paginator(lists.shown_to(request.user, campaign, **asked), A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "campaign": campaign,
        **asked,
        "kinds": Exemplar.Kind.choices,
        "states": Exemplar.State.choices,
        "places": lists.places_told_of(Exemplar.objects.visible_to(request.user).filter(campaign=campaign)),
        "counts": lists.counts(request.user, campaign),
        "page": page,
        "may_write": permissions.WRITE.holds(request.user),
        "query": urlencode({name: request.GET[name] for name in ASKED if request.GET.get(name)}),
    }
    return render(request, "emulation/exemplars/index.html", context)


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    found = lists.shown_to(request.user, campaign, **asked_of(request)).prefetch_related("adoptions__unit")
    response = HttpResponse(
        exporters.workbook(campaign, found),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = quote(f"Gương, mô hình, sáng kiến {campaign.year}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
