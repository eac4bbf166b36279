"""One review as its grid, its guards and its desk read it: every row settled, what is wrong, what asks, what is blank.

Six statements for any number of reviews, and six more for what those since 2022 break down.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import compress
from operator import ne

from django.db.models import Q

from campaign_portal.foundation.periods import Period
from emulation.poverty.models import ReviewLine, ReviewNote, ReviewRow, ReviewSet
from emulation.poverty.rules import checks, columns
from emulation.poverty.rules.breakdowns import asks
from emulation.poverty.rules.breakdowns.limits import settle_lines
from emulation.poverty.rules.breakdowns.tables import Breakdown, LineName
from emulation.poverty.rules.findings import Finding, Place, Severity
from emulation.poverty.rules.settling import Settled, settle, settle_over
from emulation.poverty.selectors.breakdowns import breakdowns, is_of_2016
from emulation.poverty.selectors.figures import Counts, opening_period
from emulation.territory.models import Level, Unit


def short_name(unit: Unit) -> str:
    """A hamlet in a list of its commune's: "Tả Van Mông", but "Tổ dân phố số 1"."""
    return shortened(unit.kind, unit.name)


def shortened(kind: str, name: str) -> str:
    return name if name[:1].isupper() else f"{kind} {name}"


@dataclass(frozen=True)
class Placed:
    """A finding in its row (none: the whole commune's) with the note that explains it."""

    finding: Finding
    row_id: int | None
    note: ReviewNote | None = None

    @property
    def is_explained(self) -> bool:
        """A note answers the sentence it was written for; other figures ask again."""
        return self.note is not None and self.note.about == self.finding.sentence

    @property
    def is_wrong(self) -> bool:
        return self.finding.severity is Severity.WRONG


class Standing(StrEnum):
    """How far a hamlet's household figures are, while its commune enters them."""

    COUNTS = "counts"
    WRONG = "wrong"
    BEGUN = "begun"
    EMPTY = "empty"


_WHY_NOT = {Standing.WRONG: "có số cần sửa", Standing.BEGUN: "còn ô trống", Standing.EMPTY: "chưa nhập"}


