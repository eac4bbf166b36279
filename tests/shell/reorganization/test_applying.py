"""Applying writes room by room, in one transaction; taking back restores every table byte for byte."""

import datetime as dt

import pytest
from django.db import transaction

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from campaign_portal.shell.reorganization import hanging, services
from emulation.campaigns.models import Participant
from emulation.duties.models import Duty
from emulation.people.models import Appointment, Office, Role
from emulation.poverty.models import ReviewSet
from emulation.poverty.services.openings import record_opening
from emulation.targets.models import TargetAssignment
from emulation.territory.models import Reorganization, ReorganizationLedger, Unit, UnitSuccession
from emulation.territory.services import add_hamlet
from tests.shell.reorganization.conftest import NEW, ON, dump, merger

State = Reorganization.State


@pytest.fixture
def applied(draft, nam) -> Reorganization:
    return services.apply(services.propose_people(draft(), by=nam), by=nam)


@pytest.fixture
def new(applied) -> Unit:
    return Unit.objects.get(code=NEW)


def test_the_new_commune_stands_from_the_day_and_the_old_ones_until_the_day_before(sa_pa, applied, new):
    assert (new.title, new.parent, new.district, new.province) == (
        "xã Thung Lũng",
        sa_pa.town,
        sa_pa.town,
        sa_pa.town.province,
    )
    assert (new.commune, new.valid_from, new.valid_to) == (new, ON, None)
    for old in (sa_pa.ta_van, sa_pa.muong_hoa):
        old = Unit.objects.get(pk=old.pk)
        assert old.valid_to == ON - dt.timedelta(days=1)
        (line,) = UnitSuccession.objects.filter(predecessor=old)
        assert (line.successor, line.on, line.extent) == (new, ON, "whole")


def test_hamlets_become_hamlets_of_the_new_commune(sa_pa, applied, new):
    olds = Unit.objects.filter(level="hamlet", commune__in=[sa_pa.ta_van, sa_pa.muong_hoa]).order_by("pk")
    news = Unit.objects.filter(level="hamlet", commune=new).order_by("pk")
    assert [unit.name for unit in news] == [unit.name for unit in olds]
    assert {(s.predecessor, s.successor) for s in UnitSuccession.objects.filter(successor__in=news)} == set(
        zip(olds, news, strict=True)
    )
    assert {(unit.parent, unit.district) for unit in news} == {(new, sa_pa.town)}


def test_offices_and_posts_end_and_only_the_named_go_over(sa_pa, draft, nam):
    made = services.propose_people(draft(), by=nam)
    mai = Appointment.objects.get(user=sa_pa.person("mai"))
    services.apply(services.choose_people(made, {mai.pk}, by=nam), by=nam)
    new = Unit.objects.get(code=NEW)
    eve = ON - dt.timedelta(days=1)
    for office in Office.objects.filter(unit__in=[sa_pa.ta_van, sa_pa.muong_hoa]):
        assert office.valid_to == eve
        assert {post.valid_to for post in office.appointments.all()} <= {eve}
    (office,) = Office.objects.filter(unit=new)
    assert (office.name, office.function, office.valid_from) == ("Ủy ban nhân dân xã Thung Lũng", "leadership", ON)
    (post,) = Appointment.objects.filter(office=office)
    assert (post.user, post.role, post.title, post.valid_from) == (mai.user, Role.COMMUNE_OFFICER, mai.title, ON)


def test_duties_not_yet_due_pass_to_the_successor_once(sa_pa, draft, nam):
    waiting = Duty.objects.open().filter(unit=sa_pa.ta_van, office__isnull=True)
    later = set(waiting.filter(due_on__gte=ON).values_list("deadline_key", "due_on"))
    overdue = set(waiting.filter(due_on__lt=ON).values_list("pk", flat=True))
    assert later
    assert overdue
    services.apply(draft(), by=nam)
    new = Unit.objects.get(code=NEW)
    assert set(Duty.objects.open().filter(unit=new).values_list("deadline_key", "due_on")) == later
    assert set(Duty.objects.open().filter(unit=sa_pa.ta_van).values_list("pk", flat=True)) == overdue
    cancelled = Duty.objects.filter(unit=sa_pa.ta_van, cancelled_at__isnull=False).first()
    assert "Nghị quyết 896/NQ-UBTVQH14" in cancelled.note


def test_the_new_commune_takes_part_and_its_counts_are_the_sum(sa_pa, applied, new):
    assert Participant.objects.filter(campaign=sa_pa.campaign, party__unit=new).count() == 1
    olds = TargetAssignment.objects.filter(unit__in=[sa_pa.ta_van, sa_pa.muong_hoa], indicator__measure="count")
    (sums,) = TargetAssignment.objects.filter(unit=new)
    assert (sums.value, sums.year) == (sum(a.value for a in olds), 2020)


