"""What becomes of each hamlet of a workbook: written, the same already, wrong, or not this person's to write.

V1, V2, V11 and V16 make a row wrong, as in the grid. V4–V6, V8, V10, V13 and V15 ask, and so does what a printed table
says of itself: V7 (a count twice), V9 (its total, a missing hamlet), V14 (its rates).
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, cast

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.workbooks import Cell
from emulation.poverty.importers import numbers
from emulation.poverty.importers.ground import Found, Ground
from emulation.poverty.importers.numbers import Dot
from emulation.poverty.importers.plain import Plain
from emulation.poverty.importers.reading import Entry, Place
from emulation.poverty.importers.rows import Mark, Row, State
from emulation.poverty.importers.totals import Totals, rate
from emulation.poverty.rules import checks, columns
from emulation.poverty.rules.breakdowns import asks
from emulation.poverty.rules.findings import Finding, Severity
from emulation.poverty.rules.printed import checks as printed_checks
from emulation.poverty.selectors.numbers import Change
from emulation.poverty.selectors.sheet import SheetRow, joined

BATCH = 1_000  # hamlets judged together
_WHOLE, _COUNTS = frozenset({int}), frozenset(columns.ALL_FIELDS)


class Sifted(NamedTuple):
    """A batch of `length` entries: what is written as it is, and what was judged."""

    length: int
    changes: list[Change]
    rows: list[Row]


class Judge:
    """Judges the entries of one workbook, batch by batch. `name` says where a cell is, `asks`
    whether sentences that only ask are wanted."""

    def __init__(self, ground: Ground, dot: Dot, *, name: Callable[[Place], str], asks: bool = True) -> None:
        self.ground, self.dot, self.asks, self.where = ground, dot, asks, name
        self.described = ground.about.breakdown.described
        self.known = frozenset(ground.about.breakdown.columns)
        self.fields = self.known | frozenset(columns.ALL_FIELDS)
        self.totals = Totals(dot, self.described)
        self.claimed: dict[int, Place] = {}  # row → the line that means it
        self.plain = Plain(ground, self.claimed)

    def judge(self, entries: Iterable[Entry]) -> Iterator[list[Row]]:
        """The rows in batches; a table's total is a row of its own, judged after those it adds up."""
        for batch in self._batches(entries):
            yield self._judged(batch)

    def sift(self, entries: Iterable[Entry]) -> Iterator[Sifted]:
        """To be written: in batches the rows that need no sentence, and the others judged."""
        for batch in self._batches(entries):
            changes, left = self.plain.sift(batch)
            yield Sifted(len(batch), changes, self._judged(left))

    def _batches(self, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
        waiting = iter(entries)
        while batch := list(islice(waiting, BATCH)):
            self.ground.find(self.ground.communes_of(batch))
            yield batch

    def _judged(self, entries: list[Entry]) -> list[Row]:
        self.ground.load(self.ground.communes_of(entries))
        return [self._total(entry) if entry.is_total else self._row(entry) for entry in entries]

    def missing(self) -> str:
        """V9: hamlets of a commune that its workbook does not name."""
        if not self.ground.about.is_of_commune or not self.ground.sheets:
            return ""
        rows = [row for sheet in self.ground.sheets.values() for row in sheet.rows]
        names = [row.name for row in rows if row.row.pk not in self.claimed]
        return f"Tệp không có dòng của {joined(names)}: số của các nơi ấy giữ nguyên." if names else ""

    def _row(self, entry: Entry) -> Row:
        row = Row(entry, self.ground.place(entry.commune, entry.hamlet))
        place, sheet = row.found.row, row.found.sheet
        if place is None or sheet is None:
            row.state = "elsewhere" if row.found.is_elsewhere else "wrong"
            (row.ask if row.found.is_elsewhere else row.wrong)(entry.at, row.found.says)
            return row
        if self.claimed.setdefault(place.row.pk, entry.at) != entry.at:
            row.state = "wrong"
            row.wrong(entry.at, f"{place.name} có hai lần trong tệp; xin bỏ bớt một dòng.")
            return row
        counts = self._counts(row, place)
        if self.asks:
            self.totals.add(row, counts)
            self._rates(row, counts, place.row.counts | place.lines)
        if row.typed and not row.is_wrong:
            self._settle(row, place)
        row.state = self._state(row)
        if row.state == "change" and not self.ground.may_write(sheet.review):
            row.state = "shut"
            row.ask(entry.at, _why_shut(row, self.ground))
        return row

    def _state(self, row: Row) -> State:
        if row.is_wrong:
            return "wrong"
        if row.dots:
            return "asks"
        return "change" if row.changed else "same"

    def _counts(self, row: Row, place: SheetRow) -> dict[str, int]:
        """Read each cell; what is there already is nothing to enter."""
        cells = row.entry.cells
        if not row.entry.again and (counts := self._whole_numbers(cells)) is not None:
            typed = place.differing(counts)
            if typed is not None:
                row.typed = typed
                return counts
        counts = {}
        known, lines = place.row, place.lines
        held = known.held
        for name, cell in cells.items():
            if name not in self.fields:
                continue
            if type(cell) is int and cell >= 0:
                now = cell
            else:
                read = numbers.count(cell, self.dot)
                if read.wrong:
                    row.wrong(row.entry.place_of(name), read.wrong)
                    continue
                if read.asks:
                    row.dots.append(row.entry.place_of(name))
                    continue
                now = numbers.as_number(read.text)
            before = lines.get(name) if name in self.known else getattr(known, name)
            counts[name] = now
            if now == before and name not in held:
                continue
            if name in place.locked:
                row.ask(row.entry.place_of(name), _kept(now, before))
                continue
            row.typed[name] = str(now)
        for name, cell, at in row.entry.again:
            self._again(row, name, cell, at, counts)
        return counts

    def _whole_numbers(self, cells: dict[str, Cell]) -> dict[str, int] | None:
        """The cells, where each is a whole number from 0 of the review's own counts, as nearly every row's are."""
        if not cells or not _WHOLE.issuperset(map(type, cells.values())) or not cells.keys() <= _COUNTS:
            return None
        counts = cast("dict[str, int]", cells)
        return counts if min(counts.values()) >= 0 else None

    def _again(self, row: Row, name: str, cell, at: Place, counts: dict[str, int]) -> None:
        """V7: one count printed in two tables."""
        read = numbers.count(cell, self.dot)
        if name not in counts or read.wrong or read.asks:
            return
        first = row.entry.place_of(name)
        now = numbers.as_number(read.text)
        found = printed_checks.same(
            (self.where(first), counts[name]), (self.where(at), now), where=f"{row.name}, {self.described(name)}"
        )
        if found is not None:
            row.wrong(at, f"{found.text} {_code(found)}")

    def _rates(self, row: Row, counts: dict[str, int], known: dict[str, int | None]) -> None:
        """V14, beside the counts of the file, else of the review."""
        for part, whole, cell, at in row.entry.rates:
            parts = [counts.get(name, known.get(name)) for name in (part, whole)]
            if parts[0] is None or parts[1] is None:
                continue
            found = rate(parts[0], parts[1], cell, f"{row.name}, tỷ lệ {self.described(part)}")
            if found:
                row.ask(at, found)

    def _settle(self, row: Row, place: SheetRow) -> None:
        """What the grid would say of these cells."""
        row.was = was = place.texts(row.typed)
        settled = place.settle(row.typed)
        for problem in settled.problems:
            if problem.field in row.typed:
                row.wrong(row.entry.place_of(problem.field), f"{problem.text} {_code(problem)}")
            elif problem.field not in place.row.held:
                row.wrong(row.entry.at, f"{problem.sentence} {_code(problem)}")
        row.changed = [name for name, text in row.typed.items() if was[name] != text]
        if self.asks and not row.is_wrong:
            values = settled.values
            findings = checks.of_hamlet(values, place=place.place, listed=place.listed, has_list=place.has_list)
            for finding in (*findings, *asks.of_hamlet(values, place.breakdown, place=place.place)):
                at = row.entry.place_of(finding.field)
                is_wrong = finding.severity is Severity.WRONG
                row.marks.append(Mark(at, f"{finding.text} {_code(finding)}", is_wrong))

    def _total(self, entry: Entry) -> Row:
        row = Row(entry, Found())
        if self.asks:
            self.totals.compare(row)
        return row


def _code(finding: Finding) -> str:
    return f"({finding.code})" if finding.code else ""


def _kept(now: int, before: int | None) -> str:
    was = "trống" if before is None else vietnamese.grouped(before)
    listed = f"danh sách đã duyệt cuối năm trước là {was}"
    return f"ghi {vietnamese.grouped(now)}, {listed}: giữ số đã duyệt, không ghi ô này. (V8)"


def _why_shut(row: Row, ground: Ground) -> str:
    assert row.found.sheet is not None  # noqa: S101  only a placed row is asked
    review = row.found.sheet.review
    if review.unit_id not in ground.own_communes:
        return f"Khác số đang có ở {len(row.changed)} ô; ghi là việc của cán bộ {review.unit.title}."
    return (
        f"Khác số đang có ở {len(row.changed)} ô; đợt rà soát đang “{review.get_state_display()}” nên không ghi được."
    )
