"""What was published, for everybody who signs in: which units and periods, and one unit's communes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, quantities
from campaign_portal.foundation.charts import maps
from campaign_portal.foundation.charts.maps import Area
from campaign_portal.foundation.periods import Period
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.poverty.rules import mapping
from emulation.poverty.selectors import approvals
from emulation.poverty.selectors.approvals import Table
from emulation.poverty.views.maps import FEW
from emulation.poverty.views.pictures import pictures_of
from emulation.territory.models import Unit
from emulation.territory.rules.shapes import FIRST_DAY
from emulation.territory.selectors.shapes import centres_of, shapes_of


@access.requires(access.SIGNED_IN)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "emulation/poverty/published.html", {"published": approvals.all_published()})


@access.requires(access.SIGNED_IN)
@require_safe
def page(request: HttpRequest, period: str, unit: int) -> HttpResponse:
    """The figures as the decision approved them, also after they were corrected: then it says so.

    A count from 1 to 4 is hidden, with what would give it back (decision 0076).
    """
    place = get_object_or_404(Unit.objects.with_parents(), pk=unit)
    approval = approvals.published_of(place, period)
    if approval is None:
        raise Http404
    table = approvals.published_table(approval)
    reviews = ReviewSet.objects.filter(pk__in=approvals.leaf_parts(approval).values("review"))
    context = {
        "approval": approval,
        "table": table,
        "pictures": pictures_of(reviews, is_public=True),
        **_map(approval, table),
        "is_being_corrected": not approval.is_current,
    }
    return render(request, "emulation/poverty/published_unit.html", context)


def _map(approval: ReviewApproval, table: Table) -> dict[str, Any]:
    """The rates that the table shows; each place leads to its line there."""
    units = [row.unit for row in table.rows]
    is_new = Period(approval.period).ends_on >= FIRST_DAY
    shapes, centres = (shapes_of(units), {}) if is_new else ({}, centres_of(units))
    classes = mapping.classes_for(None if row.poor_rate is None else row.poor_rate * 100 for row in table.rows)
    areas = []
    for row in table.rows:
        rate = None if row.poor_rate is None else row.poor_rate * 100
        said = quantities.percent_text(row.poor_rate) if rate is not None else "không nêu vì có số dưới 5 hộ"
        areas.append(
            Area(
                name=row.unit.name,
                heard=f"{row.unit.opening_title}: {said}",
                shade=classes.of(rate),
                href=f"#xa-{row.unit.pk}",
                label=row.unit.name if len(units) <= FEW else "",
                note=quantities.short_text(rate),
                rings=shapes.get(row.unit.pk, ()),
                point=centres.get(row.unit.pk),
                weight=row.total if isinstance(row.total, int) else 0,
            )
        )
    title = f"Tỷ lệ hộ nghèo, %, {approval.unit.title}"
    return {"map": maps.draw(areas), "map_title": title, "classes": classes, "has_shapes": is_new}
