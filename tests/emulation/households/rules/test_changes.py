"""What became of a household between two years' lists."""

import pytest

from emulation.households.rules import changes
from emulation.poverty.rules import columns


@pytest.mark.parametrize(
    ("before", "now", "earlier", "key"),
    [
        ("poor", "poor", [], "stays_poor"),
        ("poor", "near_poor", [], "escaped_to_near"),
        ("poor", "escaped", [], "escaped"),
        ("poor", "not_poor", [], "escaped"),
        ("poor", "", [], "dropped_poor"),
        ("near_poor", "poor", ["poor"], "near_fell"),
        ("near_poor", "escaped", [], "near_escaped"),
        ("near_poor", "", [], "dropped_near"),
        ("", "poor", [], "newly_poor"),
        ("", "poor", ["near_poor"], "newly_poor"),
        ("", "poor", ["poor"], "relapsed"),
        ("escaped", "poor", ["poor"], "relapsed"),
        ("not_poor", "near_poor", ["near_poor"], "near_relapsed"),
        ("escaped", "near_poor", ["poor"], "newly_near"),
        ("", "near_poor", [], "newly_near"),
    ],
)
def test_a_change_has_the_name_of_the_form(before, now, earlier, key):
    assert changes.change_of(before, now, earlier).key == key


@pytest.mark.parametrize(("before", "now"), [("", ""), ("escaped", "escaped"), ("", "not_poor")])
def test_whoever_is_on_neither_list_changed_nothing(before, now):
    assert changes.change_of(before, now) is None


def test_every_change_counts_in_columns_of_the_review():
    for change in changes.ALL:
        assert set(change.columns) <= set(columns.BY_KEY)


def test_start_and_end_are_counted_by_class():
    assert changes.ends("poor", "near_poor") == ("poor_start", "near_end")
    assert changes.ends("", "escaped") == ()
