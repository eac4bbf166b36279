"""The versions of a review and what a correction changes, cell by cell."""

from dataclasses import dataclass

from emulation.poverty.models import ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import LineName
from emulation.poverty.selectors.breakdowns import breakdowns
from emulation.poverty.selectors.figures import Counts
from emulation.poverty.selectors.sheet import short_name


@dataclass(frozen=True)
class CellChange:
    """One count of one hamlet in the version approved before and in this one; empty is None."""

    hamlet: str
    column: str
    field: str
    was: int | None
    now: int | None
    row_id: int | None  # this version's row, None where the hamlet has none any more

    @property
    def difference(self) -> int | None:
        return None if self.was is None or self.now is None else self.now - self.was


def versions_of(review: ReviewSet) -> list[ReviewSet]:
    """Every version of this review, the newest first."""
    same = ReviewSet.objects.filter(unit=review.unit_id, period=review.period, standard=review.standard_id)
    return list(same.select_related("unit").order_by("-version"))


def changed_cells(review: ReviewSet) -> list[CellChange]:
    """What differs from the version it corrects, hamlet by hamlet in the order of the grid, counts before lines of
    breakdowns. A fixed number of statements."""
    if review.corrects_id is None:
        return []
    rows = ReviewRow.objects.filter(review__in=[review.pk, review.corrects_id]).select_related("unit")
    by_hamlet: dict[int, dict[int, ReviewRow]] = {}
    for row in rows.order_by("unit_id"):
        by_hamlet.setdefault(row.unit_id, {})[row.review_id] = row
    lines = _lines(review)
    key = (review.standard, review.unit.province_id)
    breakdown = breakdowns([key])[key[0].pk, key[1]]
    fields = (*columns.ALL_FIELDS, *breakdown.columns)
    return [
        CellChange(short_name(row.unit), breakdown.described(field), field, was, now, here.pk if here else None)
        for versions in by_hamlet.values()
        for before, here in [(versions.get(review.corrects_id), versions.get(review.pk))]
        for row in [here or before]
        if row is not None
        for then, current in [(_values(before, lines), _values(here, lines))]
        for field in fields
        for was, now in [(then.get(field), current.get(field))]
        if was != now
    ]


def _lines(review: ReviewSet) -> dict[int, Counts]:
    """Row id → its lines by field, of both versions."""
    found: dict[int, Counts] = {}
    kept = ReviewLine.objects.filter(row__review__in=[review.pk, review.corrects_id])
    for row, *name, value in kept.values_list("row_id", "population", "poverty_class", "code", "value"):
        found.setdefault(row, {})[LineName(*name).field] = value
    return found


def _values(row: ReviewRow | None, lines: dict[int, Counts]) -> Counts:
    return {} if row is None else row.counts | lines.get(row.pk, {})
