"""A workbook that would hurt the machine, or is none, is refused with a sentence before it is read."""

import io
import tracemalloc
import zipfile

import docx
import pytest

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.workbooks import opened
from campaign_portal.foundation.workbooks.guard import OLE
from tests.foundation.workbooks.files import SHEET, book, sheet, upload, with_part

PLAIN = book([["Tên"], ["Mai"]])


def refusal(content: bytes, name: str = "danh-sach.xlsx", most_rows: int = 100) -> str:
    with pytest.raises(Refused) as refused:
        opened(upload(content, name), most_rows=most_rows)
    (problem,) = refused.value.problems
    assert problem.field == "file"
    assert name in problem.message
    return problem.message


def test_a_plain_workbook_passes():
    with zipfile.ZipFile(opened(upload(PLAIN), most_rows=100)) as safe:
        assert SHEET in safe.namelist()


def test_pictures_and_programs_stay_outside():
    with zipfile.ZipFile(opened(upload(with_part(PLAIN, "xl/vbaProject.bin", b"\0\1")), most_rows=100)) as safe:
        assert "xl/vbaProject.bin" not in safe.namelist()


def test_a_bomb_is_refused_without_being_unpacked():
    bomb = with_part(PLAIN, SHEET, sheet("<row>" + " " * 40_000_000 + "</row>"))
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert "nén quá chặt" in refusal(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000


@pytest.mark.parametrize("name", ["XFD1048576", "A1048576"])
def test_a_cell_in_the_last_corner_is_refused(name):
    far = with_part(PLAIN, SHEET, sheet(f'<row r="1"><c r="{name}"><v>1</v></c></row>'))
    assert "đến dòng 1.048.576, quá 100 dòng" in refusal(far)


def test_a_cell_far_to_the_right_is_refused():
    far = with_part(PLAIN, SHEET, sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'))
    assert "cột thứ 16384" in refusal(far)


def test_cells_without_a_place_are_counted():
    rows = "<row><c><v>1</v></c></row>" * 101
    assert "đến dòng 101" in refusal(with_part(PLAIN, SHEET, sheet(rows)))
    wide = "<row>" + "<c><v>1</v></c>" * 257 + "</row>"
    assert "cột thứ 257" in refusal(with_part(PLAIN, SHEET, sheet(wide)))


def test_an_empty_last_row_as_other_programs_write_it_does_not_hurt():
    far = with_part(
        PLAIN, SHEET, sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"/></row>')
    )
    opened(upload(far), most_rows=100)


def test_a_long_text_that_many_cells_share_is_refused():
    row = "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"
    rows = row * 90
    many = with_part(PLAIN, SHEET, sheet(rows))
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"xyz" * 1300}</t></si></sst>'
    )
    assert "lặp một đoạn chữ rất dài" in refusal(with_part(many, "xl/sharedStrings.xml", strings.encode()))


def test_entities_are_refused():
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert "phần khai báo" in refusal(with_part(PLAIN, SHEET, sheet("", laughs)))


def test_a_broken_part_is_refused():
    assert "bị hỏng" in refusal(with_part(PLAIN, SHEET, b"<worksheet><sheetData>"))


def test_a_word_file_under_another_name_is_refused():
    file = io.BytesIO()
    docx.Document().save(file)
    assert "không phải là sổ Excel" in refusal(file.getvalue())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Họ và tên;Đơn vị\nMai;Tả Van\n".encode(), "không phải là sổ Excel"),
        (b"PK\x03\x04 and nothing more", "không phải là sổ Excel"),
        (b"%PDF-1.7", "không phải là sổ Excel"),
        (b"", "rỗng"),
        (OLE + b"\0" * 600, "kiểu Excel cũ (.xls)"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        (b"\0" * (10 * 1024 * 1024 + 1), "nặng quá 10 MB"),
    ],
    ids=["csv", "torn", "pdf", "empty", "old", "encrypted", "heavy"],
)
def test_what_is_no_workbook_is_refused(content, says):
    assert says in refusal(content)


def test_too_many_parts_are_refused():
    file = io.BytesIO(PLAIN)
    with zipfile.ZipFile(file, "a") as packed:
        for number in range(1_001):
            packed.writestr(f"xl/media/{number}.png", b"")
    assert "quá nhiều phần" in refusal(file.getvalue())


def test_two_parts_of_one_name_are_refused():
    file = io.BytesIO(PLAIN)
    with zipfile.ZipFile(file, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr(SHEET, sheet(""))
    assert "trùng tên" in refusal(file.getvalue())
