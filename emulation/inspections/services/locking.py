"""The row, held, of the office that inspects."""

from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.inspections import permissions
from emulation.inspections.models import Inspection

WITH = ("unit", "party", "office", "campaign")


def to_prepare(inspection: Inspection, by: User) -> Inspection:
    """Of its inspectors, before its minutes stand."""
    found = Inspection.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=inspection.pk)
    if not permissions.may_inspect(by, found):
        raise Refused(f"Cuộc kiểm tra này do {found.office} lập và ghi biên bản.")
    if not found.is_planned:
        raise Refused(f"Cuộc kiểm tra {found.get_state_display()} nên không sửa được. Xin tải lại trang để xem.")
    return found
