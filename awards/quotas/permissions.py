"""Who reads what was allotted, and who writes it down."""

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User
from emulation.people.permissions import APPRAISERS, INTERIOR_OFFICE, READERS

SEE = access.for_roles(
    "quotas.see", APPRAISERS | READERS, "Số được phân bổ dành cho các cơ quan thẩm định, Hội đồng và lãnh đạo."
)
KEEP = access.for_roles("quotas.keep", INTERIOR_OFFICE, "Số được phân bổ do cơ quan Nội vụ ghi theo văn bản cấp trên.")


def keeps_at(user: User, unit_id: int) -> bool:
    """The interior office of the campaign's own unit."""
    return any(post.unit_id == unit_id for post in access.scope(user).having(INTERIOR_OFFICE))
