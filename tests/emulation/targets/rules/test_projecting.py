"""Where a target will stand at its end: years gone as they are, the rest at their mean, the assumption said."""

from fractions import Fraction

from emulation.targets.rules import INDICATORS, POVERTY_RATE_FALL, wording
from emulation.targets.rules.facts import Facts
from emulation.targets.rules.goals import judge
from emulation.targets.rules.language import Condition, Goal, Span
from emulation.targets.rules.projecting import outlook
from emulation.targets.rules.verdicts import Evaluation, Reading, Verdict


def reading(poor: int, year: int, elapsed=Fraction(1)) -> Reading:
    return Reading(Fraction(poor), Fraction(1000), year, elapsed)


def fall(**more) -> Goal:
    spec = INDICATORS[POVERTY_RATE_FALL]
    return Goal(spec, Condition.AT_LEAST, Span.EACH_YEAR, 2021, 2025, Fraction(2), Fraction(3), **more)


def year_of(goal: Goal, year: int, before: int, after: int, elapsed=Fraction(1)) -> Evaluation:
    start, end = reading(before, year - 1), reading(after, year, elapsed)
    return judge(goal, Facts(at={year - 1: start, year: end}, pairs={(year - 1, year): (start, end)}), year)


def test_two_years_gone_and_three_to_come_at_their_mean():
    goal = fall()
    found = outlook(goal, [year_of(goal, 2021, 150, 120), year_of(goal, 2022, 120, 100)])
    assert (found.year, found.value) == (2025, Fraction("12.5"))
    assert found.left == Fraction("2.5")
    assert found.words == "2 năm đã có số, bình quân mỗi năm giảm 2,50 điểm %; giả định các năm còn lại giữ nhịp ấy"


def test_a_year_that_runs_counts_as_it_will_at_its_own_pace():
    goal = fall()
    found = outlook(goal, [year_of(goal, 2021, 150, 120), year_of(goal, 2022, 120, 110, Fraction(1, 2))])
    assert found.value == Fraction("12.5")
    assert "(năm đang chạy ước theo thời gian)" in found.words


def test_a_level_is_never_projected_below_nothing():
    goal = fall()
    assert outlook(goal, [year_of(goal, 2021, 40, 10)]).left == 0


def test_over_the_whole_period_the_pace_since_its_start():
    goal = Goal(INDICATORS[POVERTY_RATE_FALL], Condition.MEETS_PLAN, Span.WHOLE, 2021, 2024)
    start, end = reading(100, 2020), reading(80, 2022)
    facts = Facts(pairs={(2020, 2022): (start, end)}, plans=dict.fromkeys(range(2021, 2025), Fraction(1)))
    found = outlook(goal, [judge(goal, facts, 2024)])
    assert (found.value, found.left) == (4, 6)
    assert found.words == "nhịp từ cuối năm 2020 đến cuối năm 2022; giả định giữ đều đến cuối năm 2024"


def test_what_is_over_or_unknown_has_no_outlook():
    goal = fall()
    every = [year_of(goal, year, 150, 125) for year in range(2021, 2026)]
    assert outlook(goal, every) is None
    assert outlook(goal, [Evaluation(Verdict.NO_DATA, None, None, year=2021)]) is None


def test_attainment_is_held_against_the_assigned_plan():
    made = Evaluation(Verdict.EXCEEDED, Fraction("3.25"), Fraction(3), plan=Fraction(3), measure="points")
    assert wording.attainment_text(made) == "bằng 108,33% kế hoạch giao, vượt 8,33%"
    short = Evaluation(Verdict.FAILED, Fraction("1.5"), Fraction(2), measure="points")
    assert wording.attainment_text(short) == "bằng 75,00% mức cần đạt"
    assert wording.attainment_text(short, Fraction(1)) == "bằng 150,00% kế hoạch giao, vượt 50,00%"
    assert wording.attainment_text(Evaluation(Verdict.NO_DATA, None, Fraction(2))) == ""
