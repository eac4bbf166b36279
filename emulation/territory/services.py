"""Writing units down."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.territory.models import Level, Unit, UnitMark

ANCESTOR_COLUMNS = (Level.PROVINCE.value, Level.DISTRICT.value, Level.COMMUNE.value)


def set_ancestors(unit: Unit) -> None:
    """Write a unit's ancestor columns from its parent's; at its own level a unit is its own ancestor."""
    parent = unit.parent
    ancestors = {level: getattr(parent, f"{level}_id") if parent else None for level in ANCESTOR_COLUMNS}
    if unit.level in ANCESTOR_COLUMNS:
        ancestors[unit.level] = unit.pk
    for level, pk in ancestors.items():
        setattr(unit, f"{level}_id", pk)
    unit.save(update_fields=[f"{level}_id" for level in ANCESTOR_COLUMNS])


def add_hamlet(
    commune: Unit,
    name: str,
    kind: str = "Thôn",
    *,
    valid_from: dt.date,
    by: User | None,
    is_demo: bool = False,
) -> Unit:
    """A new hamlet of a commune. Refuses a name that the commune has already."""
    if commune.level != Level.COMMUNE:
        raise Refused(Problem(f"Thôn, tổ dân phố thuộc xã, phường; {commune.title} không phải cấp xã.", field="parent"))
    same = Unit.objects.filter(parent=commune, level=Level.HAMLET, folded_name=vietnamese.fold(name), kind=kind)
    if same.valid_on(valid_from).exists():
        raise Refused(Problem(f"{commune.opening_title} đã có {kind.lower()} {name}. Xin kiểm tra tên.", field="name"))
    with transaction.atomic():
        hamlet = Unit.objects.create(
            level=Level.HAMLET,
            kind=kind,
            name=name,
            parent=commune,
            valid_from=valid_from,
            start_known=True,
            is_demo=is_demo,
        )
        set_ancestors(hamlet)
        audit.record("thêm thôn", hamlet, by=by, after={"commune": commune, "name": name})
    return hamlet


def mark(
    unit: Unit, mark: str, *, valid_from: dt.date, legal_basis: str, by: User | None, valid_to: dt.date | None = None
) -> UnitMark:
    """Give a unit a dated mark by its decision."""
    with transaction.atomic():
        row, _ = UnitMark.objects.update_or_create(
            unit=unit, mark=mark, valid_from=valid_from, defaults={"valid_to": valid_to, "legal_basis": legal_basis}
        )
        audit.record("ghi diện của đơn vị", row, by=by, after={"mark": mark, "basis": legal_basis})
    return row
