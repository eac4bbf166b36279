"""A workbook between its upload and the press of the button: kept as typed, judged again each time it is shown.

It waits in drafts of whoever brought it, a thousand rows in each, so that a long one is read a piece at a time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import drafts, vietnamese, workbooks
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.workbooks import Cell, Marked, seen, streamed
from emulation.poverty.importers import layouts, reading
from emulation.poverty.importers.ground import About, Ground
from emulation.poverty.importers.judging import Judge
from emulation.poverty.importers.layouts import HAMLET, PLACES, SPLIT, Header
from emulation.poverty.importers.numbers import Dot, settles_the_dot
from emulation.poverty.importers.reading import Entry, Place, Sheet
from emulation.poverty.importers.rows import Row
from emulation.poverty.importers.template import refuse_another_period
from emulation.poverty.rules import columns

MOST_ROWS = 20_100  # of one sheet, its headings among them
PIECE = 1_000  # rows of one draft
AT_ONCE = 2_000  # rows judged and taken while a person waits; more go to a job
SHOWN = 200
FORM_KEY = "poverty.workbook"
Step = Callable[[int, int, str], None]
Rows = Iterator[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class Waiting:
    """A workbook that waits: its sheets with their headings, and what its dots mean."""

    about: About
    by: User
    file: str
    sheets: tuple[Sheet, ...]
    lengths: tuple[int, ...]
    dot: Dot

    @property
    def read(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if sheet.header.is_understood)

    @property
    def is_understood(self) -> bool:
        return bool(self.read)

    @property
    def unread(self) -> list[str]:
        """Sheets, and headings of the others, that nothing is read from."""
        found = [f"trang “{sheet.name}”" for sheet in self.sheets if sheet not in self.read]
        for sheet in self.read:
            texts = sheet.header.texts
            found += [
                text for column, text in texts.items() if column not in sheet.header.columns and not _is_number(text)
            ]
        return found

    @property
    def row_count(self) -> int:
        return sum(self.lengths[sheet.at] for sheet in self.read)

    @property
    def is_long(self) -> bool:
        return self.row_count > AT_ONCE

    def rows(self, sheet: Sheet) -> Rows:
        """Piece by piece from the drafts."""
        for first in range(0, self.lengths[sheet.at], PIECE):
            piece = drafts.load(self.by, FORM_KEY, _piece_key(self.about, sheet.at, first))
            yield from enumerate(piece.get("rows", []), first)

    def name(self, at: Place) -> str:
        return reading.place_name({sheet.at: sheet.name for sheet in self.read}, at)


def _is_number(text: str) -> bool:
    return layouts.spelled(text) in {"tt", "stt", "sott", "sothutu", "so"}


def _piece_key(about: About, sheet: int, first: int) -> str:
    return f"{about.key}:{sheet}:{first}"


# --- Kept -------------------------------------------------------------------------------------------------------------


def keep_file(upload: File, about: About, *, by: User) -> None:
    """The workbook takes the place of one that waited. Refuses what is no workbook, one without rows, and our own blank
    one of another period or version."""
    name = vietnamese.nfc(upload.name or "tệp")
    with transaction.atomic():
        discard(about, by=by)
        sheets: list[dict[str, Any]] = []
        dot = Dot.UNKNOWN
        for sheet, rows in streamed(upload, most_rows=MOST_ROWS):
            kept, settled = _keep_sheet(len(sheets), sheet, rows, about, by)
            dot = Dot.THOUSANDS if settled else dot
            if kept:
                sheets.append(kept)
        if not sheets:
            raise Refused(Problem(f"Tệp “{name}” không có chữ nào. Xin chọn lại tệp.", field="file"))
        drafts.save(by, FORM_KEY, about.key, {"file": name, "sheets": sheets, "dot": dot.value})


def _keep_sheet(
    number: int, name: str, rows: Iterator[list[Cell]], about: About, by: User
) -> tuple[dict[str, Any], bool]:
    """Write the pieces, and find the headings in the first one; {} for a sheet without text."""
    length, settled, header = 0, False, Header()
    piece: list[list[Cell]] = []
    is_empty = True

    def put() -> None:
        drafts.put(by, FORM_KEY, {_piece_key(about, number, length - len(piece)): {"rows": piece}})

    for row in rows:
        piece.append(row)
        length += 1
        if not settled:
            settled = any(map(settles_the_dot, [cell for cell in row if type(cell) is str]))
        is_empty = is_empty and not any(cell != "" for cell in row)
        if len(piece) == PIECE:
            if length == PIECE:
                header = _headings(name, piece, about)
            put()
            piece = []
    if is_empty:
        drafts.discard_below(by, FORM_KEY, f"{about.key}:{number}:")
        return {}, False
    if length < PIECE:
        header = _headings(name, piece, about)
    if piece:
        put()
    return {
        "name": name,
        "length": length,
        "top": header.top,
        "columns": {str(column): meaning for column, meaning in header.columns.items()},
        "texts": {str(column): text for column, text in header.texts.items()},
        "layout": header.layout,
        "is_split": header.is_split,
    }, settled


def _headings(name: str, rows: list[list[Cell]], about: About) -> Header:
    first = [[seen(cell) for cell in row] for row in rows[: layouts.WITHIN]]
    refuse_another_period(first, about)
    return layouts.find(name, first, about.layouts)


def waiting(about: About, by: User) -> Waiting | None:
    """The workbook that waits; None where there is none (any more)."""
    kept = drafts.load(by, FORM_KEY, about.key)
    if not kept:
        return None
    sheets = []
    for at, one in enumerate(kept["sheets"]):
        header = Header(
            one["top"],
            {int(column): meaning for column, meaning in one["columns"].items()},
            {int(column): text for column, text in one["texts"].items()},
            one["layout"],
            one["is_split"],
        )
        sheets.append(Sheet(at, one["name"], header))
    return Waiting(
        about, by, kept["file"], tuple(sheets), tuple(one["length"] for one in kept["sheets"]), Dot(kept["dot"])
    )


def map_columns(sheet: int, meant: Mapping[int, str], about: About, *, by: User) -> None:
    """What a person says the columns of a sheet are. Refuses a thing said of two columns, and a sheet without names."""
    kept = drafts.load(by, FORM_KEY, about.key)
    if not kept or sheet >= len(kept["sheets"]):
        raise Refused("Tệp đang chờ không còn. Xin tải lên lại.")
    chosen = {column: meaning for column, meaning in meant.items() if meaning}
    if len(set(chosen.values())) < len(chosen):
        raise Refused("Hai cột chọn cùng một nội dung; xin chọn lại, hoặc để một cột là “Không đọc”.")
    if chosen and HAMLET not in chosen.values():
        raise Refused("Xin chỉ ra cột tên thôn, tổ dân phố.")
    if chosen and not set(chosen.values()) - set(PLACES):
        raise Refused("Xin chỉ ra ít nhất một cột số liệu.")
    is_split = SPLIT in chosen.values()
    if is_split:
        chosen = {column: _of_either_line(meaning) for column, meaning in chosen.items()}
    one = kept["sheets"][sheet]
    one["columns"] = {str(column): meaning for column, meaning in chosen.items()}
    one["is_split"] = is_split
    kept.pop("seen", None)
    drafts.save(by, FORM_KEY, about.key, kept)


def _of_either_line(meaning: str) -> str:
    own = meaning.removeprefix(f"{columns.HOUSEHOLDS}_")
    return f"*{own}" if own != meaning else meaning


def say_dot(dot: Dot, about: About, *, by: User) -> None:
    """What "1.234" is in this workbook."""
    kept = drafts.load(by, FORM_KEY, about.key)
    if kept:
        kept.pop("seen", None)
        drafts.save(by, FORM_KEY, about.key, kept | {"dot": dot.value})


def discard(about: About, *, by: User) -> None:
    drafts.discard_below(by, FORM_KEY, f"{about.key}:")
    drafts.discard(by, FORM_KEY, about.key)


# --- Judged -----------------------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What a workbook would do, as the page shows it. Sentences and changes up to `SHOWN`; `more` counts the others."""

    counts: dict[str, int] = field(default_factory=dict)
    cells: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)  # where, whose, sentence
    asks: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, int]] = field(default_factory=list)  # whose, what, how many cells
    more: dict[str, int] = field(default_factory=dict)
    dots: list[str] = field(default_factory=list)
    dot_count: int = 0
    missing: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Seen":
        return cls(**kept)

    def note(self, row: Row, found: Waiting) -> None:
        if not row.entry.is_total:
            self.counts[row.state] = self.counts.get(row.state, 0) + 1
        for at in row.dots:
            self.dot_count += 1
            if len(self.dots) < 6:
                self.dots.append(found.name(at))
        for mark in row.marks:
            where = (found.name(mark.at), row.name, mark.says)
            self._put("wrong" if mark.is_wrong else "asks", where)
        if row.state == "change":
            self.cells += len(row.changed)
            self._put("changes", (row.name, _changed(row, found), len(row.changed)))

    def _put(self, name: str, line: tuple) -> None:
        kept = getattr(self, name)
        if len(kept) < SHOWN:
            kept.append(line)
        else:
            self.more[name] = self.more.get(name, 0) + 1


