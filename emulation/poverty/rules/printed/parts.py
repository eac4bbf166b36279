"""What a printed table is made of: columns with their headings, and where each figure comes from. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from campaign_portal.foundation import quantities, vietnamese
from emulation.poverty.rules import columns
from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS

Values = Mapping[str, int | None]
Figure = int | Fraction | None  # a count, a rate, or nothing: empty is not 0
LINE_NAMES = {HOUSEHOLDS: "Hộ", PERSONS: "Nhân khẩu"}


@dataclass(frozen=True)
class Count:
    """A count; without a `population` of its own it is the line's (Hộ, or Nhân khẩu)."""

    key: str
    population: str = ""

    def of(self, values: Values, population: str) -> int | None:
        return values.get(self.field(population))

    def field(self, population: str) -> str:
        return columns.field_name(self.population or population, self.key)

    def counts(self) -> Iterator["Count"]:
        yield self


@dataclass(frozen=True)
class Added:
    """Counts together, some taken away; empty where one of them is."""

    plus: tuple[Count, ...]
    minus: tuple[Count, ...] = ()

    def of(self, values: Values, population: str) -> int | None:
        total = 0
        for sign, parts in ((1, self.plus), (-1, self.minus)):
            for part in parts:
                value = part.of(values, population)
                if value is None:
                    return None
                total += sign * value
        return total

    def counts(self) -> Iterator[Count]:
        yield from (*self.plus, *self.minus)


@dataclass(frozen=True)
class Rate:
    """A rate, divided anew from the counts of its own line: never added up, never averaged."""

    part: Count | Added
    whole: Count | Added

    def of(self, values: Values, population: str) -> Fraction | None:
        return quantities.rate(self.part.of(values, population), self.whole.of(values, population))

    def counts(self) -> Iterator[Count]:
        yield from self.part.counts()
        yield from self.whole.counts()


Source = Count | Added | Rate


@dataclass(frozen=True)
class FormColumn:
    """One column: what stands above it (`over`, from the top), its heading, its number with the form's own formula."""

    heading: str
    source: Source
    number: str = ""
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Form:
    """A printed table. `code` is the one of `poverty.md` § 3; `populations` are the lines of a unit (Hộ, Nhân khẩu).

    `about` names, for a table of breakdowns, what was entered for it: a unit that entered none of it has no figures
    here, though its other counts are known.
    """

    code: str
    title: str
    columns: tuple[FormColumn, ...]
    populations: tuple[str, ...] = (HOUSEHOLDS,)
    about: frozenset[str] = frozenset()  # keys of counts

    @property
    def slug(self) -> str:
        return self.code.lower()

    @property
    def is_split(self) -> bool:
        """Whether a unit has two lines: Hộ and Nhân khẩu."""
        return len(self.populations) > 1

    @property
    def unit_of_measure(self) -> str:
        """ "hộ, nhân khẩu, %"."""
        populations = dict.fromkeys(
            count.population or own for column in self.columns for count in column.source.counts()
            for own in self.populations
        )  # fmt: skip
        words = [columns.POPULATIONS[population] for population in (HOUSEHOLDS, PERSONS) if population in populations]
        return ", ".join([*words, *(["%"] if any(isinstance(c.source, Rate) for c in self.columns) else [])])

    def fields(self) -> frozenset[str]:
        """Every count the table reads."""
        return frozenset(
            count.field(population)
            for column in self.columns
            for count in column.source.counts()
            for population in self.populations
        )

    def own_fields(self, population: str | None = None) -> frozenset[str]:
        """Those without which a unit has nothing to print here; of one line, or of all."""
        found = set()
        for column in self.columns:
            for count in column.source.counts():
                for own in self.populations if population is None else (population,):
                    if not self.about or count.key in self.about:
                        found.add(count.field(own))
        return frozenset(found)

    def has_figures(self, values: Values) -> bool:
        return any(values.get(field) is not None for field in self.own_fields())

    def lines(self, values: Values) -> tuple[tuple[Figure, ...], ...]:
        """The figures of a unit: one line, or one for each population."""
        return tuple(
            tuple(column.source.of(values, population) for column in self.columns) for population in self.populations
        )

    def headings(self, first: Iterable[str]) -> list[list[Heading]]:
        """The head, row by row: the first columns, then groups above their columns. Numbers come below it."""
        paths = [*((text,) for text in first), *((*column.over, column.heading) for column in self.columns)]
        depth = max(len(path) for path in paths)
        rows: list[list[Heading]] = []
        for level in range(depth):
            row: list[Heading] = []
            before: tuple[str, ...] | None = None
            for path in paths:
                if len(path) == level + 1:
                    row.append(Heading(path[level], rowspan=depth - level))
                    before = None
                elif len(path) > level + 1:
                    if before == path[: level + 1]:
                        row[-1] = Heading(path[level], colspan=row[-1].colspan + 1)
                    else:
                        row.append(Heading(path[level]))
                    before = path[: level + 1]
                else:
                    before = None
            rows.append(row)
        return rows

    def numbers(self, first: Iterable[str]) -> list[str]:
        """A, B, then 1, 2, 3, "4=3/1×100" …"""
        letters = "ABC"
        return [*(letters[place] for place, _ in enumerate(first)), *(column.number for column in self.columns)]


def texts(figures: Iterable[Figure]) -> tuple[str, ...]:
    """As they are printed: 1.234; rates by hundred with two decimals, half up; nothing for nothing."""
    return tuple(text(figure) for figure in figures)


def text(figure: Figure) -> str:
    if figure is None:
        return ""
    if isinstance(figure, Fraction):
        return vietnamese.decimal_text(quantities.round_half_up(figure * 100), 2)
    return vietnamese.grouped(figure) if figure >= 0 else f"−{vietnamese.grouped(-figure)}"
