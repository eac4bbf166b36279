"""How reports and consolidated reports read on “việc của tôi”, and what it costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import access
from campaign_portal.foundation import clock as business
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from reporting.consolidation.desk import made_paper, present_consolidations
from reporting.reports import services
from reporting.reports.desk import present_reports
from reporting.reports.models import Report
from reporting.reports.selectors.owed import owed
from tests.reporting import story

KIND = Duty.Kind


@pytest.fixture
def june(sa_pa, clock):
    clock(story.JUNE_25)
    return sa_pa


def reads(june, username: str, kind: str, period: str = "2020-Q2") -> duties.Presentation:
    """The one duty of a kind and period on a person's first page."""
    user = june.person(username)
    found = [duty for duty in duties.shown_to(user, june.campaign.key) if (duty.kind, duty.period) == (kind, period)]
    [duty] = found
    return duties.presentations(user, found)[duty.pk]


def test_an_unbegun_report_opens_the_page_with_its_figures(june):
    shown = reads(june, "mai", KIND.REPORT)
    assert shown.text == "Số liệu đã điền sẵn từ rà soát và đăng ký. Còn phần nhận xét."
    assert (shown.action, shown.my_turn) == ("Soạn báo cáo", True)
    assert shown.url == reverse("reports:compose", args=["2020-Q2", story.party(june.ta_van).pk])


def test_while_the_officer_writes_the_leader_waits(june):
    report = story.begun(june, june.ta_van)
    shown = reads(june, "mai", KIND.REPORT)
    assert (shown.action, shown.url) == ("Viết tiếp", reverse("reports:report", args=[report.pk]))
    assert not reads(june, "vang", KIND.REPORT).my_turn


def test_once_presented_it_is_the_leaders_turn(june):
    story.presented(june, june.ta_van)
    shown = reads(june, "vang", KIND.REPORT)
    assert (shown.text, shown.action) == ("Cán bộ đã trình, chờ ông/bà xem và nộp Phòng LĐ-TB&XH.", "Xem và nộp")
    assert not reads(june, "mai", KIND.REPORT).my_turn


def test_what_the_leader_handed_back_comes_with_his_words(june):
    report = story.presented(june, june.ta_van)
    services.hand_back_report(report, by=june.person("vang"), reason="Viết rõ mục I.")
    assert reads(june, "mai", KIND.REPORT).text == "Lãnh đạo xã chuyển lại: “Viết rõ mục I.”"


def test_an_agency_sends_itself(june):
    shown = reads(june, "justice.office", KIND.REPORT)
    assert (shown.text, shown.action) == ("Số liệu đã điền sẵn từ đóng góp. Còn phần nhận xét.", "Soạn báo cáo")


def test_a_reminder_stands_in_the_text(june):
    services.remind(owed(june.campaign, june.town, "2020-Q2"), by=june.person("thanh"))
    assert reads(june, "mai", KIND.REPORT).text.endswith("Phòng LĐ-TB&XH nhắc ngày 25/6/2020.")


def test_a_returned_report_is_a_duty_of_its_own_with_the_reason(june):
    report = story.sent(june, june.ta_van)
    services.return_report(report, by=june.person("thanh"), reason="Thiếu mục III.", due_on=dt.date(2020, 6, 30))
    shown = reads(june, "mai", KIND.AMENDMENT)
    assert (shown.text, shown.action, shown.my_turn) == (
        "Phòng LĐ-TB&XH trả lại: “Thiếu mục III.”",
        "Bổ sung",
        True,
    )
    assert not reads(june, "vang", KIND.AMENDMENT).my_turn
    services.present_report(Report.objects.get(), by=june.person("mai"))
    assert reads(june, "vang", KIND.AMENDMENT).my_turn
    assert not reads(june, "mai", KIND.AMENDMENT).my_turn


def test_s3_42_the_consolidated_report_says_how_many_are_in_and_what_to_do(sa_pa, clock):
    clock(dt.date(2020, 6, 1))
    shown = reads(sa_pa, "thanh", KIND.CONSOLIDATION, "2020-Q1")
    assert shown.text == "0 trên 30 đơn vị đã nộp báo cáo. Chưa tổng hợp."
    assert shown.url == "/tong-hop/2020-Q1/"
    story.sent(sa_pa, sa_pa.ta_van, "2020-Q1")
    duty = Duty.objects.get(kind="consolidation", period="2020-Q1")
    assert made_paper(duty) is None
    snapshot = story.frozen(sa_pa, "2020-Q1")
    shown = reads(sa_pa, "thanh", KIND.CONSOLIDATION, "2020-Q1")
    assert shown.text == "1 trên 30 đơn vị đã nộp báo cáo. Đã có bản 1; ký, gửi rồi ghi số và ngày."
    assert made_paper(duty) == ("Báo cáo tổng hợp, bản 1", f"/tong-hop/ban/{snapshot.pk}/")


def test_the_cost_does_not_grow_with_the_number_of_duties(june):
    everything = list(Duty.objects.filter(kind=KIND.REPORT).select_related("unit", "office", "receiver"))
    user = june.person("mai")
    costs = []
    with business.at(story.JUNE_25):
        story.begun(june, june.ta_van)
        story.begun(june, june.muong_hoa)
        access.scope(user)  # every page has asked this already
        for some in (everything[:1], everything[:3], everything):
            with CaptureQueriesContext(connection) as queries:
                assert len(present_reports(user, some)) == len(some)
            costs.append(len(queries))
    consolidated = list(Duty.objects.filter(kind=KIND.CONSOLIDATION))
    for some in (consolidated[:1], consolidated):
        with CaptureQueriesContext(connection) as queries:
            present_consolidations(user, some)
        costs.append(len(queries))
    assert max(costs[:3]) <= 3
    assert costs[3:] == [2, 2]


def test_what_came_in_waits_for_the_receiver_until_it_is_answered(june):
    thanh = june.person("thanh")
    assert duties.arrivals(thanh, june.campaign.key) == []
    report = story.sent(june, june.ta_van)
    [waiting] = duties.arrivals(thanh, june.campaign.key)
    assert (waiting.title, waiting.text) == (
        "Nhận báo cáo quý II năm 2020",
        "1 đơn vị đã nộp, chờ ông/bà nhận hoặc trả lại.",
    )
    assert waiting.url == f"{reverse('reports:index')}?ky=2020-Q2&loc=cho-nhan"
    assert duties.arrivals(june.person("vang"), june.campaign.key) == []
    services.accept_report(report, by=thanh)
    assert duties.arrivals(thanh, june.campaign.key) == []


def test_one_act_has_one_name_on_the_first_page_and_on_the_list(june, client):
    client.force_login(june.person("mai"))
    lists = reverse("reports:index")
    assert reads(june, "mai", KIND.REPORT).action in client.get(lists).content.decode()
    story.begun(june, june.ta_van)
    assert reads(june, "mai", KIND.REPORT).action in client.get(lists).content.decode()
