"""Of whom a person may write, and which units may take a model over."""

from typing import Any

from campaign_portal.foundation import access
from emulation.campaigns.models import Campaign
from emulation.exemplars.rules import WRITERS
from emulation.households.models import SEES_HOUSEHOLDS
from emulation.people.models import Office, Party, PartyQuerySet
from emulation.territory.models import SEES_BELOW, Level, Unit, UnitQuerySet


def candidates(user: Any, campaign: Campaign) -> PartyQuerySet:
    """Participants of the campaign that a person may see, and his own office; households if he works with them."""
    seen = Party.objects.visible_to(user)
    if not access.scope(user).having(SEES_HOUSEHOLDS):
        seen = seen.exclude(kind=Party.Kind.HOUSEHOLD)
    taking_part = seen.filter(pk__in=campaign.participants.values("party"))
    own = seen.filter(kind=Party.Kind.OFFICE, office_id__in=access.scope(user).office_ids)
    return (taking_part | own).select_related("unit").order_by("kind", "folded_name", "pk")


def place_of(party: Party, office: Office) -> Unit:
    """Where whom it is about belongs; of an agency, and of somebody from outside, the writers' unit."""
    level = Level(office.unit.level)
    inside = party.kind != Party.Kind.OFFICE and (
        party.unit_id == office.unit_id or getattr(party.unit, f"{level.column}_id", None) == office.unit_id
    )
    return party.unit if inside else office.unit


def takers(user: Any) -> UnitQuerySet:
    """The units of which a person may say that they took a model over: his own and those right below it."""
    units = [post.unit_id for post in access.scope(user).having(WRITERS) if post.office_function in SEES_BELOW]
    own = Unit.objects.filter(pk__in=units)
    below = Unit.objects.filter(parent_id__in=units)
    return (own | below).valid_on().order_by("level", "sort_key", "pk")
