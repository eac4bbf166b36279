"""The pages of reports as commune, agency, leader and standing office meet them."""

import datetime as dt
import io

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import clock as business
from campaign_portal.foundation import drafts
from emulation.duties.models import Duty
from reporting.reports import services
from reporting.reports.models import Report
from reporting.reports.services import Typed
from reporting.reports.views.writing import DRAFT
from tests.reporting import story

State = Report.State


@pytest.fixture
def june(sa_pa, clock):
    clock(story.JUNE_25)
    return sa_pa


def compose_url(june, of=None, period="2020-Q2") -> str:
    return reverse("reports:compose", args=[period, story.party(of or june.ta_van).pk])


def page_of(report: Report) -> str:
    return reverse("reports:report", args=[report.pk])


def written(**changes) -> dict[str, str]:
    return {"muc_leading": "Đã họp.", "muc_next_steps": "Rà soát.", **changes}


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_the_page_of_a_report_nobody_began_shows_its_figures_and_writes_nothing(june, as_):
    story.review(june, june.ta_van)
    page = as_("mai").get(compose_url(june))
    assert page.status_code == 200
    assert "Báo cáo quý II năm 2020, xã Tả Van" in page.content.decode()
    assert ">294</a>" in page.content.decode()
    assert "Trình lãnh đạo xã" in page.content.decode()
    assert not Report.objects.exists()


def test_one_press_begins_writes_and_presents(june, as_):
    page = as_("mai").post(compose_url(june), written(so_helpers="12", viec="trinh"))
    report = Report.objects.get()
    assert page.url == page_of(report)
    assert report.state == State.WITH_LEADER
    assert report.figures.get(code="helpers").value == 12


