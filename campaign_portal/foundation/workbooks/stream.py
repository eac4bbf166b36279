"""A long sheet row by row: what a list of all its cells would need of memory is never there."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import File

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.workbooks.guard import SAVE_AGAIN, opened
from campaign_portal.foundation.workbooks.table import cell_text

Cell = str | int | float
Rows = Iterator[list[Cell]]


def streamed(upload: File, *, most_rows: int, field: str = "file") -> Iterator[tuple[str, Rows]]:
    """The visible sheets, each with its rows from the first of Excel's; whole numbers are int, other numbers float.

    A sheet's rows are read before the next sheet is asked for. Raises Refused as `opened` does.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    safe = opened(upload, most_rows=most_rows, field=field)
    try:
        with CalamineWorkbook.from_filelike(safe) as book:
            for about in book.sheets_metadata:
                if about.visible == SheetVisibleEnum.Visible:
                    sheet = book.get_sheet_by_name(about.name)
                    yield about.name, _rows(sheet)
    except (CalamineError, ValueError, OSError):
        name = vietnamese.nfc(upload.name or "tệp")
        raise Refused(Problem(f"Tệp “{name}” không đọc được như một sổ Excel. {SAVE_AGAIN}", field=field)) from None


def _rows(sheet: Any) -> Rows:
    if sheet.start is None:
        return
    above, left = sheet.start
    for _ in range(above):
        yield []
    before: list[Cell] = [""] * left
    for row in sheet.iter_rows():
        yield before + [
            # In place: of a long sheet nearly every cell is a whole number, which the reader gives as a float.
            int(cell) if type(cell) is float and cell.is_integer() and -1e15 < cell < 1e15 else _plain(cell)
            for cell in row
        ]


def _plain(cell: Any) -> Cell:
    return cell if type(cell) in {float, int} else cell_text(cell) if cell != "" else ""


def seen(cell: Cell) -> str:
    """The cell as text, as a person sees it."""
    return cell if isinstance(cell, str) else cell_text(cell)
