"""What was published, for everybody who signs in: which units and periods, and one unit's communes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.poverty.selectors import approvals
from emulation.poverty.selectors.figures import Figures, total_of
from emulation.territory.models import Unit


@access.requires(access.SIGNED_IN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "emulation/poverty/published.html", {"published": approvals.all_published()})


@access.requires(access.SIGNED_IN)
@require_safe
def page(request: HttpRequest, period: str, unit: int) -> HttpResponse:
    """The figures as the decision approved them, also after they were corrected: then it says so."""
    place = get_object_or_404(Unit.objects.with_parents(), pk=unit)
    approval = approvals.published_of(place, period)
    if approval is None:
        raise Http404
    lines = [
        (review.unit, Figures(counts, is_provisional=False))
        for review, counts in approvals.covered_figures(approval).values()
    ]
    context = {
        "approval": approval,
        "lines": lines,
        "total": total_of(figures for _, figures in lines),
        "is_being_corrected": not approval.is_current,
    }
    return render(request, "emulation/poverty/published_unit.html", context)
