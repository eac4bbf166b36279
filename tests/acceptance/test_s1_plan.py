"""Kế hoạch Ninh Bình 2021 - 2025: what is due from whom when, by what routes, for which awards."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from awards.criteria.models import Criterion
from awards.decisions.selectors import offers_naming_payers, payer_for
from awards.dossiers import services as dossiers
from awards.dossiers.selectors import missing
from awards.routes.models import AwardOffer, Route
from campaign_portal.foundation.models import User
from emulation.clusters import services as clusters
from emulation.clusters.selectors.years import candidates
from emulation.duties.models import Duty
from emulation.people.models import Appointment, Party, Role
from emulation.people.services.offices import leadership_office
from emulation.regimes.models import AwardForm
from emulation.territory.models import Unit
from tests.support.plans import Plan, laid

COMMUNES, DISTRICTS, DEPARTMENTS = 143, 8, 4


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid("S1", django_db_blocker) as plan:
        yield plan


@pytest.fixture
def ninh_binh(ground: Plan, db) -> Plan:
    return ground


@pytest.fixture
def shown(ninh_binh):
    return ninh_binh.read("plan")


def test_s1_01_name_bases_and_signature(shown):
    head = shown.panel("Văn bản")
    assert "“Vì người nghèo - Không để ai bị bỏ lại phía sau”" in shown.text
    assert "Căn cứ Quyết định số 666/QĐ-TTg ngày 02/6/2022 của Thủ tướng Chính phủ" in head
    assert "Viện dẫn trong mục đích Nghị quyết số 09-NQ/TU ngày 26/11/2021" in head
    assert "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Tống Quang Thìn" in head
    assert "Lưu: VT, VP6,7" in head


def test_s1_04_reviews_each_year_and_the_tags_followed_apart(ninh_binh, shown):
    assert [row[:2] for row in ninh_binh.due("review")] == [
        (f"{year}-M12", dt.date(year, 12, 31)) for year in range(2022, 2026)
    ]
    assert {row[3] for row in ninh_binh.due("review")} == {COMMUNES}
    tags = [tag.key for tag in ninh_binh.campaign.household_tags.all()]
    assert tags == ["social_protection", "merit", "no_labour"]
    assert "theo địa chỉ, theo nguyên nhân, theo nguyện vọng" in shown.row("Nguyên tắc thực hiện")[1]


def test_s1_05_the_peak_month_each_year_and_the_fund(ninh_binh):
    timeline = ninh_binh.read("timeline")
    assert len([row for row in timeline.rows if "Tháng cao điểm “Vì người nghèo”" in " ".join(row)]) == 4
    fund = ninh_binh.campaign.contribution_ways.get(key="gratitude_fund")
    assert (fund.name, fund.is_fund) == ("Quỹ “Đền ơn đáp nghĩa và an sinh xã hội”", True)


def test_s1_06_officials_help_places_and_party_members_help_households(shown):
    row = shown.row("Phân công giúp đỡ")
    assert "giúp đỡ các huyện, xã hoặc thôn khó khăn; cấp ủy, tổ chức đảng, chính quyền và đảng viên" in row[1]


@pytest.mark.parametrize(
    ("fact", "group", "key", "begins", "how"),
    [
        ("S1-07", "department", "guidance", "Tham mưu, triển khai thực hiện và hoàn thành có chất lượng", "judged"),
        ("S1-08", "department", "resources", "Chủ động, tích cực huy động nguồn lực", "judged"),
        ("S1-08", "department", "contributions", "Có đóng góp đã huy động", "gifts_recorded"),
        ("S1-09", "district", "plan", "Xây dựng và triển khai có hiệu quả chương trình", "judged"),
        ("S1-09", "district", "money", "Phân bổ, sử dụng và quyết toán kinh phí đúng quy định", "judged"),
        ("S1-10", "district", "reports", "Thực hiện nghiêm túc chế độ báo cáo", "reports_on_time"),
        ("S1-11", "district", "fall", "Chủ động, tích cực huy động các nguồn lực", "targets_met"),
        ("S1-12", "district", "initiatives", "Có nhiều giải pháp, sáng kiến hiệu quả", "judged"),
        ("S1-13", "commune", "plan", "Triển khai có hiệu quả chương trình", "judged"),
        ("S1-13", "commune", "money", "Sử dụng và quyết toán kinh phí đúng quy định", "judged"),
        ("S1-13", "commune", "reports", "Thực hiện nghiêm túc chế độ báo cáo", "reports_on_time"),
        ("S1-14", "commune", "capital", "Tích cực huy động các nguồn lực trong xã hội", "judged"),
        ("S1-15", "commune", "fall", "Trong giai đoạn 2021 - 2025, giảm tỷ lệ hộ nghèo", "targets_met"),
        ("S1-16", "hamlet", "policies", "Triển khai thực hiện có hiệu quả chính sách", "judged"),
        ("S1-16", "hamlet", "capital", "Xây dựng được quy chế quản lý", "judged"),
        ("S1-17", "hamlet", "living", "Đảm bảo điều kiện sống, thu nhập", "judged"),
        ("S1-18", "hamlet", "fall", "Giảm tỷ lệ hộ nghèo, hộ cận nghèo tại thôn", "targets_met"),
        ("S1-19", "poor_household", "registered", "Có ý thức, trách nhiệm", "registered_to_escape"),
        ("S1-20", "near_poor_household", "initiative", "Có sáng kiến, cách làm hay", "judged"),
        ("S1-21", "poor_household", "loan", "Sử dụng vốn vay Ngân hàng Chính sách xã hội", "judged"),
        ("S1-22", "official", "effort", "Cán bộ, công chức, viên chức nỗ lực công tác", "judged"),
        ("S1-23", "enterprise", "contributions", "Có đóng góp cụ thể, thiết thực", "gifts_recorded"),
        ("S1-23", "business_person", "linked_production", "Tổ chức liên kết trong sản xuất", "judged"),
        ("S1-23", "bank", "credit", "Ngân hàng hoặc các tổ chức tín dụng", "judged"),
    ],
)
def test_s1_07_to_23_each_criterion_is_measured_or_judged_as_the_plan_words_it(
    ninh_binh, fact, group, key, begins, how
):
    criterion = Criterion.objects.get(group__campaign=ninh_binh.campaign, group__key=group, key=key)
    assert criterion.text.startswith(begins), fact
    assert (criterion.measure or criterion.nature) == how


def test_s1_21_a_household_is_not_proposed_without_the_banks_paper(ninh_binh, clock):
    clock(dt.date(2025, 8, 1))
    commune = Unit.objects.filter(level="commune", province=ninh_binh.campaign.unit).first()
    officer = User.objects.create(username="ninh_binh.canboxa")
    office = leadership_office(commune, dt.date(2025, 6, 1))
    Appointment.objects.create(
        user=officer, office=office, role=Role.COMMUNE_OFFICER, title="Công chức", valid_from=dt.date(2022, 1, 1)
    )
    party = Party.objects.create(kind=Party.Kind.HOUSEHOLD, unit=commune, name="Hộ Đinh Văn Bình")
    route = Route.objects.get(campaign=ninh_binh.campaign, key="province_award")
    submission = dossiers.start_submission(ninh_binh.campaign, route, office, officer)
    part = ninh_binh.campaign.classes.get(key="poor_household")
    dossier = dossiers.add_nominee(submission, party, part, officer)
    loan = Criterion.objects.get(group__campaign=ninh_binh.campaign, group__key="poor_household", key="loan")
    lack = "thiếu Giấy xác nhận của Ngân hàng Chính sách xã hội cho tiêu chuẩn “Sử dụng vốn vay"
    assert any(lack in problem.message for problem in missing(submission))
    dossiers.add_evidence(dossier, loan, text="Hộ không vay vốn", not_applicable=True, by=officer)
    assert not any(lack in problem.message for problem in missing(submission))


@pytest.mark.parametrize(
    ("fact", "key", "forms", "rounds", "payer"),
    [
        ("S1-24", "labour_order", ["HCLD3"], ["final"], "Quỹ thi đua, khen thưởng của tỉnh"),
        ("S1-24", "prime_minister", ["BKTTG"], ["final"], "Quỹ thi đua, khen thưởng của tỉnh"),
        ("S1-25", "province", ["BKT"], ["final"], "Quỹ thi đua, khen thưởng của tỉnh"),
        ("S1-26", "own_power", ["GKS", "GKH", "GKX"], ["interim", "final"], "của các cơ quan, đơn vị, địa phương"),
        ("S1-27", "yearly", [], ["yearly"], "của các cơ quan, đơn vị, địa phương"),
    ],
)
def test_s1_24_to_27_award_forms_their_rounds_and_who_pays(ninh_binh, fact, key, forms, rounds, payer):
    offer = AwardOffer.objects.get(campaign=ninh_binh.campaign, key=key)
    assert (offer.form_codes, offer.rounds) == (forms, rounds), fact
    assert payer in offer.paid_by


def test_s1_25_the_provinces_award_is_for_those_who_finished_early_at_the_final_only(shown):
    row = shown.row("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "chỉ khi tổng kết")
    assert "hoàn thành sớm các tiêu chí của Chương trình mục tiêu quốc gia giảm nghèo bền vững" in row[0]
    assert row[1] == "tập thể, hộ gia đình, cá nhân"


def test_s1_24_25_what_the_law_opens_at_the_final_review_stands_beside_the_plans_forms(ninh_binh):
    final = ninh_binh.read("/ke-hoach/hinh-thuc-khen/?ngay=15/12/2025&dip=final")
    for form, clause in (
        ("Huân chương Lao động hạng Ba", "Huân chương Lao động (mục III.2.a, V.2)"),
        ("Bằng khen của Thủ tướng", "Bằng khen của Thủ tướng Chính phủ (mục III.2.a, V.2)"),
        ("Bằng khen của Chủ tịch UBND tỉnh", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh (mục III.2.b, V.2)"),
    ):
        row = final.row(form, clause)
        assert row[1].startswith("✓ Mở"), form
    gone = final.row("Giấy khen", "Chủ tịch UBND cấp huyện quyết định")
    assert gone[1].startswith("○ Không mở Không còn từ sau ngày 30/6/2025")


def test_s1_27_36_plans_and_launch_are_due_before_10_august_2022(ninh_binh):
    assert ninh_binh.due("own_plan") == [
        ("2022", dt.date(2022, 8, 9), "trước 10/8/2022", COMMUNES + DISTRICTS + DEPARTMENTS)
    ]
    assert {"Huyện", "Thành phố", "Xã", "Phường", "Thị trấn", "Sở Nội vụ"} <= ninh_binh.owers("own_plan")


def test_s1_28_every_unit_reviews_midway_in_2023(ninh_binh):
    assert ninh_binh.due("interim_review") == [
        ("2023", dt.date(2023, 12, 31), "năm 2023", COMMUNES + DISTRICTS + DEPARTMENTS)
    ]
    deadline = ninh_binh.campaign.deadlines.get(key="interim_review")
    assert "Có thể lồng ghép với sơ kết, tổng kết hàng năm" in deadline.content


def test_s1_29_the_province_holds_the_final_review_in_2025(ninh_binh):
    assert ninh_binh.due("final_review") == [("2025", dt.date(2025, 12, 31), "năm 2025", 1)]
    assert ninh_binh.duties("final_review").get().office == ninh_binh.office("authority")


def test_s1_30_conference_money_and_the_estimate_of_the_labour_department(ninh_binh, shown):
    assert len([row for row in shown.rows if row and row[0] == "Kinh phí tổ chức"]) == 2
    (estimate,) = ninh_binh.duties("estimate")
    assert (estimate.office, estimate.receiver) == (
        ninh_binh.office("labour_department"), ninh_binh.office("authority")
    )  # fmt: skip


def test_s1_31_who_pays_stands_with_each_form(shown):
    assert shown.row("Huân chương Lao động", "Chủ tịch nước")[4] == "Quỹ thi đua, khen thưởng của tỉnh"
    money = shown.row("Kinh phí khen thưởng")
    assert "quỹ thi đua, khen thưởng của tỉnh" in money[1]


@pytest.mark.parametrize(
    ("form", "office", "payer"),
    [
        ("BKT", "authority", "Quỹ thi đua, khen thưởng của tỉnh"),
        ("BKTTG", "authority", "Quỹ thi đua, khen thưởng của tỉnh"),
        ("GKS", "labour_department", "Quỹ thi đua, khen thưởng của Sở Lao động - Thương binh và Xã hội tỉnh Ninh Bình"),
    ],
)
def test_s1_31_a_draft_decision_starts_with_the_plans_payer(ninh_binh, form, office, payer):
    offers = offers_naming_payers(ninh_binh.campaign, AwardForm.objects.get(code=form))
    assert payer_for(offers, ninh_binh.office(office)) == payer


def test_s1_32_33_the_labour_department_receives_then_the_interior_department_appraises(ninh_binh):
    route = Route.objects.get(campaign=ninh_binh.campaign, key="province_award")
    steps = [(step.act, step.office_roles, step.decides) for step in route.steps.all()]
    assert steps[0] == (
        "appraise", ["labour_department"], "thẩm định thành tích của các tập thể, hộ gia đình, cá nhân"
    )  # fmt: skip
    assert steps[1] == ("appraise", ["standing_office"], "thẩm định hồ sơ khen thưởng")
    assert [step[0] for step in steps[2:]] == ["council", "decide"]
    assert route.steps.get(act="council").set_by.endswith("kế hoạch không ghi bước này")
    assert (route.sets_of_papers, route.papers.count()) == (None, 0)


def test_s1_32_state_awards_go_on_upward(ninh_binh):
    routes = Route.objects.filter(campaign=ninh_binh.campaign).exclude(submits_to="")
    assert {route.submits_to: route.steps.last().act for route in routes} == {
        "Thủ tướng Chính phủ": "present", "Chủ tịch nước": "present",
    }  # fmt: skip


def test_s1_33_inspection_goes_with_the_programmes_each_year(ninh_binh):
    assert [row[0] for row in ninh_binh.due("inspection")] == ["2022", "2023", "2024", "2025"]
    assert {duty.office for duty in ninh_binh.duties("inspection")} == {ninh_binh.office("labour_department")}


@pytest.mark.parametrize(
    ("fact", "deadline", "office"),
    [("S1-34", "publicity", "information_department"), ("S1-35", "supervision", "front")],
)
def test_s1_34_35_publicity_and_supervision_are_tracked_without_a_day(ninh_binh, fact, deadline, office):
    (duty,) = ninh_binh.duties(deadline)
    assert (duty.kind, duty.office, duty.due_text) == (
        "task", ninh_binh.office(office), "kế hoạch không quy định thời hạn"
    ), fact  # fmt: skip


def test_s1_36_proposals_wait_for_the_final_review(ninh_binh):
    assert ninh_binh.due("proposals") == [
        ("2025", dt.date(2025, 12, 31), "dịp tổng kết, năm 2025", DISTRICTS + DEPARTMENTS)
    ]
    assert not ninh_binh.duties("proposals").filter(obligatory=True).exists()


def test_s1_37_reports_are_due_before_30_november_of_every_year(ninh_binh, shown):
    assert ninh_binh.due("yearly_report") == [
        (str(year), dt.date(year, 11, 29), f"trước 30/11/{year}", DISTRICTS + DEPARTMENTS) for year in range(2022, 2026)
    ]
    row = shown.row("Báo cáo tình hình, kết quả tổ chức thực hiện Phong trào thi đua")
    assert row[0] == "trước 30/11/2022, hằng năm đến 2025"
    assert row[3] == "UBND tỉnh (qua Sở Nội vụ)"


def test_s1_37_a_report_falls_before_the_years_review_closes_and_neither_waits_for_the_other(ninh_binh):
    """Silent point 1: the report stands on provisional figures."""
    report = ninh_binh.duties("yearly_report").filter(period="2023").first()
    review = ninh_binh.duties("review").filter(period="2023-M12").first()
    assert report.due_on < review.due_on


def test_s1_38_amendments_go_to_the_interior_department_and_the_province_decides(shown):
    row = shown.row("Điều chỉnh, bổ sung")
    assert row[2] == "Sở Nội vụ cùng Sở LĐ-TB&XH UBND tỉnh quyết định"


def test_s1_38_the_interior_department_drafts_an_amendment_the_province_decides_the_old_text_stays(ninh_binh, clock):
    old, new = ninh_binh.amended(clock, dt.date(2023, 3, 1))
    assert (old.state, new.state, new.document_number) == ("amended", "launched", "77/QĐ-UBND")
    assert "Đã sửa đổi bởi Quyết định số 77/QĐ-UBND ngày 01/3/2023" in ninh_binh.read("plan").text


def test_s1_39_the_blocks_take_part(ninh_binh):
    (block,) = ninh_binh.campaign.clusters.all()
    assert (block.kind, block.name) == ("block", "Các khối thi đua của tỉnh")


def test_s1_39_departments_and_districts_are_scored_in_a_block(ninh_binh, clock):
    """Blocks mix offices and districts: a district's duty lies at its committee."""
    clock(dt.date(2023, 12, 1))
    campaign, officer = ninh_binh.campaign, ninh_binh.officer()
    Appointment.objects.filter(user=officer).update(role=Role.INTERIOR_OFFICER)
    block = clusters.create_year(
        campaign, 2023, name="Khối thi đua số 1", kind="block", cluster=campaign.clusters.get(), by=officer
    )
    found = candidates(block)
    parties = [*[one for one in found if one.kind == "unit"][:2], *[one for one in found if one.kind == "office"][:2]]
    clusters.set_members(block, clusters.Membership(parties, head=parties[0], deputy=parties[2]), by=officer)
    clusters.set_criteria(block, [clusters.Criterion("Kết quả", Decimal(100))], basis="HD 1/HD-SNV", by=officer)
    days = dict.fromkeys(("self_due_on", "cross_due_on", "final_due_on"), dt.date(2023, 12, 10))
    clusters.edit_year(block, name=block.name, council_member=None, **days, by=officer)
    clusters.open_scoring(block, by=officer)
    owed = Duty.objects.filter(kind="self_score", campaign_key=campaign.key)
    assert {duty.office.function for duty in owed.filter(unit__level="district")} == {"leadership"}
    assert {duty.office for duty in owed.filter(unit__level="province")} == {party.office for party in parties[2:]}


