"""Questions about units."""

import datetime as dt
from collections.abc import Iterable

from campaign_portal.foundation import clock
from emulation.territory.models import Level, Unit, UnitMark


def hamlets_of(commune: Unit, on: dt.date | None = None) -> list[Unit]:
    """A commune's hamlets on a day, in the order people list them."""
    return list(Unit.objects.valid_on(on).filter(level=Level.HAMLET, commune=commune).order_by("pk"))


def communes_below(unit: Unit, on: dt.date | None = None) -> list[Unit]:
    """Every commune below a unit on a day, in official order."""
    return list(Unit.objects.valid_on(on).below(unit).filter(level=Level.COMMUNE).order_by("code"))


def marked(marks: Iterable[str], units: Iterable[Unit], on: dt.date | None = None) -> set[int]:
    """The ids of those units that carry any of these marks on a day."""
    day = on or clock.today()
    return set(
        UnitMark.objects.filter(mark__in=list(marks), unit__in=list(units), valid_from__lte=day)
        .exclude(valid_to__lt=day)
        .values_list("unit_id", flat=True)
    )
