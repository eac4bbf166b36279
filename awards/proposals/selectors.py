"""What may be proposed upwards after a session, what is on its way, what came of it."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from awards.councils.models import CouncilSession
from awards.dossiers.models import Dossier
from awards.dossiers.selectors import EarlierAward
from awards.proposals.models import ProposedAward, UpwardProposal
from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.regimes.models import AwardForm
from emulation.territory.models import Level

# Which award forms are above a unit of a level; a province proposes to the State.
ABOVE = {
    Level.PROVINCE: (AwardForm.Level.STATE,),
    Level.DISTRICT: (AwardForm.Level.STATE, AwardForm.Level.PROVINCE),
    Level.COMMUNE: (AwardForm.Level.STATE, AwardForm.Level.PROVINCE, AwardForm.Level.DISTRICT),
}
Outcome = ProposedAward.Outcome


def on_its_way_up() -> Exists:
    """Whether a dossier is proposed upwards and not refused: nothing else is decided of it here meanwhile."""
    return Exists(ProposedAward.objects.filter(dossier=OuterRef("pk")).exclude(outcome=Outcome.REFUSED))


def may_go_up(session: CouncilSession) -> QuerySet[Dossier]:
    """Passed in this session, in no decision and no proposal that waits."""
    found = Dossier.objects.filter(
        session_items__session=session, session_items__passed=True, state=Dossier.State.PASSED, award__isnull=True
    )
    return (
        found.exclude(on_its_way_up())
        .select_related("party__unit__parent__parent", "participant_class", "award_form", "submission__route")
        .order_by("session_items__place")
    )


def forms_above(session: CouncilSession) -> QuerySet[AwardForm]:
    """The award forms that a superior gives, in force on the session's day."""
    levels = ABOVE.get(Level(session.unit.level), ())
    return AwardForm.objects.in_force(session.held_on).filter(level__in=levels, given_in_campaigns=True).order_by("pk")


def proposals_seen_by(user: User, campaign: Campaign) -> QuerySet[UpwardProposal]:
    """The newest first."""
    seen = UpwardProposal.objects.visible_to(user).filter(campaign=campaign)
    return (
        seen.select_related("award_form", "authority", "unit", "file")
        .prefetch_related("lines__dossier__party__unit__parent")
        .order_by("-pk")
    )


def lines_of(proposal: UpwardProposal) -> list[ProposedAward]:
    return list(
        proposal.lines.select_related(
            "dossier__party__unit__parent__parent", "dossier__participant_class", "dossier__submission__campaign"
        )
    )


def proposed_of(user: User, party_id: int, campaign: Campaign) -> list[ProposedAward]:
    """Of one participant, what this person may read."""
    seen = UpwardProposal.objects.visible_to(user).filter(campaign=campaign)
    lines = ProposedAward.objects.filter(dossier__party=party_id, proposal__in=seen)
    return list(lines.select_related("proposal__award_form", "proposal__unit").order_by("-pk"))


def awarded_above(party_ids: Collection[int]) -> dict[int, list[EarlierAward]]:
    """The awards that superiors gave: told to the history of awards."""
    found: dict[int, list[EarlierAward]] = {}
    lines = ProposedAward.objects.filter(dossier__party__in=party_ids, outcome=Outcome.AWARDED)
    for line in lines.select_related("proposal__award_form", "proposal__campaign", "proposal__unit", "dossier"):
        proposal = line.proposal
        on = proposal.answer_on
        found.setdefault(line.dossier.party_id, []).append(
            EarlierAward(
                year=on.year if on else 0,
                award_name=proposal.award_form.short_name,
                achievement=line.dossier.achievement_summary,
                decision=f"Quyết định số {proposal.answer_number} ngày {vietnamese.day(on)}" if on else "",
                campaign_key=proposal.campaign.key,
                issued_on=on,
                dossier_id=line.dossier_id,
            )
        )
    return found
