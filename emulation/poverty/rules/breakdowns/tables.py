"""The tables of breakdowns, made from what a standard and a province count: data, never columns in code.

A line is named like a column: population, class, code: `households_poor.lack.job`. Each is counted of the poor or the
near-poor at the end of the period; native minorities also of all households. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from emulation.poverty.rules import columns
from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS, Column

POOR, NEAR, EVERYBODY = "poor", "near", "all"
CLASSES = {POOR: "hộ nghèo", NEAR: "hộ cận nghèo"}
END = {POOR: "poor_end", NEAR: "near_end"}
MINORITY_END = {POOR: "poor_minority_end", NEAR: "near_minority_end"}

TOTAL, OTHER = "total", "other"
NATIVE = "native_minority"  # the group that F12 counts among the minorities, F8 not apart
FEMALE_HEAD = "female_head"
CHILD_LACKS = ("nutrition", "health_insurance", "child_school")  # F11, in printing order


@dataclass(frozen=True)
class Named:
    """A row of a catalogue. `under` is the dimension of a lack."""

    code: str
    name: str
    under: str = ""
    number: str = ""


@dataclass(frozen=True)
class Catalogue:
    """What one standard and one province count. `least_lacks` of a poor household, where the act asks for some."""

    lacks: tuple[Named, ...] = ()
    causes: tuple[Named, ...] = ()
    groups: tuple[Named, ...] = ()
    peoples: tuple[Named, ...] = ()
    least_lacks: int | None = None

    @property
    def children(self) -> tuple[Named, ...]:
        by_code = {lack.code: lack for lack in self.lacks}
        return tuple(by_code[code] for code in CHILD_LACKS if code in by_code)

    @property
    def protected(self) -> tuple[Named, ...]:
        """The groups of F8: those that are no part of the minorities."""
        return tuple(group for group in self.groups if group.code != NATIVE)

    @property
    def has_native(self) -> bool:
        return any(group.code == NATIVE for group in self.groups)


def key(poverty_class: str, family: str, code: str) -> str:
    return f"{poverty_class}.{family}.{code}"


@dataclass(frozen=True)
class LineName:
    """A field of a line in its parts, as the database keeps them."""

    population: str
    poverty_class: str
    code: str  # "lack.job"

    @classmethod
    def of(cls, field: str) -> "LineName":
        population, _, rest = field.partition("_")
        poverty_class, _, code = rest.partition(".")
        return cls(population, poverty_class, code)

    @property
    def field(self) -> str:
        return columns.field_name(self.population, f"{self.poverty_class}.{self.code}")


@dataclass(frozen=True)
class Table:
    """One table to be entered: what is broken down, of which class, households or persons.

    `whole` is the count of the review it is a part of, shown before it.
    """

    family: str
    slug: str
    label: str
    poverty_class: str
    population: str
    columns: tuple[Column, ...]

    @property
    def whole(self) -> str:
        return END[self.poverty_class]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(columns.field_name(self.population, column.key) for column in self.columns)

    @property
    def of_whom(self) -> str:
        """ "Hộ nghèo", "Khẩu cận nghèo"."""
        noun = CLASSES[self.poverty_class]
        return noun.capitalize() if self.population == HOUSEHOLDS else noun.replace("hộ", "Khẩu", 1)


class Breakdown:
    """All tables of one standard in one province."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.tables = tuple(table for table in _tables(catalogue) if table.columns)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Field → its column."""
        return {
            field: column
            for table in self.tables
            for field, column in zip(table.fields, table.columns, strict=True)
        }  # fmt: skip

    def described(self, field: str) -> str:
        """A column in a message: "hộ nghèo thiếu hụt việc làm (hộ)"; also of the review's own counts."""
        column = self.columns.get(field)
        if column is None:
            return columns.described(field)
        return f"{column.name} ({columns.POPULATIONS[LineName.of(field).population]})"

    def table_holding(self, field: str) -> Table | None:
        return next((table for table in self.tables if field in table.fields), None)

    def required(self, rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
        """Every column of each table that a hamlet has begun: a sum over some would be read as the commune's."""
        typed = {field for row in rows for field, text in row.items() if text}
        return tuple(field for table in self.tables if typed & set(table.fields) for field in table.fields)


def _tables(catalogue: Catalogue) -> Iterator[Table]:
    for family, slug, label, make in (
        ("lack", "thieu-hut", "Thiếu hụt", _lacks),
        ("group", "nhom", "Nhóm đối tượng", _groups),
        ("people", "dan-toc", "Dân tộc", _peoples),
        ("cause", "nguyen-nhan", "Nguyên nhân", _causes),
        ("child", "tre-em", "Trẻ em", _children),
    ):
        populations = {"group": (HOUSEHOLDS, PERSONS), "child": (PERSONS,)}.get(family, (HOUSEHOLDS,))
        for population in populations:
            for poverty_class in (POOR, NEAR):
                own = tuple(make(catalogue, poverty_class, population))
                parts = [slug, *(["khau"] if population == PERSONS and len(populations) > 1 else []), poverty_class]
                address = "-".join(parts).replace("-poor", "-ngheo").replace("-near", "-can-ngheo")
                yield Table(family, address, label, poverty_class, population, own)


def _lacks(catalogue: Catalogue, poverty_class: str, population: str) -> Iterator[Column]:
    if not catalogue.lacks:
        return
    whose = CLASSES[poverty_class]
    yield Column(key(poverty_class, "lack", TOTAL), f"tổng số thiếu hụt của {whose}", "Tổng số thiếu hụt")
    for lack in catalogue.lacks:
        name = f"{whose} thiếu hụt {_small(lack.name)}"
        yield Column(key(poverty_class, "lack", lack.code), name, f"{lack.number}. {lack.name}", lack.under)


def _groups(catalogue: Catalogue, poverty_class: str, population: str) -> Iterator[Column]:
    if not catalogue.groups:
        return
    whose = CLASSES[poverty_class]
    for group in catalogue.protected:
        yield Column(
            key(poverty_class, "group", group.code), f"{whose} thuộc nhóm {_small(group.name)}", group.name, "Nhóm"
        )
    yield Column(key(poverty_class, "group", OTHER), f"{whose} thuộc nhóm khác", "Khác", "Nhóm")
    if catalogue.has_native:
        yield Column(key(poverty_class, "group", NATIVE), f"{whose} DTTS tại chỗ", "DTTS tại chỗ", "Trong đó")
    if population == HOUSEHOLDS:
        yield Column(key(poverty_class, "group", FEMALE_HEAD), f"{whose} có chủ hộ là nữ", "Chủ hộ là nữ", "Trong đó")
    if catalogue.has_native and poverty_class == POOR:
        yield Column(
            key(EVERYBODY, "group", NATIVE), "tổng số DTTS tại chỗ", "Tổng số DTTS tại chỗ (chung)", form_code="F12.4"
        )


def _peoples(catalogue: Catalogue, poverty_class: str, population: str) -> Iterator[Column]:
    for people in catalogue.peoples:
        yield Column(
            key(poverty_class, "people", people.code), f"{CLASSES[poverty_class]} dân tộc {people.name}", people.name
        )


def _causes(catalogue: Catalogue, poverty_class: str, population: str) -> Iterator[Column]:
    for cause in catalogue.causes:
        yield Column(
            key(poverty_class, "cause", cause.code),
            f"{CLASSES[poverty_class]} do {_small(cause.name)}",
            cause.name,
            "Nguyên nhân (một hộ có thể có nhiều)",
        )


def _children(catalogue: Catalogue, poverty_class: str, population: str) -> Iterator[Column]:
    if not catalogue.children:
        return
    whose = CLASSES[poverty_class]
    yield Column(key(poverty_class, "child", TOTAL), f"trẻ em của {whose}", "Tổng số trẻ em")
    for lack in catalogue.children:
        yield Column(
            key(poverty_class, "child", lack.code),
            f"trẻ em của {whose} thiếu hụt {_small(lack.name)}",
            lack.name,
            lack.under,
        )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


NO_BREAKDOWN = Breakdown(Catalogue())
