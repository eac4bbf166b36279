"""Measured criteria: what passes, what the sentence says, what was used."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.criteria import rules
from awards.criteria.rules import Outcome, Standing, Verdict

verdicts = st.lists(st.sampled_from(list(Verdict)), max_size=6)


def fall(start: tuple[int, int], end: tuple[int, int], plan: str | None, **more) -> rules.Fall:
    return rules.Fall(
        None if plan is None else Fraction(plan),
        start_poor=start[0],
        start_total=start[1],
        end_poor=end[0],
        end_total=end[1],
        period_name="9 tháng năm 2020",
        figures_on=dt.date(2020, 9, 30),
        **more,
    )


@pytest.mark.parametrize(
    ("confirmed", "outcome"),
    [(49_999_999, Outcome.UNMET), (50_000_000, Outcome.MET), (60_000_000, Outcome.MET)],
)
def test_gifts_pass_from_exactly_the_amount(confirmed, outcome):
    assert rules.gifts_at_least(rules.Gifts(confirmed), vnd=50_000_000).outcome is outcome


def test_unconfirmed_gifts_are_told_and_never_counted():
    found = rules.gifts_at_least(rules.Gifts(49_900_000, 60_000_000), vnd=50_000_000)
    assert found.outcome is Outcome.UNMET
    assert "Còn 60.000.000 đồng chưa có giấy xác nhận, chưa tính." in found.text


def test_a_fall_is_measured_against_its_plan_from_unrounded_rates():
    # 47,2868 % → 35,8779 %: 11,4089 points, 62,98 % over the plan of 7 (the figures of the drawing)
    found = rules.fall_beats_plan_by(fall((61, 129), (47, 131), "7"), percent=50)
    assert found.outcome is Outcome.MET
    assert found.text == (
        "Giao giảm 7,00 điểm %, thực hiện 11,41 (61/129 hộ còn 47/131 hộ), vượt 63,0%. "
        "Số 9 tháng năm 2020 (đến 30/9/2020) là sơ bộ, xem lại khi có số chính thức."
    )
    assert found.is_provisional
    assert found.facts["plan_points"] == "7"


def test_a_fall_that_beats_the_plan_by_exactly_the_percentage_passes():
    # 20 of 100 → 14 of 100 = 6 points against a plan of 4: 50 % over
    assert rules.fall_beats_plan_by(fall((20, 100), (14, 100), "4"), percent=50).outcome is Outcome.MET
    assert rules.fall_beats_plan_by(fall((20, 100), (15, 100), "4"), percent=50).outcome is Outcome.UNMET


def test_a_fall_short_of_its_plan_says_by_how_much():
    found = rules.fall_beats_plan_by(fall((20, 100), (18, 100), "4"), percent=50)
    assert found.outcome is Outcome.UNMET
    assert "hụt 50,0%" in found.text


@pytest.mark.parametrize("plan", [None, "0"])
def test_without_a_plan_there_is_no_verdict(plan):
    found = rules.fall_beats_plan_by(fall((20, 100), (14, 100), plan), percent=50)
    assert found.outcome is Outcome.NO_DATA
    assert "Chưa được giao chỉ tiêu" in found.text
    assert "20/100" in found.text


def test_without_figures_there_is_no_verdict():
    found = rules.fall_beats_plan_by(rules.Fall(Fraction(4)), percent=50)
    assert found.outcome is Outcome.NO_DATA
    assert found.text == "Chưa có số rà soát của năm nay để tính mức giảm."


def test_a_plan_taken_from_the_commune_is_said_so():
    found = rules.fall_beats_plan_by(fall((20, 100), (10, 100), "4", plan_unit="xã Tả Van"), percent=50)
    assert "Chưa được giao riêng, lấy chỉ tiêu của xã Tả Van." in found.text


def test_official_figures_are_not_called_provisional():
    found = rules.fall_beats_plan_by(fall((20, 100), (10, 100), "4", is_provisional=False), percent=50)
    assert not found.is_provisional
    assert "sơ bộ" not in found.text


def test_helping_passes_from_the_lower_bound():
    assert rules.helped_at_least(rules.Helped(4, 3), households=5).outcome is Outcome.UNMET
    found = rules.helped_at_least(rules.Helped(5, 1), households=5)
    assert found.outcome is Outcome.MET
    assert "Còn 1 hộ đang giúp, chưa tính." in found.text


def test_a_poor_list_counts_by_its_decision():
    met = rules.on_poor_list(rules.PoorList(True, "Quyết định 140/QĐ-UBND ngày 16/12/2019"), year=2019)
    assert met.outcome is Outcome.MET
    assert "Quyết định 140/QĐ-UBND ngày 16/12/2019" in met.text
    assert rules.on_poor_list(rules.PoorList(True), year=2019).outcome is Outcome.NO_DATA
    assert rules.on_poor_list(rules.PoorList(False), year=2019).outcome is Outcome.UNMET
    assert rules.on_poor_list(rules.PoorList(None), year=2019).outcome is Outcome.NO_DATA


@pytest.mark.parametrize(
    ("now", "outcome"), [(1_499_999, Outcome.UNMET), (1_500_000, Outcome.MET), (1_450_000, Outcome.UNMET)]
)
def test_income_passes_from_exactly_three_times(now, outcome):
    assert rules.income_multiple(rules.Income(500_000, now, 2020), times=3, base_year=2019).outcome is outcome


def test_missing_income_names_the_year_that_is_missing():
    found = rules.income_multiple(rules.Income(None, 1_500_000, 2020), times=3, base_year=2019)
    assert found.outcome is Outcome.NO_DATA
    assert found.text == "Chưa có thu nhập bình quân đầu người của hộ năm 2019."
    both = rules.income_multiple(rules.Income(0, None, 2020), times=3, base_year=2019)
    assert "năm 2019 và 2020" in both.text


@given(poor=st.integers(0, 500), more=st.integers(1, 500), left=st.integers(0, 500), plan=st.integers(1, 20))
def test_the_verdict_is_the_one_of_exact_arithmetic(poor, more, left, plan):
    total = poor + more
    end = min(left, total)
    found = rules.fall_beats_plan_by(fall((poor, total), (end, total), str(plan)), percent=50)
    fell = Fraction(poor - end, total) * 100
    assert (found.outcome is Outcome.MET) == (fell >= Fraction(plan) * 3 / 2)


# --- Counted together -----------------------------------------------------------------------------------------------


def test_offices_that_agree_give_their_verdict_and_those_that_contradict_count_as_unmet():
    assert rules.agreed([]) is Verdict.WAITING
    assert rules.agreed([Verdict.MET, Verdict.MET]) is Verdict.MET
    assert rules.agreed([Verdict.NOT_APPLICABLE]) is Verdict.NOT_APPLICABLE
    assert rules.agreed([Verdict.MET, Verdict.UNMET]) is Verdict.UNMET
    assert rules.agreed([Verdict.MET, Verdict.NOT_APPLICABLE]) is Verdict.UNMET


@given(verdicts)
def test_all_means_all_that_apply(found):
    standing = rules.group_standing("all", found)
    counted = [verdict for verdict in found if verdict is not Verdict.NOT_APPLICABLE]
    assert (standing is Standing.MET) == all(verdict is Verdict.MET for verdict in counted)
    assert (standing is Standing.UNMET) == (Verdict.UNMET in counted)


@given(verdicts)
def test_any_means_one_that_is_met(found):
    standing = rules.group_standing("any", found)
    counted = [verdict for verdict in found if verdict is not Verdict.NOT_APPLICABLE]
    assert (standing is Standing.MET) == (Verdict.MET in counted or not counted)
    if standing is Standing.UNMET:
        assert set(counted) == {Verdict.UNMET}


@given(st.lists(st.sampled_from([Standing.MET, Standing.UNMET, Standing.PENDING]), max_size=4))
def test_every_group_of_a_class_must_be_met(groups):
    overall = rules.overall_standing(groups)
    if not groups:
        assert overall is Standing.NO_CRITERIA
    elif Standing.UNMET in groups:
        assert overall is Standing.UNMET
    else:
        assert (overall is Standing.MET) == (Standing.PENDING not in groups)