def test_what_cannot_be_a_number_is_kept_as_it_is_with_a_sentence_and_the_rest_is_saved(june, as_):
    page = as_("mai").post(
        compose_url(june), written(so_helpers="12a", so_helped_households="1.234", muc_examples="Nuôi cá", viec="trinh")
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert "“12a” không phải là số" in text
    assert 'value="12a"' in text
    report = Report.objects.get()
    assert report.state == State.DRAFT
    assert report.figures.get(code="helped_households").value == 1234
    assert not report.figures.filter(code="helpers").exists()
    again = as_("mai").get(page_of(report)).content.decode()
    assert 'value="12a"' in again
    assert "Nuôi cá" in again
    assert "“12a” không phải là số" in again


def test_a_share_above_its_whole_is_not_saved_and_both_numbers_stay_on_the_page(june, as_):
    page = as_("mai").post(compose_url(june), written(so_policy_health="128", du_policy_health="76", viec="luu"))
    text = page.content.decode()
    assert "đã hưởng 128 trên 76 hộ đủ điều kiện là không thể. Xin kiểm tra lại; có phải 28?" in text
    assert 'value="128"' in text
    assert 'value="76"' in text
    assert not Report.objects.get().figures.exists()


def test_a_doubtful_figure_is_saved_and_a_field_for_its_reason_opens(june, as_):
    page = as_("mai").post(compose_url(june), written(so_policy_health="500", du_policy_health="500", viec="trinh"))
    text = page.content.decode()
    assert "nhiều hơn 434 hộ nghèo và cận nghèo" in text
    assert 'name="gt_policy_health"' in text
    note = "Gồm hộ mới thoát nghèo."
    as_("mai").post(
        compose_url(june),
        written(so_policy_health="500", du_policy_health="500", gt_policy_health=note, viec="trinh"),
    )
    assert Report.objects.get().state == State.WITH_LEADER
    assert Report.objects.get().figures.get(code="policy_health").note == note


def test_missing_sections_are_named_at_their_fields_and_what_was_written_is_kept(june, as_):
    page = as_("mai").post(compose_url(june), {"muc_leading": "Đã họp.", "muc_next_steps": " ", "viec": "trinh"})
    text = page.content.decode()
    assert "Chưa viết mục IV. Nhiệm vụ kỳ tới." in text
    assert 'href="#id_muc_next_steps"' in text
    assert Report.objects.get().narratives.get(section="leading").text == "Đã họp."


def test_autosave_keeps_raw_text_and_begins_nothing(june, as_):
    party = story.party(june.ta_van)
    url = reverse("reports:autosave", args=["2020-Q2", party.pk])
    assert as_("mai").post(url, {"so_helpers": "4,5", "muc_leading": "Đang viết", "viec": "luu"}).status_code == 204
    assert not Report.objects.exists()
    kept = drafts.load(june.person("mai"), DRAFT, f"{june.campaign.pk}:{party.pk}:2020-Q2")
    assert kept == {"so_helpers": "4,5", "muc_leading": "Đang viết"}
    text = as_("mai").get(compose_url(june)).content.decode()
    assert 'value="4,5"' in text
    assert "Đang viết" in text
    assert "có phần lẻ" in text


def test_saving_clears_the_draft_of_what_passed(june, as_):
    party = story.party(june.ta_van)
    as_("mai").post(reverse("reports:autosave", args=["2020-Q2", party.pk]), {"muc_leading": "Nháp"})
    as_("mai").post(compose_url(june), written(viec="luu"))
    assert drafts.load(june.person("mai"), DRAFT, f"{june.campaign.pk}:{party.pk}:2020-Q2") == {}


def test_a_report_taken_by_the_leader_meanwhile_is_not_overwritten_and_the_text_is_kept(june, as_):
    report = story.presented(june, june.ta_van)
    page = as_("mai").post(page_of(report), written(muc_leading="Chữ mới", viec="luu"))
    assert "“chờ lãnh đạo ký”" in page.content.decode()
    assert "Chữ mới" in page.content.decode()
    assert report.narratives.get(section="leading").text == story.TEXTS["leading"]


def test_a_period_of_another_form_or_of_no_duty_does_not_exist(june, as_):
    for period in ("2020-M06", "quy-2", "2021-Q1"):
        assert as_("mai").get(compose_url(june, period=period)).status_code == 404


def test_a_period_that_is_not_open_says_when_it_opens(june, as_):
    page = as_("mai").post(compose_url(june, period="2020-Q3"), written(viec="luu"))
    assert page.url == reverse("reports:index")
    assert said(page) == ["Báo cáo quý III năm 2020 lập từ ngày 11/9/2020."]


# --- Whose report ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_communes_address_does_not_exist(june, as_, method):
    report = story.begun(june, june.ta_van)
    client = as_("lien")
    assert getattr(client, method)(compose_url(june), {"viec": "luu"}).status_code == 404
    assert getattr(client, method)(page_of(report), {"viec": "luu"}).status_code == 404
    assert client.post(reverse("reports:autosave", args=["2020-Q2", report.party_id])).status_code == 404
    for act in ("submit", "take_back", "hand_back"):
        assert client.post(reverse(f"reports:{act}", args=[report.pk])).status_code == 404


@pytest.mark.parametrize("username", ["thanh", "huy", "long", "hanh"])
def test_above_nobody_reads_what_was_not_sent(june, as_, username):
    report = story.presented(june, june.ta_van)
    for name in ("report", "pdf", "word"):
        assert as_(username).get(reverse(f"reports:{name}", args=[report.pk])).status_code == 404


@pytest.mark.parametrize("username", ["thanh", "hang", "huy", "long", "hanh"])
def test_above_they_read_what_was_sent_but_cannot_write_it(june, as_, username):
    report = story.sent(june, june.ta_van)
    assert as_(username).get(page_of(report)).status_code == 200
    assert as_(username).post(page_of(report), written(viec="luu")).status_code == 404


def test_after_a_return_those_above_go_on_reading_the_last_submission(june, as_):
    report = story.sent(june, june.ta_van)
    report = services.return_report(report, by=june.person("thanh"), reason="Sai", due_on=dt.date(2020, 6, 30))
    services.save_report(report, {}, {"leading": "Đang sửa, chưa nộp"}, by=june.person("mai"))
    assert "Đang sửa, chưa nộp" not in as_("thanh").get(page_of(report)).content.decode()
    assert "Đang sửa, chưa nộp" in as_("mai").get(page_of(report)).content.decode()
    assert "Đang sửa, chưa nộp" not in as_("mai").get(page_of(report) + "?lan=1").content.decode()
    assert as_("thanh").get(page_of(report) + "?lan=2").status_code == 404
    for never in ("0", "-1", "²", "mot", "9" * 5000):
        assert as_("thanh").get(page_of(report), {"lan": never}).status_code == 404


@pytest.mark.parametrize("username", ["din", "nam", "khanh"])
def test_whoever_has_no_part_in_reports_is_told_whose_page_it_is(june, as_, username):
    page = as_(username).get(reverse("reports:index"))
    assert page.status_code == 403
    assert "Báo cáo do xã, phường" in page.content.decode()


def test_only_the_standing_office_reaches_the_receivers_acts(june, as_):
    report = story.sent(june, june.ta_van)
    for username in ("mai", "huy", "hanh"):
        for act in ("accept", "send_back"):
            assert as_(username).post(reverse(f"reports:{act}", args=[report.pk])).status_code == 403
    report.refresh_from_db()
    assert report.state == State.SUBMITTED


def test_a_report_too_long_for_a_pdf_says_so(june, as_):
    report = story.sent(june, june.ta_van)
    report.narratives.update(text="a" * 21_000_000)
    answer = as_("thanh").get(reverse("reports:pdf", args=[report.pk]))
    assert answer.url == page_of(report)
    assert "xin chia thành nhiều phụ lục" in said(answer)[0]
    assert "Bản Word vẫn tải được" in said(answer)[0]


# --- The leader ------------------------------------------------------------------------------------------------------


def test_the_leader_reads_and_sends_with_one_button(june, as_):
    report = story.presented(june, june.ta_van)
    text = as_("vang").get(page_of(report)).content.decode()
    assert "Nộp Phòng LĐ-TB&amp;XH" in text
    assert "Cán bộ đã trình" in text
    page = as_("vang").post(reverse("reports:submit", args=[report.pk]))
    assert said(page) == ["Đã nộp báo cáo quý II năm 2020 lên Phòng LĐ-TB&XH."]
    again = as_("vang").post(reverse("reports:submit", args=[report.pk]))
    assert "“đã nộp”" in said(again)[-1]
    assert Report.objects.get().submission_count == 1


def test_the_officer_sees_that_it_waits_and_has_no_button_to_send(june, as_):
    report = story.presented(june, june.ta_van)
    text = as_("mai").get(page_of(report)).content.decode()
    assert "Rút về để sửa" in text
    assert reverse("reports:submit", args=[report.pk]) not in text
    page = as_("mai").post(reverse("reports:submit", args=[report.pk]))
    assert said(page) == ["Ông/bà không có nhiệm vụ nộp báo cáo này."]


def test_handing_back_without_a_word_asks_for_one(june, as_):
    report = story.presented(june, june.ta_van)
    url = reverse("reports:hand_back", args=[report.pk])
    assert as_("vang").post(url, {"reason": ""}).status_code == 200
    assert as_("vang").post(url, {"reason": "Viết rõ mục I."}).status_code == 302
    assert "Lãnh đạo xã chuyển lại: “Viết rõ mục I.”" in as_("mai").get(page_of(report)).content.decode()
    stale = as_("vang").post(url, {"reason": "Viết rõ mục II."})
    assert "đang ở trạng thái “đang soạn”" in stale.content.decode(), "a second press is told, not passed over"


# --- The standing office ---------------------------------------------------------------------------------------------


@pytest.fixture
def some_sent(june, clock):
    story.sent(june, june.ta_van)
    story.sent(june, june.muong_hoa, on=dt.date(2020, 6, 27))
    story.sent(june, june.office("justice_office"))
    clock(dt.date(2020, 6, 29))
    return june


def test_the_list_says_how_everybody_stands(some_sent, as_):
    page = as_("thanh").get(reverse("reports:index") + "?ky=2020-Q2")
    text = page.content.decode()
    assert "3 trên 30 đơn vị đã nộp, 2 đúng hạn" in text
    assert "Trễ 2 ngày" in text
    assert "Nhắc 27 đơn vị" in text
    assert len(page.context["shown"]) == 30


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tim=ta van", {"Tả Van"}),
        ("tim=TA&loc=chua-nop", {"Tả Phìn"}),
        ("loc=tre", {"Mường Hoa"}),
        ("tim=tu phap", {"Phòng Tư pháp"}),
        ("loc=cho-nhan", {"Tả Van", "Mường Hoa", "Phòng Tư pháp"}),
        ("tim=khong co", set()),
        ("loc=la", None),
    ],
)
def test_search_without_accents_and_filters(some_sent, as_, query, names):
    page = as_("thanh").get(f"{reverse('reports:index')}?ky=2020-Q2&{query}")
    shown = {item.name for item in page.context["shown"]}
    if names is None:
        assert len(shown) == 30
    elif "tim=TA" in query:
        assert names <= shown
    else:
        assert shown == names


