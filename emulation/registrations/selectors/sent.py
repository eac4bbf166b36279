"""What was sent up of a campaign's registrations, what is to be sent, and who is still missing."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet

from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import offices_in_roles
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.people.models import Office
from emulation.registrations.models import RegistrationSummary
from emulation.registrations.selectors import entered
from emulation.registrations.selectors.board import Group
from emulation.targets.selectors import working_year


def receiver_of(campaign: Campaign) -> Office | None:
    """By whose hand the list goes up: the first office that the deadline names (S3 III.2: Phòng Nội vụ)."""
    deadline = campaign.deadlines.filter(kind=Duty.Kind.REGISTRATION_SUMMARY).order_by("date").first()
    found = offices_in_roles(campaign, deadline.to_roles) if deadline else []
    return found[0] if found else None


def open_duty(campaign: Campaign, user: User) -> Duty | None:
    """The summary that this person's office still owes."""
    owed = duties.shown_to(user, campaign.key)
    return owed.filter(kind=Duty.Kind.REGISTRATION_SUMMARY).first()


def last_version(campaign: Campaign) -> int:
    found = RegistrationSummary.objects.filter(campaign=campaign, year=working_year(campaign))
    return found.aggregate(last=Max("version"))["last"] or 0


def sent_of(user: Any, campaign: Campaign) -> QuerySet[RegistrationSummary]:
    """Those that the person may read, the newest first."""
    found = RegistrationSummary.objects.visible_to(user).filter(campaign=campaign, year=working_year(campaign))
    return found.select_related("receiver", "office", "sent_by", "received_by", "paper").order_by("-version")


def symbol_of(office: Office) -> str:
    """What stands behind the number: "BC-PLĐTBXH"."""
    return f"BC-{office.symbol}"


def counts_of(campaign: Campaign, groups: Iterable[Group]) -> list[dict[str, Any]]:
    """Numbers as they are kept with what was sent; units by name, persons and households in number only."""
    counted: list[dict[str, Any]] = [
        {
            "name": group.participant_class.name,
            "done": group.in_count,
            "all": len(group.everybody),
            "late": [f"{row.party.title} (trễ {row.days_late} ngày)" for row in group.everybody if row.is_late],
            "missing": [row.party.title for row in group.missing],
        }
        for group in groups
    ]
    others = [{"name": part.name, "done": number} for part, number in entered.totals(campaign)]
    return [*counted, *others]


def missing_duties(campaign: Campaign) -> list[Duty]:
    """Who owes a registration by a day of the plan, and has not registered."""
    found = Duty.objects.open().filter(
        kind=Duty.Kind.REGISTRATION, campaign_key=campaign.key, period=str(working_year(campaign))
    )
    return list(found.exclude(deadline_key="").exclude(receiver=None).select_related("unit", "office").order_by("pk"))


def urged_today(owed: Iterable[Duty]) -> dict[int, dt.datetime]:
    return duties.reminded_today(owed)
