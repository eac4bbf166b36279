"""Where the cells of a table stand when some of them span rows or columns, counted as HTML counts them."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Spanning(Protocol):
    @property
    def colspan(self) -> int: ...

    @property
    def rowspan(self) -> int: ...


C = TypeVar("C", bound=Spanning)


class Place(Generic[C]):
    """A cell, and the first row and column it covers."""

    __slots__ = ("cell", "column", "row")

    def __init__(self, row: int, column: int, cell: C) -> None:
        self.row, self.column, self.cell = row, column, cell

    def covers_row(self, row: int) -> bool:
        return self.row <= row < self.row + self.cell.rowspan


def places(rows: Sequence[Sequence[C]], width: int) -> list[Place[C]]:
    """Every cell with its place. Raises ValueError unless the rows fill exactly `width` columns.

    A table that does not fit is a slip of the program: better loud here than a torn or endless table later.
    """
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            if not (1 <= cell.colspan <= width - column and 1 <= cell.rowspan <= len(rows) - row):
                raise ValueError(f"row {row + 1}: a cell reaches outside the table of {width} columns: {cell!r}")
            covered = {(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            if covered & taken:
                raise ValueError(f"row {row + 1}: two cells lie on each other: {cell!r}")
            taken |= covered
            found.append(Place(row, column, cell))
    if len(taken) != len(rows) * width:
        raise ValueError(f"the rows leave places empty in a table of {width} columns: {rows!r}")
    return found
