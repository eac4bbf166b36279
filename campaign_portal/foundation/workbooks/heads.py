"""Headings that stand in several rows: "Năm sinh" above "Nam" and "Nữ"."""

from collections.abc import Iterator, Sequence


def heading_parts(rows: Sequence[Sequence[str]], last: int, depth: int) -> Iterator[tuple[int, list[str]]]:
    """Each column with its headings from above, `depth` rows that end at `last`.

    A heading of an upper row reaches over the columns on its right that have none of their own there, as far as the
    rows below go on.
    """
    lines = [list(row) for row in rows[last - depth + 1 : last + 1]]
    width = max((len(row) for row in lines), default=0)
    lines = [row + [""] * (width - len(row)) for row in lines]
    for at, row in enumerate(lines[:-1]):
        for column in range(1, width):
            below = any(lower[column] for lower in lines[at + 1 :])
            if not row[column] and below and row[column - 1]:
                row[column] = row[column - 1]
    for column in range(width):
        parts = [row[column] for row in lines if row[column]]
        if parts:
            yield column, parts
