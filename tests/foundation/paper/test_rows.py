"""Rows of a table that have several lines, under cells that span them."""

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from campaign_portal.foundation import paper
from campaign_portal.foundation.paper.html import to_html

TWO = paper.Row(
    (paper.Cell("1", rowspan=2), paper.Cell("Tả Van", rowspan=2), "Hộ", "5"),
    "strong",
    (("Nhân khẩu", "20"),),
)


def table(*rows: paper.Row) -> paper.Table:
    return paper.Table(
        columns=tuple(paper.Column(1) for _ in range(4)), header=(("TT", "Đơn vị", "Phân tổ", "Số"),), rows=rows
    )


def made(*rows: paper.Row) -> paper.Paper:
    return paper.Paper(kind="Biểu", subject="thử", body=(table(*rows),))


def test_lines_stay_together_and_keep_their_bold():
    html = str(to_html(made(TWO)))
    body = html.split("<tbody>")[1]
    assert re.findall(r'<tr class="([^"]*)">', body) == ["strong stays", "strong"]
    assert body.count('rowspan="2"') == 2


def test_in_docx_the_spanning_cell_goes_on_in_the_second_line():
    document = Document(io.BytesIO(paper.to_docx(made(TWO))))
    merges = [merge.get(qn("w:val")) for merge in document.tables[-1]._tbl.iter(qn("w:vMerge"))]
    assert merges == ["restart", "restart", "continue", "continue"]
    assert len(document.tables[-1]._tbl.tr_lst) == 3


def test_a_second_line_that_does_not_fit_is_a_slip_of_the_program():
    with pytest.raises(ValueError, match="empty"):
        table(paper.Row((paper.Cell("1", rowspan=2), "a", "b", "c"), "body", (("d", "e"),)))
