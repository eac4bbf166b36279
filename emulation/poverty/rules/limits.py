"""What no review can hold, once: the database's constraints and the grid's red cells are both made from this table.

Each line says that some counts together can't be more than another (V2, V11, V16). An empty count breaks nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from emulation.poverty.rules import columns


@dataclass(frozen=True)
class Limit:
    """`parts` together are at most `whole`. `ceiling` says so of the whole, with its count and its unit."""

    name: str  # the end of the constraint's name
    code: str
    parts: tuple[str, ...]
    whole: str
    ceiling: str  # "cả {kind} có {count}"


LIMITS = (
    Limit("classes", "V2", ("poor_end", "near_end", "average_living"), "total", "cả {kind} có {count}"),
    Limit("minority", "V11", ("minority_total",), "total", "cả {kind} có {count}"),
    Limit("poor_min", "V11", ("poor_minority_end",), "poor_end", "nghèo cuối kỳ có {count}"),
    Limit("near_min", "V11", ("near_minority_end",), "near_end", "cận nghèo cuối kỳ có {count}"),
    Limit(
        "ends_min",
        "V11",
        ("poor_minority_end", "near_minority_end"),
        "minority_total",
        "cả {kind} có {count} dân tộc thiểu số",
    ),
    Limit("start_min", "V11", ("poor_minority_start",), "poor_start", "nghèo đầu kỳ có {count}"),
    Limit("escaped", "V16", ("poor_to_near", "poor_above_near"), "poor_start", "nghèo đầu kỳ có {count}"),
    Limit("entered", "V16", ("poor_relapsed", "poor_new"), "poor_end", "nghèo cuối kỳ có {count}"),
    Limit("near_left", "V16", ("near_escaped", "near_to_poor"), "near_start", "cận nghèo đầu kỳ có {count}"),
    Limit("near_entered", "V16", ("near_relapsed", "near_new"), "near_end", "cận nghèo cuối kỳ có {count}"),
)
# A household has at least one member (V2).
WITH_MEMBERS = ("total", "poor_end", "near_end")

Values = Mapping[str, int | None]
Counts = Sequence[int | None]  # of a whole row, in the order of `columns.ALL_FIELDS`


@cache
def names(limit: Limit, population: str) -> tuple[tuple[str, ...], str]:
    """The fields of a limit in one population: its parts, its whole."""
    return (
        tuple(columns.field_name(population, key) for key in limit.parts),
        columns.field_name(population, limit.whole),
    )


@cache
def _every() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Parts and wholes; of members the households are the part: each has one at least."""
    of_counts = [names(limit, population) for population in columns.POPULATIONS for limit in LIMITS]
    populations = (columns.HOUSEHOLDS, columns.PERSONS)
    of_members = [tuple(columns.field_name(population, key) for population in populations) for key in WITH_MEMBERS]
    return (*of_counts, *(((households,), persons) for households, persons in of_members))


def excess(values: Values, parts: tuple[str, ...], whole: str) -> int:
    """By how much the parts are more than the whole; 0 when they are not, or the whole is empty."""
    ceiling = values.get(whole)
    if ceiling is None:
        return 0
    over = -ceiling
    for part in parts:
        over += values.get(part) or 0
    return max(over, 0)


def fits(values: Values, field: str) -> bool:
    """Whether a row breaks none of the limits that one of its counts has a part in."""
    return not any(excess(values, parts, whole) for parts, whole in _every() if field == whole or field in parts)


@cache
def _made() -> Callable[[Counts], bool]:
    """All limits as one expression over the places of a row: 2 µs for a row, where a loop over them takes 15."""
    place = {field: f"row[{at}]" for at, field in enumerate(columns.ALL_FIELDS)}
    terms = [
        f"({place[whole]} is None or {place[whole]} >= {' + '.join(f'({place[part]} or 0)' for part in parts)})"
        for parts, whole in _every()
    ]
    return eval(f"lambda row: {' and '.join(terms)}")  # noqa: S307  made of the names of columns alone


def possible(counts: Counts) -> bool:
    """Whether a row could stand in the database."""
    return _made()(counts)


def short_of_members(values: Values, key: str) -> bool:
    """Whether there are fewer persons than households."""
    households = values.get(columns.field_name(columns.HOUSEHOLDS, key))
    persons = values.get(columns.field_name(columns.PERSONS, key))
    return households is not None and persons is not None and persons < households
