"""Châu Thành 2021–2025: falls of every year, of everybody and of Khmer households (S0 I.1, III-TC)."""

import datetime as dt
from fractions import Fraction

import pytest

from emulation.targets.models import Ruling
from emulation.targets.rules.verdicts import Verdict
from emulation.targets.services import rule
from tests.acceptance import goals

STANDARD = "2022-2025"


@pytest.fixture
def chau_thanh(sa_pa, clock):
    """Two communes: An Hiệp with the hamlet An Trạch, Phú Tân with Phước Quới; figures from the end of 2021 on."""
    clock(dt.date(2024, 3, 1))
    province = goals.place("province", "94", "Tỉnh", "Sóc Trăng")
    district = goals.place("district", "942", "Huyện", "Châu Thành", province)
    hamlets = []
    for code, name, hamlet in (("31585", "An Hiệp", "An Trạch"), ("31579", "Phú Tân", "Phước Quới")):
        commune = goals.place("commune", code, "Xã", name, district)
        hamlets.append(goals.place("hamlet", "", "Ấp", hamlet, commune))
    campaign = goals.loaded("chau_thanh_2021")
    for poor, year in ((150, 2020), (100, 2021)):
        goals.review(hamlets[0], year, "2016-2020", total=1000, poor_end=poor)
    for year, first, second in ((2021, 120, 15), (2022, 98, 8), (2023, 67, 2)):
        goals.review(hamlets[0], year, STANDARD, total=1000, poor_end=first)
        goals.review(hamlets[1], year, STANDARD, total=1000, poor_end=second)
    return campaign, [hamlet.commune for hamlet in hamlets], hamlets


def test_s0_04_the_district_falls_by_two_to_three_points_each_year(chau_thanh):
    campaign, _, _ = chau_thanh
    asked = goals.target(campaign, "rate_fall")
    assert (asked.condition, asked.low, asked.high, asked.span) == ("at_least", 2, 3, "each_year")
    fell = {year: goals.own(campaign, "rate_fall", year=year) for year in range(2021, 2026)}
    assert (fell[2022].result, fell[2022].verdict) == (Fraction(135 - 106, 2000) * 100, Verdict.FAILED)
    assert (fell[2023].result, fell[2023].verdict) == (Fraction(106 - 69, 2000) * 100, Verdict.FAILED)
    assert (fell[2025].verdict, fell[2025].reason) == (Verdict.NO_DATA, "chưa đến năm 2025")


def test_s0_04_the_first_year_goes_across_two_standards_and_is_not_reckoned(chau_thanh):
    campaign, _, _ = chau_thanh
    first = goals.own(campaign, "rate_fall", year=2021)
    assert (first.verdict, first.result, first.is_broken) == (Verdict.NO_DATA, None, True)
    assert "cuối năm 2020 chỉ có số theo Chuẩn nghèo 2016–2020" in first.reason


def test_s0_05_khmer_households_are_a_rate_of_their_own_typed_with_its_paper(chau_thanh):
    campaign, _, _ = chau_thanh
    asked, by = goals.target(campaign, "khmer_rate_fall"), goals.officer(campaign)
    assert (asked.groups, asked.low, asked.high) == (
        [{"key": "khmer", "name": "hộ đồng bào dân tộc Khmer"}],
        3,
        4,
    )
    waiting = goals.own(campaign, "khmer_rate_fall", "khmer", 2022)
    assert [lack.year for lack in waiting.missing] == [2021, 2022]
    assert "của hộ đồng bào dân tộc Khmer cuối năm 2021" in waiting.missing[0].text
    goals.state(asked, campaign.unit, 2021, 300, 2500, by=by, group="khmer")
    goals.state(asked, campaign.unit, 2022, 200, 2500, by=by, group="khmer")
    found = goals.own(campaign, "khmer_rate_fall", "khmer", 2022)
    assert (found.result, found.verdict) == (4, Verdict.MET)
    assert found.start.source == "Quyết định 1095/QĐ-UBND ngày 20/12/2021"


def test_s0_11_each_commune_is_held_to_the_same_and_one_without_room_is_ruled(chau_thanh):
    campaign, (an_hiep, phu_tan), _ = chau_thanh
    assert goals.of(campaign, "rate_fall", an_hiep, 2022).verdict == Verdict.MET  # 2,2
    assert goals.of(campaign, "rate_fall", an_hiep, 2023).verdict == Verdict.EXCEEDED  # 3,1
    low = goals.of(campaign, "rate_fall", phu_tan, 2022)
    assert low.verdict == Verdict.EXHAUSTED, "1,5 % cannot fall by 2"
    rule(
        goals.target(campaign, "rate_fall"),
        phu_tan,
        year=2022,
        outcome=Ruling.Outcome.MET,
        reason="Chỉ còn hộ bảo trợ xã hội",
        by=goals.officer(campaign),
    )
    ruled = goals.of(campaign, "rate_fall", phu_tan, 2022)
    assert (ruled.verdict, "Trần Thị Sáu" in ruled.ruled) == (Verdict.MET, True)


def test_s0_11_a_commune_without_khmer_households_is_not_asked(chau_thanh):
    campaign, (an_hiep, _), _ = chau_thanh
    asked, by = goals.target(campaign, "khmer_rate_fall"), goals.officer(campaign)
    for year in (2021, 2022):
        goals.state(asked, an_hiep, year, 0, 0, by=by, group="khmer")
    assert goals.of(campaign, "khmer_rate_fall", an_hiep, 2022, "khmer").verdict == Verdict.NOT_APPLICABLE


def test_s0_13_each_hamlet_too(chau_thanh):
    campaign, _, (an_trach, _) = chau_thanh
    found = goals.of(campaign, "rate_fall", an_trach, 2023)
    assert (found.result, found.verdict) == (Fraction("3.1"), Verdict.EXCEEDED)


def test_the_board_costs_the_same_for_two_and_for_forty_communes(chau_thanh, django_assert_max_num_queries):
    campaign, _, _ = chau_thanh
    with django_assert_max_num_queries(16) as first:
        goals.found(campaign, "rate_fall")
    for number in range(38):
        commune = goals.place("commune", f"9{number:04d}", "Xã", f"Xã {number}", campaign.unit)
        hamlet = goals.place("hamlet", "", "Ấp", f"Ấp {number}", commune)
        goals.review(hamlet, 2022, STANDARD, total=500, poor_end=40)
        goals.review(hamlet, 2023, STANDARD, total=500, poor_end=20)
    with django_assert_max_num_queries(16) as many:
        progress = goals.found(campaign, "rate_fall")
    assert len(progress.each["commune"]) == 40
    assert len(many) == len(first)
