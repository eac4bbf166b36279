"""Kế hoạch Châu Thành 2021 - 2025: what its file makes the product say and ask (III-ND Nội dung, III-TC Tiêu chuẩn)."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.criteria.models import Criterion
from campaign_portal.foundation.models import User
from emulation.clusters.models import ScoreSheet
from emulation.clusters.permissions import breaks_ties
from emulation.duties.models import Duty
from emulation.duties.services import record_paper
from emulation.exemplars import services as exemplars
from emulation.people.models import Appointment, Role
from emulation.people.services import leadership_office, party_of_unit
from emulation.territory.models import Unit
from reporting.reports import services
from reporting.reports.models import ReportRequest
from tests.emulation.clusters.stage import DECEMBER_1, FULL, Stage
from tests.support.plans import Plan, laid


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid("S0", django_db_blocker) as plan:
        yield plan


@pytest.fixture
def chau_thanh(ground: Plan, db) -> Plan:
    return ground


@pytest.fixture
def shown(chau_thanh):
    return chau_thanh.read("plan")


def test_s0_01_name_years_signature_and_recipients(shown):
    head = shown.panel("Văn bản")
    assert "“Châu Thành chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”" in shown.text
    assert "từ 01/01/2021 đến 31/12/2025" in shown.text
    assert "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Nguyễn Văn Mỹ" in head
    assert "Lưu: VT, B" in head


def test_s0_02_the_provinces_plan_is_basis_and_parent(chau_thanh, shown):
    head = shown.panel("Văn bản")
    assert "Kế hoạch số 150/KH-UBND ngày 06/10/2021 của Ủy ban nhân dân tỉnh Sóc Trăng" in head
    assert "“Sóc Trăng chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”, 2021 - 2025 (cấp tỉnh)" in head
    assert chau_thanh.campaign.parent_citation == "kh_150_2021"


def test_s0_03_participants_and_who_has_criteria_besides(chau_thanh, shown):
    classes = {part.key: part.joins for part in chau_thanh.campaign.classes.all()}
    assert set(classes) == {
        "department", "commune", "hamlet", "household_not_poor", "poor_household", "near_poor_household",
        "newly_escaped_household", "official", "enterprise", "cooperative", "business_household", "individual",
    }  # fmt: skip
    assert classes["individual"] == "award_only"
    taking_part = chau_thanh.campaign.participants.filter(participant_class__key="commune").count()
    assert taking_part == 8
    assert "Ấp" in shown.panel("Đối tượng thi đua, khen thưởng")


@pytest.mark.parametrize(
    ("fact", "group", "key", "begins", "how"),
    [
        ("S0-06", "department", "policies", "Triển khai thực hiện có hiệu quả các chính sách", "judged"),
        ("S0-06", "department", "review", "Chủ động, tích cực nghiên cứu, rà soát, kiến nghị", "judged"),
        ("S0-06", "department", "resources", "Chủ động, tích cực huy động nguồn lực", "judged"),
        ("S0-07", "commune", "programme", "Triển khai có hiệu quả chương trình, kế hoạch", "judged"),
        ("S0-08", "commune", "money", "Sử dụng nguồn kinh phí đúng mục đích", "judged"),
        ("S0-09", "commune", "reports", "Thực hiện nghiêm túc chế độ báo cáo", "reports_on_time"),
        ("S0-10", "commune", "capital", "Tích cực huy động các nguồn lực trong xã hội", "judged"),
        ("S0-11", "commune", "fall", "Giảm tỷ lệ hộ nghèo trên địa bàn hàng năm đạt từ 2% - 3%/năm", "targets_met"),
        ("S0-12", "hamlet", "sharing", "Hỗ trợ vốn, chia sẻ kinh nghiệm, kỹ thuật", "judged"),
        ("S0-12", "hamlet", "resources", "Huy động có hiệu quả nguồn lực từ nhân dân", "judged"),
        ("S0-12", "hamlet", "services", "Tạo điều kiện cho người nghèo trên địa bàn", "judged"),
        ("S0-13", "hamlet", "fall", "Giảm tỷ lệ hộ nghèo trên địa bàn hàng năm đạt từ 2% - 3%/năm", "targets_met"),
        ("S0-14", "household_not_poor", "help", "Có những việc làm thiết thực giúp hộ nghèo", "judged"),
        ("S0-15", "poor_household", "registered", "Có ý thức trách nhiệm trong việc chủ động", "registered_to_escape"),
        ("S0-16", "near_poor_household", "initiative", "Có những sáng kiến, cách làm hay", "judged"),
        ("S0-17", "newly_escaped_household", "loan", "Sử dụng vốn vay Ngân hàng Chính sách xã hội", "judged"),
        ("S0-18", "official", "effort", "Nỗ lực công tác, bám sát cơ sở", "judged"),
        ("S0-19", "enterprise", "contributions", "Có những đóng góp cụ thể, thiết thực", "gifts_recorded"),
        ("S0-19", "cooperative", "linked_production", "Liên kết, phối hợp sản xuất", "judged"),
        ("S0-19", "business_household", "credit", "Thực hiện hiệu quả chính sách tín dụng", "judged"),
    ],
)
def test_s0_06_to_19_each_criterion_is_measured_or_judged_as_the_plan_words_it(
    chau_thanh, shown, fact, group, key, begins, how
):
    criterion = criterion_of(chau_thanh, group, key)
    assert criterion.text.startswith(begins), fact
    assert (criterion.measure or criterion.nature) == how
    assert criterion.clause.startswith("III-TC")
    assert begins in shown.panel("Tiêu chuẩn khen thưởng")


def criterion_of(plan: Plan, group: str, key: str) -> Criterion:
    return Criterion.objects.get(group__campaign=plan.campaign, group__key=group, key=key)


def test_s0_09_a_report_out_of_turn_is_asked_for_answered_and_counts_as_on_time(chau_thanh, clock):
    """III-TC 2: chế độ báo cáo định kỳ, đột xuất theo yêu cầu."""
    clock(dt.date(2022, 9, 5))
    communes = chau_thanh.campaign.participants.filter(participant_class__key="commune").order_by("pk")
    first, second = (row.party for row in communes[:2])
    typed = {"title": "Hộ nghèo thiếu đói giáp hạt", "about": "Số hộ, số người.", "due_on": "12/9/2022"}
    client = chau_thanh.client()
    client.post(reverse("reports:ask"), typed | {"parties": [first.pk, second.pk]})
    asked = ReportRequest.objects.get(campaign=chau_thanh.campaign)
    writer = chau_thanh.leader_of(first.unit)
    assert [duty.title for duty in Duty.objects.of(writer).filter(kind="report")] == [
        "Báo cáo đột xuất: Hộ nghèo thiếu đói giáp hạt"
    ]
    report = services.start_report(chau_thanh.campaign, first, asked.period, by=writer)
    services.save_report(report, {}, {"answer": "Không có hộ nào."}, by=writer)
    services.submit_report(report, by=writer)
    page = chau_thanh.read(reverse("reports:request", args=[asked.pk]))
    assert "1 trên 2 nơi đã trả lời, 1 đúng hạn. Hạn 12/9/2022" in page.text
    assert page.row(first.unit.name)[2] == "✓ Đúng hạn"
    assert chau_thanh.read("reports:index").row("Hộ nghèo thiếu đói giáp hạt")[4:] == ["1 trên 2", "● Còn 1 nơi"]


def test_s0_17_the_loan_is_shown_by_the_banks_paper(chau_thanh):
    loan = criterion_of(chau_thanh, "poor_household", "loan")
    assert (loan.asks_paper, loan.may_not_apply) == (True, True)  # a household without a loan has no such paper
    assert "Ngân hàng Chính sách xã hội" in loan.evidence_hint


def test_s0_20_results_are_the_base_for_judging_and_awards_go_by_law(shown):
    row = shown.row("Dùng kết quả để xét thi đua")
    assert "làm căn cứ để đánh giá kết quả thi đua của các đơn vị" in row[1]
    award = shown.row("theo quy định của pháp luật về thi đua, khen thưởng", "tập thể, hộ gia đình, cá nhân")
    assert award[2] == "kế hoạch không quy định"


def test_s0_21_own_plans_are_owed_without_a_day(chau_thanh, clock):
    text = "kế hoạch không quy định thời hạn"
    assert chau_thanh.due("plan_of_communes") == [("", dt.date(2025, 12, 31), text, 8)]
    assert chau_thanh.due("plan_of_departments") == [("", dt.date(2025, 12, 31), text, 3)]
    duty = chau_thanh.duties("plan_of_communes").first()
    assert duty.kind == "launch_plan"
    assert duty.office is None


def test_s0_22_ways_of_joining(shown):
    ways = shown.panel("Quỹ, cách đóng góp; nhóm hộ theo dõi riêng")
    assert "Quỹ vì người nghèo quỹ, tiền" in ways
    assert "Các hoạt động từ thiện nhân đạo" in ways
    assert "Liên kết sản xuất kinh doanh, tiêu thụ sản phẩm" in ways


def test_s0_23_the_council_agrees_with_the_steering_committee_and_watches_its_clusters(chau_thanh, shown):
    assert "cùng Ban Chỉ đạo các CTMTQG" in shown.row("Phối hợp, thống nhất")[2]
    assert "Thành viên Hội đồng Thi đua - Khen thưởng huyện phụ trách Cụm" in shown.text
    (watch,) = chau_thanh.duties("cluster_watch")
    assert (watch.kind, watch.office) == ("inspection", chau_thanh.office("council"))


@pytest.fixture
def cluster(chau_thanh, clock) -> Stage:
    clock(DECEMBER_1)
    return Stage(chau_thanh)


def test_s0_20_units_of_a_cluster_are_scored_by_their_results_and_ranked(cluster):
    assert cluster.published(FULL, ("50", "30", "0.5", "0"), FULL, FULL).lines.last().name == cluster.parties[1].name
    body = cluster.plan.read(f"/cum-khoi/{cluster.year.pk}/").text
    assert "theo văn bản số 45/TB-HĐTĐKT" in body
    assert "dẫn đầu: " in body


def test_s0_23_the_member_in_charge_follows_his_clusters_scoring(cluster):
    cluster.open()
    member = cluster.council_member
    assert ScoreSheet.objects.visible_to(member).count() == 4
    assert breaks_ties(member, cluster.year)
    assert not breaks_ties(cluster.person("hd.khac", cluster.council, "council_member", "Ủy viên"), cluster.year)


def test_s0_24_the_interior_office_consolidates_with_the_labour_office(chau_thanh, shown, clock):
    tasks = shown.panel("Nhiệm vụ của các cơ quan")
    assert "tổng hợp báo cáo" in tasks.lower()
    (report,) = chau_thanh.duties("report_to_committee")
    assert (report.office, report.receiver) == (chau_thanh.office("standing_office"), chau_thanh.office("authority"))
    clock(dt.date(2023, 12, 20))
    user = chau_thanh.officer()
    done = record_paper(report, by=user, number="120/BC-PNV", date=dt.date(2023, 12, 19))
    assert done.on_time


def test_s0_25_the_savings_group_is_a_model_to_spread(shown):
    assert "mô hình nhóm tiết kiệm" in shown.row("Mô hình, điển hình")[1]


def test_s0_25_one_is_told_of_published_and_taken_over(chau_thanh, clock):
    """A commune tells of its group, the standing body publishes it, another commune does the same."""
    clock(dt.date(2022, 5, 5))
    first, second = Unit.objects.filter(district=chau_thanh.campaign.unit, level="commune").order_by("code")[:2]
    office = leadership_office(first, dt.date(2021, 1, 1))
    writer = User.objects.create(username="xa.chau.thanh", full_name="Thạch Thị Sa")
    post = {"office": office, "role": Role.COMMUNE_OFFICER, "title": "Cán bộ", "valid_from": dt.date(2021, 1, 1)}
    Appointment.objects.create(user=writer, **post)
    text = "Hai mươi hộ Khmer mỗi tháng góp một trăm nghìn đồng, cho hộ nghèo vay quay vòng để chăn nuôi, trồng trọt."
    told = exemplars.Told("good_practice", "Nhóm tiết kiệm ấp Phú Thành", text, party_of_unit(first))
    story = exemplars.submit(exemplars.begin(chau_thanh.campaign, office, told, by=writer), by=writer)
    exemplars.publish(story, by=chau_thanh.officer())
    since = dt.date(2022, 4, 1)
    exemplars.record_adoption(story, second, since=since, note="15 hộ góp vốn", by=chau_thanh.officer())
    row = chau_thanh.read("exemplars:index").row("Nhóm tiết kiệm ấp Phú Thành")
    assert (row[4], row[5]) == ("1", "✓ Đã công bố 05/5/2022")
    public = chau_thanh.read(f"/cong-khai/guong-mo-hinh/{story.pk}/").text
    assert f"{second.full_title}, từ 01/4/2022: 15 hộ góp vốn" in public


def test_what_the_plan_does_not_rule_is_said(shown):
    assert "Kế hoạch không quy định: đăng ký thi đua; giao ước thi đua;" in shown.text
    assert "Kế hoạch không quy định đường đi, giấy tờ của hồ sơ." in shown.text


@pytest.mark.parametrize(
    ("key", "asked", "groups"), [("rate_fall", (2, 3), []), ("khmer_rate_fall", (3, 4), ["khmer"])]
)
def test_s0_04_05_11_13_falls_asked_of_district_communes_and_hamlets_each_year(chau_thanh, key, asked, groups):
    target = chau_thanh.campaign.targets.get(key=key)
    assert (int(target.low), int(target.high)) == asked
    assert target.scopes == ["unit", "each_commune", "each_hamlet"]
    assert (target.span, target.first_year, target.last_year) == ("each_year", 2021, 2025)
    assert [group["key"] for group in target.groups] == groups


def test_the_campaign_comes_back_whole(chau_thanh):
    chau_thanh.comes_back_whole()
