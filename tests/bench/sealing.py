"""Sealing a backlog of the trail, and walking the chain, beside bare SQL that moves as many rows."""

import time
from itertools import islice

from django.db import connection, transaction

from campaign_portal.foundation import clock, seals
from campaign_portal.foundation.models import AuditEntry, AuditSeal, User
from tests.bench import Bench, side_by_side

ROWS, ROUNDS = 5000, 5
ENTRY = AuditEntry._meta.db_table
COLUMNS = ", ".join(seals.COLUMNS)


def bench() -> Bench:
    write((2 * ROUNDS + 2) * ROWS)

    def bare_sql() -> None:
        """Read as many entries and keep as many rows of the size of a seal."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS} FROM {ENTRY} ORDER BY id DESC LIMIT {ROWS}")  # noqa: S608
            rows = [(row[0], row[0], "0" * 64, str(row[1])) for row in cursor.fetchall()]
            cursor.execute("CREATE TEMPORARY TABLE bare (position bigint, entry_id bigint, hash varchar(64), at text)")
            cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s)", rows)
            cursor.execute("DROP TABLE bare")

    def one_by_one() -> None:
        position, previous = AuditSeal.objects.order_by("-position").values_list("position", "hash").first() or (
            0,
            seals.BEFORE_THE_FIRST,
        )
        now = clock.real_now()
        with transaction.atomic():
            for entry in islice(seals._unsealed(seals._floor()).order_by("id").values_list(*seals.COLUMNS), ROWS):
                position, previous = position + 1, seals.digest(previous, entry, now)
                AuditSeal.objects.create(position=position, entry_id=entry[0], hash=previous, sealed_at=now)

    found = side_by_side(
        f"{ROWS} entries of the trail sealed, in batches of {seals.BATCH}",
        rounds=ROUNDS,
        limit=("read as many entries and keep as many rows in bare SQL; no hash, no key, nothing looked for", bare_sql),
        peer=("one transaction, hash and create() each by the ORM", one_by_one),
        ours=("seals.seal(): look, lock, read, hash, keep, commit", lambda: seals.seal(at_most=ROWS)),
    )
    begun = time.perf_counter()
    walk = seals.verify()
    assert walk.broken is None, walk.broken
    walked = time.perf_counter() - begun
    begun = time.perf_counter()
    assert seals.seal() == 0
    idle = time.perf_counter() - begun
    print(f"  sealed {ROWS / found.ours[1]:,.0f} entries a second")
    print(f"  walked {walk.checked} links in {walked:.2f} s, {walk.checked / walked:,.0f} a second")
    print(f"  an idle turn after {walk.checked} entries of this day: {idle * 1000:.1f} ms")
    return found


def write(count: int) -> None:
    person, now = User.objects.create_user("bench", "Người đo"), clock.real_now()
    for begin in range(0, count, 1000):
        AuditEntry.objects.bulk_create(
            AuditEntry(
                at=now,
                business_at=now,
                actor=person,
                actor_name=person.full_name,
                actor_posts="Cán bộ LĐ-TB&XH, xã Tả Van",
                source="10.0.0.7",
                action="nhập số liệu rà soát",
                object_type="emulation.ReviewSet",
                object_id=str(number),
                object_text="rà soát hộ nghèo xã Tả Van, sáu tháng 2020",
                before={f"cell_{cell}": cell for cell in range(10)},
                after={f"cell_{cell}": cell + number for cell in range(10)},
            )
            for number in range(begin, begin + 1000)
        )
