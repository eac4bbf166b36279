"""Correcting a gift, withdrawing it, saying for which households it was. The reason stays in the trail."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.contributions import permissions
from emulation.contributions.models import Contribution, ContributionWay
from emulation.contributions.services.checking import gift_problems, line_of, paper_problems
from emulation.contributions.services.papers import keep_scan
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.households.models import Household
from emulation.territory.models import Unit


def _held(contribution: Contribution, by: User) -> Contribution:
    """The gift, locked, of whoever keeps it; not one that was withdrawn."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("unit", "donor", "campaign", "for_unit")
    gift = rows.get(pk=contribution.pk)
    if not permissions.may_keep(by, gift.unit):
        raise Refused(f"Đóng góp cho {gift.unit.title} do đơn vị ấy sửa, rút.")
    if gift.withdrawn_on:
        raise Refused(f"Đóng góp này đã rút ngày {vietnamese.day(gift.withdrawn_on)}: {gift.withdrawal_reason}.")
    return gift


def _reason(reason: str, example: str) -> str:
    if not reason.strip():
        raise Refused(Problem(f"Xin ghi lý do, ví dụ: {example}.", field="reason"))
    return fitting(reason, 300, "Lý do", field="reason")


def correct(
    contribution: Contribution,
    *,
    kind: str,
    given_on: dt.date,
    purpose: str,
    value_vnd: int | None,
    quantity: Decimal | None,
    way: ContributionWay | None,
    for_unit: Unit | None,
    number: str = "",
    date: dt.date | None = None,
    scan: File | None = None,
    reason: str,
    by: User,
) -> Contribution:
    """Write over what was written wrongly, for a reason. What a paper confirmed keeps a paper: its number and day may
    be corrected, not taken away. Another donor is another gift: this one is withdrawn."""
    why = _reason(reason, "ghi nhầm số tiền so với giấy xác nhận")
    with transaction.atomic():
        gift = _held(contribution, by)
        kept_way = ContributionWay(campaign=gift.campaign, key=gift.way_key, name=gift.way_name)
        if way is None or way.key != gift.way_key:
            kept_way = way or ContributionWay()
        wrong = gift_problems(
            gift.campaign,
            gift.unit,
            kind=kind,
            given_on=given_on,
            purpose=purpose,
            value_vnd=value_vnd,
            quantity=quantity,
            way=way,
            for_unit=for_unit,
        )
        if gift.confirmed_on:
            wrong += paper_problems(number, date, given_on)
        refuse_if_any(wrong)
        before = told(gift)
        gift.kind, gift.given_on, gift.value_vnd, gift.quantity = kind, given_on, value_vnd or 0, quantity
        gift.purpose = fitting(purpose, 300, "Nội dung đóng góp", field="purpose")
        gift.way_key, gift.way_name, gift.for_unit = kept_way.key, kept_way.name, for_unit
        if gift.confirmed_on:
            gift.confirmation = fitting(number, 120, "Số giấy xác nhận", field="number")
            gift.confirmed_on = date
            if scan is not None:
                gift.paper = keep_scan(gift, scan, by)
        was, now = audit.changes(before, told(gift))
        if not was and not now and scan is None:
            raise Refused("Chưa đổi gì so với đã ghi; xin sửa ô cần sửa rồi lưu.")
        gift.save()
        audit.record("sửa đóng góp", gift, by=by, before=was, after=now, reason=why)
    return gift


def told(gift: Contribution) -> dict[str, Any]:
    """A gift as the trail keeps it."""
    return {
        "kind": gift.kind,
        "value": gift.value_vnd,
        "quantity": str(gift.quantity.normalize()) if gift.quantity is not None else None,
        "given_on": gift.given_on,
        "purpose": gift.purpose,
        "way": gift.way_name,
        "place": gift.for_unit,
        "paper": gift.confirmation,
        "date": gift.confirmed_on,
    }


def withdraw(contribution: Contribution, *, reason: str, by: User) -> Contribution:
    """Take a gift back that was written down wrongly or was never given. It counts nowhere any more; its line, its
    paper and the reason stay."""
    why = _reason(reason, "ghi hai lần cùng một đóng góp")
    with transaction.atomic():
        gift = _held(contribution, by)
        gift.withdrawn_on, gift.withdrawal_reason = clock.today(), why
        gift.save(update_fields=["withdrawn_on", "withdrawal_reason"])
        audit.record("rút đóng góp", gift, by=by, after={"withdrawn_on": gift.withdrawn_on}, reason=why)
        duties.cancel_desk(files.owner_key(gift), kind=Duty.Kind.CONFIRMATION)
    return gift


def name_households(contribution: Contribution, households: Iterable[Household], *, by: User) -> Contribution:
    """Say which households a gift was for: those of the unit that received it. The gift's own history tells only how
    many; which, that of each household, for whoever reads the register."""
    wanted = {household.pk: household for household in households}
    with transaction.atomic():
        gift = _held(contribution, by)
        elsewhere = [one for one in wanted.values() if gift.unit_id not in line_of(one.unit)]
        refuse_if_any([Problem(f"Hộ {one.head_name} không ở {gift.unit.title}.", "ho") for one in elsewhere])
        known = {household.pk: household for household in gift.households.select_related("unit")}
        if known.keys() == wanted.keys():
            return gift
        gift.households.set(wanted.values())
        for pk, household in wanted.items():
            if pk not in known:
                audit.record("ghi là hộ được hưởng đóng góp", household, by=by, after={"gift": str(gift)})
        for pk, household in known.items():
            if pk not in wanted:
                audit.record("bỏ tên khỏi hộ được hưởng đóng góp", household, by=by, before={"gift": str(gift)})
        audit.record("ghi hộ được hưởng", gift, by=by, before={"number": len(known)}, after={"number": len(wanted)})
    return gift