def test_it_is_in_the_trail(applied, nam):
    line = audit.history(applied).first()
    assert (line.action, line.actor, line.after["state"]) == ("áp dụng", nam, "applied")


class TestRefusing:
    def test_nothing_changes_when_it_is_refused(self, sa_pa, draft, nam):
        made = draft(merger(sa_pa.ta_van, sa_pa.ta_van, parent=sa_pa.town))
        before = dump()
        with pytest.raises(Refused, match="ghi hai dòng"):
            services.apply(made, by=nam)
        assert dump() == before
        assert not ReorganizationLedger.objects.exists()

    def test_nothing_changes_when_the_last_room_fails(self, sa_pa, draft, nam, monkeypatch):
        from reporting.reports import reorganization as reports

        def fail(self, plan, ledger):
            raise RuntimeError("the last of the sections")

        made = draft()
        before = dump()
        monkeypatch.setattr(reports.Reports, "apply", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            services.apply(made, by=nam)
        assert dump() == before

    def test_a_second_press_changes_nothing(self, applied, nam):
        before = dump()
        with pytest.raises(Refused):
            services.apply(applied, by=nam)
        assert dump() == before

    def test_another_towns_administrator_may_not(self, sa_pa, draft):
        made = draft()
        with pytest.raises(Refused, match="không có nhiệm vụ áp dụng"):
            services.apply(made, by=sa_pa.person("tuan"))

    def test_outside_ones_ground_no_draft_is_made(self, sa_pa, draft):
        with pytest.raises(Refused, match="địa bàn ông/bà quản trị"):
            draft(within=sa_pa.town.province)
        with pytest.raises(Refused, match="địa bàn ông/bà quản trị"):
            draft(within=None)

    def test_someone_who_may_not_go_over_is_named(self, sa_pa, draft, nam):
        from emulation.territory.rules.changes import Carried

        change = merger(sa_pa.ta_van, sa_pa.muong_hoa, parent=sa_pa.town)
        stranger = Appointment.objects.get(user=sa_pa.person("thanh"))
        made = draft(type(change)(units=change.units, goings=change.goings, carried=(Carried(stranger.pk, NEW),)))
        with pytest.raises(Refused, match="không thuộc đơn vị kết thúc"):
            services.apply(made, by=nam)


class TestTakingBack:
    def test_every_table_is_as_it_was(self, draft, nam):
        made = services.propose_people(draft(), by=nam)
        before = dump()
        applied = services.apply(made, by=nam)
        assert dump() != before
        done = services.undo(applied, by=nam, reason="nhầm nghị quyết")
        assert dump() == before
        assert (done.state, done.undone_by) == (State.UNDONE, nam)

    def test_it_asks_for_a_reason(self, applied, nam):
        with pytest.raises(Refused, match="lý do"):
            services.undo(applied, by=nam, reason=" ")

    def test_a_review_of_the_new_commune_hangs_on_it(self, sa_pa, applied, new, nam):
        hamlet = Unit.objects.filter(level="hamlet", commune=new).first()
        record_opening(
            new, 2021, sa_pa.standard, {hamlet: {"households_total": 5}}, decision_number="1/QĐ",
            decision_date=ON, by=nam,
        )  # fmt: skip
        before = dump()
        with pytest.raises(Refused, match=r"Đợt rà soát ghi sau khi áp dụng: rà soát .*xã Thung Lũng"):
            services.undo(applied, by=nam, reason="nhầm")
        assert dump() == before

    def test_an_appointment_at_the_new_commune_hangs_on_it(self, applied, new, nam):
        office = Office.objects.get(unit=new)
        user = User.objects.create(username="moi", full_name="Giàng A Mới")
        Appointment.objects.create(user=user, office=office, role=Role.OFFICER, title="Cán bộ", valid_from=ON)
        with pytest.raises(Refused, match="Chức vụ ghi sau khi áp dụng: Giàng A Mới"):
            services.undo(applied, by=nam, reason="nhầm")

    def test_a_hamlet_added_since_hangs_on_it(self, applied, new, nam):
        with clock.at(ON):
            add_hamlet(new, "Thôn Mới", valid_from=ON, by=nam)
        assert any("thôn Mới" in sentence for sentence in hanging.hanging(applied))

    def test_what_was_changed_since_hangs_on_it(self, applied, new, nam):
        post = Appointment.objects.filter(office__unit=new).first()
        with clock.at(dt.date(2020, 8, 1)), transaction.atomic():
            post.valid_to = dt.date(2020, 7, 31)
            post.save()
            audit.record("thôi chức vụ", post, by=nam)
        assert any("thôi chức vụ" in sentence for sentence in hanging.hanging(applied))

    def test_what_was_recorded_of_an_old_unit_does_not(self, sa_pa, applied):
        assert ReviewSet.objects.filter(unit=sa_pa.ta_van).exists()
        assert hanging.hanging(applied) == []
