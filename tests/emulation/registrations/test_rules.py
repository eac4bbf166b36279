"""What a line may say: readings, limits, guesses, notes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation.quantities import Ambiguous, NotANumber
from emulation.registrations import rules
from emulation.registrations.rules import Ground, Line
from emulation.targets import rules as indicators

TA_VAN = Ground("xã Tả Van", "31/12/2019", households=690, poor=294, near_poor=140, hamlets=7)


def line(indicator="", pledged=None, *, nature=rules.FIGURE, assigned=None, note="", unit="hộ", text="Số hộ") -> Line:
    as_decimal = [None if value is None else Decimal(str(value)) for value in (assigned, pledged)]
    return Line("pledged_1", text, nature, indicator, unit, *as_decimal, note=note)


class TestReading:
    @pytest.mark.parametrize(
        ("typed", "value"), [("", None), ("45", 45), ("1.234", 1234), (" 7 ", 7), ("150.000.000", 150_000_000)]
    )
    def test_a_count_is_whole(self, typed, value):
        assert rules.read("count", typed) == value

    @pytest.mark.parametrize("typed", ["4,5", "-3", "bốn lăm", "4.5.6", "=1+1", "9" * 20])
    def test_what_is_no_count_is_told(self, typed):
        with pytest.raises(NotANumber):
            rules.read("count", typed)

    @pytest.mark.parametrize(("typed", "value"), [("6,5", "6.5"), ("6.25", "6.25"), ("7", "7"), ("6,50%", "6.50")])
    def test_points_take_two_decimals(self, typed, value):
        assert rules.read("points", typed) == Decimal(value)

    @pytest.mark.parametrize("typed", ["6,255", "-1,5", "sáu", "9" * 14])
    def test_what_is_no_fall_is_told(self, typed):
        with pytest.raises(NotANumber):
            rules.read("points", typed)

    def test_what_can_be_read_two_ways_is_asked_about(self):
        with pytest.raises(Ambiguous, match="có thể là"):
            rules.read("points", "1.234")


class TestImpossible:
    def test_more_households_than_are_poor(self):
        assert rules.impossible(line(indicators.ESCAPED, 450), TA_VAN) == (
            "Số hộ: đăng ký 450 hộ, nhưng ngày 31/12/2019 xã Tả Van có 294 hộ nghèo; có phải 45?"
        )

    @pytest.mark.parametrize(
        ("indicator", "most"),
        [
            (indicators.ESCAPED, 294),
            (indicators.POOR_FALL, 294),
            (indicators.REGISTERED_TO_ESCAPE, 294),
            (indicators.NEAR_POOR_FALL, 140),
            (indicators.HELPED, 434),
        ],
    )
    def test_each_count_has_its_own_limit(self, indicator, most):
        assert rules.impossible(line(indicator, most), TA_VAN) is None
        assert f"có {most} hộ" in rules.impossible(line(indicator, most + 1), TA_VAN)

    def test_a_fall_beyond_the_rate_itself(self):
        said = rules.impossible(line(indicators.POVERTY_RATE_FALL, 65, unit="điểm %", text="Giảm tỷ lệ"), TA_VAN)
        assert said == (
            "Giảm tỷ lệ: đăng ký 65,00 điểm %, nhiều hơn cả tỷ lệ hộ nghèo 42,61% (294/690 hộ) của xã Tả Van "
            "ngày 31/12/2019; có phải 6,50?"
        )
        assert rules.impossible(line(indicators.POVERTY_RATE_FALL, "42.60"), TA_VAN) is None

    def test_more_hamlets_than_there_are(self):
        pact = line(nature=rules.EACH_HAMLET, pledged=8, unit="thôn")
        assert "có 7 thôn" in rules.impossible(pact, TA_VAN)
        assert rules.impossible(line(nature=rules.EACH_HAMLET, pledged=7), TA_VAN) is None

    def test_no_guess_where_none_would_help(self):
        assert rules.impossible(line(indicators.ESCAPED, 301), TA_VAN).endswith("có 294 hộ nghèo. Xin kiểm tra lại.")

    def test_a_negative_figure(self):
        assert "là số âm" in rules.impossible(line(indicators.ESCAPED, -1), TA_VAN)

    @given(st.integers(0, 10**9))
    def test_nothing_is_refused_where_the_ground_is_not_known(self, pledged):
        unknown = Ground("xã X", "31/12/2019")
        assert rules.impossible(line(indicators.ESCAPED, pledged), unknown) is None
        assert rules.impossible(line(indicators.POVERTY_RATE_FALL, pledged), unknown) is None

    @given(st.integers(0, 5000), st.integers(0, 5000))
    def test_a_count_is_refused_exactly_beyond_what_there_is(self, poor, pledged):
        ground = Ground("xã X", "31/12/2019", households=6000, poor=poor, near_poor=0)
        assert (rules.impossible(line(indicators.ESCAPED, pledged), ground) is not None) == (pledged > poor)


class TestMissing:
    def test_an_empty_figure(self):
        assert [p.message for p in rules.missing([line(indicators.ESCAPED)])] == ["Số hộ: chưa ghi số đăng ký."]

    def test_zero_is_a_figure(self):
        assert list(rules.missing([line(indicators.ESCAPED, 0)])) == []

    def test_below_the_plan_asks_for_a_note_and_a_note_is_enough(self):
        below = line(indicators.ESCAPED, 40, assigned=44)
        (problem,) = rules.missing([below])
        assert (problem.field, problem.code) == ("note_1", "below_plan")
        assert "đăng ký 40, thấp hơn mức giao 44 hộ" in problem.message
        assert list(rules.missing([line(indicators.ESCAPED, 40, assigned=44, note="Thiếu đất")])) == []

    def test_a_note_of_spaces_says_nothing(self):
        assert len(list(rules.missing([line(indicators.ESCAPED, 40, assigned=44, note="   ")]))) == 1

    def test_deeds_that_are_to_be_counted_must_be_there(self):
        (problem,) = rules.missing([line(nature=rules.DEED_COUNT, text="Việc làm cụ thể")])
        assert problem.field == "deeds"

    @given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
    def test_only_a_pledge_below_its_plan_asks(self, pledged, assigned):
        asked = rules.asks_for_note(line(indicators.POVERTY_RATE_FALL, pledged, assigned=assigned))
        assert (asked is not None) == (pledged < assigned)
