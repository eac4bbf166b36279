"""A session's row, locked for a write."""

from awards.councils import permissions
from awards.councils.models import CouncilSession
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User


def locked_open(session: CouncilSession, *, by: User) -> CouncilSession:
    """The session's row, locked and still planned, for one who may write in it."""
    session = CouncilSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.state != CouncilSession.State.PLANNED:
        raise Refused(
            f"Phiên họp {session.get_state_display()}, không ghi thêm được. Xin tải lại trang để xem kết quả."
        )
    if not permissions.may_keep(by, session):
        raise Refused(permissions.KEEP.needs)
    return session
