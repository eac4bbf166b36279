"""Rows of reviews as numbers side by side: what twenty thousand of them need to be compared and written, and no more.

A sheet (`selectors.sheet`) makes of each row a model, its unit, its texts and its sentences; here it is a tuple. What
only a sheet can answer is not asked of these: `is_plain` says of which rows nothing is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import itemgetter, ne
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from emulation.poverty.models import ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.rules.limits import Counts
from emulation.poverty.rules.settling import stands
from emulation.poverty.selectors.breakdowns import is_of_2016
from emulation.poverty.selectors.sheet import before, shortened

_AT = {field: at for at, field in enumerate(columns.ALL_FIELDS)}
_ABOUT, _COUNTS = itemgetter(slice(5)), itemgetter(slice(5, None))
_STARTS = frozenset(columns.field_name(population, key) for population in columns.POPULATIONS for key in columns.STARTS)


class NumberRow(NamedTuple):
    """One hamlet's row. `counts` are in the order of `columns.ALL_FIELDS`."""

    pk: int
    review: ReviewSet
    kind: str
    hamlet: str  # the unit's own name
    name: str  # in sentences and in the trail
    is_plain: bool  # no cell waits as text, nothing is broken down, no other hamlet of the review has this name
    locked: frozenset[str]  # what may be locked: the starts, where the year began with an approved list
    counts: tuple[int | None, ...]


class Change(NamedTuple):
    """What becomes of a row: the columns that change, what stood there, what will; and the whole row then."""

    row: NumberRow
    fields: tuple[str, ...]
    was: Sequence[int | None]
    now: Sequence[int]
    counts: Counts


def rows_in_numbers(reviews: Iterable[ReviewSet]) -> list[NumberRow]:
    """Of all these reviews: two statements, and one more where a standard breaks down."""
    wanted = list(reviews)
    lists, _ = before(wanted) if wanted else ({}, {})
    of = {review.pk: review for review in wanted}
    locked = {review.pk: _STARTS if review.pk in lists else frozenset[str]() for review in wanted}
    since_2022 = [review for review in wanted if not is_of_2016(review.standard)]
    lines = ReviewLine.objects.filter(row__review__in=since_2022)
    broken_down = set(lines.values_list("row_id", flat=True).distinct()) if since_2022 else set()
    rows = ReviewRow.objects.filter(review__in=wanted).order_by("unit_id")
    found = rows.values_list(
        "pk", "review_id", Cast("held", TextField()), "unit__kind", "unit__name", *columns.ALL_FIELDS
    )
    named = [(row[1], shortened(row[3], row[4])) for row in found]
    times = Counter(named)
    return [
        NumberRow(
            pk, of[review], kind, hamlet, own[1],
            held == "{}" and times[own] == 1 and pk not in broken_down,
            locked[review], counts,
        )
        for own, (pk, review, held, kind, hamlet), counts in zip(
            named, map(_ABOUT, found), map(_COUNTS, found), strict=True
        )
    ]  # fmt: skip


class Columns:
    """Counts of the review that come together again and again: a workbook's columns."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        places = [_AT[field] for field in fields]
        self.own = itemgetter(*places, 0)  # and one more, so that one column is a tuple, too
        end = len(_AT)
        given = {place: end + at for at, place in enumerate(places)}
        self.put = itemgetter(*(given.get(place, place) for place in range(end)))  # of a row with numbers behind it

    @classmethod
    def of(cls, fields: tuple[str, ...]) -> "Columns | None":
        """None where there are none, or one is no count of the review's own."""
        return cls(fields) if fields and _AT.keys() >= set(fields) else None

    def over(self, row: NumberRow, numbers: tuple[int, ...]) -> Change | None:
        """The row with these numbers, where every other way to read it would agree (`stands`); None where only its
        sheet can tell. A change without fields changes nothing."""
        if not row.is_plain:
            return None
        counts = self.put(row.counts + numbers)
        if not stands(counts, numbers):
            return None
        was = self.own(row.counts)
        differ = list(map(ne, was, numbers))
        fields = tuple(compress(self.fields, differ))
        if not row.locked.isdisjoint(fields):
            return None
        return Change(row, fields, tuple(compress(was, differ)), tuple(compress(numbers, differ)), counts)
