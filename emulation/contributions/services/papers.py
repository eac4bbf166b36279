"""The paper that makes a gift count."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, files, vietnamese
from campaign_portal.foundation.errors import Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import StoredFile, User
from emulation.contributions import permissions
from emulation.contributions.models import Contribution
from emulation.contributions.services.checking import paper_problems
from emulation.duties import services as duties
from emulation.duties.models import Duty


def confirm(
    contribution: Contribution, *, number: str, date: dt.date, scan: File | None = None, by: User
) -> Contribution:
    """The paper that makes a gift count: its number and date, with the scan if there is one. Once."""
    with transaction.atomic():
        found = Contribution.objects.select_for_update(of=("self",)).select_related("unit", "donor", "campaign")
        gift = found.get(pk=contribution.pk)
        if not permissions.may_keep(by, gift.unit):
            raise Refused(f"Đóng góp cho {gift.unit.title} do đơn vị ấy xác nhận.")
        if gift.withdrawn_on:
            raise Refused(f"Đóng góp này đã rút ngày {vietnamese.day(gift.withdrawn_on)}: {gift.withdrawal_reason}.")
        if gift.confirmed_on:
            raise Refused(
                f"Đóng góp này đã xác nhận bằng giấy {gift.confirmation} ngày {vietnamese.day(gift.confirmed_on)}."
            )
        refuse_if_any(paper_problems(number, date, gift.given_on))
        gift.confirmation, gift.confirmed_on = fitting(number, 120, "Số giấy xác nhận", field="confirmation"), date
        if scan is not None:
            gift.paper = keep_scan(gift, scan, by)
        gift.save(update_fields=["confirmation", "confirmed_on", "paper"])
        audit.record("xác nhận đóng góp", gift, by=by, after={"paper": gift.confirmation, "date": date})
        duties.close_desk(files.owner_key(gift), by=by, kind=Duty.Kind.CONFIRMATION)
    return gift


def keep_scan(gift: Contribution, scan: File, by: User) -> StoredFile:
    return files.store_scan(
        scan, owner=gift, by=by, title=f"Giấy xác nhận đóng góp của {gift.donor}"[:150], field="scan"
    )
