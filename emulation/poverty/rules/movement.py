"""How a period's count came about: start, who left, who joined, end (F2, F3), as steps of a picture. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from emulation.poverty.rules.columns import HOUSEHOLDS, field_name

POOR_MOVES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Thoát nghèo", -1, ("poor_to_near", "poor_above_near")),
    ("Giảm khác", -1, ("poor_other_out",)),
    ("Từ hộ\ncận nghèo", +1, ("poor_from_near",)),
    ("Tái nghèo", +1, ("poor_relapsed",)),
    ("Phát sinh\nmới", +1, ("poor_new",)),
    ("Tăng khác", +1, ("poor_other_in",)),
)
NEAR_MOVES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Thoát\ncận nghèo", -1, ("near_escaped",)),
    ("Thành\nhộ nghèo", -1, ("near_to_poor",)),
    ("Giảm khác", -1, ("near_other_out",)),
    ("Từ hộ\nnghèo", +1, ("near_from_poor",)),
    ("Tái\ncận nghèo", +1, ("near_relapsed",)),
    ("Phát sinh\nmới", +1, ("near_new",)),
    ("Tăng khác", +1, ("near_other_in",)),
)
OPTIONAL = frozenset({"Giảm khác", "Tăng khác"})  # left out where nobody moved that way
FIELDS = tuple(
    field_name(HOUSEHOLDS, key)
    for key in (
        *("poor_start", "poor_end", "near_start", "near_end"),
        *(key for _, _, keys in (*POOR_MOVES, *NEAR_MOVES) for key in keys),
    )
)


@dataclass(frozen=True)
class Move:
    """A step: a level, or how many left (below 0) or joined."""

    name: str
    value: int
    is_level: bool = False


def of_poor(counts: Mapping[str, int | None]) -> list[Move]:
    return _moves(counts, "poor", POOR_MOVES)


def of_near_poor(counts: Mapping[str, int | None]) -> list[Move]:
    return _moves(counts, "near", NEAR_MOVES)


def _moves(counts: Mapping[str, int | None], whose: str, moves) -> list[Move]:
    """Empty where a count is not known. What the moves do not explain (a sum of places of which some still have a
    wrong identity) is a step of its own: a picture that does not add up is no picture."""

    def known(key: str) -> int | None:
        return counts.get(field_name(HOUSEHOLDS, key))

    start, end = known(f"{whose}_start"), known(f"{whose}_end")
    if start is None or end is None:
        return []
    found, level = [Move("Đầu kỳ", start, is_level=True)], start
    for name, sign, keys in moves:
        parts = [known(key) for key in keys]
        if None in parts:
            return []
        value = sign * sum(part for part in parts if part is not None)
        level += value
        if value or name not in OPTIONAL:
            found.append(Move(name, value))
    if level != end:
        found.append(Move("Chưa\nkhớp", end - level))
    return [*found, Move("Cuối kỳ", end, is_level=True)]
