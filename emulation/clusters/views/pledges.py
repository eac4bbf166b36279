"""The pledge of a cluster: written by the standing body, signed by all members, printed for everybody in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.web import acting
from emulation.clusters import permissions, services
from emulation.clusters.models import ClusterYear
from emulation.clusters.views.loading import load, load_kept
from emulation.registrations.models import Pledge
from emulation.registrations.views import pledge_sheet
from emulation.registrations.views.pledge_sheet import PledgePage


def _pledge(request: HttpRequest, year: ClusterYear) -> Pledge:
    """The cluster's, where this person may read it."""
    if year.pledge_id is None:
        raise Http404
    found = Pledge.objects.visible_to(request.user).filter(pk=year.pledge_id).select_related("campaign", "scan").first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, year: ClusterYear) -> PledgePage:
    return PledgePage(
        _pledge(request, year),
        keeps=permissions.keeps(request.user, year),
        template="emulation/clusters/pledge.html",
        url=reverse("clusters:pledge", args=[year.pk]),
        sign_url=reverse("clusters:sign", args=[year.pk]),
        unsign_url=reverse("clusters:unsign", args=[year.pk]),
        form_key="cluster_pledge",
        more={"year": year},
    )


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    year = load(request, pk)
    if request.method == "POST":
        return _save(request, load_kept(request, pk))
    return pledge_sheet.show(request, _page(request, year))


def _save(request: HttpRequest, year: ClusterYear) -> HttpResponse:
    """Begin the pledge (a bare button), or write it."""
    user: Any = request.user
    if year.pledge is None:
        return acting.act(
            request,
            lambda: services.start_pledge(year, by=user),
            done="Đã lập giao ước; xin ghi nội dung và người ký của từng bên.",
            back=request.path if year.members.count() > 1 else f"/cum-khoi/{year.pk}/",
        )
    return pledge_sheet.save(request, _page(request, year))


@access.requires(permissions.KEEP)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    return pledge_sheet.sign(request, _page(request, load_kept(request, pk)))


@access.requires(permissions.KEEP)
@require_POST
def unsign(request: HttpRequest, pk: int) -> HttpResponse:
    return pledge_sheet.unsign(request, _page(request, load_kept(request, pk)))


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    year = load(request, pk)
    return pledge_sheet.printed(request, _page(request, year), called=f"{year.name} năm {year.year}")
