"""A country of reviews for benches: 63 provinces, 705 districts, 10 600 communes, 90 000 hamlets, one year."""

import datetime as dt

from django.db import connection, transaction

from emulation.poverty.models import CommuneTotal, PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.territory.models import EARLIEST, Unit

PERIOD = "2022-M12"
PROVINCES, DISTRICTS, COMMUNES, HAMLETS = 63, 705, 10_600, 90_000
MOMENT = dt.datetime(2022, 12, 20, tzinfo=dt.UTC)

# A hamlet's households; a little more of everybody in some, so that no sum is a product.
COUNTS = {
    "total": 120, "minority_total": 60,
    "poor_start": 20, "poor_to_near": 3, "poor_above_near": 2, "poor_other_out": 0, "poor_from_near": 1,
    "poor_relapsed": 1, "poor_new": 1, "poor_other_in": 0, "poor_end": 18,
    "poor_minority_start": 10, "poor_minority_end": 9,
    "near_start": 12, "near_escaped": 2, "near_to_poor": 1, "near_other_out": 0, "near_from_poor": 3,
    "near_relapsed": 0, "near_new": 1, "near_other_in": 0, "near_end": 13, "near_minority_end": 6,
    "average_living": 25,
}  # fmt: skip


def lay() -> PovertyStandard:
    """Once per database; the standard of its reviews."""
    standard, _ = PovertyStandard.objects.get_or_create(
        code="2022-2025", defaults={"name": "Chuẩn", "act": "NĐ", "first_year": 2022, "last_year": 2026}
    )
    if ReviewRow.objects.exists():
        return standard
    with transaction.atomic():
        provinces = _units("province", PROVINCES, None)
        districts = _units("district", DISTRICTS, provinces)
        communes = _units("commune", COMMUNES, districts)
        _units("hamlet", HAMLETS, communes)
        ReviewSet.objects.bulk_create(
            [
                ReviewSet(
                    year=2022, period=PERIOD, standard=standard, state="approved", submitted_at=MOMENT,
                    approved_at=MOMENT, **ReviewSet.ancestors_of(commune),
                )
                for commune in communes
            ],
            batch_size=2000,
        )  # fmt: skip
        _rows()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return standard


def _units(level: str, count: int, parents: list[Unit] | None) -> list[Unit]:
    """Dealt to the parents in turn."""
    first = (Unit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    made = []
    for number in range(count):
        unit = Unit(
            pk=first + number, level=level, kind=level, name=f"{level} {number}", folded_name=f"{level} {number}",
            sort_key=f"{number:06d}", code="" if level == "hamlet" else f"{number:05d}", valid_from=EARLIEST,
        )  # fmt: skip
        if parents is not None:
            above = parents[number % len(parents)]
            unit.parent = above
            unit.province_id, unit.district_id, unit.commune_id = above.province_id, above.district_id, above.commune_id
        if level != "hamlet":
            setattr(unit, f"{level}_id", unit.pk)
        made.append(unit)
    Unit.objects.bulk_create(made, batch_size=2000)
    return made


def _rows() -> None:
    names, values = [], []
    for population, times in (("households", 1), ("persons", 4)):
        for key, number in COUNTS.items():
            names.append(columns.field_name(population, key))
            values.append(f"{times} * ({number} + h.id % 7)" if key == "total" else str(times * number))
    empty = "CAST('{}' AS jsonb)" if connection.vendor == "postgresql" else "'{}'"
    above = "province_id, district_id, commune_id"
    sums = ", ".join(f"SUM({name})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ReviewRow._meta.db_table} (review_id, unit_id, {above}, held, {', '.join(names)}) "  # noqa: S608
            f"SELECT s.id, h.id, h.province_id, h.district_id, h.commune_id, {empty}, {', '.join(values)} "
            f"FROM {Unit._meta.db_table} h JOIN {ReviewSet._meta.db_table} s ON s.unit_id = h.commune_id "
            "WHERE h.level = 'hamlet'"
        )
        cursor.execute(
            f"INSERT INTO {CommuneTotal._meta.db_table} (review_id, unit_id, {above}, period, hamlet_count, "  # noqa: S608
            f"{', '.join(names)}) SELECT review_id, commune_id, {above}, '{PERIOD}', COUNT(*), {sums} "
            f"FROM {ReviewRow._meta.db_table} GROUP BY review_id, commune_id, {above}"
        )
