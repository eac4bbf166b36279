"""Hamlets' cells out of the sheets of a workbook: lines Hộ and Nhân khẩu joined, sheets joined, totals apart."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from campaign_portal.foundation import workbooks
from campaign_portal.foundation.workbooks import Cell, seen
from emulation.poverty.importers.layouts import COMMUNE, HAMLET, PLACES, SPLIT, Header, spelled
from emulation.poverty.rules import columns
from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS

_POPULATIONS = {"ho": HOUSEHOLDS, "soho": HOUSEHOLDS, "nhankhau": PERSONS, "khau": PERSONS, "sokhau": PERSONS}
_TOTALS = frozenset({"tongcong", "cong", "tongso", "tong", "toanxa", "toanphuong"})
_AREAS = frozenset({"khuvucthanhthi", "khuvucnongthon", "thanhthi", "nongthon"})
_LETTER = re.compile(r"[A-Z]|\(?\d{1,2}\)?")  # the row of numbers below the headings: "A", "B", "1", "2"


@dataclass(frozen=True)
class Sheet:
    """One sheet that is read: its place in the workbook, its name, its headings."""

    at: int
    name: str
    header: Header


class Place(NamedTuple):
    """A cell; both counted from 0, a column of −1 is the row."""

    sheet: int
    row: int
    column: int = -1


class Line(NamedTuple):
    """The counts of one line of a sheet by what they mean, and where: its row, and the columns of such lines."""

    sheet: int
    row: int
    columns: Mapping[str, int]
    cells: dict[str, Cell]


@dataclass(slots=True)
class Entry:
    """All that a workbook says of one hamlet. `cells` and `rates` by what they mean; a count that stands there more
    than once is in `again`, too. Where a cell stands is worked out when it is asked for: of nearly every cell nobody
    does."""

    commune: str
    hamlet: str
    at: Place
    cells: dict[str, Cell] = field(default_factory=dict)
    again: list[tuple[str, Cell, Place]] = field(default_factory=list)
    rates: list[tuple[str, str, Cell, Place]] = field(default_factory=list)  # part, whole, what is printed
    is_total: bool = False
    lines: list[Line] = field(default_factory=list)

    def place_of(self, name: str) -> Place:
        """Where the count stands that is in `cells`; the row for one that is not."""
        for line in self.lines:
            if name in line.cells:
                return Place(line.sheet, line.row, line.columns[name])
        return self.at

    def add(self, line: Line) -> None:
        if not self.lines:
            self.cells = line.cells
        else:
            both = self.cells.keys() & line.cells.keys()
            self.again += [
                (name, cell, Place(line.sheet, line.row, line.columns[name]))
                for name, cell in line.cells.items()
                if name in both
            ]
            self.cells = line.cells | self.cells
        self.lines.append(line)

    def join(self, other: "Entry") -> None:
        for line in other.lines:
            self.add(line)
        self.again += other.again
        self.rates += other.rates


Numbered = Iterable[tuple[int, list[Cell]]]


def of_sheet(sheet: Sheet, rows: Numbered) -> Iterator[Entry]:
    """The hamlets of one sheet in its order, each once where its lines follow each other; totals are told as such."""
    wanted = _Columns(sheet.header)
    commune, open_entry = "", None
    for row, cells in rows:
        if row < sheet.header.top:
            continue
        if len(cells) < wanted.width:
            cells = cells + [""] * (wanted.width - len(cells))
        hamlet = _text(cells, wanted.hamlet)
        commune = _text(cells, wanted.commune) or commune
        population = "" if wanted.split is None else _POPULATIONS.get(spelled(_text(cells, wanted.split)), "")
        is_more = not hamlet and open_entry is not None and population == PERSONS
        if not is_more:
            if open_entry is not None:
                yield open_entry
            open_entry = None
            own = spelled(hamlet)
            if not wanted.says_anything(cells) or own in _AREAS or (len(own) < 3 and _LETTER.fullmatch(hamlet)):
                continue
            is_total = own in _TOTALS or own.startswith("tongcong")
            open_entry = Entry(commune, hamlet, Place(sheet.at, row), is_total=is_total)
        assert open_entry is not None  # noqa: S101  made just now, or more of it
        wanted.read(open_entry, cells, population, sheet.at, row)
    if open_entry is not None:
        yield open_entry


def _text(cells: list[Cell], column: int | None) -> str:
    return "" if column is None else seen(cells[column])


class _Columns:
    def __init__(self, header: Header) -> None:
        places = {meaning: column for column, meaning in header.columns.items() if meaning in PLACES}
        self.commune, self.hamlet, self.split = map(places.get, (COMMUNE, HAMLET, SPLIT))
        counts = {column: meaning for column, meaning in header.columns.items() if meaning not in PLACES}
        self.width = max(header.columns, default=-1) + 1
        self.all = itemgetter(*sorted(counts), -1)  # and one more, so that one column is a tuple, too
        self.counts = {
            population: list(
                _lines(
                    [(column, _named(meaning, population)) for column, meaning in counts.items() if meaning[0] != "%"]
                )
            )
            for population in ("", HOUSEHOLDS, PERSONS)
        }
        self.rates: list[tuple[int, str, str]] = []
        for column, meaning in counts.items():
            if meaning[0] == "%":
                part, _, whole = meaning[1:].partition("/")
                self.rates.append((column, part, whole))

    def says_anything(self, cells: list[Cell]) -> bool:
        found = self.all(cells)[:-1]
        return found.count("") < len(found)

    def read(self, entry: Entry, cells: list[Cell], population: str, sheet: int, row: int) -> None:
        for columns_of, get in self.counts[population]:
            found = dict(zip(columns_of, get(cells), strict=False))
            if "" in found.values():
                found = {name: cell for name, cell in found.items() if cell != ""}
            entry.add(Line(sheet, row, columns_of, found))
        for column, part, whole in self.rates:
            if cells[column] != "":
                at = Place(sheet, row, column)
                entry.rates.append((_named(part, population), _named(whole, population), cells[column], at))


def _lines(counts: list[tuple[int, str]]) -> Iterator[tuple[dict[str, int], Callable[[list[Cell]], tuple[Cell, ...]]]]:
    """The columns by what they mean, and their cells at one stroke; a meaning that two columns have begins anew."""
    while counts:
        first: dict[str, int] = {}
        for column, name in counts:
            first.setdefault(name, column)
        yield first, itemgetter(*first.values(), -1)
        counts = [(column, name) for column, name in counts if first[name] != column]


def _named(meaning: str, population: str) -> str:
    """ "*poor_end" of a line Nhân khẩu is "persons_poor_end"."""
    return columns.field_name(population or HOUSEHOLDS, meaning[1:]) if meaning[0] == "*" else meaning


def joined(sheets: Sequence[tuple[Sheet, Numbered]]) -> Iterator[Entry]:
    """The hamlets of all sheets. Of one sheet they come one after the other, however many; several sheets that tell of
    the same hamlets are read to their ends first. Totals come last."""
    if len(sheets) == 1:
        for sheet, rows in sheets:
            yield from of_sheet(sheet, rows)
        return
    found: dict[tuple[str, str], Entry] = {}
    totals: list[Entry] = []
    for sheet, rows in sheets:
        for entry in of_sheet(sheet, rows):
            if entry.is_total:
                totals.append(entry)
                continue
            name = (spelled(entry.commune), spelled(entry.hamlet))
            if name in found:
                found[name].join(entry)
            else:
                found[name] = entry
    yield from found.values()
    yield from totals


def place_name(sheets: Mapping[int, str], at: Place) -> str:
    """ "F2, ô C7"; of a workbook with one sheet "C7"; of a row "dòng 7"."""
    cell = workbooks.place(at.row, at.column) if at.column >= 0 else f"dòng {at.row + 1}"
    return cell if len(sheets) < 2 else f"{sheets[at.sheet]}, {cell}"