def _changed(row: Row, found: Waiting) -> str:
    """ "nghèo cuối kỳ (hộ) 26 → 28, …"; of many cells the first ones."""
    described = found.about.breakdown.described
    said = [f"{described(name)} {row.was[name] or 'trống'} → {row.typed[name]}" for name in row.changed[:3]]
    return ", ".join(said) + (" …" if len(row.changed) > 3 else "")


def judge_of(found: Waiting, *, writes: bool = False) -> tuple[Judge, Iterator[Entry]]:
    """The judge of its hamlets, and the hamlets. For writing reviews are held and nothing is asked."""
    judge = Judge(Ground(found.about, found.by, holds=writes), found.dot, asks=not writes, name=found.name)
    return judge, reading.joined([(sheet, found.rows(sheet)) for sheet in found.read])


def look(found: Waiting, step: Step = lambda done, total, note: None) -> Seen:
    """What each row would do; nothing is written."""
    result, done = Seen(), 0
    judge, entries = judge_of(found)
    for batch in judge.judge(entries):
        for row in batch:
            result.note(row, found)
        done += len(batch)
        step(min(done, found.row_count), found.row_count, f"Đã xem {vietnamese.grouped(done)} dòng.")
    result.missing = judge.missing()
    return result


def seen_before(found: Waiting) -> Seen | None:
    """Of a long workbook: what the job saw."""
    kept = drafts.load(found.by, FORM_KEY, found.about.key).get("seen")
    return Seen.of(kept) if kept else None


def keep_seen(found: Waiting, what: Seen) -> None:
    kept = drafts.load(found.by, FORM_KEY, found.about.key)
    if kept:
        drafts.save(found.by, FORM_KEY, found.about.key, kept | {"seen": asdict(what)})


def with_faults(found: Waiting) -> bytes:
    """The same sheets with every fault at its cell and in a last column."""
    wrong: dict[int, dict[tuple[int, int], list[str]]] = {}
    judge, entries = judge_of(found)
    for batch in judge.judge(entries):
        for row in batch:
            told = [(mark.at, mark.says) for mark in row.marks]
            told += [(at, "1.234 là số nghìn hay có phần lẻ? Xin ghi rõ.") for at in row.dots]
            for at, says in told:
                wrong.setdefault(at.sheet, {}).setdefault((at.row, at.column), []).append(says)
    return workbooks.marked_book(
        Marked(
            sheet.name,
            ([seen(cell) for cell in cells] for _, cells in found.rows(sheet)),
            wrong.get(sheet.at, {}),
            max(sheet.header.top - 1, 0),
        )
        for sheet in found.read
    )
