"""Reviews that were entered and approved, made at once: a table cares for figures, not for their course."""

from collections.abc import Callable, Iterator

from campaign_portal.foundation import clock
from emulation.poverty.models import PovertyStandard, ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import (
    END,
    EVERYBODY,
    MINORITY_END,
    TOTAL,
    Breakdown,
    LineName,
    Table,
    key,
)
from emulation.poverty.rules.columns import HOUSEHOLDS
from emulation.territory.models import Unit
from emulation.territory.selectors import hamlets_of

Numbers = dict[str, int | None]


def counts(households: int = 100, persons: int | None = None, **keys: int) -> Numbers:
    """Household counts by key, 0 elsewhere; persons alike, so many times as many, or none."""
    found: Numbers = {columns.field_name("households", c.key): keys.get(c.key, 0) for c in columns.ALL}
    found["households_total"] = households
    if persons is not None:
        found |= {f"persons_{key[11:]}": value and value * persons for key, value in found.items()}
    return found


def review(
    commune: Unit,
    period: str,
    standard: PovertyStandard,
    numbers: Callable[[int], Numbers] | Numbers,
    *,
    state: str = ReviewSet.State.APPROVED,
) -> ReviewSet:
    """One of a commune, with the same numbers in every hamlet or by the hamlet's place in its list."""
    sent = {"submitted_at": clock.business_now()} if state in ReviewSet.SENT else {}
    approved = {"approved_at": clock.business_now()} if state == ReviewSet.State.APPROVED else {}
    made = ReviewSet.objects.create(
        unit=commune, year=int(period[:4]), period=period, standard=standard, state=state, **sent, **approved
    )
    for place, hamlet in enumerate(hamlets_of(commune)):
        own = numbers(place) if callable(numbers) else numbers
        ReviewRow.objects.create(review=made, unit=hamlet, **own)
    return made


def year_of(place: int) -> Numbers:
    """A whole year of a hamlet that breaks no identity, a little different in each place."""
    return counts(
        110 + 9 * place,
        persons=4,
        minority_total=80 + place,
        poor_start=26 + place,
        poor_to_near=5,
        poor_above_near=3,
        poor_from_near=1,
        poor_relapsed=1,
        poor_new=2,
        poor_end=22 + place,
        poor_minority_start=20 + place,
        poor_minority_end=16 + place,
        near_start=14,
        near_escaped=4,
        near_to_poor=1,
        near_from_poor=5,
        near_new=1,
        near_end=15,
        near_minority_end=9,
        average_living=12,
    )


def broken_down(
    row: ReviewRow, breakdown: Breakdown, place: int, numbers: Numbers | None = None
) -> Iterator[ReviewLine]:
    """Every line of a row, possible beside its counts and without a question."""
    known = row.counts if numbers is None else numbers
    for table in breakdown.tables:
        whole = known[columns.field_name(table.population, END[table.poverty_class])] or 0
        minority = known[columns.field_name(table.population, MINORITY_END[table.poverty_class])] or 0
        own = _parts(table, whole, minority, place)
        total = columns.field_name(table.population, key(table.poverty_class, "lack", TOTAL))
        if total in own:
            own[total] = sum(value for field, value in own.items() if field != total)
        for field, value in own.items():
            name = LineName.of(field)
            yield ReviewLine(
                row=row, poverty_class=name.poverty_class, code=name.code, population=name.population, value=value
            )


def _parts(table: Table, whole: int, minority: int, place: int) -> dict[str, int]:
    share = {"lack": 3, "cause": 3, "people": len(table.fields) + 1, "child": 4}
    found = {}
    for number, field in enumerate(table.fields):
        name = LineName.of(field)
        if table.family == "group":
            each = 1 if table.population == HOUSEHOLDS else 4
            parts = {"other": whole - minority - 2 * each, "native_minority": minority // 2}
            found[field] = parts.get(name.code.partition(".")[2], each)
            if name.poverty_class == EVERYBODY:
                found[field] = 2 * minority
        elif table.family == "lack" and name.poverty_class == "near":
            found[field] = whole // 8
        elif field.endswith(f".{TOTAL}"):
            found[field] = whole // 2
        else:
            base = minority if table.family == "people" else whole
            found[field] = base // (share[table.family] + (number + place) % 2)
    return found
