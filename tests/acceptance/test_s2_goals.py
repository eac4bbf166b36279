"""Đồng Nai 2016–2020: a rate by the province's own standard, incomes against the end of 2015 (S2 II.1.b)."""

import datetime as dt

import pytest

from emulation.poverty.models import PovertyStandard
from emulation.targets.rules.verdicts import Verdict
from tests.acceptance import goals


@pytest.fixture
def dong_nai(sa_pa, clock):
    clock(dt.date(2021, 1, 20))
    province = goals.place("province", "75", "Tỉnh", "Đồng Nai")
    district = goals.place("district", "734", "Huyện", "Tân Phú", province)
    commune = goals.place("commune", "26119", "Xã", "Đắc Lua", district)
    hamlet = goals.place("hamlet", "", "Ấp", "Ấp 1", commune)
    return goals.loaded("dong_nai_2016"), hamlet


def test_s2_03_the_rate_goes_by_the_province_s_own_standard_and_one_percent_is_too_much(dong_nai):
    campaign, hamlet = dong_nai
    standard = PovertyStandard.objects.get(code="dong_nai_2016")
    assert goals.target(campaign, "poverty_rate").standard == standard
    goals.review(hamlet, 2020, "2016-2020", total=1000, poor_end=2)
    other = goals.own(campaign, "poverty_rate")
    assert (other.verdict, other.result) == (Verdict.NO_DATA, None), "the national standard's figures are others"
    assert "cuối năm 2020 chỉ có số theo Chuẩn nghèo 2016–2020" in other.reason
    goals.review(hamlet, 2020, standard, total=1000, poor_end=10)
    assert goals.own(campaign, "poverty_rate").verdict == Verdict.FAILED, "under, not up to"


def test_s2_04_income_is_held_against_the_end_of_2015_which_a_person_enters(dong_nai):
    campaign, _ = dong_nai
    asked, by = goals.target(campaign, "poor_income"), goals.officer(campaign)
    goals.state(asked, campaign.unit, 2020, 900_000, by=by)
    waiting = goals.own(campaign, "poor_income")
    assert [(lack.year, lack.is_figure) for lack in waiting.missing] == [(2015, True)]
    goals.state(asked, campaign.unit, 2015, 600_000, by=by)
    found = goals.own(campaign, "poor_income")
    assert (found.verdict, found.asked) == (Verdict.MET, 900_000)
    assert "gấp 1,50 lần" in found.formula


@pytest.mark.parametrize(
    ("key", "group"), [("poor_income_remote", "poor_remote"), ("poor_income_minority", "poor_minority")]
)
def test_s2_05_twice_for_remote_places_and_minorities(dong_nai, key, group):
    campaign, _ = dong_nai
    asked, by = goals.target(campaign, key), goals.officer(campaign)
    goals.state(asked, campaign.unit, 2015, 500_000, by=by, group=group)
    goals.state(asked, campaign.unit, 2020, 999_999, by=by, group=group)
    assert goals.own(campaign, key, group).verdict == Verdict.FAILED
    goals.state(asked, campaign.unit, 2020, 1_000_000, by=by, group=group)
    assert goals.own(campaign, key, group).verdict == Verdict.MET
