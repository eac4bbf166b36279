"""Writing a gift down."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.web import acting
from emulation.campaigns.models import Campaign
from emulation.contributions import permissions, selectors, services
from emulation.contributions.forms.recording import ContributionForm
from emulation.contributions.models import Contribution
from emulation.contributions.views import campaign_of
from emulation.territory.models import Unit


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Write a gift down; with its paper it counts at once."""
    user: Any = request.user
    campaign = campaign_of(request)
    kept = permissions.kept_unit_id(user)
    if kept is None:
        raise Http404
    unit = Unit.objects.get(pk=kept)
    form = ContributionForm(request.POST or None, request.FILES or None, user=user, campaign=campaign, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            gift = _record(campaign, unit, form, user)
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
            return redirect("contributions:page", pk=gift.pk)
    return render(
        request,
        "emulation/contributions/record.html",
        {"form": form, "unit": unit, "known_donors": selectors.known_donors(unit)},
    )


def _record(campaign: Campaign, unit: Unit, form: ContributionForm, user: Any) -> Contribution:
    """The donor and the gift, both or neither."""
    data = form.cleaned_data
    with transaction.atomic():
        try:
            donor = services.donor_of(unit, **form.donor, by=user)
        except Refused as refused:  # a register's own field names are others; here the name stands in one box
            said = {"donor_country": "donor_country"}
            raise Refused(
                *(Problem(wrong.message, field=said.get(wrong.field, "donor_name")) for wrong in refused.problems)
            ) from refused
        return services.record_contribution(
            campaign,
            unit,
            donor,
            **form.gift,
            confirmation=data["number"],
            confirmed_on=data["date"],
            scan=data["scan"],
            by=user,
        )
