"""How a result stands to what was asked."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.targets import rules
from emulation.targets.rules import VERDICT_WORDS, Verdict, evaluate

END, JUNE = Fraction(1), Fraction(1, 2)
AMOUNTS = st.decimals(min_value=0, max_value=1000, places=2)
RESULTS = st.fractions(min_value=-1000, max_value=2000)
PARTS = st.sampled_from([Fraction(1, 4), JUNE, Fraction(3, 4), END])
FLOORS = st.sampled_from(["at_least", "more_than"])
CEILINGS = st.sampled_from(["at_most", "less_than"])


def judged(condition, low, result, *, high=None, plan=None, elapsed=END) -> Verdict:
    return evaluate(
        condition,
        Decimal(str(low)),
        None if high is None else Decimal(str(high)),
        None if result is None else Fraction(str(result)),
        plan=None if plan is None else Fraction(str(plan)),
        elapsed=elapsed,
    ).verdict


class TestAtTheEnd:
    @pytest.mark.parametrize(
        ("condition", "low", "result", "verdict"),
        [
            ("at_least", 5, "5", Verdict.MET),  # S3 II.1: từ 5% trở lên
            ("at_least", 5, "4.99", Verdict.FAILED),
            ("more_than", 100, "100", Verdict.FAILED),  # trên 100 is strict
            ("more_than", 100, "101", Verdict.MET),
            ("less_than", 1, "1", Verdict.FAILED),  # dưới 1% is strict
            ("less_than", 1, "0.99", Verdict.MET),
            ("at_most", 5, "5", Verdict.MET),  # còn 3–5% passes at 5
            ("at_most", 5, "5.01", Verdict.FAILED),
        ],
    )
    def test_bounds_are_strict_where_the_plan_s_words_are(self, condition, low, result, verdict):
        assert judged(condition, low, result) == verdict

    def test_above_a_range_is_beaten_never_a_failure(self):
        assert judged("at_least", 2, "3", high=3) == Verdict.MET
        assert judged("at_least", 2, "3.01", high=3) == Verdict.EXCEEDED

    def test_an_assigned_plan_is_met_when_equal_and_beaten_above(self):
        assert judged("at_least", "6.5", "6.5", high="6.5") == Verdict.MET  # S1 III: đạt và vượt
        assert judged("at_least", "6.5", "6.51", high="6.5") == Verdict.EXCEEDED

    def test_s3_03_thirty_percent_beyond_the_plan_passes_forty_beats(self):
        assert judged("beats_plan_by", 30, "7.8", high=40, plan=6) == Verdict.MET
        assert judged("beats_plan_by", 30, "7.79", high=40, plan=6) == Verdict.FAILED
        assert judged("beats_plan_by", 30, "8.4", high=40, plan=6) == Verdict.MET
        assert judged("beats_plan_by", 30, "8.41", high=40, plan=6) == Verdict.EXCEEDED

    @pytest.mark.parametrize("plan", [None, 0])
    def test_without_a_plan_nothing_beats_it(self, plan):
        assert judged("beats_plan_by", 30, "7.8", plan=plan) == Verdict.NO_DATA

    def test_no_figures_no_verdict(self):
        assert judged("at_least", 5, None) == Verdict.NO_DATA


class TestMidWay:
    def test_half_a_year_asks_half_the_plan(self):
        found = evaluate("at_least", Decimal(5), None, Fraction("2.5"), elapsed=JUNE)
        assert (found.verdict, found.asked_by_now, found.projection) == (Verdict.ON_COURSE, Fraction("2.5"), 5)
        assert judged("at_least", 5, "2.49", elapsed=JUNE) == Verdict.BEHIND

    def test_a_share_has_no_pace(self):
        found = evaluate("at_least", Decimal(100), None, Fraction(98), elapsed=JUNE, accumulates=False)
        assert (found.verdict, found.asked_by_now, found.projection) == (Verdict.SHORT, None, None)

    def test_a_share_below_its_mark_is_short_by_so_much_until_the_year_is_over(self):
        """99,86% in September is not slow: the mark is the year's, and at its end it decides."""

        def share(result: str, **more):
            return evaluate("at_least", Decimal(100), None, Fraction(result), accumulates=False, **more)

        september = Fraction(9, 12)
        assert VERDICT_WORDS[share("99.86", elapsed=september).verdict] == ("now", "Chưa đủ")
        assert share("99.86", elapsed=september).short_by == "còn 0,14 điểm %"
        assert share("99.999", elapsed=september).short_by == "còn chưa đến 0,01 điểm %"
        assert (share("100", elapsed=september).verdict, share("100", elapsed=september).short_by) == (Verdict.MET, "")
        assert (share("99.86").verdict, share("99.86").short_by) == (Verdict.FAILED, "")

    def test_what_is_reached_early_is_reached(self):
        assert judged("at_least", 5, "5", elapsed=JUNE) == Verdict.MET

    def test_a_ceiling_that_is_broken_stays_broken(self):
        assert judged("less_than", 1, "1.2", elapsed=JUNE) == Verdict.FAILED

    def test_at_the_end_there_is_no_interim_mark(self):
        assert evaluate("at_least", Decimal(5), None, Fraction(4)).asked_by_now is None


