"""Chỉ thị 05/CT-UBND Bắc Giang 2017 - 2020: a directive of the Chairman, few days, a scored row without points."""

import datetime as dt
from decimal import Decimal

import pytest

from awards.quotas.services import allot
from awards.routes.models import AwardOffer, Route
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.clusters import services as clusters
from emulation.clusters.selectors.years import lacks_to_open
from emulation.people.models import Appointment, Role
from emulation.regimes.models import AwardForm
from emulation.territory.models import Unit
from emulation.territory.services import mark
from tests.support.plans import Plan, laid

COMMUNES, DISTRICTS, DEPARTMENTS = 209, 10, 3


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid("S4", django_db_blocker) as plan:
        yield plan


@pytest.fixture
def bac_giang(ground: Plan, db) -> Plan:
    return ground


@pytest.fixture
def shown(bac_giang):
    return bac_giang.read("plan")


def test_s4_01_a_directive_of_the_chairman(bac_giang, shown):
    head = shown.panel("Văn bản")
    assert "Chỉ thị 05/CT-UBND" in head
    assert "ngày 27 tháng 9 năm 2017" in head
    assert "Chủ tịch Ủy ban nhân dân tỉnh Bắc Giang" in head
    assert "Ký CHỦ TỊCH Nguyễn Văn Linh" in head
    assert "Lưu: VT, KGVX" in head
    assert "Quyết định số 1258/QĐ-TTg ngày 21/8/2017" in head


def test_s4_02_what_was_before_is_noted(shown):
    assert "giảm trên 2%; riêng huyện nghèo và các xã nghèo giảm 4% trở lên" in shown.row("Kết quả giai đoạn trước")[1]


def test_s4_07_every_level_and_body_writes_its_plan_without_a_day(bac_giang):
    text = "kế hoạch không quy định thời hạn"
    assert bac_giang.due("own_plan") == [("", dt.date(2020, 12, 31), text, COMMUNES + DISTRICTS + DEPARTMENTS)]


def test_s4_08_gifts_of_labour_mind_and_goods(bac_giang):
    giving = bac_giang.campaign.contribution_ways.get(key="giving")
    assert giving.name.startswith("Đóng góp công sức, trí tuệ, của cải vật chất")
    assert "trong và ngoài nước" in bac_giang.campaign.classes.get(key="enterprise").reach


def test_s4_09_training_is_tracked(bac_giang, shown):
    assert "nhất là các xã nghèo, xã miền núi" in shown.row("nhất là các xã nghèo, xã miền núi")[1]
    assert {row[3] for row in bac_giang.due("training")} == {DISTRICTS}


def test_s4_12_enterprises_and_cooperatives_take_part(bac_giang, shown):
    names = [part.name for part in bac_giang.campaign.classes.all()]
    assert "Tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã" in names
    assert "xuất khẩu lao động" in shown.panel("Quỹ, cách đóng góp; nhóm hộ theo dõi riêng")


def test_s4_13_supervision_with_people_taking_part(bac_giang, shown):
    assert "đảm bảo sự tham gia của người dân" in shown.row("Giám sát, phản biện")[1]
    assert {row[3] for row in bac_giang.due("supervision")} == {COMMUNES + DISTRICTS}


def test_s4_14_18_awards_rest_on_results_and_on_the_quota_from_above(bac_giang, shown):
    offer = AwardOffer.objects.get(campaign=bac_giang.campaign)
    assert (offer.recipients, offer.quota) == (["collective", "individual"], "theo phân bổ của cấp trên")
    assert "dựa trên kết quả của phong trào" in offer.standard
    assert "Số lượng: theo phân bổ của cấp trên" in shown.panel("Hình thức khen thưởng")


def test_s4_18_the_number_from_above_is_written_down_with_its_paper_and_shown(bac_giang, clock):
    clock(dt.date(2020, 11, 2))
    officer = User.objects.create(username="bac_giang.noivu")
    Appointment.objects.create(
        user=officer,
        office=bac_giang.office("interior_department"),
        role=Role.INTERIOR_OFFICER,
        title="Chuyên viên",
        valid_from=dt.date(2017, 9, 27),
    )
    allot(
        bac_giang.campaign,
        AwardForm.objects.get(code="BKTTG"),
        2020,
        allotted=12,
        issuer="Ban Thi đua - Khen thưởng Trung ương",
        document="Công văn 2145/BTĐKT",
        document_on=dt.date(2020, 9, 14),
        by=officer,
    )
    page = bac_giang.read("dossiers:quotas")
    assert page.row("Bằng khen của Thủ tướng")[1:5] == ["2020", "12", "0", "0"]
    assert "theo phân bổ của cấp trên (mục " in page.text


def test_s4_15_press_and_radio_make_it_known(bac_giang):
    assert bac_giang.owers("publicity") == {"Báo Bắc Giang", "Đài PT&TH tỉnh"}


def test_s4_16_the_expected_interim_and_the_final_review(bac_giang):
    everybody = COMMUNES + DISTRICTS + DEPARTMENTS
    assert bac_giang.due("interim_review") == [("2019", dt.date(2019, 3, 31), "dự kiến quý I/2019", everybody)]
    assert bac_giang.due("final_review") == [("2020", dt.date(2020, 12, 31), "quý IV/2020", everybody)]


