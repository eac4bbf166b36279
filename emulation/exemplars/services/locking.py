"""The row, held, of whoever may write in it."""

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.exemplars import permissions
from emulation.exemplars.models import Exemplar

WITH = ("unit", "party", "office", "campaign")


def held(exemplar: Exemplar) -> Exemplar:
    return Exemplar.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=exemplar.pk)


def to_write(exemplar: Exemplar, by: User) -> Exemplar:
    """Of its writers, while it is a draft or was returned."""
    found = held(exemplar)
    if not permissions.may_write(by, found):
        raise Refused(f"Bài này do {found.office} viết và sửa.")
    if not found.is_open:
        raise Refused(
            f"Bài đang ở trạng thái “{found.get_state_display()}” nên không sửa được. Xin tải lại trang để xem."
        )
    return found


def to_follow(exemplar: Exemplar, by: User) -> Exemplar:
    """Of its writers, or of whoever publishes it."""
    found = held(exemplar)
    if not (permissions.may_write(by, found) or permissions.may_publish(by, found)):
        raise Refused(f"Sự đồng ý do {found.office} hoặc nơi công bố ghi.")
    return found
