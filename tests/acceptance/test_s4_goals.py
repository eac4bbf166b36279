"""Bắc Giang 2017–2020: averages over the years, marked units, what is left at the end (S4 1.2, 2, 3)."""

import datetime as dt
from fractions import Fraction

import pytest

from emulation.targets.rules import wording
from emulation.targets.rules.verdicts import Verdict
from emulation.territory.models import UnitMark
from tests.acceptance import goals

STANDARD = "2016-2020"


@pytest.fixture
def bac_giang(sa_pa, clock):
    clock(dt.date(2021, 1, 20))
    province = goals.place("province", "24", "Tỉnh", "Bắc Giang")
    communes = []
    for code, district, commune in (("220", "Sơn Động", "An Lạc"), ("213", "Hiệp Hòa", "Đoan Bái")):
        above = goals.place("district", code, "Huyện", district, province)
        unit = goals.place("commune", f"07{code}", "Xã", commune, above)
        goals.place("hamlet", "", "Thôn", f"Thôn {commune}", unit)
        communes.append(unit)
    poor, other = communes
    UnitMark.objects.create(unit=poor.district, mark="poor_district", valid_from=dt.date(2013, 1, 1))
    UnitMark.objects.create(unit=poor, mark="programme_135", valid_from=dt.date(2017, 4, 28))
    campaign = goals.loaded("bac_giang_2017")
    return campaign, poor, other


def reviewed(commune, **poor_by_year):
    for year, poor in poor_by_year.items():
        hamlet = commune.children.get()
        goals.review(hamlet, int(year[1:]), STANDARD, total=1000, poor_end=poor)


def test_s4_03_the_average_fall_is_decided_at_the_end_on_the_start_s_figure(bac_giang):
    campaign, poor, other = bac_giang
    reviewed(poor, y2020=300)
    reviewed(other, y2020=20)
    waiting = goals.own(campaign, "rate_fall")
    assert [lack.text for lack in waiting.missing] == [
        "số hộ nghèo và tổng số hộ dân cư cuối năm 2016 theo Chuẩn nghèo 2016–2020"
    ], "the directive does not give the rate it began with"
    goals.state(goals.target(campaign, "rate_fall"), campaign.unit, 2016, 480, 2000, by=goals.officer(campaign))
    found = goals.own(campaign, "rate_fall")
    assert (found.result, found.verdict) == (Fraction(480 - 320, 2000) * 100 / 4, Verdict.MET)
    assert found.start.source.startswith("Quyết định 1095/QĐ-UBND")


def test_s4_03_a_province_half_reviewed_is_not_held_against_the_whole(bac_giang):
    campaign, poor, _ = bac_giang
    reviewed(poor, y2020=300)
    goals.state(goals.target(campaign, "rate_fall"), campaign.unit, 2016, 480, 2000, by=goals.officer(campaign))
    found = goals.own(campaign, "rate_fall")
    assert (found.verdict, found.result) == (Verdict.NO_DATA, None)
    assert "cuối kỳ mới có số của 1 trên 2 xã, phường" in found.reason


def test_s4_04_communes_135_and_poor_districts_fall_by_five_to_six(bac_giang):
    campaign, poor, other = bac_giang
    reviewed(poor, y2016=500, y2020=299)
    reviewed(other, y2016=60, y2020=20)
    progress = goals.found(campaign, "rate_fall_marked")
    assert {case.unit for cases in progress.each.values() for case in cases} == {poor, poor.district}
    assert goals.of(campaign, "rate_fall_marked", poor).verdict == Verdict.MET  # 5,025
    assert goals.of(campaign, "rate_fall_marked", poor.district).verdict == Verdict.MET


@pytest.mark.parametrize(("left", "verdict"), [(51, "failed"), (50, "met"), (30, "met"), (29, "exceeded")])
def test_s4_05_three_to_five_percent_left_passes_at_five(bac_giang, left, verdict):
    campaign, poor, other = bac_giang
    reviewed(poor, y2020=left)
    reviewed(other, y2020=left)
    assert goals.own(campaign, "rate_left").verdict == verdict


def test_s4_06_each_unit_meets_its_own_plan_each_year_and_over_the_period(bac_giang):
    campaign, poor, _ = bac_giang
    reviewed(poor, y2016=500, y2017=450, y2018=400, y2019=350, y2020=310)
    for year, plan in ((2017, "5"), (2018, "4.5"), (2019, "5.5"), (2020, "4")):
        goals.give(campaign, "poverty_rate_fall", year, {poor: plan})
    verdicts = [goals.of(campaign, "unit_each_year", poor, year).verdict for year in range(2017, 2021)]
    assert verdicts == [Verdict.MET, Verdict.EXCEEDED, Verdict.FAILED, Verdict.MET]
    whole = goals.of(campaign, "unit_whole", poor)
    assert (whole.plan, whole.result, whole.verdict) == (19, 19, Verdict.MET)
    hamlet = goals.of(campaign, "unit_each_year", poor.children.get(), 2019)
    assert (hamlet.verdict, hamlet.plan_of) == (Verdict.FAILED, "xã An Lạc"), "its own plan is its commune's"


def test_s4_10_about_no_temporary_houses_wants_a_ruling_while_some_are_left(bac_giang):
    campaign, _, _ = bac_giang
    asked, by = goals.target(campaign, "temporary_houses"), goals.officer(campaign)
    goals.state(asked, campaign.unit, 2020, 7, by=by)
    found = goals.own(campaign, "temporary_houses")
    assert (found.verdict, found.result) == (Verdict.TO_RULE, 7)
    goals.state(asked, campaign.unit, 2020, 0, by=by)
    assert goals.own(campaign, "temporary_houses").verdict == Verdict.MET


def test_s4_11_every_household_that_needs_a_loan_was_considered(bac_giang):
    campaign, _, _ = bac_giang
    asked, by = goals.target(campaign, "loan_considered"), goals.officer(campaign)
    goals.state(asked, campaign.unit, 2020, 49_999, 50_000, by=by)
    found = goals.own(campaign, "loan_considered")
    assert found.verdict == Verdict.FAILED
    assert (wording.result_text(found), wording.mark_text(found)) == ("99,998%", "100,000%")
    goals.state(asked, campaign.unit, 2020, 50_000, 50_000, by=by)
    assert goals.own(campaign, "loan_considered").verdict == Verdict.MET
