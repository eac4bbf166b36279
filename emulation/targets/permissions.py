"""Who sees what was assigned and what is."""

from typing import Any

from campaign_portal.foundation import access
from emulation.campaigns.models import Campaign, CampaignRole
from emulation.people.models import Role
from emulation.people.permissions import COMMUNE, EVERYBODY, STANDING_OFFICE
from emulation.targets.models import AssignmentSheet
from emulation.territory.models import SEES_BELOW, Unit

SEE = access.for_roles(
    "targets.see",
    EVERYBODY - {Role.OFFICER, Role.CLERK, Role.ADMINISTRATOR},
    "Chỉ tiêu theo địa bàn dành cho người của xã, phường và cơ quan theo dõi phong trào.",
)


def may_see(user: Any, unit: Unit) -> bool:
    """Whoever has a post at the unit or above it that sees what lies below; of a unit that ended, its successors."""
    line = {unit.pk, unit.commune_id, unit.district_id, unit.province_id}
    posts = (post for post in access.scope(user).posts if post.office_function in SEES_BELOW)
    return any(not line.isdisjoint(post.read_units) for post in posts)


def works_at(user: Any, unit: Unit) -> bool:
    """The unit's own people see what they are still writing."""
    return any(post.unit_id == unit.pk for post in access.scope(user).posts if post.office_function in SEES_BELOW)


def own_unit_id(user: Any) -> int | None:
    """The ground a person's page begins with: that of the first post which sees below itself."""
    return next((post.unit_id for post in access.scope(user).posts if post.office_function in SEES_BELOW), None)


ENTER = access.for_roles(
    "targets.enter",
    STANDING_OFFICE,
    "Nhập số liệu theo văn bản và kết luận về chỉ tiêu là việc của cơ quan thường trực phong trào.",
)


def may_enter(user: Any, campaign: Campaign) -> bool:
    """The people of the campaign's standing office answer for figures taken over from papers, and for rulings."""
    office = CampaignRole.objects.filter(campaign=campaign, key="standing_office").values_list("office_id", flat=True)
    mine = {post.office_id for post in access.scope(user).having(STANDING_OFFICE)}
    return bool(mine & set(office))


# --- Giao chỉ tiêu ----------------------------------------------------------------------------------------------------

ASSIGNERS = COMMUNE | STANDING_OFFICE | {Role.LEADER}
SIGNERS = frozenset({Role.COMMUNE_LEADER, Role.STANDING_HEAD, Role.LEADER})

ASSIGN = access.for_roles(
    "targets.assign",
    ASSIGNERS,
    "Giao chỉ tiêu là việc của lãnh đạo, cơ quan thường trực phong trào và cán bộ xã, phường.",
)
ISSUE = access.for_roles(
    "targets.issue",
    SIGNERS,
    "Ban hành quyết định giao chỉ tiêu là việc của lãnh đạo ủy ban và trưởng cơ quan thường trực.",
)


def assigning_unit_ids(user: Any) -> list[int]:
    """The units whose figures a person may give to those below, in the order of the posts."""
    return list(dict.fromkeys(post.unit_id for post in access.scope(user).having(ASSIGNERS)))


def may_assign(user: Any, sheet: AssignmentSheet) -> bool:
    """The people of the unit itself: its leader, its standing office."""
    return sheet.unit_id in assigning_unit_ids(user)


def may_issue(user: Any, sheet: AssignmentSheet) -> bool:
    """Who signs, or answers for the standing office that writes the signed decision down."""
    return any(post.unit_id == sheet.unit_id for post in access.scope(user).having(SIGNERS))
