"""One donor: what sort of donor, what it gave in each campaign. The page a criterion's figure leads to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, history
from emulation.contributions import permissions
from emulation.contributions.models import Contribution, Donor
from emulation.contributions.selectors import donors, lists
from emulation.people.models import Party


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever sees one gift of a donor sees this page of him, with the gifts he may see."""
    user: Any = request.user
    gifts = Contribution.objects.visible_to(user).filter(donor__in=Party.objects.filter(pk=pk))
    first = gifts.select_related("donor__unit").first()
    if first is None:
        raise Http404
    party: Party = first.donor
    shown = lists.with_household_counts(gifts.select_related("unit", "campaign", "paper", "for_unit"))
    context = {
        "party": party,
        "donor": Donor.objects.filter(party=party).first(),
        "totals": donors.totals_by_campaign(gifts),
        "gifts": shown.order_by("-given_on", "-pk")[:200],
        "history": history.of(party, request.GET) if not party.trail_is_private else None,
    }
    return render(request, "emulation/contributions/donor.html", context)
