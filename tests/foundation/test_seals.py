"""The trail's chain: every entry is sealed within seconds, and whoever changes a row afterwards is found."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from campaign_portal.foundation import audit, clock, seals
from campaign_portal.foundation.models import AuditEntry, AuditSeal, User
from tests.support.together import together
from tests.toy.models import Parcel

# ruff: noqa: S608  (the names of tables come from the models)

pytestmark = pytest.mark.django_db
committed = pytest.mark.usefixtures("emptied")  # threads and other processes see only what is committed
MINUTE = dt.timedelta(minutes=1)
ENTRY, SEAL = AuditEntry._meta.db_table, AuditSeal._meta.db_table


def write(count: int = 1, action: str = "gửi", **values) -> list[AuditEntry]:
    parcel = Parcel.objects.create(label="sách")
    with transaction.atomic():
        return [audit.record(action, parcel, by=None, after={"n": n}, **values) for n in range(count)]


def order() -> list[int]:
    return list(AuditSeal.objects.order_by("position").values_list("entry_id", flat=True))


def positions() -> list[int]:
    return list(AuditSeal.objects.order_by("position").values_list("position", flat=True))


def is_whole() -> bool:
    walk = seals.verify()
    assert walk.broken is None, walk.broken
    assert positions() == list(range(1, walk.checked + 1))
    return walk.checked == AuditEntry.objects.count()


@pytest.fixture
def emptied(transactional_db) -> None:
    """No trail but the test's own."""
    if AuditEntry.objects.exists():
        call_command("flush", interactive=False)


@pytest.fixture
def later(monkeypatch) -> Callable[[dt.timedelta], None]:
    """Let the machine's clock go on."""
    real_now = clock.real_now
    return lambda by: monkeypatch.setattr(clock, "real_now", lambda: real_now() + by)


@pytest.fixture
def sealed() -> list[AuditEntry]:
    entries = write(6)
    seals.seal()
    return entries


# --- Sealing ----------------------------------------------------------------------------------------------------------


def test_a_hash_covers_every_column():
    assert set(seals.COLUMNS) == {field.attname for field in AuditEntry._meta.concrete_fields}, (
        "a new column needs a new kind of seal: the hashes of old entries are made from the old columns"
    )


def test_what_waits_is_sealed_once():
    entries = write(3)
    assert seals.seal() >= 3
    assert order()[-3:] == [entry.pk for entry in entries]
    assert seals.seal() == 0
    assert is_whole()


def test_an_idle_turn_writes_nothing(sealed, django_assert_num_queries):
    with django_assert_num_queries(3):  # the newest sealed, the first of the day, does any wait
        assert seals.seal() == 0


def test_batches_make_one_chain(monkeypatch):
    monkeypatch.setattr(seals, "BATCH", 4)
    write(11)
    assert seals.seal() == AuditEntry.objects.count()
    assert is_whole()


def test_a_turn_seals_no_more_than_it_may(monkeypatch):
    monkeypatch.setattr(seals, "BATCH", 4)
    write(11)
    assert [seals.seal(at_most=6), AuditSeal.objects.count()] == [6, 6]
    seals.seal()
    assert is_whole()


def test_an_entry_committed_late_with_a_smaller_number_comes_next():
    last = write(1)[0].pk
    seals.seal()
    late = AuditEntry.objects.get(pk=last)
    later_one = AuditEntry.objects.get(pk=last)
    later_one.pk, late.pk = last + 9, last + 5
    later_one.save(force_insert=True)
    seals.seal()
    late.save(force_insert=True)
    seals.seal()
    assert order()[-2:] == [last + 9, last + 5]
    assert is_whole()


def test_what_waited_for_days_is_sealed_as_well(later):
    write(2)
    later(dt.timedelta(days=3))
    write(2)
    seals.seal()
    assert is_whole()


def test_only_the_command_looks_for_what_was_put_far_back(later):
    write(1)
    seals.seal()
    planted = AuditEntry.objects.order_by("pk").first()
    planted.pk = -5
    planted.save(force_insert=True)
    later(dt.timedelta(days=2))
    write(1)
    seals.seal()
    assert planted.pk not in order()
    assert seals.verify().broken.entry_id == -5
    call_command("seal_audit")
    assert is_whole()


