"""Every sort of target judged on figures made by hand: what it comes to, what is missing, what a person must rule."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.targets.rules import wording
from emulation.targets.rules.facts import Facts
from emulation.targets.rules.goals import judge, overall
from emulation.targets.rules.indicators import IndicatorSpec
from emulation.targets.rules.verdicts import Verdict
from tests.emulation.targets.rules.made import facts, goal, judged, reading

KHMER = "hộ đồng bào dân tộc Khmer"
EACH_YEAR = goal("poverty_rate_fall", "at_least", 2, 3, time="each_year 2021 2025")
AVERAGE = goal("poverty_rate_fall", "at_least", 2, 3, time="average 2017 2020")
TWO_THIRDS = goal("poor_households", "falls_by", "2/3", time="by_end_of 2025", base=2021)
INCOME = goal("poor_income", "times_baseline", "1.5", time="by_end_of 2020", base=2015)
LEFT = goal("poverty_rate", "left_between", 3, 5, time="by_end_of 2020")
UNDER_ONE = goal("poverty_rate", "less_than", 1, time="by_end_of 2020")
OWN_PLAN = goal("poverty_rate_fall", "meets_plan", time="each_year 2021 2025")
WHOLE_PLAN = goal("poverty_rate_fall", "meets_plan", time="whole 2021 2025")


class TestEachYear:
    def test_a_year_s_fall_is_reckoned_from_counts(self):
        found = judged(EACH_YEAR, reading(2021, 700, 10000), reading(2022, 484, 10100), year=2022)
        assert found.result == (Fraction(700, 10000) - Fraction(484, 10100)) * 100
        assert found.verdict == Verdict.MET
        assert "7,00% (700/10.000) cuối năm 2021 − 4,79% (484/10.100) cuối năm 2022 = 2,21 điểm %" in found.formula

    def test_the_lower_bound_passes_and_above_the_range_is_vuot(self):
        def fell(by):
            return judged(EACH_YEAR, reading(2021, 1000, 10000), reading(2022, 1000 - by, 10000), year=2022).verdict

        assert [fell(199), fell(200), fell(300), fell(301)] == [
            Verdict.FAILED,
            Verdict.MET,
            Verdict.MET,
            Verdict.EXCEEDED,
        ]

    def test_a_fall_across_two_standards_is_broken_and_never_reckoned(self):
        asked = facts(
            EACH_YEAR, reading(2021, 700, 10000), elsewhere={2020: "Chuẩn nghèo 2016–2020"}, standard="Chuẩn 2022–2025"
        )
        found = judge(EACH_YEAR, asked, 2021)
        assert (found.verdict, found.result, found.is_broken) == (Verdict.NO_DATA, None, True)
        assert "cuối năm 2020 chỉ có số theo Chuẩn nghèo 2016–2020" in found.reason

    def test_what_is_missing_is_named_exactly(self):
        found = judged(EACH_YEAR, reading(2022, 5, 100), year=2022, standard="Chuẩn 2022–2025", group=KHMER)
        (lack,) = found.missing
        assert lack.text == f"số hộ nghèo và tổng số hộ dân cư của {KHMER} cuối năm 2021 theo Chuẩn 2022–2025"
        assert (lack.year, lack.is_figure) == (2021, True)

    def test_a_year_that_has_not_come_asks_nothing(self):
        found = judged(EACH_YEAR, year=2025, this_year=2023)
        assert (found.verdict, found.reason, found.missing) == (Verdict.NO_DATA, "chưa đến năm 2025", ())

    def test_mid_year_the_mark_is_linear_and_an_estimate(self):
        found = judged(EACH_YEAR, reading(2021, 1000, 10000), reading(2022, 880, 10000, months=6), year=2022)
        assert (found.verdict, found.asked_by_now, found.projection) == (Verdict.ON_COURSE, 1, Fraction("2.4"))
        assert found.is_estimate
        assert found.is_provisional

    def test_khmer_nobody_there_does_not_apply(self):
        found = judged(EACH_YEAR, reading(2021, 0, 0), reading(2022, 0, 0), year=2022, group=KHMER)
        assert (found.verdict, found.reason) == (Verdict.NOT_APPLICABLE, f"không có {KHMER} ở đây")

    def test_a_rate_below_the_fall_asked_is_for_a_person_to_rule(self):
        readings = reading(2021, 150, 10000), reading(2022, 20, 10000)
        found = judged(EACH_YEAR, *readings, year=2022)
        assert found.verdict == Verdict.EXHAUSTED
        assert "đầu kỳ chỉ còn 1,50%, thấp hơn mức giảm 2,00" in found.reason
        ruled = judged(EACH_YEAR, *readings, year=2022, rulings={2022: (Verdict.MET, "Phòng Nội vụ, 5/1/2023")})
        assert (ruled.verdict, ruled.ruled, ruled.result) == (Verdict.MET, "Phòng Nội vụ, 5/1/2023", Fraction("1.3"))

    def test_a_ruling_does_not_undo_what_figures_decide(self):
        readings = reading(2021, 1000, 10000), reading(2022, 990, 10000)
        found = judged(EACH_YEAR, *readings, year=2022, rulings={2022: (Verdict.MET, "x")})
        assert (found.verdict, found.ruled) == (Verdict.FAILED, "")

    def test_one_failed_year_fails_the_target(self):
        def year(fell, at):
            return judged(EACH_YEAR, reading(at - 1, 1000, 10000), reading(at, 1000 - fell, 10000), year=at)

        ahead = judged(EACH_YEAR, year=2025, this_year=2024)
        assert overall([year(250, 2022), year(100, 2023), ahead]) == Verdict.FAILED
        assert overall([year(250, 2022), year(250, 2023), ahead]) == Verdict.ON_COURSE
        assert overall([year(250, 2022), year(350, 2023)]) == Verdict.MET
        assert overall([year(350, 2022), year(350, 2023)]) == Verdict.EXCEEDED
        assert overall([year(250, 2022), judged(EACH_YEAR, year=2023)]) == Verdict.NO_DATA, "a gap leaves it open"


class TestAverage:
    def test_it_is_decided_at_the_end(self):
        first = reading(2016, 888, 10000)
        assert judged(AVERAGE, first, reading(2020, 88, 10000)).verdict == Verdict.MET  # 8,00 / 4
        found = judged(AVERAGE, first, reading(2020, 89, 10000))
        assert (found.verdict, found.result) == (Verdict.FAILED, Fraction("7.99") / 4)
        assert wording.result_text(found) == "1,998", "never “2,00 < 2”"
        assert wording.mark_text(found) == "2,000"

    def test_before_the_end_the_pace_is_an_estimate(self):
        found = judged(AVERAGE, reading(2016, 888, 10000), reading(2018, 480, 10000))
        assert (found.result, found.verdict) == (Fraction("2.04"), Verdict.ON_COURSE)
        assert (found.asked_by_now, found.is_estimate) == (2, True)
        assert found.formula.endswith("/ 2 năm = 2,04 điểm % mỗi năm")

    def test_an_average_has_no_room_where_the_start_is_below_all_its_years(self):
        assert judged(AVERAGE, reading(2016, 700, 10000), reading(2018, 600, 10000)).verdict == Verdict.EXHAUSTED

    def test_relapse_is_divided_again_never_averaged(self):
        asked = goal("relapse_rate", "less_than", 1, time="average 2017 2018")
        found = judged(asked, reading(2017, 10, 1000), reading(2018, 30, 9000))
        assert found.result == Fraction(40, 10000) * 100
        assert found.formula == "(10 (2017) + 30 (2018)) / (1.000 + 9.000) = 0,40%"


class TestAgainstABaseline:
    @pytest.mark.parametrize(("left", "verdict"), [(3000, Verdict.MET), (3001, Verdict.FAILED), (2000, Verdict.MET)])
    def test_two_thirds_fewer(self, left, verdict):
        found = judged(TWO_THIRDS, reading(2021, 9000), reading(2025, left))
        assert (found.verdict, found.asked) == (verdict, 3000)

    def test_halfway_the_line_falls_from_the_baseline(self):
        found = judged(TWO_THIRDS, reading(2021, 9000), reading(2023, 5900))
        assert (found.verdict, found.asked_by_now) == (Verdict.ON_COURSE, 6000)
        assert found.projection == 9000 - 2 * 3100
        assert judged(TWO_THIRDS, reading(2021, 9000), reading(2023, 6100)).verdict == Verdict.BEHIND

    def test_without_the_baseline_it_says_which_figure_to_find(self):
        found = judged(TWO_THIRDS, reading(2025, 2000), standard="Chuẩn nghèo 2022–2025")
        assert found.verdict == Verdict.NO_DATA
        assert [lack.text for lack in found.missing] == ["số hộ nghèo cuối năm 2021 theo Chuẩn nghèo 2022–2025"]

    def test_one_and_a_half_times_the_income(self):
        found = judged(INCOME, reading(2015, 600_000), reading(2020, 900_000))
        assert found.verdict == Verdict.MET
        assert "gấp 1,50 lần" in found.formula
        found = judged(INCOME, reading(2015, 600_000), reading(2020, 899_999))
        assert found.verdict == Verdict.FAILED
        assert "gấp 1,499998 lần" in found.formula, "never “1,50 < 1,5”"

    def test_a_baseline_of_nothing_judges_nothing(self):
        assert judged(INCOME, reading(2015, 0), reading(2020, 900_000)).verdict == Verdict.NO_DATA


class TestWhatIsLeft:
    @pytest.mark.parametrize(
        ("poor", "verdict"),
        [(501, Verdict.FAILED), (500, Verdict.MET), (300, Verdict.MET), (299, Verdict.EXCEEDED)],
    )
    def test_three_to_five_percent_left_passes_at_five(self, poor, verdict):
        assert judged(LEFT, reading(2020, poor, 10000)).verdict == verdict

    def test_under_one_is_strict(self):
        assert judged(UNDER_ONE, reading(2020, 100, 10000)).verdict == Verdict.FAILED
        assert judged(UNDER_ONE, reading(2020, 99, 10000)).verdict == Verdict.MET

    def test_before_the_end_the_line_runs_from_where_the_campaign_began(self):
        found = judged(UNDER_ONE, reading(2015, 300, 10000), reading(2017, 200, 10000), opening_year=2015)
        assert (found.verdict, found.asked_by_now) == (Verdict.ON_COURSE, Fraction("2.2"))
        short = judged(UNDER_ONE, reading(2017, 200, 10000), opening_year=2015)
        assert (short.verdict, short.short_by) == (Verdict.SHORT, "còn 1,00 điểm %"), "no start, no pace"

    def test_about_none_wants_a_ruling_as_long_as_some_are_left(self):
        asked = goal("temporary_houses", "about_none", time="by_end_of 2020")
        assert judged(asked, reading(2020, 0)).verdict == Verdict.MET
        assert judged(asked, reading(2020, 3)).verdict == Verdict.TO_RULE
        assert judged(asked, reading(2020, 3), rulings={2020: (Verdict.MET, "ông A")}).verdict == Verdict.MET

    def test_none_is_none(self):
        asked = goal("poor_households", "zero", time="by_end_of 2025", groups=("merit",))
        assert judged(asked, reading(2025, 0), group="hộ có công").verdict == Verdict.MET
        assert judged(asked, reading(2025, 1), group="hộ có công").verdict == Verdict.FAILED


class TestPlans:
    def test_equal_is_dat_above_is_vuot_below_fails(self):
        def against(plan):
            readings = reading(2021, 1000, 10000), reading(2022, 800, 10000)
            return judged(OWN_PLAN, *readings, year=2022, plans={2022: Fraction(plan)}).verdict

        assert [against("2"), against("1.99"), against("2.01")] == [Verdict.MET, Verdict.EXCEEDED, Verdict.FAILED]

    def test_a_plan_that_nobody_assigned_is_named(self):
        found = judged(OWN_PLAN, reading(2021, 10, 100), reading(2022, 8, 100), year=2022)
        (lack,) = found.missing
        assert (found.verdict, lack.text, lack.is_figure) == (
            Verdict.NO_DATA,
            "mức giao “giảm tỷ lệ hộ nghèo” năm 2022",
            False,
        )

    def test_over_the_whole_period_the_years_plans_add_up(self):
        plans = {year: Fraction(1) for year in range(2021, 2026)}
        found = judged(WHOLE_PLAN, reading(2020, 800, 10000), reading(2025, 290, 10000), plans=plans)
        assert (found.verdict, found.plan, found.result) == (Verdict.EXCEEDED, 5, Fraction("5.1"))
        del plans[2023]
        found = judged(WHOLE_PLAN, reading(2020, 800, 10000), reading(2025, 290, 10000), plans=plans)
        assert [lack.year for lack in found.missing] == [2023]

    def test_a_plan_of_nothing_is_beaten_by_nothing(self):
        asked = goal("poverty_rate_fall", "beats_plan_by", 30, 40, time="in_year 2020")
        found = judged(asked, reading(2019, 50, 100), reading(2020, 40, 100), plans={2020: Fraction(0)})
        assert (found.verdict, found.reason) == (
            Verdict.NO_DATA,
            "kế hoạch giao bằng 0 nên không tính được mức vượt",
        )

    def test_whose_plan_it_was_is_said(self):
        readings = reading(2021, 1000, 10000), reading(2022, 800, 10000)
        found = judged(OWN_PLAN, *readings, year=2022, plans={2022: Fraction(2)}, plan_of="xã Tả Van")
        assert found.plan_of == "xã Tả Van"


class TestFurtherShapes:
    """Seen in other provinces' plans; no code of their own."""

    def test_poor_and_near_poor_together(self):
        asked = goal("multi_poverty_rate_fall", "at_least", "1.5", time="in_year 2024")
        assert judged(asked, reading(2023, 1500, 10000), reading(2024, 1350, 10000)).verdict == Verdict.MET

    def test_houses_built_by_the_end_and_no_rate_at_all(self):
        asked = goal("houses_built", "at_least", 1000, time="whole 2024 2025")
        found = judged(asked, reading(2024, 400), reading(2025, 590))
        assert (found.verdict, found.result, found.formula) == (
            Verdict.FAILED,
            990,
            "400 (2024) + 590 (2025) = 990 nhà",
        )
        midway = judged(asked, reading(2024, 510))
        assert (midway.verdict, midway.asked_by_now) == (Verdict.ON_COURSE, 500)
        gap = judged(asked, reading(2025, 1000))
        assert [lack.text for lack in gap.missing] == ["số nhà ở xây mới cho hộ nghèo năm 2024"]

    def test_a_share_of_units_that_leave_a_status(self):
        asked = goal(
            "units_leaving_mark",
            "at_least",
            50,
            time="by_end_of 2025",
            marks=("especially_disadvantaged",),
            counted_level="commune",
        )
        assert judged(asked, reading(2025, 3, 6), opening_year=2020).verdict == Verdict.MET
        found = judged(asked, reading(2023, 2, 6), opening_year=2020)
        assert found.verdict == Verdict.SHORT

    def test_everybody_of_a_group_is_served(self):
        policy = IndicatorSpec("jobs", "Được hỗ trợ việc làm", "percent", "%", typed=True, part="a", whole="b")
        asked = goal(policy, "at_least", 100, time="by_end_of 2025")
        assert judged(asked, reading(2025, 433, 434)).verdict == Verdict.FAILED
        assert judged(asked, reading(2025, 434, 434)).verdict == Verdict.MET
        assert judged(asked, reading(2023, 433, 434), opening_year=2020).verdict == Verdict.SHORT


