"""The pages of consolidated reports: who reads them, what they say, and the way down to a report."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import clock as business
from campaign_portal.foundation.models import Job, StoredFile
from emulation.duties.models import Duty
from emulation.duties.services import record_paper
from emulation.poverty.models import ReviewRow
from reporting.consolidation.models import Snapshot
from reporting.consolidation.selectors.table import table_of
from reporting.reports.models import Report
from tests.reporting import story
from tests.reporting.page import tables

Q2 = "/tong-hop/2020-Q2/"


@pytest.fixture
def june(four_reported):
    return four_reported


def body(response) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_before_anything_was_compiled_the_page_says_who_is_in_and_who_is_missing(june, as_):
    text = body(as_("thanh").get(Q2))
    assert "Quý II năm 2020, thị xã Sa Pa" in text
    assert "4 trên 30 đơn vị đã nộp. Có thể tổng hợp ngay; 26 đơn vị thiếu sẽ ghi rõ trong báo cáo." in " ".join(
        text.split()
    )
    assert "Nhắc 26 đơn vị" in text


def test_asking_shows_the_work_and_a_second_press_asks_for_nothing_more(june, as_):
    client = as_("thanh")
    for _ in range(2):
        assert client.post(Q2 + "tong-hop/").url == Q2
    job = Job.objects.get()
    text = body(client.get(Q2))
    assert "Đang tổng hợp" in text
    assert f'hx-get="{reverse("job_progress", args=[job.pk])}"' in text
    assert body(client.get(reverse("job_progress", args=[job.pk])))


def test_nothing_can_be_compiled_while_nobody_reported(sa_pa, clock, as_):
    clock(story.JUNE_25)
    text = body(as_("thanh").get(Q2))
    assert "Chưa đơn vị nào nộp." in text
    assert "disabled" in text


def test_work_that_failed_says_so_and_its_files_can_be_asked_for_again(june, as_):
    snapshot = story.frozen(june)
    Job.objects.update(state=Job.State.FAILED, attempts=5)
    text = body(as_("thanh").get(Q2))
    assert "Tổng hợp bị hỏng" in text
    assert as_("thanh").post(reverse("consolidation:finish", args=[snapshot.pk])).status_code == 302
    assert Job.objects.filter(owner_key=snapshot.key, state=Job.State.QUEUED).count() == 1


# --- Who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["thanh", "hang", "huy", "tuan", "long", "hanh", "ngoc"])
def test_standing_office_interior_office_leaders_council_and_auditor_read(june, as_, username):
    snapshot = story.frozen(june)
    for url in (
        "/tong-hop/",
        Q2,
        reverse("consolidation:snapshot", args=[snapshot.pk]),
        reverse("consolidation:figure", args=[snapshot.pk, "poor"]),
    ):
        assert as_(username).get(url).status_code == 200, url


@pytest.mark.parametrize("username", ["mai", "vang", "din", "justice.office", "nam"])
def test_for_others_the_towns_snapshot_does_not_exist(june, as_, username):
    snapshot = story.frozen(june)
    for name, arguments in (
        ("period", ["2020-Q2"]),
        ("snapshot", [snapshot.pk]),
        ("chart", [snapshot.pk]),
        ("figure", [snapshot.pk, "poor"]),
        ("comparison", [snapshot.pk, snapshot.pk]),
        ("word", [snapshot.pk]),
    ):
        assert as_(username).get(reverse(f"consolidation:{name}", args=arguments)).status_code == 404, name
    assert as_(username).get("/tong-hop/").status_code == 403
    job = Job.objects.get(owner_key=snapshot.key)
    assert as_(username).get(reverse("job_progress", args=[job.pk])).status_code == 404


def test_a_commune_reads_its_own_report_all_the_same(june, as_):
    story.frozen(june)
    assert as_("mai").get(reverse("reports:report", args=[Report.objects.get(unit=june.ta_van).pk])).status_code == 200


@pytest.mark.parametrize("username", ["huy", "long", "hanh", "mai"])
def test_s3_32_the_button_is_the_standing_offices_alone(june, as_, username):
    if username != "mai":
        page = as_(username).get(Q2)
        assert "tong-hop/tong-hop" not in body(page)
        assert not page.context["may_remind"]
    assert as_(username).post(Q2 + "tong-hop/").status_code == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize("url", ["/tong-hop/2021-Q1/", "/tong-hop/x/", "/tong-hop/ban/999/", "/tong-hop/2020-M06/"])
def test_what_there_is_not_is_404(june, as_, url):
    assert as_("thanh").get(url).status_code == 404


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_the_table_shows_every_commune_with_its_state_and_the_total_over_whom(june, as_):
    story.frozen(june)
    [communes, *_] = tables(body(as_("thanh").get(Q2)))
    rows = {row[0]: row for row in communes}
    assert rows["Tả Phìn"][1:3] == ["27/6", "! Trễ 2 ngày"]
    assert rows["Bản Hồ"][2] == "✕ Chưa nộp"
    assert rows["Bản Hồ"][3].endswith("%")
    assert rows["Bản Hồ"][4] == "–"
    assert rows["Mường Hoa"][2] == "✓ Đúng hạn"
    total = rows["Thị xã Sa Pa"]
    assert total[2] == "tính trên 2/16 xã, phường"
    assert len(communes) == 1 + 16 + 1


def test_the_tile_says_over_whom_its_rate_was_divided(june, as_):
    """The targets' page, read from the reviews, may say another rate on the same day."""
    snapshot = story.frozen(june)
    page = " ".join(body(as_("thanh").get(Q2)).split())
    total = table_of(snapshot).total
    tile = page[page.index('<div class="small muted">Tỷ lệ hộ nghèo</div>') :]
    assert tile.index(f"<small>{total.fell_words}</small>") < tile.index("tính trên 2/16 xã, phường") < 400
    assert "của 3/16 xã, phường đã nộp" in page
    assert "Mục Chỉ tiêu lấy thẳng từ rà soát" in page


