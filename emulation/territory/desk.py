"""Who sees the papers of marks: whoever sees the unit."""

from typing import Any

from campaign_portal.foundation import files, quantities
from emulation.territory.models import Unit, UnitMark


def may_see_paper(user: Any, pk: str) -> bool:
    marks = UnitMark.objects.filter(pk=quantities.row_id(pk) or 0, unit__in=Unit.objects.visible_to(user))
    return marks.exists()


files.register_owner(UnitMark._meta.label, may_see_paper)
