"""Counts, rates and points; what people type."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation import quantities, vietnamese

COUNTS = st.integers(min_value=0, max_value=99_999_999)
PLACES = st.integers(min_value=0, max_value=6)


class TestRates:
    def test_no_rate_without_both_counts_or_with_nobody_to_count(self):
        assert quantities.rate(None, 10) is None
        assert quantities.rate(3, None) is None
        assert quantities.rate(0, 0) is None
        assert quantities.rate(0, 10) == 0

    @given(COUNTS, st.integers(min_value=1, max_value=10**8))
    def test_a_rate_is_exact(self, part, whole):
        assert quantities.rate(part, whole) * whole == part
        assert quantities.Ratio(part, whole).rate == quantities.rate(part, whole)

    def test_a_fall_is_positive(self):
        assert quantities.points_fallen(Fraction(10, 100), Fraction(7, 100)) == 3
        assert quantities.points_fallen(Fraction(7, 100), Fraction(10, 100)) == -3
        assert quantities.points_fallen(None, Fraction(1, 2)) is None
        assert quantities.points_fallen(Fraction(1, 2), None) is None


class TestRounding:
    @pytest.mark.parametrize(
        ("value", "places", "rounded"),
        [
            (Fraction("2.675"), 2, "2.68"),  # binary floating point says 2.67
            (Fraction("2.665"), 2, "2.67"),  # half to even says 2.66
            (Fraction("-2.665"), 2, "-2.67"),
            (Fraction(1, 3), 2, "0.33"),
            (Fraction(2, 3), 0, "1"),
            (Fraction(1, 2), 0, "1"),
            (Fraction(-1, 1000), 2, "0.00"),
            (Decimal("1.005"), 2, "1.01"),
            (5, 2, "5.00"),
        ],
    )
    def test_half_goes_up(self, value, places, rounded):
        assert str(quantities.round_half_up(value, places)) == rounded

    @given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6), PLACES)
    def test_it_is_the_nearest(self, value, places):
        rounded = quantities.round_half_up(value, places)
        assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
        assert -rounded.as_tuple().exponent == places

    @given(st.fractions(max_denominator=10**6, min_value=-(10**6), max_value=10**6), PLACES)
    def test_it_is_the_same_on_both_sides_of_zero_and_settled_at_once(self, value, places):
        rounded = quantities.round_half_up(value, places)
        assert quantities.round_half_up(-value, places) == -rounded
        assert quantities.round_half_up(rounded, places) == rounded


class TestWriting:
    @pytest.mark.parametrize(
        ("rate", "text"),
        [(Fraction(571, 10_000), "5,71%"), (Fraction(1), "100,00%"), (Fraction(0), "0,00%"), (None, "–")],
    )
    def test_a_rate(self, rate, text):
        assert quantities.percent_text(rate) == text

    @pytest.mark.parametrize(
        ("points", "text"),
        [
            (Fraction("2.71"), "2,71"),
            (Fraction("-0.12"), "tăng 0,12"),
            (Fraction(0), "0,00"),
            (Fraction("-0.001"), "0,00"),  # rounds to nothing: neither a fall nor a rise
            (None, "–"),
        ],
    )
    def test_points_a_rise_says_so(self, points, text):
        assert quantities.points_text(points) == text


class TestTypedCounts:
    @pytest.mark.parametrize(
        ("typed", "count"),
        [
            ("128", 128),
            (" 128 ", 128),
            ("1.234", 1234),
            ("1 234", 1234),
            ("13.455.001", 13_455_001),
            ("0", 0),
            ("007", 7),
        ],
    )
    def test_as_people_write_them(self, typed, count):
        assert quantities.parse_count(typed) == count

    def test_an_empty_cell_is_not_zero(self):
        assert quantities.parse_count("  ") is None

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("-3", "số âm"),
            ("4,5", "phần lẻ"),
            ("4.5", "phần lẻ"),
            ("1.23", "phần lẻ"),
            ("mười", "không phải là số"),
            ("12 hộ", "không phải là số"),
            ("1234567890", "quá lớn"),
            ("١٢", "không phải là số"),  # digits, but not ours
        ],
    )
    def test_anything_else_is_told_in_words(self, typed, says):
        with pytest.raises(quantities.NotANumber, match=says) as refusal:
            quantities.parse_count(typed)
        assert typed in str(refusal.value)

    @pytest.mark.parametrize("typed", ["9" * 30, "9" * 5000, "1." + "000." * 2000 + "000"])
    def test_more_digits_than_a_machine_reads_are_too_many_and_not_all_repeated(self, typed):
        for parse in (quantities.parse_count, quantities.parse_decimal):
            with pytest.raises(quantities.NotANumber, match="quá lớn") as refusal:
                parse(typed)
            assert len(str(refusal.value)) < 120

    def test_a_page_of_text_is_no_number(self):
        for parse in (quantities.parse_count, quantities.parse_decimal):
            with pytest.raises(quantities.NotANumber, match="không phải là số"):
                parse("mười " * 10_000)

    @given(COUNTS)
    def test_what_we_write_can_be_typed_back(self, count):
        assert quantities.parse_count(vietnamese.grouped(count)) == count
        assert quantities.parse_count(str(count)) == count

    @given(st.text(max_size=12))
    def test_no_text_breaks_it(self, typed):
        try:
            count = quantities.parse_count(typed)
        except quantities.NotANumber:
            return
        assert count is None or count >= 0


class TestTypedDecimals:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("4,52", "4.52"),
            ("4.52", "4.52"),
            ("4,52%", "4.52"),
            ("4,52 %", "4.52"),
            ("1.234,5", "1234.5"),
            ("1 234,5", "1234.5"),
            ("1.234.567", "1234567"),
            ("7", "7"),
            ("-0,5", "-0.5"),
            ("1234.5", "1234.5"),
        ],
    )
    def test_as_people_write_them(self, typed, number):
        assert quantities.parse_decimal(typed) == Decimal(number)

    def test_an_empty_cell_is_not_zero(self):
        assert quantities.parse_decimal(" % ") is None

    @pytest.mark.parametrize("typed", ["1.234", "-1.234", "12.500%"])
    def test_a_thousand_or_one_and_a_bit_must_be_said(self, typed):
        with pytest.raises(quantities.Ambiguous, match="có thể là"):
            quantities.parse_decimal(typed)

    @pytest.mark.parametrize("typed", ["bốn", "4,5,6", "4..5", "1.23.456", "--1", "4,"])
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(quantities.NotANumber, match="không phải là số"):
            quantities.parse_decimal(typed)

    @given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
    def test_what_we_write_can_be_typed_back(self, number):
        assert quantities.parse_decimal(vietnamese.decimal_text(number, 2)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0", 0), ("", None), ("-1", None), ("²", None), ("٣", None), ("1.0", None), ("9" * 30, None)],
)
def test_the_id_in_an_address_is_plain_digits(text, number):
    assert quantities.row_id(text) == number
