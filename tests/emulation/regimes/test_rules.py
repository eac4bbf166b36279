"""The arithmetic of awards: bonuses, thresholds, quorum (awards-law (b) and (d))."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.regimes import rules

coefficients = st.decimals(min_value="0.01", max_value="99.99", places=2)
salaries = st.integers(min_value=1, max_value=10_000_000)
members = st.integers(min_value=1, max_value=60)
percents = st.integers(min_value=1, max_value=100)
operators = st.sampled_from(["more", "at_least"])


@pytest.mark.parametrize(
    ("coefficient", "salary", "bonus"),
    [
        # NĐ 38/2019, the story of Sa Pa
        ("0.3", 1_490_000, 450_000),
        ("0.6", 1_490_000, 900_000),
        ("0.15", 1_490_000, 230_000),
        # NĐ 73/2024
        ("3.5", 2_340_000, 8_190_000),
        ("7", 2_340_000, 16_380_000),
        ("1.5", 2_340_000, 3_510_000),
        ("3", 2_340_000, 7_020_000),
        ("0.3", 2_340_000, 710_000),
        ("0.6", 2_340_000, 1_410_000),
        ("4.5", 2_340_000, 10_530_000),
        ("9", 2_340_000, 21_060_000),
        ("8", 2_340_000, 18_720_000),
        ("12", 2_340_000, 28_080_000),
        # NĐ 161/2026
        ("3.5", 2_530_000, 8_860_000),
        ("7", 2_530_000, 17_710_000),
        ("1.5", 2_530_000, 3_800_000),
        ("3", 2_530_000, 7_590_000),
        ("0.3", 2_530_000, 760_000),
        ("0.6", 2_530_000, 1_520_000),
        ("4.5", 2_530_000, 11_390_000),
        ("9", 2_530_000, 22_770_000),
        ("8", 2_530_000, 20_240_000),
        ("12", 2_530_000, 30_360_000),
    ],
)
def test_a_bonus_is_rounded_up_to_ten_thousand(coefficient, salary, bonus):
    assert rules.bonus_vnd(Decimal(coefficient), salary, "up") == bonus


@pytest.mark.parametrize(("rounding", "bonus"), [("up", 710_000), ("nearest", 700_000), ("none", 702_000)])
def test_the_regime_says_how_to_round(rounding, bonus):
    assert rules.bonus_vnd(Decimal("0.3"), 2_340_000, rounding) == bonus


@given(coefficients, salaries)
def test_rounding_up_never_takes_and_never_gives_ten_thousand(coefficient, salary):
    exact = Fraction(coefficient) * salary
    bonus = rules.bonus_vnd(coefficient, salary, "up")
    assert bonus % 10_000 == 0
    assert 0 <= bonus - exact < 10_000


@given(coefficients, salaries)
def test_rounding_to_the_nearest_is_never_off_by_more_than_half(coefficient, salary):
    bonus = rules.bonus_vnd(coefficient, salary, "nearest")
    assert bonus % 10_000 == 0
    assert abs(bonus - Fraction(coefficient) * salary) <= 5_000


@given(coefficients, salaries)
def test_without_rounding_whole_dong_are_left(coefficient, salary):
    assert abs(rules.bonus_vnd(coefficient, salary, "none") - Fraction(coefficient) * salary) <= Fraction(1, 2)


@given(coefficients, coefficients, salaries)
def test_a_higher_coefficient_never_pays_less(one, other, salary):
    low, high = sorted([one, other])
    assert rules.bonus_vnd(low, salary, "up") <= rules.bonus_vnd(high, salary, "up")


@pytest.mark.parametrize(
    ("votes", "of", "operator", "percent", "passes"),
    [
        (16, 20, "at_least", 80, True),
        (15, 20, "at_least", 80, False),
        (8, 15, "more", 50, True),
        (7, 15, "more", 50, False),
        (8, 16, "more", 50, False),
        (9, 16, "more", 50, True),
        (18, 20, "at_least", 90, True),
    ],
)
def test_votes_reach_a_threshold_in_whole_numbers(votes, of, operator, percent, passes):
    assert rules.passes(votes, of, operator, percent) is passes


@given(members, percents, operators)
def test_the_votes_needed_pass_and_one_less_does_not(of, percent, operator):
    needed = rules.votes_needed(of, operator, percent)
    assert rules.passes(needed, of, operator, percent)
    assert needed == 0 or not rules.passes(needed - 1, of, operator, percent)


@given(members, members, percents, operators)
def test_one_more_vote_never_fails_what_passed(votes, of, percent, operator):
    if rules.passes(votes, of, operator, percent):
        assert rules.passes(votes + 1, of, operator, percent)


def test_more_than_all_can_never_be_reached():
    assert rules.votes_needed(15, "more", 100) == 16


@pytest.mark.parametrize(
    ("taking_part", "of", "enough"), [(10, 15, True), (9, 15, False), (4, 6, True), (11, 16, True), (10, 16, False)]
)
def test_two_thirds_is_a_quorum(taking_part, of, enough):
    assert rules.has_quorum(taking_part, of, 2, 3) is enough


@given(members)
def test_everybody_is_always_a_quorum_and_nobody_never(of):
    assert rules.has_quorum(of, of, 2, 3)
    assert not rules.has_quorum(0, of, 2, 3)
