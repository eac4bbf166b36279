"""Who opens the pages of sessions, and who may write one down."""

from awards.councils.models import CouncilSession
from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.people.models import Role
from emulation.people.permissions import APPRAISERS, INTERIOR_OFFICE, READERS

KEEPERS = INTERIOR_OFFICE | {Role.COUNCIL_SECRETARY}

SEE = access.for_roles(
    "councils.see", APPRAISERS | READERS, "Phiên họp hội đồng dành cho hội đồng và các cơ quan thẩm định."
)
KEEP = access.for_roles("councils.keep", KEEPERS, "Phiên họp do thư ký hội đồng hoặc cơ quan Nội vụ lập và ghi.")


def may_keep(user: User, record: CouncilSession) -> bool:
    """The secretary and the standing body of the session's own unit."""
    return keeps_at(user, record.unit_id)


def keeps_at(user: User, unit_id: int) -> bool:
    return unit_id in kept_units(user)


def kept_units(user: User) -> frozenset[int]:
    """The units whose council's sessions this person writes down."""
    return frozenset(post.unit_id for post in access.scope(user).having(KEEPERS))
