"""Ninh Bình 2021–2025: two thirds fewer poor, every policy, falls as assigned (S1 I.1.c, III.1)."""

import datetime as dt
from fractions import Fraction

import pytest

from emulation.targets.rules.verdicts import Verdict
from tests.acceptance import goals

STANDARD = "2022-2025"


@pytest.fixture
def ninh_binh(sa_pa, clock):
    clock(dt.date(2026, 1, 10))
    province = goals.place("province", "37", "Tỉnh", "Ninh Bình")
    district = goals.place("district", "372", "Huyện", "Nho Quan", province)
    commune = goals.place("commune", "14404", "Xã", "Xích Thổ", district)
    hamlet = goals.place("hamlet", "", "Thôn", "Hùng Sơn", commune)
    return goals.loaded("ninh_binh_2021"), district, commune, hamlet


def reviewed(hamlet, **poor_by_year):
    for year, (poor, near) in poor_by_year.items():
        goals.review(hamlet, int(year[1:]), STANDARD, total=1000, poor_end=poor, near_end=near)


@pytest.mark.parametrize(("left", "verdict"), [(30, Verdict.MET), (31, Verdict.FAILED)])
def test_s1_02_two_thirds_fewer_poor_households_than_in_2021_on_the_new_standard(ninh_binh, left, verdict):
    campaign, _, _, hamlet = ninh_binh
    goals.review(hamlet, 2021, "2016-2020", total=1000, poor_end=20)  # not this one
    reviewed(hamlet, y2021=(90, 60), y2025=(left, 10))
    found = goals.own(campaign, "poor_households")
    assert (found.asked, found.result, found.verdict) == (30, left, verdict)


def test_s1_02_without_the_count_of_2021_it_says_so(ninh_binh):
    campaign, _, _, hamlet = ninh_binh
    reviewed(hamlet, y2025=(30, 10))
    (lack,) = goals.own(campaign, "poor_households").missing
    assert lack.text == "số hộ nghèo cuối năm 2021 theo Chuẩn nghèo 2022–2025"


def test_s1_03_each_policy_is_a_target_of_its_own(ninh_binh):
    campaign, _, _, _ = ninh_binh
    policies = [row.key for row in campaign.targets.order_by("position") if row.key.startswith("enjoys_")]
    assert len(policies) == 12
    by = goals.officer(campaign)
    goals.state(goals.target(campaign, policies[0]), campaign.unit, 2025, 500, 500, by=by)
    goals.state(goals.target(campaign, policies[1]), campaign.unit, 2025, 499, 500, by=by)
    assert [goals.own(campaign, key).verdict for key in policies[:3]] == [
        Verdict.MET,
        Verdict.FAILED,
        Verdict.NO_DATA,
    ]


def test_s1_11_a_district_falls_as_the_province_assigned_each_year_and_over_the_period(ninh_binh):
    campaign, district, _, hamlet = ninh_binh
    reviewed(hamlet, y2021=(90, 60), y2022=(75, 50), y2023=(60, 45))
    goals.give(campaign, "poverty_rate_fall", 2022, {district: "1.5"})
    goals.give(campaign, "near_poverty_rate_fall", 2022, {district: "1.1"})
    assert goals.of(campaign, "district_poor_each_year", district, 2022).verdict == Verdict.MET
    assert goals.of(campaign, "district_near_poor_each_year", district, 2022).verdict == Verdict.FAILED
    unassigned = goals.of(campaign, "district_poor_each_year", district, 2023)
    assert [lack.text for lack in unassigned.missing] == ["mức giao “giảm tỷ lệ hộ nghèo” năm 2023"]
    whole = goals.of(campaign, "district_poor_whole", district)
    assert [lack.year for lack in whole.missing if not lack.is_figure] == [2021, 2023, 2024, 2025]


def test_s1_15_a_commune_meets_or_beats_the_year_s_plan(ninh_binh):
    campaign, _, commune, hamlet = ninh_binh
    reviewed(hamlet, y2021=(90, 60), y2022=(75, 50), y2023=(55, 45))
    for year in (2022, 2023):
        goals.give(campaign, "poverty_rate_fall", year, {commune: "1.5"})
    met = goals.of(campaign, "commune_poor_each_year", commune, 2022)
    beaten = goals.of(campaign, "commune_poor_each_year", commune, 2023)
    assert [(one.result, one.verdict) for one in (met, beaten)] == [
        (Fraction("1.5"), Verdict.MET),
        (Fraction(2), Verdict.EXCEEDED),
    ]


def test_s1_18_a_hamlet_on_its_own_plan_or_its_commune_s(ninh_binh):
    campaign, _, commune, hamlet = ninh_binh
    reviewed(hamlet, y2021=(90, 60), y2022=(75, 50))
    goals.give(campaign, "poverty_rate_fall", 2022, {commune: "1.6"})
    lent = goals.of(campaign, "hamlet_poor_each_year", hamlet, 2022)
    assert (lent.verdict, lent.plan_of) == (Verdict.FAILED, "xã Xích Thổ")
    goals.give(campaign, "poverty_rate_fall", 2022, {hamlet: "1.2"})
    own = goals.of(campaign, "hamlet_poor_each_year", hamlet, 2022)
    assert (own.verdict, own.plan_of) == (Verdict.EXCEEDED, "")
