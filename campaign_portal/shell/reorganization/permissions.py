"""Who prepares a reorganisation, and who only reads it."""

from typing import Any

from campaign_portal.foundation import access
from emulation.people.models import Role
from emulation.territory.models import REORGANIZING, Reorganization, Unit

SEE = access.for_roles(
    "reorganization.see", REORGANIZING, "Sắp xếp đơn vị dành cho quản trị và người kiểm tra của đơn vị."
)
PREPARE = access.for_roles(
    "reorganization.prepare", {Role.ADMINISTRATOR}, "Sắp xếp đơn vị do quản trị của đơn vị cấp trên lập."
)


def administered(user: Any) -> tuple[int, ...]:
    """The units a person administers."""
    return tuple(dict.fromkeys(post.unit_id for post in access.scope(user).having({Role.ADMINISTRATOR})))


def covers(user: Any, within: Unit | None) -> bool:
    """Whether everything below a unit is this administrator's; what concerns the country is the command's alone."""
    if within is None:
        return False
    line = {within.pk, within.province_id, within.district_id, within.commune_id}
    return not line.isdisjoint(administered(user))


def may_change(user: Any, record: Reorganization) -> bool:
    return covers(user, record.within)