@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_a_seal(sealed, statement):
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(SEAL))


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e12, 1e12)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab ộ", max_size=3), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(max_examples=40)
@given(written=st.lists(st.tuples(st.dictionaries(st.text("xyz", max_size=4), values, max_size=3), st.booleans())))
def test_whatever_is_written_and_whenever_it_is_sealed_the_chain_is_whole(written):
    """Any values, sealed in any portions; and one changed value anywhere is another hash."""
    parcel = Parcel.objects.create()
    for after, seals_now in written:
        with transaction.atomic():
            audit.record("gửi", parcel, by=None, after=after)
        if seals_now:
            seals.seal()
    seals.seal()
    assert is_whole()
    for entry in AuditEntry.objects.order_by("-pk").values_list(*seals.COLUMNS)[: len(written)]:
        now = clock.real_now()
        honest = seals.digest("0" * 64, entry, now)
        for index, name in enumerate(seals.COLUMNS):
            other = {"before": {"tampered": 1}, "after": {"tampered": 1}}.get(name, entry[1] + MINUTE)
            if name not in {"at", "business_at", "before", "after"}:
                other = f"{entry[index]}!"
            assert seals.digest("0" * 64, (*entry[:index], other, *entry[index + 1 :]), now) != honest, name
        assert seals.digest("1" * 64, entry, now) != honest
        assert seals.digest("0" * 64, entry, now + MINUTE) != honest


# --- Several at once, and killed --------------------------------------------------------------------------------------


@committed
def test_many_writers_and_two_sealers_make_one_whole_chain():
    stop = threading.Event()

    def write_on() -> int:
        for _ in range(12):
            write(3)
        return 36

    def seal_on() -> int:
        count = 0
        while not stop.is_set():
            count += seals.seal()
        return count

    def write_then_stop() -> int:
        try:
            return write_on()
        finally:
            time.sleep(0.3)
            stop.set()

    answers = together(write_on, write_on, write_then_stop, seal_on, seal_on, on=dt.date(2020, 6, 25))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    seals.seal()
    assert AuditEntry.objects.count() == 3 * 36
    assert is_whole()


@committed
def test_two_sealers_of_one_backlog_seal_each_entry_once(monkeypatch):
    monkeypatch.setattr(seals, "BATCH", 50)
    write(600)
    answers = together(seals.seal, seals.seal, on=dt.date(2020, 6, 25))
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert sum(answers) + seals.seal() == 600
    assert is_whole()


@committed
@pytest.mark.postgres
def test_a_transaction_that_commits_late_is_sealed_when_it_has():
    """Its entry has the smaller number and nobody sees it yet; the next one is sealed before it."""
    written, sealed_first = threading.Event(), threading.Event()
    late: list[int] = []

    def slow() -> None:
        with transaction.atomic():
            late.append(audit.record("chậm", Parcel.objects.create(), by=None).pk)
            written.set()
            assert sealed_first.wait(20)

    def quick() -> None:
        assert written.wait(20)
        entry = write(1)[0]
        assert seals.seal() == 1
        assert entry.pk > late[0]
        sealed_first.set()

    answers = together(slow, quick, on=dt.date(2020, 6, 25))
    assert answers == [None, None], answers
    assert seals.seal() == 1
    assert order()[-1] == late[0] < order()[-2]
    assert is_whole()


@committed
@pytest.mark.postgres
def test_a_sealer_that_hangs_is_not_waited_for():
    write(1)
    holds, done = threading.Event(), threading.Event()

    def hang() -> None:
        with transaction.atomic():
            assert seals._alone()
            holds.set()
            assert done.wait(20)

    def other() -> int:
        assert holds.wait(20)
        try:
            return seals.seal()
        finally:
            done.set()

    assert 0 in together(hang, other, on=dt.date(2020, 6, 25))
    assert seals.seal() == 1


@committed
def test_killed_in_the_middle_the_chain_is_whole_and_goes_on():
    write(3000)
    sealer = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup(); from campaign_portal.foundation import seals; "
         "seals.BATCH = 20; seals.seal()"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings",
             "CHUNGTAY_TEST_DATABASE": str(connection.settings_dict["NAME"])},
    )  # fmt: skip
    end = time.monotonic() + 40
    while AuditSeal.objects.count() < 100:
        assert time.monotonic() < end
        assert sealer.poll() is None, "it was to be killed in the middle"
        time.sleep(0.002)
    sealer.send_signal(signal.SIGKILL)
    sealer.wait()
    half = AuditSeal.objects.count()
    assert 100 <= half < 3000
    assert half % 20 == 0
    assert seals.verify().broken is None
    assert seals.seal() == 3000 - half
    assert is_whole()