def test_what_came_in_since_is_told(june, as_):
    story.frozen(june)
    assert "Bản 1 ghi rõ 26 đơn vị thiếu" in body(as_("thanh").get(Q2))
    story.sent(june, june.commune("Bản Hồ"))
    assert "Bản 1 chưa có 1 báo cáo nộp sau đó" in body(as_("thanh").get(Q2))


def test_a_figure_can_be_followed_from_the_town_to_the_hamlets_and_adds_up_at_every_step(june, as_):
    snapshot = story.frozen(june)
    client = as_("thanh")
    # The town: one number, a link.
    figure_url = reverse("consolidation:figure", args=[snapshot.pk, "poor"])
    assert figure_url in body(client.get(Q2))
    # The communes: their parts give it.
    [parts] = tables(body(client.get(figure_url)))
    by_name = {row[0]: row for row in parts[1:]}
    added = [int(by_name[name][1].replace(".", "")) for name in ("Tả Van", "Tả Phìn")]
    assert int(by_name["Thị xã Sa Pa"][1].replace(".", "")) == sum(added)
    assert by_name["Thị xã Sa Pa"][-2] == "✓ Cộng khớp"
    assert by_name["Mường Hoa"][-1] == "chưa có số"
    # The commune's report, at the figure's own place.
    report = Report.objects.get(unit=june.ta_van)
    assert f"{reverse('reports:report', args=[report.pk])}?lan=1#so-poor" in body(client.get(figure_url))
    page = body(client.get(reverse("reports:report", args=[report.pk]) + "?lan=1"))
    assert 'id="so-poor"' in page
    # The review's hamlets: their sum is the report's figure.
    review = report.figures.get(code="poor").source_key.partition(":")[2]
    review_url = reverse("poverty:review", args=[review]) + "?o=households_poor_end"
    assert review_url in page
    hamlets = ReviewRow.objects.filter(review=review).values_list("households_poor_end", flat=True)
    assert sum(hamlets) == report.figures.get(code="poor").value
    assert client.get(review_url).status_code == 200


@pytest.mark.parametrize("code", ["poor_rate", "poor_rate_start", "given", "fall", "policy_loan", "helpers"])
def test_rates_shares_and_sums_each_have_their_page(june, as_, code):
    snapshot = story.frozen(june)
    text = body(as_("hanh").get(reverse("consolidation:figure", args=[snapshot.pk, code])))
    assert "Tả Van" in text
    assert "Không khớp" not in text


def test_the_agencies_figures_have_theirs(june, as_):
    snapshot = story.frozen(june)
    url = reverse("consolidation:figure", args=[snapshot.pk, "helped_households"])
    assert "Phòng Tư pháp" in body(as_("thanh").get(url + "?co-quan"))
    assert "Phòng Tư pháp" not in body(as_("thanh").get(url)).split("<main")[1]


def test_a_figure_there_is_not_is_404(june, as_):
    snapshot = story.frozen(june)
    assert as_("thanh").get(reverse("consolidation:figure", args=[snapshot.pk, "khong-co"])).status_code == 404


