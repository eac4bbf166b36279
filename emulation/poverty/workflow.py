"""How a review goes: officer → leader → standing office, and back for completion."""

from collections.abc import Iterator

from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.workflow import Flow, Transition
from emulation.poverty.models import ReviewSet
from emulation.poverty.permissions import decides, enters, hands_in
from emulation.poverty.selectors.sheet import sheet_of

State = ReviewSet.State


def ready(review: ReviewSet) -> Iterator[Problem]:
    """Every hamlet complete, nothing impossible waiting, every question answered in writing."""
    for sentence in sheet_of(review).missing():
        yield Problem(sentence)


REVIEW_FLOW = Flow(
    noun="đợt rà soát",
    transitions=(
        Transition("present", "trình lãnh đạo xã", ReviewSet.EDITABLE, State.WITH_LEADER, enters, (ready,)),
        Transition(
            "send_back",
            "chuyển lại cán bộ xã",
            frozenset({State.WITH_LEADER}),
            State.DRAFT,
            hands_in,
            needs_reason=True,
        ),
        Transition("submit", "nộp", frozenset({State.WITH_LEADER}), State.SUBMITTED, hands_in, (ready,)),
        Transition(
            "return",
            "trả lại để bổ sung",
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            decides,
            needs_reason=True,
        ),
        Transition("approve", "duyệt", frozenset({State.SUBMITTED}), State.APPROVED, decides, (ready,)),
    ),
)
