"""Which award forms the law opens in a campaign, and why others are closed (awards-law (b), Luật 06/2022)."""

import datetime as dt

import pytest

from emulation.regimes import selectors
from emulation.regimes.models import AwardCondition, AwardForm
from emulation.regimes.rules import Door, Launch

NATIONAL = Launch("state", 5, "phong trào của Thủ tướng 2021-2025")
NINH_BINH = Launch("province", 5, "phong trào của tỉnh 2021-2025")
BAC_GIANG = Launch("province", 3, "phong trào của tỉnh 2017-2020")
SA_PA = Launch("district", 0, "phong trào của thị xã 2020")

IN_2025 = dt.date(2025, 12, 15)

pytestmark = pytest.mark.django_db


def door(code: str, recipient: str, chain: list[Launch], review: str, on: dt.date = IN_2025) -> Door:
    return selectors.opening_of(AwardForm.objects.get(code=code), recipient, chain, review, on).door


@pytest.mark.parametrize(
    ("code", "recipient", "chain", "review", "open_"),
    [
        # Ninh Bình 2021-2025 carries out the Prime Minister's campaign (S1-24, S1-25)
        ("HCLD1", "collective", [NINH_BINH, NATIONAL], "final", True),
        ("HCLD1", "individual", [NINH_BINH, NATIONAL], "final", False),
        ("HCLD3", "collective", [NINH_BINH, NATIONAL], "interim", True),
        ("HCLD3", "individual", [NINH_BINH, NATIONAL], "final", True),
        ("HCLD3", "household", [NINH_BINH, NATIONAL], "final", False),
        ("BKTTG", "collective", [NINH_BINH, NATIONAL], "final", True),
        ("BKTTG", "household", [NINH_BINH, NATIONAL], "final", True),
        ("CTDCP", "collective", [NINH_BINH, NATIONAL], "final", True),
        ("CTDT", "collective", [NINH_BINH, NATIONAL], "final", True),
        ("CTDT", "collective", [NINH_BINH, NATIONAL], "interim", False),
        # a province's own campaign of less than five, of three years
        ("HCLD3", "collective", [BAC_GIANG], "final", False),
        ("BKTTG", "collective", [BAC_GIANG], "final", True),
        ("BKTTG", "collective", [BAC_GIANG], "yearly", False),
        ("CTDCP", "collective", [BAC_GIANG], "final", False),
        # a town's campaign of one year
        ("CTDT", "collective", [SA_PA], "final", False),
        ("BKT", "collective", [SA_PA], "final", True),
        ("GKX", "household", [SA_PA], "yearly", True),
    ],
)
def test_the_law_of_2022_opens_by_launcher_length_and_review(code, recipient, chain, review, open_):
    assert door(code, recipient, chain, review) is (Door.OPEN if open_ else Door.CLOSED)


def test_a_closed_form_says_who_should_have_launched_for_how_long_and_when():
    flag = AwardForm.objects.get(code="CTDT")
    (why,) = selectors.opening_of(flag, "collective", [SA_PA], "interim", IN_2025).why
    assert why == (
        "Cần phong trào do bộ, ban, ngành, tỉnh phát động từ 3 năm trở lên, chỉ xét khi tổng kết; "
        "phong trào này không thuộc phong trào như vậy; đợt này là sơ kết."
    )
    order = AwardForm.objects.get(code="HCLD3")
    why = selectors.opening_of(order, "collective", [BAC_GIANG], "final", IN_2025).why
    assert why[1].endswith("phong trào này kéo dài 3 năm tròn.")


def test_the_districts_certificate_is_closed_once_there_are_no_districts():
    assert door("GKH", "individual", [SA_PA], "final", dt.date(2025, 6, 30)) is Door.OPEN
    found = selectors.opening_of(AwardForm.objects.get(code="GKH"), "individual", [SA_PA], "final", IN_2025)
    assert found.door is Door.CLOSED
    assert found.why == ("Không còn từ sau ngày 30/6/2025 (Luật 06/2022 Đ80.2; không còn cấp huyện từ 01/7/2025).",)


def test_what_nobody_has_read_stays_open_with_a_warning():
    """R0 and R1: the ladder stood in circulars; S3's flag can be registered (awards-law (a))."""
    found = selectors.opening_of(
        AwardForm.objects.get(code="CTDT"), "collective", [SA_PA], "final", dt.date(2020, 11, 9)
    )
    assert found.door is Door.UNREAD
    assert found.why == ("Tiêu chuẩn theo chế độ R1 chưa nạp vào phần mềm: vẫn nhận, xin đối chiếu văn bản.",)
    assert door("CTDT", "household", [SA_PA], "final", dt.date(2020, 11, 9)) is Door.CLOSED, "a flag is for collectives"


def test_the_answer_comes_from_the_rows_and_not_from_code():
    AwardCondition.objects.filter(award_form__code="CTDT", regime__code="R3").update(lasting_years=6)
    assert door("CTDT", "collective", [NINH_BINH], "final") is Door.CLOSED
    assert door("CTDT", "collective", [NINH_BINH], "final", dt.date(2026, 12, 1)) is Door.OPEN, "R4's row is its own"


def test_all_forms_are_answered_in_three_statements(django_assert_num_queries):
    with django_assert_num_queries(3):
        found = list(selectors.openings([NINH_BINH, NATIONAL], "final", IN_2025))
    assert {(row.form.code, row.recipient) for row in found} >= {("HCLD3", "collective"), ("GKX", "household")}
    assert all(row.form.given_in_campaigns for row in found), "a yearly title is not given in a campaign"
