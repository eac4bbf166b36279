"""What the picker asks while a person types, on the whole country: its answer beside the bare scan for the letters."""

from django.db import connection

from campaign_portal.foundation.models import User
from demo import ground
from emulation.territory.models import Unit
from emulation.territory.selectors import picks
from tests.bench import Bench, side_by_side

TYPED = ("t", "ta van", "hoa binh", "tan thanh, dong nai", "chau thanh soc trang", "3040", "khong co noi nay")


def bench() -> Bench:
    ground.lay()
    officer = User.objects.get(username="mai")

    def bare_sql() -> None:
        with connection.cursor() as cursor:
            for typed in TYPED:
                letters = "%" + typed.partition(",")[0].replace(" ", "") + "%"
                cursor.execute(
                    "SELECT id, kind, name FROM emulation_unit WHERE search_text LIKE %s ORDER BY sort_key LIMIT 13",
                    [letters],
                )
                cursor.fetchall()

    def by_name() -> None:
        """As Django's own search of an admin does it."""
        for typed in TYPED:
            rows = Unit.objects.filter(folded_name__contains=typed.partition(",")[0]).select_related("parent")
            list(rows.order_by("sort_key")[:13])

    def ours() -> None:
        for typed in TYPED:
            picks.find(picks.EVERY_UNIT.rows(officer), typed, user=officer)

    return side_by_side(
        f"{len(TYPED)} searches among {Unit.objects.count()} units",
        rounds=10,
        limit=("bare SQL that finds the letters", bare_sql),
        peer=("one column, no ranking, no parents searched", by_name),
        ours=("the picker", ours),
    )
