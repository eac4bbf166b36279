"""With whom the plan lets a person's office sign pledges (S3 III.1), and which were begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from campaign_portal.foundation import access
from emulation.campaigns.models import Campaign, Participant, ParticipantClass, PledgeRule
from emulation.people.models import Office, Party
from emulation.people.permissions import COMMUNE, STANDING_OFFICE
from emulation.registrations.models import Pledge
from emulation.territory.models import Level, Unit
from emulation.territory.selectors import hamlets_of

FIRST, SECOND = "Bên thứ nhất", "Bên thứ hai"


@dataclass(frozen=True)
class Side:
    """A party that may sign; `key` names it on the page, also one that nobody has saved yet."""

    key: str
    name: str
    party: Party | None = None
    unit: Unit | None = None
    office: Office | None = None


@dataclass(frozen=True)
class Offer:
    """One rule of the plan as it opens to this person: who stands first, where it is made, who may stand second."""

    rule: PledgeRule
    first: Side
    unit: Unit
    seconds: Sequence[Side]


def offers(user: Any, campaign: Campaign) -> list[Offer]:
    """The rules in whose first side this person works."""
    classes = {part.key: part for part in campaign.classes.all()}
    roles = {role.key: role for role in campaign.roles.select_related("office__unit")}
    found = []
    for rule in campaign.pledge_rules.order_by("position"):
        for key in rule.first:
            if key in roles:
                office = roles[key].office
                if any(post.office_id == office.pk for post in access.scope(user).having(STANDING_OFFICE)):
                    first = Side(f"o{office.pk}", office.name, office=office)
                    seconds = _participants(campaign, [classes[k] for k in rule.second if k in classes])
                    found.append(Offer(rule, first, campaign.unit, seconds))
            elif key in classes and classes[key].party_kind == Party.Kind.UNIT:
                for unit in _own_communes(user, campaign):
                    first = Side(f"u{unit.pk}", unit.opening_title, unit=unit)
                    if any(k in classes and classes[k].unit_level == Level.HAMLET for k in rule.second):
                        found.append(Offer(rule, first, unit, [_of_unit(hamlet) for hamlet in hamlets_of(unit)]))
    return found


def _of_unit(unit: Unit) -> Side:
    return Side(f"u{unit.pk}", unit.opening_title, unit=unit)


def _own_communes(user: Any, campaign: Campaign) -> list[Unit]:
    posts = [p for p in access.scope(user).having(COMMUNE) if p.office_function == "leadership"]
    units = Unit.objects.filter(pk__in=[post.unit_id for post in posts], level=Level.COMMUNE)
    return [u for u in units if campaign.unit_id in {u.district_id, u.province_id}]


def _participants(campaign: Campaign, classes: Sequence[ParticipantClass]) -> list[Side]:
    rows = Participant.objects.filter(campaign=campaign, participant_class__in=classes).exclude(
        party__kind__in=[Party.Kind.PERSON, Party.Kind.HOUSEHOLD]
    )
    rows = rows.select_related("party").order_by("participant_class__position", "party__folded_name")
    return [Side(f"p{row.party_id}", row.party.name, row.party) for row in rows]


def made(user: Any, campaign: Campaign) -> QuerySet[Pledge]:
    """Those between a superior and its units that the person may read; a cluster's stand on its own page."""
    found = Pledge.objects.visible_to(user).filter(campaign=campaign, parties__capacity=FIRST).distinct()
    return (
        found.select_related("unit", "scan")
        .prefetch_related("parties__party")
        .order_by("-year", "unit__sort_key", "pk")
    )
