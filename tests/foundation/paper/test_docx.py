"""Papers as DOCX: page, face, sizes, page field, widths and annex sections, read back from the file."""

import dataclasses
import io

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from campaign_portal.foundation import paper
from tests.foundation.paper import samples


def opened(sample: paper.Paper):
    return Document(io.BytesIO(paper.to_docx(sample)))


@pytest.fixture(scope="module")
def decision():
    return opened(samples.decision(notice="BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"))


def every_paragraph(document):
    """In the order of the file, those in tables too."""
    return [paragraph for paragraph in document.element.body.iter(qn("w:p"))]


def text_of(element) -> str:
    return "".join(node.text or "" if node.tag == qn("w:t") else "\n" for node in element.iter(qn("w:t"), qn("w:br")))


def look_of(element) -> tuple[float, bool, bool]:
    run = next(element.iter(qn("w:r")))
    size = run.find(f".//{qn('w:sz')}").get(qn("w:val"))
    return int(size) / 2, run.find(f".//{qn('w:b')}") is not None, run.find(f".//{qn('w:i')}") is not None


@pytest.mark.parametrize("name", ["decision", "proposal", "minutes", "letter", "form", "pledge"])
def test_page_and_margins(name):
    for section in opened(getattr(samples, name)()).sections:
        upright = section.orientation == WD_ORIENT.PORTRAIT
        assert [round(side.mm) for side in (section.page_width, section.page_height)] == sorted(
            (210, 297), reverse=not upright
        )
        edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(edge.mm) for edge in edges] == [20, 20, 30, 15]


def test_the_face_is_named_for_every_script(decision):
    styles = decision.styles.element
    for fonts in (
        styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"),
        decision.styles["Normal"].element.rPr.rFonts,
    ):
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert not [name for name in fonts.attrib if "Theme" in name]
    assert decision.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert not list(decision.element.body.iter(qn("w:rFonts"))), "no run names another"


@pytest.mark.parametrize(
    ("start", "look"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (13, True, False)),
        ("Độc lập - Tự do - Hạnh phúc", (14, True, False)),
        ("ỦY BAN NHÂN DÂN\nTHỊ XÃ SA PA", (13, True, False)),
        ("Số: 05/QĐ-UBND", (13, False, False)),
        ("Sa Pa, ngày 08 tháng 12 năm 2020", (14, False, True)),
        ("QUYẾT ĐỊNH", (14, True, False)),
        ("Về việc tặng Giấy khen", (14, True, False)),
        ("CHỦ TỊCH ỦY BAN", (14, True, False)),
        ("Căn cứ Luật Tổ chức", (14, False, True)),
        ("QUYẾT ĐỊNH:", (14, True, False)),
        ("Điều 1.", (14, True, False)),
        ("Nơi nhận:", (12, True, True)),
        ("- Như Điều 3;", (11, False, False)),
        ("- Lưu: VT, PNV.", (11, False, False)),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", (14, True, False)),
        ("Phạm Đức Long", (14, True, False)),
        ("DANH SÁCH", (14, True, False)),
        ("(Kèm theo Quyết định số 05/QĐ-UBND", (14, False, True)),
    ],
)
def test_each_component_has_its_size_and_style(decision, start, look):
    assert look_of(next(p for p in every_paragraph(decision) if text_of(p).startswith(start))) == look


def test_body_text_is_justified_with_indent_and_space(decision):
    article = next(p for p in decision.paragraphs if p.text.startswith("Điều 2."))
    shape = article.paragraph_format
    assert (shape.alignment, shape.first_line_indent, shape.space_after) == (3, Mm(12.7), Pt(6))
    assert 1 <= shape.line_spacing <= 1.5
    assert [run.bold for run in article.runs][:2] == [True, None]


