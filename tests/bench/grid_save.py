"""A block of 15 hamlets × 11 columns pasted into the grid: settling, checking and the trail beside bare SQL."""

import datetime as dt
from itertools import cycle

from django.db import connection, transaction

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import AuditEntry, User
from demo import ground
from demo.places import TA_VAN
from emulation.poverty.models import ReviewRow
from emulation.poverty.rules import columns
from emulation.poverty.services import entry
from emulation.territory.models import Unit
from emulation.territory.services import add_hamlet
from tests.bench import Bench, bare_insert, side_by_side

HAMLETS = 15
KEYS = [column.key for column in columns.POOR_TAB if column.key not in columns.STARTS]
FIELDS = [columns.field_name(columns.HOUSEHOLDS, key) for key in KEYS]


def bench() -> Bench:
    campaign = ground.lay(all_units=False)
    officer = User.objects.get(username="mai")
    commune = Unit.objects.valid_on(ground.GROUND_DAY).get(level="commune", code=TA_VAN)
    for number in range(HAMLETS - 7):
        add_hamlet(commune, f"Mới {number}", valid_from=dt.date(2020, 1, 1), by=None)
    review = entry.open_review(commune, "2020-M06", campaign.standard, by=None)
    ids = list(review.rows.values_list("pk", flat=True))
    assert (len(ids), len(FIELDS)) == (HAMLETS, 11)
    # Two blocks in turn, so that every save changes every cell.
    totals = cycle([(100, 90, 1), (101, 91, 2)])

    def block() -> dict[str, int]:
        total, minority, rest = next(totals)
        return {field: rest for field in FIELDS} | {FIELDS[0]: total, FIELDS[1]: minority, FIELDS[9]: 40 + rest}

    told = AuditEntry.objects.order_by("pk").last()
    assert told is not None
    told.pk, told.before, told.after = None, block(), block()
    trail, line = bare_insert(told)

    def bare_sql() -> None:
        values = block()
        assignments = ", ".join(f"{field} = %s" for field in FIELDS)
        with transaction.atomic(), connection.cursor() as cursor:
            for pk in ids:
                cursor.execute(f"UPDATE emulation_reviewrow SET {assignments} WHERE id = %s", [*values.values(), pk])  # noqa: S608
            cursor.execute(trail, line)

    def row_by_row() -> None:
        """What a formset does: fetch, assign and save each row."""
        values = block()
        with transaction.atomic():
            for row in ReviewRow.objects.filter(pk__in=ids):
                for field, number in values.items():
                    setattr(row, field, number)
                row.save()

    def save_cells() -> None:
        typed = {field: str(number) for field, number in block().items()}
        entry.save_cells(review, dict.fromkeys(ids, typed), by=officer)

    with clock.at(dt.date(2020, 6, 15)):
        return side_by_side(
            f"a pasted block of {HAMLETS} hamlets × {len(FIELDS)} columns, saved",
            rounds=40,
            limit=("15 UPDATEs and the line of the trail in bare SQL; nothing read, nothing checked", bare_sql),
            peer=("fetch and save() each row by the ORM; nothing settled, no trail", row_by_row),
            ours=("save_cells: lock, read, settle, check, one upsert, trail, every sentence", save_cells),
        )
