"""The workbook and the paper of a snapshot say what its page says."""

import io
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.urls import reverse
from docx import Document

from campaign_portal.foundation import quantities, vietnamese
from reporting.consolidation import documents, exporters
from reporting.consolidation.selectors.table import table_of
from reporting.reports import services
from reporting.reports.models import Report
from tests.reporting import story
from tests.reporting.page import tables
from tests.support import nd30


@pytest.fixture
def june(four_reported):
    return four_reported


def books(content: bytes):
    """The same workbook twice: with formulas, and with the values they carry."""
    return openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def percent(value) -> str:
    return "–" if value is None else quantities.percent_text(Fraction(str(value)).limit_denominator(10**9))


def number(value) -> str:
    return "–" if value is None else vietnamese.grouped(int(value))


def points(value) -> str:
    return "–" if value is None else quantities.points_text(Decimal(str(value)))


def test_every_figure_of_the_workbook_is_the_pages(june, as_):
    snapshot = story.frozen(june)
    _, book = books(exporters.workbook_of(table_of(snapshot)))
    sheet = book["Xã, phường"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=6, values_only=True) if row[1]}
    page = as_("thanh").get("/tong-hop/2020-Q2/").content.decode()
    shown = {row[0]: row for row in tables(page)[0][1:]}
    assert len([name for name in shown if name in rows]) == 16
    for name, cells in shown.items():
        row = rows.get(name) or rows["Toàn thị xã Sa Pa"]
        if cells[2] == "✕ Chưa nộp" or name == "Mường Hoa":
            assert row[3:16] == (None,) * 13, name  # its start stands on another sheet: it is in no total
            continue
        assert [percent(row[5]), percent(row[10]), points(row[14]), points(row[16])] == cells[3:7], name
    # The other totals, against the page's second table: figure, total, unit, over how many.
    totals = {row[0].removesuffix("đã hưởng / đủ điều kiện").strip(): row[1] for row in tables(page)[1][1:]}
    last = rows["Toàn thị xã Sa Pa"]
    for column, name in (
        (3, "Tổng số hộ dân cư đầu năm"),
        (4, "Hộ nghèo đầu năm"),
        (8, "Tổng số hộ dân cư"),
        (9, "Hộ nghèo hiện tại"),
    ):
        assert totals[name].removesuffix(" sơ bộ") == number(last[column])
    heads = [cell.value for cell in sheet[4]]
    helpers = heads.index("Cán bộ, đảng viên, tổ chức giúp hộ (người, tổ chức)")
    assert totals["Cán bộ, đảng viên, tổ chức giúp hộ"] == number(last[helpers]) == "20"


def test_the_workbook_says_over_whom_its_rates_were_divided(june):
    _, book = books(exporters.workbook_of(table_of(story.frozen(june))))
    rows = list(book["Xã, phường"].iter_rows(values_only=True))
    assert rows[1][0] == "I. Kết quả của các xã, phường; tỷ lệ chung tính trên 2/16 xã, phường"
    assert next(row for row in rows if row[1] == "Toàn thị xã Sa Pa")[2] == "tính trên 2/16 xã, phường"


def test_totals_are_formulas_that_carry_their_value(june):
    formulas, values = books(exporters.workbook_of(table_of(story.frozen(june))))
    sheet, read = formulas["Xã, phường"], values["Xã, phường"]
    last = max(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 2).value).startswith("Toàn"))
    first = last - 16
    for column in (4, 5, 9, 10):
        formula = sheet.cell(last, column).value
        letter = sheet.cell(last, column).column_letter
        assert formula == f"=SUM({letter}{first}:{letter}{last - 1})"
        assert read.cell(last, column).value == sum(read.cell(row, column).value or 0 for row in range(first, last))
    assert sheet.cell(last, 6).value == f"=E{last}/D{last}"
    assert read.cell(last, 6).value == pytest.approx(read.cell(last, 5).value / read.cell(last, 4).value)


