"""How a review goes: officer → leader → standing office, and back for completion; and compilations up the tree."""

from collections.abc import Iterator

from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.workflow import Flow, Transition, anyone
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.poverty.permissions import decides, enters, hands_in, sanctions, sends_up
from emulation.poverty.selectors import approvals
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


# --- Up the tree -----------------------------------------------------------------------------------------------------

Up = ReviewApproval.State


def something_to_send(approval: ReviewApproval) -> Iterator[Problem]:
    """At least one below is approved; the service asks for a note on who is missing (V9: a warning)."""
    if not _compiled(approval).have_come:
        yield Problem("Chưa đơn vị nào ở dưới được duyệt; chưa có gì để trình.", code="V9")


def whole(approval: ReviewApproval) -> Iterator[Problem]:
    """Every unit of that day's tree is in and approved, the missing ones named (V9: an error at approval)."""
    compiled = _compiled(approval)
    if compiled.missing:
        yield Problem(f"Chưa phê duyệt được: còn thiếu {compiled.missing_words}.", code="V9")
    elif approvals.standing_keys(compiled) != approvals.sent_keys(approval):
        yield Problem(
            "Chưa phê duyệt được: số ở dưới đã thay đổi sau khi trình. "
            "Xin trả lại, hoặc để nơi trình rút về rồi trình lại."
        )


def free_above(approval: ReviewApproval) -> Iterator[Problem]:
    """No compilation above covers it: that one is reopened first."""
    for above in approvals.covering(approval):
        yield Problem(f"Số này nằm trong {above} ({above.get_state_display()}); xin mở lại bản ấy trước.")


def _compiled(approval: ReviewApproval) -> approvals.Compilation:
    return approvals.compilation_of(approval.unit, approval.period, approval.standard, with_figures=False)


APPROVAL_FLOW = Flow(
    noun="bản tổng hợp rà soát",
    transitions=(
        Transition("submit", "trình", ReviewApproval.OPEN, Up.SUBMITTED, sends_up, (something_to_send,)),
        Transition("recall", "rút về", frozenset({Up.SUBMITTED}), Up.COMPILING, sends_up),
        Transition("return", "trả lại", frozenset({Up.SUBMITTED}), Up.RETURNED, sanctions, needs_reason=True),
        Transition("approve", "phê duyệt", frozenset({Up.SUBMITTED}), Up.APPROVED, sanctions, (whole,)),
        Transition("publish", "công bố", frozenset({Up.APPROVED}), Up.PUBLISHED, sends_up),
        Transition(
            "reopen", "mở lại để đính chính", ReviewApproval.SETTLED, Up.REOPENED, sanctions, (free_above,), True
        ),
        # A district's, when the one above goes back with a commune of it named: `services.approvals` asks who may.
        Transition(
            "reopen_from_above", "mở lại theo yêu cầu cấp trên", ReviewApproval.SETTLED, Up.REOPENED, anyone, (), True
        ),
    ),
)
