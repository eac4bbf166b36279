"""Who opens the page of a participant: of a household, whoever may read its name."""

from typing import Any

from campaign_portal.foundation import access
from emulation.households.models import Household
from emulation.people.models import Party, PartyQuerySet, Role
from emulation.people.permissions import EVERYBODY

SEE = access.for_roles(
    "participants.see",
    EVERYBODY - {Role.ADMINISTRATOR},
    "Trang của đối tượng thi đua dành cho người của đơn vị và cơ quan theo dõi phong trào.",
)


def parties_of(user: Any) -> PartyQuerySet:
    households = Household.objects.visible_to(user).values("party")
    return Party.objects.visible_to(user).exclude(kind=Party.Kind.HOUSEHOLD) | Party.objects.filter(
        kind=Party.Kind.HOUSEHOLD, pk__in=households
    )
