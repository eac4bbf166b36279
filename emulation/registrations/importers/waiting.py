"""Rows between their typing and their taking: kept as typed, judged again each time they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, drafts, jobs, vietnamese, workbooks
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import Job, User
from emulation.campaigns.models import ParticipantClass
from emulation.households.services import register_household
from emulation.people.models import Party
from emulation.people.services import register_organisation, register_person
from emulation.registrations.importers.columns import columns_of
from emulation.registrations.importers.judging import Judge, Row
from emulation.registrations.services.entering import Entry, enter
from emulation.registrations.services.writing import Deed
from emulation.territory.models import Unit

MOST_ROWS = 1_030  # headings and notes above a thousand
MOST_TYPED = 40  # rows of the grid
IN_ONE_GO = 60  # taken while a person waits; more go to a job
FORM_KEY = "registrations.entry"
JOB = "registrations.enter"
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Place:
    """Whose rows wait where: one class of a campaign in one commune (or, of organisations, the town)."""

    part: ParticipantClass
    unit: Unit

    @property
    def key(self) -> str:
        return f"{self.part.pk}:{self.unit.pk}"


@dataclass
class Waiting:
    """The rows that wait; `next_id` is the first free one."""

    file: str
    rows: list[Row]
    next_id: int

    def counted(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    def in_state(self, state: str) -> list[Row]:
        return [row for row in self.rows if row.state == state]


def waiting(place: Place, by: User) -> Waiting:
    kept = drafts.load(by, FORM_KEY, place.key)
    keys = [column.key for column in columns_of(place.part.party_kind)]
    rows = [
        Row(row["id"], row["number"], {key: str(row["values"].get(key, "")) for key in keys}, row.get("at", {}))
        for row in kept.get("rows", [])
    ]
    if rows:
        Judge(place.part, place.unit, by).judge(rows)
    return Waiting(kept.get("file", ""), rows, kept.get("next", 1))


def keep_file(upload: File, place: Place, by: User) -> None:
    """The rows of a workbook join those that were typed; a file that waited gives way. Refuses what is no such list."""
    columns = columns_of(place.part.party_kind)
    table = workbooks.read_table(upload, [column.heading for column in columns], most_rows=MOST_ROWS)
    kept = drafts.load(by, FORM_KEY, place.key)
    rows = [row for row in kept.get("rows", []) if not row["number"]]
    first = kept.get("next", 1)
    rows += [
        {
            "id": first + place_in_file,
            "number": line.number,
            "values": {column.key: line[column.key] for column in columns},
            "at": {column.key: line.at(column.key) for column in columns},
        }
        for place_in_file, line in enumerate(table.lines)
    ]
    name = vietnamese.nfc(upload.name or "tệp")
    drafts.save(by, FORM_KEY, place.key, {"file": name, "rows": rows, "next": first + len(table.lines)})


def keep_typed(typed: Mapping[int, Mapping[str, str]], place: Place, by: User) -> None:
    """What stands in the grid: text of known rows is replaced, new rows join, a row without any text goes."""
    kept: dict[str, Any] = drafts.load(by, FORM_KEY, place.key) or {"file": "", "rows": [], "next": 1}
    keys = [column.key for column in columns_of(place.part.party_kind)]
    if not kept["rows"] and not any(any(values.values()) for values in typed.values()):
        return
    rows = {row["id"]: row for row in kept["rows"]}
    for row_id, values in typed.items():
        text = {key: vietnamese.nfc(values.get(key, ""))[:1000] for key in keys}
        if row_id in rows:
            rows[row_id]["values"] = text
        elif any(text.values()):
            rows[row_id] = {"id": row_id, "number": 0, "values": text}
    left = [row for row in rows.values() if any(row["values"].values())]
    if len(left) > MOST_ROWS:
        raise Refused(Problem(f"Danh sách nhận nhiều nhất {MOST_ROWS} dòng; xin ghi bớt rồi nhập tiếp."))
    kept |= {"rows": left, "next": max([kept["next"], *(row_id + 1 for row_id in typed)])}
    drafts.save(by, FORM_KEY, place.key, kept if left else {})


def add_rows(values: list[dict[str, str]], place: Place, by: User) -> None:
    """Rows chosen elsewhere (the register of households) join the grid."""
    first = drafts.load(by, FORM_KEY, place.key).get("next", 1)
    keep_typed({first + at: row for at, row in enumerate(values)}, place, by)


def discard(place: Place, by: User) -> None:
    drafts.discard(by, FORM_KEY, place.key)


# --- Taken ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """Registrations written, and rows that wait to be mended."""

    made: int
    left: int


def job_key(place: Place, by: User) -> str:
    return f"{JOB}:{by.pk}:{place.key}"


def take_later(place: Place, by: User) -> Job:
    """Take the rows in the background. Asked for twice, they are taken once."""
    key = job_key(place, by)
    with transaction.atomic():
        return jobs.enqueue(JOB, by=by, key=key, owner_key=f"{JOB}:{by.pk}", part=place.part.pk, unit=place.unit.pk)


def take(place: Place, by: User, step: Step = lambda done, total: None) -> Taken:
    """Register every good row, each in its own transaction: stopped anywhere it may begin again, and who is registered
    is left alone. The wrong rows wait as they were typed."""
    found = waiting(place, by)
    good = found.in_state("new")
    refused: set[int] = set()
    for done, row in enumerate(good, start=1):
        try:
            with transaction.atomic():
                _write(row, place, by)
        except Refused:  # the next look says why: what stands in the way is there when it is judged again
            refused.add(row.id)
        if done % 20 == 0 or done == len(good):
            step(done, len(good))
    written = {row.id for row in good} - refused
    gone = written | {row.id for row in found.in_state("there")}
    with transaction.atomic():
        kept = drafts.load(by, FORM_KEY, place.key)
        left = [row for row in kept.get("rows", []) if row["id"] not in gone]
        drafts.save(by, FORM_KEY, place.key, {**kept, "rows": left} if left else {})
        if len(written) > 1:
            audit.record(
                f"ghi danh sách đăng ký: {place.part.name.lower()}",
                place.unit,
                by=by,
                after={"number": len(written)},
                is_private=True,
            )
    return Taken(len(written), len(left))


def _write(row: Row, place: Place, by: User) -> None:
    values = row.values
    deed = None
    if values.get("deed"):
        quantity = None if row.quantity is None else Decimal(row.quantity)
        deed = Deed(values["deed"], quantity, values["measure"], values["note"], value_vnd=row.value)
    assert row.on is not None  # noqa: S101  a row without a day is wrong
    entry = Entry(row.on, values.get("wish", ""), values.get("help", ""), deed, row.value)
    enter(place.part, _party(row, place, by), entry, by=by)


def _party(row: Row, place: Place, by: User) -> Party:
    assert row.place is not None  # noqa: S101  a row without a place is wrong
    if place.part.party_kind == Party.Kind.ORGANISATION:
        return register_organisation(row.place, name=row.name, address=row.values["address"], by=by)
    if place.part.party_kind == Party.Kind.PERSON:
        return register_person(row.place, name=row.name, birth_year=row.born, position=row.values["position"], by=by)
    if row.household is not None:
        return row.household.party
    return register_household(
        row.place, head_name=row.name, member_count=row.members or 1, birth_year=row.born, by=by
    ).party
