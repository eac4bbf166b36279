import datetime as dt

import pytest

from awards.councils.models import CouncilSession
from awards.decisions.models import AwardDecision
from awards.decisions.services import drafting, issuing
from tests.awards.councils.stage import SESSION_DAY, Stage


class Deciding(Stage):
    """The stage after the session: short ways to a draft and to an issued decision."""

    def draft(self, session: CouncilSession | None = None) -> AwardDecision:
        """A draft that names its proposal: it could be issued."""
        decision = drafting.draft_decision(session or self.closed(self.dossiers()), by=self.drafter)
        return self.edit(decision, proposal_number="121/TTr-PNV", proposal_on=decision.session.held_on)

    def edit(self, decision: AwardDecision, **changes) -> AwardDecision:
        fields = ("subject", "proposer_post", "proposal_number", "proposal_on", "payer", "executors", "recipients")
        words = {name: getattr(decision, name) for name in fields} | changes
        return drafting.edit_draft(decision, by=self.drafter, **words)

    def issue(self, decision: AwardDecision, on: dt.date = SESSION_DAY, **changes) -> AwardDecision:
        return issuing.issue_decision(decision, on, **({"by": self.signer} | changes))


@pytest.fixture
def stage(sa_pa, clock) -> Deciding:
    """The town's council on the day of its session."""
    clock(SESSION_DAY)
    return Deciding(sa_pa)
