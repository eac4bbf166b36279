"""Numbers of official papers: no duplicate, no gap, dates in order (NĐ 30 Đ15)."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import NumberSeries


def keeper(authority_key: str, series: str, year: int) -> str:
    """Who gives the numbers of a year: as that year's row says, else as the last year's before it did."""
    rows = NumberSeries.objects.filter(authority_key=authority_key, series=series, year__lte=year)
    return rows.order_by("-year").values_list("keeper", flat=True).first() or NumberSeries.Keeper.SYSTEM


def take(authority_key: str, series: str, on: dt.date, *, from_book: int | None = None) -> int:
    """The next number of a series, inside the transaction that issues the paper.

    A system-owned series counts by itself; the clerk's book needs the number he wrote (`from_book`). Raises Refused
    when the date lies before the series' last, or the book's number is missing or was passed already.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that issues the paper")
    row, _ = NumberSeries.objects.get_or_create(
        authority_key=authority_key,
        series=series,
        year=on.year,
        defaults={"keeper": keeper(authority_key, series, on.year)},
    )
    row = NumberSeries.objects.select_for_update().get(pk=row.pk)
    if row.last_on and on < row.last_on:
        raise Refused(
            Problem(
                f"Văn bản trước trong sổ đề ngày {vietnamese.day(row.last_on)}; "
                f"văn bản này không thể đề ngày {vietnamese.day(on)}. Xin chọn từ ngày đó trở đi.",
                field="issued_on",
            )
        )
    if row.keeper == NumberSeries.Keeper.CLERK:
        if from_book is None:
            raise Refused(Problem("Xin nhập số văn bản theo sổ của văn thư.", field="number"))
        if from_book <= row.last_number:
            raise Refused(
                Problem(f"Số {from_book} không lớn hơn số cuối trong sổ ({row.last_number}).", field="number")
            )
        number = from_book
    else:
        number = row.last_number + 1
    row.last_number, row.last_on = number, on
    row.save(update_fields=["last_number", "last_on"])
    return number


def shown(number: int) -> str:
    """05, 12, 120: a number below 10 gets a leading 0 (NĐ 30 PL I II.3)."""
    return f"{number:02d}"
