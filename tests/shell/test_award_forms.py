"""Which award forms the law opens for the campaign, beside what its plan names."""

import pytest

PAGE = "/ke-hoach/hinh-thuc-khen/"


@pytest.fixture
def huy(sa_pa, client):
    client.force_login(sa_pa.person("huy"))
    return client


def test_the_plans_form_stands_open_and_what_was_not_read_is_said(huy):
    page = huy.get(PAGE).text
    assert "Hình thức khen thưởng khi tổng kết" in page
    assert "Theo chế độ R1 (ngày 02/3/2020)" in page or "Theo chế độ R1 (ngày 2/3/2020)" in page
    assert "Giấy khen" in page
    assert "Tiêu chuẩn theo chế độ R1 chưa nạp vào phần mềm: vẫn nhận, xin đối chiếu văn bản." in page


def test_under_the_law_of_2022_a_closed_form_says_why(huy):
    page = huy.get(PAGE, {"ngay": "15/12/2025"}).text
    assert "Không mở, và vì sao" in page
    assert "Cần phong trào do Chủ tịch nước hoặc Thủ tướng Chính phủ phát động từ 5 năm trở lên" in page
    assert "Không còn từ sau ngày 30/6/2025" in page


def test_the_flag_waits_for_the_final_review(huy):
    """Luật 06/2022 Đ26.2: the province's campaign above lasts five years; the flag comes at the final review only."""
    final, interim = (huy.get(PAGE, {"ngay": "15/12/2024", "dip": review}) for review in ("final", "interim"))

    def is_open(page) -> bool:
        return "CTDT" in [line.form.code for line in page.context["open"]]

    assert is_open(final)
    assert not is_open(interim)
    assert "đợt này là sơ kết" in interim.text


def test_nonsense_is_told_and_harmless(huy):
    page = huy.get(PAGE, {"ngay": "31/02/2025", "dip": "'\"<b>"})
    assert page.status_code == 200
    assert "Ngày ghi chưa đúng nên chưa dùng." in page.text
    assert "khi tổng kết" in page.text


def test_it_costs_the_same_whatever_is_open(huy, django_assert_max_num_queries):
    huy.get(PAGE)
    with django_assert_max_num_queries(18):
        huy.get(PAGE, {"ngay": "15/12/2025"})
