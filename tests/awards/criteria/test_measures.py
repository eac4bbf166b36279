"""The facts behind measured criteria, out of the records."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.criteria import selectors
from awards.criteria.models import Criterion
from awards.criteria.rules import Measured, Outcome
from emulation.contributions import selectors as contributions
from emulation.households import selectors as households
from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.models import Party
from emulation.poverty.models import ReviewSet
from emulation.targets.models import TargetAssignment


def measured(november, party: Party, class_key: str, key: str) -> Measured:
    criterion = Criterion.objects.get(group__participant_class=november.class_of(class_key), key=key)
    return selectors.measured(criterion, party, november.campaign)


@pytest.mark.parametrize(
    ("given", "outcome"), [(50_000_000, Outcome.MET), (49_900_000, Outcome.UNMET)], ids=["exactly", "almost"]
)
def test_s3_16_an_enterprise_gives_from_fifty_million_confirmed(november, given, outcome):
    enterprise = november.organisation()
    november.gave(enterprise, given)
    found = measured(november, enterprise, "economic_organisation", "gifts")
    assert found.outcome is outcome
    assert found.facts["confirmed_vnd"] == given
    assert found.facts["papers"] == ["Giấy xác nhận 12/GXN-UBND"]


def test_s3_16_a_gift_that_waits_for_its_paper_does_not_count(november):
    enterprise = november.organisation()
    november.gave(enterprise, 60_000_000, confirmed=False)
    found = measured(november, enterprise, "economic_organisation", "gifts")
    assert found.outcome is Outcome.UNMET
    assert "60.000.000 đồng chưa có giấy xác nhận" in found.text


def test_gifts_to_another_campaign_do_not_count(november):
    enterprise = november.organisation()
    gift = november.gave(enterprise, 60_000_000)
    other = november.campaign
    other.pk, other.key = None, "khac"
    other.save()
    gift.campaign = other
    gift.save()
    november.sa_pa.__dict__.pop("campaign")
    assert measured(november, enterprise, "economic_organisation", "gifts").outcome is Outcome.UNMET


def test_s3_19_a_hamlet_that_beats_its_plan_by_half(november):
    hamlet = november.sa_pa.hamlet("Tả Van Mông")
    november.reviewed({"Tả Van Mông": 47})
    found = measured(november, november.sa_pa.party(hamlet), "hamlet", "fall")
    assert found.outcome is Outcome.MET
    assert "Giao giảm 7,00 điểm %, thực hiện 10,85 (61/129 hộ còn 47/129 hộ), vượt 55,0%" in found.text
    assert "9 tháng năm 2020 (đến 30/9/2020) là sơ bộ" in found.text


def test_s3_19_a_commune_is_judged_on_all_its_hamlets_that_have_figures(november):
    november.reviewed({"Tả Van Mông": 47, "Dền Thàng": 50})
    found = measured(november, november.sa_pa.party(november.sa_pa.ta_van), "commune", "fall")
    # 61 + 66 of 129 + 103 at the start, 47 + 50 now; the other hamlets count on neither side
    assert (found.facts["start_poor"], found.facts["start_total"]) == (127, 232)
    assert (found.facts["end_poor"], found.facts["end_total"]) == (97, 232)
    assert found.outcome is Outcome.MET


def test_a_hamlet_without_a_plan_of_its_own_is_judged_on_its_communes(november):
    hamlet = november.sa_pa.hamlet("Tả Van Mông")
    TargetAssignment.objects.filter(unit=hamlet).delete()
    november.reviewed({"Tả Van Mông": 47})
    found = measured(november, november.sa_pa.party(hamlet), "hamlet", "fall")
    assert "Giao giảm 6,50 điểm %" in found.text
    assert "lấy chỉ tiêu của xã Tả Van" in found.text
    assert found.facts["plan_unit"] == "xã Tả Van"


def test_the_latest_review_handed_in_counts_and_a_draft_does_not(november):
    november.reviewed({"Tả Van Mông": 55}, period="2020-M06", state="approved")
    later = november.reviewed({"Tả Van Mông": 47}, period="2020-M09", state="draft")
    party = november.sa_pa.party(november.sa_pa.hamlet("Tả Van Mông"))
    assert "61/129 hộ còn 55/129 hộ" in measured(november, party, "hamlet", "fall").text
    ReviewSet.objects.filter(pk=later.pk).update(state="submitted")
    assert "61/129 hộ còn 47/129 hộ" in measured(november, party, "hamlet", "fall").text


def test_the_approved_review_of_the_whole_year_is_official(november):
    november.clock(dt.date(2020, 12, 28))
    november.reviewed({"Tả Van Mông": 40}, period="2020-M12", state="approved")
    party = november.sa_pa.party(november.sa_pa.hamlet("Tả Van Mông"))
    assert not measured(november, party, "hamlet", "fall").is_provisional


@pytest.mark.parametrize(
    ("helped", "under_way", "outcome"), [(5, 0, Outcome.MET), (4, 3, Outcome.UNMET)], ids=["exactly five", "four"]
)
def test_s3_23_a_person_who_helped_five_households_out_of_poverty(november, helped, under_way, outcome):
    person = november.person()
    november.helped(person, helped, under_way=under_way)
    assert measured(november, person, "individual", "helped").outcome is outcome


def test_s3_23_or_gave_from_fifty_million(november):
    person = november.person()
    november.gave(person, 50_000_000)
    assert measured(november, person, "individual", "gifts").outcome is Outcome.MET


def test_s3_25_a_household_on_the_list_approved_in_2019(november):
    found = measured(november, november.household(), "poor_household", "list_2019")
    assert found.outcome is Outcome.MET
    assert found.text == "Có trong danh sách hộ nghèo năm 2019, Quyết định 140/QĐ-UBND ngày 16/12/2019."


def test_s3_25_a_household_that_was_near_poor_is_not_on_it(november):
    november.household("Lý A Dế")
    near_poor = november.household(poor_in_2019=False)
    assert measured(november, near_poor, "poor_household", "list_2019").outcome is Outcome.UNMET


def test_s3_25_a_hamlet_whose_list_nobody_entered_gives_no_verdict(november):
    unknown = november.household()
    HouseholdYear.objects.filter(year=2019).delete()
    assert measured(november, unknown, "poor_household", "list_2019").outcome is Outcome.NO_DATA


@pytest.mark.parametrize(
    ("now", "outcome"),
    [(1_500_000, Outcome.MET), (1_450_000, Outcome.UNMET), (None, Outcome.NO_DATA)],
    ids=["×3", "×2,9", "unknown"],
)
def test_s3_28_income_at_least_three_times_that_of_2019(november, now, outcome):
    found = measured(november, november.household(income_2020=now), "poor_household", "income")
    assert found.outcome is outcome
    if now:
        assert found.is_provisional


@pytest.mark.parametrize(
    ("class_key", "key"), [("hamlet", "fall"), ("poor_household", "income"), ("individual", "helped")]
)
def test_facts_of_many_cost_no_more_statements_than_of_one(november, class_key, key):
    november.reviewed({"Tả Van Mông": 47, "Dền Thàng": 50, "Séo Mý Tỷ": 40})
    if class_key == "hamlet":
        parties = [
            november.sa_pa.party(november.sa_pa.hamlet(name)) for name in ("Tả Van Mông", "Dền Thàng", "Séo Mý Tỷ")
        ]
    elif class_key == "individual":
        parties = [november.person(name) for name in ("Lù A Sì", "Vàng A Tủa", "Má Thị Chở")]
    else:
        parties = [november.household(name) for name in ("Giàng A Páo", "Thào A Sử", "Vàng Thị Mỷ")]
    criterion = Criterion.objects.get(group__participant_class=november.class_of(class_key), key=key)
    costs = []
    for many in (parties[:1], parties):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            selectors.measured_many(november.campaign, [(criterion, party) for party in many])
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_facts_of_many_are_the_facts_that_the_rooms_below_tell_of_one(november):
    giver, helper = november.organisation(), november.person()
    november.gave(giver, 40_000_000)
    november.gave(giver, 20_000_000, confirmed=False)
    november.helped(helper, 3, under_way=2)
    Support.objects.filter(outcome="under_way").order_by("pk").last().delete()
    found = measured(november, giver, "economic_organisation", "gifts").facts
    assert (found["confirmed_vnd"], found["unconfirmed_vnd"], tuple(found["papers"])) == contributions.confirmed_total(
        giver, november.campaign
    )
    found = measured(november, helper, "individual", "helped").facts
    assert (found["escaped"], found["under_way"]) == households.helped_by(helper, 2020)
    for party in (
        november.household("Giàng A Páo"),
        november.household("Thào A Sử", poor_in_2019=False),
        november.household("Vàng Thị Mỷ", list_number=""),
        november.household("Lý A Dế", hamlet=november.sa_pa.hamlet("Dền Thàng"), income_2019=None),
    ):
        household = Household.objects.get(party=party)
        listed = households.poor_list(household, 2019)
        outcome = measured(november, party, "poor_household", "list_2019")
        assert (outcome.outcome is Outcome.MET) == bool(listed.on_list and listed.decision)
        assert listed.decision in outcome.facts.get("decision", "")
        incomes = households.incomes(household, 2019, 2020)
        earned = measured(november, party, "poor_household", "income")
        if incomes.base_vnd:
            assert (earned.facts["base_vnd"], earned.facts["now_vnd"]) == (incomes.base_vnd, incomes.now_vnd)
            assert earned.is_provisional == incomes.is_provisional


def test_a_ward_is_told_that_new_rural_criteria_do_not_apply(november):
    ward = november.sa_pa.commune("Sa Pa")
    criterion = Criterion.objects.get(group__participant_class=november.class_of("commune"), key="infrastructure")
    assert "không xây dựng nông thôn mới" in selectors.hint(criterion, november.sa_pa.party(ward))
    assert selectors.hint(criterion, november.sa_pa.party(november.sa_pa.ta_van)) == "Quyết định công nhận tiêu chí"
