"""Who acts for whom in the story."""

from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile, File

from campaign_portal.foundation.models import User
from demo import cast
from demo.ground import GROUND_DAY
from demo.places import COMMUNES, DemoCommune
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import office_in_role
from emulation.people.models import Appointment, Office, Role
from emulation.people.services import leadership_office
from emulation.territory.models import Unit

SCAN = Path(__file__).parent.parent / "ban-chup.pdf"


def campaign() -> Campaign:
    return Campaign.objects.select_related("unit", "standard").get(key="sa_pa_2020")


def commune(code: str) -> DemoCommune:
    return next(place for place in COMMUNES if place.code == code)


def unit_of(place: DemoCommune) -> Unit:
    return Unit.objects.valid_on(GROUND_DAY).get(level="commune", code=place.code)


def officer(unit: Unit) -> User:
    return _posted(unit, Role.COMMUNE_OFFICER)


def leader(unit: Unit) -> User:
    return _posted(unit, Role.COMMUNE_LEADER)


def _posted(unit: Unit, role: str) -> User:
    office = leadership_office(unit, GROUND_DAY)
    return Appointment.objects.own().select_related("user").get(office=office, role=role).user


def agencies() -> list[Office]:
    """The twelve agencies of S3 V.3; after them the Front and the culture centre, whose work V.2 and V.4 describe."""
    roles = campaign().roles.exclude(participant_class=None).select_related("office__unit").order_by("pk")
    return [role.office for role in sorted(roles, key=lambda role: bool(role.tasks))]


def holder(office: Office) -> User:
    """Whoever works at an agency."""
    return Appointment.objects.own().select_related("user").get(office=office, role=Role.OFFICER).user


def office(role: str) -> Office:
    return office_in_role(campaign(), role)


@cache
def _username(full_name: str) -> str:
    return next(person.username for person in cast.CAST if person.full_name == full_name)


def scan(name: str = "ban-chup.pdf") -> File:
    """What stands for a scanned paper in the demo."""
    return ContentFile(SCAN.read_bytes(), name)


def by_name(full_name: str) -> User:
    """One of the cast."""
    return User.objects.get(username=_username(full_name))
