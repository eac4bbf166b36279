"""From the officer to approval and back: states, guards, who may, what is due."""

import datetime as dt

import pytest

from campaign_portal.foundation import audit, files
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty, Fulfillment
from emulation.people.models import Appointment, Role
from emulation.poverty.models import CommuneTotal, ReviewSet
from emulation.poverty.services import course, entry
from emulation.poverty.workflow import REVIEW_FLOW
from tests.emulation.poverty.conftest import typed_rows

State = ReviewSet.State
DAY = dt.timedelta(days=1)


def duty_of(story) -> Duty:
    return Duty.objects.get(kind=Duty.Kind.REVIEW, unit=story.sa_pa.ta_van, period="2020-M06", office=None)


def returned(story) -> ReviewSet:
    story.submit()
    story.review = course.return_review(
        story.review, by=story.thanh, reason="Ghi trùng 3 hộ", due_on=dt.date(2020, 6, 28)
    )
    return story.review


def test_the_whole_way(story):
    assert story.present().state == State.WITH_LEADER
    story.review = course.submit(story.review, by=story.vang)
    assert (story.review.state, story.review.submitted_by) == (State.SUBMITTED, story.vang)
    approved = course.approve(story.review, by=story.thanh)
    assert (approved.state, approved.approved_at.date()) == (State.APPROVED, dt.date(2020, 6, 15))
    says = list(audit.history(approved).order_by("pk").values_list("action", flat=True))
    assert [s for s in says if s in {"trình lãnh đạo xã", "nộp", "duyệt"}] == ["trình lãnh đạo xã", "nộp", "duyệt"]


# --- What stands in the way ------------------------------------------------------------------------------------------


def test_missing_hamlets_are_named(story):
    cells = typed_rows(story.review)
    for name in ("Séo Mý Tỷ", "Dền Thàng"):
        del cells[story.row(name).pk]
    entry.save_cells(story.review, cells, by=story.mai)
    with pytest.raises(Refused, match="Còn Séo Mý Tỷ và Dền Thàng chưa nhập"):
        course.present(story.review, by=story.mai)


def test_blank_cells_are_named(story):
    story.fill()
    story.type("Dền Thàng", poor_new="", near_new="")
    with pytest.raises(Refused, match=r"Dền Thàng còn 2 ô trống: nghèo phát sinh mới \(hộ\) và cận nghèo phát sinh"):
        course.present(story.review, by=story.mai)


def test_something_impossible_waiting_blocks(story):
    story.fill()
    story.type("Dền Thàng", poor_end="1280")
    with pytest.raises(Refused, match="1 số phải sửa"):
        course.present(story.review, by=story.mai)


def test_an_unexplained_question_blocks(story):
    story.fill()
    story.type("Dền Thàng", poor_other_in="2")
    with pytest.raises(Refused, match="điểm cần ghi lý do"):
        course.present(story.review, by=story.mai)


def test_persons_may_be_left_out_at_six_months_but_not_at_the_years_end(story, clock):
    story.present()
    clock(dt.date(2020, 12, 5))
    year = entry.open_review(story.sa_pa.ta_van, "2020-M12", story.sa_pa.standard, by=story.mai)
    entry.save_cells(year, typed_rows(year, share=1), by=story.mai)
    with pytest.raises(Refused, match="ô trống"):
        course.present(year, by=story.mai)


def test_a_hamlet_that_came_later_blocks_approval_by_name(story):
    from emulation.territory.services import add_hamlet

    story.submit()
    add_hamlet(story.sa_pa.ta_van, "Mới", valid_from=dt.date(2020, 5, 1), by=None)
    with pytest.raises(Refused, match="Chưa có dòng của Mới"):
        course.approve(story.review, by=story.thanh)


# --- Who, and in which state -----------------------------------------------------------------------------------------

