"""The papers: laid out by NĐ 30, with the figures of the record."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from campaign_portal.foundation import paper
from campaign_portal.foundation.models import Installation
from emulation.registrations import documents, exporters
from emulation.registrations.selectors.board import board
from emulation.registrations.selectors.completeness import ground_of, items_of
from tests.support import nd30


def form_of(registration) -> paper.Paper:
    return documents.registration_form(registration, items_of(registration), ground_of(registration))


def words(pdf: bytes) -> str:
    return " ".join(line.text for sheet in nd30.read(pdf) for line in sheet.lines)


def test_the_registration_is_a_paper_in_order(submitted):
    made = paper.to_pdf(form_of(submitted.registration))
    assert nd30.problems(made, draft=True) == []  # the clerk writes the number
    text = words(made)
    for part in (
        "ỦY BAN NHÂN DÂN XÃ TẢ VAN",
        "ĐĂNG KÝ THI ĐUA",
        "Tả Van, ngày 05 tháng 3 năm 2020",
        "qua Phòng Lao động - Thương binh và Xã hội",
        "7 thôn, tổ dân phố, 690 hộ dân cư",
        "294 hộ nghèo (42,61%)",
        "Làm nhà cho hộ nghèo: 30 ngày công, tháng 4",
        "46 hộ, danh sách gửi sau",
        "Cờ thi đua của Ủy ban nhân dân tỉnh Lào Cai./.",
        "TM. ỦY BAN NHÂN DÂN",
        "Lồ A Vảng",
    ):
        assert part in text, part


def test_before_it_was_submitted_the_date_is_open(started):
    assert form_of(started.registration).dated_on is None


def test_a_deputy_signs_for_the_chairman(sa_pa, register):
    registration = register(sa_pa.party(sa_pa.muong_hoa))
    assert form_of(registration).signers[0].lines == ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")


def test_an_agency_writes_under_the_town_s_committee(sa_pa, register):
    made = form_of(register(sa_pa.party(sa_pa.office("ethnic_office"))))
    assert made.issuer == paper.Issuer("Phòng Dân tộc", "Ủy ban nhân dân thị xã Sa Pa")


def test_a_demo_says_so_on_every_page(submitted):
    assert form_of(submitted.registration).notice == ""
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True})
    assert form_of(submitted.registration).notice == "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"


@pytest.fixture
def summary(sa_pa, register, clock):
    clock(dt.date(2020, 3, 5))
    register(sa_pa.party(sa_pa.ta_van))
    clock(dt.date(2020, 3, 12))
    register(sa_pa.party(sa_pa.muong_hoa))
    register(sa_pa.party(sa_pa.office("ethnic_office")))
    clock(dt.date(2020, 3, 13))
    return board(sa_pa.campaign, sa_pa.person("thanh"))


def test_s3_12_the_summary_goes_to_the_town_through_the_interior_office(sa_pa, summary):
    made = documents.summary(sa_pa.campaign, summary)
    assert made.addressees == ("Ủy ban nhân dân thị xã Sa Pa (qua Phòng Nội vụ thị xã Sa Pa)",)
    pdf = paper.to_pdf(made)
    assert nd30.problems(pdf, draft=True) == []
    text = words(pdf)
    for part in (
        "Đến ngày 13 tháng 3 năm 2020",
        "2 trên 16 đơn vị đã đăng ký; trễ hạn: xã Mường Hoa (trễ 3 ngày).",
        "Số hộ thoát nghèo: đăng ký 92 hộ, kế hoạch giao 92 hộ.",
        "1 trên 14 đơn vị đã đăng ký.",
        "Phụ lục II",
        "xã Bản Hồ",
    ):
        assert part in text, part


def test_the_workbook_holds_numbers_and_names_who_is_missing(sa_pa, summary):
    book = openpyxl.load_workbook(io.BytesIO(exporters.summary(sa_pa.campaign, summary)))
    sheet = book["Xã, phường"]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert rows["Xã Tả Van"][2] == "Chờ nhận"
    assert rows["Xã Tả Van"][3].date() == dt.date(2020, 3, 5)
    assert [Decimal(str(value)) for value in rows["Xã Tả Van"][4:8]] == [Decimal("6.5"), Decimal("6.5"), 44, 44]
    assert rows["Xã Bản Hồ"][2] == "Chưa đăng ký, quá hạn 4 ngày"
    assert rows["Xã Mường Hoa"][2] == "Chờ nhận, trễ 3 ngày"
