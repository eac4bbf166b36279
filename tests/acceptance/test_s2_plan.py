"""Kế hoạch Đồng Nai 2016 - 2020: years before the oldest list of units, two receivers, two poverty standards."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.routes.models import AwardOffer
from emulation.duties import services
from emulation.duties.services import Told
from tests.support.plans import Plan, laid

DISTRICTS, DEPARTMENTS = 11, 4


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid("S2", django_db_blocker) as plan:
        yield plan


@pytest.fixture
def dong_nai(ground: Plan, db) -> Plan:
    return ground


@pytest.fixture
def shown(dong_nai):
    return dong_nai.read("plan")


def test_s2_01_name_base_and_no_signature(shown):
    head = shown.panel("Văn bản")
    assert "“Cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau”" in shown.text
    assert "từ 01/01/2016 đến 31/12/2020" in shown.text
    assert "Quyết định số 1258/QĐ-TTg ngày 21/8/2017 của Thủ tướng Chính phủ" in head
    assert "văn bản trong tay không có phần ký" in head


def test_s2_02_clusters_blocks_and_those_outside_them(dong_nai):
    assert {cluster.kind for cluster in dong_nai.campaign.clusters.all()} == {"cluster", "block"}
    classes = {part.key: part.reach for part in dong_nai.campaign.classes.all()}
    assert {classes[key] for key in ("outside_organisation", "household", "individual")} == {"trên địa bàn tỉnh"}


def test_s2_03_the_provinces_own_standard_comes_with_the_file(dong_nai, shown):
    standard = dong_nai.campaign.standard
    assert (standard.code, standard.unit) == ("dong_nai_2016", dong_nai.campaign.unit)
    assert "Chuẩn nghèo của tỉnh Đồng Nai 2016 - 2020: tỷ lệ hộ nghèo của tỉnh còn dưới 1%" in shown.panel("Văn bản")


def test_s2_06_units_are_those_of_the_oldest_list_and_the_page_says_so(dong_nai, shown):
    units = dong_nai.campaign.participants.filter(participant_class__key="district")
    names = {participant.party.unit.name for participant in units}
    assert len(names) == DISTRICTS
    assert {"Biên Hòa", "Long Khánh"} <= names
    assert "Các đơn vị lấy theo lát cắt 01/11/2021" in shown.text


def test_s2_07_awards_are_for_collectives_and_individuals(dong_nai):
    offers = AwardOffer.objects.filter(campaign=dong_nai.campaign)
    assert {tuple(offer.recipients) for offer in offers} == {("collective", "individual")}


def test_s2_08_units_review_midway_in_2018_with_awards(dong_nai):
    assert dong_nai.due("interim_review") == [("2018", dt.date(2018, 12, 31), "năm 2018", DISTRICTS + DEPARTMENTS)]
    assert AwardOffer.objects.get(campaign=dong_nai.campaign, key="interim").rounds == ["interim"]


def test_s2_09_the_final_review_at_the_end_of_2020_with_awards(dong_nai):
    assert dong_nai.due("final_review") == [
        ("2020", dt.date(2020, 12, 31), "cuối năm 2020", DISTRICTS + DEPARTMENTS + 1)
    ]
    assert AwardOffer.objects.get(campaign=dong_nai.campaign, key="final").rounds == ["final"]


def test_s2_10_contents_for_each_group_tied_to_other_drives(shown):
    contents = shown.panel("Nội dung phong trào thi đua")
    for words in ("Các sở, ban, ngành", "Các huyện, thị xã Long Khánh", "Các ấp, khu phố", "Các hộ gia đình"):
        assert words in contents
    assert "Cả nước chung sức xây dựng nông thôn mới" in contents


def test_s2_11_16_each_units_plan_has_its_own_criteria_and_is_due_in_2017(dong_nai, shown):
    assert dong_nai.due("own_plan") == [("2017", dt.date(2017, 12, 31), "năm 2017", DISTRICTS + DEPARTMENTS)]
    assert "Nội dung, tiêu chí cụ thể của đơn vị" in dong_nai.campaign.deadlines.get(key="own_plan").content
    assert "Để xây dựng kế hoạch, tiêu chí Kế hoạch số 12560/KH-UBND ngày 23/12/2016" in shown.panel("Văn bản")
    assert "Kế hoạch không quy định tiêu chuẩn cho từng đối tượng." in shown.panel("Tiêu chuẩn khen thưởng")


def test_s2_11_a_units_own_criteria_are_written_beside_its_plan(dong_nai, clock):
    clock(dt.date(2017, 11, 6))
    duty = dong_nai.duties("own_plan").get(office=dong_nai.office("information_department"))
    writer = dong_nai.officer_of("information_department")
    told = Told("Hộ nghèo tiếp cận thông tin, theo chuẩn đa chiều", "Thông tin", Decimal(95), "%")
    services.save_line(duty, told, by=writer)
    mine = ("Sở Thông tin và Truyền thông", "1 tiêu chí, chỉ tiêu riêng")
    assert dong_nai.read("duties:index").row(*mine)[1] == "○ Chưa gửi"
    scan = SimpleUploadedFile("ke hoach.pdf", b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF")
    services.record_paper(duty, by=writer, number="40/KH-STTTT", date=dt.date(2017, 11, 6), scan=scan)
    assert dong_nai.read("duties:index").row(*mine)[1] == "✓ Đúng hạn"


def test_s2_12_the_regular_report_goes_through_the_emulation_board(dong_nai, shown):
    row = shown.row("Báo cáo định kỳ kết quả thực hiện, một nội dung trong báo cáo công tác thi đua")
    assert row[0] == "kế hoạch không quy định thời hạn"
    assert row[3] == "UBND tỉnh (qua Ban TĐKT tỉnh)"


def test_s2_13_the_front_raises_the_fund_and_compassion_houses(dong_nai):
    ways = {way.key: (way.kinds, way.role_keys) for way in dong_nai.campaign.contribution_ways.all()}
    assert ways["fund"] == (["money"], ["front"])
    assert ways["houses"] == (["house_built", "house_repaired"], ["front"])


def test_s2_14_publicity_with_the_named_press(dong_nai, shown):
    row = shown.row("Tuyên truyền", "Sở TT&TT cùng")
    for name in ("Sở Nội vụ", "Đài PT-TH Đồng Nai", "Báo Đồng Nai", "Báo Lao động Đồng Nai"):
        assert name in row[2]
    assert dong_nai.owers("publicity") == {"Sở TT&TT"}


def test_s2_15_council_delegations_inspect_each_year(dong_nai):
    assert [row[0] for row in dong_nai.due("inspection")] == ["2017", "2018", "2019", "2020"]
    assert dong_nai.owers("inspection") == {"Hội đồng TĐKT tỉnh"}


def test_s2_17_the_labour_department_advises_on_reviews_and_award_criteria(dong_nai, shown):
    (duty,) = dong_nai.duties("award_criteria")
    assert duty.office == dong_nai.office("labour_department")
    assert "tiêu chí khen thưởng cấp tỉnh" in shown.panel("Nhiệm vụ của các cơ quan")


def test_s2_18_yearly_reports_go_to_two_who_consolidate(dong_nai, shown):
    assert dong_nai.due("yearly_report") == [
        (str(year), dt.date(year, 12, 31), f"năm {year}", DISTRICTS + DEPARTMENTS) for year in range(2017, 2021)
    ]
    duty = dong_nai.duties("yearly_report").first()
    assert (duty.receiver.short_name, duty.also_to) == ("Ban TĐKT tỉnh", "Sở LĐ-TB&XH")
    assert dong_nai.owers("consolidated_report") == {"Ban TĐKT tỉnh", "Sở LĐ-TB&XH"}


def test_s2_19_the_emulation_board_reports_yearly_to_council_and_chairman(dong_nai):
    duty = dong_nai.duties("report_to_council").first()
    assert (duty.receiver, duty.also_to) == (dong_nai.office("council"), "UBND tỉnh")
    assert len(dong_nai.due("report_to_council")) == 4


def test_s2_20_amendments_go_to_both_offices_and_the_province_decides(shown):
    assert shown.row("Điều chỉnh, bổ sung")[2] == "Ban TĐKT tỉnh; Sở LĐ-TB&XH UBND tỉnh quyết định"


def test_s2_20_the_emulation_board_drafts_an_amendment_and_the_province_decides(dong_nai, clock):
    old, new = dong_nai.amended(clock, dt.date(2018, 3, 1))
    assert (old.state, new.state, new.document_number) == ("amended", "launched", "77/QĐ-UBND")


@pytest.mark.parametrize(
    ("fact", "key", "condition", "low", "groups"),
    [
        ("S2-03", "poverty_rate", "less_than", 1, []),
        ("S2-04", "poor_income", "times_baseline", 1.5, []),
        ("S2-05", "poor_income_remote", "times_baseline", 2, ["poor_remote"]),
        ("S2-05", "poor_income_minority", "times_baseline", 2, ["poor_minority"]),
    ],
)
def test_s2_03_04_05_targets_of_the_end_of_2020(dong_nai, fact, key, condition, low, groups):
    target = dong_nai.campaign.targets.get(key=key)
    assert (target.condition, float(target.low)) == (condition, low), fact
    assert [group["key"] for group in target.groups] == groups
    assert target.goal.last_year == 2020
    assert target.base_year == (None if condition == "less_than" else 2015)


def test_the_campaign_comes_back_whole(dong_nai):
    dong_nai.comes_back_whole()
