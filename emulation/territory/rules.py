"""A reorganisation as data: which units come, which end, what went where. Pure; the catalogue is handed in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from campaign_portal.foundation import vietnamese

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
    began_later: Mapping[int, dt.date] = field(default_factory=dict)  # ended unit → day of a succession after `on`

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


def faults(change: ChangeSet, ground: Ground, within: int | None) -> list[Fault]:
    """Everything that makes the change set impossible, at once, in the order of its lines."""
    found = [
        *_new_units(change, ground),
        *_goings(change, ground),
        *_endings(change, ground),
        *_within(change, ground, within),
    ]
    return sorted(found, key=lambda fault: fault.line)


def _level_of(ref: Ref | None, change_units: Mapping[str, NewUnit], ground: Ground) -> str:
    if isinstance(ref, int):
        return ground.units[ref].level if ref in ground.units else ""
    return change_units[ref].level if ref is not None and ref in change_units else ""


def _new_units(change: ChangeSet, ground: Ground) -> Iterator[Fault]:
    mine = {unit.ref: unit for unit in change.units}
    ended, there = change.all_ended, adopted(change, ground)
    standing = {
        (unit.level, unit.code): unit
        for unit in ground.units.values()
        if unit.code and unit.is_valid(ground.on) and unit.pk not in ended
    }
    seen: dict[str, NewUnit] = {}
    for unit in change.units:
        if unit.ref in seen:
            yield Fault(f"đơn vị mới {unit.title} (mã {unit.code or unit.ref}) ghi hai lần", unit.line, "code")
        seen[unit.ref] = unit
        if unit.level not in LEVELS:
            yield Fault(f"không có cấp “{unit.level}”; xin ghi province, district hoặc commune", unit.line, "level")
            continue
        if unit.level != HAMLET and not (unit.code.isdigit() and len(unit.code) == CODE_LENGTHS[unit.level]):
            yield Fault(
                f"mã “{unit.code}” của {unit.title} chưa đúng: mã tỉnh 2 chữ số, huyện 3, xã 5 (giữ số 0 ở đầu)",
                unit.line,
                "code",
            )
        if not unit.name.strip() or not unit.kind.strip():
            yield Fault("đơn vị mới phải có loại và tên", unit.line, "name")
        if unit.ref in there:
            known = ground.units[there[unit.ref]]
            if vietnamese.fold(known.name) != vietnamese.fold(unit.name):
                yield Fault(
                    f"mã {unit.code} từ ngày ấy đã là {known.title} trong danh mục, tệp ghi {unit.title}; "
                    "xin kiểm tra mã và tên",
                    unit.line,
                    "name",
                )
        elif unit.code and (taken := standing.get((unit.level, unit.code))):
            yield Fault(
                f"mã {unit.code} đang là của {ground.named(taken.pk)}, đơn vị này không kết thúc trong lần sắp xếp",
                unit.line,
                "code",
            )
        yield from _parent(unit, mine, ground, ended)


def _parent(unit: NewUnit, mine: Mapping[str, NewUnit], ground: Ground, ended: frozenset[int]) -> Iterator[Fault]:
    if unit.level == PROVINCE:
        if unit.parent is not None:
            yield Fault(f"{unit.title} là cấp tỉnh, không có cấp trên", unit.line, "parent")
        return
    level = _level_of(unit.parent, mine, ground)
    if not level:
        yield Fault(f"chưa rõ cấp trên của {unit.title}; xin ghi mã đơn vị cấp trên", unit.line, "parent")
    elif level not in PARENTS[unit.level]:
        yield Fault(
            f"{unit.title} là {LEVEL_WORDS[unit.level]}, không thể thuộc một đơn vị {LEVEL_WORDS[level]}",
            unit.line,
            "parent",
        )
    elif isinstance(unit.parent, int):
        parent = ground.units[unit.parent]
        if unit.parent in ended or not parent.is_valid(ground.on):
            yield Fault(f"cấp trên {parent.title} không còn từ ngày ấy", unit.line, "parent")


def _goings(change: ChangeSet, ground: Ground) -> Iterator[Fault]:
    mine = {unit.ref: unit for unit in change.units}
    there = adopted(change, ground)
    lines: dict[tuple[int, Ref], Going] = {}
    by_old: dict[int, list[Going]] = defaultdict(list)
    for going in change.goings:
        old = ground.units.get(going.old)
        if old is None:
            yield Fault("đơn vị cũ không có trong danh mục", going.line, "old")
            continue
        if not old.is_valid(ground.eve):
            yield Fault(f"{ground.named(old.pk)} không còn vào ngày trước sắp xếp", going.line, "old")
        if (going.old, going.new) in lines:
            yield Fault(f"{ground.named(old.pk)} ghi hai dòng cùng về một đơn vị", going.line, "old")
        lines[going.old, going.new] = going
        new = there.get(going.new, going.new) if isinstance(going.new, str) else going.new
        if new == going.old:
            yield Fault(f"{ground.named(old.pk)} không thể nhập vào chính mình", going.line, "new")
            continue
        level = _level_of(going.new, mine, ground)
        if not level:
            yield Fault("đơn vị mới không có trong danh mục, cũng không có trong lần sắp xếp", going.line, "new")
        elif level != old.level:
            yield Fault(
                f"{ground.named(old.pk)} là {LEVEL_WORDS[old.level]}, không thể về một đơn vị {LEVEL_WORDS[level]}",
                going.line,
                "new",
            )
        elif isinstance(going.new, int) and not ground.units[going.new].is_valid(ground.on):
            yield Fault(f"{ground.named(going.new)} không còn từ ngày ấy", going.line, "new")
        if going.share is not None and going.extent == WHOLE:
            yield Fault("đã ghi toàn bộ thì không ghi tỷ lệ", going.line, "share")
        elif going.share is not None and not 0 < going.share <= 1:
            yield Fault("tỷ lệ phải trên 0 và không quá 1, ví dụ 0.35", going.line, "share")
        by_old[going.old].append(going)
    for pk, goings in by_old.items():
        yield from _one_unit(ground.named(pk), goings)
    yield from _rings(change, ground)


def _one_unit(named: str, goings: list[Going]) -> Iterator[Fault]:
    whole = [going for going in goings if going.extent == WHOLE]
    if len(whole) > 1:
        yield Fault(f"{named} không thể toàn bộ về hai đơn vị; chia ra thì ghi “part”", whole[1].line, "extent")
    elif whole and len(goings) > 1:
        yield Fault(f"{named} vừa ghi toàn bộ, vừa ghi một phần; xin ghi thống nhất", goings[1].line, "extent")
    elif not whole and len(goings) == 1:
        yield Fault(f"{named} chỉ có một nơi đến mà ghi một phần; phần còn lại về đâu?", goings[0].line, "extent")
    shares = [going.share for going in goings if going.share is not None]
    if shares and sum(shares) > 1:
        total = f"{sum(shares):f}".replace(".", ",")
        yield Fault(f"các phần của {named} cộng lại {total}, quá 1", goings[-1].line, "share")


def _rings(change: ChangeSet, ground: Ground) -> Iterator[Fault]:
    """A goes into B while B goes elsewhere: between units of the catalogue only an order of days could say that."""
    goes = {going.old: going for going in change.goings}
    for going in change.goings:
        if isinstance(going.new, int) and going.new in goes and going.new != going.old and going.new in ground.units:
            yield Fault(
                f"{ground.named(going.old)} nhập vào {ground.named(going.new)}, mà đơn vị này cũng kết thúc cùng ngày",
                going.line,
                "new",
            )


def _endings(change: ChangeSet, ground: Ground) -> Iterator[Fault]:
    ended = change.all_ended
    gone = {going.old for going in change.goings}
    seen: set[int] = set()
    for pk in change.ended:
        unit = ground.units.get(pk)
        if unit is None:
            yield Fault("đơn vị kết thúc không có trong danh mục", field="ended")
        elif pk in seen:
            yield Fault(f"{ground.named(pk)} ghi kết thúc hai lần", field="ended")
        elif not unit.is_valid(ground.eve):
            yield Fault(f"{ground.named(pk)} đã kết thúc từ trước ngày sắp xếp", field="ended")
        elif unit.level in {COMMUNE, HAMLET} and pk not in gone:
            yield Fault(f"{ground.named(pk)} kết thúc mà chưa ghi về đâu", field="ended")
        seen.add(pk)
    children = ground.children(ground.eve)
    for pk in ended & ground.units.keys():
        unit = ground.units[pk]
        left = [child for child in children.get(pk, ()) if child.pk not in ended]
        if not left:
            continue
        if unit.level == COMMUNE:
            if pk not in change.whole_to():  # of a whole merger the hamlets follow by themselves
                names = ", ".join(child.title for child in left[:3])
                yield Fault(
                    f"{ground.named(pk)} chia tách: {len(left)} thôn chưa ghi về đâu ({names})", field="hamlets"
                )
        else:
            names = ", ".join(child.title for child in left[:3])
            yield Fault(
                f"{ground.named(pk)} kết thúc nhưng còn {len(left)} đơn vị trực thuộc chưa ghi về đâu ({names})",
                field="ended",
            )


def _within(change: ChangeSet, ground: Ground, within: int | None) -> Iterator[Fault]:
    """Everything lies strictly below the unit that the reorganisation belongs to."""
    if within is None:
        return
    if within in change.all_ended:
        yield Fault("chính đơn vị quản lý lần sắp xếp không thể kết thúc trong đó", field="within")
    touched = {*change.all_ended, *(going.new for going in change.goings if isinstance(going.new, int))}
    for pk in sorted(touched & ground.units.keys()):
        if pk != within and within not in ground.units[pk].above():
            yield Fault(f"{ground.named(pk)} nằm ngoài {ground.units[within].title}", field="within")
    mine = {unit.ref: unit for unit in change.units}
    for unit in change.units:
        top: Ref | None = unit.parent
        while isinstance(top, str) and top in mine:
            top = mine[top].parent
        if isinstance(top, int) and top in ground.units and top != within and within not in ground.units[top].above():
            yield Fault(f"{unit.title} nằm ngoài {ground.units[within].title}", unit.line, "parent")


def common_ancestor(units: Iterable[Known], ended: frozenset[int]) -> int | None:
    """The lowest unit above all of these that goes on; None: only the country."""
    lines = [[pk for pk in (u.district, u.province) if pk and pk != u.pk and pk not in ended] for u in units]
    if not lines:
        return None
    shared = set(lines[0]).intersection(*map(set, lines[1:]))
    return next((pk for pk in lines[0] if pk in shared), None)
