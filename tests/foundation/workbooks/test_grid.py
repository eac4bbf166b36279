"""Sheets as they lie there, and given back with what is wrong in them."""

import io

import openpyxl
import pytest

from campaign_portal.foundation import workbooks
from campaign_portal.foundation.errors import Refused
from tests.foundation.workbooks.files import book, upload

ROWS = [["Danh sách hộ nghèo"], ["Họ tên", "Mã"], ["Giàng A Páo", "03040"], ["Lý Mẩy", 7]]


def test_every_sheet_with_text_is_read_from_its_first_row():
    first, second = workbooks.read_grids(upload(book(ROWS, more=[["Ghi chú"]])))
    assert (first.sheet, second.sheet) == ("Trang 1", "Trang 2")
    assert [row[0] for row in first.rows] == ["Danh sách hộ nghèo", "Họ tên", "Giàng A Páo", "Lý Mẩy"]
    assert [row[1] for row in first.rows[2:]] == ["03040", "7"]


def test_a_sheet_without_text_is_left_out_and_a_book_without_any_refused():
    assert [grid.sheet for grid in workbooks.read_grids(upload(book(ROWS, more=[[""]])))] == ["Trang 1"]
    with pytest.raises(Refused, match=r"không có chữ nào\. Xin chọn lại tệp"):
        workbooks.read_grids(upload(book([])))


def test_what_is_no_workbook_is_refused():
    with pytest.raises(Refused, match=r"“danh-sach\.xlsx”"):
        workbooks.read_grids(upload(b"khong phai Excel"))


def test_the_marked_sheet_keeps_its_cells_and_tells_each_fault_at_its_place():
    (grid,) = workbooks.read_grids(upload(book(ROWS)))
    wrong = {(2, 1): ["mã không có trong danh bạ"], (3, -1): ["hộ này ghi hai lần"]}
    sheet = openpyxl.load_workbook(io.BytesIO(workbooks.marked(grid.sheet, grid.rows, wrong, heading_row=1))).active
    assert [sheet["A3"].value, sheet["B3"].value, sheet["C2"].value] == ["Giàng A Páo", "03040", "Lỗi"]
    assert sheet["B3"].comment.text == "mã không có trong danh bạ"
    assert sheet["C3"].value == "B3: mã không có trong danh bạ"
    assert sheet["C4"].value == "hộ này ghi hai lần"
    assert sheet["A3"].comment is None
