"""What the shell's own pages ask for."""

from typing import Any

from campaign_portal.foundation import access
from campaign_portal.foundation.web.middleware import DeclaredPermissionMiddleware
from emulation.people.models import Role

MOVE_CLOCK = access.for_roles("shell.move_clock", [Role.ADMINISTRATOR], "Chuyển ngày dành cho quản trị bản trình diễn.")

# Django's own pages ask for the post (`DeclaredPermissionMiddleware`) and for an account that is let in.
CATALOGUES = access.Permission(
    "shell.catalogues",
    lambda user: DeclaredPermissionMiddleware.ADMIN.holds(user) and user.is_staff,
    DeclaredPermissionMiddleware.ADMIN.needs,
)


def watches_the_trail(user: Any) -> bool:
    """Whose first page tells when the trail is not sealed."""
    return bool(access.scope(user).having({Role.ADMINISTRATOR, Role.AUDITOR}))
