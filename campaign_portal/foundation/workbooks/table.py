"""The table of a workbook as text: found by its headings, wherever it begins and however its columns are ordered."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import File

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.workbooks.guard import visible_sheets

HEADING_WITHIN = 30  # rows from the top: titles and notes may stand above


@dataclass(frozen=True)
class Heading:
    """A column by what stands above it; `also` are other words for the same. Accents, case and "*" do not matter."""

    key: str
    text: str
    required: bool = True
    also: tuple[str, ...] = ()

    @property
    def folded(self) -> frozenset[str]:
        return frozenset(_folded(text) for text in (self.text, *self.also))


@dataclass(frozen=True)
class Line:
    """One row below the headings, as text. `number` is the row's number in Excel."""

    number: int
    values: Mapping[str, str]
    letters: Mapping[str, str]  # by key, of the columns that are there

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")

    def at(self, key: str) -> str:
        """The cell as Excel names it: "C7"; of a column that is not there, the row: "dòng 7"."""
        return f"{self.letters[key]}{self.number}" if key in self.letters else f"dòng {self.number}"


@dataclass(frozen=True)
class Table:
    sheet: str
    lines: tuple[Line, ...]


def read_table(upload: File, headings: Sequence[Heading], *, most_rows: int = 5_000, field: str = "file") -> Table:
    """The lines below the headings of the first sheet that has them; rows without any text are left out.

    Refuses, each with a sentence: what is no workbook or would not fit the machine (`guard.opened`), a workbook without
    these headings (names those that are missing), a heading twice, headings with nothing below.
    """
    sheets = visible_sheets(upload, most_rows=most_rows, field=field)
    name = vietnamese.nfc(upload.name or "tệp")
    if not any(cell_text(cell) for _, rows in sheets for row in rows for cell in row):
        raise Refused(Problem(f"Tệp “{name}” không có chữ nào. Xin điền vào biểu mẫu tải từ trang này.", field=field))
    missing: list[str] = []
    for sheet, rows in sheets:
        for number, row in enumerate(rows[:HEADING_WITHIN], start=1):
            columns = _columns(row, headings, field)
            lacks = [h.text for h in headings if h.required and h.key not in columns]
            if not lacks:
                return _below(sheet, rows, number, columns, name, field)
            if columns and (not missing or len(lacks) < len(missing)):
                missing = lacks
    wanted = missing or [heading.text for heading in headings if heading.required]
    words = ", ".join(f"“{text}”" for text in wanted)
    raise Refused(
        Problem(f"Tệp “{name}” thiếu cột {words}. Xin giữ nguyên hàng tiêu đề của biểu mẫu tải từ trang này.", field)
    )


def _columns(row: Sequence[Any], headings: Sequence[Heading], field: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, cell in enumerate(row):
        folded = _folded(cell_text(cell))
        for heading in headings:
            if folded and folded in heading.folded:
                if heading.key in found:
                    raise Refused(Problem(f"Cột “{heading.text}” có hai lần; xin bỏ bớt một cột.", field))
                found[heading.key] = position
    return found


def _below(
    sheet: str, rows: Sequence[Sequence[Any]], header: int, columns: dict[str, int], name: str, field: str
) -> Table:
    letters = {key: column_letters(position) for key, position in columns.items()}
    lines = []
    for number, row in enumerate(rows[header:], start=header + 1):
        values = {key: cell_text(row[position]) for key, position in columns.items()}
        if any(values.values()):
            lines.append(Line(number, values, letters))
    if not lines:
        says = f"Tệp “{name}”: trang tính “{sheet}” chưa có dòng nào dưới hàng tiêu đề (dòng {header})."
        raise Refused(Problem(says, field))
    return Table(sheet, tuple(lines))


def _folded(text: str) -> str:
    return vietnamese.fold(text.replace("*", " "))


def cell_text(cell: Any) -> str:
    """What a person sees in the cell, more or less: 28 and not 28.0, a comma for decimals, a day as 25/6/2020."""
    if isinstance(cell, str):
        return vietnamese.nfc(cell.replace("\0", ""))
    if isinstance(cell, bool):
        return "đúng" if cell else "sai"
    if isinstance(cell, dt.datetime):
        return vietnamese.day(cell.date())
    if isinstance(cell, dt.date):
        return vietnamese.day(cell)
    if isinstance(cell, float | int):
        number = Decimal(repr(cell)) if abs(cell) < 1e15 else Decimal(cell)
        return f"{number.normalize():f}".replace(".", ",")
    return "" if cell is None else str(cell)


def column_letters(position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{2})-(\d{2})")


def as_day(text: str) -> dt.date | None:
    """25/6/2020, 25-06-2020, 25.6.2020 or 2020-06-25; None for anything else and for days that are not (31/4)."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def padded(code: str, length: int) -> str:
    """A code whose leading zeros Excel dropped: "88" of three places is "088". Other text stays as it is."""
    return code.zfill(length) if code.isascii() and code.isdecimal() else code
