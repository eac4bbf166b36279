"""A database that is slow at one step, so that a kill lands inside it; the product sleeps nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def slow(event: str, table: str, when: str, seconds: float) -> Iterator[None]:
    """Every row of `table` that meets `when` takes so long to write ("UPDATE", "INSERT")."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION test_slow() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN PERFORM pg_sleep({seconds}); RETURN NEW; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER test_slow BEFORE {event} ON {table} FOR EACH ROW WHEN ({when}) "
                "EXECUTE FUNCTION test_slow()"
            )
        else:
            rows = max(int(seconds * 12_000_000), 1)  # about so many a second
            cursor.execute("CREATE TABLE test_slow (n INTEGER)")
            cursor.executemany("INSERT INTO test_slow VALUES (%s)", [(n,) for n in range(round(rows ** (1 / 3)))])
            cursor.execute(
                f"CREATE TRIGGER test_slow_trigger BEFORE {event} ON {table} WHEN {when} "  # noqa: S608
                "BEGIN SELECT count(*) FROM test_slow a, test_slow b, test_slow c WHERE a.n + b.n + c.n > 0; END"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER test_slow ON {table}")
                cursor.execute("DROP FUNCTION test_slow")
            else:
                cursor.execute("DROP TRIGGER test_slow_trigger")
                cursor.execute("DROP TABLE test_slow")
