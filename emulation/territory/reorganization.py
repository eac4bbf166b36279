"""Reorganisation: what every room's section is handed and offers, and the section of units themselves.

A room's `reorganization.py` has a `SECTION`. It says what it would touch (`touched`) and writes through a ledger
(`apply`); taking back is the ledger's. What is kept of the time before stays where it was: facts keep their units.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from django.db.models import F

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.ledger import Ledger
from emulation.territory.models import Level, Reorganization, Unit, UnitMark, UnitSuccession, search_text, with_kind
from emulation.territory.rules import changes, faults
from emulation.territory.rules.changes import ChangeSet, Going, Ground, Known, NewUnit, Ref
from emulation.territory.selectors.ground import ground_for, in_parts, later_successions

NAMED = 12  # names shown beside a count


class Weight(StrEnum):
    """What a line of the preview asks of the reader."""

    CHANGE = "change"  # will be written
    KEEP = "keep"  # stays as it is
    ASK = "ask"  # a person has to see to it, before or after
    MUST = "must"  # stands in the way: nothing is applied before it is finished


@dataclass(frozen=True)
class Line:
    weight: Weight
    text: str
    count: int
    names: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"weight": str(self.weight), "text": self.text, "count": self.count, "names": list(self.names)}


def line(weight: Weight, text: str, names: Iterable[object]) -> Iterator[Line]:
    """One line that counts and names what it speaks of; none when there is nothing."""
    found = [str(name) for name in names]
    if found:
        yield Line(weight, text, len(found), tuple(found[:NAMED]))


class Section(Protocol):
    """One room's part of a reorganisation."""

    key: str
    title: str

    def touched(self, plan: "Plan") -> Iterable[Line]:
        """What is there, counted and named; reads only."""

    def apply(self, plan: "Plan", ledger: Ledger) -> None:
        """Write through the ledger, in the transaction of all sections; those of lower rooms went before."""


@dataclass
class Plan:
    """A checked change set on its ground. `rows` fills while it is applied: new units' refs → their rows."""

    reorganization: Reorganization
    change: ChangeSet  # with the hamlets that follow their communes
    ground: Ground
    rows: dict[Ref, int] = field(default_factory=dict)
    offices: dict[int, int] = field(default_factory=dict)  # ended office → the one that goes on; people fills it

    @property
    def on(self) -> dt.date:
        return self.ground.on

    @property
    def eve(self) -> dt.date:
        return self.ground.eve

    @cached_property
    def ended(self) -> frozenset[int]:
        return self.change.all_ended

    @cached_property
    def whole_to(self) -> dict[int, Ref]:
        return self.change.whole_to()

    @cached_property
    def adopted(self) -> dict[str, int]:
        return changes.adopted(self.change, self.ground)

    @cached_property
    def new(self) -> dict[Ref, NewUnit]:
        return {unit.ref: unit for unit in self.change.units}

    @cached_property
    def origins(self) -> dict[Ref, list[Going]]:
        """What went into each unit."""
        found: dict[Ref, list[Going]] = defaultdict(list)
        for going in self.change.goings:
            found[going.new].append(going)
        return dict(found)

    def row(self, ref: Ref) -> int:
        """The catalogue's row of a unit of the change set; while applying, after the units are made."""
        return ref if isinstance(ref, int) else self.rows[ref]

    def title(self, ref: Ref) -> str:
        """In running text: "xã Thung Lũng"."""
        unit = self.ground.units[ref] if isinstance(ref, int) else self.new[ref]
        return with_kind(unit.kind, unit.name)

    def level(self, ref: Ref) -> str:
        return self.ground.units[ref].level if isinstance(ref, int) else self.new[ref].level

    def above(self, ref: Ref) -> dict[str, Ref | None]:
        """The units of each level above a unit as they stand from the day on, itself at its own level."""
        found: dict[str, Ref | None] = dict.fromkeys(("province", "district", "commune"))
        here: Ref | None = ref
        while here is not None:
            if isinstance(here, int):
                known = self.ground.units[here]
                for level in found:
                    found[level] = found[level] or getattr(known, level)
                break
            unit = self.new[here]
            if unit.level in found:
                found[unit.level] = here
            here = unit.parent
        return found

    @property
    def reason(self) -> str:
        """What is noted beside what ended because of it."""
        return f"{self.reorganization.title} ({self.reorganization.legal_basis})"[:200]


def plan_of(reorganization: Reorganization) -> tuple[Plan, list[changes.Fault]]:
    """The plan of a change set, and everything that makes it impossible."""
    change = ChangeSet.from_json(reorganization.content)
    ground = ground_for(change, reorganization.effective_on, reorganization.within_id)
    found = faults.faults(change, ground, reorganization.within_id)
    if found:
        return Plan(reorganization, change, ground), found
    return Plan(reorganization, with_hamlets(change, ground), ground), []


