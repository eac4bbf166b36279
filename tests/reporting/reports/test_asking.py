"""Reports asked for out of turn: asked of whom, answered as any report, seen by who asked (S0 III-TC 2)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import audit
from campaign_portal.foundation import clock as business
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.periods import Period
from emulation.campaigns.services import launch
from emulation.duties.models import Duty
from emulation.targets.models import Measurement
from reporting.reports import services
from reporting.reports.models import Report, ReportRequest
from reporting.reports.selectors import contents
from reporting.reports.selectors.owed import owed
from reporting.reports.services import Asked, Typed
from tests.reporting import story

JULY_10 = dt.date(2020, 7, 10)
ANSWER = {"answer": "Ba nhà tốc mái, hai hộ mất trâu."}


@pytest.fixture
def june(sa_pa, clock):
    clock(story.JUNE_25)
    return sa_pa


@pytest.fixture
def asked(june) -> ReportRequest:
    return ask(june, june.ta_van, june.muong_hoa, june.office("ethnic_office"))


def ask(june, *whom, by="thanh", **changes) -> ReportRequest:
    parties = [june.party(one) for one in whom]
    told = {"title": "Thiệt hại do mưa lũ", "about": "Nhà, vật nuôi.\nTừng thôn.", "due_on": JULY_10} | changes
    return services.ask(june.campaign, Asked(parties=parties, **told), by=june.person(by))


def answered(june, asked: ReportRequest) -> Report:
    mai = june.person("mai")
    report = services.start_report(june.campaign, june.party(june.ta_van), asked.period, by=mai)
    report = services.save_report(report, {}, ANSWER, by=mai)
    services.present_report(report, by=mai)
    return services.submit_report(report, by=june.person("vang"))


@pytest.mark.parametrize(
    ("turn", "key", "name", "last_month"),
    [(1, "2020-D0701", "đột xuất tháng 7 năm 2020", 7), (2, "2020-D0702", "đột xuất lần 2 tháng 7 năm 2020", 7)],
)
def test_a_period_of_its_own(turn, key, name, last_month):
    period = Period.ad_hoc(JULY_10, turn)
    assert (period.key, period.name, period.last_month) == (key, name, last_month)
    assert period.is_ad_hoc
    assert not Period.parse("2020-Q2").is_ad_hoc


@pytest.mark.parametrize("key", ["2020-D1301", "2020-D0001", "2020-D071", "2020-D07"])
def test_no_other_key_is_one(key):
    with pytest.raises(ValueError, match="không đúng dạng"):
        Period.parse(key)


def test_who_is_asked_owes_it_by_the_day_and_others_do_not(june, asked):
    duties = Duty.objects.filter(deadline_key=asked.deadline_key)
    assert {duty.office or duty.unit for duty in duties} == {
        june.ta_van, june.muong_hoa, june.office("ethnic_office"),
    }  # fmt: skip
    assert {(duty.due_on, duty.receiver, duty.title) for duty in duties} == {
        (JULY_10, june.office("standing_office"), "Báo cáo đột xuất: Thiệt hại do mưa lũ"),
    }
    assert audit.history(asked).first().action == "yêu cầu báo cáo đột xuất"
    with pytest.raises(Refused, match="không yêu cầu"):
        services.start_report(
            june.campaign, june.party(june.commune("Bản Hồ")), asked.period, by=june.person("03046.canbo")
        )
    assert ask(june, june.ta_van).period == "2020-D0602", "the next of the month"


def test_it_is_answered_as_any_report_and_the_first_sending_counts(june, asked):
    with business.at(dt.date(2020, 7, 11)):
        report = answered(june, asked)
    (mine,) = [item for item in owed(june.campaign, june.town, asked.period) if item.report]
    assert (mine.report, mine.pill[1], mine.work[1]) == (report, "Trễ 1 ngày", "Chờ nhận")
    services.return_report(report, by=june.person("thanh"), reason="Nêu rõ thôn.", due_on=dt.date(2020, 7, 20))
    assert Duty.objects.open().filter(kind="amendment", object_key=report.key).exists()


def test_the_regular_form_comes_along_where_it_is_wanted_and_measures_nothing(june):
    bare, whole = ask(june, june.ta_van), ask(june, june.ta_van, with_form=True)
    party, mai = june.party(june.ta_van), june.person("mai")
    assert contents.form_of(june.campaign, party, bare.period).specs == ()
    form = contents.form_of(june.campaign, party, whole.period)
    assert [section["key"] for section in form.sections][:2] == ["answer", "leading"]
    report = services.start_report(june.campaign, party, whole.period, by=mai)
    services.save_report(report, {"helpers": Typed(12)}, story.TEXTS | ANSWER, by=mai)
    services.present_report(report, by=mai)
    services.submit_report(report, by=june.person("vang"))
    assert report.figures.get(submission=1, code="helpers").value == 12
    assert not Measurement.objects.filter(period=whole.period).exists()


def test_without_its_answer_it_does_not_go(june, asked):
    mai = june.person("mai")
    report = services.start_report(june.campaign, june.party(june.ta_van), asked.period, by=mai)
    with pytest.raises(Refused, match="Thiệt hại do mưa lũ"):
        services.present_report(report, by=mai)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"about": "\n"}, "about"),
        ({"due_on": dt.date(2020, 6, 24)}, "due_on"),
        ({"due_on": dt.date(2022, 6, 24)}, "due_on"),
        ({"whom": ()}, "parties"),
        ({"whom": ("hamlet",)}, "parties"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(june, changes, field):
    whom = changes.pop("whom", ("ta_van",))
    places = {"ta_van": june.ta_van, "hamlet": june.hamlet("Dền Thàng")}
    with pytest.raises(Refused) as refused:
        ask(june, *(places[one] for one in whom), **changes)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_only_the_standing_office_asks(june):
    with pytest.raises(Refused, match="Chỉ cơ quan thường trực"):
        ask(june, june.muong_hoa, by="mai")


def test_called_off_nobody_owes_it_and_what_came_in_stays(june, asked):
    report = answered(june, asked)
    with pytest.raises(Refused, match="lý do"):
        services.call_off(asked, by=june.person("thanh"), reason=" ")
    services.call_off(asked, by=june.person("thanh"), reason="Huyện đã có số.")
    assert not Duty.objects.open().filter(deadline_key=asked.deadline_key).exists()
    assert [item.report for item in owed(june.campaign, june.town, asked.period)] == [report]
    with pytest.raises(Refused, match="chỉ một lần"):
        services.call_off(asked, by=june.person("thanh"), reason="Lần nữa.")


def test_a_plan_that_is_amended_takes_no_request_away(june, asked):
    launch(june.campaign, by=None)
    assert Duty.objects.open().filter(deadline_key=asked.deadline_key).count() == 3


# --- The screens ------------------------------------------------------------------------------------------------------


def test_asking_on_the_screen_a_whole_class_and_one_more(june, as_):
    client = as_("thanh")
    agencies = june.campaign.classes.get(key="agency")
    typed = {"title": "Mưa lũ", "about": "Thiệt hại", "due_on": "10/7/2020", "classes": [agencies.pk]}
    again = client.post(reverse("reports:ask"), typed | {"due_on": "31/6/2020"}).content.decode()
    assert "Ngày ghi chưa đúng" in again
    assert 'value="Mưa lũ"' in again
    page = client.post(reverse("reports:ask"), typed | {"parties": [june.party(june.ta_van).pk]}, follow=True)
    assert "0 trên 15 nơi đã trả lời" in " ".join(page.content.decode().split())
    assert client.post(reverse("reports:ask"), typed | {"parties": ["9" * 30]}).status_code == 200


def test_the_lists_cost_the_same_for_one_and_three(june, as_):
    client, counts = as_("thanh"), []
    for whom in (["Tả Van"], ["Tả Van", "Bản Hồ"], ["Tả Van", "Bản Hồ", "Mường Hoa"]):
        asked = ask(june, *(june.commune(name) for name in whom))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("reports:requests"), {"tim": "thiet hai"})
            client.get(reverse("reports:request", args=[asked.pk]))
        counts.append(len(captured))
    assert counts[1] == counts[2]