def test_an_older_snapshot_stays_and_points_to_the_newer(june, as_):
    first = story.frozen(june)
    story.sent(june, june.commune("Bản Hồ"))
    second = story.frozen(june)
    text = body(as_("thanh").get(reverse("consolidation:snapshot", args=[first.pk])))
    assert "bản 2" in text
    compared = body(as_("thanh").get(reverse("consolidation:comparison", args=[second.pk, first.pk])))
    assert "1 đơn vị khác" in compared
    assert "Xã Bản Hồ" in compared


def test_snapshots_of_two_periods_are_not_compared(june, as_):
    second = story.frozen(june)
    with business.at(dt.date(2020, 6, 28)):
        story.sent(june, june.ta_van, "2020-Q1")
        first = story.frozen(june, "2020-Q1")
    assert as_("thanh").get(reverse("consolidation:comparison", args=[second.pk, first.pk])).status_code == 404


def test_what_is_still_compiling_cannot_be_opened(june, as_):
    as_("thanh").post(Q2 + "tong-hop/")
    snapshot = Snapshot.objects.get()
    assert as_("thanh").get(reverse("consolidation:snapshot", args=[snapshot.pk])).status_code == 404


def test_files_are_for_whoever_sees_the_snapshot(june, as_):
    story.compiled(june)
    for file in StoredFile.objects.all():
        url = reverse("file", args=[file.pk])
        assert as_("mai").get(url).status_code == 404
        answer = as_("hanh").get(url)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)


def test_the_chart_is_an_image_with_words(june, as_):
    snapshot = story.compiled(june)
    url = reverse("consolidation:chart", args=[snapshot.pk])
    assert as_("thanh").get(url)["Content-Type"] == "image/svg+xml"
    text = body(as_("thanh").get(Q2))
    assert f'src="{url}"' in text
    assert "xã, phường" in text.split(f'src="{url}"')[1].split(">")[0]


# --- What the plan asks for (S3 V.6) ----------------------------------------------------------------------------------


def test_s3_42_the_consolidated_report_is_owed_before_10_6_and_10_12(sa_pa):
    duties = Duty.objects.filter(kind="consolidation", campaign_key="sa_pa_2020").order_by("due_on")
    assert [(duty.period, duty.due_on, duty.due_text) for duty in duties] == [
        ("2020-Q1", dt.date(2020, 6, 9), "trước 10/6/2020"),
        ("2020-Q3", dt.date(2020, 12, 9), "trước 10/12/2020"),
    ]
    assert {duty.office for duty in duties} == {sa_pa.office("standing_office")}


def test_s3_42_the_page_leads_to_noting_the_paper_and_says_when_it_was_sent(sa_pa, clock, as_):
    clock(dt.date(2020, 6, 5))
    story.sent(sa_pa, sa_pa.ta_van, "2020-Q1")
    duty = Duty.objects.get(kind="consolidation", period="2020-Q1")
    text = body(as_("thanh").get("/tong-hop/2020-Q1/"))
    assert "trước 10/6/2020, còn 4 ngày" in text
    assert reverse("duties:paper", args=[duty.pk]) in text
    record_paper(duty, by=sa_pa.person("thanh"), number="45/BC-PLĐTBXH", date=dt.date(2020, 6, 5))
    text = " ".join(body(as_("thanh").get("/tong-hop/2020-Q1/")).split())
    assert "Đã gửi UBND thị xã văn bản 45/BC-PLĐTBXH ngày 05/6/2020, đúng hạn" in text


def test_s3_42_the_second_quarter_has_no_consolidation_of_its_own(june, as_):
    assert "kế hoạch không quy định riêng" in body(as_("thanh").get("/tong-hop/"))


# --- Cost -------------------------------------------------------------------------------------------------------------


def cost(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_pages_cost_the_same_for_four_reports_and_for_ten(june, as_):
    client = as_("thanh")
    first = story.frozen(june)
    urls = ["/tong-hop/", Q2, reverse("consolidation:figure", args=[first.pk, "poor"])]
    few = [cost(client, url) for url in urls]
    for name in ("Bản Hồ", "Mường Bo", "Trung Chải", "Hoàng Liên", "Thanh Bình", "Ngũ Chỉ Sơn"):
        story.sent(june, june.commune(name))
    second = story.frozen(june)
    urls[2] = reverse("consolidation:figure", args=[second.pk, "poor"])
    assert [cost(client, url) for url in urls] == few


def test_messages_of_a_refusal_are_shown(june, as_):
    snapshot = story.compiled(june)
    page = as_("thanh").post(reverse("consolidation:finish", args=[snapshot.pk]))
    assert "đã đủ tệp" in str(next(iter(get_messages(page.wsgi_request))))
