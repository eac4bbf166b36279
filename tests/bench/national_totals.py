"""The country added up by province from its 10 600 communes' totals, beside bare SQL."""

from django.db import connection
from django.db.models import Sum

from emulation.poverty.models import CommuneTotal, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors import figures
from tests.bench import Bench, side_by_side
from tests.support import nation

SUMS = ", ".join(f"SUM(x.{name})" for name in columns.ALL_FIELDS)


def bench() -> Bench:
    standard = nation.lay()
    sql = (
        f"SELECT x.province_id, {SUMS} FROM {CommuneTotal._meta.db_table} x "  # noqa: S608
        f"JOIN {ReviewSet._meta.db_table} s ON s.id = x.review_id "
        "WHERE x.period = %s AND s.is_current AND s.standard_id = %s AND s.state = 'approved' GROUP BY x.province_id"
    )

    def bare_sql() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, [nation.PERIOD, standard.pk])
            return cursor.fetchall()

    def from_rows() -> list:
        rows = ReviewRow.objects.filter(review__period=nation.PERIOD, review__is_current=True)
        sums = {f"sum_{name}": Sum(name) for name in columns.ALL_FIELDS}
        return list(rows.values("province_id").annotate(**sums).order_by())

    def ours() -> dict:
        return figures.approved_sums_by("province", nation.PERIOD, None, standard)

    found = ours()
    assert {row[0]: row[1] for row in bare_sql()} == {pk: sums["households_total"] for pk, sums in found.items()}
    return side_by_side(
        f"{nation.COMMUNES} commune totals to {nation.PROVINCES} provinces, {len(columns.ALL_FIELDS)} counts",
        rounds=9,
        limit=("bare SQL over the totals, grouped by province", bare_sql),
        peer=("the same from the hamlets' rows", from_rows),
        ours=("approved_sums_by", ours),
    )