class TestAlways:
    @given(FLOORS, AMOUNTS, RESULTS, st.fractions(min_value=0, max_value=100), PARTS)
    def test_more_is_never_worse(self, condition, low, result, more, elapsed):
        order = [Verdict.FAILED, Verdict.BEHIND, Verdict.ON_COURSE, Verdict.MET, Verdict.EXCEEDED]
        worse = evaluate(condition, low, None, result, elapsed=elapsed).verdict
        better = evaluate(condition, low, None, result + more, elapsed=elapsed).verdict
        assert order.index(better) >= order.index(worse)

    @given(CEILINGS, AMOUNTS, RESULTS, st.fractions(min_value=0, max_value=100), PARTS)
    def test_below_a_ceiling_less_is_never_worse(self, condition, low, result, less, elapsed):
        order = [Verdict.FAILED, Verdict.BEHIND, Verdict.ON_COURSE, Verdict.MET]
        assert order.index(evaluate(condition, low, None, result - less, elapsed=elapsed).verdict) >= order.index(
            evaluate(condition, low, None, result, elapsed=elapsed).verdict
        )

    @given(FLOORS, AMOUNTS, RESULTS)
    def test_the_end_knows_no_halfway(self, condition, low, result):
        found = evaluate(condition, low, None, result, elapsed=END)
        assert found.verdict in {Verdict.MET, Verdict.FAILED}
        assert found.projection is None

    @given(AMOUNTS, AMOUNTS, RESULTS)
    def test_a_range_passes_exactly_from_its_lower_bound(self, one, other, result):
        low, high = sorted([one, other])
        verdict = evaluate("at_least", low, high, result).verdict
        assert (verdict in {Verdict.MET, Verdict.EXCEEDED}) == (result >= Fraction(low))
        assert (verdict == Verdict.EXCEEDED) == (result > Fraction(high))

    @given(AMOUNTS.filter(bool), st.decimals(0, 100, places=1), RESULTS)
    def test_beating_a_plan_is_the_attainment_reaching_the_percentage(self, plan, percent, result):
        passed = evaluate("beats_plan_by", percent, None, result, plan=Fraction(plan)).verdict == Verdict.MET
        assert passed == (rules.attainment(result, Fraction(plan)) * 100 >= Fraction(percent))

    @given(FLOORS, AMOUNTS.filter(bool), RESULTS, PARTS)
    def test_on_course_means_the_pace_reaches_the_target(self, condition, low, result, elapsed):
        found = evaluate(condition, low, None, result, elapsed=elapsed)
        if found.verdict in {Verdict.ON_COURSE, Verdict.BEHIND}:
            assert (found.projection >= found.asked) == (found.verdict == Verdict.ON_COURSE)


class TestAttainment:
    def test_it_is_the_surplus_over_the_plan(self):
        assert rules.attainment(Fraction("11.41"), Fraction(7)) == Fraction("4.41") / 7

    @pytest.mark.parametrize(("result", "plan"), [(None, Fraction(5)), (Fraction(5), None), (Fraction(5), Fraction(0))])
    def test_without_both_there_is_none(self, result, plan):
        assert rules.attainment(result, plan) is None


@pytest.mark.parametrize(
    ("measure", "value", "shown"),
    [
        ("points", Fraction("2.705"), "2,71"),
        ("points", Fraction("-0.12"), "tăng 0,12"),
        ("percent", Fraction("98.7"), "98,70%"),
        ("count", Decimal("1234.0000"), "1.234"),
        ("vnd", 50_000_000, "50.000.000 đồng"),
        ("count", None, "–"),
    ],
)
def test_figures_read_as_officials_write_them(measure, value, shown):
    assert rules.figure_text(measure, value) == shown
