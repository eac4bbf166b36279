"""What became of a household between the lists of two years, in the words of forms F2 and F3.

Only under one standard: a change between two standards is no result (`poverty.md` 1), and is not computed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

POOR, NEAR = "poor", "near_poor"
OFF_LISTS = frozenset({"escaped", "not_poor"})  # what a list may say of a household that is neither


@dataclass(frozen=True)
class Change:
    """A change by its name on screen and by the columns of the review that count it ("poor_new" is F2.7)."""

    key: str
    name: str
    columns: tuple[str, ...]


STAYS_POOR = Change("stays_poor", "vẫn là hộ nghèo", ())
STAYS_NEAR = Change("stays_near", "vẫn là hộ cận nghèo", ())
ESCAPED_TO_NEAR = Change("escaped_to_near", "thoát nghèo, thành cận nghèo", ("poor_to_near", "near_from_poor"))
ESCAPED = Change("escaped", "thoát nghèo, vượt chuẩn cận nghèo", ("poor_above_near",))
NEAR_FELL = Change("near_fell", "cận nghèo thành hộ nghèo", ("poor_from_near", "near_to_poor"))
NEAR_ESCAPED = Change("near_escaped", "thoát cận nghèo", ("near_escaped",))
RELAPSED = Change("relapsed", "tái nghèo", ("poor_relapsed",))
NEWLY_POOR = Change("newly_poor", "nghèo phát sinh mới", ("poor_new",))
NEAR_RELAPSED = Change("near_relapsed", "tái cận nghèo", ("near_relapsed",))
NEWLY_NEAR = Change("newly_near", "cận nghèo phát sinh mới", ("near_new",))
# Who was on the list and is on none now: escaped, moved, split, or forgotten. The register cannot know
# which, and holds them against "giảm khác" so that a difference names them.
DROPPED_POOR = Change("dropped_poor", "hộ nghèo không còn trong danh sách nào", ("poor_other_out",))
DROPPED_NEAR = Change("dropped_near", "hộ cận nghèo không còn trong danh sách nào", ("near_other_out",))

ALL = (
    ESCAPED, ESCAPED_TO_NEAR, NEAR_ESCAPED, RELAPSED, NEWLY_POOR, NEAR_FELL, NEAR_RELAPSED, NEWLY_NEAR,
    DROPPED_POOR, DROPPED_NEAR, STAYS_POOR, STAYS_NEAR,
)  # fmt: skip
BY_KEY = {change.key: change for change in ALL}

_MOVES: dict[tuple[str, str], Change] = {
    (POOR, POOR): STAYS_POOR,
    (POOR, NEAR): ESCAPED_TO_NEAR,
    (POOR, "off"): ESCAPED,
    (POOR, ""): DROPPED_POOR,
    (NEAR, NEAR): STAYS_NEAR,
    (NEAR, POOR): NEAR_FELL,
    (NEAR, "off"): NEAR_ESCAPED,
    (NEAR, ""): DROPPED_NEAR,
}


def change_of(before: str, now: str, earlier: Iterable[str] = ()) -> Change | None:
    """What became of one household. `before` and `now` are its classes of two years ("" for on no list), `earlier`
    those of the years before these two. None where it was on neither list.

    Poor again after a time off the list is tái nghèo; poor for the first time is phát sinh mới. Whoever was near-poor
    in between falls (cận nghèo thành nghèo), also when he had been poor before: the forms count him there.
    """
    was, became = _place(before), _place(now)
    if found := _MOVES.get((was, became)):
        return found
    past = set(earlier)
    if became == POOR:
        return RELAPSED if POOR in past else NEWLY_POOR
    if became == NEAR:
        return NEAR_RELAPSED if NEAR in past else NEWLY_NEAR
    return None


def _place(poverty_class: str) -> str:
    return "off" if poverty_class in OFF_LISTS else poverty_class


def ends(before: str, now: str) -> tuple[str, ...]:
    """The columns of start and end that count a household: poor_start, poor_end, near_start, near_end."""
    found = []
    for side, poverty_class in (("start", before), ("end", now)):
        if poverty_class == POOR:
            found.append(f"poor_{side}")
        elif poverty_class == NEAR:
            found.append(f"near_{side}")
    return tuple(found)
