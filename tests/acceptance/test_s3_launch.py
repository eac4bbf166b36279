"""Kế hoạch Sa Pa 2020, part III and the launch plans of V.5: who registers what, with whom, by when."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaign_portal.foundation import paper
from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Participant
from emulation.duties.models import Duty, Fulfillment
from emulation.duties.services import record_paper
from emulation.people.services import register_person
from emulation.registrations import documents, services
from emulation.registrations.models import Registration
from emulation.registrations.selectors.board import board
from emulation.registrations.selectors.completeness import ground_of, items_of
from emulation.registrations.selectors.rule import receiver_of, rule_for, superior_of
from tests.acceptance.page import Page

MARCH_5 = dt.date(2020, 3, 5)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


def printed(registration: Registration) -> Page:
    """The registration as its leader signs it."""
    ground = ground_of(registration)
    return Page(paper.to_html(documents.registration_form(registration, items_of(registration), ground)))


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("van-ban.pdf", PDF)


# --- III.1: launching and pledging ------------------------------------------------------------------------------------


def test_s3_08_the_standing_office_makes_everybody_pledge_figures(plan, clock, sa_pa, register, read):
    asked = plan.panel("Tổ chức phát động thi đua")
    assert "Phòng Lao động-TB&XH tham mưu cho UBND thị xã tổ chức thực hiện phát động phong trào thi đua" in asked
    assert "đăng ký, ký giao ước thi đua theo các chỉ tiêu, mục tiêu, số lượng cụ thể" in asked
    clock(MARCH_5)
    register(sa_pa.party(sa_pa.ta_van))
    register(sa_pa.party(sa_pa.office("ethnic_office")))
    page = read("thanh", "registrations:index")
    assert "Chờ nhận" in page.row("Xã Tả Van")[1]
    assert "Chờ nhận" in page.row("Phòng Dân tộc")[1]


def test_s3_08_a_communes_pledge_holds_indicators_goals_and_quantities(clock, sa_pa, register):
    clock(MARCH_5)
    sheet = printed(register(sa_pa.party(sa_pa.ta_van)))
    lines = {row[1]: row[2:5] for row in sheet.rows if len(row) == 6}
    assert lines["Giảm tỷ lệ hộ nghèo"] == ["điểm %", "6,50", "6,50"]
    assert lines["Số hộ thoát nghèo"] == ["hộ", "44", "44"]
    assert "TM. ỦY BAN NHÂN DÂN" in sheet.text


def test_s3_08_an_agencys_pledge_holds_households_to_help(clock, sa_pa, register):
    clock(MARCH_5)
    sheet = printed(register(sa_pa.party(sa_pa.office("ethnic_office"))))
    lines = {row[1]: row[2:5] for row in sheet.rows if len(row) == 6}
    assert lines["Hộ nghèo, cận nghèo nhận giúp đỡ"] == ["hộ", "–", "5"]


def test_s3_09_a_commune_pledges_with_each_of_its_hamlets(plan, clock, sa_pa, register, read):
    assert "ký giao ước thi đua đối với từng thôn, tổ dân phố" in plan.panel("Tổ chức phát động thi đua")
    clock(MARCH_5)
    registration = register(sa_pa.party(sa_pa.ta_van))
    row = read("mai", "registrations:page", registration.pk).row("Ký giao ước thi đua với từng thôn, tổ dân phố")
    assert row[1:4] == ["7", "7", "thôn"]


def test_s3_09_a_hamlets_own_pledge_reaches_its_commune(clock, sa_pa, as_, read):
    clock(MARCH_5)
    hamlet = sa_pa.hamlet("Tả Van Mông")
    start = as_("din").post(reverse("registrations:start"), {"doi-tuong": f"unit-{hamlet.pk}"}, follow=True)
    assert "Đăng ký thi đua năm 2020, thôn Tả Van Mông" in Page(start.content.decode()).text
    registration = Registration.objects.get(unit=hamlet)
    (line,) = registration.items.all()
    assert (line.text, line.assigned) == ("Số hộ thoát nghèo", 9)
    page = reverse("registrations:page", args=[registration.pk])
    as_("din").post(page, {f"pledged_{line.pk}": "9", f"note_{line.pk}": "", "viec": "nop"})
    assert "Thôn Tả Van Mông" in read("mai", "registrations:index").panel("Thôn, tổ dân phố đã đăng ký với xã")


# --- III.2: with whom -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "registers_with"),
    [
        ("Xã, phường", "cấp trên trực tiếp"),
        ("Thôn, tổ dân phố", "cấp trên trực tiếp"),
        ("Cơ quan, đơn vị", "cấp trên trực tiếp"),
        ("Tổ chức kinh tế trong và ngoài huyện", "cấp trên trực tiếp"),
        ("Cá nhân", "thôn, tổ dân phố hoặc xã, phường"),
        ("Cán bộ, công chức, viên chức", "thôn, tổ dân phố hoặc xã, phường"),
        ("Hộ nghèo", "thôn, tổ dân phố hoặc xã, phường"),
        ("Hộ gia đình", "thôn, tổ dân phố hoặc xã, phường"),
    ],
)
def test_s3_10_the_plan_says_with_whom_each_class_registers(plan, who, registers_with):
    (row,) = [row for row in plan.rows if row[0] == who and len(row) == 5]
    assert row[1] == registers_with
    assert "III.2" in row[4]


@pytest.mark.parametrize(
    ("username", "says"),
    [
        ("mai", "Xã Tả Van đăng ký với thị xã Sa Pa qua Phòng LĐ-TB&XH, trước 10/3/2020"),
        ("din", "Thôn Tả Van Mông đăng ký với xã Tả Van qua UBND xã Tả Van"),
        ("ethnic.office", "Phòng Dân tộc thị xã Sa Pa đăng ký với thị xã Sa Pa qua Phòng LĐ-TB&XH"),
    ],
)
def test_s3_10_a_collective_is_led_to_its_direct_superior(read, username, says):
    assert says in read(username, "registrations:index").text


def test_s3_10_a_person_belongs_to_hamlet_or_commune(sa_pa):
    hamlet = sa_pa.hamlet("Tả Van Mông")
    for place in (hamlet, sa_pa.ta_van):
        party = register_person(place, name="Giàng A Páo", birth_year=1980, by=sa_pa.person("mai"))
        part = sa_pa.campaign.classes.get(key="individual")
        Participant.objects.create(campaign=sa_pa.campaign, party=party, participant_class=part)
        rule = rule_for(sa_pa.campaign, party)
        assert superior_of(rule, party) == place
        assert receiver_of(rule, place, MARCH_5) == sa_pa.committee_of(place)


def test_s3_10_nobody_else_receives_it(clock, sa_pa, register):
    clock(MARCH_5)
    registration = register(sa_pa.party(sa_pa.ta_van))
    for stranger in ("huy", "long", "mai", "lien"):
        with pytest.raises(Refused):
            services.accept(registration, by=sa_pa.person(stranger))
    assert services.accept(registration, by=sa_pa.person("thanh")).state == Registration.State.ACCEPTED


# --- The dates of March -----------------------------------------------------------------------------------------------


def test_s3_11_communes_register_for_the_provinces_flag_before_10_march(plan, read, sa_pa):
    row = plan.row("Đăng ký cờ thi đua")
    assert row[0] == "trước 10/3/2020"
    assert row[2:] == ["Xã, phường", "UBND thị xã (qua Phòng LĐ-TB&XH)", "III.2"]
    duties = Duty.objects.filter(kind="registration", campaign_key="sa_pa_2020")
    assert (duties.count(), set(duties.values_list("due_on", flat=True))) == (16, {dt.date(2020, 3, 9)})
    assert {duty.receiver for duty in duties} == {sa_pa.office("standing_office")}
    assert "Đăng ký cờ thi đua" in read("mai", "home").text


@pytest.mark.parametrize(("day", "said"), [(9, "đúng hạn"), (10, "trễ 1 ngày")])
def test_s3_11_the_9th_is_the_last_day_and_the_flag_is_aimed_for(clock, sa_pa, register, read, day, said):
    clock(dt.datetime(2020, 3, day, 22))
    sheet = printed(register(sa_pa.party(sa_pa.ta_van)))
    assert "Cờ thi đua của Ủy ban nhân dân tỉnh Lào Cai./." in sheet.text
    assert "Ủy ban nhân dân thị xã Sa Pa (qua Phòng Lao động - Thương binh và Xã hội thị xã Sa Pa)" in sheet.text
    assert f"Nộp lần đầu {day:02d}/3/2020, {said}" in read("mai", "registrations:index").text


def test_s3_12_the_standing_office_sends_the_summary_before_15_march(plan, clock, sa_pa, register, read):
    assert plan.row("Tổng hợp đăng ký thi đua")[0] == "trước 15/3/2020"
    assert plan.row("Tổng hợp đăng ký thi đua")[2:] == ["Phòng LĐ-TB&XH", "UBND thị xã (qua Phòng Nội vụ)", "III.2"]
    clock(MARCH_5)
    register(sa_pa.party(sa_pa.ta_van))
    clock(dt.date(2020, 3, 14))
    sheet = Page(paper.to_html(documents.summary(sa_pa.campaign, board(sa_pa.campaign, sa_pa.person("thanh")))))
    assert "Ủy ban nhân dân thị xã Sa Pa (qua Phòng Nội vụ thị xã Sa Pa)" in sheet.text
    assert "1 trên 16 đơn vị đã đăng ký" in sheet.text
    duty = Duty.objects.get(kind="registration_summary")
    assert (duty.office, duty.receiver) == (sa_pa.office("standing_office"), sa_pa.office("interior_office"))
    assert "hạn trước 15/3/2020" in read("thanh", "duties:paper", duty.pk).text
    record_paper(duty, by=sa_pa.person("thanh"), number="18/BC-PLĐTBXH", date=dt.date(2020, 3, 14))
    assert Fulfillment.objects.get(duty=duty).on_time
    assert "18/BC-PLĐTBXH" in read("huy", "duties:paper", duty.pk).text


def test_s3_13_communes_send_their_launch_plans_before_12_march(plan, clock, sa_pa, as_, read):
    row = plan.row("Kế hoạch phát động")
    assert (row[0], row[2:]) == ("trước 12/3/2020", ["Xã, phường", "UBND thị xã (qua Phòng LĐ-TB&XH)", "V.5"])
    duty = Duty.objects.get(kind="launch_plan", unit=sa_pa.ta_van)
    assert duty.due_on == dt.date(2020, 3, 11)
    clock(dt.date(2020, 3, 11))
    typed = {"number": "12/KH-UBND", "date": "11/3/2020", "scan": scan()}
    as_("mai").post(reverse("duties:paper", args=[duty.pk]), typed)
    page = read("thanh", "duties:index")
    assert "1 trên 16 đã gửi" in page.panel("Kế hoạch phát động")
    assert page.row("Xã Tả Van", "12/KH-UBND")[1:3] == ["✓ Đúng hạn", "11/3/2020"]
    clock(dt.date(2020, 3, 12))
    assert "quá hạn 1 ngày" in read("thanh", "duties:index").row("Xã Bản Hồ")[1]
