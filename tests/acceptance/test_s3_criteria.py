"""Kế hoạch Sa Pa 2020, IV.1 and IV.2: who may be commended, and what is asked of each class."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.criteria.models import Criterion
from awards.dossiers import selectors, services
from awards.dossiers.models import Dossier, Evidence
from campaign_portal.foundation.errors import Refused
from tests.acceptance.page import Page

# --- IV.1: who --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("Cơ quan, đơn vị", "tập thể"),
        ("Tổ chức kinh tế trong và ngoài huyện", "tập thể"),
        ("Xã, phường", "tập thể"),
        ("Thôn, tổ dân phố", "tập thể"),
        ("Cá nhân", "cá nhân"),
        ("Cán bộ, công chức, viên chức", "cá nhân"),
        ("Hộ gia đình", "hộ gia đình"),
        ("Hộ nghèo", "hộ gia đình"),
    ],
)
def test_s3_14_the_plan_names_who_may_be_commended(plan, name, nature):
    (row,) = [row for row in plan.rows if row[:2] == [name, nature]]
    assert row[2].startswith("thi đua, được xét khen")
    assert row[3].startswith("IV.")


def test_s3_14_a_commune_is_offered_all_of_its_own_and_an_agency_itself(november, as_, read):
    classes = read("mai", "dossiers:add", november.started().pk).text
    for name in ("Xã, phường", "Thôn, tổ dân phố", "Tổ chức kinh tế", "Cá nhân", "Cán bộ, công chức", "Hộ nghèo"):
        assert name in classes
    office, officer = november.sa_pa.office("justice_office"), november.sa_pa.person("justice.office")
    own = services.start_submission(november.campaign, november.route, office, officer)
    services.add_nominee(own, november.sa_pa.party(office), november.class_of("agency"), officer)
    assert "Cơ quan, đơn vị" in read("justice.office", "dossiers:submission", own.pk).panel("Được đề nghị")


# --- IV.2.1: the province's -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["mai", "huy"])
def test_s3_15_the_provinces_standard_is_said_to_be_not_loaded(read, username):
    for address in ("plan", "dossiers:index"):
        text = read(username, address).text
        assert "Khen thưởng cấp tỉnh" in text
        assert "Quyết định số 17/2016/QĐ-UBND ngày 21/3/2016 của UBND tỉnh Lào Cai" in text
        assert "chưa nạp vào phần mềm" in text


def test_s3_15_no_dossier_goes_for_it(november):
    assert [route.award_form.level for route in selectors.routes_of(november.campaign)] == ["district"]


# --- IV.2.2.a: collectives --------------------------------------------------------------------------------------------

GIFTS = "Doanh nghiệp, đơn vị sản xuất kinh doanh trong và ngoài huyện ủng hộ, giúp đỡ bằng quà hoặc hiện vật quy đổi"


def sheet(read, dossier: Dossier, who: str = "huy") -> Page:
    """The dossier before the office that appraises it."""
    return read(who, "dossiers:dossier", dossier.pk)


def criterion(dossier: Dossier, key: str) -> Criterion:
    return Criterion.objects.get(group__participant_class=dossier.participant_class, key=key)


def judged_by_a_person(row: list[str]) -> bool:
    """Met or not is asked of the reader of the page."""
    return "Đạt Chưa" in row[2]


def commune_and_hamlet(november) -> list[Dossier]:
    sa_pa = november.sa_pa
    submission = november.submitted(
        (sa_pa.party(sa_pa.ta_van), "commune"), (sa_pa.party(sa_pa.hamlet("Tả Van Mông")), "hamlet")
    )
    return list(submission.dossiers.order_by("pk"))


@pytest.mark.parametrize(("vnd", "result"), [(50_000_000, "✓ Đạt"), (49_900_000, "✕ Chưa đạt")])
def test_s3_16_an_enterprise_gives_from_50_million_in_moneys_worth(november, read, vnd, result):
    enterprise = november.organisation()
    november.gave(enterprise, vnd)
    november.gave(enterprise, 700_000, confirmed=False)
    row = sheet(read, november.dossier((enterprise, "economic_organisation"))).row(GIFTS)
    assert "mức cần 50.000.000 đồng" in row[1]
    assert "700.000 đồng chưa có giấy xác nhận, chưa tính" in row[1]
    assert result in row[2]


def test_s3_17_an_agencys_many_contributions_are_judged(november, read):
    office, officer = november.sa_pa.office("justice_office"), november.sa_pa.person("justice.office")
    submission = services.start_submission(november.campaign, november.route, office, officer)
    dossier = services.add_nominee(submission, november.sa_pa.party(office), november.class_of("agency"), officer)
    services.edit_dossier(dossier, summary="Giúp 5 hộ.", achievements="Giúp 5 hộ.", prior_awards=[], by=officer)
    services.attach_paper(dossier, "achievement_report", november.scan(), dt.date(2020, 11, 5), officer)
    services.attach_paper(submission, "minutes", november.scan(), dt.date(2020, 11, 5), officer)
    services.submit(submission, "12", dt.date(2020, 11, 5), officer)
    row = sheet(read, dossier).row("Có nhiều thành tích đóng góp trong công tác giảm nghèo bền vững")
    assert judged_by_a_person(row)


def test_s3_18_recognition_of_party_and_mass_organisations_is_shown_by_paper(november, as_, read):
    sa_pa = november.sa_pa
    dossier = november.add(november.started(), sa_pa.party(sa_pa.ta_van), "commune")
    paper = criterion(dossier, "organisations")
    asked = as_("mai").post(
        reverse("dossiers:add_evidence", args=[dossier.pk, paper.pk]),
        {"text": "Quyết định 41-QĐ/ĐU công nhận Đảng bộ trong sạch, vững mạnh"},
        follow=True,
    )
    assert "Quyết định 41-QĐ/ĐU" in Page(asked.content.decode()).text
    assert Evidence.objects.get(criterion=paper).dossier == dossier


def test_s3_18_it_is_asked_of_communes_and_hamlets(november, read):
    for dossier in commune_and_hamlet(november):
        row = sheet(read, dossier).row(
            "Có tổ chức Đảng được công nhận Đảng bộ, Chi bộ trong sạch, vững mạnh; "
            "các đoàn thể trong hệ thống chính trị được công nhận vững mạnh"
        )
        assert judged_by_a_person(row)
        assert "Cần xem: Giấy công nhận" in row[1]


@pytest.mark.parametrize(("poor", "result"), [(47, "✓ Đạt"), (48, "✕ Chưa đạt")])
def test_s3_19_the_fall_beats_the_towns_plan_by_half(november, read, poor, result):
    november.reviewed({"Tả Van Mông": poor})
    row = sheet(read, november.dossier()).row("Kết quả giảm nghèo vượt từ 50% so với kế hoạch giảm nghèo thị xã giao")
    assert f"(61/129 hộ còn {poor}/129 hộ)" in row[1]
    assert "Giao giảm 7,00 điểm %" in row[1]
    assert "sơ bộ" in row[1]
    assert result in row[2]


def test_s3_19_of_a_commune_too_and_its_plan_is_judged_by_a_person(november, read):
    november.reviewed({"Tả Van Mông": 47})
    for dossier in commune_and_hamlet(november):
        page = sheet(read, dossier)
        assert "✓ Đạt" in page.row("Kết quả giảm nghèo vượt từ 50%")[2]
        assert judged_by_a_person(page.row("Xây dựng và triển khai có hiệu quả kế hoạch công tác giảm nghèo bền vững"))


def test_s3_20_money_is_judged_and_a_no_wants_its_reason(november, as_, read):
    text = "Phân bổ, sử dụng kinh phí đúng chế độ và quyết toán đúng thời gian quy định"
    dossier = november.dossier()
    assert judged_by_a_person(sheet(read, dossier).row(text))
    money = criterion(dossier, "money")
    typed = {f"verdict-{money.pk}": "unmet", f"remark-{money.pk}": ""}
    judge = reverse("dossiers:judge", args=[dossier.pk])
    assert "Xin ghi vì sao chưa đạt" in as_("huy").post(judge, typed, follow=True).content.decode()
    as_("huy").post(judge, typed | {f"remark-{money.pk}": "Quyết toán chậm 12 ngày"})
    row = sheet(read, dossier, "ngoc").row(text)
    assert "Phòng Nội vụ ghi: “Quyết toán chậm 12 ngày”" in row[1]
    assert "Chưa đạt" in row[2]


def test_s3_21_living_conditions_in_every_named_field_are_judged(november, read):
    for dossier in commune_and_hamlet(november):
        row = sheet(read, dossier).row("Điều kiện sống của người nghèo trên địa bàn được cải thiện rõ rệt")
        for field in (
            "y tế",
            "giáo dục",
            "văn hóa",
            "nước sạch và vệ sinh môi trường",
            "nhà ở",
            "dịch vụ xã hội cơ bản",
        ):
            assert field in row[0]
        assert judged_by_a_person(row)


def test_s3_22_infrastructure_goes_by_new_rural_criteria_or_does_not_apply(november, as_, read, plan):
    text = "Cơ sở hạ tầng kinh tế - xã hội ở các xã, thôn được đầu tư đồng bộ theo tiêu chí nông thôn mới"
    assert {"xét có thể không áp dụng"} == {row[2] for row in plan.rows if len(row) == 4 and text in row[1]}
    dossier = november.dossier()
    row = sheet(read, dossier).row(text)
    assert "giao thông, điện, nước sinh hoạt, nhà văn hóa, trường học, trạm y tế" in row[0]
    assert "Không áp dụng" in row[2]
    found = criterion(dossier, "infrastructure")
    typed = {f"verdict-{found.pk}": "not_applicable", f"remark-{found.pk}": "Phường không xây dựng NTM"}
    as_("thanh").post(reverse("dossiers:judge", args=[dossier.pk]), typed)
    row = sheet(read, dossier, "ngoc").row(text)
    assert "Phòng LĐ-TB&XH ghi: “Phường không xây dựng NTM”" in row[1]
    assert "Không áp dụng" in row[2]


# --- IV.2.2.b: persons and poor households ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vnd", "households", "standing"),
    [(50_000_000, 0, "Đủ tiêu chuẩn"), (0, 5, "Đủ tiêu chuẩn"), (49_900_000, 4, "Có tiêu chuẩn chưa đạt")],
    ids=["gifts alone", "help alone", "short of both"],
)
def test_s3_23_gifts_of_50_million_or_five_households_helped(november, read, vnd, households, standing):
    person = november.person()
    if vnd:
        november.gave(person, vnd)
    november.helped(person, households)
    dossier = november.dossier((person, "individual"))
    page = sheet(read, dossier)
    assert "Đạt một trong các tiêu chuẩn sau là đủ" in page.panel("Tiêu chuẩn")
    assert "mức cần 50.000.000 đồng" in page.row("Ủng hộ, giúp đỡ trong công tác giảm nghèo bằng quà")[1]
    helped = page.row("Giúp cho 05 - 10 hộ gia đình nghèo có việc làm ổn định, thoát nghèo bền vững")
    assert f"Đã giúp {households} hộ có việc làm ổn định, thoát nghèo; mức cần 5 hộ." in helped[1]
    assert selectors.assess(dossier).words[1] == standing


def test_s3_24_an_officials_merits_are_judged(november, read):
    dossier = november.dossier((november.person(), "official"))
    row = sheet(read, dossier).row("Có nhiều thành tích, đóng góp trong công tác giảm nghèo bền vững")
    assert judged_by_a_person(row)
    with pytest.raises(Refused, match="còn 1 tiêu chuẩn chưa đánh giá"):
        services.forward(dossier, november.labour, by=november.thanh)


def household(november, **facts) -> Dossier:
    return november.dossier((november.household(**facts), "poor_household"))


def test_s3_25_it_is_on_the_list_the_commune_approved_in_2019(november, read):
    row = sheet(read, household(november)).row("danh sách hộ nghèo được UBND xã, phường phê duyệt trong năm 2019")
    assert row[1].startswith("Có trong danh sách hộ nghèo năm 2019, Quyết định 140/QĐ-UBND ngày 16/12/2019.")
    assert "✓ Đạt" in row[2]


def test_s3_25_one_that_was_near_poor_is_not(november, read):
    november.household("Thào A Sử")
    row = sheet(read, household(november, poor_in_2019=False)).row("phê duyệt trong năm 2019")
    assert "Không có trong danh sách hộ nghèo được phê duyệt năm 2019." in row[1]
    assert "✕ Chưa đạt" in row[2]


def test_s3_26_it_keeps_policies_and_law(november, read):
    row = sheet(read, household(november)).row("Chấp hành tốt các chủ trương của Đảng, chính sách, pháp luật")
    assert judged_by_a_person(row)
    assert "Cần xem: Xác nhận của UBND xã" in row[1]


def test_s3_27_the_hamlets_households_agreed_at_a_recorded_meeting(november, as_, read):
    dossier = november.add(november.started(), november.household(), "poor_household")
    peace = criterion(dossier, "peace")
    typed = {"met_on": "01/11/2020", "households_present": "98", "households_agreeing": "96"}
    as_("mai").post(reverse("dossiers:add_evidence", args=[dossier.pk, peace.pk]), typed)
    november.complete(dossier)
    services.attach_paper(dossier.submission, "minutes", november.scan(), dt.date(2020, 11, 5), november.mai)
    services.submit(dossier.submission, "86", dt.date(2020, 11, 5), november.vang)
    row = sheet(read, dossier).row("Gia đình yên ấm, thuận hòa; được các hộ gia đình trong thôn, tổ dân phố ủng hộ")
    assert "Họp thôn ngày 01/11/2020: 98 hộ dự, 96 hộ nhất trí." in row[1]
    assert judged_by_a_person(row)


@pytest.mark.parametrize(("income", "result"), [(1_500_000, "✓ Đạt"), (1_499_000, "✕ Chưa đạt"), (None, "Chưa có số")])
def test_s3_28_income_per_head_is_at_least_three_times_that_of_2019(november, read, income, result):
    row = sheet(read, household(november, income_2020=income)).row("tăng lên ít nhất 3 lần so với năm 2019")
    assert result in row[2]
    if income:
        assert row[1].startswith("Năm 2019: 500.000 đồng/người/tháng; năm 2020: ")
        assert "mức cần 3 lần" in row[1]
