"""Which counts a public table hides, so that nobody is recognised in a small one.

A count from 1 to 4 reads "<5". That alone hides nothing where totals and the other counts stand beside it: further
cells read "…" until the small ones can't be worked out by adding and subtracting, knowing too what the two marks
mean. 0 is shown: nobody is nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST = 5
SMALL, KEPT_BACK = "<5", "…"
MOST_TRIED = 40
Shown = int | str
Place = tuple[int, int]


@dataclass(frozen=True)
class Safe:
    """A table as it may be shown: its cells, the sums beside and below them. `is_withheld`: nothing of it may."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown
    is_withheld: bool = False


def is_small(count: int) -> bool:
    return 0 < count < LEAST


def protect(cells: Sequence[Sequence[int]]) -> Safe:
    """The table with its sums, safe to show. Rows and columns exclude each other, so that each line adds up.

    A cell is kept back only while a small one can still be worked out; of the cells that would help the one that tells
    least goes first: a part before a sum, the smaller before the larger.
    """
    table = _Table(cells)
    while (known := table.first_known()) is not None:
        if not table.keep_back_near(known):
            return table.withheld()
    return table.shown()


def protect_column(counts: Sequence[int]) -> tuple[list[Shown], Shown]:
    """One column and its sum, for a table whose columns do not add up to another one shown; quick for any length.

    A small count is known when no other hidden one can make up for one more or one less of it; then the least of the
    counts that are still shown is kept back too. Everything is, where nothing helps.
    """
    total = sum(counts)
    small = {place for place, count in enumerate(counts) if is_small(count)}
    if is_small(total):
        withheld = len(small) == LEAST - 1  # four of them below five: each is 1
        return [KEPT_BACK if withheld else SMALL if p in small else c for p, c in enumerate(counts)], SMALL
    kept_back: list[int] = []
    free = sorted(
        (place for place, count in enumerate(counts) if count >= LEAST), key=lambda p: counts[p], reverse=True
    )
    while small and not all(_makes_up(place, small, kept_back, counts) for place in small):
        if not free:
            return [KEPT_BACK] * len(counts), KEPT_BACK
        kept_back.append(free.pop())
    hidden = set(kept_back)
    return [SMALL if p in small else KEPT_BACK if p in hidden else c for p, c in enumerate(counts)], total


def _makes_up(place: int, small: set[int], kept_back: Sequence[int], counts: Sequence[int]) -> bool:
    """Whether another hidden count can fall while this one rises by one, or rise while it falls."""
    others = small - {place}
    may_rise = counts[place] < LEAST - 1 and (
        any(counts[other] > 1 for other in others) or any(counts[other] > LEAST for other in kept_back)
    )
    may_fall = counts[place] > 1 and (bool(kept_back) or any(counts[other] < LEAST - 1 for other in others))
    return may_rise or may_fall


