"""The report as an official paper."""

import io

import pytest
from django.urls import reverse
from docx import Document

from campaign_portal.foundation import paper
from reporting.reports import documents
from reporting.reports.services import Typed
from tests.reporting import story
from tests.support import nd30


@pytest.fixture
def june(sa_pa, clock):
    clock(story.JUNE_25)
    story.review(sa_pa, sa_pa.ta_van)
    return sa_pa


def words_of(made: paper.Paper) -> str:
    document = Document(io.BytesIO(paper.to_docx(made)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_communes_report_is_laid_out_by_the_decree(june):
    report = story.sent(june, june.ta_van, helpers=Typed(12), policy_health=Typed(400, 410))
    made = documents.report_paper(report, 1)
    assert nd30.problems(paper.to_pdf(made), draft=True) == []


def test_it_holds_the_figures_the_sections_and_who_signs(june):
    report = story.sent(june, june.ta_van, helpers=Typed(12), policy_health=Typed(400, 410))
    words = words_of(documents.report_paper(report, 1))
    for said in (
        "ỦY BAN NHÂN DÂN",
        "I. CÔNG TÁC CHỈ ĐẠO, TUYÊN TRUYỀN",
        "Đã họp ban chỉ đạo ba lần.",
        "II. KẾT QUẢ",
        "A. Bảng số liệu",
        "B. Mô hình, điển hình, sáng kiến",
        "III. KHÓ KHĂN, KIẾN NGHỊ; CHÍNH SÁCH CHƯA PHÙ HỢP",
        "Không có nội dung báo cáo.",
        "IV. NHIỆM VỤ KỲ TỚI",
        "400 / 410",
        "42,61%",
        "chưa có số",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lồ A Vảng",
        "Tả Van, ngày 25 tháng 6 năm 2020",
    ):
        assert said in words, said


def test_a_deputy_signs_for_the_chairman(june):
    report = story.sent(june, june.muong_hoa)
    words = words_of(documents.report_paper(report, 1))
    assert "KT. CHỦ TỊCH" in words
    assert "PHÓ CHỦ TỊCH" in words


def test_an_agency_reports_below_its_committee(june):
    report = story.sent(june, june.office("justice_office"))
    made = documents.report_paper(report, 1)
    assert (made.issuer.name, made.issuer.superior) == ("Phòng Tư pháp", "Ủy ban nhân dân thị xã Sa Pa")
    assert nd30.problems(paper.to_pdf(made), draft=True) == []


def test_what_is_not_sent_yet_has_no_date(june):
    report = story.begun(june, june.ta_van)
    assert documents.report_paper(report, report.open_submission).dated_on is None


@pytest.mark.parametrize(("name", "starts"), [("pdf", b"%PDF-"), ("word", b"PK")])
def test_it_downloads_under_its_name(june, as_, name, starts):
    report = story.sent(june, june.ta_van)
    answer = as_("mai").get(reverse(f"reports:{name}", args=[report.pk]))
    assert answer.content.startswith(starts)
    assert "B%C3%A1o%20c%C3%A1o" in answer["Content-Disposition"]
