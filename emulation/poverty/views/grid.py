"""One review as a table on the screen: its tabs, heads, cells and sums, for people who type and for people who look."""

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from campaign_portal.foundation import quantities, vietnamese
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import TOTAL, Breakdown
from emulation.poverty.rules.findings import Severity
from emulation.poverty.rules.tabs import HEADINGS, Tab, tab_holding, tabs_of
from emulation.poverty.selectors.figures import source_url
from emulation.poverty.selectors.sheet import Placed, Sheet, SheetRow, blanks_sentence


@dataclass(frozen=True)
class Head:
    text: str
    colspan: int = 1
    rowspan: int = 1
    field: str = ""
    is_marked: bool = False


@dataclass(frozen=True)
class Cell:
    """`state` is "" (nothing to say), "wrong" or "ask"; `last` the figure of the period before."""

    row_id: int
    field: str
    text: str
    last: str
    state: str
    is_locked: bool
    is_marked: bool
    label: str

    @property
    def id(self) -> str:
        return f"o-{self.row_id}-{self.field}"


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    cells: list[Cell]
    rate: str


class Grid:
    """One tab of one review. `marked` is the column that a figure elsewhere was traced to."""

    def __init__(self, sheet: Sheet, tab: Tab, *, marked: str = "", row_ids: frozenset[int] | None = None) -> None:
        self.sheet, self.tab, self.marked, self.row_ids = sheet, tab, marked, row_ids

    @property
    def rows(self) -> list[SheetRow]:
        """All hamlets, or those a person may see."""
        return [row for row in self.sheet.rows if self.row_ids is None or row.row.pk in self.row_ids]

    @property
    def heads(self) -> tuple[list[Head], list[Head]]:
        """Two rows of heads: groups above, their columns below."""
        upper = [Head("Thôn, tổ" if "," in self.sheet.hamlet_word else self.sheet.hamlet_word.capitalize(), rowspan=2)]
        lower: list[Head] = []
        for column, field in zip(self.tab.columns, self.tab.fields, strict=True):
            marked = field == self.marked
            if not column.group:
                text = HEADINGS.get((self.tab.population, column.key), column.heading)
                upper.append(Head(text, rowspan=2, field=field, is_marked=marked))
                continue
            lower.append(Head(column.heading, field=field, is_marked=marked))
            if upper[-1].text == column.group:
                upper[-1] = Head(column.group, colspan=upper[-1].colspan + 1)
            else:
                upper.append(Head(column.group))
        if self.has_rate:
            upper.append(Head(self.tab.rate_heading, rowspan=2))
        return upper, lower

    @property
    def has_rate(self) -> bool:
        return bool(self.tab.rate_of)

    @property
    def lines(self) -> list[Line]:
        return [self.line(row) for row in self.rows]

    def line(self, row: SheetRow) -> Line:
        states = _states(row)
        return Line(
            id=row.row.pk,
            name=row.name,
            cells=[self._cell(row, field, states.get(field, "")) for field in self.tab.fields],
            rate=self._rate(row.settled.values),
        )

    def _cell(self, row: SheetRow, field: str, state: str) -> Cell:
        value, last = row.settled.values[field], row.last.get(field)
        return Cell(
            row_id=row.row.pk,
            field=field,
            text=row.row.held.get(field, "") if value is None else vietnamese.grouped(value),
            last="" if last is None else vietnamese.grouped(last),
            state=state,
            is_locked=field in row.locked or field in self.tab.fixed,
            is_marked=field == self.marked,
            label=f"{row.name}, {row.described(field)}",
        )

    def _rate(self, values: dict[str, int | None]) -> str:
        if not self.has_rate:
            return ""
        return quantities.percent_text(self._share(values))

    def _share(self, values: dict[str, int | None]) -> Fraction | None:
        """No rate without a total (V3)."""
        return quantities.rate(
            values.get(columns.field_name(self.tab.population, self.tab.rate_of)),
            values.get(columns.field_name(self.tab.population, columns.TOTAL.key)),
        )

    @property
    def foot_label(self) -> str:
        word = self.sheet.hamlet_word
        return f"{self.sheet.review.unit.opening_title}, {len(self.sheet.filled_rows)}/{len(self.sheet.rows)} {word}"

    @property
    def foot(self) -> list[tuple[str, str, bool]]:
        """(column, sum, whether marked): what stands is added up, what waits is not."""
        return [(field, _counted(self.sheet.sums[field]), field == self.marked) for field in self.tab.fields]

    @property
    def foot_rate(self) -> str:
        """Of a complete table alone: part of the hamlets would give another rate."""
        if not self.has_rate:
            return ""
        needed = [columns.field_name(self.tab.population, key) for key in (columns.TOTAL.key, self.tab.rate_of)]
        whole = all(row.settled.values[field] is not None for row in self.sheet.rows for field in needed)
        return self._rate(self.sheet.sums) if whole else "–"

    def as_data(self, row_ids: set[int]) -> dict:
        """What the page's script writes into the table after cells of these rows were saved."""
        return {
            "rows": {
                line.id: {"rate": line.rate, "cells": {cell.field: [cell.text, cell.state] for cell in line.cells}}
                for line in self.lines
                if line.id in row_ids
            },
            "sums": {field: text for field, text, _ in self.foot},
            "rate": self.foot_rate,
            "label": self.foot_label,
        }


