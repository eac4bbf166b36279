"""The states of a decision. What depends on the date it will bear is asked when it is issued, not here."""

from awards.decisions import permissions, selectors
from awards.decisions.models import AwardDecision
from campaign_portal.foundation.workflow import Flow, Transition

State = AwardDecision.State

DECISION_FLOW = Flow(
    noun="quyết định",
    transitions=(
        Transition(
            name="offer",
            says="trình ký",
            sources=frozenset({State.DRAFT}),
            target=State.READY,
            may=permissions.may_draft,
            guards=(selectors.unfinished,),
        ),
        Transition(
            name="take_back",
            says="lấy lại để sửa",
            sources=frozenset({State.READY}),
            target=State.DRAFT,
            may=permissions.may_draft,
        ),
        Transition(
            name="hand_back",
            says="trả lại để sửa",
            sources=frozenset({State.READY}),
            target=State.DRAFT,
            may=permissions.may_sign,
            needs_reason=True,
        ),
        Transition(
            name="issue",
            says="ban hành",
            sources=frozenset({State.DRAFT, State.READY}),
            target=State.ISSUED,
            may=permissions.may_sign,
            guards=(selectors.unfinished,),
        ),
    ),
)