@committed
def test_the_worker_seals_by_itself(worker):
    write(40)
    worker.start()
    worker.wait_until(lambda: AuditSeal.objects.count() == 40, "the seals of what was there before it")
    write(5)
    worker.wait_until(lambda: AuditSeal.objects.count() == 45, "the seals of what came after")
    worker.kill()
    assert is_whole()


# --- Tampering --------------------------------------------------------------------------------------------------------


@contextmanager
def superuser() -> Iterator[Callable[..., None]]:
    """Somebody with all rights on the database, who takes the triggers down and puts them up again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what this test wrote itself
            cursor.execute("SET session_replication_role = replica")
            put_up = ["SET session_replication_role = DEFAULT"]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [
                "foundation_audit%"
            ])  # fmt: skip
            triggers = cursor.fetchall()
            cursor.execute("PRAGMA foreign_keys = OFF")
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            put_up = [*(sql for _, sql in triggers), "PRAGMA foreign_keys = ON"]
        yield lambda sql, *values: cursor.execute(sql, values)
        for statement in put_up:
            cursor.execute(statement)


@pytest.fixture
def tampered_with(emptied, sealed):
    """Outside a transaction: SQLite can't leave its foreign keys unchecked in one."""
    return sealed


def found_broken(capsys) -> str:
    with pytest.raises(CommandError) as raised:
        call_command("verify_audit")
    assert raised.value.returncode == 1
    return str(raised.value)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "không ai biết"),
        ("actor_name", "Người khác"),
        ("after", json.dumps({"n": 99})),
        ("object_text", ""),
        ("business_at", "2020-01-01 00:00:00+00:00"),
        ("actor_id", None),
    ],
)
def test_a_changed_row_is_named(emptied, capsys, column, value):
    officer = User.objects.create_user("can-bo", "Nguyễn Thị Mai")
    with transaction.atomic():
        entries = [audit.record("gửi", Parcel.objects.create(), by=officer, after={"n": n}) for n in range(6)]
    seals.seal()
    with superuser() as run:
        run(f"UPDATE {ENTRY} SET {column} = %s WHERE id = %s", value, entries[3].pk)
    said = found_broken(capsys)
    assert f"niêm phong số 4, dòng nhật ký số {entries[3].pk}, ghi lúc " in said
    assert "nội dung đã bị sửa" in said
    assert capsys.readouterr().out.startswith("3 dòng nhật ký khớp")


def test_a_deleted_row_is_named_by_its_seal(tampered_with, capsys):
    gone = tampered_with[2].pk
    with superuser() as run:
        run(f"DELETE FROM {ENTRY} WHERE id = %s", gone)
    said = found_broken(capsys)
    assert "đã bị xóa" in said
    assert f"niêm phong số 3, dòng nhật ký số {gone}" in said


def test_a_deleted_seal_is_a_gap_and_its_row_is_named(tampered_with, capsys):
    with superuser() as run:
        run(f"DELETE FROM {SEAL} WHERE position = 3")
    said = found_broken(capsys)
    assert "mất niêm phong số 3" in said
    assert f"dòng nhật ký số {tampered_with[2].pk}" in said
    seals.seal()
    assert f"dòng nhật ký số {tampered_with[2].pk}" in found_broken(capsys), (
        "sealed again at the end, it is still named"
    )


def test_a_row_and_its_seal_deleted_together_are_a_gap(tampered_with, capsys):
    with superuser() as run:
        run(f"DELETE FROM {SEAL} WHERE position IN (3, 4)")
        run(f"DELETE FROM {ENTRY} WHERE id IN (%s, %s)", tampered_with[2].pk, tampered_with[3].pk)
    assert "niêm phong số 3 đến 4 và dòng nhật ký của nó đã bị xóa" in found_broken(capsys)


