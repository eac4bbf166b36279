"""A workbook of 20 000 hamlets × 20 columns taken into their reviews, beside reading it and writing it bare.

Ours is what a person waits for: the upload looked at and kept, then the job's work. The job reads the kept cells in
pieces, so that its memory is the same for 2 000 rows and for 20 000; both are printed.
"""

import datetime as dt
import io
import time
import tracemalloc
from itertools import cycle

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Office, Role
from emulation.people.services import leadership_office
from emulation.poverty.importers import layouts, taking, waiting
from emulation.poverty.importers.ground import About
from emulation.poverty.models import PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import NO_BREAKDOWN
from emulation.territory.models import Unit
from tests.bench import Bench, side_by_side

COMMUNES, EACH = 200, 100
SINCE, DAY, PERIOD = dt.date(2015, 1, 1), dt.date(2020, 6, 15), "2020-M06"
KEYS = [column.key for column in columns.ALL if column.key not in columns.STARTS][:18]
FIELDS = [columns.field_name(columns.HOUSEHOLDS, key) for key in KEYS]
ROW = "emulation_reviewrow"


def bench() -> Bench:
    with clock.at(DAY):
        return _bench(*lay())


def _bench(about: About, by: User, ids: dict[str, int]) -> Bench:
    # Two workbooks in turn, so that every cell changes each time.
    books = cycle([workbook(ids, 100), workbook(ids, 200)])
    small = workbook(dict(list(ids.items())[:2_000]), 300)

    def bare() -> None:
        """Read and write; nothing guarded, nothing matched by a fault's name, nothing checked, no trail."""
        with CalamineWorkbook.from_filelike(io.BytesIO(next(books))) as book:
            rows = book.get_sheet_by_index(0).to_python()[1:]
        found = [(*(int(value) for value in row[2:]), ids[row[1]]) for row in rows]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                _copy(cursor, found)
            else:
                cells = ", ".join(f"{field} = %s" for field in FIELDS)
                cursor.executemany(f"UPDATE {ROW} SET {cells} WHERE id = %s", found)  # noqa: S608

    def by_orm() -> None:
        """What is usually written: the rows fetched, assigned, written back by an upsert; nothing checked, no trail."""
        with CalamineWorkbook.from_filelike(io.BytesIO(next(books))) as book:
            rows = book.get_sheet_by_index(0).to_python()[1:]
        there = {row.pk: row for row in ReviewRow.objects.all()}
        for row in rows:
            for field, value in zip(FIELDS, row[2:], strict=True):
                setattr(there[ids[row[1]]], field, int(value))
        ReviewRow.objects.bulk_create(
            there.values(), update_conflicts=True, unique_fields=["id"], update_fields=FIELDS, batch_size=500
        )

    def keep(content: bytes) -> waiting.Waiting:
        waiting.keep_file(SimpleUploadedFile("20000.xlsx", content), about, by=by)
        found = waiting.waiting(about, by)
        assert found is not None
        return found

    def ours() -> None:
        begun = time.perf_counter()
        found = keep(next(books))
        kept = time.perf_counter()
        taken = taking.take(found, lambda done, total, note: None)
        assert taken == taking.Taken(len(ids), len(ids) * len(FIELDS), 0), taken
        print(f"    upload {kept - begun:.2f} s, job {time.perf_counter() - kept:.2f} s")

    for content in (small, next(books)):
        found = keep(content)
        tracemalloc.start()
        taking.take(found, lambda done, total, note: None)
        print(f"  {found.row_count} rows: the job's peak of memory {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")
        tracemalloc.stop()
    return side_by_side(
        f"{len(ids)} hamlets × 20 columns of a workbook, {COMMUNES} reviews",
        rounds=3,
        limit=("calamine, then one bare UPDATE by id (PostgreSQL: COPY); nothing guarded, checked or told", bare),
        peer=("calamine, the rows by the ORM and an upsert; nothing checked, no trail", by_orm),
        ours=("guarded, kept, matched by name, settled, checked, written with a trail", ours),
    )


def _copy(cursor, found: list[tuple[int, ...]]) -> None:
    names = ", ".join(FIELDS)
    cursor.execute(f"CREATE TEMP TABLE brought ON COMMIT DROP AS SELECT {names}, id FROM {ROW} WHERE false")  # noqa: S608
    lines = io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in found))
    cursor.copy_expert(f"COPY brought ({names}, id) FROM STDIN", lines)
    cells = ", ".join(f"{field} = b.{field}" for field in FIELDS)
    cursor.execute(f"UPDATE {ROW} r SET {cells} FROM brought b WHERE b.id = r.id")  # noqa: S608


def workbook(ids: dict[str, int], total: int) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    names = layouts.names_of(NO_BREAKDOWN)
    described = [names[field] for field in FIELDS]
    possible = {"total": total, "minority_total": total // 2, "poor_end": total // 5, "near_end": total // 5}
    counts = [possible.get(key, total // 50) for key in KEYS]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        page = book.add_worksheet("Toàn huyện")
        page.write_row(0, 0, ["Xã, phường", "Thôn, tổ dân phố", *described])
        for at, name in enumerate(ids, start=1):
            page.write_row(at, 0, [f"Xã {name.partition(' ')[0]}", name, *counts])
    return file.getvalue()


def lay(communes: int = COMMUNES) -> tuple[About, User, dict[str, int]]:
    """A district whose reviews are being entered, and one officer with a post in each commune."""
    standard, _ = PovertyStandard.objects.get_or_create(
        code="2016-2020", defaults={"name": "Chuẩn 2016–2020", "act": "QĐ 59", "first_year": 2016, "last_year": 2021}
    )
    province = _unit("province", "Tỉnh", "Lớn", None, "97")
    district = _unit("district", "Huyện", "Lớn", province, "970")
    by = User.objects.create(username="nhieu.xa", full_name="Cán bộ nhiều xã")
    places = [_unit("commune", "Xã", f"X{number:03d}", district, f"97{number:03d}") for number in range(communes)]
    for commune in places:
        office = leadership_office(commune, SINCE)
        Appointment.objects.create(user=by, office=office, role=Role.COMMUNE_OFFICER, title="Cán bộ", valid_from=SINCE)
    assert Office.objects.filter(unit__in=places).count() == communes
    hamlets = [
        Unit(
            level="hamlet", kind="Thôn", name=f"{commune.name} {number}", parent=commune, commune=commune,
            district=district, province=province, valid_from=SINCE, folded_name=f"x{commune.pk} {number}",
            sort_key=f"{number:04d}",
        )
        for commune in places
        for number in range(EACH)
    ]  # fmt: skip
    Unit.objects.bulk_create(hamlets, batch_size=1000)
    reviews = [
        ReviewSet(year=2020, period=PERIOD, standard=standard, **ReviewSet.ancestors_of(commune)) for commune in places
    ]
    of_commune = {review.unit_id: review for review in ReviewSet.objects.bulk_create(reviews)}
    rows = [ReviewRow(review=of_commune[unit.commune_id], **ReviewRow.ancestors_of(unit)) for unit in hamlets]
    ReviewRow.objects.bulk_create(rows, batch_size=500)
    laid = ReviewRow.objects.filter(review__in=of_commune.values())
    ids = dict(laid.order_by("pk").values_list("unit__name", "pk"))
    return About(district, PERIOD, standard), by, ids


def _unit(level: str, kind: str, name: str, parent: Unit | None, code: str) -> Unit:
    from emulation.territory.services import set_ancestors

    unit = Unit.objects.create(level=level, kind=kind, name=name, parent=parent, code=code, valid_from=SINCE)
    set_ancestors(unit)
    return unit
