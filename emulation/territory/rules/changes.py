"""A reorganisation as data: which units come, which end, what went where. Pure; the catalogue is handed in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

WHOLE, PART = "whole", "part"
PROVINCE, DISTRICT, COMMUNE, HAMLET = "province", "district", "commune", "hamlet"
LEVELS = (PROVINCE, DISTRICT, COMMUNE, HAMLET)
LEVEL_WORDS = {PROVINCE: "cấp tỉnh", DISTRICT: "cấp huyện", COMMUNE: "cấp xã", HAMLET: "thôn, tổ dân phố"}
CODE_LENGTHS = {PROVINCE: 2, DISTRICT: 3, COMMUNE: 5}
PARENTS = {PROVINCE: (), DISTRICT: (PROVINCE,), COMMUNE: (DISTRICT, PROVINCE), HAMLET: (COMMUNE,)}

Ref = int | str  # a row of the catalogue, or the `ref` of a unit that comes into being


@dataclass(frozen=True)
class NewUnit:
    """A unit that comes into being. `ref` names it in the change set; a coded unit's is its code."""

    ref: str
    level: str
    code: str
    kind: str
    name: str
    parent: Ref | None
    line: int = 0

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Going:
    """Where a unit of the catalogue goes: all of it, or a part with its share where a person knows it."""

    old: int
    new: Ref
    extent: str = WHOLE
    share: Decimal | None = None
    certain: bool = True
    line: int = 0


@dataclass(frozen=True)
class Carried:
    """A person who goes over: which post, to which successor of its unit."""

    post: int
    to: Ref


@dataclass(frozen=True)
class ChangeSet:
    """Everything a reorganisation does to units, and whom it takes along. `offices`: ended office → office that goes on
    with its open work, where a person chose one."""

    units: tuple[NewUnit, ...] = ()
    ended: tuple[int, ...] = ()
    goings: tuple[Going, ...] = ()
    carried: tuple[Carried, ...] = ()
    offices: Mapping[int, int] = field(default_factory=dict)

    @property
    def all_ended(self) -> frozenset[int]:
        """Named as ended, or gone elsewhere."""
        return frozenset(self.ended) | {going.old for going in self.goings}

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.ended or self.goings)

    def whole_to(self) -> dict[int, Ref]:
        """Where each unit went that went altogether to one."""
        return {going.old: going.new for going in self.goings if going.extent == WHOLE}

    def parts_to(self) -> dict[int, list[Going]]:
        found: dict[int, list[Going]] = defaultdict(list)
        for going in self.goings:
            if going.extent == PART:
                found[going.old].append(going)
        return dict(found)

    def to_json(self) -> dict[str, Any]:
        return {
            "units": [[u.ref, u.level, u.code, u.kind, u.name, u.parent] for u in self.units],
            "ended": list(self.ended),
            "goings": [
                [g.old, g.new, g.extent, None if g.share is None else str(g.share), g.certain] for g in self.goings
            ],
            "carried": [[c.post, c.to] for c in self.carried],
            "offices": [[old, new] for old, new in self.offices.items()],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ChangeSet":
        return cls(
            units=tuple(NewUnit(*row) for row in data.get("units", ())),
            ended=tuple(data.get("ended", ())),
            goings=tuple(
                Going(old, new, extent, None if share is None else Decimal(share), certain)
                for old, new, extent, share, certain in data.get("goings", ())
            ),
            carried=tuple(Carried(post, to) for post, to in data.get("carried", ())),
            offices={old: new for old, new in data.get("offices", ())},
        )

    def without(self, ref: Ref) -> "ChangeSet":
        """Without what made this unit (or went into it)."""
        goings = tuple(going for going in self.goings if going.new != ref)
        return replace(
            self,
            units=tuple(unit for unit in self.units if unit.ref != ref and unit.parent != ref),
            goings=goings,
            carried=tuple(carried for carried in self.carried if carried.to != ref),
        )

    def plus(self, other: "ChangeSet") -> "ChangeSet":
        return ChangeSet(
            units=self.units + other.units,
            ended=self.ended + tuple(unit for unit in other.ended if unit not in self.ended),
            goings=self.goings + other.goings,
            carried=self.carried + other.carried,
            offices={**self.offices, **other.offices},
        )


@dataclass(frozen=True)
class Known:
    """A unit of the catalogue, as the checks need it."""

    pk: int
    level: str
    code: str
    kind: str
    name: str
    parent: int | None
    province: int | None
    district: int | None
    commune: int | None
    valid_from: dt.date
    valid_to: dt.date | None

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}"

    def above(self) -> frozenset[int]:
        return frozenset(pk for pk in (self.province, self.district, self.commune) if pk and pk != self.pk)

    def is_valid(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)


@dataclass(frozen=True)
class Fault:
    """One thing that makes a change set impossible: the line (0: of no file), the field, and what to do."""

    message: str
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"dòng {self.line}" if self.line else "", self.field) if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True)
class Ground:
    """The catalogue around a change set on its day: every unit by its row, who stood the day before, who then."""

    on: dt.date
    units: Mapping[int, Known]

    @property
    def eve(self) -> dt.date:
        return self.on - dt.timedelta(days=1)

    def by_code(self, day: dt.date) -> dict[str, Known]:
        return {unit.code: unit for unit in self.units.values() if unit.code and unit.is_valid(day)}

    def children(self, day: dt.date) -> dict[int, list[Known]]:
        found: dict[int, list[Known]] = defaultdict(list)
        for unit in self.units.values():
            if unit.parent is not None and unit.is_valid(day):
                found[unit.parent].append(unit)
        return found

    def named(self, pk: int) -> str:
        """With the parent, for names repeat: "Xã Tân Thành, Huyện Phú Bình (mã 05932)"."""
        unit = self.units[pk]
        parent = self.units.get(unit.parent) if unit.parent else None
        code = f" (mã {unit.code})" if unit.code else ""
        return f"{unit.title}{f', {parent.title}' if parent else ''}{code}"


def adopted(change: ChangeSet, ground: Ground) -> dict[str, int]:
    """New units that stand in the catalogue already from the day on (the seed knows the reform of 1/7/2025)."""
    there = {
        (unit.level, unit.code): unit for unit in ground.units.values() if unit.code and unit.valid_from == ground.on
    }
    return {
        unit.ref: there[unit.level, unit.code].pk
        for unit in change.units
        if unit.code and (unit.level, unit.code) in there
    }
