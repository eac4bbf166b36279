"""The trail: written with the act or not at all, and never changed afterwards."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.models import AuditEntry, User
from tests.toy.models import Parcel

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("can-bo", "Nguyễn Thị Mai")


@pytest.fixture
def entry(officer) -> AuditEntry:
    parcel = Parcel.objects.create(label="sách")
    return audit.record("gửi", parcel, by=officer, before={"state": "packed"}, after={"state": "sent"})


def test_a_line_tells_who_what_when_and_from_where(officer, clock):
    clock(dt.date(2020, 6, 25))
    parcel = Parcel.objects.create(label="sách")
    with audit.source("10.0.0.7"):
        entry = audit.record("gửi", parcel, by=officer, after={"weight": Decimal("1.50")}, reason="gấp")
    assert (entry.actor, entry.actor_name, entry.source, entry.reason) == (officer, "Nguyễn Thị Mai", "10.0.0.7", "gấp")
    assert (entry.object_type, entry.object_id, entry.object_text) == ("toy.Parcel", str(parcel.pk), str(parcel))
    assert entry.after == {"weight": "1.50"}
    assert entry.business_at.date() == dt.date(2020, 6, 25), "the office's day"
    assert entry.at.year >= 2025, "the machine's moment"
    assert list(audit.history(parcel)) == [entry]


def test_the_system_signs_as_the_system():
    assert audit.record("dọn", Parcel.objects.create(), by=None).actor_name == "hệ thống"


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_the_transaction_of_its_act_is_a_mistake():
    parcel = Parcel.objects.create()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        audit.record("gửi", parcel, by=None)


def refused():
    # SQLite calls an aborting trigger an integrity error, as the PostgreSQL trigger does by its code.
    return pytest.raises(IntegrityError, match="written once")


def test_the_database_refuses_to_change_a_line(entry):
    with refused(), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(reason="khác")
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_auditentry SET actor_name = 'ai đó'")
    entry.refresh_from_db()
    assert entry.actor_name == "Nguyễn Thị Mai"


def test_the_database_refuses_to_delete_a_line(entry):
    with refused(), transaction.atomic():
        entry.delete()
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_auditentry")
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_emptying_the_tables_after_a_test_leaves_the_refusal_standing(round_):
    assert not AuditEntry.objects.filter(action="thử").exists(), "the round before was emptied"
    with transaction.atomic():
        entry = audit.record("thử", Parcel.objects.create(), by=None)
    with refused():
        entry.delete()


def test_an_account_in_the_trail_cannot_be_deleted(entry, officer):
    with pytest.raises(IntegrityError):
        officer.delete()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("5.71"), "5.71"),
        (dt.date(2020, 6, 25), "2020-06-25"),
        ((1, {2}), [1, [2]]),
        ({"a": dt.date(2020, 1, 1)}, {"a": "2020-01-01"}),
        (None, None),
        (Parcel(pk=7), {"id": 7, "text": "bưu kiện 7"}),
    ],
)
def test_values_are_kept_as_json_holds_them(value, plain):
    assert audit.plain({"x": value}) == {"x": plain}


def test_only_what_differs_is_told():
    assert audit.changes({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ({"b": 2, "c": None}, {"b": 3, "c": 4})


def test_a_look_is_told_once_an_hour_for_each_person_and_thing(officer, monkeypatch):
    other, parcel = User.objects.create_user("khac", "Hoàng Thị Liên"), Parcel.objects.create(label="sách")

    def looks() -> int:
        audit.look("xem", parcel, by=officer)
        return audit.history(parcel).filter(action="xem").count()

    assert [looks(), looks()] == [1, 1]
    audit.look("xem", parcel, by=other)
    audit.look("mở", parcel, by=officer)
    audit.look("xem", Parcel.objects.create(), by=officer)
    assert looks() == 2, "only another person's came to it"
    later = clock.real_now() + audit.ONE_LOOK
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert looks() == 3
