"""Registrations of those who have no account: a hamlet head, a commune's officer or the standing office writes them
down from paper and hands them in, in one act (S3 III.2, V.2; S0 III-TC 4.2)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.campaigns.models import ParticipantClass
from emulation.people.models import Party
from emulation.registrations import permissions
from emulation.registrations.models import WRITTEN_FOR, PledgeItem, Registration
from emulation.registrations.services.submitting import submit
from emulation.registrations.services.writing import Deed, Figure, PledgeData, save_registration, start_registration
from emulation.targets.selectors import working_year


@dataclass(frozen=True)
class Entry:
    """What the paper says. `money_vnd` is what is promised in đồng, for the line of the plan that asks for it."""

    registered_on: dt.date
    wish: str = ""
    help_wanted: str = ""
    deed: Deed | None = None
    money_vnd: int | None = None


def enter(part: ParticipantClass, party: Party, entry: Entry, *, by: User) -> Registration:
    """Register one person, household or organisation in a class of the campaign.

    In the hamlet or commune it is received by being written down; an organisation's goes to the office that the plan
    names. Refuses one that has registered already, and one whose plan line is left empty. All or nothing.
    """
    if party.kind not in WRITTEN_FOR or party.kind != part.party_kind:
        raise Refused(f"{party.title} không thuộc loại đối tượng “{part.name}”.")
    with transaction.atomic():
        known = Registration.objects.filter(
            campaign=part.campaign, party=party, year=working_year(part.campaign)
        ).first()
        if known is not None and known.state != Registration.State.WITHDRAWN:
            raise Refused(Problem(f"{party.title} đã đăng ký năm {known.year}.", field="name", code="twice"))
        if known is not None:
            raise Refused(
                Problem(f"{party.title} đã rút đăng ký; xin mở trang của đăng ký ấy để đăng ký lại.", "name", "twice")
            )
        if not permissions.writes_for(by, party):
            raise Refused(f"Đăng ký của {party.title} do thôn, xã nơi ấy ghi.")
        registration = start_registration(part.campaign, party, part=part, by=by)
        registration = save_registration(registration, _data(registration, entry), by=by)
        return submit(registration, by=by)


def _data(registration: Registration, entry: Entry) -> PledgeData:
    is_household = registration.party.kind == Party.Kind.HOUSEHOLD
    lines = registration.items.filter(nature=PledgeItem.Nature.FIGURE, unit_of_measure="đồng").order_by("position")
    first = lines.first() if entry.money_vnd is not None else None
    return PledgeData(
        figures={first.pk: Figure(Decimal(entry.money_vnd or 0))} if first else {},
        deeds=[entry.deed] if entry.deed else None,
        wish=entry.wish if is_household else None,
        help_wanted=entry.help_wanted if is_household else None,
        registered_on=entry.registered_on,
    )