def test_the_workbook_names_who_is_late_or_missing_and_what_was_written(june):
    report = services.return_report(
        Report.objects.get(unit=june.ta_van), by=june.person("thanh"), reason="Sai", due_on=story.JULY_1
    )
    services.save_report(report, {}, {"difficulties": "=1+1 là chữ, không phải công thức"}, by=june.person("mai"))
    services.submit_report(report, by=june.person("vang"))
    book, _ = books(exporters.workbook_of(table_of(story.frozen(june))))
    assert book.sheetnames == ["Xã, phường", "Cơ quan, đơn vị", "Chậm, thiếu", "Nội dung"]
    late = {row[1]: row for row in book["Chậm, thiếu"].iter_rows(min_row=6, values_only=True)}
    assert late["Xã Tả Phìn"][2] == "Trễ 2 ngày"
    assert late["Xã Bản Hồ"][2] == "Chưa nộp"
    assert late["Xã Bản Hồ"][5] > 0
    assert late["Xã Mường Hoa"][2] == "Đúng hạn, chưa có số rà soát"
    words = [row for row in book["Nội dung"].iter_rows(min_row=5, values_only=True)]
    assert (
        "III. Khó khăn, kiến nghị; chính sách chưa phù hợp",
        "Xã Tả Van",
        "=1+1 là chữ, không phải công thức",
    ) in words


def test_heads_are_merged_and_the_book_says_what_it_is(june):
    snapshot = story.frozen(june)
    book, _ = books(exporters.workbook_of(table_of(snapshot)))
    merged = {str(area) for area in book["Xã, phường"].merged_cells.ranges}
    assert {"D4:H4", "I4:M4", "N4:P4", "A4:A5"} <= merged
    assert book.properties.title == "Báo cáo tổng hợp quý II năm 2020, thị xã Sa Pa"
    assert book.properties.creator == "Lê Văn Thành"
    notes = [cell.value for cell in book["Xã, phường"]["A"] if cell.value and "SHA-256" in str(cell.value)]
    assert snapshot.checksum in notes[0]


def test_quarter_one_fills_the_start_columns_and_leaves_the_rest_empty(sa_pa, clock):
    clock(story.MARCH_25)
    story.sent(sa_pa, sa_pa.ta_van, "2020-Q1")
    _, book = books(exporters.workbook_of(table_of(story.frozen(sa_pa, "2020-Q1"))))
    rows = {row[1]: row for row in book["Xã, phường"].iter_rows(min_row=6, values_only=True)}
    assert rows["Tả Van"][3:5] == (690, 294)
    assert rows["Tả Van"][8:14] == (None,) * 6
    assert rows["Toàn thị xã Sa Pa"][4] == 294
    assert rows["Toàn thị xã Sa Pa"][9] is None


def test_the_paper_is_laid_out_by_the_decree_and_holds_the_pages_figures(june):
    snapshot = story.frozen(june)
    table = table_of(snapshot)
    content = documents.to_pdf(table)
    assert nd30.problems(content, draft=True) == []
    printed = " ".join(line.text for sheet in nd30.read(content) for line in sheet.lines)
    total = table.total.poverty
    document = Document(io.BytesIO(documents.to_docx(table)))
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    for said in (
        "4 trên 30 đơn vị đã báo cáo (3/16 xã, phường, 1/14 cơ quan, đơn vị), trong đó 3 đúng hạn.",
        "Nộp chậm: Xã Tả Phìn (2 ngày).",
        f"Tỷ lệ hộ nghèo từ {quantities.percent_text(total.start_rate)} đầu năm còn "
        f"{quantities.percent_text(total.rate)}",
        "(tính trên 2/16 xã, phường; kế hoạch cả năm 5,00 điểm %)",
        "Chưa tính vào tỷ lệ chung vì chưa có số hiện tại: ",
        "Trên đây là báo cáo tổng hợp quý II năm 2020",
    ):
        assert said in words
        assert said in printed
    cells = [cell.text for tab in document.tables for row in tab.rows for cell in row.cells]
    assert number(table.total.amounts["poor_start"].value) in cells
    assert "tính trên 2/16 xã, phường" in cells, "also beside the annex's total"


def test_the_paper_says_that_nobody_gave_a_figure(june):
    table = table_of(story.frozen(june))
    table.total.amounts.clear()
    table.agencies_total.amounts.clear()
    words = [paragraph.text for paragraph in Document(io.BytesIO(documents.to_docx(table))).paragraphs]
    assert words.count("Chưa có đơn vị nào báo cáo số liệu này.") == 2


def test_word_is_for_editing_and_downloads(june, as_):
    snapshot = story.frozen(june)
    answer = as_("huy").get(reverse("consolidation:word", args=[snapshot.pk]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert Document(io.BytesIO(answer.content)).paragraphs
