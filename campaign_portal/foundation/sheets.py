"""Tables out as XLSX: what a person downloads to read, print, or go on reckoning with.

Rows are written as they come and not kept, so a long list costs little memory. A text stays a text, whatever it starts
with: "=1+1" typed by a person is never a formula.
"""

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from campaign_portal.foundation import clock
from campaign_portal.foundation.spans import places

Value = str | int | Decimal | Fraction | dt.date | None  # a Fraction is shown as a percentage


@dataclass(frozen=True)
class Column:
    """`width` in characters. A number shows by its type, unless `number_format` says otherwise ("0" for a year)."""

    width: float
    align: Literal["left", "center", "right"] = "left"
    number_format: str = ""


@dataclass(frozen=True)
class Head:
    """A cell of the header that spans others; a plain one is given as its text."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Group:
    """A row that heads the rows below it."""

    text: str


@dataclass(frozen=True)
class Row:
    """A row that is bold, or has further lines `below`; the columns `joined` are then one cell down all of them."""

    values: Sequence[Value]
    bold: bool = False
    below: tuple[Sequence[Value], ...] = ()
    joined: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sum:
    """In a total row: the sum of its column; nothing where the column holds no number (empty is not 0)."""


@dataclass(frozen=True)
class RateOf:
    """In a total row: the sum of one column by the sum of another (their positions), as a percentage."""

    part: int
    whole: int


@dataclass(frozen=True)
class Sheet:
    """One table with what stands above and below it. `rows` may be a generator."""

    name: str
    columns: tuple[Column, ...]
    header: tuple[tuple[Head | str, ...], ...]
    rows: Iterable[Sequence[Value] | Row | Group]
    titles: tuple[str, ...] = ()  # the first is the largest
    total: tuple[Value | Sum | RateOf, ...] = ()
    notes: tuple[str, ...] = ()
    frozen_columns: int = 0


def workbook(sheets: Sequence[Sheet], *, title: str, author: str = "") -> bytes:
    """An XLSX file, ready to print: A4 landscape, as wide as the page, the header on every page."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "author": author, "created": clock.business_now().replace(tzinfo=None)})
        looks = _Looks(book)
        names: set[str] = set()
        for sheet in sheets:
            name = _sheet_name(sheet.name, names)
            names.add(name.lower())
            _SheetWriter(book.add_worksheet(name), sheet, looks).write()
    return file.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel allows 31 characters, none of []:*?/\\, no apostrophe at either end, no name twice."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", _text(name)).strip(" '")[:31] or "Trang"
    number, free = 1, clean
    while free.lower() in taken:
        number += 1
        free = f"{clean[:26]} ({number})"
    return free


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", text)[:32_767]  # a cell holds no more


