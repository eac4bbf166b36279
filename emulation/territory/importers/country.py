"""Units in and out of files: the country's seed from the published slices, and loading that seed.

Sources and licences of the seed stand in `seed/SOURCES.md`.
"""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction
from django.db.models import F

from campaign_portal.foundation import vietnamese
from emulation.territory.models import EARLIEST, Level, Unit, UnitName, UnitSuccession, search_text

SEED = Path(__file__).parent.parent / "seed"
SLICES = [dt.date(2021, 11, 1), dt.date(2024, 5, 1), dt.date(2025, 3, 1), dt.date(2025, 7, 1), dt.date(2026, 4, 30)]
REFORM = dt.date(2025, 7, 1)
REFORM_BASIS = "Sắp xếp đơn vị hành chính từ ngày 01/7/2025"
LEVELS = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]


@dataclass(frozen=True)
class SeedUnit:
    """One line of seed/units.csv. `no` numbers the lines of the file; `parent` is a line's number."""

    no: int
    level: str
    code: str
    kind: str
    name: str
    parent: int | None
    valid_from: dt.date
    valid_to: dt.date | None
    start_known: bool


@dataclass(frozen=True)
class SeedName:
    """A former name of a unit: seed/names.csv."""

    unit: int
    kind: str
    name: str
    valid_from: dt.date
    valid_to: dt.date


@dataclass(frozen=True)
class SeedSuccession:
    """One line of seed/succession.csv: both sides are lines of units.csv."""

    predecessor: int
    successor: int
    extent: str
    certain: bool


@dataclass(frozen=True)
class Seed:
    units: list[SeedUnit]
    names: list[SeedName]
    successions: list[SeedSuccession]


def _lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# --- Building the seed from the published slices ---------------------------------------------------------------------


def build(source: Path) -> Seed:
    """The seed from a folder with units.csv and the two succession files (see seed/SOURCES.md for their form)."""
    rows = list(_lines(source / "units.csv"))
    merged_into = _merged_provinces(source)
    units: list[SeedUnit] = []
    names: list[SeedName] = []
    for level in LEVELS:
        parents = {(u.code, day): u.no for u in units for day in SLICES if _covers(u, day)}
        for spells in _spells(rows, level, merged_into):
            first, last = spells[0], spells[-1]
            no = len(units) + 1
            parent_key = (first["parent_code"], dt.date.fromisoformat(first["first_slice"]))
            units.append(
                SeedUnit(
                    no=no,
                    level=level,
                    code=first["code"],
                    kind=last["kind"],
                    name=vietnamese.nfc(last["name"]),
                    parent=parents[parent_key] if first["parent_code"] else None,
                    valid_from=_begins(first["first_slice"]),
                    valid_to=_ends(last["last_slice"]),
                    start_known=dt.date.fromisoformat(first["first_slice"]) == REFORM,
                )
            )
            names += [
                SeedName(no, spell["kind"], vietnamese.nfc(spell["name"]), _begins(spell["first_slice"]), ends)
                for spell in spells[:-1]
                if (ends := _ends(spell["last_slice"]))
            ]
    return Seed(units, names, _successions(source, units))


def _spells(rows: list[dict], level: str, merged_into: set[str]) -> Iterable[list[dict]]:
    """The lives of one unit each: its rows in order, one per name. A merger or a change of parent starts a new life."""
    by_place: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in rows:
        if row["level"] == level:
            by_place[row["code"], row["parent_code"]].append(row)
    lives: list[list[dict]] = []
    for _, spells in sorted(by_place.items()):
        spells = sorted(spells, key=lambda row: row["first_slice"])
        if level == Level.PROVINCE and spells[0]["code"] in merged_into:
            spells = [part for row in spells for part in _cut_at_reform(row)]
        life: list[dict] = []
        for spell in spells:
            is_new = level == Level.PROVINCE and spell["code"] in merged_into and spell["first_slice"] == str(REFORM)
            if life and (is_new or not _adjacent(life[-1], spell)):
                lives.append(life)
                life = []
            if life and _same_name(life[-1], spell):
                life[-1] = {**life[-1], "last_slice": spell["last_slice"]}  # spelling alone is no new name
            else:
                life.append(spell)
        lives.append(life)
    return lives