def test_the_list_as_excel_holds_the_same_rows(some_sent, as_):
    answer = as_("thanh").get(reverse("reports:export") + "?ky=2020-Q2&loc=tre")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[1] for row in rows] == ["Xã Mường Hoa"]
    assert rows[0][3].date() == dt.date(2020, 6, 27)
    assert rows[0][4:6] == ["Trễ 2 ngày", "Chờ nhận"]


def test_accepting_and_returning_from_the_page(some_sent, as_):
    of_ta_van = Report.objects.get(unit=some_sent.ta_van)
    of_muong_hoa = Report.objects.get(unit=some_sent.muong_hoa)
    assert as_("thanh").post(reverse("reports:accept", args=[of_ta_van.pk])).status_code == 302
    url = reverse("reports:send_back", args=[of_muong_hoa.pk])
    bad = as_("thanh").post(url, {"reason": "Thiếu mục III", "due_on": "1/6/2020"})
    assert "không thể trước hôm nay" in bad.content.decode()
    assert "Thiếu mục III" in bad.content.decode()
    assert "xin kiểm tra năm" in as_("thanh").post(url, {"reason": "x", "due_on": "3/7/2200"}).content.decode()
    assert as_("thanh").post(url, {"reason": "Thiếu mục III", "due_on": "3/7/2020"}).status_code == 302
    of_ta_van.refresh_from_db()
    of_muong_hoa.refresh_from_db()
    assert (of_ta_van.state, of_muong_hoa.state) == (State.ACCEPTED, State.RETURNED)
    assert Duty.objects.get(kind="amendment").due_on == dt.date(2020, 7, 3)


