"""Points and sums: arithmetic that holds for whatever is typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation.quantities import NotANumber
from emulation.clusters import rules
from emulation.clusters.rules import CROSS, FINAL, SELF, Scored

POINTS = st.decimals(min_value=0, max_value=1000, places=2)


class TestReading:
    @pytest.mark.parametrize(
        ("text", "points"), [("", None), ("0", "0"), ("9,5", "9.5"), ("9.25", "9.25"), ("10", "10"), (" 10 ", "10")]
    )
    def test_as_people_type_them(self, text, points):
        assert rules.read_points(text, Decimal(10)) == (None if points is None else Decimal(points))

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("-1", "số âm"),
            ("9,255", "quá hai chữ số thập phân"),
            ("95", "vượt điểm tối đa 10,00; có phải 9,5?"),
            ("11", "vượt điểm tối đa 10,00; có phải 1,1?"),
            ("chín", "không phải là số"),
            ("9" * 40, "quá lớn"),
        ],
    )
    def test_what_cannot_be_is_told_with_a_guess(self, text, says):
        with pytest.raises(NotANumber, match=says.replace("?", r"\?")):
            rules.read_points(text, Decimal(10))

    @given(POINTS)
    def test_what_is_kept_is_typed_back_and_read_the_same(self, points):
        assert rules.read_points(rules.typed_text(points), Decimal(1000)) == points

    @pytest.mark.parametrize("text", ["0", "1000,01", "1001", "-5"])
    def test_a_criterion_gives_more_than_nothing_and_at_most_a_thousand(self, text):
        with pytest.raises(NotANumber):
            rules.read_max_points(text)


class TestReasons:
    def line(self, **points) -> Scored:
        return Scored("1", "Tiêu chí", Decimal(10), **points)

    def test_whoever_agrees_needs_none(self):
        nine = Decimal(9)
        line = self.line(self_points=nine, cross_points=nine, final_points=nine)
        assert not any(line.asks_for_reason(round_) for round_ in (SELF, CROSS, FINAL))

    def test_whoever_differs_from_the_member_does(self):
        line = self.line(self_points=Decimal(9), cross_points=Decimal(8))
        assert line.asks_for_reason(CROSS)
        assert not self.line(self_points=Decimal(9), cross_points=Decimal(8), cross_reason="vì").asks_for_reason(CROSS)

    def test_a_conclusion_may_stand_on_the_cross_scorer_s_reason_or_needs_its_own(self):
        given_ = {"self_points": Decimal(9), "cross_points": Decimal(8), "cross_reason": "vì"}
        assert not self.line(**given_, final_points=Decimal(8)).asks_for_reason(FINAL)
        assert self.line(**given_, final_points=Decimal("8.5")).asks_for_reason(FINAL)


class TestSums:
    @given(st.lists(st.tuples(POINTS, st.booleans()), min_size=1, max_size=30))
    def test_the_total_is_points_and_bonus_each_once(self, rows):
        lines = [Scored(str(n), "", Decimal(1000), bonus, points) for n, (points, bonus) in enumerate(rows)]
        found = rules.sums(lines, SELF)
        assert found.total == sum(points for points, _ in rows)
        assert found.bonus == sum(points for points, bonus in rows if bonus)

    def test_before_the_first_point_there_is_no_sum(self):
        assert rules.sums([Scored("1", "", Decimal(10))], SELF).total is None


@given(st.lists(st.integers(), unique=True, max_size=20))
def test_in_the_ring_everybody_scores_one_and_nobody_himself(keys):
    ring = rules.ring(keys)
    if len(keys) < 2:
        assert ring == {}
    else:
        assert set(ring) == set(ring.values()) == set(keys)
        assert all(scored != scorer for scored, scorer in ring.items())
