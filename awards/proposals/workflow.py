"""The states of a proposal: drawn up, signed and sent up, answered."""

from awards.proposals import permissions
from awards.proposals.models import UpwardProposal
from campaign_portal.foundation.workflow import Flow, Transition

S = UpwardProposal.State

PROPOSAL_FLOW = Flow(
    "tờ trình",
    (
        Transition("send", "ký, trình lên", frozenset({S.DRAFT}), S.SENT, permissions.signs),
        Transition("answer", "ghi trả lời", frozenset({S.SENT}), S.ANSWERED, permissions.draws),
    ),
)
