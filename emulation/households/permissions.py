"""Who reads and writes household data: the hamlet's and the commune's own people, and the poverty office above them.
Everybody else who follows reviews reads counts alone, the small ones hidden."""

from typing import Any

from campaign_portal.foundation import access
from emulation.households.models import SEES_HOUSEHOLDS
from emulation.people.models import Role
from emulation.people.permissions import STANDING_OFFICE
from emulation.poverty.permissions import READS
from emulation.territory.models import SEES_BELOW, Unit

WRITES = frozenset({Role.HAMLET_HEAD, Role.COMMUNE_OFFICER}) | STANDING_OFFICE

LOOK = access.for_roles(
    "households.look", SEES_HOUSEHOLDS, "Danh sách hộ dành cho thôn, xã và cơ quan thường trực giảm nghèo."
)
WRITE = access.for_roles(
    "households.write", WRITES, "Ghi thông tin hộ là việc của trưởng thôn, cán bộ xã và cơ quan thường trực."
)
ASSIGN = access.for_roles(
    "households.assign",
    WRITES - {Role.HAMLET_HEAD},
    "Phân công người giúp hộ là việc của cán bộ xã và cơ quan thường trực.",
)
SUMS = access.for_roles("households.sums", READS, "Bảng tổng hợp hộ dành cho cơ quan theo dõi rà soát.")


def may_write(user: Any, hamlet: Unit) -> bool:
    line = {hamlet.pk, hamlet.commune_id, hamlet.district_id, hamlet.province_id}
    posts = access.scope(user).having(WRITES)
    return any(post.unit_id in line and post.office_function in SEES_BELOW for post in posts)