ACTS = {
    "present": lambda review, by: course.present(review, by=by),
    "submit": lambda review, by: course.submit(review, by=by),
    "send_back": lambda review, by: course.send_back(review, by=by, reason="xem lại"),
    "approve": lambda review, by: course.approve(review, by=by),
    "return": lambda review, by: course.return_review(review, by=by, reason="xem lại", due_on=dt.date(2020, 6, 30)),
}
BEFORE = {"present": "fill", "submit": "present", "send_back": "present", "approve": "submit", "return": "submit"}
MAY = {"present": "mai", "submit": "vang", "send_back": "vang", "approve": "thanh", "return": "thanh"}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["mai", "vang", "thanh", "lien", "huy", "din", "hanh", "03010.lanhdao"])
def test_each_step_is_one_posts(story, act, who):
    getattr(story, BEFORE[act])()
    by = story.sa_pa.person(who)
    if who == MAY[act]:
        ACTS[act](story.review, by)
    else:
        with pytest.raises(Refused, match="không có nhiệm vụ"):
            ACTS[act](story.review, by)


@pytest.mark.parametrize("act", ACTS)
def test_a_second_press_says_what_the_state_is(story, act):
    getattr(story, BEFORE[act])()
    by = story.sa_pa.person(MAY[act])
    ACTS[act](story.review, by)
    with pytest.raises(Refused, match="đang ở trạng thái"):
        ACTS[act](story.review, by)


def test_the_flow_reaches_every_state():
    targets = {transition.target for transition in REVIEW_FLOW.transitions}
    assert targets == set(State.values)


def test_the_head_of_the_standing_office_decides_too(story):
    story.submit()
    assert course.approve(story.review, by=story.sa_pa.person("hang")).state == State.APPROVED


def test_nobody_decides_on_his_own_communes_review(story):
    """An office of the commune's own may be named for poverty; the decision stays above it."""
    story.submit()
    Appointment.objects.create(
        user=story.mai,
        office=story.sa_pa.committee_of(story.sa_pa.ta_van),
        role=Role.STANDING_OFFICER,
        title="Phụ trách giảm nghèo",
        valid_from=dt.date(2020, 1, 1),
    )
    with pytest.raises(Refused, match="không có nhiệm vụ"):
        course.approve(story.review, by=story.sa_pa.person("mai"))


def test_the_leader_sends_back_with_a_reason(story):
    story.present()
    with pytest.raises(Refused, match="Xin ghi lý do"):
        course.send_back(story.review, by=story.vang, reason="  ")
    back = course.send_back(story.review, by=story.vang, reason="Xem lại Dền Thàng")
    assert (back.state, back.return_reason) == (State.DRAFT, "Xem lại Dền Thàng")


# --- What is due -----------------------------------------------------------------------------------------------------


def test_s3_40_handing_in_fulfils_the_communes_duty(story):
    story.present()
    assert not Fulfillment.objects.filter(duty=duty_of(story)).exists(), "the leader's act is the submission"
    course.submit(story.review, by=story.vang)
    done = Fulfillment.objects.get(duty=duty_of(story))
    assert (done.on_time, done.by, done.object_key) == (True, story.vang, files.owner_key(story.review))


def test_the_last_day_is_on_time_the_next_is_not(story, clock):
    clock(dt.datetime(2020, 6, 20, 23, 59))
    story.submit()
    assert Fulfillment.objects.get(duty=duty_of(story)).on_time


def test_a_day_late_is_late(story, clock):
    clock(dt.datetime(2020, 6, 21, 0, 1))
    story.submit()
    assert not Fulfillment.objects.get(duty=duty_of(story)).on_time


def test_a_return_opens_a_duty_with_its_own_day_and_takes_nothing_from_the_first(story):
    returned(story)
    duty = Duty.objects.get(kind=Duty.Kind.AMENDMENT, unit=story.sa_pa.ta_van)
    assert (duty.due_on, duty.note, duty.object_key) == (
        dt.date(2020, 6, 28),
        "Ghi trùng 3 hộ",
        files.owner_key(story.review),
    )
    assert Fulfillment.objects.get(duty=duty_of(story)).on_time


def test_handing_in_again_answers_the_return_and_the_first_time_counts(story, clock):
    returned(story)
    first = Fulfillment.objects.get(duty=duty_of(story)).at
    clock(dt.date(2020, 6, 27))
    story.review = course.present(story.review, by=story.mai)
    story.review = course.submit(story.review, by=story.vang)
    assert not Duty.objects.open().filter(kind=Duty.Kind.AMENDMENT).exists()
    assert Fulfillment.objects.get(duty=duty_of(story)).at == first
    assert story.review.return_reason == ""


