"""What stands in the database on an evening of the story, as plain values to be compared."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from awards.councils.models import CouncilSession
from awards.decisions.models import AwardDecision
from awards.dossiers import selectors
from awards.dossiers.models import Dossier
from campaign_portal.foundation.models import AuditEntry, Job
from demo.story import nominees
from emulation.duties.models import Duty


@dataclass(frozen=True)
class Evening:
    """Nominees go by the keys of `nominees`."""

    letters: dict[str, str]  # commune → number of its letter
    dossiers: dict[str, dict[str, Any]]
    sessions: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    open_duties: Counter[str]
    trail: list[tuple[Any, ...]]
    jobs: Counter[tuple[str, str]]

    def waiting_at(self, office: str) -> set[str]:
        return {key for key, dossier in self.dossiers.items() if office in dossier["awaited"]}

    def in_state(self, state: str) -> set[str]:
        return {key for key, dossier in self.dossiers.items() if dossier["state"] == state}


def look() -> Evening:
    keys = {nominee.who().pk: nominee.key for nominee in nominees.NOMINEES}
    dossiers = list(selectors.loaded_dossiers().order_by("pk"))
    return Evening(
        letters={row.submission.unit.name: row.submission.letter_number for row in dossiers},
        dossiers={keys[dossier.party_id]: _dossier(dossier) for dossier in dossiers},
        sessions=[_session(session, keys) for session in CouncilSession.objects.order_by("pk")],
        decisions=[_decision(decision, keys) for decision in AwardDecision.objects.order_by("pk")],
        open_duties=Counter(Duty.objects.open().values_list("kind", flat=True)),
        # What one act writes at one moment has no order of its own.
        trail=sorted(
            AuditEntry.objects.values_list("business_at", "actor_name", "action", "object_text", "reason"), key=repr
        ),
        jobs=Counter(Job.objects.values_list("kind", "state")),
    )


def _dossier(dossier: Dossier) -> dict[str, Any]:
    assessment = selectors.assess(dossier)
    papers = selectors.all_papers(dossier)
    awards = selectors.earlier_awards([dossier.party_id]).get(dossier.party_id, [])
    return {
        "nominee": dossier.party.name,
        "state": str(dossier.state),
        "standing": str(assessment.standing),
        "facts": " ".join(row.text for row in assessment.rows if row.is_measured),
        "awaited": [office.short_name for office in selectors.awaited(dossier)]
        if dossier.state == Dossier.State.IN_APPRAISAL
        else [],
        "said": [(a.office.short_name, str(a.outcome), a.reason) for a in dossier.appraisals.select_related("office")],
        "awards": [(award.year, award.award_name) for award in awards],
        "lacks": [line.rule.kind for line in papers if line.paper is None],
    }


def _session(session: CouncilSession, keys: dict[int, str]) -> dict[str, Any]:
    items = session.items.select_related("dossier")
    return {
        "state": str(session.state),
        "members": session.member_count,
        "ways": dict(Counter(session.attendance.values_list("way", flat=True))),
        "minutes": session.shown_minutes_number,
        "has_file": session.minutes_id is not None,
        "votes": {keys[item.dossier.party_id]: (item.votes_for, item.votes_against) for item in items},
        "passed": {keys[item.dossier.party_id] for item in items if item.passed},
    }


def _decision(decision: AwardDecision, keys: dict[int, str]) -> dict[str, Any]:
    return {
        "state": str(decision.state),
        "number": decision.shown_number,
        "issued_on": decision.issued_on,
        "signer": (decision.signer_name, str(decision.signer_capacity)),
        "has_file": decision.file_id is not None,
        "bonuses": {keys[line.recipient_id]: (line.nature, line.bonus_vnd) for line in decision.awards.all()},
    }
