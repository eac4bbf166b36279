"""The course of a story: written, sent, published or returned, taken down."""

from campaign_portal.foundation.workflow import Flow, Transition
from emulation.exemplars import permissions
from emulation.exemplars.models import Exemplar
from emulation.exemplars.selectors.readiness import lacks_consent, lacks_text

State = Exemplar.State

EXEMPLAR_FLOW = Flow(
    noun="gương, mô hình, sáng kiến",
    transitions=(
        Transition(
            "submit",
            "gửi duyệt",
            frozenset({State.DRAFT, State.RETURNED}),
            State.WAITING,
            permissions.may_write,
            guards=(lacks_text,),
        ),
        Transition(
            "give_back",
            "trả lại để sửa",
            frozenset({State.WAITING}),
            State.RETURNED,
            permissions.may_publish,
            needs_reason=True,
        ),
        Transition(
            "publish",
            "công bố",
            frozenset({State.WAITING}),
            State.PUBLISHED,
            permissions.may_publish,
            guards=(lacks_text, lacks_consent),
        ),
        Transition(
            "take_down",
            "gỡ khỏi trang công khai",
            frozenset({State.PUBLISHED}),
            State.REMOVED,
            permissions.may_publish,
            needs_reason=True,
        ),
        # A person's will goes before an office's: who withdraws consent needs nobody's leave.
        Transition(
            "take_down_for_consent",
            "gỡ vì rút sự đồng ý",
            frozenset({State.PUBLISHED}),
            State.REMOVED,
            lambda user, exemplar: permissions.may_write(user, exemplar) or permissions.may_publish(user, exemplar),
            needs_reason=True,
        ),
        Transition(
            "drop",
            "thôi không viết nữa",
            frozenset({State.DRAFT, State.RETURNED}),
            State.REMOVED,
            permissions.may_write,
            needs_reason=True,
        ),
        Transition("reopen", "mở lại để viết", frozenset({State.REMOVED}), State.DRAFT, permissions.may_write),
    ),
)
