"""The reform of 1/7/2025 as a change set, built from the catalogue's seed: repeatable, for an empty new tree and for
one that stands in the catalogue already."""

from dataclasses import replace

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.shell.reorganization import services
from emulation.people.reorganization import proposal
from emulation.territory.importers import REFORM, Seed, SeedUnit, read
from emulation.territory.models import Level, Reorganization
from emulation.territory.rules.changes import ChangeSet, Going, NewUnit, Ref
from emulation.territory.selectors.ground import ground_of

TITLE = "Sắp xếp đơn vị hành chính cả nước từ ngày 1/7/2025"
BASIS = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"


def before_the_reform(seed: Seed) -> Seed:
    """The seed as it would have been known the day before: no new unit, nobody knows an end."""
    eve = REFORM.toordinal() - 1
    kept = [unit for unit in seed.units if unit.valid_from < REFORM]
    number = {unit.no: new for new, unit in enumerate(kept, 1)}
    units = [
        replace(
            unit,
            no=number[unit.no],
            parent=number[unit.parent] if unit.parent else None,
            valid_to=None if unit.valid_to and unit.valid_to.toordinal() == eve else unit.valid_to,
        )
        for unit in kept
    ]
    names = [replace(name, unit=number[name.unit]) for name in seed.names if name.unit in number]
    return Seed(units, [name for name in names if name.valid_from < REFORM], [])


def build(seed: Seed | None = None) -> ChangeSet:
    """The whole reform on the catalogue as it stands. Refuses a catalogue that lacks the old units."""
    seed = seed or read()
    ground = ground_of(REFORM)
    rows = {(unit.level, unit.code): unit.pk for unit in ground.units.values() if unit.is_valid(ground.eve)}
    by_no = {unit.no: unit for unit in seed.units}
    called = {name.unit: name for name in seed.names if name.valid_from <= REFORM <= name.valid_to}
    old = [unit for unit in seed.units if _stood(unit) and unit.valid_to and unit.valid_to < REFORM]
    missing = [unit for unit in old if (unit.level, unit.code) not in rows]
    if missing:
        raise Refused(
            f"Danh mục thiếu {len(missing)} đơn vị trước ngày 1/7/2025, ví dụ {missing[0].kind} {missing[0].name} "
            f"(mã {missing[0].code}). Xin chạy load_units trước."
        )

    def ref(unit: SeedUnit) -> Ref:
        return unit.code if unit.valid_from == REFORM else rows[unit.level, unit.code]

    new = []
    for unit in seed.units:
        if unit.valid_from == REFORM:
            name = called.get(unit.no)
            new.append(
                NewUnit(
                    ref=unit.code,
                    level=unit.level,
                    code=unit.code,
                    kind=name.kind if name else unit.kind,
                    name=name.name if name else unit.name,
                    parent=ref(by_no[unit.parent]) if unit.parent else None,
                )
            )
    goings = [
        Going(
            old=rows[(was := by_no[line.predecessor]).level, was.code],
            new=ref(by_no[line.successor]),
            extent=line.extent,
            certain=line.certain,
        )
        for line in seed.successions
    ]
    districts = tuple(rows[unit.level, unit.code] for unit in old if unit.level == Level.DISTRICT)
    return ChangeSet(units=tuple(new), ended=districts, goings=tuple(goings))


def _stood(unit: SeedUnit) -> bool:
    return unit.valid_from < REFORM and (unit.valid_to is None or unit.valid_to.toordinal() >= REFORM.toordinal() - 1)


def draft_reform(*, by: User | None = None) -> Reorganization:
    """The reform's draft, with everybody of a whole merger proposed to go over. Returns the one that is there."""
    known = Reorganization.objects.filter(title=TITLE, state=Reorganization.State.DRAFT).first()
    change = build()
    change = replace(change, carried=proposal(change))
    if known is not None:
        return services.rewrite(known, change, by=by)
    return services.draft(title=TITLE, effective_on=REFORM, legal_basis=BASIS, within=None, by=by, change=change)
