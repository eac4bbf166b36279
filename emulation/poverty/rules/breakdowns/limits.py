"""What no breakdown can hold (V2, V11), and which of its cells wait until it can: a part is at most its whole.

The counts of the review itself are settled before; here they stand and the line waits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from campaign_portal.foundation.quantities import NotANumber, parse_count
from emulation.poverty.rules import columns, guesses
from emulation.poverty.rules.breakdowns.tables import (
    END,
    EVERYBODY,
    MINORITY_END,
    NATIVE,
    NEAR,
    POOR,
    TOTAL,
    Breakdown,
    LineName,
    key,
)
from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS
from emulation.poverty.rules.findings import Finding, Mend, Place, Severity
from emulation.poverty.rules.limits import Values, excess
from emulation.poverty.rules.settling import Settled

FAMILIES_OF_PARTS = ("group", "cause")  # each is a part of all poor, and they overlap


@dataclass(frozen=True)
class LineLimit:
    """`parts` together are at most `whole`."""

    code: str
    parts: tuple[str, ...]
    whole: str


def limits_of(breakdown: Breakdown) -> Iterator[LineLimit]:
    for table in breakdown.tables:
        whole = columns.field_name(table.population, END[table.poverty_class])
        minority = columns.field_name(table.population, MINORITY_END[table.poverty_class])
        if table.family == "people":
            yield LineLimit("V11", table.fields, minority)
        elif table.family == "child":
            first = columns.field_name(table.population, key(table.poverty_class, "child", TOTAL))
            yield LineLimit("V2", (first,), whole)
            yield from (LineLimit("V2", (field,), first) for field in table.fields if field != first)
        elif table.family in FAMILIES_OF_PARTS:
            yield from _of_parts(table.fields, whole, minority)
    natives = [column for column in breakdown.columns if LineName.of(column).code == f"group.{NATIVE}"]
    for population in columns.POPULATIONS:
        everybody = columns.field_name(population, key(EVERYBODY, "group", NATIVE))
        if everybody in natives:
            parts = tuple(columns.field_name(population, key(each, "group", NATIVE)) for each in (POOR, NEAR))
            yield LineLimit("V11", parts, everybody)


def _of_parts(fields: tuple[str, ...], whole: str, minority: str) -> Iterator[LineLimit]:
    for field in fields:
        name = LineName.of(field)
        if name.poverty_class == EVERYBODY:
            yield LineLimit("V11", (field,), columns.field_name(name.population, "minority_total"))
        elif name.code == f"group.{NATIVE}":
            yield LineLimit("V11", (field,), minority)
        else:
            yield LineLimit("V2", (field,), whole)


def settle_lines(
    raw: Mapping[str, str], counts: Values, breakdown: Breakdown, *, place: Place, last: Values
) -> Settled:
    """Read the lines of one row beside its settled counts. Always the same answer, whatever was typed first."""
    return _Settling(raw, counts, breakdown, place, last).settled()


class _Settling:
    def __init__(
        self, raw: Mapping[str, str], counts: Values, breakdown: Breakdown, place: Place, last: Values
    ) -> None:
        self.raw, self.counts, self.breakdown, self.place, self.last = raw, counts, breakdown, place, last
        self.values: dict[str, int | None] = {}
        self.held: dict[str, str] = {}
        self.problems: list[Finding] = []

    def settled(self) -> Settled:
        for field in self.breakdown.columns:
            self._read(field)
        for limit in limits_of(self.breakdown):
            self._keep_within(limit)
        for field in self.breakdown.columns:
            self._keep_members(field)
        order = {field: position for position, field in enumerate(self.breakdown.columns)}
        problems = tuple(sorted(self.problems, key=lambda found: order[found.field]))
        return Settled(self.values, self.held, problems)

    def _all(self) -> dict[str, int | None]:
        return {**self.counts, **self.values}

    def _read(self, field: str) -> None:
        text = self.raw.get(field, "")
        try:
            self.values[field] = parse_count(text)
        except NotANumber as error:
            self.values[field] = None
            self._hold("V1", field, f"{error}.", guesses.readable(text))

    def _keep_within(self, limit: LineLimit) -> None:
        """The largest part waits, until the rest fits."""
        while excess(self._all(), limit.parts, limit.whole):
            values = self._all()
            filled = [part for part in limit.parts if values.get(part)]
            field = max(filled, key=lambda part: (values[part] or 0, -limit.parts.index(part)))
            together = sum(values[part] or 0 for part in filled)
            population = LineName.of(field).population
            ceiling = (
                f"{self.breakdown.described(limit.whole)} là {columns.counted(population, values[limit.whole] or 0)}"
            )
            count = columns.counted(population, together)
            said = f"{count}, nhưng {ceiling}." if len(filled) == 1 else f"cộng lại là {count}, nhưng {ceiling}."
            self._hold(limit.code, field, said, self._meant(field, limit))

    def _meant(self, field: str, limit: LineLimit) -> int | None:
        """Last period's figure, or one slip of the finger, where it would fit."""
        typed, before = self.values[field], self.last.get(field)
        if typed is None:
            return None
        fitting = [
            number
            for number in sorted({*guesses.slips(typed), *(() if before is None else (before,))})
            if not excess({**self._all(), field: number}, limit.parts, limit.whole)
        ]
        near = [number for number in fitting if before is not None and abs(number - before) <= max(3, before * 0.3)]
        return near[0] if len(near) == 1 else None

    def _keep_members(self, field: str) -> None:
        """A household has at least one member (V2): of the groups both are counted."""
        name = LineName.of(field)
        if name.population != PERSONS:
            return
        persons = self.values[field]
        households = self.values.get(LineName(HOUSEHOLDS, name.poverty_class, name.code).field)
        if persons is not None and households is not None and persons < households:
            people, homes = columns.counted(PERSONS, persons), columns.counted(HOUSEHOLDS, households)
            self._hold("V2", field, f"{people}, ít hơn {homes}; mỗi hộ có ít nhất một người.", None)

    def _hold(self, code: str, field: str, text: str, meant: int | None) -> None:
        self.held[field] = self.raw.get(field, "")
        self.values[field] = None
        if meant is not None and code != "V1":
            text = f"{text} Có phải {meant}?"
        mends = () if meant is None else (Mend(field, meant, f"Sửa thành {meant}"),)
        where = f"{self.place.name}, {self.breakdown.described(field)}"
        self.problems.append(Finding(Severity.WRONG, code, field, where, text, mends))
