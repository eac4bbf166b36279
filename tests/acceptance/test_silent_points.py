"""Where the five plans are silent or at odds, the product holds one answer: each point has a test, here or in its room.

The points are those of the domain's page on campaigns; what a plan does not say is never filled from another plan
(docs/decisions/0067).
"""

import ast
import datetime as dt

import pytest
from django.conf import settings

from awards.criteria.rules import Outcome
from emulation.duties import rules
from emulation.duties.models import Duty
from tests.acceptance.test_s3_launch import scan
from tests.awards.criteria.test_measures import measured
from tests.emulation.registrations.conftest import MARCH_5

TESTS = settings.BASE_DIR / "tests"

# Point → where it is shown: "file::test" below tests/.
SHOWN = {
    "1 figures are provisional, dated, looked at again, and never hold a dossier up": (
        "awards/criteria/test_measures.py::test_the_approved_review_of_the_whole_year_is_official",
        "awards/dossiers/test_appraisals.py::test_measured_criteria_are_frozen_with_the_facts_of_the_moment",
        "acceptance/test_s1_plan.py::test_s1_37_a_report_falls_before_the_years_review_closes_and_neither_waits_for_the_other",
    ),
    "2 the calendars of June and December are independent": (
        "acceptance/test_s3_duties.py::test_s3_42_the_standing_office_consolidates_before_10_june_and_10_december",
        "reporting/consolidation/test_pages.py::test_s3_42_the_second_quarter_has_no_consolidation_of_its_own",
    ),
    "3 flag registration and launch plan do not wait for each other": (
        "acceptance/test_silent_points.py::test_neither_the_flag_s_registration_nor_the_launch_plan_needs_the_other",
    ),
    "4 beating the plan; a hamlet without one; a ward without new-rural criteria": (
        "emulation/targets/rules/test_judging.py::test_without_a_plan_nothing_beats_it",
        "acceptance/test_s3_goals.py::test_s3_03_communes_building_new_rural_beat_the_plan_by_30_to_40_percent",
        "acceptance/test_s3_criteria.py::test_s3_19_the_fall_beats_the_towns_plan_by_half",
        "awards/criteria/test_measures.py::test_a_hamlet_without_a_plan_of_its_own_is_judged_on_its_communes",
        "awards/dossiers/test_appraisals.py::test_s3_22_new_rural_for_a_ward_does_not_apply_and_who_ruled_so_is_kept",
    ),
    "5 ranges, what is left, strict bounds, đạt and vượt": (
        "emulation/targets/rules/test_judging.py::test_above_a_range_is_beaten_never_a_failure",
        "emulation/targets/rules/test_goals.py::test_three_to_five_percent_left_passes_at_five",
        "emulation/targets/rules/test_judging.py::test_bounds_are_strict_where_the_plan_s_words_are",
        "emulation/targets/rules/test_judging.py::test_an_assigned_plan_is_met_when_equal_and_beaten_above",
    ),
    "6 Khmer households: none there; no room left to fall": (
        "acceptance/test_s0_goals.py::test_s0_11_a_commune_without_khmer_households_is_not_asked",
        "acceptance/test_s0_goals.py::test_s0_11_each_commune_is_held_to_the_same_and_one_without_room_is_ruled",
    ),
    "7 the list is a decision with number and date; assent is a recorded meeting": (
        "emulation/households/test_households.py::test_s3_25_the_list_is_known_by_number_and_date",
        "acceptance/test_s3_criteria.py::test_s3_27_the_hamlets_households_agreed_at_a_recorded_meeting",
    ),
    "8 relapse over all households; a linear mark is an estimate; from five helped": (
        "acceptance/test_s3_goals.py::test_s3_04_relapse_stays_under_one_percent_of_all_households",
        "emulation/targets/rules/test_goals.py::test_mid_year_the_mark_is_linear_and_an_estimate",
        "awards/criteria/test_measures.py::test_s3_23_a_person_who_helped_five_households_out_of_poverty",
    ),
    "9 money, goods and labour stand apart and the sum counts; huyện is the town's earlier name": (
        "emulation/contributions/test_contributions.py::test_money_goods_and_labour_stand_apart_and_every_kind_is_there",
        "acceptance/test_silent_points.py::test_goods_count_with_money_wherever_the_giver_sits",
        "acceptance/test_silent_points.py::test_the_district_of_the_plan_s_words_is_the_town",
    ),
    "10 before a day, on a day, a day off": (
        "emulation/duties/test_rules.py::test_before_a_day_means_the_day_before_is_the_last",
        "acceptance/test_silent_points.py::test_a_deadline_on_a_day_off_stays_and_the_screen_says_so",
    ),
    "11 the steps of the route are data": (
        "awards/routes/test_definition.py::test_s3_31_33_the_steps_their_offices_and_dates",
    ),
}


