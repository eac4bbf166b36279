"""Dated rows that lie over each other are refused by the database, on both."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from campaign_portal.foundation.no_overlap import is_overlap, no_overlap

APRIL, MAY, JUNE = (dt.date(2020, month, 1) for month in (4, 5, 6))


@pytest.fixture
def leases(db):
    """A table of leases by house and room."""
    operation = no_overlap("leases", ["house", "room"], name="lease_no_overlap")
    editor = _Editor()
    editor.execute(
        "CREATE TABLE leases (id integer PRIMARY KEY, house integer, room varchar(9), "
        "valid_from date NOT NULL, valid_to date)"
    )
    operation.forwards(editor)
    operation.forwards(editor)  # twice is once
    yield lease
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE leases")


class _Editor:
    """What a migration needs of one: SQLite's own does not start inside the test's transaction."""

    connection = connection

    def execute(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)


def lease(pk, first, last, house=1, room="a"):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO leases VALUES (%s, %s, %s, %s, %s)", [pk, house, room, first, last])


@pytest.mark.parametrize(
    ("first", "last"),
    [(MAY, None), (APRIL, MAY), (APRIL, None), (JUNE, JUNE), (dt.date(2020, 5, 10), dt.date(2020, 5, 11))],
)
def test_a_day_in_common_is_refused(leases, first, last):
    leases(1, MAY, JUNE)
    with pytest.raises(IntegrityError) as refused:
        leases(2, first, last)
    assert is_overlap(refused.value, "lease_no_overlap")


def test_an_open_end_lies_over_all_that_comes(leases):
    leases(1, MAY, None)
    with pytest.raises(IntegrityError):
        leases(2, dt.date(2099, 1, 1), None)


def test_the_day_after_the_last_is_free_and_so_is_another_room(leases):
    leases(1, MAY, JUNE)
    leases(2, dt.date(2020, 6, 2), None)
    leases(3, APRIL, dt.date(2020, 4, 30))
    leases(4, MAY, JUNE, room="b")
    leases(5, MAY, JUNE, house=2)


def test_a_row_may_be_changed_but_not_over_another(leases):
    leases(1, MAY, MAY)
    leases(2, JUNE, None)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE leases SET valid_to = %s WHERE id = 1", [dt.date(2020, 5, 31)])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE leases SET valid_to = %s WHERE id = 1", [JUNE])
