"""Workbooks, read back with another library."""

import datetime as dt
import io
import time
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from campaign_portal.foundation.sheets import Column, Group, Head, RateOf, Row, Sheet, Sum, workbook

COLUMNS = (
    Column(6, "center"),
    Column(28),
    Column(12, "right"),
    Column(12, "right"),
    Column(12, "right"),
    Column(14, "center"),
)
HEADER = (
    (
        Head("TT", rowspan=2),
        Head("Đơn vị", rowspan=2),
        Head("Hộ dân", rowspan=2),
        Head("Hộ nghèo", colspan=2),
        Head("Ngày nộp", rowspan=2),
    ),
    ("Số hộ", "Tỷ lệ"),
)
ROWS = (
    Group("Xã"),
    ("1", "Tả Van", 1234, 128, Fraction(128, 1234), dt.date(2020, 6, 25)),
    ("2", "Hoàng Liên", 2000, None, None, None),
    ("3", "=1+1", 766, 72, Fraction(72, 766), dt.date(2020, 6, 30)),
)


def sample(**changes) -> Sheet:
    given = {
        "name": "Rà soát",
        "titles": ("KẾT QUẢ RÀ SOÁT HỘ NGHÈO", "Quý II năm 2020"),
        "columns": COLUMNS,
        "header": HEADER,
        "rows": ROWS,
        "total": (None, "Tổng cộng", Sum(), Sum(), RateOf(part=3, whole=2), None),
        "notes": ("Ghi chú: số sơ bộ",),
        "frozen_columns": 2,
    }
    return Sheet(**{**given, **changes})


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook([sample()], title="Rà soát quý II", author="UBND thị xã Sa Pa")


@pytest.fixture
def sheet(made):
    return openpyxl.load_workbook(io.BytesIO(made))["Rà soát"]


def test_titles_header_and_groups_are_merged_and_none_is_lost(sheet):
    assert {str(area) for area in sheet.merged_cells.ranges} == {
        *("A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A5:F5", "A10:F10"),
    }
    assert [sheet.cell(3, column).value for column in (1, 2, 3, 4, 6)] == [
        *("TT", "Đơn vị", "Hộ dân", "Hộ nghèo", "Ngày nộp"),
    ]
    assert [sheet.cell(4, column).value for column in (4, 5)] == ["Số hộ", "Tỷ lệ"]
    assert sheet["A5"].value == "Xã"
    assert sheet["A5"].font.b


def test_values_keep_their_types_and_show_by_the_readers_locale(sheet):
    assert [cell.value for cell in sheet[6]] == [
        *("1", "Tả Van", 1234, 128, pytest.approx(128 / 1234), dt.datetime(2020, 6, 25)),
    ]
    assert [cell.number_format for cell in sheet[6]][2:] == ["#,##0", "#,##0", "0.00%", "dd/mm/yyyy"]
    assert [cell.value for cell in sheet[7]][3:] == [None, None, None], "empty is not 0"


def test_a_text_is_never_a_formula(sheet):
    assert (sheet["B8"].value, sheet["B8"].data_type) == ("=1+1", "s")


def test_totals_are_formulas_that_carry_their_value(made, sheet):
    assert [cell.value for cell in sheet[9]] == [None, "Tổng cộng", "=SUM(C5:C8)", "=SUM(D5:D8)", "=D9/C9", None]
    assert sheet["C9"].font.b
    shown = openpyxl.load_workbook(io.BytesIO(made), data_only=True).active
    assert [cell.value for cell in shown[9]][1:5] == ["Tổng cộng", 4000, 200, 0.05]


def test_a_total_without_numbers_is_empty():
    rows = (("1", "Tả Van", None, None, None, None),)
    made = openpyxl.load_workbook(io.BytesIO(workbook([sample(rows=rows)], title="x"))).active
    assert [cell.value for cell in made[6]] == [None, "Tổng cộng", None, None, None, None]


def test_decimals_sum_as_decimals():
    columns = (Column(10), Column(10, number_format="0"))
    rows = ((Decimal("1.25"), 2019), (Decimal("2.75"), 2020))
    page = openpyxl.load_workbook(
        io.BytesIO(workbook([Sheet("a", columns, (("Triệu đồng", "Năm"),), rows, total=(Sum(), "Cộng"))], title="x"))
    ).active
    assert [page["A2"].number_format, page["B2"].number_format] == ["#,##0.00", "0"]
    assert page["A4"].number_format == "#,##0.00"


def test_it_prints_on_a4_as_wide_as_the_page_with_its_header_on_every_page(sheet):
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "C5"
    assert sheet.column_dimensions["B"].width == pytest.approx(28, abs=1)


def test_the_file_says_what_it_is(made, clock):
    about = openpyxl.load_workbook(io.BytesIO(made)).properties
    assert (about.title, about.creator) == ("Rà soát quý II", "UBND thị xã Sa Pa")
    clock(dt.date(2020, 6, 25))
    dated = openpyxl.load_workbook(io.BytesIO(workbook([sample()], title="x"))).properties
    assert dated.created.date() == dt.date(2020, 6, 25), "the office's day"


def test_names_of_sheets_are_made_to_fit():
    name = "Xã, phường [tổng hợp]: kết quả rà soát cả năm"
    made = openpyxl.load_workbook(
        io.BytesIO(workbook([sample(name=name), sample(name=name), sample(name="'")], title="x"))
    )
    assert all(len(title) <= 31 for title in made.sheetnames)
    assert made.sheetnames[1].endswith("(2)")
    assert made.sheetnames[2] == "Trang"


def test_texts_are_precomposed_and_fit_a_cell():
    rows = (("1", "Ta\u0309 Van", 1, 1, None, None), ("2", "x" * 40_000, 1, 1, None, None))
    page = openpyxl.load_workbook(io.BytesIO(workbook([sample(rows=rows)], title="x"))).active
    assert page["B5"].value == "Tả Van"
    assert len(page["B6"].value) == 32_767


def test_a_long_note_gets_the_lines_it_needs():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([sample(notes=("Ghi chú dài. " * 30,))], title="x"))).active
    assert sheet.row_dimensions[10].height > 3 * sheet.row_dimensions[1].height


def test_a_row_of_another_length_is_a_slip_of_the_program():
    with pytest.raises(ValueError, match="2 values for 6 columns"):
        workbook([sample(rows=(("1", "Tả Van"),))], title="x")


def test_a_long_list_is_written_as_it_comes():
    rows = (("1", f"Hộ {number}", number, 1, Fraction(1, 3), None) for number in range(20_000))
    start = time.monotonic()
    made = workbook([sample(rows=rows)], title="x")
    assert len(made) < 3_000_000
    assert time.monotonic() - start < 30


def test_a_row_of_two_lines_is_one_cell_where_it_is_joined_and_bold_when_told():
    row = Row(("1", "Tả Van", 5, 1, None, None), bold=True, below=(("", "", 20, 4, None, None),), joined=(0, 1))
    page = openpyxl.load_workbook(io.BytesIO(workbook([sample(rows=(row,), total=(), notes=())], title="x"))).active
    assert {"A5:A6", "B5:B6"} <= {str(area) for area in page.merged_cells.ranges}
    assert [page.cell(line, 3).value for line in (5, 6)] == [5, 20]
    assert page["B5"].font.bold
