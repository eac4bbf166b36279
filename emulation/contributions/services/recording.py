"""Writing gifts down. Only what a paper confirms counts (S3 IV.2.2)."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import standing_office
from emulation.contributions import permissions
from emulation.contributions.models import Contribution, ContributionWay
from emulation.contributions.services.checking import gift_problems, paper_problems
from emulation.contributions.services.papers import keep_scan
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
    way: ContributionWay | None = None,
    for_unit: Unit | None = None,
    confirmation: str = "",
    confirmed_on: dt.date | None = None,
    scan: File | None = None,
    by: User,
) -> Contribution:
    """Write down what a donor gave to a unit. With its paper it counts at once; without one the unit owes the paper
    30 days after the gift.

    Refuses what can't be (`gift_problems`), another unit's gift, and the same gift a second time.
    """
    wrong = gift_problems(
        campaign,
        unit,
        kind=kind,
        given_on=given_on,
        purpose=purpose,
        value_vnd=value_vnd,
        quantity=quantity,
        way=way,
        for_unit=for_unit,
    )
    if confirmation.strip() or confirmed_on:
        wrong += paper_problems(confirmation, confirmed_on, given_on)
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
        "way_key": way.key if way else "",
        "for_unit": for_unit,
    }
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)  # a double press, in the same moment
        if Contribution.objects.standing().filter(**facts).exists():
            raise Refused(
                Problem(
                    f"Đã ghi một đóng góp giống hệt của {donor} ngày {vietnamese.day(given_on)}. "
                    "Nếu là lần khác trong cùng ngày, xin ghi rõ ở nội dung.",
                    field="purpose",
                )
            )
        gift = Contribution.objects.create(
            **facts,
            way_name=way.name if way else "",
            confirmation=fitting(confirmation, 120, "Số giấy xác nhận", field="confirmation"),
            confirmed_on=confirmed_on,
            recorded_by=by,
        )
        if scan is not None:
            gift.paper = keep_scan(gift, scan, by)
            gift.save(update_fields=["paper"])
        audit.record(
            "ghi đóng góp",
            gift,
            by=by,
            after={
                "kind": kind,
                "value": gift.value_vnd,
                "quantity": quantity,
                "way": gift.way_name,
                "place": for_unit,
                "paper": gift.confirmation,
            },
        )
        if not gift.confirmed_on:
            owe_paper(gift)
    return gift


def owe_paper(gift: Contribution) -> None:
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