def test_the_page_number_is_a_field_in_the_header_but_not_on_page_1(decision):
    first, annex = decision.sections
    marks = [run.find(qn("w:fldChar")) for run in first.header._element.iter(qn("w:r"))]
    assert [mark.get(qn("w:fldCharType")) for mark in marks if mark is not None] == ["begin", "separate", "end"]
    assert "PAGE" in first.header._element.xml
    assert first.header.paragraphs[0].alignment == 1
    assert first.different_first_page_header_footer
    assert not first.first_page_header.paragraphs[0].text
    assert not annex.different_first_page_header_footer
    assert annex.header.is_linked_to_previous
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_notice_stands_in_both_footers(decision):
    first = decision.sections[0]
    for footer in (first.footer, first.first_page_footer):
        assert footer.paragraphs[0].text == "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"


def test_every_cell_has_a_width_and_no_table_fits_itself(decision):
    for table in decision.element.body.iter(qn("w:tbl")):
        assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        for cell in table.iter(qn("w:tc")):
            assert int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) > 0


def test_the_lists_header_repeats_and_its_total_stays_with_the_last_name(decision):
    *names, total = decision.tables[-1].rows
    assert names[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert text_of(total._tr).startswith("Tổng cộng")
    assert names[-1]._tr.find(f".//{qn('w:keepNext')}") is not None
    assert names[1]._tr.find(f".//{qn('w:keepNext')}") is not None, "the group's head stays with its first name"


def test_the_text_before_the_signature_stays_with_it(decision):
    last = next(p for p in decision.paragraphs if p.text.endswith("./."))
    assert last.paragraph_format.keep_with_next


def test_a_head_of_two_rows_is_merged():
    table = opened(samples.proposal()).tables[-1]
    upper, lower = ([cell.text for cell in table.rows[row].cells] for row in (0, 1))
    assert upper == ["TT", "Đơn vị", "Đầu năm", "Đầu năm", "Cuối năm", "Cuối năm", "Ghi chú"]
    assert lower == ["TT", "Đơn vị", "Số hộ", "Tỷ lệ %", "Số hộ", "Tỷ lệ %", "Ghi chú"]


def test_a_table_without_rows_keeps_its_head():
    empty = paper.Table(columns=(paper.Column(1), paper.Column(1)), header=(("TT", "Đơn vị"),), rows=())
    document = opened(dataclasses.replace(samples.letter(), body=(empty,)))
    assert ["TT", "Đơn vị"] in [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_a_landscape_annex_begins_with_a_paragraph():
    document = opened(samples.proposal())
    assert [s.orientation for s in document.sections] == [0, 1, 0]
    body = list(document.element.body)
    breaks = [index for index, element in enumerate(body) if element.find(f".//{qn('w:sectPr')}") is not None]
    assert body[breaks[0] + 1].tag == qn("w:p")


def test_open_fields_are_dotted_lines():
    line = next(p for p in opened(samples.form()).paragraphs if p.text.startswith("Số nhân khẩu"))
    assert [stop.leader for stop in line.paragraph_format.tab_stops].count(1) == 2


def test_rules_are_as_long_as_the_decree_wants(decision):
    """The rule is the border of an indented paragraph: what the indents leave is its length."""
    right = decision.tables[0].cell(0, 1)
    rule = right.paragraphs[-1].paragraph_format
    assert (right.width - rule.left_indent - rule.right_indent) / Mm(60.46) == pytest.approx(1, abs=0.01)


def test_what_a_file_may_not_hold_is_left_out():
    sample = dataclasses.replace(samples.letter(), body=(paper.Paragraph("Tie\u0302\u0301ng\x0b Việt <&>"),))
    assert any(p.text == "Tiếng Việt <&>" for p in opened(sample).paragraphs)


def test_a_drawing_is_there_with_its_words():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><circle cx="9" cy="9" r="5"/></svg>'
    document = opened(dataclasses.replace(samples.letter(), body=(paper.Figure(svg, alt="Chấm tròn"),)))
    assert len(document.inline_shapes) == 1
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "Chấm tròn"
    assert document.inline_shapes[0].width == Mm(150)