def with_hamlets(change: ChangeSet, ground: Ground) -> ChangeSet:
    """Hamlets of a commune that went altogether become hamlets of its successor: new units, for the parent changed.

    Two of one name in one new commune are told apart by the commune they come from, until they get names of their own.
    """
    whole, placed = change.whole_to(), {going.old for going in change.goings}
    parts = [known for known in ground.units.values() if known.level == changes.HAMLET and known.is_valid(ground.eve)]
    moving = sorted(
        (known for known in parts if known.commune in whole and known.pk not in placed), key=lambda known: known.pk
    )
    if not moving:
        return change
    taken = Counter(_hamlet_key(whole[known.commune], known) for known in moving if known.commune)
    taken.update(
        (known.commune, vietnamese.fold(known.name), known.kind)
        for known in parts
        if known.commune and known.commune not in change.all_ended
    )
    taken.update(
        (unit.parent, vietnamese.fold(unit.name), unit.kind)
        for unit in change.units
        if unit.level == changes.HAMLET and unit.parent is not None
    )
    units, goings = [], []
    for known in moving:
        commune = ground.units[known.commune]  # type: ignore[index]
        parent = whole[commune.pk]
        name = known.name if taken[_hamlet_key(parent, known)] == 1 else f"{known.name} ({commune.name})"
        ref = f"thon:{known.pk}"
        units.append(NewUnit(ref, changes.HAMLET, "", known.kind, name, parent))
        goings.append(Going(known.pk, ref))
    return replace(change, units=change.units + tuple(units), goings=change.goings + tuple(goings))


def _hamlet_key(parent: Ref, known: Known) -> tuple[Ref, str, str]:
    return parent, vietnamese.fold(known.name), known.kind


class Units:
    """The units: new ones, ends, successions, hamlets."""

    key = "territory"
    title = "Đơn vị"

    def touched(self, plan: Plan) -> Iterator[Line]:
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET):
            new = [unit for unit in plan.change.units if unit.level == level]
            there = [unit.title for unit in new if unit.ref in plan.adopted]
            yield from line(
                Weight.CHANGE, f"{level.label} thành lập mới", [u.title for u in new if u.ref not in plan.adopted]
            )
            yield from line(Weight.KEEP, f"{level.label} mới, đã có trong danh mục", there)
            ended = [plan.ground.units[pk] for pk in plan.ended if plan.ground.units[pk].level == level]
            yield from line(Weight.CHANGE, f"{level.label} kết thúc", [unit.title for unit in ended])
        unclear = [plan.ground.named(going.old) for going in plan.change.goings if not going.certain]
        yield from line(Weight.ASK, "kế thừa mới có một nguồn nói, xin đối chiếu văn bản", unclear)
        renamed = [u.title for u in plan.change.units if u.level == changes.HAMLET and u.name.endswith(")")]
        yield from line(Weight.ASK, "thôn trùng tên trong xã mới, tạm thêm tên xã cũ; xin đặt tên", renamed)
        later = later_successions(plan.ended, plan.on)
        yield from line(
            Weight.ASK,
            "đơn vị kết thúc mà danh mục đã ghi sẵn một lần kế thừa về sau; sau khi áp dụng xin ghi lại cho đơn vị mới",
            [plan.ground.named(pk) for pk in later],
        )
        marked = in_parts(UnitMark.objects.filter(valid_to__isnull=True).select_related("unit"), "unit", plan.ended)
        yield from line(Weight.ASK, "diện của đơn vị kết thúc: cần quyết định cho đơn vị mới", marked)

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        plan.rows.update(plan.adopted)
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET):
            fresh = [u for u in plan.change.units if u.level == level and u.ref not in plan.rows]
            made = ledger.make(Unit, [self._row(unit, plan) for unit in fresh])
            plan.rows.update({unit.ref: row.pk for unit, row in zip(fresh, made, strict=True)})
            if level != Level.HAMLET:
                self._be_own_ancestor(level, [row.pk for row in made])
        ledger.put_each(
            Unit, "valid_to", dict.fromkeys(sorted(plan.ended), plan.eve),
            {pk: plan.ground.units[pk].valid_to for pk in sorted(plan.ended)},
        )  # fmt: skip
        self._succeed(plan, ledger)

    def _row(self, unit: NewUnit, plan: Plan) -> Unit:
        above = plan.above(unit.ref)
        if unit.level in above:
            above[unit.level] = None  # itself: its row has no number yet
        return Unit(
            level=unit.level,
            code=unit.code,
            kind=unit.kind,
            name=vietnamese.nfc(unit.name),
            folded_name=vietnamese.fold(unit.name),
            sort_key=vietnamese.sort_key(unit.name),
            search_text=search_text(unit.code, (unit.kind, unit.name)),
            parent_id=None if unit.parent is None else plan.row(unit.parent),
            valid_from=plan.on,
            start_known=True,
            legal_basis=plan.reorganization.legal_basis,
            **{f"{level}_id": None if ref is None else plan.row(ref) for level, ref in above.items()},
        )

    def _be_own_ancestor(self, level: Level, pks: list[int]) -> None:
        for start in range(0, len(pks), 5000):
            Unit.objects.filter(pk__in=pks[start : start + 5000]).update(**{level.value: F("pk")})

    def _succeed(self, plan: Plan, ledger: Ledger) -> None:
        """Those that the catalogue has already stay as they are."""
        there = set(
            in_parts(
                UnitSuccession.objects.filter(on=plan.on).values_list("predecessor_id", "successor_id"),
                "predecessor",
                {going.old for going in plan.change.goings},
            )
        )
        ledger.make(
            UnitSuccession,
            (
                UnitSuccession(
                    predecessor_id=going.old,
                    successor_id=plan.row(going.new),
                    on=plan.on,
                    extent=going.extent,
                    share=going.share,
                    share_basis=plan.reorganization.legal_basis if going.share is not None else "",
                    certain=going.certain,
                    legal_basis=plan.reorganization.legal_basis,
                )
                for going in plan.change.goings
                if (going.old, plan.row(going.new)) not in there
            ),
        )


SECTION = Units()