def test_s4_17_the_result_is_a_scored_row_without_points(bac_giang, shown):
    (table,) = bac_giang.campaign.score_tables.all()
    (row,) = table.rows.all()
    assert row.points is None
    assert "Kết quả triển khai thực hiện phong trào thi đua: kế hoạch không cho điểm" in shown.text


def test_s4_19_21_evaluated_then_appraised_then_submitted(bac_giang):
    route = Route.objects.get(campaign=bac_giang.campaign, key="province_award")
    steps = [(step.act, step.office_roles) for step in route.steps.all()]
    assert steps == [
        ("appraise", ["standing_office"]), ("appraise", ["interior_department"]), ("council", ["council"]),
        ("decide", ["authority"]),
    ]  # fmt: skip
    upward = Route.objects.get(campaign=bac_giang.campaign, key="upward_award")
    assert (upward.submits_to, upward.steps.last().act) == ("cấp trên", "present")


def test_s4_19_the_labour_department_consolidates_both_reviews(bac_giang):
    for deadline, last in (
        ("interim_consolidation", dt.date(2019, 3, 31)),
        ("final_consolidation", dt.date(2020, 12, 31)),
    ):
        (duty,) = bac_giang.duties(deadline)
        assert (duty.office, duty.due_on) == (bac_giang.office("standing_office"), last)


def test_s4_17_the_row_gets_its_points_for_the_year_before_anybody_scores(bac_giang, clock):
    clock(dt.date(2018, 12, 1))
    campaign, interior = bac_giang.campaign, bac_giang.office("interior_department")
    officer = User.objects.create(username="bg.nv")
    Appointment.objects.create(
        user=officer, office=interior, role=Role.INTERIOR_OFFICER, title="Chuyên viên", valid_from=campaign.starts_on
    )
    made = clusters.create_year(campaign, 2018, name="Cụm huyện miền núi", kind="cluster", by=officer)
    (row,) = made.criteria.all()
    assert (row.text, row.max_points, row.clause) == ("Kết quả triển khai thực hiện phong trào thi đua", None, "4.3")
    assert f"Chưa ấn định điểm: {row.text}." in [problem.message for problem in lacks_to_open(made)]
    fixed = [clusters.Criterion(row.text, Decimal(100), id=row.pk)]
    with pytest.raises(Refused, match="Kế hoạch không ghi điểm"):
        clusters.set_criteria(made, fixed, basis="", by=officer)
    clusters.set_criteria(made, fixed, basis="Hướng dẫn số 5/HD-SNV", by=officer)
    assert made.criteria.get().max_points == 100


def test_s4_20_the_front_raises_the_fund(bac_giang):
    fund = bac_giang.campaign.contribution_ways.get(key="fund")
    assert (fund.name, fund.role_keys) == ("Quỹ “Vì người nghèo”", ["front"])


def test_s4_21_the_councils_standing_body_urges_and_checks(bac_giang, shown):
    assert "Phần việc: thường trực Hội đồng TĐKT" in shown.panel("Nhiệm vụ của các cơ quan")
    assert bac_giang.owers("checking") == {"Sở Nội vụ"}


def test_s4_22_marks_of_units_are_those_the_directive_names(bac_giang):
    target = bac_giang.campaign.targets.get(key="rate_fall_marked")
    assert target.marks == ["programme_135", "poor_district"]


def test_s4_22_a_poor_commune_is_marked_as_such_and_is_no_commune_of_programme_135(bac_giang):
    poor = Unit.objects.filter(level="commune", province=bac_giang.campaign.unit).first()
    row = mark(poor, "poor_commune", valid_from=dt.date(2017, 1, 1), legal_basis="Quyết định 1/QĐ-TTg", by=None)
    assert str(row).endswith("xã nghèo")
    listed = bac_giang.read("/don-vi/?dien=poor_commune&ngay=1/6/2018")
    assert poor.name in listed.text
    assert "Diện Xã nghèo" in listed.text or "xã nghèo" in listed.text
    assert poor.name not in bac_giang.read("/don-vi/?dien=poor_district&ngay=1/6/2018").text
    assert poor not in Unit.objects.filter(marks__mark__in=["programme_135", "poor_district"])


def test_there_is_no_yearly_report(bac_giang):
    assert not bac_giang.campaign.deadlines.filter(kind="report").exists()


@pytest.mark.parametrize(
    ("fact", "key", "condition", "span"),
    [
        ("S4-03", "rate_fall", "at_least", "average"),
        ("S4-04", "rate_fall_marked", "at_least", "average"),
        ("S4-05", "rate_left", "left_between", "by_end_of"),
        ("S4-06", "unit_each_year", "meets_plan", "each_year"),
        ("S4-06", "unit_whole", "meets_plan", "whole"),
        ("S4-10", "temporary_houses", "about_none", "by_end_of"),
        ("S4-11", "loan_considered", "at_least", "by_end_of"),
    ],
)
def test_s4_03_04_05_06_10_11_targets_and_their_times(bac_giang, fact, key, condition, span):
    target = bac_giang.campaign.targets.get(key=key)
    assert (target.condition, target.span, target.last_year) == (condition, span, 2020), fact


def test_the_campaign_comes_back_whole(bac_giang):
    bac_giang.comes_back_whole()
