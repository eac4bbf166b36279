"""Somebody whose posts have ended is told which, why, where the work went and whom to ask."""

import datetime as dt

import pytest

from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.selectors.farewell import farewell
from emulation.people.services import offices, posts
from emulation.people.services.offices import Facts, Heir
from emulation.territory.models import Unit, UnitSuccession
from tests.emulation.people.conftest import appointed, newcomer

REFORM = dt.date(2025, 7, 1)


def test_who_holds_a_post_hears_nothing(sa_pa):
    assert farewell(sa_pa.person("mai")) is None


def test_a_post_that_ended_is_named_with_its_reason_and_whom_to_ask(client, sa_pa, nam, clock):
    lien = sa_pa.person("lien")
    posts.end_post(Appointment.objects.get(user=lien), off_from=dt.date(2020, 4, 1), reason="Chuyển công tác", by=nam)
    clock(dt.date(2020, 4, 1))
    client.force_login(lien, "django.contrib.auth.backends.ModelBackend")
    for address, status in (("/", 200), ("/ra-soat/", 403)):
        answer = client.get(address)
        said = " ".join(answer.content.decode().split())
        assert answer.status_code == status
        assert (
            "Chức vụ Cán bộ LĐ-TB&amp;XH, xã Mường Hoa của ông/bà đã hết sau ngày 31/3/2020 (Chuyển công tác)." in said
        )
        assert "xin hỏi Đoàn Xuân Nam, quản trị thị xã Sa Pa." in said


def test_an_office_that_ended_says_who_does_its_work(sa_pa, nam, clock):
    heir = offices.found_office(
        sa_pa.town,
        Facts("Phòng Nông nghiệp", ""),
        function=Function.PARTICIPANT,
        valid_from=dt.date(2020, 4, 1),
        by=nam,
    )
    labour = sa_pa.office("standing_office")
    offices.end_office(labour, on=dt.date(2020, 4, 1), reason="Nghị quyết 18", heirs=[Heir(heir)], by=nam)
    clock(dt.date(2020, 4, 1))
    told = farewell(User.objects.get(username="hang"))
    assert "thôi hoạt động: Nghị quyết 18" in told.ended
    assert told.went_to == "Việc của Phòng Lao động - Thương binh và Xã hội thị xã Sa Pa nay do Phòng Nông nghiệp làm."


@pytest.fixture
def merged(sa_pa, nam):
    """Tả Van and Mường Hoa became a new commune with an administrator of its own."""
    old = sa_pa.muong_hoa
    dated = {"valid_from": REFORM, "start_known": True}
    province = Unit.objects.create(level="province", code="15", kind="Tỉnh", name="Lào Cai", **dated)
    Unit.objects.filter(pk=province.pk).update(province=province)
    new = Unit.objects.create(
        level="commune", code="03099", kind="Xã", name="Tả Van", parent=province, province=province, **dated
    )
    Unit.objects.filter(pk=new.pk).update(commune=new)
    Unit.objects.filter(pk=old.pk).update(valid_to=dt.date(2025, 6, 30), legal_basis="Nghị quyết 1673")
    UnitSuccession.objects.create(predecessor=old, successor=new, on=REFORM, extent="whole")
    office = Office.objects.create(
        unit=new, name="UBND xã Tả Van", short_name="UBND", function=Function.LEADERSHIP, valid_from=REFORM
    )
    person = newcomer("quantri.moi", "Sùng Quản Trị")
    Appointment.objects.create(user=person, office=office, role=Role.ADMINISTRATOR, title="Quản trị", valid_from=REFORM)
    Appointment.objects.filter(office__unit=old).update(valid_to=dt.date(2025, 6, 30))
    return new, person, office


def test_a_merged_units_people_hear_where_it_went_and_whom_to_ask_there(sa_pa, merged, clock):
    clock(REFORM)
    told = farewell(User.objects.get(username="lien"))
    assert "khi xã Mường Hoa thôi hoạt động (Nghị quyết 1673)." in told.ended
    assert told.went_to == "Xã Mường Hoa nay thuộc xã Tả Van."
    assert "xin hỏi Sùng Quản Trị, quản trị xã Tả Van" in told.ask


def test_their_new_administrator_finds_them_and_gives_them_a_post(client, merged, clock):
    clock(REFORM)
    _, person, office = merged
    lien = User.objects.get(username="lien")
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    assert "Hoàng Thị Liên" in client.get("/nhan-su/", {"trang-thai": "thoi"}).content.decode()
    assert "Phiếu cấp tài khoản" in client.post(f"/nhan-su/{lien.pk}/ma/").content.decode()
    appointed(lien, office, Role.COMMUNE_OFFICER, person, valid_from=REFORM)
    assert farewell(User.objects.get(username="lien")) is None


def test_a_post_to_come_and_an_account_without_any_are_told_apart(sa_pa, nam):
    person = newcomer()
    assert farewell(person).ended == "Tài khoản này chưa được giao chức vụ nào nên chưa mở được trang nào."
    appointed(
        person,
        sa_pa.committee_of(sa_pa.ta_van),
        Role.COMMUNE_OFFICER,
        nam,
        valid_from=dt.date(2020, 5, 1),
        title="Cán bộ",
    )
    assert "bắt đầu từ 01/5/2020" in farewell(person).ended
