"""What no review can hold, once: the database's constraints and the grid's red cells are both made from this table.

Each line says that some counts together can't be more than another (V2, V11, V16). An empty count breaks nothing.
"""

from collections.abc import Mapping
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


@cache
def names(limit: Limit, population: str) -> tuple[tuple[str, ...], str]:
    """The fields of a limit in one population: its parts, its whole."""
    return (
        tuple(columns.field_name(population, key) for key in limit.parts),
        columns.field_name(population, limit.whole),
    )


@cache
def _every() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(names(limit, population) for population in columns.POPULATIONS for limit in LIMITS)


def excess(values: Values, parts: tuple[str, ...], whole: str) -> int:
    """By how much the parts are more than the whole; 0 when they are not, or the whole is empty."""
    ceiling = values.get(whole)
    if ceiling is None:
        return 0
    over = -ceiling
    for part in parts:
        over += values.get(part) or 0
    return max(over, 0)


def possible(values: Values, *, around: str | None = None) -> bool:
    """Whether a row could stand in the database; `around` asks only the limits that one field has a part in."""
    for parts, whole in _every():
        left = values.get(whole)
        if left is None or (around is not None and around != whole and around not in parts):
            continue
        for part in parts:  # `excess`, without a call for each of twenty limits of twenty thousand rows
            left -= values.get(part) or 0
        if left < 0:
            return False
    return not any(
        short_of_members(values, key) for key in WITH_MEMBERS if around is None or columns.split_field(around)[1] == key
    )


def short_of_members(values: Values, key: str) -> bool:
    """Whether there are fewer persons than households."""
    households = values.get(columns.field_name(columns.HOUSEHOLDS, key))
    persons = values.get(columns.field_name(columns.PERSONS, key))
    return households is not None and persons is not None and persons < households