def _merged_provinces(source: Path) -> set[str]:
    """Codes of the new provinces that were put together from several old ones, or took over another's code."""
    old_of: dict[str, list[str]] = defaultdict(list)
    for row in _lines(source / "succession-provinces-2025-07-01.csv"):
        old_of[row["new_code"]].append(row["old_code"])
    return {new for new, old in old_of.items() if old != [new]}


def _cut_at_reform(row: dict) -> list[dict]:
    reform, before = str(REFORM), str(SLICES[SLICES.index(REFORM) - 1])
    if row["first_slice"] < reform <= row["last_slice"]:
        return [{**row, "last_slice": before}, {**row, "first_slice": reform}]
    return [row]


def _adjacent(earlier: dict, later: dict) -> bool:
    days = [str(day) for day in SLICES]
    return days.index(earlier["last_slice"]) + 1 == days.index(later["first_slice"])


def _same_name(one: dict, other: dict) -> bool:
    """Hoà and Hòa are one spelling of one name."""
    return one["kind"] == other["kind"] and vietnamese.fold(one["name"]) == vietnamese.fold(other["name"])


def _begins(first_slice: str) -> dt.date:
    """The first day known: what stood in the first slice began before our data; others at the latest on their slice."""
    day = dt.date.fromisoformat(first_slice)
    return EARLIEST if day == SLICES[0] else day


def _ends(last_slice: str) -> dt.date | None:
    position = SLICES.index(dt.date.fromisoformat(last_slice))
    return None if position == len(SLICES) - 1 else SLICES[position + 1] - dt.timedelta(days=1)


def _covers(unit: SeedUnit, day: dt.date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)


def _successions(source: Path, units: list[SeedUnit]) -> list[SeedSuccession]:
    day_before = REFORM - dt.timedelta(days=1)
    found: list[SeedSuccession] = []
    for name, level in (
        ("succession-provinces-2025-07-01.csv", Level.PROVINCE),
        ("succession-2025-07-01.csv", Level.COMMUNE),
    ):
        old = {u.code: u.no for u in units if u.level == level and _covers(u, day_before)}
        new = {u.code: u.no for u in units if u.level == level and _covers(u, REFORM)}
        for row in _lines(source / name):
            predecessor, successor = old[row["old_code"]], new[row["new_code"]]
            if predecessor != successor:  # a province that the reform left alone succeeds nobody
                certain = row.get("sources", "both") == "both"
                found.append(SeedSuccession(predecessor, successor, row.get("extent", "whole"), certain))
    return found


