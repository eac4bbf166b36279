"""Whether a condition on launcher, length and review lets a form be proposed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.regimes import rules
from emulation.regimes.rules import Condition, Door, Launch

NATIONAL = Launch("state", 5, "phong trào của Thủ tướng 2021-2025")

launches = st.lists(
    st.builds(Launch, st.sampled_from(["state", "province", "district"]), st.none() | st.integers(0, 9), st.just("x")),
    max_size=3,
)
conditions = st.builds(
    Condition,
    st.sampled_from(["state", "province", "any"]),
    st.none() | st.integers(1, 6),
    st.sampled_from(["any", "interim_or_final", "final"]),
    st.just("tiêu chuẩn"),
)
reviews = st.sampled_from(["interim", "final", "yearly"])


@pytest.mark.parametrize(
    ("starts", "ends", "years"),
    [
        ("2021-01-01", "2025-12-31", 5),
        ("2017-09-27", "2020-12-31", 3),
        ("2017-09-27", "2020-09-26", 3),
        ("2017-09-27", "2020-09-25", 2),
        ("2020-02-01", "2020-12-31", 0),
        ("2020-02-29", "2021-02-28", 1),
        ("2016-01-01", "2020-12-31", 5),
    ],
)
def test_a_campaign_lasts_full_years(starts, ends, years):
    assert rules.full_years(dt.date.fromisoformat(starts), dt.date.fromisoformat(ends)) == years


@given(conditions, launches, reviews)
def test_a_higher_campaign_never_closes_what_was_open(condition, below, review):
    if rules.opening([condition], below, review).door is Door.OPEN:
        assert rules.opening([condition], [*below, NATIONAL], review).door is Door.OPEN


@given(conditions, conditions, launches, reviews)
def test_an_alternative_only_opens(one, other, chain, review):
    both = rules.opening([one, other], chain, review).door
    alone = {rules.opening([single], chain, review).door for single in (one, other)}
    assert (both is Door.OPEN) == (Door.OPEN in alone)


@given(st.lists(conditions, min_size=1, max_size=3), launches, reviews)
def test_what_is_closed_says_why_for_each_alternative(asked, chain, review):
    found = rules.opening(asked, chain, review)
    assert len(found.why) == (1 if found.door is Door.OPEN else len(asked))
    assert all(sentence for sentence in found.why)


@given(conditions, launches)
def test_the_final_review_opens_all_that_the_interim_one_does(condition, chain):
    if rules.opening([condition], chain, "interim").door is Door.OPEN:
        assert rules.opening([condition], chain, "final").door is Door.OPEN
