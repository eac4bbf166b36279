"""Who sees gifts, and who records and confirms them."""

from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
from emulation.people.models import Role
from emulation.people.permissions import EVERYBODY, STANDING_OFFICE
from emulation.territory.models import SEES_BELOW, Level, Unit

SEE = access.for_roles(
    "contributions.see",
    EVERYBODY - {Role.ADMINISTRATOR, Role.HAMLET_HEAD},
    "Danh sách đóng góp dành cho đơn vị nhận và cơ quan theo dõi phong trào.",
)
KEEP = access.for_roles(
    "contributions.keep",
    frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}) | STANDING_OFFICE,
    "Ghi và xác nhận đóng góp là việc của đơn vị nhận.",
)
KEEPERS = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}) | STANDING_OFFICE


def may_keep(user: Any, unit: Unit) -> bool:
    """The receiving unit's own people: of a commune (its hamlets too), or of the launching unit's standing office."""
    return any(_keeps(post, unit) for post in access.scope(user).having(KEEPERS))


def _keeps(post: Post, unit: Unit) -> bool:
    if post.office_function not in SEES_BELOW:
        return False
    if post.unit_level == Level.COMMUNE:
        return post.unit_id in {unit.pk, unit.commune_id}
    return post.unit_id == unit.pk


def kept_unit_id(user: Any) -> int | None:
    """The unit for which a person records gifts."""
    posts = access.scope(user).having(KEEPERS)
    return next((post.unit_id for post in posts if post.office_function in SEES_BELOW), None)
