"""Phòng Nội vụ makes the clusters of a year: members, leaders, who scores whom, points, days."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import Deadline
from emulation.clusters import services
from emulation.clusters.models import ClusterCriterion, ClusterMember, ClusterYear, ScoreRow, ScoreSheet, ScoreTable
from emulation.clusters.selectors import years
from emulation.clusters.services import Criterion, Membership
from emulation.duties.models import Duty
from tests.emulation.clusters.stage import BASIS, TABLE, YEAR

Post = ClusterMember.Post


class TestMaking:
    def test_a_cluster_is_one_of_those_the_plan_names(self, stage):
        year = stage.form()
        assert (str(year), year.kind, year.cluster.clause) == ("Cụm thi đua số 1, năm 2022", "cluster", "IV, V.5")

    def test_only_the_standing_body_of_the_campaign_s_unit(self, stage):
        for who in (stage.leader(1), stage.labour, stage.council_member):
            with pytest.raises(Refused, match="Nội vụ"):
                services.create_year(stage.campaign, YEAR, name="Cụm 2", kind="cluster", by=who)

    @pytest.mark.parametrize(
        ("year", "name", "says"),
        [(2020, "Cụm 9", "ngoài thời gian"), (YEAR, " ", "Xin ghi tên"), (YEAR, "CỤM THI ĐUA SỐ 1", "đã có")],
    )
    def test_refuses_a_year_outside_and_a_name_that_is_there(self, stage, year, name, says):
        stage.form()
        with pytest.raises(Refused, match=says):
            services.create_year(stage.campaign, year, name=name, kind="cluster", by=stage.officer)

    def test_days_come_from_the_plan_s_calendar_where_it_has_them(self, stage):
        Deadline.objects.create(
            campaign=stage.campaign, key="self_score", kind="self_score", title="Tự chấm điểm", period="2021",
            rule="before", date=dt.date(2021, 12, 11), repeats_until=2025, opens_on=dt.date(2021, 12, 1),
            owed_by=["commune"], position=99,
        )  # fmt: skip
        made = services.create_year(stage.campaign, YEAR, name="Cụm 3", kind="cluster", by=stage.officer)
        assert made.self_due_on == dt.date(YEAR, 12, 10)
        assert made.cross_due_on is None

    def test_the_plan_s_own_table_is_taken_with_its_points_and_gaps(self, stage):
        table = ScoreTable.objects.create(campaign=stage.campaign, key="table", name="Bảng điểm", position=1)
        ScoreRow.objects.create(table=table, key="a", text="Kết quả", points=None, clause="4.3", position=1)
        ScoreRow.objects.create(table=table, key="b", text="Báo cáo", points=10, position=2)
        made = services.create_year(stage.campaign, YEAR, name="Cụm 3", kind="cluster", by=stage.officer)
        rows = list(made.criteria.values_list("text", "max_points", "plan_key"))
        assert rows == [("Kết quả", None, "a"), ("Báo cáo", Decimal(10), "b")]
        first, second = made.criteria.all()
        wanted = [Criterion("đổi chữ", Decimal(90), id=first.pk), Criterion("đổi chữ", Decimal(99), id=second.pk)]
        with pytest.raises(Refused, match="Kế hoạch không ghi điểm"):
            services.set_criteria(made, wanted, basis="", by=stage.officer)
        services.set_criteria(made, wanted, basis=BASIS, by=stage.officer)
        assert list(made.criteria.values_list("text", "max_points")) == [
            ("Kết quả", Decimal(90)),
            ("Báo cáo", Decimal(10)),
        ], "words and points of the plan stay the plan's"


class TestMembers:
    def test_head_and_deputy_are_members_and_the_ring_is_made(self, stage):
        stage.form()
        members = [stage.member(place) for place in range(1, 5)]
        assert [member.post for member in members] == [Post.HEAD, Post.DEPUTY, Post.MEMBER, Post.MEMBER]
        assert [member.cross_scorer for member in members] == [members[3], *members[:3]]

    def test_whom_the_standing_body_names_cross_scores(self, stage):
        stage.form()
        first, second, third, _ = stage.parties
        wanted = Membership(stage.parties, head=first, deputy=second, cross_scorers={first.pk: third.pk})
        services.set_members(stage.year, wanted, by=stage.officer)
        assert stage.member(1).cross_scorer == stage.member(3)
        assert stage.member(4).cross_scorer == stage.member(3)

    @pytest.mark.parametrize(
        ("head", "deputy", "cross", "says"),
        [
            (3, 1, {}, "Cụm trưởng phải là thành viên"),
            (0, 3, {}, "Cụm phó phải là thành viên"),
            (0, 0, {}, "hai đơn vị khác nhau"),
            (0, 1, {2: 2}, "không tự chấm chéo mình"),
            (0, 1, {2: 3}, "phải là thành viên"),
        ],
    )
    def test_refuses_who_is_no_member(self, stage, head, deputy, cross, says):
        stage.form()
        parties = stage.parties
        scorers = {parties[scored].pk: parties[scorer].pk for scored, scorer in cross.items()}
        wanted = Membership(parties[:3], head=parties[head], deputy=parties[deputy], cross_scorers=scorers)
        with pytest.raises(Refused, match=says):
            services.set_members(stage.year, wanted, by=stage.officer)

    def test_nobody_is_in_two_clusters_of_a_year(self, stage):
        stage.form()
        other = services.create_year(stage.campaign, YEAR, name="Cụm 2", kind="cluster", by=stage.officer)
        assert stage.parties[0] not in years.candidates(other)
        with pytest.raises(Refused, match="đã ở cụm, khối khác"):
            services.set_members(other, Membership(stage.parties[:2]), by=stage.officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            ClusterMember.objects.create(cluster_year=other, party=stage.parties[0], position=1)

    def test_the_plan_says_who_may_be_in_it(self, stage):
        made = services.create_year(
            stage.campaign, YEAR, name="Khối 1", kind="block", by=stage.officer,
            cluster=stage.campaign.clusters.get(key="blocks"),
        )  # fmt: skip
        assert {party.kind for party in years.candidates(made)} == {"office"}

    def test_the_database_keeps_one_head_one_deputy_and_no_own_scorer(self, stage):
        stage.form()
        with pytest.raises(IntegrityError), transaction.atomic():
            ClusterMember.objects.filter(pk=stage.member(3).pk).update(post=Post.HEAD)
        with pytest.raises(IntegrityError), transaction.atomic():
            ClusterMember.objects.filter(pk=stage.member(3).pk).update(post=Post.DEPUTY)
        member = stage.member(3)
        with pytest.raises(IntegrityError), transaction.atomic():
            ClusterMember.objects.filter(pk=member.pk).update(cross_scorer=member)


class TestPoints:
    def test_rows_are_added_changed_and_dropped(self, stage):
        stage.form()
        rows = list(stage.year.criteria.order_by("position"))
        kept = [Criterion("Kết quả, đổi chữ", Decimal("55.5"), id=rows[0].pk), Criterion("Dòng mới", Decimal(1))]
        services.set_criteria(stage.year, kept, basis=BASIS, by=stage.officer)
        assert list(stage.year.criteria.values_list("text", "max_points")) == [
            ("Kết quả, đổi chữ", Decimal("55.5")),
            ("Dòng mới", Decimal(1)),
        ]

    def test_own_points_name_the_paper_that_fixes_them(self, stage):
        stage.form()
        with pytest.raises(Refused, match="văn bản ấn định điểm"):
            services.set_criteria(stage.year, TABLE, basis=" ", by=stage.officer)

    def test_the_database_takes_no_criterion_without_words_or_points_of_nothing(self, stage):
        stage.form()
        for wrong in ({"text": ""}, {"text": "x", "max_points": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ClusterCriterion.objects.create(cluster_year=stage.year, position=77, **wrong)


class TestDays:
    def test_rounds_follow_each_other(self, stage):
        stage.form()
        with pytest.raises(Refused, match=r"Hạn chấm chéo 09/12/2022 trước hạn tự chấm 10/12/2022"):
            services.edit_year(
                stage.year, name="Cụm thi đua số 1", council_member=None, by=stage.officer,
                self_due_on=dt.date(YEAR, 12, 10), cross_due_on=dt.date(YEAR, 12, 9), final_due_on=None,
            )  # fmt: skip
        stage.open()
        with pytest.raises(IntegrityError), transaction.atomic():
            ClusterYear.objects.filter(pk=stage.year.pk).update(cross_due_on=dt.date(YEAR, 1, 1))


class TestCopying:
    def test_members_posts_scorers_and_points_come_over(self, stage):
        stage.form()
        (copied,) = services.copy_years(stage.campaign, YEAR + 1, by=stage.officer)
        assert copied.name == "Cụm thi đua số 1"
        assert list(copied.members.values_list("party", "post")) == list(
            stage.year.members.values_list("party", "post")
        )
        scorers = [member.cross_scorer.party for member in copied.members.all()]
        assert scorers == [member.cross_scorer.party for member in stage.year.members.all()]
        assert copied.criteria.count() == len(TABLE)
        assert (copied.state, copied.self_due_on, copied.pledge) == ("forming", None, None)

    def test_who_ended_is_left_out_and_scored_by_nobody(self, stage):
        stage.form()
        unit = stage.parties[1].unit
        unit.valid_to = dt.date(YEAR, 12, 31)
        unit.save()
        (copied,) = services.copy_years(stage.campaign, YEAR + 1, by=stage.officer)
        parties = [member.party for member in copied.members.all()]
        assert parties == [stage.parties[0], *stage.parties[2:]]
        assert all(member.cross_scorer.party in parties for member in copied.members.all())

    def test_a_second_press_finds_nothing_more(self, stage):
        stage.form()
        services.copy_years(stage.campaign, YEAR + 1, by=stage.officer)
        with pytest.raises(Refused, match="không có cụm, khối nào để chép"):
            services.copy_years(stage.campaign, YEAR + 1, by=stage.officer)


class TestOpening:
    def test_everybody_gets_a_sheet_and_a_duty_by_the_day(self, opened):
        assert ScoreSheet.objects.filter(member__cluster_year=opened.year).count() == 4
        duties = Duty.objects.filter(kind=Duty.Kind.SELF_SCORE).order_by("unit__code")
        assert [duty.unit for duty in duties] == opened.units[:4]
        assert {duty.due_on for duty in duties} == {dt.date(YEAR, 12, 10)}

    def test_what_is_missing_is_said_all_at_once(self, stage):
        made = services.create_year(stage.campaign, YEAR, name="Cụm 3", kind="cluster", by=stage.officer)
        with pytest.raises(Refused) as refused:
            services.open_scoring(made, by=stage.officer)
        said = str(refused.value)
        for part in ("từ hai thành viên trở lên", "Chưa chọn cụm trưởng", "chưa có tiêu chí", "Chưa ghi đủ hạn"):
            assert part in said, part

    def test_open_points_hold_it_up(self, stage):
        stage.form()
        row = stage.year.criteria.first()
        wanted = [Criterion(row.text, None, id=row.pk)]
        services.set_criteria(stage.year, wanted, basis=BASIS, by=stage.officer)
        with pytest.raises(Refused, match=f"Chưa ấn định điểm: {row.text}"):
            services.open_scoring(stage.year, by=stage.officer)

    def test_afterwards_members_and_points_stand_still(self, opened):
        with pytest.raises(Refused, match="không sửa được phần này"):
            opened.gather(opened.parties[:3])
        with pytest.raises(Refused, match="không sửa được phần này"):
            services.set_criteria(opened.year, TABLE, basis=BASIS, by=opened.officer)

    def test_taken_back_while_nobody_has_scored(self, opened):
        services.take_back(opened.year, by=opened.officer, reason="Thiếu một xã")
        assert not ScoreSheet.objects.exists()
        assert not Duty.objects.open().filter(kind=Duty.Kind.SELF_SCORE).exists()
        opened.reload()
        opened.open()
        opened.self_score(1)
        with pytest.raises(Refused, match=f"Đã có đơn vị ghi điểm: {opened.parties[0].name}"):
            services.take_back(opened.year, by=opened.officer, reason="Thiếu một xã")

    def test_what_the_calendar_asks_already_is_not_asked_twice(self, stage):
        stage.form()
        Duty.objects.create(
            unit=stage.units[0], kind="self_score", title="Tự chấm", period=str(YEAR), opens_on=dt.date(YEAR, 12, 1),
            due_on=dt.date(YEAR, 12, 10), due_text="10/12", campaign_key=stage.campaign.key, deadline_key="self_score",
        )  # fmt: skip
        stage.open()
        mine = Duty.objects.filter(kind="self_score", unit=stage.units[0])
        assert mine.count() == 1
        stage.self_score(1)
        assert mine.get().fulfillment.on_time


def test_a_mistake_is_taken_away_before_scoring_opens(stage):
    stage.form()
    services.remove_year(stage.year, by=stage.officer)
    assert not ClusterYear.objects.exists()
    stage.year = None
    stage.open()
    with pytest.raises(Refused, match="không sửa được"):
        services.remove_year(stage.year, by=stage.officer)