class SheetRow:
    """One hamlet's line. `raw` is all its text, facts and held cells together; `lines` its breakdowns by field."""

    def __init__(
        self,
        row: ReviewRow,
        listed: Counts | None,
        last: Counts | None,
        has_list: bool,
        breakdown: Breakdown,
        lines: Counts,
    ) -> None:
        self.row, self.listed, self.has_list = row, listed, has_list
        self.last: Counts = last or {}
        self.breakdown, self.lines = breakdown, lines
        self.name = short_name(row.unit)
        self.place = Place(self.name, row.unit.kind.lower())
        self.starts = _starts(listed)
        self.locked = frozenset(self.starts)
        self._last_settled: tuple[dict[str, str], Settled] | None = None

    @property
    def raw(self) -> dict[str, str]:
        known = {**self.row.counts, **self.lines}
        return {name: str(value) for name, value in known.items() if value is not None} | self.row.held

    def texts(self, fields: Iterable[str]) -> dict[str, str]:
        """Of some cells what `raw` says, "" for an empty one."""
        known, held = self.row.__dict__, self.row.held
        if not held and not self.lines:
            return {name: "" if (value := known.get(name)) is None else str(value) for name in fields}
        raw = self.raw
        return {name: raw.get(name, "") for name in fields}

    def differing(self, counts: Mapping[str, int]) -> dict[str, str] | None:
        """Of these counts of the review those that are not there yet, as text; None where cells wait as text, or one of
        them is locked."""
        if self.row.held:
            return None
        known = self.row.__dict__
        typed = {name: str(value) for name, value in counts.items() if known[name] != value}
        return None if not self.locked.isdisjoint(typed) else typed

    def settle(self, changes: Mapping[str, str] | None = None) -> Settled:
        """The counts first, then their breakdowns beside them. The last answer is kept, for it is asked for twice: to
        judge the row and to write it."""
        changes = dict(changes or {})
        if self._last_settled is not None and self._last_settled[0] == changes:
            return self._last_settled[1]
        settled = None
        if not self.row.held and not self.breakdown.tables:
            settled = settle_over(self.row.counts, changes)
        if settled is None:
            settled = self._settle(self.raw | changes)
        self._last_settled = (changes, settled)
        return settled

    def take(self, settled: Settled) -> set[str]:
        """Put the answer of `settle` into the row. Returns the columns that changed."""
        values = settled.values
        known = {**self.row.counts, **dict.fromkeys(self.breakdown.columns), **self.lines}
        fields = set(compress(known, map(ne, known.values(), map(values.__getitem__, known))))
        for field in fields.difference(self.breakdown.columns):
            setattr(self.row, field, values[field])
        self.lines = {field: value for field in self.breakdown.columns if (value := values[field]) is not None}
        self.row.held = settled.held
        self._last_settled = ({}, settled)
        return fields

    def _settle(self, raw: Mapping[str, str]) -> Settled:
        counts = settle(raw, place=self.place, locked=self.locked, last=self.last | self.starts)
        if not self.breakdown.tables:
            return counts
        lines = settle_lines(raw, counts.values, self.breakdown, place=self.place, last=self.last)
        return Settled(counts.values | lines.values, counts.held | lines.held, (*counts.problems, *lines.problems))

    def described(self, field: str) -> str:
        return self.breakdown.described(field)

    @cached_property
    def settled(self) -> Settled:
        return self.settle()

    @cached_property
    def findings(self) -> list[Finding]:
        values = self.settled.values
        asked = checks.of_hamlet(values, place=self.place, listed=self.listed, has_list=self.has_list)
        return [*self.settled.problems, *asked, *asks.of_hamlet(values, self.breakdown, place=self.place)]

    def blanks(self, required: Iterable[str]) -> list[str]:
        """Required cells with nothing in them."""
        raw = self.raw
        return [field for field in required if not raw.get(field, "").strip()]

    @property
    def is_begun(self) -> bool:
        return any(field not in self.locked for field in self.raw)

    @property
    def standing(self) -> Standing:
        """Whether its figures count, and if not, why: the one meaning for the grid, the targets and the first page."""
        if checks.has_figures(self.settled.values):
            return Standing.COUNTS
        if any(f.severity is Severity.WRONG and f.field in checks.FIGURE_FIELDS for f in self.findings):
            return Standing.WRONG
        return Standing.BEGUN if self.is_begun else Standing.EMPTY


def _starts(listed: Counts | None) -> dict[str, int]:
    """What the approved list says the year began with: those cells are locked."""
    starts: dict[str, int] = {}
    if not listed:
        return starts
    for population in columns.POPULATIONS:
        for start, end in columns.START_OF.items():
            value = listed.get(columns.field_name(population, end))
            if value is not None:
                starts[columns.field_name(population, start)] = value
    return starts


