"""Who records the paper that answers a duty."""

from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
from emulation.duties.models import Duty
from emulation.people.models import Role
from emulation.people.permissions import EVERYBODY
from emulation.territory.models import Level

SEE_PAPERS = access.for_roles(
    "duties.see_papers",
    EVERYBODY - {Role.ADMINISTRATOR, Role.HAMLET_HEAD},
    "Văn bản đã gửi dành cho người có nhiệm vụ trong phong trào.",
)
ONLY_LOOKS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.COUNCIL_MEMBER})


def may_record(user: Any, duty: Duty) -> bool:
    """Whoever works at the office that owes it, or at the committee of the unit that owes it (as `Duty.objects.of`)."""
    return any(_owes(post, duty) for post in access.scope(user).posts if post.role not in ONLY_LOOKS)


def _owes(post: Post, duty: Duty) -> bool:
    if duty.office_id is not None:
        return post.office_id == duty.office_id
    at_the_committee = post.office_function in {"leadership", "hamlet"}
    return at_the_committee and post.unit_id == duty.unit_id and post.unit_level in {Level.COMMUNE, Level.HAMLET}
