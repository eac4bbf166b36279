"""Rows written the plain way are looked at in one stroke; nothing gets by that way that the long way would refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation.workbooks import plain_sheet
from campaign_portal.foundation.workbooks.guard import _column_number, _Scan, _TooMuch
from tests.foundation.workbooks.files import sheet

CELL = '<c r="A1"><v>1</v></c>'
ROW = f'<row r="1">{CELL}</row>'


def test_what_our_writers_write_is_plain():
    rows = (
        '<row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" s="3"/><c r="IV1"><f>SUM(A1:B1)</f><v>4.5</v></c></row>\r\n'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Tả Van &amp; Dền Thàng</t></is></c></row>'
    )
    around, shared = plain_sheet.apart(sheet(rows), 100)
    assert (around, shared) == (sheet(""), 2)


@pytest.mark.parametrize(
    "part",
    [
        sheet('<row r="1"><c r="A101"><v>1</v></c></row>'),
        sheet('<row r="101"><c r="A101"><v>1</v></c></row>'),
        sheet('<row r="1"><c r="IW1"><v>1</v></c></row>'),
        sheet('<row r="1"><c r="A1" r="XFD1"><v>1</v></c></row>'),
        sheet("<row><c><v>1</v></c></row>"),
        sheet(f'<row r="1">{CELL}'),
        sheet(f"{ROW}<!-- -->"),
        sheet(f"<!-- <sheetData>{ROW}</sheetData> -->"),
        sheet('<row r="1"><c r="A1"><v>--></v></c></row>').replace(b"<worksheet", b"<!-- <worksheet", 1) + b"-->",
        sheet('<row r="1"><c r="A1"><v>&a;</v></c></row>', '<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        sheet('<row r="1"><c r="A1"><v>\x01</v></c></row>'),
        sheet(ROW).replace(b"UTF-8", b"latin1"),
        sheet(ROW).replace(b"<v>1", b"<v>\xff"),
        sheet(ROW).decode().encode("utf-16"),
        sheet(ROW).replace(b"sheetData", b"x:sheetData"),
        b"",
    ],
)
def test_anything_else_goes_the_long_way(part):
    assert plain_sheet.apart(part, 100) is None


FAR = '<row r="300"><c r="A300"><v>1</v></c></row>'
PIECES = [
    *[ROW, "<row>", '<row r="2">', "</row>", CELL, '<c r="B2" t="s">', "</c>", "<v>2</v>", '<c r="XFD2"><v>1</v></c>'],
    *['<c r="A9"/>', '<row r="200"/>', FAR, "<!--", "-->", "&#65;", " "],
]


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_whatever_passes_would_have_passed_the_long_way(made):
    part = sheet("".join(made))
    found = plain_sheet.apart(part, 100)
    if found is None:
        return
    scan = _Scan(100)
    try:
        scan.read(part)
    except _TooMuch as much:
        pytest.fail(f"{part!r}: {much}")
    assert scan.shared == found[1]
    assert _column_number("IV") == 256
