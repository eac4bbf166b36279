"""Recording gifts and confirming them by a paper. Only what is confirmed counts (S3 IV.2.2)."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import standing_office
from emulation.contributions import permissions, rules
from emulation.contributions.models import Contribution
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Party
from emulation.territory.models import Level, Unit

DAYS_TO_CONFIRM = 30


def record_contribution(
    campaign: Campaign,
    unit: Unit,
    donor: Party,
    *,
    kind: str,
    given_on: dt.date,
    purpose: str,
    value_vnd: int | None = None,
    quantity: Decimal | None = None,
    confirmation: str = "",
    confirmed_on: dt.date | None = None,
    scan: File | None = None,
    by: User,
) -> Contribution:
    """Write down what a donor gave to a unit. With its paper it counts at once; without one the unit owes the paper
    30 days after the gift.

    Refuses figures that a kind does not have, days that can't be, another unit's gift, and the same gift a second
    time.
    """
    wrong = rules.problems(kind, value_vnd, quantity)
    if not purpose.strip():
        wrong.append(Problem("Xin ghi nội dung: tặng gì, cho việc gì.", field="purpose"))
    if given_on > clock.today():
        wrong.append(
            Problem(
                f"Ngày đóng góp {vietnamese.day(given_on)} sau hôm nay {vietnamese.day(clock.today())}.", "given_on"
            )
        )
    elif not campaign.starts_on <= given_on <= campaign.ends_on:
        wrong.append(
            Problem(
                f"Ngày đóng góp {vietnamese.day(given_on)} ngoài thời gian phong trào "
                f"({vietnamese.day(campaign.starts_on)} – {vietnamese.day(campaign.ends_on)}); xin kiểm tra năm.",
                field="given_on",
            )
        )
    if confirmation.strip() or confirmed_on:
        wrong += _paper_problems(confirmation, confirmed_on, given_on)
    refuse_if_any(wrong)
    if not permissions.may_keep(by, unit):
        raise Refused(f"Đóng góp cho {unit.title} do đơn vị ấy ghi.")
    facts = {
        "campaign": campaign,
        "unit": unit,
        "donor": donor,
        "kind": kind,
        "value_vnd": value_vnd or 0,
        "quantity": quantity,
        "given_on": given_on,
        "purpose": fitting(purpose, 300, "Nội dung đóng góp", field="purpose"),
    }
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)  # a double press, in the same moment
        if Contribution.objects.filter(**facts).exists():
            raise Refused(
                Problem(
                    f"Đã ghi một đóng góp giống hệt của {donor} ngày {vietnamese.day(given_on)}. "
                    "Nếu là lần khác trong cùng ngày, xin ghi rõ ở nội dung.",
                    field="purpose",
                )
            )
        gift = Contribution.objects.create(
            **facts,
            confirmation=fitting(confirmation, 120, "Số giấy xác nhận", field="confirmation"),
            confirmed_on=confirmed_on,
            recorded_by=by,
        )
        if scan is not None:
            gift.paper = _keep_scan(gift, scan, by)
            gift.save(update_fields=["paper"])
        audit.record(
            "ghi đóng góp",
            gift,
            by=by,
            after={"kind": kind, "value": gift.value_vnd, "quantity": quantity, "paper": gift.confirmation},
        )
        if not gift.confirmed_on:
            _owe_paper(gift)
    return gift


def _owe_paper(gift: Contribution) -> None:
    commune = gift.unit.commune if gift.unit.level in {Level.COMMUNE, Level.HAMLET} else None
    duties.open_duty(
        kind=Duty.Kind.CONFIRMATION,
        title=f"Xác nhận đóng góp của {gift.donor}"[:200],
        unit=commune or gift.unit,
        office=None if commune else standing_office(gift.campaign),
        due_on=max(gift.given_on + dt.timedelta(days=DAYS_TO_CONFIRM), clock.today()),
        campaign_key=gift.campaign.key,
        object_key=files.owner_key(gift),
    )


def confirm(
    contribution: Contribution, *, number: str, date: dt.date, scan: File | None = None, by: User
) -> Contribution:
    """The paper that makes a gift count: its number and date, with the scan if there is one. Once."""
    with transaction.atomic():
        found = Contribution.objects.select_for_update(of=("self",)).select_related("unit", "donor", "campaign")
        gift = found.get(pk=contribution.pk)
        if not permissions.may_keep(by, gift.unit):
            raise Refused(f"Đóng góp cho {gift.unit.title} do đơn vị ấy xác nhận.")
        if gift.confirmed_on:
            raise Refused(
                f"Đóng góp này đã xác nhận bằng giấy {gift.confirmation} ngày {vietnamese.day(gift.confirmed_on)}."
            )
        refuse_if_any(_paper_problems(number, date, gift.given_on))
        gift.confirmation, gift.confirmed_on = fitting(number, 120, "Số giấy xác nhận", field="confirmation"), date
        if scan is not None:
            gift.paper = _keep_scan(gift, scan, by)
        gift.save(update_fields=["confirmation", "confirmed_on", "paper"])
        audit.record("xác nhận đóng góp", gift, by=by, after={"paper": gift.confirmation, "date": date})
        duties.close_desk(files.owner_key(gift), by=by, kind=Duty.Kind.CONFIRMATION)
    return gift


def _paper_problems(number: str, date: dt.date | None, given_on: dt.date) -> list[Problem]:
    wrong = []
    if not number.strip():
        wrong.append(Problem("Xin ghi số giấy xác nhận, ví dụ 05/GXN-UBND.", field="number"))
    if date is None:
        wrong.append(Problem("Xin ghi ngày của giấy xác nhận.", field="date"))
    elif date > clock.today():
        wrong.append(Problem(f"Giấy đề ngày {vietnamese.day(date)}, sau hôm nay.", field="date"))
    elif date < given_on:
        wrong.append(
            Problem(
                f"Giấy đề ngày {vietnamese.day(date)}, trước ngày đóng góp {vietnamese.day(given_on)}; "
                "xin kiểm tra lại một trong hai ngày.",
                field="date",
            )
        )
    return wrong


def _keep_scan(gift: Contribution, scan: File, by: User):
    return files.store_scan(
        scan, owner=gift, by=by, title=f"Giấy xác nhận đóng góp của {gift.donor}"[:150], field="scan"
    )
