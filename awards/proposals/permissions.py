"""Who reads what was proposed upwards, who draws it up, who signs."""

from awards.proposals.models import UpwardProposal
from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.people.models import Role
from emulation.people.permissions import APPRAISERS, INTERIOR_OFFICE, READERS

SEE = access.for_roles(
    "proposals.see", APPRAISERS | READERS, "Đề nghị cấp trên khen dành cho các cơ quan thẩm định, Hội đồng, lãnh đạo."
)
DRAW = access.for_roles("proposals.draw", INTERIOR_OFFICE, "Tờ trình đề nghị cấp trên khen do cơ quan Nội vụ soạn.")
SIGN = access.for_roles("proposals.sign", {Role.LEADER}, "Tờ trình do lãnh đạo ký.")


def draws_at(user: User, unit_id: int) -> bool:
    return any(post.unit_id == unit_id for post in access.scope(user).having(INTERIOR_OFFICE))


def draws(user: User, proposal: UpwardProposal) -> bool:
    """The interior office of the unit that proposes."""
    return draws_at(user, proposal.unit_id)


def signs(user: User, proposal: UpwardProposal) -> bool:
    """A leader of the committee that proposes."""
    return any(post.office_id == proposal.authority_id for post in access.scope(user).having({Role.LEADER}))
