"""Attendance, votes, and members who leave a vote."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from awards.councils import selectors, services
from awards.councils.models import Recusal
from awards.councils.rules import Votes
from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Refused
from tests.awards.councils.stage import ABSENT, PRESENT, SESSION_DAY, WRITTEN, Stage
from tests.support.sa_pa import SaPa


@pytest.fixture
def session(stage: Stage):
    return stage.plan([stage.household("Giàng A Páo"), stage.person("Má A Chứ")])


def test_attendance_is_noted_member_by_member_and_told_in_the_trail(stage: Stage, session):
    chu, mai = stage.member("Má A Chứ").pk, stage.member("Lò Thị Mai").pk
    services.take_attendance(session, {chu: (WRITTEN, ""), mai: (ABSENT, "  đi  công tác ")}, by=stage.secretary)
    rows = {row.member_id: (row.way, row.note) for row in session.attendance.exclude(way="")}
    assert rows == {chu: (WRITTEN, ""), mai: (ABSENT, "đi công tác")}
    entry = audit.history(session).first()
    assert entry.after == {"Má A Chứ": "ý kiến bằng văn bản", "Lò Thị Mai": "vắng (đi công tác)"}
    services.take_attendance(session, {chu: (WRITTEN, "")}, by=stage.secretary)
    assert audit.history(session).first() == entry, "nothing changed, nothing told"


def test_only_totals_that_add_up_are_kept(stage: Stage, session):
    stage.attend(session, absent=3)
    item = session.items.first()
    with pytest.raises(Refused, match=r"được 15 phiếu, phải là 12 \(12 người tham dự\): thừa 3 phiếu"):
        services.record_votes(item, Votes(15, 0, 0), by=stage.secretary)
    item.refresh_from_db()
    assert item.votes_for is None
    services.record_votes(item, Votes(9, 2, 1), by=stage.secretary)
    item.refresh_from_db()
    assert (item.votes_for, item.votes_against, item.votes_other) == (9, 2, 1)
    assert audit.history(session).first().after == {"Giàng A Páo": "9 đồng ý, 2 không, 1 khác"}
    services.record_votes(item, None, by=stage.secretary)
    item.refresh_from_db()
    assert item.votes_for is None


def test_a_member_who_is_the_nominee_leaves_that_vote_alone(stage: Stage, session):
    other, own = session.items.all()
    recusal = Recusal.objects.get()
    assert (recusal.item, recusal.member, recusal.ground) == (own, stage.member("Má A Chứ"), "nominee")
    stage.attend(session)
    with pytest.raises(Refused, match=r"phải là 14 \(15 người tham dự, trừ 1 người không biểu quyết\)"):
        services.record_votes(own, Votes(15, 0, 0), by=stage.secretary)
    services.record_votes(own, Votes(8, 6, 0), by=stage.secretary)
    services.record_votes(other, Votes(15, 0, 0), by=stage.secretary)
    row = selectors.sheet_of(session).rows[1]
    assert row.would_pass
    assert row.outcome == "8 trên 15 phiếu (53,33%)", "N stays all members"


def test_a_member_who_was_absent_leaves_nothing(stage: Stage, session):
    own = session.items.last()
    stage.attend(session)
    services.take_attendance(session, {stage.member("Má A Chứ").pk: (ABSENT, "ốm")}, by=stage.secretary)
    services.record_votes(own, Votes(14, 0, 0), by=stage.secretary)
    assert selectors.sheet_of(session).rows[1].problem == ""


def test_the_secretary_names_a_member_who_is_near_to_the_nominee(stage: Stage, session):
    item, member = session.items.first(), stage.member("Lò Thị Mai")
    with pytest.raises(Refused, match="vì sao"):
        services.leave_vote(item, member, reason=" ", by=stage.secretary)
    services.leave_vote(item, member, reason="chị gái của chủ hộ", by=stage.secretary)
    services.leave_vote(item, member, reason="chị gái của chủ hộ", by=stage.secretary)
    assert item.recusals.count() == 1
    entry = audit.history(session).first()
    assert (entry.after, entry.reason) == ({"Giàng A Páo": "Lò Thị Mai không biểu quyết"}, "chị gái của chủ hộ")


def test_another_person_of_the_same_name_votes_after_all(stage: Stage, session):
    recusal = Recusal.objects.get()
    with pytest.raises(Refused, match="vì sao"):
        services.return_to_vote(recusal, reason="", by=stage.secretary)
    services.return_to_vote(recusal, reason="trùng tên, không phải cùng người", by=stage.secretary)
    assert not Recusal.objects.exists()
    assert audit.history(session).first().reason == "trùng tên, không phải cùng người"


def test_a_stranger_to_the_session_cannot_leave_its_vote(stage: Stage, session):
    stranger = stage.council.members.create(full_name="Khách", position="x", place=88)
    with pytest.raises(Refused, match="không phải là thành viên"):
        services.leave_vote(session.items.first(), stranger, reason="x", by=stage.secretary)


def test_others_write_nothing_in_the_sheet(stage: Stage, session):
    thanh = stage.sa_pa.person("thanh")
    with pytest.raises(Refused, match="thư ký hội đồng"):
        services.take_attendance(session, {stage.member("Má A Chứ").pk: (PRESENT, "")}, by=thanh)
    with pytest.raises(Refused, match="thư ký hội đồng"):
        services.record_votes(session.items.first(), Votes(1, 0, 0), by=thanh)


def test_the_database_asks_for_a_reason(session, stage: Stage):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recusal.objects.create(item=session.items.first(), member=stage.member("Lò Thị Mai"), ground="related")


def test_the_sheet_costs_the_same_for_one_three_and_many(stage: Stage, django_assert_num_queries):
    session = stage.plan([stage.household("Hộ 0")])
    stage.attend(session)
    for count in (1, 3, 12):
        with django_assert_num_queries(5):
            sheet = selectors.sheet_of(session)
            assert [recusal for row in sheet.rows for recusal in row.recusals] == []
        assert len(sheet.rows) == count
        if count < 12:
            more = [stage.household(f"Hộ {count}-{number}") for number in range(3 * count if count > 1 else 2)]
            dossiers = [item.dossier for item in session.items.all()] + more
            services.replan_session(
                session,
                held_on=session.held_on,
                starts_at=session.starts_at,
                place=session.place,
                chair=session.chair,
                secretary=session.secretary,
                dossiers=dossiers,
                by=stage.secretary,
            )


class WhateverHappens(TestCase):
    """However members come and vote: what can be closed has its quorum, and passes exactly by all members' count."""

    @settings(max_examples=25)
    @given(
        absent=st.integers(min_value=0, max_value=13),
        written=st.integers(min_value=0, max_value=13),
        agree=st.integers(min_value=0, max_value=15),
    )
    def test_the_outcome_follows_from_the_counts(self, absent, written, agree):
        with clock.at(SESSION_DAY):
            stage = Stage(SaPa())
            session = stage.plan([stage.household("Giàng A Páo")])
            written = min(written, 13 - absent)
            stage.attend(session, absent=absent, written=written)
            taking_part = 15 - absent
            agree = min(agree, taking_part)
            stage.vote(session, agree)
            if taking_part * 3 < 15 * 2:
                with pytest.raises(Refused, match="chưa đủ 2/3"):
                    services.close_session(session, ends_at=dt.time(11, 30), by=stage.secretary)
            else:
                session = services.close_session(session, ends_at=dt.time(11, 30), by=stage.secretary)
                assert session.items.get().passed is (agree * 2 > 15)
