"""Which typed cells of a row become facts, and which stay text until they can be.

`settle` reads every cell of one hamlet's row at once, so that the answer never depends on what was typed first: mend
the total, and the cell that waited because of it moves to the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.quantities import NotANumber, parse_count
from emulation.poverty.rules import columns, guesses, limits
from emulation.poverty.rules.findings import Finding, Mend, Place, Severity, where
from emulation.poverty.rules.limits import Counts, Limit, Values


@dataclass(frozen=True)
class Settled:
    """`values` can stand in the database as they are; `held` is text that waits; `problems` say why."""

    values: dict[str, int | None]
    held: dict[str, str]
    problems: tuple[Finding, ...]


def settle(
    raw: Mapping[str, str],
    *,
    place: Place,
    locked: frozenset[str] = frozenset(),
    last: Values | None = None,
) -> Settled:
    """Read one row: V1 (counts), V2, V11 and V16 (what can't be).

    Of a broken limit the cell that is probably wrong is held: the one part that is too large, or the whole where it
    lies far below last period and its own table. A `locked` cell is held only when no other could mend the limit.
    """
    if (values := _plain(raw)) is not None:
        return Settled(values, {}, ())
    return _Settling(raw, place, locked, last or {}).settled()


_SHORT = 8  # digits that no count is refused for


def _plain(raw: Mapping[str, str]) -> dict[str, int | None] | None:
    """The values of a row that holds digits alone and breaks no limit, as nearly every row does; None for any other."""
    values: dict[str, int | None] = {}
    for field in columns.ALL_FIELDS:
        text = raw.get(field)
        if not text:
            values[field] = None
        elif len(text) <= _SHORT and text.isascii() and text.isdecimal():
            values[field] = int(text)
        else:
            return None
    return values if limits.possible(tuple(values.values())) else None


def settle_over(values: Values, changes: Mapping[str, str]) -> Settled | None:
    """The same for a row of which all but `changes` are facts already, where they are digits and nothing is broken;
    None for any other."""
    found = dict(values)
    for field, text in changes.items():
        if not text:
            found[field] = None
        elif len(text) <= _SHORT and text.isascii() and text.isdecimal():
            found[field] = int(text)
        else:
            return None
    return Settled(found, {}, ()) if limits.possible(tuple(map(found.get, columns.ALL_FIELDS))) else None


def stands(row: Counts, typed: Sequence[int]) -> bool:
    """Whether `settle` would take a row as it is that holds nothing but counts, in the order of `columns.ALL_FIELDS`.
    `typed` are those of them that did not stand there before."""
    return min(typed) >= 0 and max(typed) < 10**_SHORT and limits.possible(row)


class _Settling:
    def __init__(self, raw: Mapping[str, str], place: Place, locked: frozenset[str], last: Values) -> None:
        self.raw, self.place, self.locked, self.last = raw, place, locked, last
        self.typed: dict[str, int | None] = {}
        self.held: dict[str, str] = {}
        self.problems: list[Finding] = []

    def settled(self) -> Settled:
        for field in columns.ALL_FIELDS:
            self._read(field)
        # Holding a cell empties it, and an empty cell breaks nothing: one pass is enough.
        self.values = dict(self.typed)
        for population in columns.POPULATIONS:
            for limit in limits.LIMITS:
                self._keep_within(limit, population)
        for key in limits.WITH_MEMBERS:
            self._keep_members(key)
        order = {field: position for position, field in enumerate(columns.ALL_FIELDS)}
        return Settled(self.values, self.held, tuple(sorted(self.problems, key=lambda found: order[found.field])))

    def _read(self, field: str) -> None:
        text = self.raw.get(field, "")
        try:
            self.typed[field] = parse_count(text)
        except NotANumber as error:
            self.typed[field] = None
            self.held[field] = text
            meant = guesses.readable(text)
            self._wrong("V1", field, f"{error}.", meant)

    def _keep_within(self, limit: Limit, population: str) -> None:
        parts, whole = limits.names(limit, population)
        while over := limits.excess(self.values, parts, whole):
            field = self._culprit(parts, whole, over)
            text = self._limit_text(limit, population, parts, whole, field)
            self._hold(limit.code, field, text)

    def _culprit(self, parts: tuple[str, ...], whole: str, over: int) -> str:
        """The cell to hold: always the same one for the same row."""
        free = [part for part in parts if self.values.get(part) is not None and part not in self.locked]
        if whole not in self.locked and self._looks_too_small(parts, whole):
            return whole
        alone = [part for part in free if (self.values[part] or 0) >= over]
        if alone:
            ceiling = self.values[whole] or 0
            return min(
                alone,
                key=lambda part: (
                    (self.values[part] or 0) <= ceiling,  # first what is too large by itself
                    not self._breaks_its_table(part),
                    -(self.values[part] or 0),
                    parts.index(part),
                ),
            )
        if whole not in self.locked:
            return whole
        left = free or [part for part in parts if self.values.get(part) is not None]
        return max(left, key=lambda part: (self.values[part] or 0, -parts.index(part)))

    def _looks_too_small(self, parts: tuple[str, ...], whole: str) -> bool:
        """7 households where last period had 76, and 28 poor ones: the total slipped, not the poor."""
        together = sum(self.values.get(part) or 0 for part in parts)
        by_table = guesses.by_identity(self.typed, whole)
        if by_table is not None:
            return by_table != self.typed[whole] and by_table >= together
        before = self.last.get(whole)
        return before is not None and before >= together and (self.values[whole] or 0) * 2 < before

    def _breaks_its_table(self, field: str) -> bool:
        by_table = guesses.by_identity(self.typed, field)
        return by_table is not None and by_table != self.typed[field]

    def _limit_text(self, limit: Limit, population: str, parts: tuple[str, ...], whole: str, field: str) -> str:
        def said(name: str) -> str:
            return f"{columns.BY_KEY[columns.split_field(name)[1]].name} {self.values[name]}"

        filled = [part for part in parts if self.values.get(part)]
        together = sum(self.values[part] or 0 for part in filled)
        sum_text = " và ".join(filter(None, [", ".join(said(part) for part in filled[:-1]), said(filled[-1])]))
        if field == whole:
            total = f" cộng lại ({columns.counted(population, together)})" if len(filled) > 1 else ""
            return f"{columns.counted(population, self.values[whole] or 0)}, ít hơn {sum_text}{total}."
        ceiling = limit.ceiling.format(kind=self.place.kind, count=columns.counted(population, self.values[whole] or 0))
        if (self.values[field] or 0) > (self.values[whole] or 0):
            return f"{columns.counted(population, self.values[field] or 0)}, nhưng {ceiling}."
        return f"{sum_text} cộng lại là {columns.counted(population, together)}, nhưng {ceiling}."

    def _keep_members(self, key: str) -> None:
        if limits.short_of_members(self.values, key):
            field = columns.field_name(columns.PERSONS, key)
            persons = self.values[field] or 0
            households = self.values[columns.field_name(columns.HOUSEHOLDS, key)] or 0
            people, homes = columns.counted(columns.PERSONS, persons), columns.counted(columns.HOUSEHOLDS, households)
            self._hold("V2", field, f"{people}, ít hơn {homes}; mỗi hộ có ít nhất một người.")

    def _hold(self, code: str, field: str, text: str) -> None:
        meant = guesses.likely(field, self.typed, self.last, lambda number: self._fits(field, number))
        if meant is not None:
            end = columns.split_field(field)[1] in {identity.end for identity in columns.IDENTITIES}
            if meant == guesses.by_identity(self.typed, field):
                text += f" Theo các cột tăng giảm thì {'cuối kỳ' if end else 'ô này'} là {meant}."
            else:
                text += f" Có phải {meant}?"
        elif self.last.get(field) is not None:
            text += f" Kỳ trước là {self.last[field]}."
        self.held[field] = self.raw.get(field, "")
        self.values[field] = None
        self._wrong(code, field, text, meant)

    def _fits(self, field: str, number: int) -> bool:
        return limits.fits({**self.values, field: number}, field)

    def _wrong(self, code: str, field: str, text: str, meant: int | None) -> None:
        mends = () if meant is None else (Mend(field, meant, f"Sửa thành {vietnamese.grouped(meant)}"),)
        self.problems.append(Finding(Severity.WRONG, code, field, where(self.place, field), text, mends))
