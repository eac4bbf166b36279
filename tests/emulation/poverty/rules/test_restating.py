"""Restating: sums for whole merges at every level, shares that add up to the whole again, rates from counts."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from emulation.poverty.rules.restating import Edge, restate, shares_into, shown

WHOLE = Fraction(1)


def test_a_merger_is_the_sum_of_its_units():
    shares = shares_into({10}, [Edge(1, 10, WHOLE), Edge(2, 10, WHOLE)])
    found = restate({1: {"poor": 5, "total": 20}, 2: {"poor": 1, "total": 80}}, shares)
    assert found.counts == {"poor": 6, "total": 100}
    assert found.rate("poor", "total") == Fraction(6, 100), "not the average of 25% and 1,25%"
    assert [(source.unit, source.share) for source in found.sources] == [(1, 1), (2, 1)]


def test_a_part_goes_by_the_share_that_a_person_gave():
    edges = [Edge(1, 10, Fraction(1, 4)), Edge(1, 11, Fraction(3, 4))]
    found = restate({1: {"poor": 10}}, shares_into({10}, edges))
    assert (found.counts["poor"], found.by_share, shown(found.counts["poor"])) == (Fraction(5, 2), True, 3)


def test_a_part_whose_share_nobody_gave_is_not_compared_and_named():
    shares = shares_into({10}, [Edge(1, 10, None), Edge(2, 10, WHOLE)])
    assert shares[1] is None, "a part alone: the rest went somewhere, too"
    found = restate({1: {"poor": 10}, 2: {"poor": 3}}, shares)
    assert (found.is_comparable, found.unknown, found.counts) == (False, (1,), {"poor": None})


def test_a_split_inside_the_map_needs_no_share():
    edges = [Edge(1, 10, None), Edge(1, 11, None)]
    assert shares_into({10, 11}, edges)[1] == 1
    assert shares_into({10}, edges)[1] is None


def test_a_known_part_that_went_elsewhere_does_not_hide_the_rest():
    edges = [Edge(1, 10, Fraction(1, 3)), Edge(1, 99, None)]
    assert shares_into({10}, edges)[1] == Fraction(1, 3)


def test_lines_of_several_steps_multiply():
    half = Fraction(1, 2)
    edges = [Edge(1, 2, half), Edge(1, 3, half), Edge(2, 10, half), Edge(2, 11, half)]
    assert shares_into({10}, edges)[1] == Fraction(1, 4)


def test_a_ring_in_the_register_ends():
    assert shares_into({10}, [Edge(1, 2, WHOLE), Edge(2, 1, WHOLE)])[1] is None


def test_nothing_counts_twice_where_the_successor_has_its_own_figure():
    edges = [Edge(1, 10, WHOLE), Edge(2, 10, WHOLE)]
    found = restate({1: {"poor": 5}, 10: {"poor": 9}}, shares_into({10}, edges), edges)
    assert found.counts == {"poor": 9}


def test_empty_is_not_nought():
    found = restate({1: {"poor": None}, 2: {"poor": 4}}, {1: WHOLE, 2: WHOLE})
    assert found.counts["poor"] == 4
    assert restate({1: {"poor": None}}, {1: WHOLE}).counts["poor"] is None
    assert restate({1: {"poor": 3, "total": 0}}, {1: WHOLE}).rate("poor", "total") is None


def merges(steps: list[int], units: int) -> tuple[list[Edge], list[int]]:
    """Units 0..n-1 merged step by step as `steps` say; the edges, and the units left at the end."""
    edges, alive, fresh = [], list(range(units)), units
    for step in steps:
        if len(alive) < 2:
            break
        first = alive.pop(step % len(alive))
        second = alive.pop(step % len(alive))
        edges += [Edge(first, fresh, WHOLE), Edge(second, fresh, WHOLE)]
        alive.append(fresh)
        fresh += 1
    return edges, alive


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 9000)), min_size=2, max_size=12),
    st.integers(1, 4),
)
def test_totals_are_conserved_by_whole_merges_at_every_level(steps, counts, groups):
    """The sum over the communes of today is the sum over those of the past; so it is for any districts of them, and the
    district's rate is that of its sums."""
    edges, today = merges(steps, len(counts))
    values = {unit: {"poor": min(poor, total), "total": total} for unit, (poor, total) in enumerate(counts)}
    past = {name: sum(row[name] for row in values.values()) for name in ("poor", "total")}
    by_commune = [restate(values, shares_into({unit}, edges), edges) for unit in today]
    whole = restate(values, shares_into(today, edges), edges)
    assert {name: whole.counts[name] for name in past} == past
    for name, sum_of_all in past.items():
        assert sum(found.counts.get(name) or 0 for found in by_commune) == sum_of_all
    districts = [restate(values, shares_into(today[start::groups], edges), edges) for start in range(groups)]
    assert sum(found.counts.get("poor") or 0 for found in districts) == past["poor"]
    assert whole.rate("poor", "total") == Fraction(past["poor"], past["total"])


@given(st.lists(st.integers(1, 100), min_size=2, max_size=6), st.integers(0, 10_000))
def test_the_shares_of_a_split_sum_back_to_the_whole(weights, count):
    edges = [Edge(1, 10 + place, Fraction(weight, sum(weights))) for place, weight in enumerate(weights)]
    parts = [restate({1: {"poor": count}}, shares_into({edge.successor}, edges)).counts["poor"] for edge in edges]
    assert sum(parts) == count
    together = shares_into({edge.successor for edge in edges}, edges)
    assert restate({1: {"poor": count}}, together).counts["poor"] == count
