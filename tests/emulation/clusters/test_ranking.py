"""Summed and ranked by the database; ties broken for a reason; published versions that nobody changes."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign_portal.foundation.errors import Refused
from emulation.clusters import services
from emulation.clusters.models import Ranking, RankingLine, ScoreLine, TieBreak
from emulation.clusters.selectors.ranking import published, ranking_shown, standings, tied
from emulation.clusters.selectors.sheets import lines_of
from tests.emulation.clusters.stage import FULL, YEAR

DEC_1 = dt.date(YEAR, 12, 1)
REASON = {"rule": "vote", "reason": "Biên bản họp cụm ngày 20/12/2022"}
# Few values, so that sums are often equal, some only by their hundredths.
GIVEN = st.lists(
    st.tuples(*(st.sampled_from([Decimal(x) for x in ("0", "0.1", "0.2", "0.3", "0.45")]) for _ in range(4))),
    min_size=4,
    max_size=4,
)
WITHIN = st.lists(st.integers(1, 4), min_size=4, max_size=4)


def places(totals: Mapping[int, Decimal], within: Mapping[int, int]) -> dict[int, int]:
    """Rank by its meaning: one more than how many are better."""
    order = {key: (-total, within.get(key, 0)) for key, total in totals.items()}
    return {key: 1 + sum(other < mine for other in order.values()) for key, mine in order.items()}


def test_the_database_sums_and_ranks_as_arithmetic_does(stage):
    year = stage.all_concluded()
    members = [stage.member(place) for place in range(1, 5)]
    lines = {member.pk: lines_of(member.sheet) for member in members}
    for each in lines.values():  # every criterion takes every value
        for line in each:
            ScoreLine.objects.filter(pk=line.pk).update(max_points=1, self_points=0, cross_points=0, final_points=0)

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(GIVEN, st.one_of(st.none(), WITHIN))
    def check(points, within):
        TieBreak.objects.all().delete()
        totals = {}
        for member, values in zip(members, points, strict=True):
            totals[member.pk] = sum(values)
            for line, value in zip(lines[member.pk], values, strict=True):
                ScoreLine.objects.filter(pk=line.pk).update(final_points=value, final_reason="vì")
        order = dict(zip((member.pk for member in members), within or (), strict=False))
        TieBreak.objects.bulk_create(
            TieBreak(member_id=pk, place=place, rule="vote", reason="vì", by=stage.officer, at="2022-12-20T08:00+07:00")
            for pk, place in order.items()
        )
        found = {one.member_id: one for one in standings(year)}
        assert {pk: one.total for pk, one in found.items()} == totals
        assert {pk: one.rank for pk, one in found.items()} == places(totals, order)
        for member, values in zip(members, points, strict=True):
            assert (found[member.pk].points, found[member.pk].bonus) == (sum(values[:3]), values[3])
        groups = [{one.member_id for one in group} for group in tied(list(found.values()))]
        shared = {total for total in totals.values() if list(totals.values()).count(total) > 1}
        assert groups == [{pk for pk in totals if totals[pk] == total} for total in sorted(shared, reverse=True)]

    check()


def test_equal_sums_share_a_rank_and_the_next_is_skipped(stage):
    year = stage.all_concluded(("60", "39", "0.5", "0"), ("59.5", "39.5", "0.5", "0"), FULL, ("50", "0", "0", "0"))
    assert [(one.rank, one.name) for one in standings(year)] == [
        (1, stage.parties[2].name),
        (2, stage.parties[0].name),
        (2, stage.parties[1].name),
        (4, stage.parties[3].name),
    ]


def test_who_is_not_concluded_has_no_rank_yet(opened):
    opened.whole(2)
    opened.self_score(1)
    assert [one.rank for one in standings(opened.year)] == [1, None, None, None]


def test_a_ranking_costs_the_same_for_few_and_for_many(opened):
    opened.whole(1)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            standings(opened.year)
        return len(found)

    one = queries()
    for place in (2, 3, 4):
        opened.whole(place)
    assert queries() == one == 2


class TestTies:
    POINTS = (("60", "39", "0.5", "0"), ("60", "38.5", "0.5", "0.5"), FULL, FULL)

    def order(self, stage, **by_place) -> dict[int, int]:
        return {stage.member(int(place[1:])).pk: value for place, value in by_place.items()}

    def test_broken_by_the_member_in_charge_with_rule_and_reason(self, stage):
        year = stage.all_concluded(*self.POINTS)
        services.break_tie(year, self.order(stage, m3=2, m4=1), **REASON, by=stage.council_member)
        assert [(one.rank, one.name) for one in standings(year)][:2] == [
            (1, stage.parties[3].name),
            (2, stage.parties[2].name),
        ]
        assert TieBreak.objects.get(member=stage.member(4)).by == stage.council_member

    def test_the_rule_without_bonus_must_fit_the_points(self, stage):
        year = stage.all_concluded(*self.POINTS)
        wrong = self.order(stage, m1=2, m2=1)
        with pytest.raises(Refused, match="Chưa kể điểm thưởng"):
            services.break_tie(year, wrong, rule="without_bonus", reason="Quy chế", by=stage.officer)
        services.break_tie(
            year, self.order(stage, m1=1, m2=2), rule="without_bonus", reason="Quy chế", by=stage.officer
        )

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"reason": " "}, "Xin ghi lý do"),
            ({"rule": "coin"}, "Xin chọn quy tắc"),
            ({"order": {"m3": 1, "m4": 1}}, "vẫn cùng thứ tự"),
            ({"order": {"m3": 1, "m4": 3}}, "Thứ tự ghi từ 1 đến 2"),
            ({"order": {"m1": 1, "m4": 2}}, "không còn bằng điểm"),
        ],
    )
    def test_what_is_refused(self, stage, changes, says):
        year = stage.all_concluded(*self.POINTS)
        order = self.order(stage, **changes.pop("order", {"m3": 2, "m4": 1}))
        with pytest.raises(Refused, match=says):
            services.break_tie(year, order, **{**REASON, **changes}, by=stage.officer)

    def test_not_before_everybody_is_concluded(self, opened):
        opened.whole(3)
        opened.whole(4)
        with pytest.raises(Refused, match="Chưa kết luận"):
            services.break_tie(opened.year, self.order(opened, m3=2, m4=1), **REASON, by=opened.officer)

    def test_not_by_a_member_or_another_councillor(self, stage):
        year = stage.all_concluded(*self.POINTS)
        other = stage.person("hd.khac", stage.council, "council_member", "Ủy viên")
        for who in (stage.leader(1), other):
            with pytest.raises(Refused, match="là việc của cơ quan Nội vụ"):
                services.break_tie(year, self.order(stage, m3=2, m4=1), **REASON, by=who)

    def test_a_reopened_sheet_opens_every_tie_again(self, stage):
        year = stage.all_concluded(*self.POINTS)
        services.break_tie(year, self.order(stage, m3=2, m4=1), **REASON, by=stage.officer)
        services.reopen(stage.sheet(1), by=stage.officer, reason="Nhầm số")
        assert not TieBreak.objects.exists()


class TestPublishing:
    def publish(self, stage, **changes):
        given_ = {"number": "45/TB-HĐTĐKT", "on": DEC_1} | changes
        return services.publish(stage.year, by=stage.officer, **given_)

    def test_freezes_the_ranking_with_its_paper(self, stage):
        ranking = stage.published(FULL, ("50", "1", "0.5", "2"), FULL, FULL)
        assert (ranking.version, ranking.paper_number, ranking.published_on) == (1, "45/TB-HĐTĐKT", DEC_1)
        assert [(line.rank, line.total) for line in ranking.lines.all()] == [
            (1, Decimal(100)), (1, Decimal(100)), (1, Decimal(100)), (4, Decimal("53.5")),
        ]  # fmt: skip
        assert stage.year.state == "published"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"number": "công văn"}, "Xin ghi số, ký hiệu"),
            ({"on": DEC_1 + dt.timedelta(days=1)}, "sau hôm nay"),
            ({"number": "4" * 61}, "nhiều nhất 60 ký tự"),
        ],
    )
    def test_refuses_a_paper_that_cannot_be(self, stage, changes, says):
        stage.all_concluded()
        with pytest.raises(Refused, match=says):
            self.publish(stage, **changes)

    def test_refuses_while_somebody_waits_and_names_him(self, opened):
        opened.whole(1)
        with pytest.raises(Refused, match=f"Chưa kết luận: {opened.parties[1].name}"):
            self.publish(opened)

    def test_only_the_standing_body(self, stage):
        stage.all_concluded()
        for who in (stage.leader(1), stage.council_member):
            with pytest.raises(Refused, match="không có nhiệm vụ"):
                services.publish(stage.year, number="1/TB", on=DEC_1, by=who)

    def test_a_correction_is_the_next_version_with_its_reason(self, stage, clock):
        stage.published()
        services.correct(stage.year, by=stage.officer, reason="Xã báo cáo sai số liệu")
        assert ranking_shown(stage.reload(), follows=False).ranking.version == 1, "read until the next one is published"
        assert ranking_shown(stage.year, follows=True).ranking is None
        services.reopen(stage.sheet(1), by=stage.officer, reason="Sai số liệu")
        stage.give(1, "final", ("40", "39.5", "0.5", "0"), stage.officer, words="Số liệu sửa lại")
        services.conclude(stage.sheet(1), by=stage.officer)
        with pytest.raises(Refused, match="trước lần công bố"):
            self.publish(stage, number="52/TB-HĐTĐKT", on=dt.date(YEAR, 11, 30))
        clock(dt.date(YEAR, 12, 28))
        second = self.publish(stage, number="52/TB-HĐTĐKT", on=dt.date(YEAR, 12, 28))
        assert (second.version, second.reason) == (2, "Xã báo cáo sai số liệu")
        assert published(stage.year).lines.last().name == stage.parties[0].name
        assert Ranking.objects.get(version=1).lines.first().total == 100, "what was published stays as it was"

    def test_a_correction_wants_a_reason(self, stage):
        stage.published()
        with pytest.raises(Refused, match="Xin ghi lý do"):
            services.correct(stage.year, by=stage.officer, reason=" ")

    @pytest.mark.parametrize("model", [Ranking, RankingLine])
    def test_the_database_lets_nobody_change_or_delete_what_was_published(self, stage, model):
        stage.published()
        text = {"reason": "khác"} if model is Ranking else {"name": "khác"}
        for act in (lambda: model.objects.update(**text), lambda: model.objects.all()._raw_delete("default")):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()

    def test_scores_stand_still_once_published(self, stage):
        stage.published()
        with pytest.raises(Refused, match="đã công bố"):
            services.reopen(stage.sheet(1), by=stage.officer, reason="Nhầm")