def test_urging_names_whom_and_the_second_press_says_so(some_sent, as_):
    page = as_("thanh").post(reverse("reports:remind"), {"ky": "2020-Q2"})
    assert said(page)[0].startswith("Đã nhắc 27 đơn vị: Sa Pa, ")
    again = as_("thanh").post(reverse("reports:remind"), {"ky": "2020-Q2"})
    assert said(again)[-1] == "Hôm nay đã nhắc các đơn vị này rồi; mỗi đơn vị mỗi ngày một lần."
    assert "Phòng LĐ-TB&amp;XH nhắc ngày 29/6/2020." in as_("thanh").get(reverse("reports:index")).content.decode()


def test_after_a_reminder_the_button_rests_until_tomorrow(some_sent, as_):
    client = as_("thanh")
    pages = (reverse("reports:index") + "?ky=2020-Q2", "/tong-hop/2020-Q2/")
    with business.at(dt.datetime(2020, 6, 29, 14, 2)):
        client.post(reverse("reports:remind"), {"ky": "2020-Q2"})
    for page in pages:
        text = " ".join(client.get(page).content.decode().split())
        assert "Đã nhắc hôm nay lúc 14:02; mai nhắc lại được" in text
        assert "Nhắc 27 đơn vị" not in text
    with business.at(dt.date(2020, 6, 30)):
        for page in pages:
            assert "Nhắc 27 đơn vị" in client.get(page).content.decode()


def test_a_period_that_is_none_does_not_exist(june, as_):
    for url in (reverse("reports:index") + "?ky=x", reverse("reports:export") + "?ky=2020-M06"):
        assert as_("thanh").get(url).status_code == 404
    assert as_("thanh").post(reverse("reports:remind"), {"ky": "x"}).status_code == 404


def test_a_commune_sees_its_own_quarters_only(some_sent, as_):
    page = as_("mai").get(reverse("reports:index"))
    assert [item.duty.period for item in page.context["found"]] == ["2020-Q1", "2020-Q2"]
    assert "Mường Hoa" not in page.content.decode()
    assert as_("mai").get(reverse("reports:export") + "?ky=2020-Q2").status_code == 404


def test_an_agency_sees_its_own(some_sent, as_):
    page = as_("justice.office").get(reverse("reports:index"))
    assert {str(item.party) for item in page.context["found"]} == {"Phòng Tư pháp thị xã Sa Pa"}


# --- Cost ------------------------------------------------------------------------------------------------------------


def cost(client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_for_one_report_and_for_many(june, as_):
    client, url = as_("thanh"), reverse("reports:index") + "?ky=2020-Q2"
    client.get(url)
    story.sent(june, june.ta_van)
    one = cost(client, url)
    for name in ("Mường Hoa", "Tả Phìn", "Bản Hồ"):
        story.sent(june, june.commune(name))
    story.sent(june, june.office("justice_office"))
    assert cost(client, url) == one


def test_a_report_costs_the_same_however_often_it_was_sent(june, as_):
    report = story.sent(june, june.ta_van)
    client = as_("thanh")
    once = cost(client, page_of(report))
    for _ in range(2):
        report = services.return_report(report, by=june.person("thanh"), reason="Sai", due_on=dt.date(2020, 7, 1))
        report = services.submit_report(report, by=june.person("vang"))
    assert cost(client, page_of(report)) == once


def test_typed_values_stay_as_typed_when_read_again(june, as_):
    report = story.begun(june, june.ta_van, helpers=Typed(1234))
    assert 'value="1234"' in as_("mai").get(page_of(report)).content.decode()