def test_each_point_names_a_test_that_is_there():
    assert [point.split()[0] for point in SHOWN] == [str(number) for number in range(1, 12)]
    for point, shown in SHOWN.items():
        for place in shown:
            file, _, name = place.partition("::")
            tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
            there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in there, f"{point}: {place}"


# --- 3 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["registration", "launch_plan"])
def test_neither_the_flag_s_registration_nor_the_launch_plan_needs_the_other(sa_pa, clock, register, as_, first):
    """10/3 comes before 12/3; a commune may still be early with the second, or late with the first."""

    def owed(kind: str) -> Duty:
        return Duty.objects.get(kind=kind, unit=sa_pa.ta_van, campaign_key="sa_pa_2020")

    def send_the_plan() -> None:
        typed = {"number": "12/KH-UBND", "date": "05/3/2020", "scan": scan()}
        as_("mai").post(f"/van-ban/{owed('launch_plan').pk}/", typed)

    clock(MARCH_5)
    if first == "registration":
        register(sa_pa.party(sa_pa.ta_van))
    else:
        send_the_plan()
    other = "launch_plan" if first == "registration" else "registration"
    assert owed(first).fulfillment.on_time
    assert not hasattr(owed(other), "fulfillment"), "one does not stand for the other"
    if first == "registration":
        send_the_plan()
    else:
        register(sa_pa.party(sa_pa.ta_van))
    assert owed(other).fulfillment.on_time


# --- 9 ----------------------------------------------------------------------------------------------------------------


def test_goods_count_with_money_wherever_the_giver_sits(november):
    outsider = november.organisation()
    outsider.address = "Hà Nội"
    outsider.save()
    november.gave(outsider, 30_000_000)
    goods = november.gave(outsider, 20_000_000)
    goods.kind = "goods"
    goods.save()
    assert measured(november, outsider, "economic_organisation", "gifts").outcome is Outcome.MET


def test_the_district_of_the_plan_s_words_is_the_town(plan):
    row = plan.row("Tổ chức kinh tế trong và ngoài huyện", "thi đua, được xét khen")
    assert "“huyện” là tên trước của thị xã Sa Pa" in row[2]


# --- 10 ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2020, 11, 14), "thứ Bảy"),
        (dt.date(2020, 11, 15), "Chủ nhật"),
        (dt.date(2020, 9, 2), "ngày lễ 02/9"),
        (dt.date(2020, 11, 13), ""),
    ],
)
def test_a_day_off_is_told(day, said):
    assert rules.day_off(day) == said


def test_a_deadline_on_a_day_off_stays_and_the_screen_says_so(sa_pa, clock, read):
    """Consolidated dossiers go up before 15/11/2020, a Sunday: the last day is Saturday the 14th."""
    clock(dt.date(2020, 11, 10))
    duty = Duty.objects.get(kind="submission_summary", campaign_key="sa_pa_2020")
    assert (duty.due_on, duty.due_text) == (dt.date(2020, 11, 14), "trước 15/11/2020")
    assert "còn 4 ngày thứ Bảy, hạn giữ nguyên" in read("thanh", "home").text
    assert "còn 4 ngày (thứ Bảy, hạn giữ nguyên)" in read("thanh", "duties:paper", duty.pk).text
