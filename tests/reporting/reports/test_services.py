"""A report from the first word to its acceptance: who may what, what freezes, what is due."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation import clock as business
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty, Fulfillment
from emulation.duties.selectors import timeliness
from emulation.targets.models import Measurement
from reporting.reports import services
from reporting.reports.models import Figure, Narrative, Report
from reporting.reports.selectors.owed import duty_of, owed
from reporting.reports.services import Typed
from tests.reporting import story

State = Report.State


@pytest.fixture
def june(sa_pa, clock):
    clock(story.JUNE_25)
    return sa_pa


def said(refused) -> str:
    return " ".join(problem.message for problem in refused.value.problems)


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_starting_twice_goes_on_with_the_one_report(june):
    first, again = (
        services.start_report(june.campaign, story.party(june.ta_van), "2020-Q2", by=june.person("mai"))
        for _ in range(2)
    )
    assert first == again
    assert first.receiver == june.office("standing_office")
    assert [entry.action for entry in audit.history(first)] == ["bắt đầu lập báo cáo"]


def test_nobody_begins_anothers_report(june):
    with pytest.raises(Refused, match="do người của đơn vị đó lập"):
        services.start_report(june.campaign, story.party(june.ta_van), "2020-Q2", by=june.person("lien"))


def test_a_quarter_that_has_not_opened_is_refused_with_the_day_it_opens(june):
    with pytest.raises(Refused, match="lập từ ngày 11/9/2020"):
        services.start_report(june.campaign, story.party(june.ta_van), "2020-Q3", by=june.person("mai"))


def test_whoever_owes_no_report_cannot_begin_one(june):
    hamlet = story.party(june.hamlet("Tả Van Mông"))
    with pytest.raises(Refused, match="do người của đơn vị đó lập"):
        services.start_report(june.campaign, hamlet, "2020-Q2", by=june.person("mai"))


def test_a_share_greater_than_its_whole_is_refused_with_a_guess_and_nothing_is_written(june):
    report = story.begun(june, june.ta_van)
    with pytest.raises(Refused) as refused:
        services.save_report(
            report,
            {"policy_health": Typed(128, 76), "helpers": Typed(9)},
            {"examples": "Nuôi cá"},
            by=june.person("mai"),
        )
    assert said(refused) == (
        "Hưởng đủ chính sách y tế: đã hưởng 128 trên 76 hộ đủ điều kiện là không thể. Xin kiểm tra lại; có phải 28?"
    )
    assert refused.value.problems[0].field == "so_policy_health"
    assert not report.figures.exists()


def test_the_database_too_refuses_an_impossible_figure(june):
    report = story.begun(june, june.ta_van)
    for wrong in ({"value": 128, "whole": 76}, {"value": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Figure.objects.create(report=report, submission=1, code="policy_health", **wrong)


def test_a_figure_of_the_reviews_cannot_be_typed(june):
    story.review(june, june.ta_van)
    report = story.begun(june, june.ta_van, poor=Typed(1))
    assert not report.figures.exists()


def test_saving_the_same_again_writes_no_line_of_the_trail(june):
    report = story.begun(june, june.ta_van, helpers=Typed(9))
    lines = audit.history(report).count()
    services.save_report(report, {"helpers": Typed(9)}, story.TEXTS, by=june.person("mai"))
    assert audit.history(report).count() == lines


# --- To the leader and up --------------------------------------------------------------------------------------------


def test_an_empty_required_section_stops_it_and_says_which(june):
    report = services.start_report(june.campaign, story.party(june.ta_van), "2020-Q2", by=june.person("mai"))
    with pytest.raises(Refused) as refused:
        services.present_report(report, by=june.person("mai"))
    assert [(p.message, p.field) for p in refused.value.problems] == [
        ("Chưa viết mục I. Công tác chỉ đạo, tuyên truyền.", "muc_leading"),
        ("Chưa viết mục IV. Nhiệm vụ kỳ tới.", "muc_next_steps"),
    ]


def test_optional_sections_may_stay_empty(june):
    assert story.presented(june, june.ta_van).state == State.WITH_LEADER


def test_half_a_share_asks_for_the_other_half(june):
    report = story.begun(june, june.ta_van, policy_loan=Typed(12), policy_other=Typed(None, 40))
    with pytest.raises(Refused) as refused:
        services.present_report(report, by=june.person("mai"))
    assert [problem.field for problem in refused.value.problems] == ["du_policy_loan", "so_policy_other"]


def test_more_eligible_than_poor_and_near_poor_asks_for_a_note_and_then_goes(june):
    report = story.begun(june, june.ta_van, policy_health=Typed(500, 500))
    with pytest.raises(Refused) as refused:
        services.present_report(report, by=june.person("mai"))
    assert said(refused) == (
        "Hưởng đủ chính sách y tế: 500 hộ đủ điều kiện, nhiều hơn 434 hộ nghèo và cận nghèo. "
        "Xin kiểm tra lại; nếu đúng, xin ghi lý do."
    )
    note = "Gồm 66 hộ mới thoát nghèo còn hưởng bảo hiểm y tế."
    services.save_report(report, {"policy_health": Typed(500, 500, note)}, {}, by=june.person("mai"))
    assert services.present_report(report, by=june.person("mai")).state == State.WITH_LEADER


@pytest.mark.parametrize("username", ["mai", "lien", "thanh", "hanh", "03037.lanhdao"])
def test_only_the_communes_own_leader_submits(june, username):
    report = story.presented(june, june.ta_van)
    with pytest.raises(Refused, match="không có nhiệm vụ nộp báo cáo"):
        services.submit_report(report, by=june.person(username))


def test_the_leader_may_send_what_the_officer_never_presented(june):
    report = story.begun(june, june.ta_van)
    assert services.submit_report(report, by=june.person("vang")).state == State.SUBMITTED


def test_an_agency_has_nobody_to_present_to_and_its_officer_sends(june):
    office = june.office("justice_office")
    report = story.begun(june, office, helped_households=Typed(4))
    officer = june.person("justice.office")
    with pytest.raises(Refused):
        services.present_report(report, by=officer)
    report = services.submit_report(report, by=officer)
    assert report.state == State.SUBMITTED
    assert Fulfillment.objects.get(duty__office=office, duty__period="2020-Q2").on_time


def test_submitting_freezes_every_figure_with_its_source(june):
    review = story.review(june, june.ta_van)
    report = story.sent(june, june.ta_van, helpers=Typed(12), policy_health=Typed(400, 410))
    frozen = {row.code: row for row in report.figures.filter(submission=1)}
    assert len(frozen) == 23
    assert (frozen["poor"].source_key, frozen["poor"].is_provisional) == (f"emulation.ReviewSet:{review.pk}", True)
    assert (frozen["policy_health"].value, frozen["policy_health"].whole) == (400, 410)
    assert frozen["helped_households"].value is None
    # The review is mended afterwards: what was sent stays.
    value = frozen["poor"].value
    review.rows.update(
        households_poor_end=0, households_poor_minority_end=0, households_poor_relapsed=0, households_poor_new=0
    )
    assert report.figures.get(submission=1, code="poor").value == value


def test_typed_figures_become_measurements_of_the_commune_and_of_the_agency(june):
    story.sent(june, june.ta_van, helped_households=Typed(21), policy_loan=Typed(80, 100))
    story.sent(june, june.office("justice_office"), helped_households=Typed(4))
    of_commune = Measurement.objects.get(indicator__key="helped_households", unit=june.ta_van)
    of_agency = Measurement.objects.get(indicator__key="helped_households", unit=june.town)
    share = Measurement.objects.get(indicator__key="policy_loan")
    assert (of_commune.value, of_commune.party, of_commune.period) == (21, None, "2020-Q2")
    assert (of_agency.value, of_agency.party) == (4, story.party(june.office("justice_office")))
    assert (share.value, share.whole) == (80, 100)


def test_nothing_can_be_written_into_what_lies_with_the_leader_or_was_sent(june):
    report = story.presented(june, june.ta_van)
    for state in ("chờ lãnh đạo ký", "đã nộp"):
        with pytest.raises(Refused, match=state):
            services.save_report(report, {}, {"leading": "Sửa lén"}, by=june.person("mai"))
        if state != "đã nộp":
            services.submit_report(report, by=june.person("vang"))
    assert not Narrative.objects.filter(text="Sửa lén").exists()


def test_a_second_press_says_that_it_was_done_and_counts_one_submission(june):
    report = story.sent(june, june.ta_van)
    with pytest.raises(Refused, match="“đã nộp”"):
        services.submit_report(report, by=june.person("vang"))
    report.refresh_from_db()
    assert report.submission_count == 1


def test_the_leader_hands_it_back_with_a_reason_the_officer_takes_it_back_without(june):
    report = story.presented(june, june.ta_van)
    with pytest.raises(Refused, match="Xin ghi lý do"):
        services.hand_back_report(report, by=june.person("vang"), reason=" ")
    report = services.hand_back_report(report, by=june.person("vang"), reason="Viết thêm mục III.")
    assert (report.state, report.return_reason) == (State.DRAFT, "Viết thêm mục III.")
    report = services.present_report(report, by=june.person("mai"))
    assert services.take_back_report(report, by=june.person("mai")).state == State.DRAFT


# --- On time (S3 V.6) ------------------------------------------------------------------------------------------------


def test_s3_41_the_report_is_due_on_the_25th_of_the_quarters_last_month_from_communes_and_agencies(sa_pa):
    for period, month in (("2020-Q1", 3), ("2020-Q2", 6), ("2020-Q3", 9), ("2020-Q4", 12)):
        found = owed(sa_pa.campaign, sa_pa.town, period)
        assert {item.duty.due_on for item in found} == {dt.date(2020, month, 25)}
        assert {item.duty.receiver for item in found} == {sa_pa.office("standing_office")}
        assert sum(item.is_commune for item in found) == 16
        assert sum(not item.is_commune for item in found) == 14


def test_s3_41_the_evening_of_the_25th_is_on_time_and_the_next_morning_one_day_late(june):
    with business.at(dt.datetime(2020, 6, 25, 23, 59)):
        story.sent(june, june.ta_van)
    with business.at(dt.datetime(2020, 6, 26, 0, 1)):
        story.sent(june, june.muong_hoa)
    with business.at(dt.date(2020, 6, 28)):
        found = {item.party.unit: item for item in owed(june.campaign, june.town, "2020-Q2") if item.is_commune}
    assert found[june.ta_van].pill == ("ok", "Đúng hạn")
    assert found[june.muong_hoa].pill == ("wait", "Trễ 1 ngày")
    assert found[june.commune("Bản Hồ")].pill == ("bad", "Chưa nộp")


def test_on_time_late_and_missing_are_everybody(june):
    story.sent(june, june.ta_van)
    story.sent(june, june.muong_hoa, on=dt.date(2020, 6, 30))
    with business.at(dt.date(2020, 7, 1)):
        states = [item.state for item in owed(june.campaign, june.town, "2020-Q2")]
        assert sorted(states) == sorted(
            item.state for item in timeliness("report", "2020-Q2", "sa_pa_2020", district_id=june.town.pk)
        )
    assert (states.count("on_time"), states.count("late"), states.count("missing")) == (1, 1, 28)


# --- The receiver ----------------------------------------------------------------------------------------------------


def returned(june, reason="Mục III quá ngắn.", due_on=dt.date(2020, 6, 30)) -> Report:
    report = story.sent(june, june.ta_van, helpers=Typed(12))
    return services.return_report(report, by=june.person("thanh"), reason=reason, due_on=due_on)


@pytest.mark.parametrize("username", ["mai", "vang", "huy", "hanh", "long"])
def test_only_the_receiver_accepts_and_returns(june, username):
    report = story.sent(june, june.ta_van)
    with pytest.raises(Refused):
        services.accept_report(report, by=june.person(username))
    with pytest.raises(Refused):
        services.return_report(report, by=june.person(username), reason="x", due_on=dt.date(2020, 6, 30))


def test_accepting_twice_says_that_it_was_accepted(june):
    report = services.accept_report(story.sent(june, june.ta_van), by=june.person("thanh"))
    assert report.accepted_at is not None
    with pytest.raises(Refused, match="“đã nhận”"):
        services.accept_report(report, by=june.person("hang"))


def test_a_return_opens_an_amendment_with_its_own_day_and_the_first_sending_stays_on_time(june):
    report = returned(june)
    amendment = Duty.objects.get(kind="amendment", object_key=report.key)
    assert (amendment.unit, amendment.due_on, amendment.note) == (
        june.ta_van,
        dt.date(2020, 6, 30),
        "Mục III quá ngắn.",
    )
    assert duty_of(june.campaign, story.party(june.ta_van), "2020-Q2").fulfillment.on_time


def test_a_return_needs_a_reason_and_a_day_that_is_not_past(june):
    report = story.sent(june, june.ta_van)
    with pytest.raises(Refused, match="Xin ghi lý do"):
        services.return_report(report, by=june.person("thanh"), reason="", due_on=dt.date(2020, 6, 30))
    with pytest.raises(Refused, match="không thể trước hôm nay"):
        services.return_report(report, by=june.person("thanh"), reason="Thiếu", due_on=dt.date(2020, 6, 24))
    report.refresh_from_db()
    assert report.state == State.SUBMITTED


def test_a_second_submission_stands_beside_the_first_and_closes_the_amendment(june):
    report = returned(june)
    mai, vang = june.person("mai"), june.person("vang")
    with business.at(dt.date(2020, 6, 29)):
        services.save_report(report, {"helpers": Typed(15)}, {"difficulties": "Vốn vay chậm."}, by=mai)
        report = services.submit_report(services.present_report(report, by=mai), by=vang)
    assert report.submission_count == 2
    assert [report.figures.get(submission=n, code="helpers").value for n in (1, 2)] == [12, 15]
    assert not report.narratives.filter(submission=1, section="difficulties").exists()
    assert report.narratives.get(submission=2, section="difficulties").text == "Vốn vay chậm."
    assert report.narratives.get(submission=2, section="leading").text == story.TEXTS["leading"]
    assert Duty.objects.get(kind="amendment").fulfillment.on_time
    assert report.first_submitted_at < report.submitted_at
    measured = Measurement.objects.get(indicator__key="helpers", unit=june.ta_van)
    assert measured.value == Decimal(15)


def test_writing_after_a_return_leaves_what_was_sent_alone(june):
    report = returned(june)
    services.save_report(report, {"helpers": Typed(99)}, {"leading": "Khác"}, by=june.person("mai"))
    assert report.figures.get(submission=1, code="helpers").value == 12
    assert report.narratives.get(submission=1, section="leading").text == story.TEXTS["leading"]


def test_what_was_accepted_can_still_be_returned(june):
    report = services.accept_report(story.sent(june, june.ta_van), by=june.person("thanh"))
    report = services.return_report(report, by=june.person("hang"), reason="Sai số", due_on=dt.date(2020, 7, 1))
    assert report.state == State.RETURNED


# --- Urging ----------------------------------------------------------------------------------------------------------


def test_s3_32_the_standing_office_urges_whoever_has_not_sent_once_a_day(june):
    story.sent(june, june.ta_van)
    thanh = june.person("thanh")
    urged = services.remind(owed(june.campaign, june.town, "2020-Q2"), by=thanh)
    assert len(urged) == 29
    duty = duty_of(june.campaign, story.party(june.muong_hoa), "2020-Q2")
    assert duty.note == "Phòng LĐ-TB&XH nhắc ngày 25/6/2020."
    assert services.remind(owed(june.campaign, june.town, "2020-Q2"), by=thanh) == []
    with business.at(dt.date(2020, 6, 27)):
        assert len(services.remind(owed(june.campaign, june.town, "2020-Q2"), by=thanh)) == 29
    assert audit.history(duty).filter(action="nhắc việc").count() == 2


@pytest.mark.parametrize("username", ["mai", "huy", "hanh"])
def test_s3_32_nobody_else_urges(june, username):
    with pytest.raises(Refused, match="Chỉ cơ quan nhận báo cáo"):
        services.remind(owed(june.campaign, june.town, "2020-Q2"), by=june.person(username))


def test_a_period_that_has_not_opened_is_not_urged(june):
    assert services.remind(owed(june.campaign, june.town, "2020-Q3"), by=june.person("thanh")) == []
