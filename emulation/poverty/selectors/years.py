"""Counts of many places over many years, on every standard, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from emulation.poverty.models import ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors.figures import ENTERED
from emulation.territory.models import Unit


@dataclass(frozen=True)
class Sums:
    """What one place's reviews of a period add up to; a count is None where no row has a number."""

    counts: Mapping[str, int | None]
    is_provisional: bool

    def total(self, keys: Iterable[str]) -> int | None:
        """Several counts of households together; None where one of them is empty."""
        found = [self.counts[columns.field_name(columns.HOUSEHOLDS, key)] for key in keys]
        return None if None in found else sum(count for count in found if count is not None)


def sums_over_years(
    column: str, unit: Unit, states: Iterable[str], keys: Iterable[str], *, first: int, last: int
) -> dict[tuple[int, str, int], Sums]:
    """(place of `column`, period, standard) → sums, of the years from `first` to `last`.

    Of reviews that are still being entered, only hamlets that have their figures count.
    """
    fields = [columns.field_name(columns.HOUSEHOLDS, key) for key in keys]
    rows = ReviewRow.objects.below(unit).filter(
        Q(review__state__in=ReviewSet.SENT) | ENTERED,
        review__is_current=True,
        review__state__in=list(states),
        review__period__gte=str(first),
        review__period__lt=str(last + 1),
    )
    grouped = (
        rows.values(f"{column}_id", "review__period", "review__standard_id")
        .annotate(
            unapproved=Count("pk", filter=~Q(review__state=ReviewSet.State.APPROVED)),
            **{f"sum_{name}": Sum(name) for name in fields},
        )
        .order_by()
    )
    return {
        (row[f"{column}_id"], row["review__period"], row["review__standard_id"]): Sums(
            {name: row[f"sum_{name}"] for name in fields},
            not row["review__period"].endswith("-M12") or row["unapproved"] > 0,
        )
        for row in grouped
    }
