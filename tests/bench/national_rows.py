"""The country added up by province from 90 000 hamlets' rows: 48 counts in one statement, beside bare SQL."""

from django.db import connection
from django.db.models import Sum

from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors import figures
from tests.bench import Bench, side_by_side
from tests.support import nation

SUMS = ", ".join(f"SUM(x.{name})" for name in columns.ALL_FIELDS)


def bench() -> Bench:
    standard = nation.lay()
    sql = (
        f"SELECT x.province_id, {SUMS} FROM {ReviewRow._meta.db_table} x "  # noqa: S608
        f"JOIN {ReviewSet._meta.db_table} s ON s.id = x.review_id "
        "WHERE s.period = %s AND s.is_current AND s.standard_id = %s AND s.state IN ('submitted', 'approved') "
        "GROUP BY x.province_id"
    )

    def bare_sql() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, [nation.PERIOD, standard.pk])
            return cursor.fetchall()

    def one_by_one() -> list:
        """One statement for each figure."""
        rows = ReviewRow.objects.filter(review__period=nation.PERIOD, review__is_current=True)
        return [list(rows.values_list("province_id").annotate(Sum(name)).order_by()) for name in columns.ALL_FIELDS]

    def ours() -> dict:
        return figures.sums_by("province", nation.PERIOD, None, standard)

    assert len(bare_sql()) == len(ours()) == nation.PROVINCES
    return side_by_side(
        f"{nation.HAMLETS} hamlets to {nation.PROVINCES} provinces, {len(columns.ALL_FIELDS)} counts",
        rounds=5,
        limit=("bare SQL over the same rows, grouped by province", bare_sql),
        peer=("one ORM statement for each count", one_by_one),
        ours=("sums_by: with the hamlets counted and what is provisional", ours),
    )
