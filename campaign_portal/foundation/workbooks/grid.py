"""A sheet as it lies there, every cell as text; and the same sheet given back with what is wrong marked in it.

For workbooks whose headings are not known beforehand, or stand in several rows.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.files.base import File

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.workbooks.guard import visible_sheets
from campaign_portal.foundation.workbooks.table import cell_text, column_letters

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, row by row from its first."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]


def read_grids(upload: File, *, most_rows: int = 5_000, field: str = "file") -> list[Grid]:
    """The visible sheets that hold any text, in their order. Refuses, with a sentence, what is no workbook, what would
    not fit the machine (`guard.opened`), and one without any text."""
    sheets = visible_sheets(upload, most_rows=most_rows, field=field)
    name = vietnamese.nfc(upload.name or "tệp")
    grids = [Grid(sheet, tuple(tuple(cell_text(cell) for cell in row) for row in rows)) for sheet, rows in sheets]
    found = [grid for grid in grids if any(cell for row in grid.rows for cell in row)]
    if not found:
        raise Refused(Problem(f"Tệp “{name}” không có chữ nào. Xin chọn lại tệp.", field=field))
    return found


def place(row: int, column: int) -> str:
    """How Excel names a cell; both counted from 0."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True)
class Marked:
    """A sheet with its faults by place (row, column); a place (row, −1) is the row as a whole."""

    sheet: str
    rows: Iterable[Sequence[str]]
    wrong: Mapping[tuple[int, int], Sequence[str]]
    heading_row: int


def marked(sheet: str, rows: Cells, wrong: Mapping[tuple[int, int], Sequence[str]], *, heading_row: int) -> bytes:
    """One sheet given back; see `marked_book`."""
    return marked_book([Marked(sheet, rows, wrong, heading_row)])


def marked_book(sheets: Iterable[Marked]) -> bytes:
    """The sheets with every wrong cell in red, a comment at it, and all of a row's sentences in a last column "Lỗi".

    Cells stay where they were and are text, so that codes keep their zeros.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "num_format": "@"}
        plain = book.add_format(font)
        bad = book.add_format({**font, "bg_color": "#F9DEDC", "font_color": "#A3231B"})
        said = book.add_format({**font, "font_color": "#A3231B", "text_wrap": True})
        for one in sheets:
            _mark(book.add_worksheet(one.sheet[:31] or "Danh sách"), one, plain, bad, said)
    return file.getvalue()


def _mark(page, one: Marked, plain, bad, said) -> None:
    longest: list[int] = []
    told_rows: dict[int, list[str]] = {}
    for at, row in enumerate(one.rows):
        longest += [0] * (len(row) - len(longest))
        sentences = []
        for column, cell in enumerate(row):
            told = one.wrong.get((at, column), ())
            page.write_string(at, column, cell, bad if told else plain)
            longest[column] = max(longest[column], len(cell))
            if told:
                page.write_comment(at, column, "\n".join(told), {"author": "Chung Tay"})
                sentences += [f"{place(at, column)}: {says}" for says in told]
        sentences += one.wrong.get((at, -1), ())
        if sentences:
            told_rows[at] = sentences
    width = len(longest)
    for column, most in enumerate(longest):
        page.set_column(column, column, min(max(most + 2, 6), 34))
    page.set_column(width, width, 60)
    page.write_string(one.heading_row, width, "Lỗi", bad)
    for at, sentences in told_rows.items():
        page.write_string(at, width, "\n".join(sentences), said)
