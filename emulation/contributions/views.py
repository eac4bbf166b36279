"""Đóng góp: who gave what, with which paper."""

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access, history, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.web import acting, stepping_up
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.contributions import exporters, permissions, selectors, services
from emulation.contributions.forms import ConfirmationForm, ContributionForm
from emulation.contributions.models import Contribution
from emulation.people.models import Party
from emulation.people.services import register_organisation, register_person
from emulation.territory.models import Unit

A_PAGE = 100


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address searches and filters by."""
    return {
        "search": request.GET.get("tim", ""),
        "only": request.GET.get("loc", ""),
        "donor": request.GET.get("nguoi", ""),
        "kind": request.GET.get("loai", ""),
        "commune": request.GET.get("noi", ""),
        "until": request.GET.get("den", ""),
    }


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    asked = _asked(request)
    found = selectors.shown_to(request.user, campaign, **asked)
    totals = selectors.totals_of(found)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("trang"))
    kept = permissions.kept_unit_id(request.user)
    return render(
        request,
        "emulation/contributions/index.html",
        {
            "campaign": campaign,
            **asked,
            "filters": selectors.FILTERS,
            "kinds": Contribution.Kind.choices,
            "page": page,
            "rows": [(gift, kept is not None and permissions.may_keep(request.user, gift.unit)) for gift in page],
            "totals": [(Contribution.Kind(kind).label, kind, total) for kind, total in totals.items()],
            "confirmed_vnd": sum(total.value_vnd for total in totals.values()),
            "unconfirmed_vnd": sum(total.unconfirmed_vnd for total in totals.values()),
            "unconfirmed_count": sum(total.unconfirmed_count for total in totals.values()),
            "donors": selectors.donors_of(found)[:20],
            "may_record": kept is not None,
            "query": urlencode(
                {
                    name: request.GET[name]
                    for name in ("tim", "loc", "nguoi", "loai", "noi", "den")
                    if name in request.GET
                }
            ),
        },
    )


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Write a gift down; with its paper it counts at once."""
    user: Any = request.user
    campaign = _campaign(request)
    kept = permissions.kept_unit_id(user)
    if kept is None:
        raise Http404
    unit = Unit.objects.get(pk=kept)
    form = ContributionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            gift = _record(campaign, unit, form.cleaned_data, user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(
                request,
                f"Đã ghi đóng góp của {gift.donor}."
                + (
                    ""
                    if gift.confirmed_on
                    else " Chưa có giấy xác nhận nên chưa tính; việc xác nhận đã hiện trên Việc của tôi."
                ),
            )
            return redirect("contributions:index")
    return render(
        request,
        "emulation/contributions/record.html",
        {"form": form, "unit": unit, "known_donors": selectors.known_donors(unit)},
    )


def _record(campaign: Campaign, unit: Unit, data: dict[str, Any], user: Any) -> Contribution:
    """The donor and the gift, both or neither."""
    with transaction.atomic():
        try:
            donor = _donor(unit, data, user)
        except Refused as refused:  # its own field names are those of a register; here the name stands in one box
            raise Refused(*(Problem(wrong.message, field="donor_name") for wrong in refused.problems)) from refused
        return services.record_contribution(
            campaign,
            unit,
            donor,
            kind=data["kind"],
            given_on=data["given_on"],
            purpose=data["purpose"],
            value_vnd=data["value_vnd"],
            quantity=data["quantity"],
            confirmation=data["number"],
            confirmed_on=data["date"],
            scan=data["scan"],
            by=user,
        )


def _donor(unit: Unit, data: dict[str, Any], user: Any) -> Party:
    """Whoever bears that name here already, else a new party."""
    if data["donor_kind"] == Party.Kind.PERSON:
        return register_person(unit, name=data["donor_name"], address=data["donor_address"], by=user)
    known = Party.objects.below(unit).filter(folded_name=vietnamese.fold(data["donor_name"]))
    taking_part = known.filter(kind__in=[Party.Kind.OFFICE, Party.Kind.ORGANISATION]).first()
    return taking_part or register_organisation(unit, name=data["donor_name"], address=data["donor_address"], by=user)


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One gift; the form to confirm it, while it waits for its paper."""
    user: Any = request.user
    found = Contribution.objects.visible_to(user).select_related("donor", "unit", "campaign", "paper", "recorded_by")
    gift = get_object_or_404(found, pk=pk)
    may_keep = permissions.may_keep(user, gift.unit)
    if request.method == "POST" and not may_keep:
        raise Http404
    form = ConfirmationForm(request.POST or None, request.FILES or None) if may_keep else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.confirm(gift, by=user, **form.cleaned_data)
        except Refused as refused:
            if gift.confirmed_on:  # a second press: the first paper stands
                messages.error(request, str(refused))
                return redirect("contributions:page", pk=pk)
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã xác nhận đóng góp của {gift.donor}; từ nay được tính.")
            return redirect("contributions:page", pk=pk)
    return render(
        request,
        "emulation/contributions/page.html",
        {"gift": gift, "form": None if gift.confirmed_on else form, "history": history.of(gift, request.GET)},
    )


@access.requires(permissions.SEE)
@stepping_up.confirmed("tải danh sách đóng góp, có tên nhiều người, nhiều hộ", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    found = selectors.shown_to(request.user, campaign, **_asked(request))
    response = HttpResponse(
        exporters.workbook(campaign, found),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'Đóng góp {campaign.year}.xlsx')}"
    return response
