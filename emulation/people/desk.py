"""What this room shows on other rooms' pages: the offices on a unit's page."""

import datetime as dt
from typing import Any

from django.db.models import Q

from campaign_portal.foundation import vietnamese
from emulation.people.models import Office
from emulation.territory.models import Unit
from emulation.territory.selectors import beside
from emulation.territory.selectors.beside import Entry, Panel


def offices_of(user: Any, unit: Unit, day: dt.date) -> Panel:
    """The offices of a unit on a day, with what each does."""
    standing = Office.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), unit=unit, valid_from__lte=day)
    return Panel(
        f"Cơ quan, ngày {vietnamese.day(day)}",
        tuple(Entry(office.name, office.get_function_display()) for office in standing.order_by("function", "name")),
    )


beside.register_panel(offices_of)
