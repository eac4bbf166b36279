"""One step down the tree: the communes of a district, or a commune's hamlets, each with its 48 counts."""

from itertools import cycle

from django.db import connection
from django.db.models import Sum

from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors import figures
from emulation.territory.models import Unit
from tests.bench import Bench, side_by_side
from tests.support import nation

SUMS = ", ".join(f"SUM(x.{name})" for name in columns.ALL_FIELDS)


def bench() -> Bench:
    standard = nation.lay()
    districts = list(Unit.objects.filter(level="district").order_by("pk")[:50])
    turn = cycle(districts)
    sql = (
        f"SELECT x.commune_id, {SUMS} FROM {ReviewRow._meta.db_table} x "  # noqa: S608
        f"JOIN {ReviewSet._meta.db_table} s ON s.id = x.review_id "
        "WHERE x.district_id = %s AND s.district_id = x.district_id AND s.period = %s AND s.is_current "
        "AND s.standard_id = %s AND s.state IN ('submitted', 'approved') GROUP BY x.commune_id"
    )

    def bare_sql() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, [next(turn).pk, nation.PERIOD, standard.pk])
            return cursor.fetchall()

    def one_by_one() -> list:
        """A statement for each child."""
        communes = Unit.objects.filter(level="commune", district=next(turn))
        sums = {f"sum_{name}": Sum(name) for name in columns.ALL_FIELDS}
        rows = ReviewRow.objects.filter(review__period=nation.PERIOD, review__is_current=True)
        return [rows.filter(commune=commune).aggregate(**sums) for commune in communes]

    def ours() -> dict:
        return figures.sums_by("commune", nation.PERIOD, next(turn), standard)

    assert len(ours()) in {nation.COMMUNES // nation.DISTRICTS, nation.COMMUNES // nation.DISTRICTS + 1}
    return side_by_side(
        f"the {nation.COMMUNES // nation.DISTRICTS} communes of a district, {len(columns.ALL_FIELDS)} counts each",
        rounds=60,
        limit=("bare SQL below the district, grouped by commune", bare_sql),
        peer=("one ORM statement for each commune", one_by_one),
        ours=("sums_by: with the hamlets counted and what is provisional", ours),
    )
