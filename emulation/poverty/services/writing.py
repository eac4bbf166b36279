"""Rows of reviews written down, and what the trail says of them.

Grid and workbook meet here. The one brings rows of sheets, settled; the other, of nearly all its rows, numbers alone
(`selectors.numbers`): then the two texts of the trail are made from a pattern, once for each set of columns.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection

from campaign_portal.foundation import audit
from campaign_portal.foundation.models import User
from emulation.poverty.models import ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import LineName
from emulation.poverty.selectors.numbers import Change
from emulation.poverty.selectors.sheet import SheetRow


class Told:
    """One review's line of the trail: each changed cell of each hamlet, old and new."""

    def __init__(self, review: ReviewSet) -> None:
        self.review = review
        self.before: dict[str, dict[str, str]] = {}
        self.after: dict[str, dict[str, str]] = {}
        self.texts: list[tuple[str, str]] = []  # of other hamlets, as JSON

    def cells(self, name: str, before: dict[str, str], after: dict[str, str]) -> None:
        """Two places of one name are told together."""
        self.before[name] = self.before.get(name, {}) | before
        self.after[name] = self.after.get(name, {}) | after

    def numbers(self, change: Change) -> None:
        """Of a hamlet whose name no other of the review has."""
        name, pattern = _json(change.row.name), _pattern(change.fields)
        was = change.was if None not in change.was else ["" if value is None else value for value in change.was]
        self.texts.append((pattern % (name, *was), pattern % (name, *change.now)))

    def record(self, by: User) -> None:
        if self.before or self.texts:
            before = _joined(self.before, map(itemgetter(0), self.texts))
            after = _joined(self.after, map(itemgetter(1), self.texts))
            audit.record("nhập số liệu rà soát", self.review, by=by, before=before, after=after)


_json = json.JSONEncoder(ensure_ascii=False).encode  # of names: accents as they are make it a third shorter


@lru_cache(maxsize=1_000)
def _pattern(fields: tuple[str, ...]) -> str:
    cells = ",".join(f'{_json(columns.described(field)).replace("%", "%%")}:"%s"' for field in fields)
    return f"%s:{{{cells}}}"


def _joined(told: Mapping[str, Any], texts: Iterable[str]) -> audit.Json:
    own = json.dumps(told)[1:-1]
    return audit.Json(f"{{{','.join([*([own] if own else []), *texts])}}}")


def write_rows(rows: list[SheetRow], fields: set[str]) -> None:
    """One prepared UPDATE of these columns for all rows, where `bulk_update` writes a CASE for each cell and an upsert
    a list of values as long as the block (decision 0083). Lines by an upsert; an emptied one goes."""
    counts = sorted(fields & set(columns.ALL_FIELDS))
    held = ReviewRow._meta.get_field("held")
    of_row = attrgetter("held", *counts, "pk")
    values = [
        (held.get_db_prep_save(texts, connection), *others)
        for texts, *others in map(of_row, [row.row for row in rows])
    ]  # fmt: skip
    _update(["held", *counts], values)
    if lines := fields.difference(counts):
        _write_lines(rows, lines)


def write_numbers(changes: Sequence[Change]) -> None:
    """The same for rows of numbers. A column that another of them changes is written as it was: nobody else writes in
    a review that is held."""
    changed = set().union(*(change.fields for change in changes))
    places = [at for at, field in enumerate(columns.ALL_FIELDS) if field in changed]
    own = itemgetter(*places, slice(0))  # and nothing more, so that one column is a tuple, too
    _update(
        [columns.ALL_FIELDS[at] for at in places],
        [(*own(change.counts)[:-1], change.row.pk) for change in changes],
    )


def _update(names: list[str], values: list[tuple[Any, ...]]) -> None:
    """These columns, from `rules.columns`, and `held`; each row's values end with its id. On PostgreSQL one statement
    with a list for each column, for there each row of `executemany` is a journey of its own."""
    quoted, table = connection.ops.quote_name, connection.ops.quote_name(ReviewRow._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cells = ", ".join(f"{quoted(name)} = b.{quoted(name)}" for name in names)
            kinds = ["jsonb" if name == "held" else "integer" for name in names]
            given = ", ".join(f"%s::{kind}[]" for kind in (*kinds, "bigint"))
            columns_of = ", ".join(map(quoted, (*names, "id")))
            cursor.execute(
                f"UPDATE {table} r SET {cells} FROM unnest({given}) AS b({columns_of}) WHERE r.id = b.id",  # noqa: S608
                [_array(column) for column in zip(*values, strict=True)],
            )
            return
        cells = ", ".join(f"{quoted(name)} = %s" for name in names)
        cursor.executemany(f"UPDATE {table} SET {cells} WHERE id = %s", values)  # noqa: S608


def _array(values: tuple[Any, ...]) -> Any:
    """Numbers as one text: the driver would write ARRAY[1, 2, …], an expression that the server takes apart."""
    if isinstance(values[-1], int | None):
        return f"{{{','.join(['NULL' if value is None else str(value) for value in values])}}}"
    return list(values)


def _write_lines(rows: list[SheetRow], lines: set[str]) -> None:
    names = {field: LineName.of(field) for field in lines}
    ReviewLine.objects.bulk_create(
        [
            ReviewLine(
                row=row.row, population=name.population, poverty_class=name.poverty_class, code=name.code, value=value
            )
            for row in rows
            for field, name in names.items()
            if (value := row.lines.get(field)) is not None
        ],
        update_conflicts=True,
        unique_fields=["row", "poverty_class", "code", "population"],
        update_fields=["value"],
    )
    kept = {row.row.pk: row.lines for row in rows}
    stored = ReviewLine.objects.filter(row__in=list(kept), code__in={name.code for name in names.values()})
    gone = [line.pk for line in stored if line.field in names and line.field not in kept[line.row_id]]
    if gone:
        ReviewLine.objects.filter(pk__in=gone).delete()
