"""The hamlets of a workbook that need no sentence, which is nearly all: from its cells to a row's numbers, without a
sheet being made of their review. Whatever is not plain is judged (`judging`), and only there anything is said."""

from collections.abc import Iterable
from typing import cast

from emulation.poverty.importers.ground import Ground, called
from emulation.poverty.importers.layouts import spelled
from emulation.poverty.importers.reading import Entry, Place
from emulation.poverty.selectors.numbers import Change, Columns, NumberRow, rows_in_numbers

_WHOLE = frozenset({int})


class Plain:
    """`claimed` tells by which line of the workbook a row was meant first."""

    def __init__(self, ground: Ground, claimed: dict[int, Place]) -> None:
        self.ground, self.claimed = ground, claimed
        self.columns: dict[tuple[str, ...], Columns | None] = {}
        self.rows: dict[tuple[int | None, str], NumberRow | None] = {}

    def sift(self, entries: Iterable[Entry]) -> tuple[list[Change], list[Entry]]:
        """What is written as it is, and what has to be judged. A row that has these numbers already is neither."""
        self._read()
        changes: list[Change] = []
        left: list[Entry] = []
        for entry in entries:
            change = self._change(entry)
            if change is None:
                left.append(entry)
            elif change.fields:
                changes.append(change)
        return changes, left

    def _read(self) -> None:
        """The rows that this person may write, by what a workbook calls them; None where two are called so."""
        self.rows = {}
        for row in rows_in_numbers(filter(self.ground.may_write, self.ground.reviews.values())):
            for name in called(row.kind, row.hamlet):
                own = row.review.unit_id, name
                self.rows[own] = None if own in self.rows else row

    def _change(self, entry: Entry) -> Change | None:
        row = self.rows.get((self.ground.commune_of(entry.commune), spelled(entry.hamlet)))
        if row is None or entry.is_total or self.claimed.setdefault(row.pk, entry.at) != entry.at:
            return None
        cells = tuple(entry.cells.values())
        if entry.again or not _WHOLE.issuperset(map(type, cells)):
            return None
        fields = tuple(entry.cells)
        if fields not in self.columns:
            self.columns[fields] = Columns.of(fields)
        columns = self.columns[fields]
        return columns.over(row, cast("tuple[int, ...]", cells)) if columns is not None else None
