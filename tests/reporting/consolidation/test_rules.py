"""Adding up: like for like, empty is not 0, one way of writing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.consolidation import rules
from reporting.consolidation.rules import Amount, Entry

COUNT = st.one_of(st.none(), st.integers(0, 10_000))


def entry(commune: bool = True, *, sent: bool = True, on_time: bool = True, **values) -> Entry:
    amounts = {code: value if isinstance(value, Amount) else Amount(value) for code, value in values.items()}
    return Entry(commune, sent, on_time, sent, amounts)


def pair(start: int, now: int | None, households: int = 100) -> dict[str, int | None]:
    return {
        "households_start": households,
        "poor_start": start,
        "households": None if now is None else households,
        "poor": now,
    }


def test_start_and_end_are_added_over_the_same_communes():
    totals = rules.add_up([entry(**pair(40, 30)), entry(**pair(20, 18)), entry(**pair(90, None))])
    assert (totals["poor_start"].value, totals["poor"].value) == (60, 48)
    assert (totals["poor_start"].units, totals["poor"].units) == (2, 2)
    assert rules.poverty_of(totals).fall_points == 6


def test_a_commune_without_an_end_still_counts_in_everything_else():
    totals = rules.add_up([entry(**pair(40, 30), helpers=5), entry(**pair(90, None), helpers=7)])
    assert (totals["helpers"].value, totals["helpers"].units) == (12, 2)


def test_when_nobody_has_an_end_the_starts_are_of_all_who_reported():
    totals = rules.add_up([entry(**pair(40, None)), entry(**pair(90, None)), entry(sent=False, **pair(10, None))])
    assert (totals["poor_start"].value, totals["poor"].value) == (130, None)
    assert totals["poor"].units == 0


def test_what_nobody_gave_is_empty_and_what_somebody_gave_as_zero_is_zero():
    totals = rules.add_up([entry(helpers=None, escaped=0), entry(helpers=None, escaped=None)])
    assert (totals["helpers"].value, totals["escaped"].value) == (None, 0)


def test_who_sent_nothing_is_in_no_total():
    assert rules.add_up([entry(sent=False, **pair(40, 30), helpers=9)]) == {}


def test_a_share_adds_both_its_halves():
    totals = rules.add_up([entry(policy_loan=Amount(3, 4)), entry(policy_loan=Amount(5, 10))])
    assert (totals["policy_loan"].value, totals["policy_loan"].whole) == (8, 14)


def test_one_preliminary_part_makes_the_sum_preliminary():
    assert rules.add_up([entry(poor=Amount(1)), entry(poor=Amount(2, is_provisional=True))])["poor"].is_provisional


def test_communes_and_agencies_are_never_added_to_each_other():
    kept = rules.summary([entry(gifts_money_vnd=5), entry(commune=False, gifts_money_vnd=5), entry(sent=False)])
    assert kept["communes"]["figures"]["gifts_money_vnd"]["value"] == "5"
    assert kept["agencies"]["figures"]["gifts_money_vnd"]["value"] == "5"
    assert (kept["communes"]["reported"], kept["communes"]["expected"]) == (1, 2)


@given(st.lists(st.tuples(st.booleans(), COUNT, COUNT, COUNT, COUNT, COUNT), max_size=12))
def test_every_total_is_the_sum_of_the_parts_that_say_they_are_added(rows):
    entries = [
        entry(sent=sent, households_start=hs, poor_start=ps, households=h, poor=p, helpers=helpers)
        for sent, hs, ps, h, p, helpers in rows
    ]
    totals = rules.add_up(entries)
    any_comparable = any(item.is_comparable for item in entries)
    for code, total in totals.items():
        parts = [
            item.amounts[code].value for item in entries if rules.is_added(item, code, any_comparable=any_comparable)
        ]
        assert total.units == len(parts)
        assert total.value == (sum(parts) if parts else None)
    if any_comparable:
        assert totals["poor_start"].units == totals["poor"].units == sum(item.is_comparable for item in entries)


@given(st.one_of(st.none(), st.integers(0, 10**15), st.decimals(0, 10**9, places=1)), st.booleans())
def test_an_amount_is_read_back_as_it_was_kept(value, provisional):
    amount = Amount(value, None, provisional, "vì sao", 3)
    assert Amount.read(amount.kept()) == amount
    assert Amount(value).kept() == Amount(None if value is None else Decimal(value) + Decimal("0.0000")).kept()


def test_the_checksum_depends_on_what_is_said_and_not_on_its_order():
    assert rules.checksum({"a": 1, "b": ["x"]}) == rules.checksum({"b": ["x"], "a": 1})
    assert rules.checksum({"a": 1}) != rules.checksum({"a": 2})


def test_differences_are_of_values_not_of_remarks():
    before = {"poor": Amount(5), "helpers": Amount(3), "escaped": Amount(1)}
    after = {"poor": Amount(4), "helpers": Amount(3, note="rõ"), "relapsed": Amount(0)}
    assert [(change.code, change.before, change.after) for change in rules.differences(before, after)] == [
        ("poor", Amount(5), Amount(4)),
        ("escaped", Amount(1), None),
        ("relapsed", None, Amount(0)),
    ]


@pytest.mark.parametrize(("value", "shown"), [(None, None), (5, "5"), (Decimal("12.50"), "12.5"), (Decimal(40), "40")])
def test_numbers_are_kept_as_texts_written_one_way(value, shown):
    assert Amount(value).kept()["value"] == shown
