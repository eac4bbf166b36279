"""Planning, changing, calling off and closing a session."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from awards.councils import services
from awards.councils.models import Attendance, CouncilSession, SessionItem
from awards.councils.workflow import SESSION_FLOW
from awards.dossiers.models import Dossier
from campaign_portal.foundation import audit, files, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job
from emulation.duties.models import Duty
from emulation.regimes.models import AwardForm, CouncilRule
from tests.awards.councils.stage import ABSENT, PRESENT, SESSION_DAY, Stage

State = CouncilSession.State
HALF_PAST_ELEVEN = dt.time(11, 30)


def close(stage: Stage, session: CouncilSession, **changes) -> CouncilSession:
    return services.close_session(session, **({"ends_at": HALF_PAST_ELEVEN, "by": stage.secretary} | changes))


def missing(session: CouncilSession) -> str:
    return " ".join(problem.message for problem in workflow.missing(SESSION_FLOW, session, "close"))


# --- Planning -----------------------------------------------------------------------------------------------------


def test_planning_freezes_members_and_the_voting_rule_of_the_day(stage: Stage):
    dossiers = stage.dossiers()
    session = stage.plan(dossiers)
    assert session.member_count == session.attendance.count() == 15
    item = session.items.first()
    assert (item.operator, item.percent, item.secret) == ("more", 50, False)
    assert (item.quorum_numerator, item.quorum_denominator, item.rule_certain) == (2, 3, False)
    CouncilRule.objects.update(percent=80, operator="at_least")
    item.refresh_from_db()
    assert item.percent == 50, "a law corrected afterwards changes no session that was planned"
    assert [item.dossier for item in session.items.all()] == dossiers
    assert audit.history(session).get().after["dossiers"][0] == "Thôn Tả Van Mông"


def test_the_interior_office_may_plan_too_and_nobody_else(stage: Stage):
    dossiers = stage.dossiers()
    for username in ("mai", "vang", "thanh", "khanh", "long", "hanh"):
        with pytest.raises(Refused, match="thư ký hội đồng hoặc cơ quan Nội vụ"):
            stage.plan(dossiers, by=stage.sa_pa.person(username))
    assert stage.plan(dossiers, by=stage.sa_pa.person("huy")).state == State.PLANNED


def test_a_session_without_dossiers_or_with_wrong_people_is_refused(stage: Stage):
    dossier = stage.household("Giàng A Páo")
    with pytest.raises(Refused, match="ít nhất một hồ sơ"):
        stage.plan([])
    with pytest.raises(Refused, match="Chủ tọa là Chủ tịch hoặc Phó Chủ tịch"):
        stage.plan([dossier], chair=stage.member("Má A Chứ"))
    with pytest.raises(Refused, match="hai người"):
        stage.plan([dossier], secretary=stage.member("Phạm Đức Long"))
    with pytest.raises(Refused, match="địa điểm"):
        stage.plan([dossier], place="  ")


@pytest.mark.parametrize("state", [s for s in Dossier.State.values if s not in {"in_council", "draft"}])
def test_only_dossiers_that_wait_for_the_council_come_on_an_agenda(stage: Stage, state):
    dossier = stage.household("Giàng A Páo")
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    with pytest.raises(Refused, match="không còn chờ phiên họp này"):
        stage.plan([dossier])


def test_a_dossier_stands_on_one_agenda_at_a_time(stage: Stage):
    dossier = stage.household("Giàng A Páo")
    stage.plan([dossier])
    with pytest.raises(Refused, match="Giàng A Páo không còn chờ phiên họp này"):
        stage.plan([dossier])


def test_an_award_without_a_voting_rule_is_refused_naming_it(stage: Stage):
    dossier = stage.household("Giàng A Páo")
    CouncilRule.objects.filter(award_form__code="GKH").delete()
    with pytest.raises(Refused, match="chưa có quy tắc biểu quyết cho Giấy khen theo chế độ R1"):
        stage.plan([dossier])


def test_a_diploma_is_voted_on_in_secret_by_eighty_percent_of_all(stage: Stage):
    dossier = stage.household("Giàng A Páo")
    Dossier.objects.filter(pk=dossier.pk).update(award_form=AwardForm.objects.get(code="BKT"))
    session = stage.plan([Dossier.objects.get(pk=dossier.pk)])
    item = session.items.get()
    assert (item.secret, item.operator, item.percent) == (True, "at_least", 80)
    stage.attend(session)
    stage.vote(session, 11)  # 73 %
    close(stage, session)
    item.refresh_from_db()
    assert item.passed is False
    assert "cần ít nhất 12" in audit.history(item.dossier).first().reason


def test_planning_opens_the_councils_duty_and_closing_ends_it(stage: Stage):
    session = stage.plan(stage.dossiers())
    duty = Duty.objects.get(object_key=files.owner_key(session))
    assert (duty.kind, duty.office, duty.due_on) == ("council", stage.council.office, SESSION_DAY)
    stage.attend(session)
    stage.vote(session, 15, 15, 15, 15, 15)
    close(stage, session)
    assert duty in Duty.objects.filter(fulfillment__isnull=False)


# --- Changing and calling off -------------------------------------------------------------------------------------


def replan(stage: Stage, session: CouncilSession, dossiers, **changes) -> CouncilSession:
    asked = {
        "held_on": session.held_on,
        "starts_at": session.starts_at,
        "place": session.place,
        "chair": session.chair,
        "secretary": session.secretary,
        "by": stage.secretary,
    }
    return services.replan_session(session, dossiers=dossiers, **(asked | changes))


def test_changing_the_agenda_keeps_the_votes_of_those_who_stay(stage: Stage):
    first, second, third = stage.dossiers()[:3]
    session = stage.plan([first, second])
    stage.attend(session)
    stage.vote(session, 12, 9)
    replan(stage, session, [third, first], held_on=SESSION_DAY + dt.timedelta(days=1), place="Hội trường lớn")
    items = {item.dossier_id: item.votes_for for item in session.items.all()}
    assert items == {third.pk: None, first.pk: 12}
    assert [item.dossier_id for item in session.items.all()] == [third.pk, first.pk]
    session.refresh_from_db()
    assert session.place == "Hội trường lớn"
    assert Duty.objects.open().get(object_key=files.owner_key(session)).due_on == SESSION_DAY + dt.timedelta(days=1)
    assert Duty.objects.open().filter(object_key=files.owner_key(second)).exists(), "what was dropped waits again"
    changed = audit.history(session).first()
    assert set(changed.after) == {"held_on", "place", "dossiers"}


def test_a_member_who_joined_since_is_taken_in_and_one_who_left_goes(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    gone = stage.member("Má A Chứ")
    session.attendance.filter(member=gone).delete()
    gone.delete()
    stage.council.members.create(full_name="Mới", position="x", place=99)
    replan(stage, session, [session.items.get().dossier])
    session.refresh_from_db()
    assert session.member_count == 15
    assert session.attendance.filter(member__full_name="Mới").exists()


def test_calling_off_asks_why_and_frees_the_dossiers(stage: Stage):
    dossier = stage.household("Giàng A Páo")
    session = stage.plan([dossier])
    with pytest.raises(Refused, match="ghi lý do"):
        services.call_off_session(session, reason=" ", by=stage.secretary)
    session = services.call_off_session(session, reason="bão", by=stage.secretary)
    assert session.state == State.CALLED_OFF
    assert not Duty.objects.open().filter(object_key=files.owner_key(session)).exists()
    assert Duty.objects.open().filter(object_key=files.owner_key(dossier), kind="council").exists()
    assert stage.plan([dossier]).state == State.PLANNED
    with pytest.raises(Refused, match="đang ở trạng thái “không họp”"):
        services.call_off_session(session, reason="nữa", by=stage.secretary)


def test_a_session_that_is_over_is_not_changed(stage: Stage):
    session = stage.closed(stage.dossiers())
    dossiers = [item.dossier for item in session.items.all()]
    with pytest.raises(Refused, match="đã kết thúc"):
        replan(stage, session, dossiers)
    with pytest.raises(Refused, match="đã kết thúc"):
        services.take_attendance(session, {stage.member("Má A Chứ").pk: (ABSENT, "x")}, by=stage.secretary)
    with pytest.raises(Refused, match="đã kết thúc"):
        services.record_votes(session.items.first(), None, by=stage.secretary)
    with pytest.raises(Refused, match="đã kết thúc"):
        services.leave_vote(session.items.first(), stage.member("Má A Chứ"), reason="x", by=stage.secretary)


# --- Closing ------------------------------------------------------------------------------------------------------


def test_s3_33_the_council_lets_through_by_more_than_half_of_all_and_one_fails_by_one_vote(stage: Stage):
    """The story of the demo: 15 members, more than half of all, open vote; 7 is one too few."""
    dossiers = stage.dossiers()
    session = stage.plan(dossiers)
    stage.attend(session, absent=2, written=1)
    stage.vote(session, 13, 12, 8, 7, 10)
    session = close(stage, session)
    assert [item.passed for item in session.items.all()] == [True, True, True, False, True]
    states = [Dossier.objects.get(pk=dossier.pk).state for dossier in dossiers]
    assert states == ["passed", "passed", "passed", "not_passed", "passed"]
    said = audit.history(dossiers[3]).first()
    assert said.action == "không thông qua"
    assert said.reason == "01/BB-HĐTĐKT: 7 trên 15 phiếu (46,67%), cần ít nhất 8"


def test_closing_is_refused_below_the_quorum_with_both_numbers(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    stage.attend(session, absent=6)
    stage.vote(session, 9)
    with pytest.raises(Refused, match=r"9 trên 15 thành viên tham dự, chưa đủ 2/3 \(cần ít nhất 10\)"):
        close(stage, session)
    stage.attend(session, absent=5)
    stage.vote(session, 9)
    assert close(stage, session).state == State.CLOSED


def test_written_opinions_make_up_a_quorum(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    stage.attend(session, absent=5, written=4)
    stage.vote(session, 10)
    assert close(stage, session).state == State.CLOSED


def test_what_is_missing_from_the_sheet_is_said_all_at_once(stage: Stage):
    first, second = stage.dossiers()[:2]
    session = stage.plan([first, second])
    assert "Chưa ghi tham dự của Vũ Đình Khải, Phạm Đức Long, Bùi Minh Tuấn và 12 người khác." in missing(session)
    assert "Chưa ghi số phiếu của Thôn Tả Van Mông, Thôn Dền Thàng." in missing(session)
    stage.attend(session)
    services.take_attendance(session, {stage.member("Má A Chứ").pk: (ABSENT, "")}, by=stage.secretary)
    assert "Chưa ghi lý do vắng của Má A Chứ." in missing(session)
    with pytest.raises(Refused) as refused:
        close(stage, session, ends_at=dt.time(7))
    said = str(refused.value)
    assert "lý do vắng" in said
    assert "số phiếu" in said
    assert "Giờ kết thúc 07:00 không sau giờ bắt đầu 08:00" in said


def test_attendance_changed_after_the_vote_is_noticed(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    stage.attend(session)
    stage.vote(session, 15)
    stage.attend(session, absent=2)
    with pytest.raises(Refused, match="Giàng A Páo: Cộng ba cột được 15 phiếu, phải là 13"):
        close(stage, session)


@pytest.mark.parametrize(("name", "post"), [("Phạm Đức Long", "Chủ tọa"), ("Phan Thị Ngọc", "Thư ký")])
def test_chair_and_secretary_were_there(stage: Stage, name, post):
    session = stage.plan([stage.household("Giàng A Páo")])
    stage.attend(session)
    services.take_attendance(session, {stage.member(name).pk: (ABSENT, "ốm")}, by=stage.secretary)
    assert f"{post} {name} không được ghi là có mặt" in missing(session)


def test_a_session_is_not_closed_before_its_day(stage: Stage, clock):
    session = stage.plan([stage.household("Giàng A Páo")], held_on=SESSION_DAY + dt.timedelta(days=1))
    stage.attend(session)
    stage.vote(session, 15)
    with pytest.raises(Refused, match="19/11/2020; chưa đến ngày"):
        close(stage, session)
    clock(SESSION_DAY + dt.timedelta(days=1))
    assert close(stage, session).state == State.CLOSED


def test_a_second_press_closes_nothing_twice(stage: Stage):
    session = stage.closed(stage.dossiers())
    with pytest.raises(Refused, match="đã kết thúc"):
        close(stage, session)
    assert Job.objects.filter(kind="councils.render_minutes").count() == 1


def test_only_its_own_keepers_close_a_session(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    stage.attend(session)
    stage.vote(session, 15)
    with pytest.raises(Refused, match="thư ký hội đồng"):
        close(stage, session, by=stage.sa_pa.person("thanh"))


def test_closing_asks_the_standing_body_for_a_decision(stage: Stage):
    session = stage.closed(stage.dossiers())
    duty = Duty.objects.open().get(kind="decision")
    assert (duty.office, duty.object_key) == (stage.sa_pa.office("interior_office"), files.owner_key(session))


def test_no_decision_is_asked_for_when_nobody_passed(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    stage.attend(session)
    stage.vote(session, 3)
    close(stage, session)
    assert not Duty.objects.filter(kind="decision").exists()


def test_minutes_are_numbered_in_the_councils_own_series(stage: Stage, clock):
    first = stage.closed([stage.household("Giàng A Páo")])
    clock(dt.date(2020, 12, 1))
    second = stage.closed([stage.household("Lý A Sùng")], held_on=dt.date(2020, 12, 1))
    clock(dt.date(2021, 1, 11))
    third = stage.closed([stage.household("Hạng A Tủa")], held_on=dt.date(2021, 1, 11))
    assert [session.shown_minutes_number for session in (first, second, third)] == [
        "01/BB-HĐTĐKT",
        "02/BB-HĐTĐKT",
        "01/BB-HĐTĐKT",
    ]


def test_a_refused_closing_takes_no_number(stage: Stage):
    session = stage.plan([stage.household("Giàng A Páo")])
    with pytest.raises(Refused):
        close(stage, session)
    stage.attend(session)
    stage.vote(session, 15)
    assert close(stage, session).minutes_number == 1


# --- What the database holds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "breach",
    [
        lambda session: CouncilSession.objects.filter(pk=session.pk).update(member_count=0),
        lambda session: CouncilSession.objects.filter(pk=session.pk).update(state="closed"),
        lambda session: session.items.update(votes_for=3),
        lambda session: session.items.update(passed=True),
        lambda session: session.items.update(quorum_numerator=4),
        lambda session: SessionItem.objects.create(
            session=session,
            dossier=session.items.get().dossier,
            place=2,
            operator="more",
            percent=50,
            secret=False,
            quorum_numerator=2,
            quorum_denominator=3,
            rule_certain=True,
        ),
        lambda session: Attendance.objects.create(
            session=session, member=session.attendance.first().member, way=PRESENT
        ),
    ],
)
def test_the_database_refuses_an_impossible_session(stage: Stage, breach):
    session = stage.plan([stage.household("Giàng A Páo")])
    with pytest.raises(IntegrityError), transaction.atomic():
        breach(session)