class Sheet:
    """A review with everything its screen says."""

    def __init__(
        self,
        review: ReviewSet,
        rows: list[SheetRow],
        notes: list[ReviewNote],
        hamlets: list[Unit],
        listed: Counts | None,
        breakdown: Breakdown,
    ) -> None:
        self.review, self.rows, self.notes = review, rows, notes
        self._hamlets, self._listed = hamlets, listed
        self.breakdown = breakdown
        self.is_whole_year = Period(review.period).months == 12

    def reread(self) -> None:
        """Forget what was worked out, after rows or notes changed."""
        for name in ("required", "open_rows", "findings", "sums", "complete_rows", "begun_rows"):
            self.__dict__.pop(name, None)
        for row in self.rows:
            row.__dict__.pop("settled", None)
            row.__dict__.pop("findings", None)

    def row(self, row_id: int) -> SheetRow | None:
        return self._by_id.get(row_id)

    @cached_property
    def _by_id(self) -> dict[int, SheetRow]:
        return {row.row.pk: row for row in self.rows}

    @cached_property
    def required(self) -> tuple[str, ...]:
        raw = [row.raw for row in self.rows]
        if self.review.is_opening:
            return checks.list_fields(raw)
        counts = checks.required_fields(raw, whole_year=self.is_whole_year)
        return (*counts, *self.breakdown.required(raw))

    @cached_property
    def complete_rows(self) -> list[SheetRow]:
        """Hamlets with nothing blank and nothing wrong."""
        return [
            row
            for row in self.rows
            if not row.blanks(self.required) and not any(f.severity is Severity.WRONG for f in row.findings)
        ]

    @cached_property
    def begun_rows(self) -> list[SheetRow]:
        return [row for row in self.rows if row.is_begun]

    @property
    def filled_rows(self) -> list[SheetRow]:
        """Hamlets entered to the last cell, right or not: what "5/7 thôn" counts."""
        return [row for row in self.rows if not row.blanks(self.required)]

    @property
    def coverage(self) -> str:
        """ "theo 4 trên 7 thôn có số dùng được; 1 thôn có số cần sửa, 2 thôn chưa nhập"; "" when all of them count."""
        counted = Counter(row.standing for row in self.rows)
        if counted[Standing.COUNTS] == len(self.rows):
            return ""
        word = self.hamlet_word
        left = [f"{counted[standing]} {word} {why}" for standing, why in _WHY_NOT.items() if counted[standing]]
        return f"theo {counted[Standing.COUNTS]} trên {len(self.rows)} {word} có số dùng được; {', '.join(left)}"

    @property
    def missing_hamlets(self) -> list[Unit]:
        """Hamlets of that day without a row (V9)."""
        there = {row.row.unit_id for row in self.rows}
        return [unit for unit in self._hamlets if unit.pk not in there]

    @cached_property
    def sums(self) -> Counts:
        """The commune's counts: facts added up, empty where no hamlet has any."""
        sums: Counts = {}
        for field in (*columns.ALL_FIELDS, *self.breakdown.columns):
            known = [value for row in self.rows if (value := row.settled.values[field]) is not None]
            sums[field] = sum(known) if known else None
        return sums

    def described(self, field: str) -> str:
        return self.breakdown.described(field)

    @property
    def is_complete(self) -> bool:
        return bool(self.rows) and not self.missing_hamlets and len(self.complete_rows) == len(self.rows)

    @cached_property
    def findings(self) -> list[Placed]:
        notes = {(note.row_id, note.code): note for note in self.notes}
        found: list[tuple[int | None, Finding]] = [
            (row.row.pk, finding) for row in self.rows for finding in row.findings
        ]
        if self.is_complete:
            place = Place(self.review.unit.opening_title, self.review.unit.kind.lower())
            list_name = f"31/12/{self.review.year - 1}"
            of_commune = checks.of_commune(self.sums, place=place, listed=self._listed, list_name=list_name)
            found += [(None, finding) for finding in of_commune]
        return [
            Placed(finding, row_id, notes.get((row_id, finding.key)) if finding.severity is Severity.ASK else None)
            for row_id, finding in found
        ]

    @property
    def wrong(self) -> list[Placed]:
        return [placed for placed in self.findings if placed.is_wrong]

    @property
    def asking(self) -> list[Placed]:
        """What still waits for a written reason."""
        return [placed for placed in self.findings if not placed.is_wrong and not placed.is_explained]

    @property
    def explained(self) -> list[Placed]:
        return [placed for placed in self.findings if placed.is_explained]

    def asked(self, row_id: int | None, key: str) -> Placed | None:
        """The question that a note would answer."""
        return next((p for p in self.findings if not p.is_wrong and (p.row_id, p.finding.key) == (row_id, key)), None)

    @property
    def summary(self) -> str:
        """ "5/7 thôn đã nhập, 1 số phải sửa, 1 điểm cần ghi lý do"."""
        parts = [f"{len(self.filled_rows)}/{len(self.rows)} {self.hamlet_word} đã nhập"]
        if self.wrong:
            parts.append(f"{len(self.wrong)} số phải sửa")
        if self.asking:
            parts.append(f"{len(self.asking)} điểm cần ghi lý do")
        return ", ".join(parts)

    @property
    def hamlet_word(self) -> str:
        kinds = {row.place.kind for row in self.rows}
        return kinds.pop() if len(kinds) == 1 else "thôn, tổ"

    @property
    def untouched_names(self) -> list[str]:
        return [row.name for row in self.rows if not row.is_begun]

    @property
    def partly_filled(self) -> list[tuple[SheetRow, list[str]]]:
        """Hamlets that were begun and have blank cells left."""
        return [(row, blanks) for row in self.begun_rows if (blanks := row.blanks(self.required))]

    def missing(self, *, name_blanks: bool = True) -> list[str]:
        """What stands in the way of handing in, in sentences; blank cells one hamlet a sentence, or left to a list."""
        sentences = []
        if self.missing_hamlets:
            sentences.append(f"Chưa có dòng của {joined([short_name(u) for u in self.missing_hamlets])}.")
        if names := self.untouched_names:
            sentences.append(f"Còn {joined(names)} chưa nhập.")
        if name_blanks:
            sentences += [blanks_sentence(row, blanks) for row, blanks in self.partly_filled]
        if self.wrong:
            sentences.append(f"{len(self.wrong)} số phải sửa.")
        if self.asking:
            sentences.append(f"{len(self.asking)} điểm cần ghi lý do.")
        return sentences