# --- Always -----------------------------------------------------------------------------------------------------------

COUNTS = st.integers(0, 10**6)
WHOLES = st.integers(1, 10**6)
MONTHS = st.sampled_from([3, 6, 9, 12])
GOALS = st.sampled_from([EACH_YEAR, AVERAGE, TWO_THIRDS, INCOME, LEFT, UNDER_ONE, OWN_PLAN, WHOLE_PLAN])
RATES = st.builds(lambda whole, share: (int(whole * share), whole), WHOLES, st.fractions(0, 1))


@given(GOALS, st.lists(st.tuples(st.integers(2014, 2026), RATES, MONTHS)), st.data())
def test_whatever_is_known_there_is_exactly_one_verdict_and_a_gap_is_named(asked, known, data):
    readings = [reading(year, *counts, months=months) for year, counts, months in known]
    plans = data.draw(st.dictionaries(st.integers(2020, 2025), st.fractions(0, 10)))
    year = data.draw(st.sampled_from(list(asked.years) if asked is EACH_YEAR else [asked.last_year]))
    found = judge(asked, facts(asked, *readings, plans=plans), year)
    assert found.verdict in Verdict
    if found.verdict == Verdict.NO_DATA:
        assert found.missing or found.reason or found.asked is None
    else:
        assert found.result is not None


