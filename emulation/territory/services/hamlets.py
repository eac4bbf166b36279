"""Hamlets have no code and stand in no data set: a commune writes its own down."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.territory.models import Level, Unit
from emulation.territory.services import checks

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
    legal_basis: str = "",
    is_demo: bool = False,
) -> Unit:
    """A new hamlet of a commune. Refuses a name that the commune has already, a day before the commune was there."""
    if commune.level != Level.COMMUNE:
        raise Refused(Problem(f"Thôn, tổ dân phố thuộc xã, phường; {commune.title} không phải cấp xã.", field="parent"))
    kind, name = checks.named(name, kind, Level.HAMLET)
    legal_basis = checks.basis(legal_basis, required=False)
    checks.not_in_future(valid_from, "valid_from", "Ngày bắt đầu")
    with transaction.atomic():
        commune = checks.hold(commune)
        _within_commune(commune, valid_from)
        for same in checks.same_hamlets(commune, kind, name):
            if checks.meets(valid_from, None, same.valid_from, same.valid_to):
                raise Refused(
                    Problem(
                        f"{commune.opening_title} đã có {same.title} ({checks.span(same.valid_from, same.valid_to)}). "
                        "Xin kiểm tra tên.",
                        field="name",
                    )
                )
        hamlet = Unit.objects.create(
            level=Level.HAMLET,
            kind=kind,
            name=name,
            parent=commune,
            valid_from=valid_from,
            start_known=True,
            legal_basis=legal_basis,
            is_demo=is_demo,
        )
        set_ancestors(hamlet)
        audit.record(
            "thêm thôn",
            hamlet,
            by=by,
            after={
                "commune": commune,
                "kind": kind,
                "name": name,
                "valid_from": valid_from,
                "legal_basis": legal_basis,
            },
        )
    return hamlet


def _within_commune(commune: Unit, day: dt.date) -> None:
    if commune.valid_to is not None and day > commune.valid_to:
        raise Refused(
            Problem(f"{commune.opening_title} đã hết hiệu lực từ sau {vietnamese.day(commune.valid_to)}.", "valid_from")
        )
    if commune.start_known and day < commune.valid_from:
        raise Refused(
            Problem(
                f"{commune.opening_title} có từ {vietnamese.day(commune.valid_from)}; thôn không thể có trước ngày đó.",
                field="valid_from",
            )
        )


@dataclass(frozen=True)
class NewHamlet:
    """A line of a list: what a hamlet is called, since when, by which paper."""

    kind: str
    name: str
    valid_from: dt.date
    legal_basis: str = ""


def add_hamlets(commune: Unit, hamlets: Sequence[NewHamlet], *, by: User | None) -> list[Unit]:
    """All of a list or none: the first line that can't be is refused, and nothing was written."""
    with transaction.atomic():
        return [
            add_hamlet(
                commune,
                hamlet.name,
                hamlet.kind,
                valid_from=hamlet.valid_from,
                legal_basis=hamlet.legal_basis,
                by=by,
            )
            for hamlet in hamlets
        ]


def end_hamlet(hamlet: Unit, *, valid_to: dt.date, legal_basis: str, by: User | None) -> Unit:
    """A hamlet that is no more and went into no other. Of a merger the reorganisation says where it went."""
    if hamlet.level != Level.HAMLET:
        raise Refused("Chỉ thôn, tổ dân phố kết thúc ở đây; xã, huyện, tỉnh kết thúc qua phương án sắp xếp.")
    legal_basis = checks.basis(legal_basis, required=True)
    checks.not_in_future(valid_to, "valid_to", "Ngày kết thúc")
    with transaction.atomic():
        hamlet = checks.hold(hamlet)
        if hamlet.valid_to is not None:
            raise Refused(f"{hamlet.opening_title} đã kết thúc ngày {vietnamese.day(hamlet.valid_to)}.")
        checks.in_order(hamlet.valid_from, valid_to)
        before = {"valid_to": None, "legal_basis": hamlet.legal_basis}
        hamlet.valid_to = valid_to
        hamlet.save(update_fields=["valid_to"])
        audit.record(
            "kết thúc thôn", hamlet, by=by, before=before, after={"valid_to": valid_to}, reason=f"Căn cứ {legal_basis}"
        )
    return hamlet