class _Table:
    """The counts with their sums as the last row and column, and what is hidden of them.

    A hidden count may be another one as far as a reader can tell: a small one anything from 1 to 4, one that is kept
    back anything from 5 up. Where some other table has the same shown cells, the difference between the two is made of
    rings, going along rows and columns in turn, in which counts rise and fall by one. So a count is known exactly
    when no ring of possible steps goes through it.
    """

    def __init__(self, cells: Sequence[Sequence[int]]) -> None:
        width = len(cells[0]) if cells else 0
        self.full = [[*row, sum(row)] for row in cells]
        self.full.append([sum(row[column] for row in self.full) for column in range(width + 1)])
        self.last = (len(self.full) - 1, width)
        self.small = {place for place in self._places() if is_small(self._count(place))}
        self.kept_back: set[Place] = set()
        self.proved: set[Place] = set()

    def _places(self) -> Iterator[Place]:
        return ((r, c) for r in range(len(self.full)) for c in range(len(self.full[0])))

    def _count(self, place: Place) -> int:
        return self.full[place[0]][place[1]]

    def first_known(self) -> Place | None:
        """A small count that a reader could work out. What is hidden only grows, so whatever may differ once may
        differ for good, and is not asked again."""
        for place in sorted(self.small - self.proved):
            if not self._may_differ(place):
                return place
            self.proved.add(place)
        return None

    def _may_differ(self, place: Place) -> bool:
        return any(self._ring_goes_through(place, up) for up in (True, False))

    def _ring_goes_through(self, place: Place, rises: bool) -> bool:
        """Whether a ring of steps closes over this one. A step that lifts a part goes from its row to its column, one
        that lowers it back; a sum stands on the other side of its line's equation, so that its steps are turned."""
        if not self._may_step(place, rises):
            return False
        row, column = ("row", place[0]), ("column", place[1])
        begins, ends = (column, row) if rises != self._is_sum(place) else (row, column)
        seen, waiting = {begins}, [begins]
        while waiting:
            here = waiting.pop()
            for other in self._steps_from(here, but=place):
                if other == ends:
                    return True
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return False

    def _steps_from(self, node: tuple[str, int], but: Place) -> Iterator[tuple[str, int]]:
        side, number = node
        for place in self._in_line(side, number):
            if place == but:
                continue
            rises = (side == "row") != self._is_sum(place)
            if self._may_step(place, rises):
                yield ("column", place[1]) if side == "row" else ("row", place[0])

    def _in_line(self, side: str, number: int) -> Iterator[Place]:
        height, width = self.last[0] + 1, self.last[1] + 1
        line = ((number, c) for c in range(width)) if side == "row" else ((r, number) for r in range(height))
        return (place for place in line if place in self.small or place in self.kept_back)

    def _may_step(self, place: Place, up: bool) -> bool:
        count = self._count(place) + (1 if up else -1)
        return is_small(count) if place in self.small else count >= LEAST

    def _is_sum(self, place: Place) -> bool:
        """Of one line. The sum of all is a sum of sums and turns twice."""
        return (place[0] == self.last[0]) != (place[1] == self.last[1])

    def keep_back_near(self, known: Place) -> bool:
        """Hide one more count: one that closes a ring through the small one, else one that leads on towards one."""
        free = [p for p in self._places() if self._count(p) >= LEAST and p not in self.kept_back]
        rows, columns = self._led_to(known)
        closing = [p for p in free if p[0] in rows and p[1] in columns]
        for place in sorted(closing, key=self._worth)[:MOST_TRIED]:
            self.kept_back.add(place)
            if self._may_differ(known):
                return True
            self.kept_back.remove(place)
        near = [p for p in free if (p[0] in rows) != (p[1] in columns)] or closing or free
        if near:
            self.kept_back.add(min(near, key=self._worth))
        return bool(near)

    def _led_to(self, known: Place) -> tuple[set[int], set[int]]:
        rows, columns = {known[0]}, {known[1]}
        hidden = self.small | self.kept_back
        while True:
            more_rows = {r for r, c in hidden if c in columns} - rows
            more_columns = {c for r, c in hidden if r in rows} - columns
            if not (more_rows or more_columns):
                return rows, columns
            rows |= more_rows
            columns |= more_columns

    def _worth(self, place: Place) -> tuple[int, int, Place]:
        sums = (place[0] == self.last[0]) + (place[1] == self.last[1])
        return sums, self._count(place), place

    def shown(self) -> Safe:
        texts = [
            [
                SMALL if (r, c) in self.small else KEPT_BACK if (r, c) in self.kept_back else count
                for c, count in enumerate(row)
            ]
            for r, row in enumerate(self.full)
        ]
        return _as_safe(texts)

    def withheld(self) -> Safe:
        return _as_safe([[KEPT_BACK] * len(row) for row in self.full], is_withheld=True)


def _as_safe(texts: Sequence[Sequence[Shown]], *, is_withheld: bool = False) -> Safe:
    body, last = texts[:-1], texts[-1]
    return Safe(
        tuple(tuple(row[:-1]) for row in body), tuple(row[-1] for row in body), tuple(last[:-1]), last[-1], is_withheld
    )
