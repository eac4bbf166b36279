"""Who reads and writes household data: the hamlet's and the commune's own people, and the poverty office above them.
Everybody else who follows reviews reads counts alone, the small ones hidden."""

from collections.abc import Iterator
from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Post
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
ASSIGNS = WRITES - {Role.HAMLET_HEAD}
ASSIGN = access.for_roles(
    "households.assign",
    ASSIGNS,
    "Phân công người giúp hộ là việc của cán bộ xã và cơ quan thường trực.",
)
SUMS = access.for_roles("households.sums", READS, "Bảng tổng hợp hộ dành cho cơ quan theo dõi rà soát.")


def may_write(user: Any, hamlet: Unit) -> bool:
    return _holds(user, hamlet, WRITES)


def may_assign(user: Any, place: Unit) -> bool:
    """Helpers of a place or of the households there are assigned by its commune and the standing offices above."""
    return _holds(user, place, ASSIGNS)


def home_of_assigning(user: Any, place: Unit) -> Unit | None:
    """The unit for which a person assigns helpers to a place: whoever is new is known there from then on."""
    post = next(_posts(user, place, ASSIGNS), None)
    return Unit.objects.get(pk=post.unit_id) if post else None


def _holds(user: Any, place: Unit, roles: frozenset[Role]) -> bool:
    return next(_posts(user, place, roles), None) is not None


def _posts(user: Any, place: Unit, roles: frozenset[Role]) -> Iterator[Post]:
    line = {place.pk, place.commune_id, place.district_id, place.province_id}
    posts = access.scope(user).having(roles)
    return (post for post in posts if post.unit_id in line and post.office_function in SEES_BELOW)
