"""Building a change set on screen: each act adds lines to it; what it then says is checked as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from campaign_portal.foundation.errors import Problem, refuse_if_any
from emulation.territory.models import Unit
from emulation.territory.rules import changes
from emulation.territory.rules.changes import ChangeSet, Going, NewUnit, Ref


@dataclass(frozen=True)
class Named:
    """A new unit as a person types it."""

    code: str
    kind: str
    name: str
    parent: Unit | None


def merge(change: ChangeSet, olds: Sequence[Unit], into: Named | Unit) -> ChangeSet:
    """Several units into a new one, or into one that goes on."""
    refuse_if_any(_already(change, olds))
    if len({unit.level for unit in olds}) > 1:
        refuse_if_any([Problem("Các đơn vị nhập vào nhau phải cùng cấp.", field="old_1")])
    if isinstance(into, Unit):
        if into in olds:
            refuse_if_any([Problem(f"{into.opening_title} không thể nhập vào chính mình.", field="into")])
        return change.plus(ChangeSet(goings=tuple(Going(unit.pk, into.pk) for unit in olds)))
    fresh = _fresh(change, into, olds[0])
    return change.plus(ChangeSet(units=(fresh,), goings=tuple(Going(unit.pk, fresh.ref) for unit in olds)))


def split(
    change: ChangeSet, old: Unit, parts: Sequence[tuple[Named, Decimal | None]], hamlets: Iterable[tuple[Unit, int]]
) -> ChangeSet:
    """One unit into several new ones; each hamlet goes altogether to one of them (its place in `parts`)."""
    refuse_if_any(_already(change, [old]))
    fresh = [_fresh(change, named, old) for named, _ in parts]
    placed = [(hamlet, fresh[at]) for hamlet, at in hamlets]
    return change.plus(
        ChangeSet(
            units=(
                *fresh,
                *(NewUnit(f"thon:{h.pk}", changes.HAMLET, "", h.kind, h.name, unit.ref) for h, unit in placed),
            ),
            goings=(
                *(Going(old.pk, unit.ref, changes.PART, share) for unit, (_, share) in zip(fresh, parts, strict=True)),
                *(Going(hamlet.pk, f"thon:{hamlet.pk}") for hamlet, _ in placed),
            ),
        )
    )


def move(change: ChangeSet, old: Unit, code: str, parent: Unit) -> ChangeSet:
    """A unit under another parent: a new unit of the same name, which the old one goes into as a whole."""
    refuse_if_any(_already(change, [old]))
    if parent.pk == old.parent_id:
        refuse_if_any([Problem(f"{old.opening_title} đang thuộc {parent.title}.", field="parent")])
    fresh = _fresh(change, Named(code, old.kind, old.name, parent), old)
    return change.plus(ChangeSet(units=(fresh,), goings=(Going(old.pk, fresh.ref),)))


def abolish(change: ChangeSet, olds: Iterable[Unit]) -> ChangeSet:
    """Units above the commune that end without a successor; what lies below must have gone elsewhere."""
    named = [unit.pk for unit in olds if unit.pk not in change.ended]
    return replace(change, ended=(*change.ended, *named))


def remove(change: ChangeSet, ref: Ref) -> ChangeSet:
    """Take back what made this unit, or went into it; an ending for its number."""
    hamlets = {unit.ref for unit in change.units if unit.parent == ref}
    kept = change.without(ref)
    gone = {going.old for going in change.goings if going.new == ref}
    return replace(
        kept,
        ended=tuple(pk for pk in kept.ended if pk != ref),
        goings=tuple(g for g in kept.goings if g.new not in hamlets and g.old not in gone),
        units=tuple(unit for unit in kept.units if unit.ref not in hamlets),
    )


def _fresh(change: ChangeSet, named: Named, like: Unit) -> NewUnit:
    parent = named.parent.pk if named.parent else like.parent_id
    taken = {unit.ref for unit in change.units}
    if named.code in taken:
        refuse_if_any([Problem(f"Mã {named.code} đã dùng cho một đơn vị mới khác trong lần sắp xếp này.", "code")])
    return NewUnit(named.code, like.level, named.code, named.kind, named.name, parent)


def _already(change: ChangeSet, olds: Sequence[Unit]) -> list[Problem]:
    gone = change.all_ended
    found = [
        Problem(f"{unit.opening_title} đã có trong lần sắp xếp này; xin bỏ dòng cũ trước.", field=f"old_{at}")
        for at, unit in enumerate(olds, start=1)
        if unit.pk in gone
    ]
    seen: set[int] = set()
    for at, unit in enumerate(olds, start=1):
        if unit.pk in seen:
            found.append(Problem(f"{unit.opening_title} chọn hai lần.", field=f"old_{at}"))
        seen.add(unit.pk)
    return found