def test_two_rows_with_their_contents_swapped_are_found(tampered_with, capsys):
    second, third = tampered_with[1].pk, tampered_with[2].pk
    with superuser() as run:
        for one, other in ((second, -1), (third, second), (-1, third)):
            run(f"UPDATE {ENTRY} SET id = %s WHERE id = %s", other, one)
    assert f"dòng nhật ký số {second}" in found_broken(capsys)


def test_a_link_numbered_before_the_first_is_found(tampered_with, capsys):
    """It would pass a planted entry off as sealed."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite can't drop a check")
    with superuser() as run:
        run(f"ALTER TABLE {SEAL} DROP CONSTRAINT audit_seal_positions_from_one")
        run(f"UPDATE {SEAL} SET position = 0 WHERE position = 6")
    try:
        assert "niêm phong số 1" in found_broken(capsys)
    finally:
        with superuser() as run:
            run(f"DELETE FROM {SEAL} WHERE position = 0")
            run(f"ALTER TABLE {SEAL} ADD CONSTRAINT audit_seal_positions_from_one CHECK (position >= 1)")


def test_two_seals_swapped_are_found(tampered_with, capsys):
    with superuser() as run:
        for one, other in ((2, 99), (3, 2), (99, 3)):
            run(f"UPDATE {SEAL} SET position = %s WHERE position = %s", other, one)
    assert "niêm phong số 2" in found_broken(capsys)


def test_a_moment_of_sealing_changed_is_found(tampered_with, capsys):
    with superuser() as run:
        run(f"UPDATE {SEAL} SET sealed_at = %s WHERE position = 5", "2020-01-01 00:00:00+00:00")
    assert "niêm phong số 5" in found_broken(capsys)


def test_a_chain_cut_or_rewritten_is_found_by_what_was_noted_elsewhere(tampered_with, capsys):
    noted = seals.verify().end
    call_command("verify_audit", noted=noted)
    assert noted in capsys.readouterr().out
    with superuser() as run:
        run(f"DELETE FROM {SEAL} WHERE position >= 5")
        run(f"DELETE FROM {ENTRY} WHERE id >= %s", tampered_with[4].pk)
    call_command("verify_audit")
    with pytest.raises(CommandError, match="bị cắt: chỉ còn 4 niêm phong"):
        call_command("verify_audit", noted=noted)
    write(2)
    seals.seal()
    with pytest.raises(CommandError, match=r"viết lại.*niêm phong số 6"):
        call_command("verify_audit", noted=noted)
    with pytest.raises(CommandError, match="SỐ:MÃ"):
        call_command("verify_audit", noted="6")


def test_a_whole_chain_is_told_with_its_length(sealed, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert said.startswith(f"{AuditEntry.objects.count()} dòng nhật ký khớp")
    assert "Nguyên vẹn" in said


def test_an_empty_trail_is_whole(emptied, capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out == "0 dòng nhật ký khớp với niêm phong.\n"


def test_a_walk_of_many_pages_asks_two_questions_a_page(sealed, django_assert_max_num_queries):
    pages = -(-AuditSeal.objects.count() // 2000) + 1
    with django_assert_max_num_queries(2 * pages + 2):
        seals.verify()


# --- The alarm --------------------------------------------------------------------------------------------------------


def test_an_entry_unsealed_for_over_a_minute_is_an_alarm(sealed, later, capsys):
    write(2)
    assert seals.overdue() is None
    call_command("verify_audit")
    assert "2 dòng vừa ghi đang chờ niêm phong" in capsys.readouterr().out
    later(MINUTE * 3)
    late = seals.overdue()
    assert (late.count, str(late)) == (2, "Hai dòng nhật ký việc làm chưa được niêm phong, lâu nhất đã 3 phút")
    assert "không có niêm phong quá một phút" in found_broken(capsys)
    seals.seal()
    assert seals.overdue() is None


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (dt.timedelta(seconds=61), "1 phút"),
        (dt.timedelta(minutes=59), "59 phút"),
        (dt.timedelta(hours=1), "1 giờ"),
        (dt.timedelta(hours=47), "47 giờ"),
        (dt.timedelta(days=9), "9 ngày"),
    ],
)
def test_how_long_is_said_in_words(waited, words):
    assert str(seals.Overdue(12, waited)).endswith(f"lâu nhất đã {words}")
