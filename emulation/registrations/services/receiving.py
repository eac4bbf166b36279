"""The receiver's side: accept, accept all that are in order, return with what is to be mended."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from campaign_portal.foundation import clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.registrations.models import PledgeItem, Registration
from emulation.registrations.workflow import REGISTRATION_FLOW

Nature = PledgeItem.Nature


def accept(registration: Registration, *, by: User) -> Registration:
    """The receiving office takes it as it is."""
    return workflow.perform(
        REGISTRATION_FLOW, registration, "accept", by=by, changes={"accepted_at": clock.business_now()}
    )


def accept_all(registrations: Iterable[Registration], *, by: User) -> list[Registration]:
    """Accept several at once; all or none."""
    with transaction.atomic():
        accepted = [accept(registration, by=by) for registration in registrations]
    if not accepted:
        raise Refused("Không còn đăng ký nào chờ nhận mà đủ mức giao. Xin xem từng đăng ký còn lại.")
    return accepted


def return_registration(
    registration: Registration,
    *,
    by: User,
    reason: str,
    due_on: dt.date,
    lines: Mapping[int, str] | None = None,
    deeds: str = "",
    escape_list: str = "",
) -> Registration:
    """Send it back to be mended by a day: only what is named here opens again.

    `lines` says what to mend in which line (item id →), `deeds` and `escape_list` what in those parts. Refuses a
    return that names nothing, a day that has passed, and a line that is not the registration's.
    """
    named = {
        item_id: fitting(what, 300, "Nội dung cần bổ sung", field="lines")
        for item_id, what in (lines or {}).items()
        if what.strip()
    }
    deeds = fitting(deeds, 300, "Nội dung cần bổ sung", field="deeds")
    escape_list = fitting(escape_list, 300, "Nội dung cần bổ sung", field="escape_list")
    if not (named or deeds or escape_list):
        raise Refused(
            Problem("Xin ghi ít nhất một phần cần bổ sung: chỉ phần ghi ra mới mở lại cho đơn vị sửa.", field="lines")
        )
    if due_on < clock.today():
        raise Refused(
            Problem(f"Hạn bổ sung {vietnamese.day(due_on)} đã qua; xin chọn từ hôm nay trở đi.", field="due_on")
        )
    with transaction.atomic():
        registration = workflow.perform(
            REGISTRATION_FLOW,
            registration,
            "return",
            by=by,
            reason=reason,
            changes={
                "return_reason": reason.strip(),
                "deeds_to_mend": deeds,
                "escape_list_to_mend": escape_list,
                "accepted_at": None,
            },
        )
        items = {item.pk: item for item in registration.items.exclude(nature__in=[Nature.DEED, Nature.DEED_COUNT])}
        if named.keys() - items.keys():
            raise Refused("Có dòng không thuộc đăng ký này. Xin tải lại trang.")
        for item_id, what in named.items():
            items[item_id].to_mend = what
        PledgeItem.objects.bulk_update([items[item_id] for item_id in named], ["to_mend"])
        duties.open_duty(
            kind=Duty.Kind.AMENDMENT,
            title="Bổ sung đăng ký thi đua",
            unit=registration.unit,
            office=registration.party.office,
            receiver=registration.receiver,
            due_on=due_on,
            campaign_key=registration.campaign.key,
            object_key=files.owner_key(registration),
            note=reason.strip(),
        )
    return registration
