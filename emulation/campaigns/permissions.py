"""Who prepares a campaign, and who puts it in force: people of the unit that launches it."""

from typing import Any

from campaign_portal.foundation import access
from emulation.campaigns.models.versions import PREPARING
from emulation.people.models import Role
from emulation.territory.models import Unit

DECIDING = frozenset({Role.STANDING_HEAD, Role.INTERIOR_HEAD, Role.LEADER, Role.COMMUNE_LEADER})

PREPARE = access.for_roles(
    "campaigns.prepare",
    PREPARING,
    "Kế hoạch phong trào do cơ quan thường trực, Nội vụ hoặc lãnh đạo của đơn vị phát động lập.",
)
DECIDE = access.for_roles(
    "campaigns.decide", DECIDING, "Phát động, sửa đổi, kết thúc phong trào do lãnh đạo của đơn vị phát động làm."
)


def prepared_units(user: Any) -> list[Unit]:
    """The units whose campaigns a person prepares, as his posts stand."""
    ids = list(dict.fromkeys(post.unit_id for post in access.scope(user).having(PREPARING)))
    units = Unit.objects.in_bulk(ids)
    return [units[pk] for pk in ids]


def may_prepare(user: Any, record: Any) -> bool:
    """A campaign, or a version of one."""
    return any(post.unit_id == record.unit_id for post in access.scope(user).having(PREPARING))


def may_decide(user: Any, record: Any) -> bool:
    return any(post.unit_id == record.unit_id for post in access.scope(user).having(DECIDING))