@given(RATES, RATES, st.integers(2, 50))
def test_counts_scaled_alike_say_the_same(before, after, times):
    def verdict(by):
        return judged(
            EACH_YEAR,
            reading(2021, before[0] * by, before[1] * by),
            reading(2022, after[0] * by, after[1] * by),
            year=2022,
        )

    assert (verdict(1).verdict, verdict(1).result) == (verdict(times).verdict, verdict(times).result)


@given(RATES, RATES, st.integers(1, 1000))
def test_fewer_poor_is_never_worse(before, after, fewer):
    order = [Verdict.EXHAUSTED, Verdict.FAILED, Verdict.MET, Verdict.EXCEEDED]

    def rank(poor):
        readings = reading(2021, *before), reading(2022, poor, after[1])
        return order.index(judged(EACH_YEAR, *readings, year=2022).verdict)

    assert rank(max(after[0] - fewer, 0)) >= rank(after[0])


@given(st.sampled_from([EACH_YEAR, AVERAGE, LEFT, UNDER_ONE]), RATES, RATES)
def test_rounding_never_changes_what_is_read(asked, before, after):
    """Result and mark read the same only where they are the same."""
    start, year = (2021, 2022) if asked is EACH_YEAR else (2016, 2020)
    found = judged(asked, reading(start, *before), reading(year, *after), year=year)
    if found.result is not None and found.asked is not None:
        same = wording.result_text(found) == wording.mark_text(found)
        assert same == (found.result == found.asked)


@given(RATES, RATES, st.sampled_from([3, 6, 9]))
def test_a_projection_is_the_straight_line(before, after, months):
    found = judged(EACH_YEAR, reading(2021, *before), reading(2022, *after, months=months), year=2022)
    if found.projection is not None:
        assert found.projection == found.result * 12 / months
        assert found.asked_by_now == found.asked * months / 12


def test_facts_begin_empty():
    assert judge(LEFT, Facts(), 2020).verdict == Verdict.NO_DATA