class _Looks:
    """Formats, each made once: Excel keeps at most 64 000 of them."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.get = cache(self._make)

    def _make(
        self, align: str, number_format: str = "", bold: bool = False, border: bool = True, size: int = 12
    ) -> Any:
        return self._book.add_format(
            {
                "font_name": "Times New Roman",
                "font_size": size,
                "align": align,
                "valign": "vcenter",
                "text_wrap": True,
                "bold": bold,
                "border": 1 if border else 0,
                **({"num_format": number_format} if number_format else {}),
            }
        )


class _SheetWriter:
    """Writes downwards only: a row that was left is on disk."""

    def __init__(self, page: Any, sheet: Sheet, looks: _Looks) -> None:
        self.page, self.sheet, self.looks = page, sheet, looks
        self.row = 0
        self.last = len(sheet.columns) - 1
        self.sums: list[Fraction | None] = [None] * len(sheet.columns)
        self.kinds: list[type] = [int] * len(sheet.columns)

    def write(self) -> None:
        for index, column in enumerate(self.sheet.columns):
            self.page.set_column(index, index, column.width)
        for index, line in enumerate(self.sheet.titles):
            self._across(line, self.looks.get("center", bold=True, border=False, size=12 if index else 14))
        head_from = self.row
        self._header()
        self._print_setup(head_from)
        body_from = self.row
        for row in self.sheet.rows:
            if isinstance(row, Group):
                self._across(row.text, self.looks.get("left", bold=True))
            elif isinstance(row, Row):
                self._lines(row)
            else:
                self._values(row)
        if self.sheet.total:
            self._total(body_from)
        for note in self.sheet.notes:
            self._across(note, self.looks.get("left", border=False))

    def _across(self, text: str, look: Any) -> None:
        """One text over all columns. A merged row does not grow by itself as others do."""
        lines = -(-len(text) // max(1, int(sum(column.width for column in self.sheet.columns) * 0.9)))
        self.page.set_row(self.row, 18 * max(1, lines))
        if self.last:
            self.page.merge_range(self.row, 0, self.row, self.last, _text(text), look)
        else:
            self.page.write_string(self.row, 0, _text(text), look)
        self.row += 1

    def _header(self) -> None:
        """Every cell first, then which of them are one.

        `merge_range` writes the cells of a merge itself, downwards, and so leaves the first of two rows before its
        neighbours came. The list it keeps the merges in takes them as well.
        """
        look = self.looks.get("center", bold=True)
        cells = [[cell if isinstance(cell, Head) else Head(cell) for cell in row] for row in self.sheet.header]
        heads = places(cells, len(self.sheet.columns))
        starts = {(head.row, head.column): _text(head.cell.text) for head in heads}
        top = self.row
        for row in range(len(cells)):
            for column in range(len(self.sheet.columns)):
                self.page.write_string(top + row, column, starts.get((row, column), ""), look)
        for head in heads:
            if head.cell.rowspan > 1 or head.cell.colspan > 1:
                bottom, right = top + head.row + head.cell.rowspan - 1, head.column + head.cell.colspan - 1
                self.page.merge.append([top + head.row, head.column, bottom, right])
        self.row = top + len(cells)

    def _print_setup(self, head_from: int) -> None:
        self.page.freeze_panes(self.row, self.sheet.frozen_columns)
        self.page.repeat_rows(head_from, self.row - 1)
        self.page.set_paper(9)  # A4
        self.page.set_landscape()
        self.page.center_horizontally()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)  # inches
        self.page.set_footer("&C&P/&N")

    def _lines(self, row: Row) -> None:
        """Cells first, then which of them are one: see `_header`."""
        top = self.row
        for values in (row.values, *row.below):
            self._values(values, bold=row.bold)
        if row.below:
            self.page.merge += [[top, column, self.row - 1, column] for column in row.joined]

    def _values(self, values: Sequence[Value], *, bold: bool = False) -> None:
        if len(values) != len(self.sheet.columns):
            raise ValueError(f"{len(values)} values for {len(self.sheet.columns)} columns: {values!r}")
        for index, value in enumerate(values):
            self._value(index, value, bold=bold)
            if isinstance(value, int | Decimal | Fraction):
                self.sums[index] = (self.sums[index] or Fraction(0)) + Fraction(value)
                self.kinds[index] = type(value)
        self.row += 1

    def _value(self, index: int, value: Value, *, bold: bool) -> None:
        column = self.sheet.columns[index]
        if value is None:
            self.page.write_blank(self.row, index, None, self.looks.get(column.align, bold=bold))
        elif isinstance(value, str):
            self.page.write_string(self.row, index, _text(value), self.looks.get(column.align, bold=bold))
        elif isinstance(value, dt.date):
            look = self.looks.get("center", column.number_format or "dd/mm/yyyy", bold)
            self.page.write_datetime(self.row, index, value, look)
        else:
            look = self._number_look(index, type(value), bold=bold)
            self.page.write_number(self.row, index, value if isinstance(value, int) else float(value), look)

    def _number_look(self, index: int, kind: type, *, bold: bool) -> Any:
        """Grouping and comma come from the reader's own locale: "#,##0.00" shows 1.234,50 in Vietnamese Excel."""
        by_type = {int: "#,##0", Decimal: "#,##0.00", Fraction: "0.00%"}
        return self.looks.get("right", self.sheet.columns[index].number_format or by_type[kind], bold)

    def _total(self, body_from: int) -> None:
        """Formulas carry their value too: a reader that does not reckon would show 0."""
        for index, value in enumerate(self.sheet.total):
            if isinstance(value, Sum):
                formula = f"=SUM({_at(body_from, index)}:{_at(self.row - 1, index)})"
                self._formula(index, formula, self.sums[index], self.kinds[index])
            elif isinstance(value, RateOf):
                part, whole = self.sums[value.part], self.sums[value.whole]
                rate = part / whole if part is not None and whole else None
                self._formula(index, f"={_at(self.row, value.part)}/{_at(self.row, value.whole)}", rate, Fraction)
            else:
                self._value(index, value, bold=True)
        self.row += 1

    def _formula(self, index: int, formula: str, value: Fraction | None, kind: type) -> None:
        if value is None:
            self._value(index, None, bold=True)
            return
        shown = int(value) if value.denominator == 1 else float(value)
        self.page.write_formula(self.row, index, formula, self._number_look(index, kind, bold=True), shown)


def _at(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
