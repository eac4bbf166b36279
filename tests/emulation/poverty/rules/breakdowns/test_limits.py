"""What no breakdown can hold: the cell waits, the sentence says why, and everything that stands is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.poverty.rules.breakdowns.limits import limits_of, settle_lines
from emulation.poverty.rules.breakdowns.tables import Breakdown
from emulation.poverty.rules.limits import excess
from tests.emulation.poverty.rules.breakdowns.conftest import CATALOGUE, PLACE, line, row

COUNTS = row(
    households_total=100,
    households_minority_total=60,
    households_poor_end=20,
    households_poor_minority_end=12,
    households_near_end=8,
    households_near_minority_end=5,
    persons_poor_end=90,
    persons_poor_minority_end=50,
    persons_minority_total=240,
    persons_near_end=30,
    persons_near_minority_end=20,
)
FIELDS = [*Breakdown(CATALOGUE).columns]


def settled(breakdown, last=None, **typed):
    return settle_lines(typed, COUNTS, breakdown, place=PLACE, last=last or {})


def test_what_fits_stands(breakdown):
    found = settled(breakdown, **{line("group.merit"): "3", line("cause.no_land"): "20", line("lack.job"): "15"})
    assert found.problems == ()
    assert (found.values[line("group.merit")], found.values[line("lack.total")]) == (3, None)


def test_v1_a_count_is_a_whole_number(breakdown):
    found = settled(breakdown, **{line("cause.no_land"): "4,5"})
    assert found.held == {line("cause.no_land"): "4,5"}
    assert found.problems[0].sentence.startswith("Buôn Ea, hộ nghèo do thiếu đất sản xuất (hộ): “4,5” có phần lẻ")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ({line("group.merit"): "21"}, "V2", "21 hộ, nhưng nghèo cuối kỳ (hộ) là 20 hộ."),
        ({line("cause.other", "near"): "9"}, "V2", "9 hộ, nhưng cận nghèo cuối kỳ (hộ) là 8 hộ."),
        (
            {line("people.ede"): "7", line("people.mong"): "6"},
            "V11",
            "cộng lại là 13 hộ, nhưng nghèo DTTS cuối kỳ (hộ) là 12 hộ.",
        ),
        ({line("group.native_minority"): "13"}, "V11", "13 hộ, nhưng nghèo DTTS cuối kỳ (hộ) là 12 hộ."),
        ({line("group.native_minority", "all"): "61"}, "V11", "61 hộ, nhưng tổng số dân tộc thiểu số (hộ) là 60 hộ."),
        (
            {line("child.total", population="persons"): "30", line("child.nutrition", population="persons"): "31"},
            "V2",
            "31 nhân khẩu, nhưng trẻ em của hộ nghèo (nhân khẩu) là 30 nhân khẩu.",
        ),
        (
            {line("group.merit"): "5", line("group.merit", population="persons"): "4"},
            "V2",
            "4 nhân khẩu, ít hơn 5 hộ; mỗi hộ có ít nhất một người.",
        ),
    ],
)
def test_the_impossible_waits_and_says_both_numbers(breakdown, typed, code, said):
    found = settled(breakdown, **typed)
    (problem,) = found.problems
    assert (problem.code, problem.text) == (code, said)
    assert list(found.held) == [problem.field]


def test_last_year_s_figure_is_offered_for_a_slip(breakdown):
    found = settled(breakdown, last={line("group.merit"): 12}, **{line("group.merit"): "122"})
    assert "Có phải 12?" in found.problems[0].text
    assert found.problems[0].mends[0].value == 12


def test_native_households_of_both_classes_are_among_all_of_them(breakdown):
    typed = {
        line("group.native_minority", "all"): "10",
        line("group.native_minority"): "8",
        line("group.native_minority", "near"): "3",
    }
    assert settled(breakdown, **typed).problems[0].field == line("group.native_minority")


TYPED = st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 120).map(str) | st.sampled_from(["x", "4,5"]))


@given(TYPED)
def test_whatever_is_typed_what_stands_breaks_nothing_and_nothing_is_lost(typed):
    breakdown = Breakdown(CATALOGUE)
    found = settle_lines(typed, COUNTS, breakdown, place=PLACE, last={})
    everything = {**COUNTS, **found.values}
    for limit in limits_of(breakdown):
        assert excess(everything, limit.parts, limit.whole) == 0
    for field, text in typed.items():
        assert found.held.get(field) == text or str(found.values[field]) == text
    assert set(found.held) == {problem.field for problem in found.problems}


@given(TYPED, st.randoms())
def test_the_answer_does_not_depend_on_what_was_typed_first(typed, order):
    breakdown = Breakdown(CATALOGUE)
    shuffled = list(typed.items())
    order.shuffle(shuffled)
    one = settle_lines(typed, COUNTS, breakdown, place=PLACE, last={})
    other = settle_lines(dict(shuffled), COUNTS, breakdown, place=PLACE, last={})
    assert (one.values, one.held) == (other.values, other.held)
