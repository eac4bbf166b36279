"""Sharing a figure: whole numbers that add up, falls that come to the parent's; and saying when they do not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.targets.rules.sharing import HUNDREDTH, Adds, balance, even, falls, implied, shares

counts = st.integers(0, 5_000)
weights = st.lists(st.integers(0, 3_000), min_size=1, max_size=40)
places = st.lists(
    st.integers(1, 900).flatmap(lambda households: st.tuples(st.just(households), st.integers(0, households))),
    min_size=1,
    max_size=40,
)
rates = st.integers(0, 1_000).map(lambda hundredths: Fraction(hundredths, 100))


@given(counts, weights)
def test_shares_add_up_and_stay_within_one_of_their_part(total, by):
    found = shares(total, by)
    assert sum(found) == total
    parts = by if any(by) else [1] * len(by)
    for got, part in zip(found, parts, strict=True):
        assert abs(got - Fraction(total * part, sum(parts))) < 1


@given(weights, st.data())
def test_a_total_within_the_weights_asks_of_nobody_more_than_he_has(by, data):
    total = data.draw(st.integers(0, sum(by)))
    if any(by):
        assert all(got <= part for got, part in zip(shares(total, by), by, strict=True))


@given(counts, st.integers(1, 40))
def test_even_shares_differ_by_one_at_most(total, count):
    found = even(total, count)
    assert sum(found) == total
    assert max(found) - min(found) <= 1


def test_the_largest_remainder_takes_what_is_left_over():
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(7, [10, 20, 40]) == [1, 2, 4]
    assert shares(5, [33, 33, 34]) == [2, 1, 2]
    assert shares(5, []) == []


@given(rates, places)
def test_falls_come_together_to_the_parent_s_within_half_a_hundredth(fall, ground):
    households, poor = [all_ for all_, _ in ground], [some for _, some in ground]
    found = falls(fall, households, poor)
    together = implied(found, households)
    assert abs(together - fall) <= HUNDREDTH / 2
    assert all(one % HUNDREDTH == 0 for one in found)
    if any(poor):
        assert all(one == 0 for one, some in zip(found, poor, strict=True) if some == 0)
    assert balance(True, fall, found, households).adds == Adds.UP


def test_a_fall_by_poor_households_asks_more_where_more_are_poor():
    assert falls(Fraction(5), [100, 100], [30, 10]) == [Fraction("7.5"), Fraction("2.5")]


@pytest.mark.parametrize(("given_", "adds", "left"), [
    ([6, 4], Adds.UP, 0),
    ([6, 5], Adds.ABOVE, -1),
    ([6, 3], Adds.BELOW, 1),
    ([6, None], Adds.OPEN, 4),
])  # fmt: skip
def test_counts_add_up_exactly_or_not_at_all(given_, adds, left):
    found = balance(False, Fraction(10), [None if one is None else Fraction(one) for one in given_], [None, None])
    assert (found.adds, found.left) == (adds, left)
    assert found.needs_reason == (adds in {Adds.ABOVE, Adds.BELOW})


def test_falls_are_weighed_by_households():
    found = balance(True, Fraction(3), [Fraction(2), Fraction(6)], [300, 100])
    assert (found.adds, found.total, found.left) == (Adds.UP, 3, 0)
    assert balance(True, Fraction(3), [Fraction(2), Fraction(6)], [100, 100]).adds == Adds.ABOVE


def test_without_the_households_nobody_can_say_and_a_reason_is_asked():
    found = balance(True, Fraction(3), [Fraction(2), Fraction(6)], [100, None])
    assert (found.adds, found.total, found.needs_reason) == (Adds.UNKNOWN, None, True)


def test_a_range_is_kept_by_anything_within_it():
    for fall, adds in (("1.99", Adds.BELOW), ("2", Adds.UP), ("2.6", Adds.UP), ("3", Adds.UP), ("3.01", Adds.ABOVE)):
        found = balance(True, Fraction(2), [Fraction(fall)], [100], high=Fraction(3))
        assert found.adds == adds, fall


def test_a_unit_without_a_figure_of_its_own_has_nothing_to_keep():
    assert balance(False, None, [Fraction(4)], [None]).adds == Adds.FREE
