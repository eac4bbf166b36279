"""Far from its neighbours: outside three interquartile ranges, of eight others at least."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from emulation.poverty.rules.outliers import far_out, quantile


def rates(*hundredths: int) -> dict[int, Fraction]:
    return {place: Fraction(value, 100) for place, value in enumerate(hundredths)}


def test_one_far_above_the_others_is_seen_with_their_middle_half():
    found = far_out(rates(90, 1, 2, 3, 4, 5, 6, 7, 8, 9), 0)
    assert found.is_high
    assert (found.lower, found.upper, found.neighbours) == (Fraction(3, 100), Fraction(7, 100), 9)


def test_just_inside_the_fence_nothing_is_asked():
    others = (1, 2, 3, 4, 5, 6, 7, 8, 9)  # quartiles 3 and 7: fences at −9 and 19
    assert far_out(rates(19, *others), 0) is None
    assert far_out(rates(20, *others), 0) is not None


def test_one_far_below_is_seen_too():
    found = far_out(rates(0, 50, 51, 52, 53, 54, 55, 56, 57), 0)
    assert not found.is_high


def test_of_seven_neighbours_nothing_is_said():
    assert far_out(rates(90, 1, 2, 3, 4, 5, 6, 7), 0) is None
    assert far_out({**rates(90, 1, 2, 3, 4, 5, 6, 7), 99: None}, 0) is None


def test_where_the_others_are_all_alike_there_is_nothing_to_measure_by():
    assert far_out(rates(1, *[0] * 20), 0) is None


def test_without_a_rate_of_its_own_nothing_is_asked():
    assert far_out({0: None} | {place: Fraction(place) for place in range(1, 12)}, 0) is None


VALUES = st.lists(st.fractions(0, 1, max_denominator=1000), min_size=9, max_size=30)


@given(VALUES)
def test_a_median_of_all_is_never_far(values):
    by_place = dict(enumerate(values))
    middle = sorted(by_place, key=lambda place: by_place[place])[len(values) // 2]
    found = far_out(by_place, middle)
    assert found is None or found.lower == found.upper


@given(VALUES)
def test_quartiles_lie_within_and_in_order(values):
    ordered = sorted(values)
    lower, upper = quantile(ordered, Fraction(1, 4)), quantile(ordered, Fraction(3, 4))
    assert ordered[0] <= lower <= upper <= ordered[-1]
