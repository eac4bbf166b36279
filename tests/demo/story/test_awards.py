"""The award season of the demo: what its two evenings, 12/11 and 20/12, show. The story is played once for them all."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings

from campaign_portal.foundation import clock
from demo import ground
from demo.story import awards, nominees, script
from demo.story.playing import play
from emulation.campaigns.models import Campaign
from tests.demo.story.evening import Evening, look

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo story")]

OCTOBER, NOVEMBER, DECEMBER = dt.date(2020, 10, 31), dt.date(2020, 11, 12), dt.date(2020, 12, 20)
LABOUR, INTERIOR, COORDINATION = "Phòng LĐ-TB&XH", "Phòng Nội vụ", "Văn phòng Điều phối NTM"


@dataclass(frozen=True)
class Autumn:
    november: Evening
    december: Evening  # after a stop on 12/11
    played_again: Evening  # the same day, every act of the season once more
    at_once: Evening  # the same day without that stop


@pytest.fixture(scope="module")
def autumn(django_db_setup, django_db_blocker) -> Autumn:
    stepping = override_settings(JOBS_MAY_STEP_IN_TRANSACTION=True)
    with stepping, django_db_blocker.unblock(), transaction.atomic():
        if not Campaign.objects.exists():  # a transactional test before left an empty database
            ground.lay(all_units=False)
        ground.mark_as_demo()
        play(script.acts(), OCTOBER)
        point = transaction.savepoint()
        november, december = _evening(NOVEMBER), _evening(DECEMBER)
        played_again = _again(DECEMBER)
        transaction.savepoint_rollback(point)
        at_once = _evening(DECEMBER)
        transaction.set_rollback(True)
    return Autumn(november, december, played_again, at_once)


def _evening(day: dt.date) -> Evening:
    play(script.acts(), day)
    with clock.at(day):
        return look()


def _again(day: dt.date) -> Evening:
    with clock.at(day):
        for act in awards.acts():
            act.play()
        return look()


@pytest.fixture(scope="module")
def november(autumn) -> Evening:
    return autumn.november


@pytest.fixture(scope="module")
def december(autumn) -> Evening:
    return autumn.december


# --- 12 November ------------------------------------------------------------------------------------------------------


def test_nine_communes_have_handed_in_on_time_each_with_its_letter(november):
    assert len(november.letters) == 9
    assert november.letters["Tả Van"] == "86/TTr-UBND"
    assert set(november.dossiers) == {nominee.key for nominee in nominees.NOMINEES}


def test_no_dossier_lacks_a_paper(november):
    assert {key: row["lacks"] for key, row in november.dossiers.items() if row["lacks"]} == {}


def test_both_offices_and_the_third_have_something_before_them(november):
    assert november.waiting_at(LABOUR) == {
        "unmet_with_reason",
        "nearly_three_times",
        "health_worker",
        "waiting_for_judgement",
        "ward_union",
        "five_households",
        "sixty_million",
    }
    assert len(november.waiting_at(INTERIOR)) == 14
    assert november.waiting_at(COORDINATION) == {
        "party_secretary",
        "farm_adviser",
        "awarded_last_year",
        "women_union",
    }


def test_one_meets_everything_and_waits_for_the_second_office(november):
    hamlet = november.dossiers["ta_van_mong"]
    assert hamlet["nominee"] == "Thôn Tả Van Mông"
    assert hamlet["standing"] == "met"
    assert "61/129 hộ còn 47/130 hộ" in hamlet["facts"]
    assert hamlet["awaited"] == [INTERIOR]
    assert hamlet["awards"] == [(2018, "Giấy khen của Chủ tịch UBND huyện Sa Pa")]


def test_one_waits_for_judgement(november):
    hamlet = november.dossiers["waiting_for_judgement"]
    assert hamlet["awaited"] == [LABOUR, INTERIOR]
    assert hamlet["said"] == []


def test_one_household_just_misses_three_times_its_income(november):
    assert november.dossiers["nearly_three_times"]["standing"] == "unmet"
    assert "gấp 2,90 lần; mức cần 3 lần" in november.dossiers["nearly_three_times"]["facts"]


def test_one_person_helped_exactly_five_households(november):
    assert november.dossiers["five_households"]["nominee"] == "Má A Tráng"
    assert november.dossiers["five_households"]["standing"] == "met"
    assert "Đã giúp 5 hộ" in november.dossiers["five_households"]["facts"]


def test_one_was_awarded_last_year(november):
    assert november.dossiers["awarded_last_year"]["awards"] == [(2019, "Giấy khen của Chủ tịch UBND huyện Sa Pa")]


def test_exactly_fifty_million_is_enough_and_one_hundred_thousand_less_is_not(november):
    assert november.dossiers["fifty_million"]["standing"] == "met"
    assert november.dossiers["below_fifty_million"]["standing"] == "unmet"
    assert november.in_state("declined") == {"below_fifty_million"}


def test_one_is_back_at_its_commune_for_completion(november):
    assert november.in_state("returned") == {"returned"}
    assert november.open_duties["amendment"] == 1


def test_the_summary_to_the_town_is_still_owed(november):
    assert november.open_duties["submission_summary"] == 1
    assert not november.sessions
    assert not november.decisions


# --- 20 December ------------------------------------------------------------------------------------------------------


def test_the_returned_one_was_completed_and_went_on(december):
    said = [(office, outcome) for office, outcome, _ in december.dossiers["returned"]["said"]]
    assert said == [
        (LABOUR, "returned"),
        (LABOUR, "forwarded"),
        (INTERIOR, "forwarded"),
        (COORDINATION, "forwarded"),
    ]
    assert december.dossiers["returned"]["state"] == "awarded"


def test_an_unmet_one_went_on_with_the_reason_of_both_offices(december):
    reasons = {office: reason for office, _, reason in december.dossiers["unmet_with_reason"]["said"]}
    assert "vượt 30,8%" in reasons[LABOUR]
    assert reasons[INTERIOR].startswith("Thống nhất với Phòng LĐ-TB&XH")
    assert december.dossiers["unmet_with_reason"]["state"] == "awarded"


def test_the_council_of_fifteen_met_with_its_quorum(december):
    (session,) = december.sessions
    assert session["state"] == "closed"
    assert session["members"] == 15
    assert session["ways"] == {"present": 13, "written": 1, "absent": 1}
    assert session["minutes"] == "01/BB-HĐTĐKT"
    assert session["has_file"]


def test_one_fails_by_one_vote(december):
    (session,) = december.sessions
    assert session["votes"]["nearly_three_times"] == (7, 7)
    assert set(session["votes"]) - session["passed"] == {"nearly_three_times"}
    assert december.in_state("not_passed") == {"nearly_three_times"}


def test_a_relative_of_a_nominee_did_not_vote_on_him(december):
    (session,) = december.sessions
    assert session["votes"]["five_households"] == (13, 0)
    assert session["votes"]["ta_van_mong"] == (14, 0)


def test_the_decision_was_issued_on_the_first_of_december_with_the_clerks_number(december):
    (decision,) = december.decisions
    assert decision["state"] == "issued"
    assert decision["number"] == "1438/QĐ-UBND"
    assert decision["issued_on"] == dt.date(2020, 12, 1)
    assert decision["signer"] == ("Phạm Đức Long", "deputy")
    assert decision["has_file"]


def test_the_decision_holds_who_passed_and_nobody_else(december):
    (decision,), (session,) = december.decisions, december.sessions
    assert set(decision["bonuses"]) == session["passed"] == december.in_state("awarded")
    assert len(decision["bonuses"]) == 17
    assert december.in_state("declined") == {"below_fifty_million", "waiting_for_judgement"}


def test_a_collective_gets_900_000_a_household_and_a_person_450_000(december):
    (decision,) = december.decisions
    assert set(decision["bonuses"].values()) == {
        ("collective", 900_000),
        ("household", 450_000),
        ("individual", 450_000),
    }
    assert sum(vnd for _, vnd in decision["bonuses"].values()) == 9_900_000


def test_nothing_of_the_season_is_left_to_do(december):
    left = {"appraisal", "amendment", "submission_summary", "council", "decision", "signature", "consolidation"}
    assert left & set(december.open_duties) == set()
    assert "review" not in december.open_duties, "the year's reviews are in"


def test_what_was_done_already_is_passed_over(autumn):
    assert autumn.played_again == autumn.december


def test_the_story_in_two_steps_is_the_story_in_one(autumn):
    assert autumn.december == autumn.at_once
    assert {state for _, state in autumn.december.jobs} == {"done"}
