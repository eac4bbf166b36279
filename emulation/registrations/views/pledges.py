"""Giao ước between a superior and its units: begun from the plan's rules, written, signed, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from emulation.people.models import Party
from emulation.people.services import party_of_office, party_of_unit
from emulation.registrations import permissions, services
from emulation.registrations.models import Pledge
from emulation.registrations.selectors import offers as offering
from emulation.registrations.selectors.offers import Offer, Side
from emulation.registrations.views import pledge_sheet
from emulation.registrations.views.loading import campaign_of
from emulation.registrations.views.pledge_sheet import PledgePage


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The pledges one may read, and with whom one may sign more."""
    campaign = campaign_of(request)
    pledges = list(offering.made(request.user, campaign))
    context = {
        "campaign": campaign,
        "pledges": pledges,
        "signed": sum(pledge.state == Pledge.State.SIGNED for pledge in pledges),
        "offers": offering.offers(request.user, campaign),
    }
    return render(request, "emulation/registrations/pledges.html", context)


@access.requires(permissions.KEEP_PLEDGES)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """One pledge that all who are ticked sign, or one with each of them."""
    campaign = campaign_of(request)
    user: Any = request.user
    wanted = request.POST.get("theo", "")
    offer = next((o for o in offering.offers(user, campaign) if f"{o.rule.key}.{o.first.key}" == wanted), None)
    if offer is None:
        messages.error(request, "Kế hoạch không quy định giao ước này với cơ quan của ông/bà.")
        return redirect("registrations:pledges")
    ticked = set(request.POST.getlist("ben"))
    together = request.POST.get("cach") == "chung"
    try:
        made = services.make_with_units(
            campaign,
            first=_party(offer.first),
            seconds=[_party(side) for side in offer.seconds if side.key in ticked],
            unit=offer.unit,
            together=together,
            title=_title(offer),
            by=user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("registrations:pledges")
    messages.success(request, f"Đã lập {len(made)} giao ước; nội dung lấy từ đăng ký đã nộp, xin xem và ghi người ký.")
    return redirect("registrations:pledge", pk=made[0].pk) if len(made) == 1 else redirect("registrations:pledges")


def _title(offer: Offer) -> str:
    return f"{offer.first.name} với các đơn vị"


def _party(side: Side) -> Party:
    if side.party is not None:
        return side.party
    if side.unit is not None:
        return party_of_unit(side.unit)
    assert side.office is not None  # noqa: S101  a side is one of the three
    return party_of_office(side.office)


def _seen(request: HttpRequest, pk: int) -> Pledge:
    found = Pledge.objects.visible_to(request.user).filter(parties__capacity=offering.FIRST).distinct()
    return get_object_or_404(found.select_related("campaign", "unit", "scan"), pk=pk)


def _page(request: HttpRequest, pk: int) -> PledgePage:
    pledge = _seen(request, pk)
    return PledgePage(
        pledge,
        keeps=permissions.keeps_pledge(request.user, pledge),
        template="emulation/registrations/pledge.html",
        url=reverse("registrations:pledge", args=[pk]),
        sign_url=reverse("registrations:pledge_sign", args=[pk]),
        unsign_url=reverse("registrations:pledge_unsign", args=[pk]),
        form_key="pledge_with_units",
        more={},
    )


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = _page(request, pk)
    return pledge_sheet.save(request, found) if request.method == "POST" else pledge_sheet.show(request, found)


@access.requires(permissions.KEEP_PLEDGES)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    return pledge_sheet.sign(request, _page(request, pk))


@access.requires(permissions.KEEP_PLEDGES)
@require_POST
def unsign(request: HttpRequest, pk: int) -> HttpResponse:
    return pledge_sheet.unsign(request, _page(request, pk))


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    found = _page(request, pk)
    return pledge_sheet.printed(request, found, called=f"{found.pledge.year}, {found.pledge.title}")
