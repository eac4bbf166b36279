"""The page of the law: a day's rows, where they were read, how sure they are."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

PAGE = "/phap-luat/"


@pytest.fixture
def mai(sa_pa, client):
    client.force_login(sa_pa.person("mai"))
    return client


def test_the_page_says_which_law_rules_and_how_much_of_it_is_unsure(mai):
    page = mai.get(PAGE).text
    assert "Pháp luật khen thưởng ngày 02/3/2020" in page or "Pháp luật khen thưởng ngày 2/3/2020" in page
    assert "Áp dụng chế độ R1, lương cơ sở 1.490.000 đồng/tháng (NĐ 38/2019/NĐ-CP)" in page
    assert "dòng chưa đối chiếu với văn bản gốc" in page
    assert "Cá nhân: 0,30 · 450.000 đồng" in page


def test_another_day_has_another_law(mai):
    page = mai.get(PAGE, {"ngay": "15/12/2025"}).text
    assert "Áp dụng chế độ R3, lương cơ sở 2.340.000 đồng/tháng" in page
    assert "phong trào do bộ, ban, ngành, tỉnh phát động từ 3 năm" in page
    assert "Chủ tịch UBND cấp huyện quyết định" not in page


def test_a_day_that_is_none_is_told_and_today_is_shown(mai):
    page = mai.get(PAGE, {"ngay": "31/02/2025"}).text
    assert "Ngày ghi chưa đúng nên trang dùng ngày hôm nay." in page
    assert "chế độ R1" in page


def test_a_day_before_every_law_is_said_so(mai):
    assert "Danh mục chưa có chế độ pháp luật cho ngày này." in mai.get(PAGE, {"ngay": "01/01/2009"}).text


def test_it_is_searched_without_accents_and_filtered_by_certainty(mai):
    page = mai.get(PAGE, {"tim": "bang khen cua thu tuong", "ngay": "15/12/2025"}).text
    assert "Bằng khen của Thủ tướng" in page
    assert "Giấy khen của Chủ tịch UBND xã" not in page
    assert "Không có hình thức nào như vậy." in mai.get(PAGE, {"tim": "không có đâu"}).text
    unsure = mai.get(PAGE, {"chac": "unconfirmed", "tim": "nhieu tinh"}).text
    assert "quy chế nhiều tỉnh" in unsure


def test_only_the_administrator_is_shown_the_way_to_correct_it(mai, sa_pa):
    address = reverse("admin:app_list", args=["emulation"])
    assert address not in mai.get(PAGE).text
    mai.force_login(sa_pa.person("nam"))
    assert address in mai.get(PAGE).text


def test_it_is_downloaded_with_every_source(mai):
    book = openpyxl.load_workbook(io.BytesIO(mai.get(f"{PAGE}excel/", {"ngay": "15/12/2025"}).content))
    assert book.sheetnames == ["Hình thức", "Điều kiện", "Tiền thưởng", "Biểu quyết", "Căn cứ"]
    rows = list(book["Điều kiện"].iter_rows(values_only=True))
    assert any(row[0] == "Cờ thi đua của UBND tỉnh" and row[3] == 3 and "Đ26.2" in row[-1] for row in rows)


def test_it_costs_the_same_whatever_the_day_holds(mai):
    mai.get(PAGE)
    counts = []
    for day in ("01/01/2009", "02/3/2020", "15/12/2025"):
        with CaptureQueriesContext(connection) as context:
            mai.get(PAGE, {"ngay": day})
        counts.append(len(context))
    assert counts[1] == counts[2] >= counts[0]