def test_s1_02_two_thirds_fewer_poor_households_against_2021(ninh_binh, shown):
    goal = ninh_binh.campaign.targets.get(key="poor_households").goal
    assert (goal.low, goal.base_year, goal.last_year) == (Fraction(2, 3), 2021, 2025)
    assert "giảm 2/3 so với cuối năm 2021" in shown.row("số hộ nghèo của toàn tỉnh giảm 2/3")[1]


def test_s1_03_each_named_preference_is_a_target(ninh_binh):
    enjoyed = ninh_binh.campaign.targets.filter(key__startswith="enjoys_")
    assert enjoyed.count() == 12
    assert {int(target.low) for target in enjoyed} == {100}


@pytest.mark.parametrize(
    ("scope", "spans"),
    [
        ("each_district", {"each_year", "whole"}),
        ("each_commune", {"each_year"}),
        ("each_hamlet", {"each_year"}),
    ],
)
def test_s1_11_15_18_falls_go_by_the_plan_of_each_unit(ninh_binh, scope, spans):
    targets = [target for target in ninh_binh.campaign.targets.all() if target.scopes == [scope]]
    assert {target.indicator.key for target in targets} == {"poverty_rate_fall", "near_poverty_rate_fall"}
    assert {target.span for target in targets} == spans
    assert {target.condition for target in targets} == {"meets_plan"}


def test_the_campaign_comes_back_whole(ninh_binh):
    ninh_binh.comes_back_whole()
