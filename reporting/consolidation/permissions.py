"""Who compiles, and who reads what was compiled."""

from typing import Any

from campaign_portal.foundation import access
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import standing_office
from emulation.people.permissions import STANDING_OFFICE
from emulation.territory.models import Level, Unit
from reporting.consolidation.models import READING_ROLES

OVERSEEING = frozenset({Level.PROVINCE, Level.DISTRICT})

READ = access.for_roles(
    "consolidation.read",
    READING_ROLES,
    "Báo cáo tổng hợp dành cho Phòng LĐ-TB&XH, Phòng Nội vụ và lãnh đạo thị xã; báo cáo của đơn vị ở mục Báo cáo.",
)
COMPILE = access.for_roles(
    "consolidation.compile", STANDING_OFFICE, "Chỉ cơ quan thường trực phong trào tổng hợp báo cáo."
)


def may_compile(user: Any, campaign: Campaign) -> bool:
    """The campaign's standing office (S3 V.1, V.6)."""
    posts = access.scope(user).having(STANDING_OFFICE)
    return bool(posts) and standing_office(campaign).pk in {post.office_id for post in posts}


def may_read(user: Any, unit: Unit) -> bool:
    """The state of a unit's reports, before anything was compiled: whoever will see the snapshot."""
    ancestors = {unit.pk, unit.district_id, unit.province_id}
    above = [post for post in access.scope(user).having(READING_ROLES) if post.unit_level in OVERSEEING]
    return any(not ancestors.isdisjoint(post.read_units) for post in above)