def blanks_sentence(row: SheetRow, fields: list[str]) -> str:
    """ "Dền Thàng còn 2 ô trống: tái nghèo (hộ) và nghèo phát sinh mới (hộ)."; of many cells the first ones."""
    names = [row.described(field) for field in fields[:4]]
    shown = joined(names) + "." if len(fields) <= 4 else ", ".join(names) + " …"
    return f"{row.name} còn {len(fields)} ô trống: {shown}"


def joined(names: list[str]) -> str:
    """ "Séo Mý Tỷ và Dền Thàng"; of many, the first ones and how many more."""
    if len(names) > 6:
        return f"{', '.join(names[:5])} và {len(names) - 5} nơi khác"
    return " và ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


# --- Loading ---------------------------------------------------------------------------------------------------------


def sheet_of(review: ReviewSet) -> Sheet:
    return sheets_of([review])[review.pk]


def sheets_of(reviews: Iterable[ReviewSet]) -> dict[int, Sheet]:
    """Review id → its sheet. The reviews' units should be loaded with them."""
    wanted = list(reviews)
    if not wanted:
        return {}
    everything = _hamlets(wanted)
    hamlets = _on_their_days(wanted, everything)
    rows = _rows(wanted, everything)
    notes: dict[int, list[ReviewNote]] = {}
    for note in ReviewNote.objects.filter(review__in=wanted).select_related("by").order_by("pk"):
        notes.setdefault(note.review_id, []).append(note)
    lists, lasts = _earlier(wanted)
    broken_down = breakdowns((review.standard, review.unit.province_id) for review in wanted)
    since_2022 = [review for review in wanted if not is_of_2016(review.standard)]
    lines = _lines(since_2022) if since_2022 else {}
    return {
        review.pk: _sheet(
            review,
            rows.get(review.pk, []),
            notes.get(review.pk, []),
            hamlets[review.pk],
            lists[review.pk],
            lasts[review.pk],
            broken_down[review.standard_id, review.unit.province_id],
            lines,
        )
        for review in wanted
    }


def _lines(reviews: Iterable[ReviewSet | int]) -> dict[int, Counts]:
    """Row id → its lines by field."""
    found: dict[int, Counts] = {}
    lines = ReviewLine.objects.filter(row__review__in=list(reviews))
    for row, *name, value in lines.values_list("row_id", "population", "poverty_class", "code", "value"):
        found.setdefault(row, {})[LineName(*name).field] = value
    return found


ByHamlet = dict[int, Counts]


def _sheet(
    review: ReviewSet,
    rows: list[ReviewRow],
    notes: list[ReviewNote],
    hamlets: list[Unit],
    listed: ByHamlet | None,
    last: ByHamlet | None,
    breakdown: Breakdown,
    lines: Mapping[int, Counts],
) -> Sheet:
    made = []
    for row in rows:
        row.review = review
        made.append(
            SheetRow(
                row,
                None if listed is None else listed.get(row.unit_id),
                None if last is None else last.get(row.unit_id),
                has_list=listed is not None,
                breakdown=breakdown,
                lines=dict(lines.get(row.pk, {})),
            )
        )
    sums = None if listed is None else _added(listed.values())
    return Sheet(review, made, notes, hamlets, sums, breakdown)


def _added(rows: Iterable[Counts]) -> Counts:
    total: Counts = dict.fromkeys(columns.ALL_FIELDS)
    for counts in rows:
        for field, value in counts.items():
            if value is not None:
                total[field] = (total.get(field) or 0) + value
    return total


