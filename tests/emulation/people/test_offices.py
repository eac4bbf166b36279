"""Offices are founded, end, and are followed by others, who read their papers and get their open work."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import access, audit
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.no_overlap import is_overlap
from emulation.duties import permissions as duty_permissions
from emulation.duties.models import Duty
from emulation.duties.services import open_duty
from emulation.people.models import Appointment, Function, Office, OfficeSuccession, Role
from emulation.people.selectors import office_doing
from emulation.people.services import offices
from emulation.people.services.offices import Facts, Heir
from tests.emulation.people.conftest import BEGIN, appointed, newcomer

MARCH_2025 = dt.date(2025, 3, 1)
JUNE = dt.date(2020, 6, 1)
PAPER = "Nghị quyết 18/NQ-HĐND"


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*args, **kwargs)
    return " ".join(problem.message for problem in refused.value.problems)


@pytest.fixture
def labour(sa_pa) -> Office:
    return sa_pa.office("standing_office")


def founded(sa_pa, nam, name="Phòng Nông nghiệp và Môi trường thị xã Sa Pa", **more) -> Office:
    values = {"function": Function.PARTICIPANT, "valid_from": JUNE} | more
    return offices.found_office(values.pop("unit", sa_pa.town), Facts(name, name[:30]), by=nam, **values)


# --- Founding ---------------------------------------------------------------------------------------------------------


def test_an_office_is_founded_with_its_line_in_the_trail(sa_pa, nam):
    office = founded(sa_pa, nam)
    assert audit.history(office).get().action == "lập cơ quan"


def test_a_second_office_for_the_same_work_is_refused_in_a_sentence_and_by_the_database(sa_pa, nam, labour):
    said = refusal(founded, sa_pa, nam, function=Function.POVERTY_STANDING_OFFICE)
    assert "do Phòng Lao động - Thương binh và Xã hội thị xã Sa Pa làm từ 01/02/2020 đến nay" in said
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Office.objects.create(
            unit=sa_pa.town, name="Khác", short_name="Khác", function=labour.function, valid_from=JUNE
        )
    assert is_overlap(refused.value, "office_single_function")
    for name in ("Phòng Một", "Phòng Hai"):  # participants are many
        assert founded(sa_pa, nam, name=name)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"function": Function.HAMLET}, "không có cơ quan “thôn, tổ dân phố”"),
        ({"function": "x"}, "Xin chọn chức năng"),
        ({"valid_from": dt.date(2202, 1, 1)}, "xin kiểm tra năm"),
        ({"name": " "}, "Xin ghi tên cơ quan"),
        ({"name": "a" * 201}, "Tên dài 201"),
        ({"name": "Phòng Tư pháp thị xã Sa Pa"}, "đã có cơ quan tên “Phòng Tư pháp thị xã Sa Pa”"),
    ],
)
def test_what_can_not_be_founded_is_refused(sa_pa, nam, more, says):
    assert says in refusal(founded, sa_pa, nam, **more)


def test_an_administrator_founds_nothing_beside_or_above(sa_pa, commune_admin):
    assert "không quản trị xã Mường Hoa" in refusal(founded, sa_pa, commune_admin, unit=sa_pa.muong_hoa)
    assert "không quản trị thị xã Sa Pa" in refusal(founded, sa_pa, commune_admin)
    assert founded(sa_pa, commune_admin, unit=sa_pa.ta_van)


def test_the_name_may_be_corrected_and_the_trail_keeps_both(sa_pa, nam, labour):
    offices.amend_office(labour, Facts("Phòng Lao động", "Phòng LĐ", "PLĐ", "Sa Pa"), by=nam)
    line = audit.history(labour).first()
    assert line.before["name"] == "Phòng Lao động - Thương binh và Xã hội thị xã Sa Pa"
    assert line.after["name"] == "Phòng Lao động"


# --- Following --------------------------------------------------------------------------------------------------------


@pytest.fixture
def reform(sa_pa, nam, labour, clock):
    """01/3/2025: poverty goes to a new office, labour and merit to Nội vụ."""
    agriculture = founded(sa_pa, nam, valid_from=JUNE)
    duty = open_duty(kind="report", title="Báo cáo", unit=sa_pa.town, office=labour, due_on=JUNE)
    owed = open_duty(kind="report", title="Báo cáo xã", unit=sa_pa.ta_van, receiver=labour, due_on=JUNE)
    interior = sa_pa.office("interior_office")
    clock(MARCH_2025)
    ended = offices.end_office(
        labour,
        on=MARCH_2025,
        reason=PAPER,
        heirs=[
            Heir(agriculture, Function.POVERTY_STANDING_OFFICE, "giảm nghèo"),
            Heir(interior, Function.PARTICIPANT, "lao động, người có công"),
        ],
        by=nam,
    )
    return agriculture, duty, owed, ended


def test_the_office_its_posts_and_its_open_work_end_the_day_before_and_go_on(sa_pa, labour, reform):
    agriculture, duty, owed, ended = reform
    labour.refresh_from_db()
    assert (labour.valid_to, labour.end_reason) == (dt.date(2025, 2, 28), PAPER)
    assert ended.posts == 2
    hang = Appointment.objects.get(user=sa_pa.person("hang"))
    assert hang.valid_to == dt.date(2025, 2, 28)
    assert "thôi hoạt động: Nghị quyết 18" in hang.end_reason
    duty.refresh_from_db()
    owed.refresh_from_db()
    assert (duty.office, owed.receiver) == (agriculture, agriculture)
    assert audit.history(duty).first().action == "chuyển sang cơ quan kế thừa"
    assert ended.moved >= 2


def test_the_office_that_does_a_thing_follows_the_day(sa_pa, labour, reform):
    before = office_doing(Function.POVERTY_STANDING_OFFICE, sa_pa.town, dt.date(2025, 2, 28))
    assert before == labour
    assert office_doing(Function.POVERTY_STANDING_OFFICE, sa_pa.town, MARCH_2025) is None


def test_the_heir_of_the_work_reads_what_the_old_office_owned_and_gets_no_verb_over_it(sa_pa, nam, labour, reform):
    agriculture = reform[0]
    done = Duty.objects.create(
        kind="launch_plan",
        title="Kế hoạch phát động",
        unit=sa_pa.town,
        office=labour,
        opens_on=BEGIN,
        due_on=JUNE,
        due_text="",
        cancelled_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC),
    )
    heir, other = newcomer(), newcomer("khac")
    appointed(heir, agriculture, Role.OFFICER, nam, valid_from=MARCH_2025)
    appointed(other, sa_pa.office("interior_office"), Role.INTERIOR_OFFICER, nam, valid_from=MARCH_2025)
    assert Duty.objects.visible_to(heir).filter(pk=done.pk).exists()
    assert not duty_permissions.may_record(heir, done)
    assert labour.pk not in access.scope(heir).office_ids
    assert labour.pk not in access.scope(other).read_office_ids  # it took other work


def test_reading_goes_through_any_number_of_changes(sa_pa, nam, labour, reform, clock):
    clock(dt.date(2025, 5, 1))
    last = founded(sa_pa, nam, name="Phòng Kinh tế mới", valid_from=dt.date(2025, 5, 1))
    offices.end_office(reform[0], on=dt.date(2025, 5, 1), reason="Sắp xếp", heirs=[Heir(last)], by=sa_pa.person("nam"))
    person = newcomer()
    appointed(person, last, Role.OFFICER, sa_pa.person("nam"), valid_from=dt.date(2025, 5, 1))
    assert access.scope(person).read_office_ids == {last.pk, reform[0].pk, labour.pk}


def test_a_duty_that_the_heir_owes_already_is_not_owed_twice(sa_pa, nam, labour):
    heir = founded(sa_pa, nam, valid_from=JUNE)
    keys = {"campaign_key": "c", "deadline_key": "d", "kind": "report", "unit": sa_pa.town, "due_on": JUNE}
    old, new = (open_duty(title="Báo cáo", office=office, **keys) for office in (labour, heir))
    offices.end_office(labour, on=JUNE, reason=PAPER, heirs=[Heir(heir)], by=nam)
    old.refresh_from_db()
    assert (old.office, old.cancelled_at is not None) == (labour, True)
    assert new in Duty.objects.open()


def test_what_can_not_follow_is_refused_and_nothing_is_written(sa_pa, nam, labour):
    later = founded(sa_pa, nam, valid_from=dt.date(2020, 9, 1))
    early = founded(sa_pa, nam, name="Phòng Khác")
    for heirs, says in (
        ([Heir(labour)], "không thể kế thừa chính mình"),
        ([Heir(later)], "không hoạt động vào ngày 01/6/2020"),
        ([Heir(early), Heir(early, Function.COUNCIL)], "được ghi hai lần"),
        ([Heir(early), Heir(sa_pa.office("interior_office"))], "chỉ chuyển cho một cơ quan"),
    ):
        assert says in refusal(offices.end_office, labour, on=JUNE, reason=PAPER, heirs=heirs, by=nam)
    assert "Xin ghi căn cứ" in refusal(offices.end_office, labour, on=JUNE, reason="", by=nam)
    assert "ngày thôi phải sau" in refusal(offices.end_office, labour, on=labour.valid_from, reason=PAPER, by=nam)
    labour.refresh_from_db()
    assert labour.valid_to is None


def test_a_post_that_would_begin_afterwards_stands_in_the_way(sa_pa, nam, labour):
    appointed(newcomer(), labour, Role.STANDING_OFFICER, nam, valid_from=dt.date(2020, 7, 1))
    said = refusal(offices.end_office, labour, on=JUNE, reason=PAPER, by=nam)
    assert "Lý Thị Mới giữ chức vụ Chức danh tại đây từ 01/7/2020" in said


# --- The database -----------------------------------------------------------------------------------------------------


def line(old: Office, new: Office, **more) -> OfficeSuccession:
    values = {"on": JUNE, "legal_basis": PAPER} | more
    return OfficeSuccession.objects.create(predecessor=old, successor=new, **values)


@pytest.fixture
def pair(sa_pa, labour):
    Office.objects.filter(pk=labour.pk).update(valid_to=dt.date(2020, 5, 31))
    return labour, sa_pa.office("interior_office")


def test_the_database_keeps_successions_in_order(pair):
    old, new = pair
    for wrong in ((old, old, {}), (new, old, {}), (old, new, {"on": BEGIN}), (old, new, {"legal_basis": ""})):
        with pytest.raises(IntegrityError), transaction.atomic():
            line(wrong[0], wrong[1], **wrong[2])
    line(old, new)
    for pk, days in ((old.pk, {"valid_to": None}), (new.pk, {"valid_from": dt.date(2020, 6, 2)})):
        with pytest.raises(IntegrityError, match="office_keeps_successions"), transaction.atomic():
            Office.objects.filter(pk=pk).update(**days)
    with pytest.raises(IntegrityError, match=r"office_succession_once|UNIQUE"):
        line(old, new)


def test_there_is_no_way_for_a_circle(pair):
    old, new = pair
    line(old, new)
    Office.objects.filter(pk=new.pk).update(valid_to=dt.date(2020, 12, 31))
    with pytest.raises(IntegrityError, match="office_succession_dates"):
        line(new, old, on=dt.date(2021, 1, 1))
