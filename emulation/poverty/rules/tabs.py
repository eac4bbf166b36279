"""The tables that a review is entered by: tabs of the grid, sheets of the workbook to fill in. Pure."""

from dataclasses import dataclass, replace

from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import Breakdown, Table
from emulation.poverty.rules.columns import HOUSEHOLDS, PERSONS, Column


@dataclass(frozen=True)
class Tab:
    """One table of the review. Of a breakdown `fixed` columns stand before it to look at, and tabs of one `family`
    are the poor and the near-poor, households and persons of the same thing."""

    key: str
    label: str
    population: str
    columns: tuple[Column, ...]
    rate_of: str = ""
    rate_heading: str = ""
    family: str = ""
    variant: str = ""
    fixed: frozenset[str] = frozenset()  # fields

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(columns.field_name(self.population, column.key) for column in self.columns)


COUNT_TABS = (
    Tab("ho-ngheo", "Hộ nghèo", HOUSEHOLDS, columns.POOR_TAB, "poor_end", "Tỷ lệ nghèo"),
    Tab("ho-can-ngheo", "Hộ cận nghèo", HOUSEHOLDS, columns.NEAR_TAB, "near_end", "Tỷ lệ cận nghèo"),
    Tab("khau-ngheo", "Khẩu nghèo", PERSONS, columns.POOR_TAB, "poor_end", "Tỷ lệ nghèo"),
    Tab("khau-can-ngheo", "Khẩu cận nghèo", PERSONS, columns.NEAR_TAB, "near_end", "Tỷ lệ cận nghèo"),
)
HEADINGS = {(HOUSEHOLDS, "total"): "Tổng số hộ", (PERSONS, "total"): "Tổng số khẩu"}


def tabs_of(breakdown: Breakdown) -> tuple[Tab, ...]:
    """The tables of counts, then those of what the review's standard breaks down."""
    return (*COUNT_TABS, *(_of_table(table) for table in breakdown.tables))


def _of_table(table: Table) -> Tab:
    whole = columns.BY_KEY[table.whole]
    return Tab(
        key=table.slug,
        label=table.label,
        population=table.population,
        columns=(whole, *table.columns),
        family=table.family,
        variant=table.of_whom,
        fixed=frozenset({columns.field_name(table.population, whole.key)}),
    )


def of_list(tab: Tab) -> Tab:
    """A table of counts as an opening list has it: without the movements that nobody wrote down then."""
    if tab.family:
        return tab
    kept = tuple(column for column in tab.columns if column.key in columns.LIST_KEYS)
    return replace(tab, columns=kept)


def tab_named(breakdown: Breakdown, key: str) -> Tab:
    """The chosen tab; the first one for a name that is none."""
    return next((tab for tab in tabs_of(breakdown) if tab.key == key), COUNT_TABS[0])


def tab_holding(breakdown: Breakdown, field: str) -> Tab | None:
    return next((tab for tab in tabs_of(breakdown) if field in tab.fields), None)
