"""A reorganisation's file: one readable YAML, or the two tables (new units, succession) as CSV. Every fault at once.

The form is published in docs/quan-tri/sap-xep-don-vi.md. Units of the catalogue are named by their codes on the day
before, new ones by their own codes; hamlets, which have none, by commune and name.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from campaign_portal.foundation import vietnamese
from campaign_portal.shell.definition import syntax
from emulation.territory.models import Unit
from emulation.territory.rules import changes, faults
from emulation.territory.rules.changes import ChangeSet, Fault, Going, Ground, Known, NewUnit, Ref
from emulation.territory.selectors.ground import ground_of

FIELDS = {"title", "effective_on", "legal_basis", "basis_date", "within", "units", "ended", "successions", "hamlets"}
UNIT_FIELDS = ("level", "code", "kind", "name", "parent")
GOING_FIELDS = {"old", "new", "extent", "share"}
HAMLET_FIELDS = {"commune", "hamlet", "new"}


class BadFile(Exception):
    """The file is refused and nothing was changed; every fault with its line and field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Read:
    """What a file holds."""

    title: str
    effective_on: dt.date
    legal_basis: str
    basis_date: dt.date | None
    within: int | None
    change: ChangeSet


def read_yaml(text: str, *, within: int | None = None) -> Read:
    """The change set of a file. `within` limits it to an administrator's unit. Raises BadFile."""
    try:
        located = syntax.read(text)
    except syntax.BadSyntax as error:
        raise BadFile([Fault(error.message, error.line, "tệp")]) from error
    values = located.values
    if not isinstance(values, dict):
        raise BadFile([Fault("tệp phải gồm các trường title, effective_on, legal_basis, units, successions", 1)])
    faults = [
        Fault(f"không có trường “{key}”", located.line_of((key,)), str(key)) for key in values if key not in FIELDS
    ]
    title, basis = _words(values, "title", located, faults), _words(values, "legal_basis", located, faults)
    on = values.get("effective_on")
    if not isinstance(on, dt.date):
        faults.append(
            Fault("xin ghi ngày có hiệu lực, ví dụ 2025-07-01", located.line_of(("effective_on",)), "effective_on")
        )
    basis_date = values.get("basis_date")
    if basis_date is not None and not isinstance(basis_date, dt.date):
        faults.append(Fault("ngày văn bản ghi như 2025-06-12", located.line_of(("basis_date",)), "basis_date"))
    lists = {key: _rows(values, key, located, faults) for key in ("units", "successions", "hamlets")}
    ended = values.get("ended") or []
    if not isinstance(ended, list):
        faults.append(Fault("ended là danh sách mã đơn vị", located.line_of(("ended",)), "ended"))
        ended = []
    if faults or not isinstance(on, dt.date):
        raise BadFile(faults)
    finder = _Finder(on, within)
    held = _find_within(values.get("within"), finder, located.line_of(("within",)), within)
    change = finder.change(
        lists["units"],
        lists["successions"],
        lists["hamlets"],
        [(located.line_of(("ended", at)), str(code)) for at, code in enumerate(ended)],
    )
    finder.check(change, held)
    return Read(title, on, basis, basis_date if isinstance(basis_date, dt.date) else None, held, change)


def read_tables(
    units: str, successions: str, *, title: str, effective_on: dt.date, legal_basis: str, within: int | None
) -> Read:
    """The two CSV tables: `level,code,kind,name,parent_code` and `old_code,new_code,extent[,share]`. Raises BadFile."""
    faults: list[Fault] = []
    new = _table(units, {"level", "code", "kind", "name", "parent_code"}, "tệp đơn vị mới", faults)
    went = _table(successions, {"old_code", "new_code", "extent"}, "tệp kế thừa", faults)
    if faults:
        raise BadFile(faults)
    finder = _Finder(effective_on, within)
    change = finder.change(
        [(line, {**row, "parent": row["parent_code"]}) for line, row in new],
        [(line, {"old": row["old_code"], "new": row["new_code"], **row}) for line, row in went],
        [],
        [],
    )
    change = finder.with_empty_parents(change)
    finder.check(change, within)
    return Read(title, effective_on, legal_basis, None, within, change)


def _table(text: str, wanted: set[str], name: str, faults: list[Fault]) -> list[tuple[int, dict[str, str]]]:
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if missing := wanted - set(rows.fieldnames or ()):
        faults.append(Fault(f"{name} thiếu cột {', '.join(sorted(missing))}", 1))
        return []
    return [(rows.line_num, {key: (value or "").strip() for key, value in row.items() if key}) for row in rows]


def _words(values: Mapping[str, Any], key: str, located: syntax.Located, faults: list[Fault]) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        faults.append(Fault("xin ghi, để trong ngoặc kép", located.line_of((key,)), key))
        return ""
    return vietnamese.nfc(value)


