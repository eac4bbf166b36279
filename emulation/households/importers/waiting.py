"""A list between its upload and the press of the button: kept as typed, judged again each time it is shown.

What waits is read by nobody but the one who brought it, and is gone when it is taken or thrown away: it is the only
place where an id number stands as it was typed.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, drafts, jobs, vietnamese, workbooks
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import Job, User
from emulation.households import services
from emulation.households.importers import headings, reading
from emulation.households.importers.headings import Header, Known
from emulation.households.importers.judging import Judge
from emulation.households.importers.rows import About, Row, counts_people
from emulation.households.models import Household
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Unit

# A list is one commune's, poor or near-poor: 6 000 lines are some 1 200 households with a line for each member. All of
# it waits in one draft and is judged at every look, for doubles are sought across the whole list.
MOST_ROWS = 6_000
IN_ONE_GO = 300  # households taken while a person waits; more go to a job
FORM_KEY = "households.import"
JOB = "households.import"
Step = Callable[[int, int], None]


@dataclass
class Waiting:
    """A list that waits. `rows` is empty while its columns are not understood."""

    file: str
    sheet: str
    about: About
    cells: list[list[str]]
    header: Header
    understood: Known
    rows: list[Row]

    @property
    def counts_people(self) -> bool:
        return counts_people(self.header.columns)

    @property
    def unread(self) -> list[str]:
        """Headings that nothing is read from."""
        used = set(self.header.columns.values())
        return [text for column, text in self.header.texts.items() if column not in used]


def keep_file(upload: File, about: About, *, by: User) -> None:
    """The list takes the place of one that waited. Refuses what is no workbook, and one without rows."""
    judge = Judge(about, by)
    best: tuple[int, workbooks.Grid, Header] | None = None
    for grid in workbooks.read_grids(upload, most_rows=MOST_ROWS):
        header = headings.find(grid.rows, judge.understood)
        if best is None or (header.is_understood and len(header.columns) > best[0]):
            best = (len(header.columns) if header.is_understood else -1, grid, header)
    assert best is not None  # noqa: S101  a workbook without text is refused
    _, grid, header = best
    name = vietnamese.nfc(upload.name or "tệp")
    if header.is_understood and not any(any(row) for row in grid.rows[header.top :]):
        raise Refused(Problem(f"Tệp “{name}”: trang tính “{grid.sheet}” chưa có dòng nào dưới hàng tiêu đề.", "file"))
    drafts.save(
        by,
        FORM_KEY,
        "",
        {
            "file": name,
            "sheet": grid.sheet,
            "cells": [list(row) for row in grid.rows],
            "top": header.top,
            "columns": dict(header.columns),
            "texts": {str(column): text for column, text in header.texts.items()},
            "about": {
                "commune": about.commune.pk,
                "year": about.year,
                "standard": about.standard.pk,
                "class": about.poverty_class,
                "list_number": about.list_number,
                "list_date": about.list_date.isoformat() if about.list_date else "",
            },
            "answers": {},
        },
    )


def waiting(by: User) -> Waiting | None:
    """The list that waits, judged now; None where there is none (any more)."""
    kept = drafts.load(by, FORM_KEY, "")
    if not kept:
        return None
    said = kept["about"]
    commune = Unit.objects.with_parents().filter(pk=said["commune"]).first()
    standard = PovertyStandard.objects.filter(pk=said["standard"]).first()
    if commune is None or standard is None:
        return None
    day = dt.date.fromisoformat(said["list_date"]) if said["list_date"] else None
    about = About(commune, said["year"], standard, said["class"], said["list_number"], day)
    judge = Judge(about, by)
    header = Header(kept["top"], kept["columns"], {int(column): text for column, text in kept["texts"].items()})
    rows = []
    if header.is_understood:
        rows = judge.judge(reading.blocks(kept["cells"], header, judge.hamlets), kept["answers"])
    return Waiting(kept["file"], kept["sheet"], about, kept["cells"], header, judge.understood, rows)


def map_columns(columns: Mapping[int, str], *, by: User) -> None:
    """What a person says the columns are. Refuses a thing said of two columns, and a list without names."""
    meant: dict[str, int] = {}
    kept = drafts.load(by, FORM_KEY, "")
    if not kept:
        raise Refused("Danh sách đang chờ không còn. Xin tải tệp lên lại.")
    for column, of in columns.items():
        if of and of in meant:
            raise Refused("Hai cột chọn cùng một nội dung; xin chọn lại, hoặc để một cột là “Không đọc”.")
        if of:
            meant[of] = column
    if headings.NAME.key not in meant:
        raise Refused("Xin chỉ ra cột họ và tên.")
    drafts.save(by, FORM_KEY, "", kept | {"columns": meant})


def mend(number: int, values: Mapping[str, str], *, by: User) -> None:
    """Other text in the cells of one row (as Excel counts). What is not among the values stays."""
    kept = drafts.load(by, FORM_KEY, "")
    if kept and 0 < number <= len(kept["cells"]):
        row = kept["cells"][number - 1]
        for of, text in values.items():
            if (column := kept["columns"].get(of)) is not None:
                row += [""] * (column + 1 - len(row))
                row[column] = vietnamese.nfc(text)[:300]
        drafts.save(by, FORM_KEY, "", kept)


def answer(number: int, said: str, *, by: User) -> None:
    """Whether a row is a household that is there (its number) or another one ("new")."""
    kept = drafts.load(by, FORM_KEY, "")
    if kept:
        kept["answers"][str(number)] = said
        drafts.save(by, FORM_KEY, "", kept)


def discard(by: User) -> None:
    drafts.discard(by, FORM_KEY, "")


def with_faults(found: Waiting) -> bytes:
    """The same sheet with every fault at its cell and in a last column."""
    wrong: dict[tuple[int, int], list[str]] = {}
    for row in found.rows:
        for at, column, says in row.marks:
            wrong.setdefault((at, column), []).append(says)
        for household, why in row.candidates:
            says = f"Có thể trùng với hộ {household.head_name}, {household.unit.title} ({why})."
            wrong.setdefault((row.block.head.at, -1), []).append(says)
    return workbooks.marked(found.sheet, found.cells, wrong, heading_row=max(found.header.top - 1, 0))


# --- Taken ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """What a list brought: households made, households that got more, rows that wait because they are wrong."""

    made: int
    more: int
    left: int


def job_key(by: User) -> str:
    return f"{JOB}:{by.pk}"


def take_later(*, by: User) -> Job:
    """Take the list in the background. Asked for twice, it is taken once."""
    with transaction.atomic():
        return jobs.enqueue(JOB, by=by, key=job_key(by), owner_key=job_key(by))


def take(by: User, step: Step = lambda done, total: None) -> Taken:
    """Write every good household of the list, each in its own transaction, so that a list of thousands stops nowhere
    half-written and may be taken again from the start: what is there already is left alone. The wrong ones wait."""
    found = waiting(by)
    if found is None:
        return Taken(0, 0, 0)
    good = [row for row in found.rows if row.state in {"new", "more"}]
    made = more = 0
    refused: dict[int, list[str]] = {}
    for done, row in enumerate(good, start=1):
        try:
            with transaction.atomic():
                _write(row, found.about, by)
        except Refused as no:
            refused[row.number] = [problem.message for problem in no.problems]
        else:
            made, more = made + (row.known is None), more + (row.known is not None)
        if done % 20 == 0 or done == len(good):
            step(done, len(good))
    left = sum(row.state in {"wrong", "ask"} for row in found.rows) + len(refused)
    with transaction.atomic():
        _keep_what_is_left(found, {row.number for row in good} - set(refused), by)
        audit.record(
            f"nhập danh sách hộ năm {found.about.year} từ Excel",
            found.about.commune,
            by=by,
            after={"number": made + more},
            is_private=True,
        )
    return Taken(made, more, left)


def _write(row: Row, about: About, by: User) -> None:
    assert row.found is not None and row.hamlet is not None  # noqa: S101, PT018  a row without them is wrong
    if row.known is None:
        household = services.register_household(row.hamlet, **row.head, kept_id=row.kept_id, members=row.people, by=by)
    else:
        household = _more_of(row.known, row, by)
    services.write_year(household, about.year, row.found, standard=about.standard, by=by)


def _more_of(household: Household, row: Row, by: User) -> Household:
    """What the list knows of a household beyond the register; what it does not say stays."""
    party = household.party
    head = row.head
    return services.correct_household(
        household,
        head_name=household.head_name,
        member_count=head["member_count"] if counts_people(row.block.head.columns) else household.member_count,
        birth_year=head["birth_year"] or party.birth_year,
        gender=head["gender"] or party.gender,
        ethnicity=head["ethnicity"] or party.ethnicity,
        kept_id=row.kept_id or None,
        members=row.people or None,
        by=by,
    )


def _keep_what_is_left(found: Waiting, written: set[int], by: User) -> None:
    """The draft without the rows that were written; nothing left, no draft."""
    kept = drafts.load(by, FORM_KEY, "")
    gone: set[int] = set()
    for row in found.rows:
        if row.number in written or row.state == "there":
            gone |= {row.block.head.at, *(line.at for line in row.block.people)}
    if all(row.block.head.at in gone for row in found.rows):
        drafts.discard(by, FORM_KEY, "")
        return
    kept["cells"] = [[] if at in gone else row for at, row in enumerate(kept["cells"])]
    drafts.save(by, FORM_KEY, "", kept)
