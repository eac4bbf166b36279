"""What makes a reorganisation impossible: each fault with its line, its field and what to do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from campaign_portal.foundation import vietnamese
from emulation.territory.rules.changes import (
    CODE_LENGTHS,
    COMMUNE,
    HAMLET,
    LEVEL_WORDS,
    LEVELS,
    PARENTS,
    PROVINCE,
    WHOLE,
    ChangeSet,
    Fault,
    Going,
    Ground,
    NewUnit,
    Ref,
    adopted,
)


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
