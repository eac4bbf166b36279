"""The measures that other plans than Sa Pa's ask for: pure functions, at their edges."""

import datetime as dt

import pytest

from awards.criteria import rules
from awards.criteria.rules import Outcome


@pytest.mark.parametrize(
    ("day", "known", "outcome"),
    [
        (dt.date(2022, 3, 1), True, Outcome.MET),
        (None, True, Outcome.UNMET),
        (None, False, Outcome.NO_DATA),
    ],
)
def test_s0_15_a_household_registered_of_its_own_will(day, known, outcome):
    assert rules.registered_to_escape(rules.Escape(day, known)).outcome == outcome


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [((4, 0, 0), Outcome.MET), ((3, 1, 0), Outcome.UNMET), ((3, 0, 1), Outcome.UNMET), ((0, 0, 0), Outcome.NO_DATA)],
)
def test_s1_10_reports_are_in_time_or_not(counts, outcome):
    found = rules.reports_on_time(rules.Reports(*counts))
    assert found.outcome == outcome
    if outcome != Outcome.NO_DATA:
        assert found.text == f"{counts[0]} báo cáo đúng hạn, {counts[1]} trễ hạn, {counts[2]} chưa gửi."


def test_s0_19_one_confirmed_gift_is_enough_where_the_plan_names_no_amount():
    assert rules.gifts_recorded(rules.Gifts(500_000, 0, ("Giấy 1",))).outcome == Outcome.MET
    waiting = rules.gifts_recorded(rules.Gifts(0, 900_000))
    assert waiting.outcome == Outcome.UNMET
    assert "chưa có giấy xác nhận, chưa tính" in waiting.text


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (rules.Targets(("a",), (), ()), Outcome.MET),
        (rules.Targets(("a",), ("b",), ()), Outcome.UNMET),
        (rules.Targets(("a",), (), ("c",)), Outcome.NO_DATA),
        (rules.Targets((), (), ()), Outcome.NO_DATA),
    ],
)
def test_s1_15_every_target_of_the_unit_is_to_be_met(facts, outcome):
    assert rules.targets_met(facts).outcome == outcome
