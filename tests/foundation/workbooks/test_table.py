"""The table is found by its headings and read as text, with each cell's name for the sentence about it."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.workbooks import Blank, Heading, as_day, blank, padded, read_table
from tests.foundation.workbooks.files import book, upload

NAME = Heading("name", "Họ và tên", also=("Tên",))
UNIT = Heading("unit", "Đơn vị")
FROM = Heading("since", "Từ ngày", required=False)
HEADINGS = (NAME, UNIT, FROM)


def read(rows, **more):
    return read_table(upload(book(rows, **more)), HEADINGS)


def test_the_lines_below_the_headings_are_read_wherever_they_begin():
    table = read([["Danh sách cán bộ"], [], ["TT", "Từ ngày", "HO VA TEN *", "đơn vị"], [1, "", "Mai", "Tả Van"]])
    (line,) = table.lines
    assert (line["name"], line["unit"], line["since"]) == ("Mai", "Tả Van", "")
    assert (line.number, line.at("name"), line.at("since")) == (4, "C4", "B4")


def test_a_column_that_is_not_there_is_named_by_its_row():
    (line,) = read([["Tên", "Đơn vị"], ["Mai", "Tả Van"]]).lines
    assert (line["since"], line.at("since")) == ("", "dòng 2")


def test_numbers_and_days_read_as_people_see_them():
    rows = [["Tên", "Đơn vị", "Từ ngày"], [28.0, 4.5, dt.date(2020, 6, 25)], [True, 123456789012.0, "  a \n b "]]
    first, second = read(rows).lines
    assert [first[key] for key in ("name", "unit", "since")] == ["28", "4,5", "25/6/2020"]
    assert [second[key] for key in ("name", "unit", "since")] == ["đúng", "123456789012", "a b"]


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers():
    lines = read([["Tên", "Đơn vị"], [], ["Mai", "Tả Van"], [" ", ""], ["Liên", "Mường Hoa"]]).lines
    assert [line.number for line in lines] == [3, 5]


def test_the_first_sheet_with_the_headings_is_taken():
    table = read([["Ghi chú"]], more=[["Tên", "Đơn vị"], ["Mai", "Tả Van"]])
    assert table.sheet == "Trang 2"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["Tên", "Nơi"], ["Mai", "Tả Van"]], "thiếu cột “Đơn vị”"),
        ([["a", "b"]], "thiếu cột “Họ và tên”, “Đơn vị”"),
        ([["Tên", "Đơn vị", "Họ và tên"]], "Cột “Họ và tên” có hai lần"),
        ([["Tên", "Đơn vị"]], r"trang tính “Trang 1” chưa có dòng nào dưới hàng tiêu đề \(dòng 1\)"),
        ([], "không có chữ nào"),
    ],
)
def test_a_table_that_can_not_be_used_is_refused_with_what_to_do(rows, says):
    with pytest.raises(Refused, match=says):
        read(rows)


def test_the_blank_workbook_reads_back_as_its_own_headings():
    made = blank(
        [Blank(NAME, 30, example="Nguyễn Thị Mai"), Blank(UNIT, 20, choices=("Tả Van", "Mường Hoa")), Blank(FROM, 12)],
        sheet="Nhân sự",
        title="Danh sách",
        notes=["Mỗi người một dòng."],
    )
    with pytest.raises(Refused, match="trang tính “Nhân sự” chưa có dòng nào"):
        read_table(upload(made), HEADINGS)


@pytest.mark.parametrize("text", ["25/6/2020", "25-06-2020", "25.6.2020", "2020-06-25", " 25/06/2020 "])
def test_a_day_is_read_in_every_common_way(text):
    assert as_day(text) == dt.date(2020, 6, 25)


@pytest.mark.parametrize("text", ["31/4/2020", "6/2020", "25/6/20", "hôm nay", "", "0/1/2020"])
def test_what_is_no_day_is_none(text):
    assert as_day(text) is None


def test_codes_get_their_zeros_back():
    assert [padded(code, 3) for code in ("88", "088", "1234", "8a")] == ["088", "088", "1234", "8a"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.text(max_size=30)), min_size=1, max_size=5))
def test_whatever_is_typed_it_is_read_or_refused_in_a_sentence(rows):
    clean = [[cell.replace("\r", " ").encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    with contextlib.suppress(Refused):
        assert len(read([["Tên", "Đơn vị"], *clean]).lines) <= len(rows)