def _rows(
    values: Mapping[str, Any], key: str, located: syntax.Located, faults: list[Fault]
) -> list[tuple[int, dict[str, Any]]]:
    rows = values.get(key) or []
    if not isinstance(rows, list):
        faults.append(Fault("phải là một danh sách, mỗi dòng một đơn vị", located.line_of((key,)), key))
        return []
    found = []
    known = {"units": set(UNIT_FIELDS), "successions": GOING_FIELDS, "hamlets": HAMLET_FIELDS}[key]
    for at, row in enumerate(rows):
        line = located.line_of((key, at))
        if not isinstance(row, dict):
            faults.append(Fault("mỗi dòng gồm các trường " + ", ".join(sorted(known)), line, key))
            continue
        faults += [
            Fault(
                f"không có trường “{name}”; các trường là {', '.join(sorted(known))}",
                located.line_of((key, at, name)),
                key,
            )
            for name in row
            if name not in known
        ]
        for name, value in row.items():
            if name in {"code", "old", "new", "parent", "commune"} and isinstance(value, int):
                faults.append(
                    Fault(
                        f'mã {value} phải để trong ngoặc kép, giữ số 0 ở đầu, ví dụ "03037"',
                        located.line_of((key, at, name)),
                        name,
                    )
                )
        found.append((line, row))
    return found


def _find_within(code: Any, finder: "_Finder", line: int, limit: int | None) -> int | None:
    if code in (None, ""):
        return limit
    unit = finder.before.get(str(code))
    if unit is None:
        raise BadFile(
            [Fault(f"không có đơn vị mang mã “{code}” vào ngày {vietnamese.day(finder.ground.eve)}", line, "within")]
        )
    if limit is not None and limit != unit.pk and limit not in unit.above():
        raise BadFile([Fault(f"{unit.title} nằm ngoài địa bàn ông/bà quản trị", line, "within")])
    return unit.pk


class _Finder:
    """Finds what codes mean on the day, and collects faults."""

    def __init__(self, on: dt.date, within: int | None) -> None:
        self.ground = ground_of(on)
        self.before = self.ground.by_code(self.ground.eve)
        self.after = self.ground.by_code(on)
        self.faults: list[Fault] = []

    def change(
        self,
        units: list[tuple[int, dict[str, Any]]],
        successions: list[tuple[int, dict[str, Any]]],
        hamlets: list[tuple[int, dict[str, Any]]],
        ended: list[tuple[int, str]],
    ) -> ChangeSet:
        self.new = {str(row.get("code") or ""): line for line, row in units}
        goings = [g for line, row in successions if (g := self._going(line, row))]
        self.gone = {going.old for going in goings}
        fresh = [self._unit(line, row) for line, row in units]
        ends = [unit.pk for line, code in ended if (unit := self._old(line, code, "ended"))]
        change = ChangeSet(tuple(fresh), tuple(ends), tuple(goings))
        return self._hamlets(change, hamlets) if hamlets else change

    def _unit(self, line: int, row: Mapping[str, Any]) -> NewUnit:
        code = str(row.get("code") or "").strip()
        return NewUnit(
            ref=code,
            level=str(row.get("level") or ""),
            code=code,
            kind=vietnamese.nfc(str(row.get("kind") or "")),
            name=vietnamese.nfc(str(row.get("name") or "")),
            parent=self._new(line, str(row["parent"]).strip(), "parent") if row.get("parent") else None,
            line=line,
        )

    def _going(self, line: int, row: Mapping[str, Any]) -> Going | None:
        extent = str(row.get("extent") or changes.WHOLE)
        if extent not in (changes.WHOLE, changes.PART):
            self.faults.append(Fault(f"“{extent}”: xin ghi whole (toàn bộ) hoặc part (một phần)", line, "extent"))
            extent = changes.WHOLE
        share = None
        if row.get("share") not in (None, ""):
            try:
                share = Decimal(str(row["share"]).replace(",", "."))
            except InvalidOperation:
                self.faults.append(Fault(f"tỷ lệ “{row['share']}” không phải là số, ví dụ 0.35", line, "share"))
        old, new = self._old(line, str(row.get("old") or ""), "old"), self._new(line, str(row.get("new") or ""), "new")
        if old is None or new is None:
            return None
        certain = str(row.get("sources") or "both") == "both"
        return Going(old.pk, new, extent, share, certain, line)

    def _old(self, line: int, code: str, field: str) -> Known | None:
        """A unit of the catalogue by its code on the day before."""
        code = code.strip()
        if unit := self.before.get(code):
            return unit
        known = Unit.objects.filter(code=code).exclude(code="").order_by("valid_from").last()
        if known and known.valid_to and known.valid_to < self.ground.eve:
            said = f"{known.opening_title} (mã {code}) đã kết thúc sau ngày {vietnamese.day(known.valid_to)}"
        else:
            said = f"không có đơn vị mang mã “{code}” vào ngày {vietnamese.day(self.ground.eve)}"
        self.faults.append(Fault(said, line, field))
        return None

    def _new(self, line: int, code: str, field: str) -> Ref | None:
        """A new unit of the file, or one of the catalogue that goes on."""
        if code in self.new:
            return code
        if unit := self.after.get(code) or self.before.get(code):
            return unit.pk
        self.faults.append(
            Fault(f"mã “{code}” không có trong các đơn vị mới, cũng không có trong danh mục", line, field)
        )
        return None

    def _hamlets(self, change: ChangeSet, rows: list[tuple[int, dict[str, Any]]]) -> ChangeSet:
        """Where each hamlet of a split commune goes."""
        ground = ground_of(self.ground.on, hamlets_of={going.old for going in change.goings})
        self.ground = ground
        named = {
            (unit.commune, vietnamese.fold(unit.name)): unit
            for unit in ground.units.values()
            if unit.level == changes.HAMLET and unit.is_valid(ground.eve)
        }
        units, goings = [], []
        for line, row in rows:
            commune = self._old(line, str(row.get("commune") or ""), "commune")
            parent = self._new(line, str(row.get("new") or ""), "new")
            if commune is None or parent is None:
                continue
            hamlet = named.get((commune.pk, vietnamese.fold(str(row.get("hamlet") or ""))))
            if hamlet is None:
                self.faults.append(Fault(f"{commune.title} không có thôn “{row.get('hamlet')}”", line, "hamlet"))
                continue
            ref = f"thon:{hamlet.pk}"
            units.append(NewUnit(ref, changes.HAMLET, "", hamlet.kind, hamlet.name, parent, line))
            goings.append(Going(hamlet.pk, ref, line=line))
        return change.plus(ChangeSet(units=tuple(units), goings=tuple(goings)))

    def with_empty_parents(self, change: ChangeSet) -> ChangeSet:
        """The tables name no ends: a unit above of which every child went elsewhere has ended (districts, 2025)."""
        ended = set(change.all_ended)
        children = self.ground.children(self.ground.eve)
        kept = {unit.parent for unit in change.units if isinstance(unit.parent, int)}
        empty = [
            unit.pk
            for unit in self.ground.units.values()
            if unit.level == changes.DISTRICT
            and unit.pk not in ended | kept
            and (below := children.get(unit.pk))
            and all(child.pk in ended for child in below)
        ]
        return change.plus(ChangeSet(ended=tuple(empty)))

    def check(self, change: ChangeSet, within: int | None) -> None:
        communes = {going.old for going in change.goings}
        ground = ground_of(self.ground.on, hamlets_of=communes) if communes else self.ground
        found = [*self.faults, *faults.faults(change, _both(ground, self.ground), within)]
        if found:
            raise BadFile(found)


