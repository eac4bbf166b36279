"""Papers as PDF stand up to the layout of NĐ 30/2020/NĐ-CP, Phụ lục I; `tests.support.nd30` holds the measures."""

import dataclasses
import re

import pytest

from campaign_portal.foundation import charts, paper, pdf
from campaign_portal.foundation.paper import widths
from tests.foundation.paper import samples
from tests.support import nd30

DRAFTS = {"proposal", "form"}
NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"


@pytest.fixture(scope="module")
def decision() -> bytes:
    return paper.to_pdf(samples.decision(notice=NOTICE))


@pytest.mark.parametrize("name", ["proposal", "minutes", "letter", "form", "pledge"])
def test_every_kind_of_paper_is_in_order(name):
    made = paper.to_pdf(getattr(samples, name)())
    assert nd30.problems(made, draft=name in DRAFTS) == []


def test_a_decision_with_its_list_is_in_order(decision):
    assert nd30.problems(decision) == []


def test_a_long_decision_breaks_in_order():
    long = samples.decision(people=1)
    article = long.body[0]
    body = (*(dataclasses.replace(article, number=number) for number in range(1, 9)), long.body[2])
    made = paper.to_pdf(dataclasses.replace(long, body=body))
    assert nd30.problems(made) == []
    assert nd30.find(nd30.read(made), "Nơi nhận:").page == 2


@pytest.mark.parametrize("count", range(1, 8))
def test_the_signature_never_stands_alone(count):
    """Wherever the page ends, some of the text goes with the signature."""
    sample = samples.decision(people=1)
    body = (*sample.body[:2], *(paper.Paragraph("Thêm một dòng."),) * count, sample.body[2])
    made = paper.to_pdf(dataclasses.replace(sample, body=body, annexes=()))
    assert nd30.problems(made) == []
    sheets = nd30.read(made)
    assert nd30.find(sheets, "Phạm Đức Long").page == nd30.find(sheets, "KT. CHỦ TỊCH").page


def test_a_table_as_last_block_gives_the_signature_its_last_rows():
    sample = samples.decision(people=1)
    table = paper.Table(
        columns=(paper.Column(1), paper.Column(1)),
        header=(("Đơn vị", "Số hộ"),),
        rows=tuple(paper.Row((f"Xã {number}", str(number))) for number in range(60)),
        points=13,
    )
    made = paper.to_pdf(dataclasses.replace(sample, body=(*sample.body, table), annexes=()))
    sheets = nd30.read(made)
    page = nd30.find(sheets, "KT. CHỦ TỊCH").page
    assert nd30.find(sheets, "Xã 59").page == page


def test_a_long_plan_fills_its_pages():
    """Lists and headings leave no page half empty, and even lines reach the margin but not beyond it."""
    section = (
        paper.Heading("Đối tượng, tiêu chuẩn và thủ tục hồ sơ đề nghị khen thưởng hằng năm", number="IV"),
        paper.Paragraph("Thực hiện quy định về Y tế, giáo dục, văn hóa, nước sạch và vệ sinh môi trường, nhà ở. " * 3),
        paper.Heading("Mục tiêu", level=2, number="1"),
        *(paper.BulletList(("Hộ nghèo, hộ cận nghèo được hưởng đầy đủ các chính sách Y tế, vay vốn ưu đãi. " * 2,)),)
        * 3,
    )
    sample = samples.decision(people=1)
    made = paper.to_pdf(dataclasses.replace(sample, body=(*sample.body[:1], *section * 5, sample.body[2]), annexes=()))
    assert nd30.problems(made) == []
    *full, _ = nd30.read(made)
    assert len(full) >= 3
    for sheet in full[:-1]:
        left_over = sheet.height - nd30.BOTTOM - max(line.bottom for line in sheet.body)
        assert left_over < 25 * nd30.MM, f"page {sheet.number} ends early"


def test_the_list_repeats_its_header_and_counts_its_own_pages(decision):
    first, *annex = nd30.read(decision)
    assert first.in_top_margin == []
    assert [sheet.in_top_margin[0].text for sheet in annex] == ["1", "2"]
    assert all(any(line.text == "Họ và tên chủ hộ" for line in sheet.lines) for sheet in annex)
    assert annex[0].body[0].text == "DANH SÁCH"


def test_the_notice_stands_on_every_page_outside_the_text(decision):
    for sheet in nd30.read(decision):
        line = next(line for line in sheet.lines if line.text == NOTICE)
        assert line.top > sheet.height - nd30.BOTTOM


