"""Workbooks that people bring: grids of cells by sheet."""

import io
from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile

Grid = Sequence[Sequence[object]]


def workbook(*rows: Sequence[object], name: str = "ra soat.xlsx", **sheets: Grid) -> SimpleUploadedFile:
    """One sheet of `rows`, or several by name."""
    return book(sheets or {"Bảng": rows}, name)


def book(sheets: Mapping[str, Grid], name: str = "ra soat.xlsx") -> SimpleUploadedFile:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        for title, rows in sheets.items():
            page = made.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str) and cell:
                        page.write_string(at, column, cell)
                    elif cell not in ("", None):
                        page.write(at, column, cell)
    return SimpleUploadedFile(name, file.getvalue())


def upload(content: bytes, name: str = "ra soat.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def cells_of(content: bytes) -> dict[str, list[list]]:
    """What a workbook holds, sheet by sheet, to change it and bring it back."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as read:
        return {name: read.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read.sheet_names}
