"""Who may read the register (everybody with an account) and who keeps it.

Keeping follows posts: an administrator at a unit keeps what lies below it, its hamlets and its marks; a commune's own
people write down and rename its hamlets. Roles are plain text here, for people lie above units.
"""

from typing import Any

from campaign_portal.foundation import access
from emulation.territory.models import Level, Unit

SEE = access.Permission("territory.see", lambda user: user.is_authenticated, "Xin đăng nhập để xem danh bạ đơn vị.")
ADMINISTRATORS = frozenset({"administrator"})
HAMLET_KEEPERS = frozenset({"commune_officer", "commune_leader"})
KEEP = access.for_roles(
    "territory.keep",
    ADMINISTRATORS | HAMLET_KEEPERS,
    "Sửa danh bạ đơn vị là việc của quản trị cấp trên; xã, phường ghi và đổi tên thôn, tổ dân phố của mình.",
)


def _line(unit: Unit) -> set[int]:
    """The unit and everything above it."""
    return {pk for pk in (unit.pk, unit.commune_id, unit.district_id, unit.province_id) if pk is not None}


def _administers(user: Any, places: set[int]) -> bool:
    return any(post.unit_id in places for post in access.scope(user).having(ADMINISTRATORS))


def may_keep(user: Any, unit: Unit) -> bool:
    """Name, kind, code, dates, succession: an administrator above it; of a province, its own."""
    above = _line(unit) - {unit.pk}
    return _administers(user, above or {unit.pk})


def may_keep_line(user: Any, old: Unit, new: Unit) -> bool:
    """Where a unit went: whoever keeps both sides, for the successor's people read what was the old unit's. An old unit
    is kept too by those whose own unit took over the one above it as a whole."""
    if not may_keep(user, new):
        return False
    above = _line(old) - {old.pk} or {old.pk}
    return any(above & {post.unit_id, *post.formers.whole} for post in access.scope(user).having(ADMINISTRATORS))


def may_keep_marks(user: Any, unit: Unit) -> bool:
    """An administrator at the unit or above it."""
    return _administers(user, _line(unit))


def may_keep_hamlets(user: Any, commune: Unit) -> bool:
    """The commune's own people, and administrators at it or above."""
    if commune.level != Level.COMMUNE:
        return False
    own = any(post.unit_id == commune.pk for post in access.scope(user).having(HAMLET_KEEPERS))
    return own or _administers(user, _line(commune))


def may_rename(user: Any, unit: Unit) -> bool:
    """A hamlet its commune renames too; everything else is the administrator's."""
    if unit.level == Level.HAMLET and unit.commune is not None and may_keep_hamlets(user, unit.commune):
        return True
    return may_keep(user, unit)