def _counted(value: int | None) -> str:
    return "" if value is None else vietnamese.grouped(value)


def _states(row: SheetRow) -> dict[str, str]:
    """Column → "wrong" or "ask"; wrong is stronger."""
    states: dict[str, str] = {}
    for finding in row.findings:
        if states.get(finding.field) != Severity.WRONG.value:
            states[finding.field] = finding.severity.value
    return states


@dataclass(frozen=True)
class TabLink:
    label: str
    url: str
    is_here: bool
    troubles: int  # what is wrong or asks in it


def tab_links(sheet: Sheet, here: Tab, row_ids: frozenset[int] | None = None) -> list[list[TabLink]]:
    """The first line: tables of counts, and one link for each family of breakdowns. The second: the tables of the
    family that is open. A review that breaks nothing down has one line."""
    address = reverse("poverty:review", args=[sheet.review.pk])
    waiting = [placed for placed in (*sheet.wrong, *sheet.asking) if row_ids is None or placed.row_id in row_ids]
    everything = tabs_of(sheet.breakdown)

    def link(label: str, tabs: list[Tab]) -> TabLink:
        troubles = sum(tab_holding(sheet.breakdown, placed.finding.field) in tabs for placed in waiting)
        return TabLink(label, f"{address}?bang={tabs[0].key}", here in tabs, troubles)

    families: dict[str, list[Tab]] = {}
    for tab in everything:
        families.setdefault(tab.family or tab.key, []).append(tab)
    lines = [[link(tabs[0].label, tabs) for tabs in families.values()]]
    if here.family:
        lines.append([link(tab.variant, [tab]) for tab in families[here.family]])
    return lines


@dataclass(frozen=True)
class Said:
    """A finding as the page says it: a link to its cell, the clicks that would mend it, its note."""

    placed: Placed
    review_id: int

    @property
    def url(self) -> str:
        return f"{source_url(self.review_id, self.placed.finding.field)}#{self.cell_id}"

    @property
    def cell_id(self) -> str:
        """The cell it is about; of what concerns the whole commune, the sum."""
        row_id, field = self.placed.row_id, self.placed.finding.field
        return f"o-{row_id}-{field}" if row_id else f"tong-{field}"

    @property
    def note_name(self) -> str:
        return f"n|{self.placed.row_id or 0}|{self.placed.finding.key}"

    @property
    def note_text(self) -> str:
        return self.placed.note.text if self.placed.note else ""

    @property
    def is_stale(self) -> bool:
        """A note was written, and the figures changed after it."""
        return self.placed.note is not None and not self.placed.is_explained

    @property
    def mends(self) -> list[tuple[str, str]]:
        """(what the button sends, its words)."""
        return [
            (f"{self.placed.row_id}|{mend.field}={mend.value}", mend.label)
            for mend in self.placed.finding.mends
            if self.placed.row_id
        ]


def _may_be_nobody(breakdown: Breakdown, field: str) -> bool:
    """Movements and the parts of a breakdown are often 0; a total is not."""
    column = breakdown.columns.get(field)
    if column is not None:
        return not column.key.endswith(f".{TOTAL}")
    return columns.BY_KEY[columns.split_field(field)[1]].sign != 0


@dataclass(frozen=True)
class Blank:
    """A hamlet with blank cells left, and the click that writes 0 into those that tell of movements."""

    text: str
    url: str
    zeros: str
    zero_count: int


def blanks(sheet: Sheet) -> list[Blank]:
    found = []
    for row, fields in sheet.partly_filled:
        zero = [field for field in fields if _may_be_nobody(sheet.breakdown, field)]
        found.append(
            Blank(
                text=blanks_sentence(row, fields),
                url=f"{source_url(sheet.review.pk, fields[0])}#o-{row.row.pk}-{fields[0]}",
                zeros="|".join([str(row.row.pk), *(f"{field}=0" for field in zero)]) if zero else "",
                zero_count=len(zero),
            )
        )
    return found