def write(seed: Seed, folder: Path = SEED) -> None:
    """Write the three files, in an order that makes differences readable."""
    for name, lines in (("units", seed.units), ("names", seed.names), ("succession", seed.successions)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(vars(lines[0]).keys())
            out.writerows([_written(value) for value in vars(line).values()] for line in lines)


def _written(value) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


# --- Loading ---------------------------------------------------------------------------------------------------------


def read(folder: Path = SEED) -> Seed:
    def lines(name: str) -> Iterable[dict[str, str]]:
        return _lines(folder / f"{name}.csv")

    def day(text: str) -> dt.date | None:
        return dt.date.fromisoformat(text) if text else None

    return Seed(
        units=[
            SeedUnit(
                no=int(line["no"]),
                level=line["level"],
                code=line["code"],
                kind=line["kind"],
                name=line["name"],
                parent=int(line["parent"]) if line["parent"] else None,
                valid_from=dt.date.fromisoformat(line["valid_from"]),
                valid_to=day(line["valid_to"]),
                start_known=line["start_known"] == "1",
            )
            for line in lines("units")
        ],
        names=[
            SeedName(
                unit=int(line["unit"]),
                kind=line["kind"],
                name=line["name"],
                valid_from=dt.date.fromisoformat(line["valid_from"]),
                valid_to=dt.date.fromisoformat(line["valid_to"]),
            )
            for line in lines("names")
        ],
        successions=[
            SeedSuccession(int(line["predecessor"]), int(line["successor"]), line["extent"], line["certain"] == "1")
            for line in lines("succession")
        ],
    )


@dataclass(frozen=True)
class Loaded:
    units: int
    successions: int


def load(seed: Seed) -> Loaded:
    """Put what is missing of the seed into the database; what is there stays as it is. One transaction."""
    with transaction.atomic():
        pk_of = _load_units(seed)
        _load_names(seed, pk_of)
        successions = UnitSuccession.objects.bulk_create(
            (
                UnitSuccession(
                    predecessor_id=pk_of[line.predecessor],
                    successor_id=pk_of[line.successor],
                    on=REFORM,
                    extent=line.extent,
                    certain=line.certain,
                    legal_basis=REFORM_BASIS,
                )
                for line in seed.successions
            ),
            ignore_conflicts=True,
            batch_size=2000,
        )
    return Loaded(len(pk_of), len(successions))


def _load_units(seed: Seed) -> dict[int, int]:
    """Level by level, for a child needs its parent's row. Returns the row of each line of the file."""
    here = {
        (level, code, start): pk
        for pk, level, code, start in Unit.objects.exclude(code="").values_list("pk", "level", "code", "valid_from")
    }
    pk_of: dict[int, int] = {}
    province_of: dict[int, int] = {}
    former: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name in seed.names:
        former[name.unit].append((name.kind, name.name))
    for level in LEVELS:
        lines = [line for line in seed.units if line.level == level]
        new = [line for line in lines if (level, line.code, line.valid_from) not in here]
        made = Unit.objects.bulk_create([_row(line, seed, former, pk_of, province_of) for line in new], batch_size=2000)
        for line, unit in zip(new, made, strict=True):
            here[level, line.code, line.valid_from] = unit.pk
        # A unit is its own ancestor at its own level; the row's number is known only now.
        Unit.objects.filter(level=level, **{f"{level}__isnull": True}).update(**{level: F("pk")})
        for line in lines:
            pk_of[line.no] = here[level, line.code, line.valid_from]
            province_of[line.no] = province_of[line.parent] if line.parent else pk_of[line.no]
    return pk_of


def _row(
    line: SeedUnit,
    seed: Seed,
    former: dict[int, list[tuple[str, str]]],
    pk_of: dict[int, int],
    province_of: dict[int, int],
) -> Unit:
    parent = seed.units[line.parent - 1] if line.parent else None
    return Unit(
        level=line.level,
        code=line.code,
        kind=line.kind,
        name=line.name,
        folded_name=vietnamese.fold(line.name),
        sort_key=vietnamese.sort_key(line.name),
        search_text=search_text(line.code, (line.kind, line.name), *former[line.no]),
        parent_id=pk_of[parent.no] if parent else None,
        province_id=province_of[parent.no] if parent else None,
        district_id=pk_of[parent.no] if parent and parent.level == Level.DISTRICT else None,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        start_known=line.start_known,
        legal_basis=REFORM_BASIS if line.start_known else "",
    )


def _load_names(seed: Seed, pk_of: dict[int, int]) -> None:
    UnitName.objects.bulk_create(
        (
            UnitName(
                unit_id=pk_of[line.unit],
                kind=line.kind,
                name=line.name,
                valid_from=line.valid_from,
                valid_to=line.valid_to,
            )
            for line in seed.names
        ),
        ignore_conflicts=True,
        batch_size=2000,
    )


def only_province(seed: Seed, code: str) -> Seed:
    """The part of a seed below the provinces that bore a code: for tests that need one place, not the country."""
    kept: set[int] = set()
    for line in seed.units:
        if (line.level == Level.PROVINCE and line.code == code) or line.parent in kept:
            kept.add(line.no)
    number = {old: new for new, old in enumerate(sorted(kept), 1)}
    return Seed(
        units=[
            replace(line, no=number[line.no], parent=number[line.parent] if line.parent else None)
            for line in seed.units
            if line.no in kept
        ],
        names=[replace(line, unit=number[line.unit]) for line in seed.names if line.unit in kept],
        successions=[],
    )
