"""A blank workbook to fill in: locked headings, lists to choose from, notes, and examples."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from campaign_portal.foundation.workbooks.table import Heading

ROWS = 1_000  # open for writing below the headings


@dataclass(frozen=True)
class Blank:
    """A column to fill in. `choices` may be chosen from a list; `hint` shows when the cell is chosen."""

    heading: Heading
    width: float
    hint: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""


def blank(columns: Sequence[Blank], *, sheet: str, title: str, notes: Sequence[str] = ()) -> bytes:
    """The workbook. Every cell is text, so that codes keep their zeros; only the headings are locked.

    The notes and the example stand on a sheet of their own: nothing has to be deleted before the file is sent.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title})
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
        head = book.add_format({**font, "bold": True, "align": "center", "border": 1, "bg_color": "#E9F1F9"})
        cell = book.add_format({**font, "num_format": "@", "locked": False})
        plain, bold = book.add_format(font), book.add_format({**font, "bold": True})
        page, guide = book.add_worksheet(sheet), book.add_worksheet("Hướng dẫn")
        lists = book.add_worksheet("Danh sách")
        lists.very_hidden()
        page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
        page.freeze_panes(1, 0)
        page.set_row(0, 36)
        for index, column in enumerate(columns):
            words = column.heading.text + (" *" if column.heading.required else "")
            page.set_column(index, index, column.width, cell)
            page.write_string(0, index, words, head)
            asked: dict = {"validate": "any"}
            if column.choices:
                lists.write_column(0, index, column.choices)
                asked = {
                    "validate": "list",
                    "source": _range(index, len(column.choices)),
                    "error_title": column.heading.text[:32],
                    "error_message": "Xin chọn một trong các dòng của danh sách.",
                }

            if column.hint:
                asked |= {"input_title": column.heading.text[:32], "input_message": column.hint[:255]}
            if column.choices or column.hint:
                page.data_validation(1, index, ROWS, index, asked)
        _guide(guide, columns, title, notes, head, plain, bold)
    return file.getvalue()


def _range(column: int, length: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"='Danh sách'!{xl_range_abs(0, column, length - 1, column)}"


def _guide(page, columns: Sequence[Blank], title: str, notes: Sequence[str], head, plain, bold) -> None:
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 70)
    page.set_column(2, 2, 34)
    page.write_string(0, 0, title, bold)
    row = 2
    for index, words in enumerate(("Cột (* là bắt buộc)", "Ghi gì", "Ví dụ")):
        page.write_string(row, index, words, head)
    for column in columns:
        row += 1
        mark = " *" if column.heading.required else ""
        page.write_string(row, 0, f"Cột {column.heading.text}{mark}", plain)
        page.write_string(row, 1, column.hint or ("Chọn trong danh sách." if column.choices else ""), plain)
        page.write_string(row, 2, column.example, plain)
    for note in notes:
        row += 1
        page.write_string(row + 1, 0, note, plain)
    page.protect()