def _earlier(reviews: list[ReviewSet]) -> tuple[dict[int, ByHamlet | None], dict[int, ByHamlet | None]]:
    """For each review the list its year began with and the period handed in before it, hamlet by hamlet."""
    lists, lasts = before(reviews)
    needed = {found.pk for found in (*lists.values(), *lasts.values())}
    counts: dict[int, ByHamlet] = {pk: {} for pk in needed}
    lines = _lines(needed) if any(not is_of_2016(review.standard) for review in reviews) else {}
    for row in ReviewRow.objects.filter(review_id__in=needed):
        counts[row.review_id][row.unit_id] = row.counts | lines.get(row.pk, {})
    return (
        {review.pk: counts[lists[review.pk].pk] if review.pk in lists else None for review in reviews},
        {review.pk: counts[lasts[review.pk].pk] if review.pk in lasts else None for review in reviews},
    )


def before(reviews: list[ReviewSet]) -> tuple[dict[int, ReviewSet], dict[int, ReviewSet]]:
    """Review id → the approved list its year began with, and → what was handed in before it; where there are such."""
    standing = Q(is_current=True, state__in=ReviewSet.SENT, unit__in=[review.unit_id for review in reviews])
    sets = list(ReviewSet.objects.filter(standing, year__gte=min(r.year for r in reviews) - 1).order_by("period", "pk"))
    lists: dict[int, ReviewSet] = {}
    lasts: dict[int, ReviewSet] = {}
    for review in reviews:
        for earlier in sets:
            same_place = (earlier.unit_id, earlier.standard_id) == (review.unit_id, review.standard_id)
            if same_place and opening_period(review.year) <= earlier.period < review.period:
                lasts[review.pk] = earlier
                if earlier.period == opening_period(review.year) and earlier.state == ReviewSet.State.APPROVED:
                    lists[review.pk] = earlier
    return lists, lasts


def _hamlets(reviews: list[ReviewSet]) -> dict[int, Unit]:
    """Every hamlet that the reviews' communes ever had."""
    units = Unit.objects.filter(level=Level.HAMLET, commune__in=[review.unit_id for review in reviews]).order_by("pk")
    return {unit.pk: unit for unit in units}


def _on_their_days(reviews: list[ReviewSet], hamlets: Mapping[int, Unit]) -> dict[int, list[Unit]]:
    """The hamlets each commune had on the day the figures stand for."""
    of_commune: dict[int | None, list[Unit]] = {}
    for unit in hamlets.values():
        of_commune.setdefault(unit.commune_id, []).append(unit)
    found = {}
    for review in reviews:
        day = review.figures_on
        found[review.pk] = [
            unit
            for unit in of_commune.get(review.unit_id, [])
            if unit.valid_from <= day and (unit.valid_to is None or unit.valid_to >= day)
        ]
    return found


def _rows(reviews: list[ReviewSet], hamlets: dict[int, Unit]) -> dict[int, list[ReviewRow]]:
    """Review id → its rows with their units. Nearly always the commune's hamlets, which are read anyway; a row of
    another unit (of a commune that went into others) is one statement more."""
    rows: dict[int, list[ReviewRow]] = {review.pk: [] for review in reviews}
    own = list(ReviewRow.objects.filter(review__in=reviews).order_by("unit_id"))
    if elsewhere := {row.unit_id for row in own} - hamlets.keys():
        hamlets = hamlets | Unit.objects.in_bulk(elsewhere)
    for row in own:
        row.unit = hamlets[row.unit_id]
        rows[row.review_id].append(row)
    return rows


def previous_name(review: ReviewSet) -> str:
    """What the small figures under the cells are: "31/12/2019", "6 tháng năm 2020"; "" when there are none."""
    earlier = (
        ReviewSet.objects.filter(
            unit=review.unit_id,
            standard=review.standard_id,
            is_current=True,
            state__in=ReviewSet.SENT,
            period__gte=opening_period(review.year),
            period__lt=review.period,
        )
        .order_by("period")
        .last()
    )
    if earlier is None:
        return ""
    return f"31/12/{earlier.year}" if earlier.year < review.year else earlier.period_name
