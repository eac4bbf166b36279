"""The engine, with a toy flow on a real table."""

import pytest
from django.db import connection, transaction

from campaign_portal.foundation import audit, workflow
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.workflow import Flow, Transition
from tests.toy.models import Parcel

pytestmark = pytest.mark.django_db
State = Parcel.State


def has_weight(parcel: Parcel):
    if not parcel.weight:
        yield Problem("Bưu kiện chưa cân.", field="weight")


def has_label(parcel: Parcel):
    if not parcel.label:
        yield Problem("Bưu kiện chưa dán nhãn.", field="label")


def is_postman(user, parcel) -> bool:
    return user.username == "postman"


FLOW = Flow(
    noun="bưu kiện",
    transitions=(
        Transition("send", "gửi", frozenset({State.PACKED}), State.SENT, is_postman, (has_weight, has_label)),
        Transition("arrive", "nhận", frozenset({State.SENT}), State.ARRIVED, workflow.anyone),
        Transition(
            "return_", "trả lại", frozenset({State.SENT, State.ARRIVED}), State.PACKED, is_postman, needs_reason=True
        ),
    ),
)


@pytest.fixture
def postman() -> User:
    return User.objects.create_user("postman", "Bùi Minh Tuấn")


@pytest.fixture
def parcel() -> Parcel:
    return Parcel.objects.create(weight=5, label="sách")


def test_a_transition_moves_the_state_saves_what_comes_with_it_and_tells_the_trail(parcel, postman):
    sent = workflow.perform(FLOW, parcel, "send", by=postman, changes={"weight": 6})
    stored = Parcel.objects.get()
    assert (stored.state, stored.weight) == (sent.state, sent.weight) == (State.SENT, 6)
    [line] = audit.history(parcel)
    assert (line.action, line.actor) == ("gửi", postman)
    assert line.before == {"state": "packed", "weight": 5}
    assert line.after == {"state": "sent", "weight": 6}


def test_the_row_in_the_database_decides_not_the_copy_in_hand(parcel, postman):
    second_window = Parcel.objects.get()
    workflow.perform(FLOW, parcel, "send", by=postman)
    with pytest.raises(Refused, match="đang ở trạng thái “đã gửi”"):
        workflow.perform(FLOW, second_window, "send", by=postman)
    assert audit.history(parcel).count() == 1


def test_a_field_changed_only_on_the_copy_in_hand_is_not_saved_along(parcel, postman):
    parcel.label = "khác"
    workflow.perform(FLOW, parcel, "send", by=postman)
    assert Parcel.objects.get().label == "sách"


def test_whoever_may_not_is_refused(parcel):
    stranger = User.objects.create_user("nguoi-khac", "Hoàng Thị Liên")
    with pytest.raises(Refused, match="không có nhiệm vụ gửi bưu kiện này"):
        workflow.perform(FLOW, parcel, "send", by=stranger)
    assert not workflow.open_to(FLOW, parcel, "send", by=stranger)


def test_all_that_is_missing_is_said_at_once_before_the_button_and_after_it(postman):
    parcel = Parcel.objects.create()
    expected = {"weight": "Bưu kiện chưa cân.", "label": "Bưu kiện chưa dán nhãn."}
    assert {p.field: p.message for p in workflow.missing(FLOW, parcel, "send")} == expected
    with pytest.raises(Refused) as refusal:
        workflow.perform(FLOW, parcel, "send", by=postman)
    assert {p.field: p.message for p in refusal.value.problems} == expected
    assert Parcel.objects.get().state == State.PACKED
    assert not audit.history(parcel).exists()


def test_a_return_needs_its_reason(parcel, postman):
    workflow.perform(FLOW, parcel, "send", by=postman)
    for empty in ("", "  \n"):
        with pytest.raises(Refused, match="ghi lý do"):
            workflow.perform(FLOW, parcel, "return_", by=postman, reason=empty)
    workflow.perform(FLOW, parcel, "return_", by=postman, reason="sai địa chỉ")
    assert audit.history(parcel)[0].reason == "sai địa chỉ"


def test_the_system_acts_without_a_post(parcel, postman):
    workflow.perform(FLOW, parcel, "send", by=postman)
    arrived = workflow.perform(FLOW, parcel, "arrive", by=None)
    assert arrived.state == State.ARRIVED
    assert audit.history(parcel)[0].actor_name == "hệ thống"


def test_a_button_is_drawn_from_the_right_state_only(parcel, postman):
    assert workflow.open_to(FLOW, parcel, "send", by=postman)
    assert not workflow.open_to(FLOW, parcel, "arrive", by=postman)


def test_an_error_in_the_act_around_it_takes_state_and_trail_back(parcel, postman):
    def act():
        with transaction.atomic():
            workflow.perform(FLOW, parcel, "send", by=postman)
            raise RuntimeError("the rest of the act failed")

    with pytest.raises(RuntimeError):
        act()
    assert Parcel.objects.get().state == State.PACKED
    assert not audit.history(parcel).exists()


def test_two_transitions_of_one_name_are_a_mistake():
    again = FLOW.transitions[0]
    with pytest.raises(ValueError, match="share a name"):
        Flow(noun="bưu kiện", transitions=(again, again))


@pytest.mark.django_db(transaction=True)
def test_two_people_pressing_at_once_one_is_told(postman):
    import threading

    parcel = Parcel.objects.create(weight=5, label="sách")
    start, outcomes = threading.Barrier(2), []

    def press() -> None:
        try:
            start.wait()
            workflow.perform(FLOW, parcel, "send", by=postman)
            outcomes.append("sent")
        except Refused:
            outcomes.append("refused")
        except Exception as failure:
            outcomes.append(repr(failure))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "sent"]
    assert audit.history(parcel).count() == 1
