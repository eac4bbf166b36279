"""Whose duty it is, what shows, what counts as late; presenters told apart by kind and by what was returned."""

import datetime as dt

import pytest

from emulation.duties import permissions, selectors, services
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation, waiting

KEY = "sa_pa_2020"
PEOPLE = ("mai", "vang", "lien", "din", "thanh", "hang", "huy", "khanh", "long", "bich", "ethnic.office")


def kinds(user) -> set[str]:
    return {duty.kind for duty in selectors.shown_to(user, KEY)}


def test_a_commune_s_duties_are_its_officer_s_and_its_leader_s(sa_pa):
    expected = {"registration", "launch_plan"}  # on 02/3 the first report does not show yet
    assert kinds(sa_pa.person("mai")) == kinds(sa_pa.person("vang")) == expected
    assert {duty.unit for duty in selectors.shown_to(sa_pa.person("mai"), KEY)} == {sa_pa.ta_van}


def test_a_department_owes_its_own_duties_not_the_town_s(sa_pa):
    assert kinds(sa_pa.person("thanh")) == {"registration_summary"}
    assert kinds(sa_pa.person("huy")) == set()


def test_a_duty_shows_from_the_day_it_opens(sa_pa, clock):
    clock(dt.date(2020, 3, 10))
    assert "report" not in kinds(sa_pa.person("mai"))
    clock(dt.date(2020, 3, 11))
    assert "report" in kinds(sa_pa.person("mai"))


def test_the_oldest_debt_comes_first(sa_pa, clock):
    clock(dt.date(2020, 6, 25))
    days = [duty.due_on for duty in selectors.shown_to(sa_pa.person("mai"), KEY)]
    assert days == sorted(days)
    assert days[0] == dt.date(2020, 3, 9)


def test_an_offer_that_has_passed_is_no_debt(sa_pa, clock):
    clock(dt.date(2020, 11, 9))
    assert "submission" in kinds(sa_pa.person("mai"))
    clock(dt.date(2020, 11, 10))
    assert "submission" not in kinds(sa_pa.person("mai"))


def test_the_menu_counts_what_waits_and_what_is_late(sa_pa, clock):
    clock(dt.date(2020, 3, 10))
    waiting = selectors.waiting_by_kind(sa_pa.person("mai"), KEY)
    assert (waiting["registration"].count, waiting["registration"].late) == (1, True)
    assert (waiting["launch_plan"].count, waiting["launch_plan"].late) == (1, False)


def test_on_time_late_and_missing_add_up_to_what_was_expected(sa_pa, clock):
    clock(dt.date(2020, 3, 9))
    services.record("registration", sa_pa.ta_van, "2020", by=sa_pa.person("mai"))
    clock(dt.date(2020, 3, 12))
    services.record("registration", sa_pa.muong_hoa, "2020", by=sa_pa.person("lien"))
    found = selectors.timeliness("registration", "2020", KEY, district_id=sa_pa.town.pk)
    states = [item.state for item in found]
    assert (states.count("on_time"), states.count("late"), states.count("missing")) == (1, 1, 14)
    late = next(item for item in found if item.state == "late")
    assert (late.duty.unit, late.days_late) == (sa_pa.muong_hoa, 3)


def test_before_the_day_nobody_is_missing(sa_pa):
    found = selectors.timeliness("registration", "2020", KEY, district_id=sa_pa.town.pk)
    assert {item.state for item in found} == {"waiting"}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_record_a_paper_is_who_has_it_to_do(sa_pa, who):
    user = sa_pa.person(who)
    mine = set(Duty.objects.of(user).values_list("pk", flat=True))
    may = {duty.pk for duty in Duty.objects.select_related("office", "unit") if permissions.may_record(user, duty)}
    assert may == mine


@pytest.mark.parametrize("who", ["hanh", "nam"])
def test_whoever_only_looks_records_nothing(sa_pa, who):
    duty = services.open_duty(
        kind="consolidation",
        title="x",
        unit=sa_pa.town,
        office=sa_pa.office("authority"),
        due_on=dt.date(2020, 6, 9),
        object_key="x:1",
    )
    assert not permissions.may_record(sa_pa.person(who), duty)
    assert permissions.may_record(sa_pa.person("bich"), duty)


def test_returns_are_read_by_the_room_whose_object_came_back(sa_pa, monkeypatch):
    monkeypatch.setattr(waiting, "_amendments", dict(waiting._amendments))
    selectors.register_amendment_presenter(
        "toy.Parcel", lambda user, duties: {duty.pk: Presentation("trả lại", "Bổ sung", "/") for duty in duties}
    )
    mine, unknown = (
        services.open_duty(kind="amendment", title="x", unit=sa_pa.ta_van, due_on=dt.date(2020, 3, 9), object_key=key)
        for key in ("toy.Parcel:1", "toy.Unknown:1")
    )
    shown = selectors.presentations(sa_pa.person("mai"), [mine, unknown])
    assert set(shown) == {mine.pk}


def test_every_plain_paper_reads_on_the_first_page(sa_pa):
    duty = Duty.objects.get(kind="launch_plan", unit=sa_pa.ta_van)
    shown = selectors.presentations(sa_pa.person("mai"), [duty])[duty.pk]
    assert (shown.action, shown.url, shown.my_turn) == ("Ghi văn bản", f"/van-ban/{duty.pk}/", True)
    assert shown.text == "Gửi Phòng LĐ-TB&XH. Ghi số, ngày và kèm bản chụp văn bản đã gửi."
    assert not selectors.presentations(sa_pa.person("thanh"), [duty])[duty.pk].my_turn