def _both(one: Ground, other: Ground) -> Ground:
    return Ground(one.on, {**other.units, **one.units})


def to_yaml(title: str, on: dt.date, basis: str, change: ChangeSet, units: Mapping[int, Known]) -> str:
    """The same change set as a file: to keep, to send, to load elsewhere."""
    return "\n".join(_written(title, on, basis, change, units)) + "\n"


def _written(title: str, on: dt.date, basis: str, change: ChangeSet, units: Mapping[int, Known]) -> Iterator[str]:
    def code(ref: Ref) -> str:
        return ref if isinstance(ref, str) else units[ref].code

    yield f"title: {_quoted(title)}"
    yield f"effective_on: {on.isoformat()}"
    yield f"legal_basis: {_quoted(basis)}"
    fresh = [unit for unit in change.units if unit.level != changes.HAMLET]
    if fresh:
        yield "units:"
    for unit in fresh:
        parent = "" if unit.parent is None else f', parent: "{code(unit.parent)}"'
        yield (
            f'  - {{level: {unit.level}, code: "{unit.code}", kind: {_quoted(unit.kind)}, '
            f"name: {_quoted(unit.name)}{parent}}}"
        )
    if change.ended:
        yield "ended: [" + ", ".join(f'"{units[pk].code}"' for pk in change.ended) + "]"
    above = [going for going in change.goings if units[going.old].level != changes.HAMLET]
    if above:
        yield "successions:"
    for going in above:
        share = "" if going.share is None else f", share: {going.share}"
        yield f'  - {{old: "{units[going.old].code}", new: "{code(going.new)}", extent: {going.extent}{share}}}'
    parents = {unit.ref: unit.parent for unit in change.units if unit.level == changes.HAMLET}
    placed = [going for going in change.goings if units[going.old].level == changes.HAMLET]
    if placed:
        yield "hamlets:"
    for going in placed:
        hamlet = units[going.old]
        to = parents.get(going.new) if isinstance(going.new, str) else units[going.new].parent
        if to is not None and hamlet.commune is not None:
            yield (
                f'  - {{commune: "{units[hamlet.commune].code}", hamlet: {_quoted(hamlet.name)}, new: "{code(to)}"}}'
            )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
