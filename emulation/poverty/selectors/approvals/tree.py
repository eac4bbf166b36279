"""Which units belong below, by the tree of the day the figures stand for, and who compiles.

Districts where there are any, communes where they hang directly below (from 01/7/2025). A district that has ended
without an approved compilation can't make one any more: its communes stand directly below the province.
"""

import datetime as dt
from collections.abc import Iterable

from campaign_portal.foundation import clock
from emulation.people.models import Function, Office
from emulation.people.selectors import office_doing
from emulation.poverty.models import ReviewSet
from emulation.territory.models import Level, Unit


def compiler_of(unit: Unit) -> Office | None:
    """The office that owes a unit's compilation."""
    return office_doing(Function.POVERTY_STANDING_OFFICE, unit, clock.today())


def compiling_unit(review: ReviewSet) -> Unit | None:
    """The unit directly above a commune, by the tree its review was written in; a district that has ended is stepped
    over."""
    district = review.district
    if district is not None and not district.has_ended:
        return district
    return review.province


def units_below(unit: Unit, on: dt.date, *, settled: Iterable[int] = ()) -> list[Unit]:
    """The units directly below on a day, in official order; an ended district that is not `settled` gives way to its
    communes."""
    found = list(
        Unit.objects.valid_on(on).below(unit).filter(level__in=[Level.DISTRICT, Level.COMMUNE]).order_by("code", "pk")
    )
    settled = set(settled)
    gone = {u.pk for u in found if u.level == Level.DISTRICT and u.has_ended and u.pk not in settled}
    return [
        one
        for one in found
        if one.pk != unit.pk and one.pk not in gone and (one.parent_id == unit.pk or one.parent_id in gone)
    ]


def has_districts(unit: Unit, on: dt.date) -> bool:
    """Whether the tree of that day has districts below a province."""
    return Unit.objects.valid_on(on).filter(parent=unit, level=Level.DISTRICT).exists()
