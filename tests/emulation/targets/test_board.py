"""Place by place: what was assigned, what is, and the verdict; the campaign's own targets above."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.poverty.models import ReviewSet
from emulation.targets import rules
from emulation.targets.models import Indicator, TargetAssignment
from emulation.targets.rules import Verdict
from emulation.targets.selectors import progress_of
from emulation.targets.selectors.board import board
from emulation.targets.services import measure
from tests.emulation.targets.test_services import give

ALL = list(ReviewSet.State.values)


def row_of(found, name):
    return next(row for row in found.rows if row.unit.name == name)


def progress(sa_pa, unit, key):
    return next(item for item in progress_of(sa_pa.campaign, unit) if item.target.indicator.key == key)


class TestBeforeAnyReview:
    def test_the_plan_and_the_opening_list_stand_there(self, sa_pa):
        found = board(sa_pa.campaign, sa_pa.town)
        ta_van = row_of(found, "Tả Van")
        assert (found.period, len(found.rows)) == (None, 16)
        assert (ta_van.plan, ta_van.planned_households) == (Decimal("6.5"), Decimal(44))
        assert ta_van.opening.poor_rate == Fraction(294, 690)
        assert (ta_van.figures, ta_van.evaluation.verdict) == (None, Verdict.NO_DATA)
        assert found.total.opening.count("poor_end") == 3015


class TestTown:
    def test_s3_02_the_town_s_fall_is_judged_on_five_points(self, sa_pa, hand_in):
        hand_in("Tả Van", "Mường Hoa")
        item = progress(sa_pa, sa_pa.town, rules.POVERTY_RATE_FALL)
        start, now = Fraction(294 + 247, 690 + 809), item.evaluation.result
        assert (item.target.condition, item.target.low) == ("at_least", 5)
        assert item.evaluation.asked_by_now == Fraction(5, 2)
        assert 0 < now < start * 100, "of the communes that handed in, like with like"
        assert item.is_provisional

    def test_s3_03_new_rural_communes_are_to_beat_their_plan(self, sa_pa, hand_in):
        hand_in("Tả Van", "Trung Chải")
        found = board(sa_pa.campaign, sa_pa.town)
        ta_van, trung_chai = row_of(found, "Tả Van"), row_of(found, "Trung Chải")
        assert (found.extra.condition, found.extra.low, found.extra.high) == ("beats_plan_by", 30, 40)
        assert ta_van.beats.asked == Fraction("6.5") * Fraction(13, 10)
        assert ta_van.beats.verdict == Verdict.ON_COURSE
        assert trung_chai.beats is None, "it does not build new-rural"
        assert (len(found.marked_rows), found.extra_on_course) == (8, 1)

    def test_s3_04_relapsed_households_over_all_households(self, sa_pa, hand_in):
        hand_in("Tả Van")
        item = progress(sa_pa, sa_pa.town, rules.RELAPSE_RATE)
        assert (item.target.condition, item.target.low) == ("less_than", 1)
        assert item.evaluation.result == Fraction(5, 696) * 100
        assert item.verdict_words == ("wait", "Nguy cơ vượt mức"), "at this pace the year ends at 1,44 %"

    def test_s3_05_near_poor_households_fall_by_more_than_a_hundred(self, sa_pa, hand_in):
        hand_in("Tả Van", "Mường Hoa")
        item = progress(sa_pa, sa_pa.town, rules.NEAR_POOR_FALL)
        assert (item.target.condition, item.target.low) == ("more_than", 100)
        assert item.evaluation.asked_by_now == 50

    def test_s3_06_policies_wait_for_the_reports_then_are_judged(self, sa_pa):
        assert progress(sa_pa, sa_pa.town, "policy_health").evaluation.verdict == Verdict.NO_DATA
        measure(
            sa_pa.campaign,
            Indicator.objects.get(key="policy_health"),
            sa_pa.ta_van,
            "2020-Q2",
            value=Decimal(434),
            whole=Decimal(434),
            by=sa_pa.person("mai"),
        )
        assert progress(sa_pa, sa_pa.town, "policy_health").evaluation.verdict == Verdict.MET

    def test_who_has_not_handed_in_has_no_figures_but_a_mark(self, sa_pa, hand_in):
        hand_in("Tả Van")
        found = board(sa_pa.campaign, sa_pa.town)
        silent = row_of(found, "Bản Hồ")
        assert (silent.figures, silent.mark, silent.review_id) == (None, Fraction(3), None)
        assert (found.handed_in, found.counted(Verdict.NO_DATA)) == (1, 15)

    def test_what_is_still_being_written_is_not_shown_above(self, sa_pa, hand_in):
        (review,) = hand_in("Tả Van", submit=False)
        assert row_of(board(sa_pa.campaign, sa_pa.town), "Tả Van").figures is None
        own = board(sa_pa.campaign, sa_pa.ta_van, states=ALL)
        assert own.rows[0].is_being_written
        assert own.rows[0].review_id == review.pk

    def test_figures_lead_to_their_reviews(self, sa_pa, hand_in):
        (review,) = hand_in("Tả Van")
        row = row_of(board(sa_pa.campaign, sa_pa.town), "Tả Van")
        opening = ReviewSet.objects.get(unit=sa_pa.ta_van, is_opening=True)
        assert (row.review_id, row.opening_id) == (review.pk, opening.pk)


class TestCommune:
    def test_s3_37_each_hamlet_has_its_own_plan(self, sa_pa, hand_in):
        hand_in("Tả Van")
        found = board(sa_pa.campaign, sa_pa.ta_van)
        mong = row_of(found, "Tả Van Mông")
        assert (len(found.rows), mong.plan, mong.plan_of) == (7, Decimal(7), None)
        assert mong.fall == (Fraction(61, 129) - mong.figures.poor_rate) * 100

    def test_a_hamlet_without_its_own_is_judged_on_the_commune_s_and_it_says_so(self, sa_pa, hand_in):
        hand_in("Tả Van")
        hamlet = sa_pa.hamlet("Tả Van Mông")
        TargetAssignment.objects.filter(unit=hamlet).delete()
        row = row_of(board(sa_pa.campaign, sa_pa.ta_van), "Tả Van Mông")
        assert (row.plan, row.plan_of) == (Decimal("6.5"), sa_pa.ta_van)

    def test_the_sum_of_hamlets_is_the_commune_s_row_of_the_town(self, sa_pa, hand_in):
        hand_in("Tả Van")
        whole = row_of(board(sa_pa.campaign, sa_pa.town), "Tả Van")
        total = board(sa_pa.campaign, sa_pa.ta_van).total
        assert (total.figures.counts, total.fall, total.plan) == (whole.figures.counts, whole.fall, whole.plan)
        assert total.beats == whole.beats

    def test_a_commune_is_judged_on_what_it_was_assigned(self, sa_pa, hand_in):
        hand_in("Tả Van")
        asked = {item.target.indicator.key: item.target.low for item in progress_of(sa_pa.campaign, sa_pa.ta_van)}
        assert asked == {rules.POVERTY_RATE_FALL: Decimal("6.5"), rules.ESCAPED: Decimal(44)}


def test_above_the_plan_is_beaten_and_a_plan_of_nothing_judges_nothing(sa_pa, hand_in):
    hand_in("Tả Van")
    give(sa_pa, {sa_pa.ta_van: Decimal("4.53")})  # it fell by 4,534
    assert row_of(board(sa_pa.campaign, sa_pa.town), "Tả Van").evaluation.verdict == Verdict.EXCEEDED
    give(sa_pa, {sa_pa.ta_van: Decimal(0)})
    assert row_of(board(sa_pa.campaign, sa_pa.town), "Tả Van").beats.verdict == Verdict.NO_DATA


def test_the_board_costs_the_same_with_one_and_three_handed_in(sa_pa, hand_in):
    counts = []
    for name in ("Tả Van", "Mường Hoa", "Bản Hồ"):
        hand_in(name)
        with CaptureQueriesContext(connection) as captured:
            board(sa_pa.campaign, sa_pa.town)
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 12


@pytest.mark.parametrize("period", ["2020-M12", "la-lung", ""])
def test_an_unknown_period_shows_the_latest(sa_pa, hand_in, period):
    hand_in("Tả Van")
    assert board(sa_pa.campaign, sa_pa.town, period=period).period.key == "2020-M06"
