"""Helping households: who is assigned to whom, what came of it, and each helper's count."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access, audit, clock
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.households import permissions, services
from emulation.households.forms.help import HelpForm, helpers_for
from emulation.households.models import Household, Support
from emulation.households.selectors import helpers, register
from emulation.households.views import commune_of, household_seen, number_in
from emulation.people.models import Party
from emulation.people.services import register_organisation, register_person


@access.requires(permissions.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign a helper, or write down what came of it; `?nguoi=` and `?nam=` open one that is there."""
    user: Any = request.user
    household = household_seen(request, pk)
    if household.merged_into_id is not None or not permissions.may_write(user, household.unit):
        raise Http404
    known = Support.objects.filter(household=household, helper=number_in(request, "nguoi") or 0)
    support = known.filter(year=number_in(request, "nam") or 0).first()
    form = HelpForm(
        request.POST or None,
        helpers=helpers_for(user, household),
        support=support,
        initial={"year": clock.today().year},
    )
    if request.method == "POST" and form.is_valid():
        try:
            helper = _write(household, form.cleaned_data, user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi {helper} giúp {household} năm {form.cleaned_data['year']}.")
            return redirect("households:page", pk=pk)
    return render(request, "emulation/households/help_form.html", {"household": household, "form": form})


def _write(household: Household, data: dict[str, Any], user: Any) -> Party:
    """The helper and the help, both or neither."""
    with transaction.atomic():
        helper = data["helper"]
        commune = household.commune
        assert commune is not None  # noqa: S101  a household lies in a commune
        if helper is None and data["helper_kind"] == Party.Kind.ORGANISATION:
            helper = register_organisation(commune, name=data["helper_name"], by=user)
        elif helper is None:
            helper = register_person(commune, name=data["helper_name"], position=data["position"], by=user)
        services.record_support(
            household,
            helper,
            data["year"],
            deed=data["deed"],
            outcome=data["outcome"] or Support.Outcome.UNDER_WAY,
            confirmed_by=data["confirmed_by"],
            by=user,
        )
    return helper


@access.requires(permissions.LOOK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The helpers of a commune in one year with their households. Opening it leaves a line in the trail."""
    user: Any = request.user
    communes = register.communes_for(user)
    commune = commune_of(request, communes)
    if commune is None:
        return render(request, "emulation/households/choose.html", {"commune": None, "communes": communes})
    years = helpers.years_of_help(user, commune)
    year = number_in(request, "nam")
    if year not in years:
        year = years[0] if years else clock.today().year
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
        "households": len({support.household_id for helper in found for support, _ in helper.supports}),
    }
    return render(request, "emulation/households/helpers.html", context)
