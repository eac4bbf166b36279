"""Who inspects, and who answers for what was found."""

from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
from emulation.campaigns.models import Arrangement, Campaign, CampaignRole
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.rules import ACTS, ANSWERING, INSPECTORS, TOPICS
from emulation.people.models import Function, Role
from emulation.people.permissions import EVERYBODY
from emulation.territory.models import SEES_BELOW

SEE = access.for_roles(
    "inspections.see",
    EVERYBODY - {Role.ADMINISTRATOR},
    "Kiểm tra, giám sát dành cho nơi kiểm tra, nơi được kiểm tra và cấp trên.",
)
INSPECT = access.for_roles(
    "inspections.inspect", INSPECTORS, "Kiểm tra là việc của cơ quan mà kế hoạch phong trào giao."
)
ANSWER = access.for_roles("inspections.answer", ANSWERING, "Báo cáo khắc phục là việc của nơi được kiểm tra.")


def inspecting_post(user: Any, campaign: Campaign) -> Post | None:
    """The post through which a person inspects: at an office that the plan names for inspection or supervision, at the
    standing office, or at the council's standing body (S0 V.6, S1 VI, S2 IV.5, S3 V.1)."""
    posts = {post.office_id: post for post in access.scope(user).having(INSPECTORS)}
    if not posts:
        return None
    roles = list(CampaignRole.objects.filter(campaign=campaign, office_id__in=posts).order_by("position", "pk"))
    if not roles:
        return None
    named = Arrangement.objects.filter(campaign=campaign, topic__in=TOPICS)
    keys = {key for row in named for key in (*row.by_roles, *row.with_roles)}
    found = [role for role in roles if _inspects(role, keys)]
    return posts[found[0].office_id] if found else None


def _inspects(role: CampaignRole, keys: set[str]) -> bool:
    standing = role.key == "standing_office" or role.function == Function.EMULATION_STANDING_BODY
    return standing or role.key in keys or bool(ACTS & set(role.acts))


def may_inspect(user: Any, inspection: Inspection) -> bool:
    """The office that inspects."""
    return any(post.office_id == inspection.office_id for post in access.scope(user).having(INSPECTORS))


def answers_for(user: Any, finding: InspectionFinding) -> bool:
    """The agency that was inspected; else the people of the unit concerned, for a hamlet its commune's too."""
    office = finding.inspection.party.office_id
    for post in access.scope(user).having(ANSWERING):
        if office is not None:
            if post.office_id == office:
                return True
        elif post.office_function in SEES_BELOW and post.unit_id in {finding.unit_id, finding.unit.commune_id}:
            return True
    return False


def inspects_for(user: Any, finding: InspectionFinding) -> bool:
    return may_inspect(user, finding.inspection)
