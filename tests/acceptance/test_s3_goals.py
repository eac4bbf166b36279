"""Kế hoạch Sa Pa 2020, its head and parts I and II: what it is, and what is to be reached."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from demo.cast import CAST
from emulation.duties.models import Duty
from emulation.targets import rules
from emulation.targets.models import Target
from emulation.targets.rules import Verdict
from reporting.reports.rules import FIGURES, more_than_eligible, too_many_eligible
from tests.acceptance.page import Page
from tests.reporting import story

NAME = "Cải thiện và từng bước nâng cao điều kiện sống của các hộ nghèo, hộ cận nghèo, người dân tộc thiểu số"
LAO_CAI = "Lào Cai xây dựng nông thôn mới và Giảm nghèo bền vững"


def target(sa_pa, key: str) -> Target:
    return sa_pa.campaign.targets.select_related("indicator").get(key=key)


def verdict(found: Target, result: Fraction | Decimal | int, plan: Decimal | None = None) -> Verdict:
    """How a year's end result would be judged."""
    planned = None if plan is None else Fraction(plan)
    return rules.evaluate(found.condition, found.low, found.high, Fraction(result), plan=planned).verdict


# --- What paper it is -------------------------------------------------------------------------------------------------


def test_s3_01_the_plan_is_named_based_and_signed_as_issued(plan):
    paper = plan.panel("Văn bản")
    assert f"“{NAME}”. Thị xã Sa Pa" in plan.text
    assert "Kế hoạch (chưa có số) KH-UBND" in paper
    assert "tháng 02 năm 2020" in paper
    assert "trên địa bàn thị xã Sa Pa năm 2020" in paper
    assert "Căn cứ Quyết định số 17/2016/QĐ-UBND ngày 21/3/2016 của UBND tỉnh Lào Cai" in paper
    assert f"Phong trào cấp trên “{LAO_CAI}”, 2016 - 2020 (cấp tỉnh)" in paper
    assert "Ký TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH Lê Tân Phong" in paper
    assert paper.split("Nơi nhận ")[1].startswith("Sở LĐ-TB&XH; Sở Nội vụ; Các Sở, Ban, Ngành được tỉnh phân công")
    assert "LĐVP, CV Thanh; Lưu: VT, VPĐP" in paper


@pytest.mark.parametrize("username", [person.username for person in CAST])
def test_s3_01_everybody_who_takes_part_reads_it(read, username):
    assert read(username, "plan").text.startswith(f"Kế hoạch phong trào “{NAME}”. Thị xã Sa Pa")


def test_s3_01_papers_of_the_campaign_cite_it(november):
    from awards.dossiers import documents
    from awards.dossiers.selectors import loaded_submissions
    from campaign_portal.foundation import paper

    submission = loaded_submissions().get(pk=november.prepared().pk)
    letter = Page(paper.to_html(documents.submission_letter(submission))).text
    assert "Căn cứ Kế hoạch tháng 02 năm 2020 của Ủy ban nhân dân thị xã Sa Pa" in letter


def test_s3_07_sectors_are_to_make_detailed_plans_with_figures_of_their_own(plan):
    asked = "Các cấp, các ngành xây dựng kế hoạch chi tiết các hoạt động, chỉ tiêu về giảm nghèo theo lĩnh vực ngành"
    assert asked in plan.panel("Yêu cầu")