def test_group_rows_and_totals_are_bold_and_not_left_behind(decision):
    sheets = nd30.read(decision)
    assert nd30.find(sheets, "Hộ gia đình").bold
    total = nd30.find(sheets, "Tổng cộng")
    assert total.bold
    assert nd30.find(sheets, "40").page == total.page


def test_a_draft_leaves_number_and_date_open():
    made = paper.to_pdf(samples.decision(people=1, number="", dated_on=None))
    assert nd30.problems(made, draft=True) == []
    sheets = nd30.read(made)
    assert nd30.find(sheets, "Sa Pa, ngày … tháng … năm …")
    number = nd30.find(sheets, "Số:")
    assert number.text == "Số: /QĐ-UBND"
    assert number.x1 - number.x0 > widths.text_width(number.text, 13) + 9 * nd30.MM, "room to write the number"


def test_a_landscape_annex_lies_among_upright_pages():
    sheets = nd30.read(paper.to_pdf(samples.proposal()))
    assert [sheet.width > sheet.height for sheet in sheets] == [False, True, False]


def test_what_people_typed_is_text_and_nothing_else():
    sample = samples.letter()
    typed = "<b>Đậm</b> & <script>x</script> <img src='file:///etc/passwd'> {{ 7|add:7 }}"
    made = paper.to_pdf(dataclasses.replace(sample, body=(paper.Paragraph(typed),), subject=typed))
    text = " ".join(line.text for line in nd30.read(made)[0].lines)
    assert re.sub(r"\s", "", typed) in re.sub(r"\s", "", text)


def test_decomposed_and_control_characters_are_mended():
    sample = samples.letter()
    made = paper.to_pdf(dataclasses.replace(sample, body=(paper.Paragraph("Tie\u0302\u0301ng\x00  Việt\u0007\tđẹp"),)))
    assert nd30.find(nd30.read(made), "Tiếng Việt đẹp")


def test_a_chart_stands_in_the_text_in_the_papers_own_face():
    rows = [charts.PlannedFigure("Tả Van", 2.24, 3.25), charts.PlannedFigure("Bản Hồ", None, 3)]
    svg = charts.vega_svg(charts.dot_against_plan(rows, "điểm %"), on_paper=True)
    sample = samples.letter()
    made = paper.to_pdf(dataclasses.replace(sample, body=(*sample.body, paper.Figure(svg, alt="So với kế hoạch"))))
    assert nd30.problems(made) == []
    assert "2,24" in [line.text for line in nd30.read(made)[0].lines]


def test_the_same_paper_gives_the_same_bytes(decision):
    assert paper.to_pdf(samples.decision(notice=NOTICE)) == decision


WRONG_TOGETHER = (  # as many at once as do not hide each other: what the check must say, right, wrong
    (
        ("P3", "margin: 20mm 15mm 20mm 30mm", "margin: 20mm 15mm 20mm 25mm"),
        ("P7", "@page :first { @top-center { content: none; } }", ""),
        ("P8", "counter-reset: page 1", "counter-reset: page 7"),
        ("P6", "color: black", "color: navy"),
        ("ô 1", ".country { font-size: 13pt", ".country { font-size: 15pt"),
        ("Tiêu ngữ", "margin: 2.5pt auto 0", "margin: 2.5pt auto 0; max-width: 40mm"),
        ("ô 3", ".number { font-size: 13pt", ".number { font-weight: bold; font-size: 13pt"),
        ("căn cứ", ".basis { font-style: italic", ".basis { font-style: normal"),
        ("ô 9b", ".recipient { font-size: 11pt", ".recipient { font-size: 13pt"),
        ("ô 7c", ".signature { height: 24mm", ".signature { height: 5mm"),
    ),
    (
        ("P6", 'font: 14pt/1.265 "Liberation Serif"', "font: 14pt/1.265 Liberation Sans"),
        ("indent", "text-indent: 12.7mm", "text-indent: 6mm"),
        ("less than 6 pt", "margin-bottom: 6pt", "margin-bottom: 2pt"),
        ("not justified", ".text { text-align: justify", ".text { text-align: left; padding-right: 12mm"),
    ),
    (("lines are", "font: 14pt/1.265", "font: 14pt/1.9"),),
)


@pytest.mark.parametrize("wrongs", WRONG_TOGETHER)
def test_the_check_sees_a_wrong_layout(wrongs):
    """The check above is worth something only if it fails when the layout is wrong."""
    sample = samples.decision()
    css = paper.to_css(sample)
    for _, right_css, wrong_css in wrongs:
        assert right_css in css
        css = css.replace(right_css, wrong_css)
    problems = nd30.problems(pdf.render(paper.to_html(sample), css))
    unseen = [said for said, _, _ in wrongs if not any(problem.startswith(said) for problem in problems)]
    assert unseen == [], problems
