"""Tự chấm, chấm chéo, kết luận: who may, what is refused, what goes back, what stays."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Refused
from emulation.clusters import services
from emulation.clusters.models import ScoreLine, ScoreSheet
from emulation.clusters.rules import CROSS, FINAL, SELF
from emulation.clusters.selectors.sheets import lines_of
from emulation.clusters.services import Given
from emulation.clusters.services.scoring import round_open_to
from emulation.clusters.workflow import CLUSTER_FLOW, SHEET_FLOW
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from tests.emulation.clusters.stage import FULL, YEAR

DEC_5 = dt.date(YEAR, 12, 5)
State = ScoreSheet.State


def test_the_course_of_a_sheet(opened):
    states = [opened.sheet(1).state]
    states += [opened.self_score(1).state, opened.cross_score(1).state, opened.conclude(1).state]
    assert states == [State.SELF, State.CROSS, State.CONCLUDING, State.FINAL]


def test_no_way_leads_out_of_a_state_but_these():
    ways = {(source, way.target) for way in SHEET_FLOW.transitions for source in way.sources}
    assert ways == {
        (State.SELF, State.CROSS), (State.SELF_RETURNED, State.CROSS),
        (State.CROSS, State.CONCLUDING), (State.CROSS_RETURNED, State.CONCLUDING), (State.CONCLUDING, State.FINAL),
        (State.CROSS, State.SELF_RETURNED), (State.CROSS_RETURNED, State.SELF_RETURNED),
        (State.CONCLUDING, State.SELF_RETURNED), (State.CONCLUDING, State.CROSS_RETURNED),
        (State.FINAL, State.CONCLUDING),
    }  # fmt: skip
    assert {(source, way.target) for way in CLUSTER_FLOW.transitions for source in way.sources} == {
        ("forming", "scoring"), ("scoring", "forming"), ("scoring", "published"), ("correcting", "published"),
        ("published", "correcting"),
    }  # fmt: skip


class TestWhoScores:
    def test_each_round_is_open_to_its_own_people_alone(self, opened):
        def open_to() -> dict[str, str]:
            people = ["xa1.canbo", "xa1.lanhdao", "xa2.lanhdao", "xa3.lanhdao", "xa4.canbo", "nv.canbo", "hd.uyvien"]
            return {who: r for who in people if (r := round_open_to(opened.who(who), opened.sheet(3)))}

        assert open_to() == {"xa3.lanhdao": SELF}
        opened.self_score(3)
        assert open_to() == {"xa2.lanhdao": CROSS}
        opened.cross_score(3)
        assert open_to() == {"xa1.canbo": FINAL, "xa1.lanhdao": FINAL, "nv.canbo": FINAL}
        opened.conclude(3)
        assert open_to() == {}

    def test_the_head_s_own_sheet_is_concluded_by_the_deputy_or_the_standing_body(self, opened):
        opened.self_score(1)
        opened.cross_score(1)
        sheet = opened.sheet(1)
        assert round_open_to(opened.leader(1), sheet) == ""
        assert round_open_to(opened.leader(2), sheet) == FINAL
        assert round_open_to(opened.officer, sheet) == FINAL

    def test_an_officer_does_not_hand_on(self, opened):
        opened.give(1, SELF, FULL, opened.who("xa1.canbo"))
        with pytest.raises(Refused, match="không có nhiệm vụ nộp phiếu tự chấm"):
            services.submit_self(opened.sheet(1), by=opened.who("xa1.canbo"))

    def test_nobody_writes_in_another_s_round(self, opened):
        with pytest.raises(Refused, match="không ghi điểm chấm chéo được"):
            opened.give(1, CROSS, FULL, opened.leader(4))
        with pytest.raises(Refused, match="không ghi điểm tự chấm được"):
            opened.give(1, SELF, FULL, opened.leader(2))


class TestPoints:
    @pytest.mark.parametrize(
        ("points", "says"), [("60.01", "không nằm trong 0–60,00"), ("-1", "không nằm"), ("1.234", "hai chữ số")]
    )
    def test_outside_nothing_to_the_most_is_refused_by_name(self, opened, points, says):
        with pytest.raises(Refused, match=says):
            opened.give(1, SELF, (points, *FULL[1:]), opened.leader(1))

    def test_the_database_refuses_them_too(self, opened):
        line = lines_of(opened.sheet(1))[0]
        for name in ("self_points", "cross_points", "final_points"):
            for points in (Decimal("60.01"), Decimal(-1)):
                with pytest.raises(IntegrityError), transaction.atomic():
                    ScoreLine.objects.filter(pk=line.pk).update(
                        **{name: points, "cross_reason": "vì", "final_reason": "vì"}
                    )

    def test_a_line_of_another_sheet_is_refused(self, opened):
        other = lines_of(opened.sheet(2))[0]
        with pytest.raises(Refused, match="không thuộc phiếu này"):
            services.save_scores(opened.sheet(1), SELF, {other.pk: Given(Decimal(1))}, by=opened.leader(1))

    def test_lines_may_wait_but_not_past_the_next_desk(self, opened):
        opened.give(1, SELF, ("60", None, None, None), opened.leader(1))
        with pytest.raises(Refused) as refused:
            services.submit_self(opened.sheet(1), by=opened.leader(1))
        assert len(refused.value.problems) == 3
        assert "Chế độ báo cáo: chưa có điểm tự chấm." in str(refused.value)

    def test_differing_wants_a_reason_in_cross_and_final(self, opened):
        opened.self_score(1)
        with pytest.raises(Refused, match=r"chấm chéo 50,00, đơn vị tự chấm 60,00. Xin ghi lý do"):
            opened.give(1, CROSS, ("50", *FULL[1:]), opened.leader(4))
        opened.cross_score(1, ("50", *FULL[1:]), words="Chưa đủ minh chứng")
        opened.give(1, FINAL, ("50", *FULL[1:]), opened.officer)  # with the cross-scorer: on his reason
        with pytest.raises(Refused, match=r"kết luận 55,00"):
            opened.give(1, FINAL, ("55", *FULL[1:]), opened.officer)

    def test_the_database_asks_for_the_reasons_too(self, opened):
        opened.self_score(1)
        line = ScoreLine.objects.filter(pk=lines_of(opened.sheet(1))[0].pk)
        for name in ("cross_points", "final_points"):
            with pytest.raises(IntegrityError), transaction.atomic():
                line.update(**{name: Decimal(50)})


class TestReturns:
    def give_back(self, opened, place=1, by=None, reason="Thiếu minh chứng", due_on=DEC_5):
        by = by or opened.leader(opened.scored_by(place))
        return services.return_self(opened.sheet(place), by=by, reason=reason, due_on=due_on)

    def test_the_cross_scorer_gives_it_back_with_a_reason_and_points_stay(self, opened):
        opened.self_score(1)
        self.give_back(opened)
        sheet = opened.sheet(1)
        assert (sheet.state, sheet.return_reason) == (State.SELF_RETURNED, "Thiếu minh chứng")
        assert lines_of(sheet)[0].self_points == 60
        (duty,) = Duty.objects.open().filter(object_key=f"emulation.ScoreSheet:{sheet.pk}")
        assert (duty.kind, duty.due_on, duty.note) == (Duty.Kind.SELF_SCORE, DEC_5, "Thiếu minh chứng")

    @pytest.mark.parametrize(
        ("changes", "says"), [({"reason": " "}, "Xin ghi lý do"), ({"due_on": dt.date(YEAR, 11, 30)}, "đã qua")]
    )
    def test_not_without_a_reason_nor_to_a_day_that_passed(self, opened, changes, says):
        opened.self_score(1)
        with pytest.raises(Refused, match=says):
            self.give_back(opened, **changes)

    def test_from_the_conclusion_back_to_either(self, opened):
        opened.self_score(1)
        opened.cross_score(1)
        with pytest.raises(Refused):
            self.give_back(opened)  # the cross-scorer has handed it on
        services.return_cross(opened.sheet(1), by=opened.officer, reason="Chấm lại dòng 1", due_on=DEC_5)
        assert opened.sheet(1).state == State.CROSS_RETURNED
        opened.cross_score(1)
        self.give_back(opened, by=opened.officer)
        assert opened.sheet(1).state == State.SELF_RETURNED

    def test_what_others_said_of_a_changed_score_is_asked_again_and_the_trail_keeps_it(self, opened):
        opened.self_score(1)
        given = ("60", "30", "0.5", "0")
        opened.give(1, CROSS, given, opened.leader(4), words="Chỉ đạo chậm")
        opened.give(1, CROSS, ("60", "30", "0.5", "0"), opened.leader(4), words="Chỉ đạo chậm")
        for line in lines_of(opened.sheet(1)):  # he agreed with the first line, and said nothing there
            if line.cross_points == line.self_points:
                line.cross_reason = ""
                line.save()
        self.give_back(opened)
        opened.give(1, SELF, ("58", *FULL[1:]), opened.leader(1))
        first, second, *_ = lines_of(opened.sheet(1))
        assert first.cross_points is None, "he had agreed with 60"
        assert (second.cross_points, second.cross_reason) == (30, "Chỉ đạo chậm"), "nobody loses what he wrote"
        entry = audit.history(opened.sheet(1)).order_by("-pk").first()
        assert entry.before[first.criterion.text]["cross_points"] == "60,00"

    def test_a_conclusion_is_reopened_for_a_reason(self, opened):
        opened.whole(1)
        with pytest.raises(Refused, match="Xin ghi lý do"):
            services.reopen(opened.sheet(1), by=opened.officer, reason="")
        services.reopen(opened.sheet(1), by=opened.officer, reason="Nhầm dòng 2")
        assert opened.sheet(1).state == State.CONCLUDING
        assert lines_of(opened.sheet(1))[0].final_points == 60


class TestDesks:
    def waiting(self, opened, who: str) -> dict[str, str]:
        """Title → words of what is this person's turn now."""
        user = opened.who(who)
        found = list(duties.shown_to(user, opened.campaign.key).filter(kind__endswith="_score"))
        shown = duties.presentations(user, found)
        return {duty.title: shown[duty.pk].text for duty in found if shown[duty.pk].my_turn}

    def test_the_sheet_lies_on_one_desk_after_the_other(self, opened):
        title = "Tự chấm điểm thi đua năm 2022, Cụm thi đua số 1"
        assert self.waiting(opened, "xa1.canbo") == {title: "Đã chấm 0 trên 4 tiêu chí. Chấm đủ thì lãnh đạo nộp."}
        opened.give(1, SELF, FULL, opened.who("xa1.canbo"))
        assert self.waiting(opened, "xa1.canbo") == {}, "complete: the leader's turn"
        assert self.waiting(opened, "xa1.lanhdao") == {title: "Đã chấm 4 trên 4 tiêu chí."}
        services.submit_self(opened.sheet(1), by=opened.leader(1))
        assert title not in self.waiting(opened, "xa1.lanhdao")
        (said,) = [text for name, text in self.waiting(opened, "xa4.lanhdao").items() if name.startswith("Chấm chéo")]
        assert said == f"Phiếu của {opened.units[0].title}. Đã chấm 0 trên 4 tiêu chí."
        opened.cross_score(1)
        assert any(name.startswith("Kết luận") for name in self.waiting(opened, "xa2.lanhdao")), "of the head's: deputy"
        opened.conclude(1)
        assert not Duty.objects.open().filter(kind="final_score").exists()

    def test_late_is_told_by_the_first_hand_in(self, opened, clock):
        clock(dt.date(YEAR, 12, 11))
        opened.self_score(1)
        duty = Duty.objects.get(kind="self_score", unit=opened.units[0])
        assert not duty.fulfillment.on_time

    def test_however_many_duties_the_statements_are_the_same(self, opened, django_assert_num_queries):
        for place in (2, 3, 4):
            opened.self_score(place)
            opened.cross_score(place)
        head = opened.leader(1)
        found = list(Duty.objects.open().filter(kind="final_score", unit=opened.units[0]))
        assert len(found) == 3
        duties.presentations(head, found)  # his posts are known from here
        for owed in (found[:1], found):
            with django_assert_num_queries(2):
                duties.presentations(head, owed)
