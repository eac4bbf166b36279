"""Small counts stay hidden from whoever adds and subtracts: proved against every table a reader can think of."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign_portal.foundation.small_cells import KEPT_BACK, LEAST, SMALL, Safe, protect, protect_column

ROOM = 4  # how far beyond the true count the proof looks for other tables


def fits(mark, count: int) -> bool:
    """What the marks mean to a reader."""
    return 0 < count < LEAST if mark == SMALL else count >= LEAST if mark == KEPT_BACK else count == mark


def others(safe: Safe, true) -> list[tuple[tuple[int, ...], ...]]:
    """Every table that could stand behind what is shown, near the true one."""
    ways = [
        [n for n in range(max(0, count - ROOM), count + ROOM + 1) if fits(mark, n)]
        for marks, counts in zip(safe.cells, true, strict=True)
        for mark, count in zip(marks, counts, strict=True)
    ]
    width = len(true[0])
    found = []
    for flat in product(*ways):
        table = tuple(tuple(flat[at : at + width]) for at in range(0, len(flat), width))
        if (
            all(fits(mark, sum(row)) for mark, row in zip(safe.row_totals, table, strict=True))
            and all(
                fits(mark, sum(column))
                for mark, column in zip(safe.column_totals, zip(*table, strict=True), strict=True)
            )
            and fits(safe.total, sum(flat))
        ):
            found.append(table)
    return found


@st.composite
def tables(draw):
    rows, columns = draw(st.sampled_from([(1, 2), (2, 2), (3, 1), (2, 3)]))
    count = st.one_of(st.integers(0, 6), st.sampled_from([0, 5, 9, 30]))
    return [[draw(count) for _ in range(columns)] for _ in range(rows)]


@settings(max_examples=150)
@given(tables())
def test_no_small_count_can_be_worked_out(table):
    safe = protect(table)
    if safe.is_withheld:
        return
    possible = others(safe, table)
    assert tuple(map(tuple, table)) in possible
    for r, row in enumerate(table):
        for c, count in enumerate(row):
            if 0 < count < LEAST:
                assert safe.cells[r][c] == SMALL
                assert len({other[r][c] for other in possible}) > 1, (table, safe)
    for r, row in enumerate(table):
        if 0 < sum(row) < LEAST:
            assert len({sum(other[r]) for other in possible}) > 1, (table, safe)


@given(st.lists(st.lists(st.integers(0, 400), min_size=3, max_size=3), min_size=1, max_size=20))
def test_what_is_shown_is_true_and_no_small_count_is(table):
    safe = protect(table)
    for marks, counts in zip(safe.cells, table, strict=True):
        for mark, count in zip(marks, counts, strict=True):
            assert fits(mark, count) or safe.is_withheld
            assert mark == SMALL or not 0 < count < LEAST or safe.is_withheld


def test_a_lone_small_count_takes_another_with_it():
    safe = protect([[30, 3], [20, 10]])
    assert safe.cells == ((KEPT_BACK, SMALL), (KEPT_BACK, KEPT_BACK))
    assert (safe.row_totals, safe.column_totals, safe.total) == ((33, 30), (50, 13), 63)


def test_two_small_counts_that_are_as_large_as_can_be_give_their_sum_up():
    """4 + 4 = 8 and nothing else could be 8: the sum is kept back as well."""
    safe = protect([[4, 4], [10, 20]])
    assert safe.row_totals[0] == KEPT_BACK


@pytest.mark.parametrize("table", [[[0, 0]], [[5, 9], [0, 12]]])
def test_where_nothing_is_small_nothing_is_hidden(table):
    safe = protect(table)
    assert safe.cells == tuple(map(tuple, table))
    assert safe.total == sum(map(sum, table))


def possible(shown) -> range | list[int]:
    return range(1, LEAST) if shown == SMALL else range(LEAST, 15) if shown == KEPT_BACK else [shown]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
@settings(deadline=None)
def test_no_small_count_of_a_column_can_be_worked_out_from_its_sum(counts):
    shown, total = protect_column(counts)
    if KEPT_BACK in shown and SMALL not in shown:
        return  # withheld
    ways = [way for way in product(*(possible(count) for count in shown)) if fits(total, sum(way))]
    assert tuple(counts) in ways
    for place, count in enumerate(counts):
        if 0 < count < LEAST:
            assert len({way[place] for way in ways}) > 1


def test_a_column_without_small_counts_is_shown_and_one_of_a_province_is_quick():
    assert protect_column([5, 0, 12]) == ([5, 0, 12], 17)
    shown, _ = protect_column([number % 30 for number in range(3000)])
    assert shown.count(KEPT_BACK) == 0, "many small ones make up for each other"
