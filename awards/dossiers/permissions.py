"""Who opens the pages of dossiers, and who does what with one."""

from typing import Any

from awards.dossiers.models import PROPOSERS, Dossier, Submission
from campaign_portal.foundation import access
from emulation.campaigns.selectors import offices_in_roles
from emulation.people.models import Function, Role
from emulation.people.permissions import APPRAISERS, INTERIOR_OFFICE, READERS, STANDING_OFFICE

SEE = access.for_roles(
    "dossiers.see",
    PROPOSERS | APPRAISERS | READERS,
    "Trang này dành cho nơi đề nghị khen thưởng, các cơ quan thẩm định, Hội đồng và lãnh đạo.",
)
PROPOSE = access.for_roles("dossiers.propose", PROPOSERS, "Trang này dành cho xã, phường, cơ quan đề nghị khen thưởng.")
APPRAISE = access.for_roles("dossiers.appraise", APPRAISERS, "Trang này dành cho các cơ quan thẩm định hồ sơ.")
SUMMARISE = access.for_roles(
    "dossiers.summarise", STANDING_OFFICE, "Trang này dành cho cơ quan thường trực phong trào."
)

HOLDERS = STANDING_OFFICE | INTERIOR_OFFICE  # who may note that a party is not to be proposed for now

# The posts around the council and the deciding authority; their rooms' services say more closely who does what.
COUNCIL_HANDS = frozenset({Role.COUNCIL_SECRETARY, Role.INTERIOR_OFFICER, Role.INTERIOR_HEAD, Role.LEADER})
DECIDING_HANDS = frozenset({Role.LEADER, Role.CLERK, Role.INTERIOR_OFFICER, Role.INTERIOR_HEAD})


def prepares(user: Any, submission: Submission) -> bool:
    """Whether this person works on the submission for the office that proposes."""
    return _holds(user, PROPOSERS, submission.proposer_id)


def signs(user: Any, submission: Submission) -> bool:
    """Whether this person submits it: a commune's leader; for an agency with one account, its officer."""
    if submission.proposer.function == Function.PARTICIPANT:
        return _holds(user, {Role.OFFICER}, submission.proposer_id)
    return _holds(user, {Role.COMMUNE_LEADER}, submission.proposer_id)


def has_leader(submission: Submission) -> bool:
    """Whether somebody else than who prepares it submits it."""
    return submission.proposer.function != Function.PARTICIPANT


def prepares_dossier(user: Any, dossier: Dossier) -> bool:
    return prepares(user, dossier.submission)


def signs_dossier(user: Any, dossier: Dossier) -> bool:
    return signs(user, dossier.submission)


def acts_for(user: Any, office_id: int) -> bool:
    """Whether this person appraises for an office."""
    return _holds(user, APPRAISERS, office_id)


def acts_at_step(user: Any, dossier: Dossier) -> bool:
    """Whether this person appraises for one of the offices of the dossier's present step."""
    if dossier.step is None:
        return False
    offices = offices_in_roles(dossier.submission.campaign, dossier.step.office_roles)
    return any(acts_for(user, office.pk) for office in offices)


def serves_council(user: Any, dossier: Dossier) -> bool:
    return _holds_in_unit(user, COUNCIL_HANDS, dossier.submission.authority.unit_id)


def serves_authority(user: Any, dossier: Dossier) -> bool:
    return _holds_in_unit(user, DECIDING_HANDS, dossier.submission.authority.unit_id)


def _holds(user: Any, roles: Any, office_id: int) -> bool:
    return any(post.office_id == office_id for post in access.scope(user).having(roles))


def _holds_in_unit(user: Any, roles: Any, unit_id: int) -> bool:
    return any(post.unit_id == unit_id for post in access.scope(user).having(roles))
