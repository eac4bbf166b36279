"""The way from the pages below to the page of a participant: they know its address only through `people`."""

from typing import Any

from django.urls import reverse

from campaign_portal.shell.participant.permissions import SEE
from emulation.households import permissions as households
from emulation.people.models import Party
from emulation.people.selectors import pages
from emulation.territory.models import Unit
from emulation.territory.selectors import beside
from emulation.territory.selectors.beside import Entry


def address(user: Any, party: Party) -> str:
    """By role alone, without a question to the database: who reads a list of parties reads these parties. A
    household's is opened by the posts that work with households."""
    if not SEE.holds(user) or (party.kind == Party.Kind.HOUSEHOLD and not households.LOOK.holds(user)):
        return ""
    return reverse("participants:page", args=[party.pk])


def of_unit(user: Any, unit: Unit) -> Entry | None:
    """On the page of a unit that takes part."""
    party = Party.objects.visible_to(user).filter(kind=Party.Kind.UNIT, unit=unit).first()
    url = address(user, party) if party else ""
    return Entry("Từ đăng ký đến khen thưởng", url=url) if url else None


pages.register_page(address)
beside.register_act(of_unit)
