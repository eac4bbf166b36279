"""What changed from the list of one year to the next, and how that stands against the counts of the review.

Under one standard only. Where the year before was reviewed on another one, the series is broken and nothing is
computed (`poverty.md` 1, trap 3).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emulation.households.models import Household, HouseholdYear
from emulation.households.rules import changes
from emulation.households.rules.changes import Change
from emulation.poverty.models import PovertyStandard, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.territory.models import Unit

COMPARED = tuple(
    column for column in (*columns.POOR, *columns.NEAR) if column.key not in {"poor_other_in", "near_other_in"}
)


@dataclass(frozen=True)
class Line:
    """One household and what became of it."""

    household: Household
    before: str
    now: str
    change: Change | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the review that should count it."""
        return (*changes.ends(self.before, self.now), *(self.change.columns if self.change else ()))


@dataclass(frozen=True)
class Changes:
    """`is_broken`: the year before has a list, of another standard. `has_before`: it has one of this standard."""

    year: int
    standard: PovertyStandard
    lines: Sequence[Line]
    has_before: bool
    is_broken: bool

    def of(self, change: Change) -> list[Line]:
        return [line for line in self.lines if line.change is change]

    @property
    def grouped(self) -> list[tuple[Change, list[Line]]]:
        """What happened, in the order of the forms, without those who stayed where they were."""
        stays = (changes.STAYS_POOR, changes.STAYS_NEAR)
        return [(change, lines) for change in changes.ALL if change not in stays and (lines := self.of(change))]

    @property
    def stayed(self) -> tuple[int, int]:
        return len(self.of(changes.STAYS_POOR)), len(self.of(changes.STAYS_NEAR))


def changes_of(user: Any, commune: Unit, year: int, standard: PovertyStandard) -> Changes:
    """Two statements, however many households."""
    households = {
        row.pk: row
        for row in Household.objects.visible_to(user).standing().filter(commune=commune).select_related("unit", "party")
    }
    past: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
    found = HouseholdYear.objects.filter(household__in=list(households), year__lte=year)
    for pk, when, by, poverty_class in found.values_list("household_id", "year", "standard_id", "poverty_class"):
        past[pk][when, by] = poverty_class
    before = {by for classes in past.values() for when, by in classes if when == year - 1}
    has_before = standard.pk in before
    lines = [_line(households[pk], classes, year, standard.pk, has_before) for pk, classes in past.items()]
    shown = sorted(
        (line for line in lines if line.now or line.before),
        key=lambda line: (line.household.unit.sort_key, line.household.party.folded_name, line.household.pk),
    )
    return Changes(year, standard, shown, has_before, bool(before) and not has_before)


def _line(
    household: Household, classes: Mapping[tuple[int, int], str], year: int, standard: int, has_before: bool
) -> Line:
    now, before = classes.get((year, standard), ""), classes.get((year - 1, standard), "")
    earlier = [found for (when, _), found in classes.items() if when < year - 1]
    change = changes.change_of(before, now, earlier) if has_before else None
    return Line(household, before, now, change)


# --- Against the review -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A count of one hamlet that list and review tell differently, with the households that the list counts there."""

    hamlet: Unit
    column: str
    listed: int
    reviewed: int
    lines: Sequence[Line]

    @property
    def words(self) -> str:
        apart = self.listed - self.reviewed
        return f"danh sách {'nhiều' if apart > 0 else 'ít'} hơn {abs(apart)} hộ"


@dataclass(frozen=True)
class Reconciliation:
    """`review` is None where the year has none that this person may read. `agreeing` counts what fits."""

    review: ReviewSet | None
    differences: Sequence[Difference]
    agreeing: int
    not_in_review: Sequence[Unit]  # hamlets that the list has and the review has not
    not_in_list: Sequence[Unit]  # hamlets that the review counts households in, and of which nobody is listed


def reconcile(user: Any, commune: Unit, found: Changes) -> Reconciliation:
    """The list's counts against the review's of the same year and standard, hamlet by hamlet. The end of the year, or
    the latest period that was reviewed."""
    review = (
        ReviewSet.objects.visible_to(user)
        .filter(unit=commune, year=found.year, standard=found.standard, is_current=True, is_opening=False)
        .order_by("period")
        .last()
    ) or (
        ReviewSet.objects.visible_to(user)
        .filter(unit=commune, year=found.year, standard=found.standard, is_current=True)
        .order_by("period")
        .last()
    )
    if review is None:
        return Reconciliation(None, (), 0, (), ())
    by_cell: dict[tuple[int, str], list[Line]] = defaultdict(list)
    hamlets: dict[int, Unit] = {}
    for line in found.lines:
        hamlets[line.household.unit_id] = line.household.unit
        for key in line.columns:
            by_cell[line.household.unit_id, key].append(line)
    compared = COMPARED if found.has_before else [c for c in COMPARED if c.key in {"poor_end", "near_end"}]
    rows = _rows_seen(user, review)
    unlisted = [row.unit for row in rows if row.unit_id not in hamlets and _counts_any(row, compared)]
    return Reconciliation(
        review,
        *_compare([row for row in rows if row.unit_id in hamlets], compared, by_cell),
        [hamlet for pk, hamlet in hamlets.items() if pk not in {row.unit_id for row in rows}],
        unlisted,
    )


def _counts_any(row: ReviewRow, compared: Iterable[columns.Column]) -> bool:
    return any(getattr(row, columns.field_name(columns.HOUSEHOLDS, column.key)) for column in compared)


def _rows_seen(user: Any, review: ReviewSet) -> list[ReviewRow]:
    """A hamlet head compares his own hamlet only."""
    return list(
        ReviewRow.objects.visible_to(user).filter(review=review).select_related("unit").order_by("unit__sort_key")
    )


def _compare(
    rows: Iterable[ReviewRow], compared: Iterable[columns.Column], by_cell: Mapping[tuple[int, str], Sequence[Line]]
) -> tuple[list[Difference], int]:
    different, agreeing = [], 0
    for row in rows:
        for column in compared:
            reviewed = getattr(row, columns.field_name(columns.HOUSEHOLDS, column.key))
            if reviewed is None:
                continue
            lines = by_cell.get((row.unit_id, column.key), ())
            if len(lines) == reviewed:
                agreeing += 1
            else:
                different.append(Difference(row.unit, column.name, len(lines), reviewed, lines))
    return different, agreeing
