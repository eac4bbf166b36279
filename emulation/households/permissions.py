"""Who writes household data: the hamlet's and the commune's own people, and the poverty office above them."""

from typing import Any

from campaign_portal.foundation import access
from emulation.people.models import Role
from emulation.people.permissions import STANDING_OFFICE
from emulation.territory.models import SEES_BELOW, Unit

WRITES = frozenset({Role.HAMLET_HEAD, Role.COMMUNE_OFFICER}) | STANDING_OFFICE


def may_write(user: Any, hamlet: Unit) -> bool:
    line = {hamlet.pk, hamlet.commune_id, hamlet.district_id, hamlet.province_id}
    posts = access.scope(user).having(WRITES)
    return any(post.unit_id in line and post.office_function in SEES_BELOW for post in posts)
