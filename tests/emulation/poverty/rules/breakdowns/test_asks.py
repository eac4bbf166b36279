"""V10 and V13: may be right, ask for a note, and say how to mend."""

from hypothesis import given
from hypothesis import strategies as st

from emulation.poverty.rules.breakdowns import asks
from emulation.poverty.rules.breakdowns.tables import Breakdown
from emulation.poverty.rules.findings import Severity
from tests.emulation.poverty.rules.breakdowns.conftest import CATALOGUE, PLACE, line, row

LACKS = ("job", "nutrition", "health_insurance", "child_school")


def lacks(total: int, *parts: int, poverty_class: str = "poor") -> dict:
    found = {line("lack.total", poverty_class): total}
    return found | {line(f"lack.{code}", poverty_class): n for code, n in zip(LACKS, parts, strict=True)}


def asked(breakdown, values):
    return asks.of_hamlet(row(households_poor_end=10, households_near_end=6) | values, breakdown, place=PLACE)


def test_lacks_that_add_up_and_fit_their_class_ask_nothing(breakdown):
    assert asked(breakdown, lacks(32, 8, 8, 8, 8) | lacks(12, 3, 3, 3, 3, poverty_class="near")) == []


def test_v10_the_total_is_the_sum_of_the_lacks(breakdown):
    (found,) = asked(breakdown, lacks(33, 8, 8, 8, 8))
    assert (found.code, found.severity) == ("V10", Severity.ASK)
    assert found.text == "ghi 33, còn 4 chỉ số cộng lại là 32."
    assert (found.mends[0].value, found.mends[0].label) == (32, "Sửa thành 32")


def test_v10_each_lack_is_of_at_most_all_households(breakdown):
    found = asked(breakdown, lacks(41, 11, 10, 10, 10))
    assert [one.text for one in found] == ["11 hộ, nhiều hơn 10 hộ nghèo cuối kỳ."]


def test_v10_a_poor_household_lacks_at_least_three(breakdown):
    (found,) = asked(breakdown, lacks(29, 8, 7, 7, 7))
    assert found.text == "29 thiếu hụt của 10 hộ nghèo; mỗi hộ nghèo thiếu hụt từ 3 chỉ số trở lên, tức là ít nhất 30."


def test_v10_a_near_poor_household_lacks_at_most_two(breakdown):
    (found,) = asked(breakdown, lacks(13, 4, 3, 3, 3, poverty_class="near"))
    assert "nhiều nhất 12." in found.text


def test_v10_an_act_that_asks_for_no_lacks_has_no_least():
    plain = Breakdown(type(CATALOGUE)(lacks=CATALOGUE.lacks))
    assert asked(plain, lacks(4, 1, 1, 1, 1)) == []


def groups(minority: int, no_labour: int, merit: int, other: int) -> dict:
    return {
        "households_poor_minority_end": minority,
        line("group.no_labour"): no_labour,
        line("group.merit"): merit,
        line("group.other"): other,
    }


def test_v13_the_rest_is_what_is_left(breakdown):
    assert asked(breakdown, groups(5, 2, 1, 2)) == []
    (found,) = asked(breakdown, groups(5, 2, 1, 3))
    assert found.code == "V13"
    assert found.text == ("ghi 3, còn 10 hộ nghèo trừ DTTS và các nhóm (8) là 2. Khác nhau khi có hộ thuộc hai nhóm.")
    assert found.mends[0].value == 2


def test_v13_groups_that_overlap_are_explained_never_made_negative(breakdown):
    (found,) = asked(breakdown, groups(8, 3, 1, 1))
    assert found.text.startswith("DTTS và các nhóm cộng lại là 12, nhiều hơn 10 hộ nghèo: có hộ được đếm ở hai nhóm.")
    assert found.mends == ()


@given(*(st.integers(0, 12) for _ in range(4)))
def test_v13_asks_exactly_when_the_form_s_own_formula_gives_another_number(minority, no_labour, merit, other):
    breakdown = Breakdown(CATALOGUE)
    found = asked(breakdown, groups(minority, no_labour, merit, other))
    rest = 10 - minority - no_labour - merit
    assert bool(found) == (rest != other)
    assert all(mend.value >= 0 for one in found for mend in one.mends)


@given(st.lists(st.integers(0, 10), min_size=4, max_size=4), st.integers(-2, 2))
def test_v10_asks_about_the_sum_exactly_when_it_is_off(parts, off):
    total = sum(parts) + off
    if total < 0:
        return
    found = asked(Breakdown(CATALOGUE), lacks(total, *parts))
    assert any("cộng lại" in one.text for one in found) == (off != 0)
