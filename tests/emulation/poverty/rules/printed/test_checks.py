"""Printed tables against themselves, on the country's own figures (`poverty.md` § 8)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation.quantities import round_half_up
from emulation.poverty.rules.findings import Severity
from emulation.poverty.rules.printed import checks

# year: (poor, rate), (near-poor, rate), (both together, rate) as the ministry's decisions print them
NATION = {
    2022: ((1_057_374, "4.03"), (915_274, "3.49"), (1_972_767, "7.52")),
    2023: ((815_101, "2.93"), (771_235, "2.78"), (1_586_336, "5.71")),
}


@pytest.mark.parametrize("year", NATION)
def test_one_denominator_yields_all_printed_rates(year):
    ranges = [checks.totals_printing(count, Decimal(rate)) for count, rate in NATION[year]]
    least, most = max(low for low, _ in ranges), min(high for _, high in ranges if high is not None)
    assert least <= most, "no total fits all three rates"
    for households in (least, (least + most) // 2, most):
        for count, rate in NATION[year]:
            assert round_half_up(Fraction(count, households) * 100) == Decimal(rate)
            assert checks.rate(count, households, Decimal(rate), where="cả nước") is None
    assert least // 100_000 == {2022: 262, 2023: 277}[year]  # 26,2 and 27,7 million households


def test_the_sum_of_2022_is_off_by_119_and_asks():
    (poor, _), (near, _), (both, _) = NATION[2022]
    found = checks.total({"hộ nghèo": poor, "hộ cận nghèo": near}, both, where="Cả nước, nghèo đa chiều 2022")
    assert (found.code, found.severity) == ("V9", Severity.ASK)
    assert found.sentence == (
        "Cả nước, nghèo đa chiều 2022: in 1.972.767, nhiều hơn tổng các phần 119 (hộ nghèo 1.057.374, hộ cận nghèo "
        "915.274, cộng lại 1.972.648). Xin kiểm tra từng phần, hoặc ghi lý do."
    )


def test_the_sum_of_2023_is_right():
    (poor, _), (near, _), (both, _) = NATION[2023]
    assert checks.total({"hộ nghèo": poor, "hộ cận nghèo": near}, both, where="cả nước") is None


def test_v14_shows_both_rates_and_which_totals_would_fit():
    found = checks.rate(5_905, 318_000, Decimal("1.96"), where="Ninh Bình, tỷ lệ hộ nghèo")
    assert found.code == "V14"
    assert "in 1,96%, tính từ 5.905 trên 318.000 là 1,86%." in found.text
    assert "từ 300.509 đến 302.046" in found.text


def test_v14_bears_what_rounding_does_and_says_that_there_is_no_total():
    assert checks.rate(1, 3, Decimal("33.33"), where="x") is None
    assert checks.rate(1, 3, Decimal("33.34"), where="x") is None  # 0,01 is borne
    assert checks.rate(1, 3, Decimal("33.35"), where="x") is not None
    assert "không tính được tỷ lệ" in checks.rate(1, 0, Decimal("4"), where="x").text


def test_v7_names_both_tables():
    found = checks.same(("Biểu F1 cột 3", 128), ("biểu F4", 130), where="Xã Tả Van, hộ nghèo cuối kỳ")
    assert found.code == "V7"
    assert "Biểu F1 cột 3 ghi 128, biểu F4 ghi 130" in found.text
    assert checks.same(("a", 1), ("b", 1), where="x") is None


@given(st.integers(1, 10**6), st.integers(1, 10**8))
def test_the_true_total_is_always_among_those_that_fit(part, whole):
    printed = round_half_up(Fraction(part, whole) * 100)
    least, most = checks.totals_printing(part, printed)
    assert least <= whole
    assert most is None or whole <= most


@given(st.integers(1, 10**5), st.integers(1, 9_999))
def test_the_totals_at_both_ends_print_that_rate_and_the_next_do_not(part, hundredths):
    printed = Decimal(hundredths) / 100
    least, most = checks.totals_printing(part, printed)
    if most is None or least > most:
        return
    for households in (least, most):
        assert round_half_up(Fraction(part, households) * 100) == printed
    for households in (least - 1, most + 1):
        if households:
            assert round_half_up(Fraction(part, households) * 100) != printed


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(-3, 3))
def test_v9_asks_exactly_when_the_total_is_another(parts, off):
    found = checks.total({str(place): part for place, part in enumerate(parts)}, sum(parts) + off, where="x")
    assert (found is None) == (off == 0)