def test_a_return_needs_a_reason_and_a_day_to_come(story):
    story.submit()
    with pytest.raises(Refused, match="Xin ghi lý do"):
        course.return_review(story.review, by=story.thanh, reason="", due_on=dt.date(2020, 6, 28))
    with pytest.raises(Refused, match="không thể trước hôm nay"):
        course.return_review(story.review, by=story.thanh, reason="sai", due_on=dt.date(2020, 6, 14))
    assert story.reload().state == State.SUBMITTED
    assert not Duty.objects.filter(kind=Duty.Kind.AMENDMENT).exists()


def desk(story):
    return Duty.objects.open().filter(kind=Duty.Kind.REVIEW, office=story.sa_pa.office("standing_office"))


def test_the_standing_office_has_one_line_while_anything_waits(story):
    story.submit()
    (duty,) = desk(story)
    assert duty.due_on == dt.date(2020, 6, 20)
    course.approve(story.review, by=story.thanh)
    assert not desk(story).exists()


def test_a_return_clears_the_standing_offices_line(story):
    returned(story)
    assert not desk(story).exists()


# --- Approval --------------------------------------------------------------------------------------------------------


def test_approval_writes_the_communes_total(story):
    story.submit()
    assert not CommuneTotal.objects.filter(review=story.review).exists()
    course.approve(story.review, by=story.thanh)
    total = CommuneTotal.objects.get(review=story.review)
    summed = sum(row.households_poor_end for row in story.review.rows.all())
    assert (total.households_poor_end, total.hamlet_count, total.unit) == (summed, 7, story.sa_pa.ta_van)
    assert total.persons_poor_end is None, "nobody counted persons: empty, not 0"


@pytest.fixture
def year(story, clock):
    """The year's review, handed in."""
    story.submit()
    course.approve(story.review, by=story.thanh)
    clock(dt.date(2020, 12, 15))
    story.review = entry.open_review(story.sa_pa.ta_van, "2020-M12", story.sa_pa.standard, by=story.mai)
    sheet = entry.save_cells(story.review, typed_rows(story.review, persons=True, share=1), by=story.mai)
    for placed in sheet.asking:
        entry.explain(story.review, placed.row_id, placed.finding.key, "Đã rà lại.", by=story.mai)
    course.present(story.review, by=story.mai)
    course.submit(story.review, by=story.vang)
    return story.reload()


def test_the_years_review_names_its_decision(story, year):
    with pytest.raises(Refused) as refused:
        course.approve(year, by=story.thanh)
    assert {problem.field for problem in refused.value.problems} == {"decision_number", "decision_date"}
    with pytest.raises(Refused, match="không thể sau hôm nay"):
        course.approve(year, by=story.thanh, decision_number="45/QĐ-UBND", decision_date=dt.date(2020, 12, 16))
    with pytest.raises(Refused, match="trước năm rà soát 2020; xin kiểm tra năm"):
        course.approve(year, by=story.thanh, decision_number="45/QĐ-UBND", decision_date=dt.date(2002, 12, 14))
    approved = course.approve(year, by=story.thanh, decision_number=" 45/QĐ-UBND ", decision_date=dt.date(2020, 12, 14))
    assert (approved.decision_number, approved.is_provisional) == ("45/QĐ-UBND", False)
    assert CommuneTotal.objects.get(review=year).persons_poor_end > 0


def test_the_next_year_begins_with_the_approved_list(story, year, clock):
    course.approve(year, by=story.thanh, decision_number="45/QĐ-UBND", decision_date=dt.date(2020, 12, 14))
    clock(dt.date(2021, 6, 10))
    after = entry.open_review(story.sa_pa.ta_van, "2021-M06", story.sa_pa.standard, by=story.mai)
    ends = {row.unit_id: row.households_poor_end for row in year.rows.all()}
    assert {row.unit_id: row.households_poor_start for row in after.rows.all()} == ends
