"""What communes' reviews say, period by period and on every standard, as far as they were handed in.

The ground of series and maps. Three statements at most, however many communes and years.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet, Sum

from emulation.poverty.models import CommuneTotal, ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules.breakdowns.tables import LineName

Key = tuple[str, int]  # period, standard
Values = dict[Key, dict[int, dict[str, int | None]]]  # → commune → name → count


def values_of(
    among: Q,
    units: Collection[int],
    names: Iterable[str],
    *,
    periods: Collection[str] | None = None,
    seen: QuerySet[ReviewSet] | None = None,
) -> tuple[Values, dict[Key, set[int]]]:
    """The counts of communes by name, and which communes' are provisional.

    `among` finds their reviews; `seen` are those a person may read (all without). Names are columns
    ("households_poor_end") or lines ("households_poor.cause.ill"). Approved figures come from the communes' totals,
    what waits for approval is added up.
    """
    fields = tuple(name for name in names if "." not in name)
    lines = tuple(name for name in names if "." in name)
    reviews = ReviewSet.objects.filter(among, is_current=True)
    if periods is not None:
        reviews = reviews.filter(period__in=list(periods))
    if seen is not None:
        reviews = reviews.filter(pk__in=seen.values("pk"))
    values: Values = {}
    provisional: dict[Key, set[int]] = {}
    approved = CommuneTotal.objects.filter(review__in=reviews.filter(state=ReviewSet.State.APPROVED).values("pk"))
    for row in approved.order_by().values("period", "review__standard_id", "unit_id", *fields):
        if row["unit_id"] in units:
            found = values.setdefault((row["period"], row["review__standard_id"]), {})
            found[row["unit_id"]] = {name: row[name] for name in fields}
    waiting: Any = (
        ReviewRow.objects.filter(review__in=reviews.filter(state=ReviewSet.State.SUBMITTED).values("pk"))
        .values("review__period", "review__standard_id", "commune_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in fields})
        .order_by()
    )
    for row in waiting:
        if row["commune_id"] in units:
            key = (row["review__period"], row["review__standard_id"])
            values.setdefault(key, {})[row["commune_id"]] = {name: row[f"sum_{name}"] for name in fields}
            provisional.setdefault(key, set()).add(row["commune_id"])
    if lines:
        _add_lines(values, reviews.filter(state__in=ReviewSet.SENT), lines)
    return values, provisional


def _add_lines(values: Values, reviews: QuerySet[ReviewSet], names: tuple[str, ...]) -> None:
    """Sums of lines, for communes that have counts already. What nobody broke down stays empty."""
    wanted = Q(pk__in=[])
    for name in names:
        line = LineName.of(name)
        wanted |= Q(population=line.population, poverty_class=line.poverty_class, code=line.code)
    sums: Any = (
        ReviewLine.objects.filter(wanted, row__review__in=reviews.values("pk"))
        .values(
            "row__review__period", "row__review__standard_id", "row__commune_id", "population", "poverty_class", "code"
        )
        .annotate(sum=Sum("value"))
        .order_by()
    )
    for row in sums:
        own = values.get((row["row__review__period"], row["row__review__standard_id"]), {}).get(row["row__commune_id"])
        if own is not None:
            own[LineName(row["population"], row["poverty_class"], row["code"]).field] = row["sum"]