def test_s3_07_the_standing_office_sees_which_sector_has_its_plan_and_what_it_sets_itself(sa_pa, as_, read):
    duty = Duty.objects.get(deadline_key="sector_plans", office=sa_pa.office("education_office"))
    line = {"dong-heading": "Giáo dục", "dong-text": "Học sinh hộ nghèo được miễn học phí", "dong-quantity": "100"}
    client = as_("education.office")
    client.post(reverse("duties:line", args=[duty.pk]), line | {"dong-unit_of_measure": "%"})
    scan = SimpleUploadedFile("ke hoach.pdf", b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF")
    paper = {"number": "14/KH-PGDĐT", "date": "02/3/2020", "title": "Giảm nghèo về giáo dục", "signer": "Trưởng phòng"}
    client.post(reverse("duties:paper", args=[duty.pk]), paper | {"scan": scan})
    page = read("thanh", "duties:index", tim="phong giao duc")
    assert page.row("Phòng Giáo dục")[1:5] == [
        "✓ Đúng hạn", "02/3/2020", "14/KH-PGDĐT, 02/3/2020", "1 tiêu chí, chỉ tiêu riêng",
    ]  # fmt: skip
    assert "Học sinh hộ nghèo được miễn học phí 100 %" in read("thanh", "duties:paper", duty.pk).text
    assert "1 trên 14 xong" in read("mai", "timeline").row("Kế hoạch chi tiết của ngành")[4]


# --- Targets of the town ----------------------------------------------------------------------------------------------


def test_s3_02_the_town_falls_by_five_points_and_more(sa_pa, read, hand_in):
    hand_in("Tả Van", "Mường Hoa")
    row = read("long", "targets:index").row("Giảm tỷ lệ hộ nghèo toàn thị xã từ 5 điểm % trở lên")
    assert "(mục II.1)" in row[0]
    assert row[1] == "từ 5,00 điểm %"
    assert Decimal(row[2].replace(",", ".")) > 0
    found = target(sa_pa, "rate_fall")
    assert verdict(found, Fraction(5)) == Verdict.MET
    assert verdict(found, Fraction("4.999")) == Verdict.FAILED


def test_s3_03_communes_building_new_rural_beat_the_plan_by_30_to_40_percent(sa_pa, read, hand_in):
    hand_in("Tả Van", "Trung Chải")
    page = read("thanh", "targets:index")
    row = page.row("Các xã xây dựng nông thôn mới giảm tỷ lệ hộ nghèo vượt kế hoạch thị xã giao từ 30 - 40%")
    assert row[1] == "vượt kế hoạch 30–40%"
    assert row[2] == "1 / 8 xã"
    assert "NTM" in page.row("Xã Tả Van")[0]
    assert "NTM" not in page.row("Xã Trung Chải")[0]
    found = target(sa_pa, "rate_fall_new_rural")
    results = {Fraction("1.29"): Verdict.FAILED, Fraction("1.3"): Verdict.MET, Fraction("1.41"): Verdict.EXCEEDED}
    for beaten, said in results.items():
        assert verdict(found, Fraction("6.5") * beaten, Decimal("6.5")) == said, beaten


def test_s3_04_relapse_stays_under_one_percent_of_all_households(sa_pa, read, hand_in):
    hand_in("Tả Van")
    row = read("long", "targets:index").row("Tỷ lệ tái nghèo bình quân dưới 1%/năm")
    assert "hộ tái nghèo trên tổng số hộ dân cư của địa bàn" in row[0]
    assert row[1] == "dưới 1,00%"
    assert row[2].endswith("%")
    found = target(sa_pa, "relapse")
    assert verdict(found, Fraction("0.99")) == Verdict.MET
    assert verdict(found, 1) == Verdict.FAILED, "under, not up to"


def test_s3_05_near_poor_households_fall_by_more_than_a_hundred(sa_pa, read, hand_in):
    hand_in("Tả Van", "Mường Hoa")
    row = read("long", "targets:index").row("Giảm trên 100 hộ cận nghèo")
    assert row[1] == "trên 100 hộ"
    found = target(sa_pa, "near_poor_fall")
    assert verdict(found, 101) == Verdict.MET
    assert verdict(found, 100) == Verdict.FAILED, "more than, not from"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("policy_health", "được hưởng đầy đủ chính sách y tế"),
        ("policy_loan", "được vay vốn ưu đãi"),
        ("policy_other", "được hưởng đầy đủ các chính sách hỗ trợ khác"),
    ],
)
def test_s3_06_each_policy_reaches_everybody_who_is_eligible(sa_pa, clock, read, key, text):
    clock(story.JUNE_25)
    story.sent(sa_pa, sa_pa.ta_van, **{key: story.Typed(433, 434)})
    row = read("thanh", "targets:index").row(f"100% hộ nghèo, hộ cận nghèo, người nghèo {text}")
    assert row[1:3] == ["từ 100,00%", "99,77%"]
    assert "Chưa đủ" in row[3]
    assert verdict(target(sa_pa, key), 100) == Verdict.MET
    assert verdict(target(sa_pa, key), Fraction(433, 434) * 100) == Verdict.FAILED


def test_s3_06_poor_persons_of_no_poor_household_are_counted_by_head(sa_pa, clock, read):
    clock(story.JUNE_25)
    story.sent(sa_pa, sa_pa.ta_van, policy_health_persons=story.Typed(7, 8))
    row = read("thanh", "targets:index").row("100% người nghèo không thuộc hộ nghèo, hộ cận nghèo", "chính sách y tế")
    assert row[1:3] == ["từ 100,00%", "87,50%"]
    assert "Chưa đủ" in row[3]
    said = FIGURES["policy_health_persons"]
    assert (said.unit, too_many_eligible(said, 900, {"poor": 1, "near_poor": 1})) == ("người", "")
    assert "9 trên 8 người đủ điều kiện" in more_than_eligible(said, 9, 8)
