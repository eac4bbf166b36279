"""The tree of units that the proofs of rights stand on, and who works where in it.

P1 Lào Cai ─ T1 Sa Pa ─ A Tả Van (A1, A2) · B Mường Hoa (B1) · O1, O2 agencies of the town
           └ T2 a district beside ─ C (C1) · O3
P2 a province beside ─ T3 ─ D (D1) · O4
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from campaign_portal.foundation.models import User
from campaign_portal.shell.definition import loading
from demo.ground import CAMPAIGN_FILE
from emulation.campaigns import services as campaigns
from emulation.campaigns.models import Campaign
from emulation.people.models import Appointment, Function, Office, Role
from emulation.people.services import leadership_office
from emulation.territory.models import Level, Unit
from emulation.territory.services import add_hamlet, set_ancestors
from tests.support.sa_pa import SaPa

SINCE = dt.date(2020, 1, 1)
PARENTS = {
    "T1": "P1", "A": "T1", "A1": "A", "A2": "A", "B": "T1", "B1": "B", "O1": "T1", "O2": "T1",
    "T2": "P1", "C": "T2", "C1": "C", "O3": "T2",
    "T3": "P2", "D": "T3", "D1": "D", "O4": "T3",
}  # fmt: skip
PLACES = ("P1", "P2", *PARENTS)
COMMUNES, TOWNS, AGENCIES = ("A", "B", "C", "D"), ("T1", "T2", "T3"), ("O1", "O2", "O3", "O4")
OWN, BELOW, FAR_BELOW, ABOVE, SIBLING, OTHER = RELATIONS = (
    "own", "below", "far below", "above", "sibling", "other province",
)  # fmt: skip


def line_of(place: str) -> list[str]:
    """The place and all above it."""
    return [place, *(line_of(PARENTS[place]) if place in PARENTS else [])]


def relation(home: str, place: str) -> str:
    """What a place is to somebody who works at `home`."""
    if home == place:
        return OWN
    if home in line_of(place):
        return BELOW if PARENTS[place] == home else FAR_BELOW
    if place in line_of(home):
        return ABOVE
    return SIBLING if line_of(home)[-1] == line_of(place)[-1] else OTHER


@dataclass(frozen=True)
class Person:
    """Somebody with one post; `level` tells the two apart who hold one role in a town and in a province."""

    user: User
    role: str
    home: str
    level: str

    def __str__(self) -> str:
        return f"{self.role} at {self.home}"


AT_THE_COUNCIL = {Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY}
DESKS = {  # role → what the office does, of those that work for a town or a province
    Role.STANDING_OFFICER: Function.POVERTY_STANDING_OFFICE,
    Role.STANDING_HEAD: Function.POVERTY_STANDING_OFFICE,
    Role.INTERIOR_OFFICER: Function.EMULATION_STANDING_BODY,
    Role.INTERIOR_HEAD: Function.EMULATION_STANDING_BODY,
    Role.COORDINATION_OFFICER: Function.COORDINATION_OFFICE,
    Role.COUNCIL_MEMBER: Function.COUNCIL,
    Role.COUNCIL_SECRETARY: Function.COUNCIL,
    Role.LEADER: Function.LEADERSHIP,
    Role.CLERK: Function.LEADERSHIP,
    Role.AUDITOR: Function.LEADERSHIP,
    Role.ADMINISTRATOR: Function.LEADERSHIP,
}

POSTS = (  # every role at each level where it makes sense
    (Role.HAMLET_HEAD, "A1"),
    (Role.COMMUNE_OFFICER, "A"),
    (Role.COMMUNE_LEADER, "A"),
    (Role.OFFICER, "O1"),
    *((role, home) for home in ("T1", "P1") for role in DESKS),
)


class Tree:
    """Units and offices by place, campaigns by town."""

    def __init__(self, sa_pa: SaPa) -> None:
        self.sa_pa = sa_pa
        self.units: dict[str, Unit] = {}
        self.offices: dict[str, Office] = {}  # a committee's, a hamlet's desk, an agency
        self.campaigns: dict[str, Campaign] = {}
        self._sa_pa()
        self._neighbour("T2", "Đối Chứng", "9801")
        self.units["P2"] = self._unit(Level.PROVINCE, "Tỉnh", "Ngoài", "98", None)
        self._neighbour("T3", "Xa Lạ", "9992")
        for place in PLACES:
            if place not in self.offices:
                self.offices[place] = leadership_office(self.units[place], SINCE)
        for function in set(DESKS.values()) - {Function.LEADERSHIP}:
            name = f"{function.label} tỉnh Lào Cai"
            Office.objects.create(
                unit=self.units["P1"], name=name, short_name=name[:100], function=function, valid_from=SINCE
            )
        self._campaign_of_province()

    def _sa_pa(self) -> None:
        sa_pa, town = self.sa_pa, self.sa_pa.town
        assert town.province is not None
        a, b = sa_pa.ta_van, sa_pa.muong_hoa
        first = sa_pa.hamlet("Tả Van Mông")
        second = Unit.objects.filter(level=Level.HAMLET, commune=a).exclude(pk=first.pk).order_by("pk")[0]
        beside = Unit.objects.filter(level=Level.HAMLET, commune=b).order_by("pk")[0]
        self.units |= {"P1": town.province, "T1": town, "A": a, "B": b, "A1": first, "A2": second, "B1": beside}
        self._agencies("T1", sa_pa.campaign, ("O1", "O2"))

    def _unit(self, level: Level, kind: str, name: str, code: str, parent: Unit | None) -> Unit:
        unit = Unit.objects.create(level=level, kind=kind, name=name, code=code, parent=parent)
        set_ancestors(unit)
        return unit

    def _neighbour(self, town: str, name: str, code: str) -> None:
        """A town with one commune, one hamlet and a campaign of its own."""
        commune, agency = {"T2": ("C", "O3"), "T3": ("D", "O4")}[town]
        unit = self._unit(Level.DISTRICT, "Thị xã", name, code[:3], self.units[PARENTS[town]])
        below = self._unit(Level.COMMUNE, "Xã", f"{name} Một", f"{code}1", unit)
        hamlet = add_hamlet(below, f"{name} Hai", valid_from=SINCE, by=None)
        self.units |= {town: unit, commune: below, f"{commune}1": hamlet}
        text = CAMPAIGN_FILE.read_text(encoding="utf-8").replace("Sa Pa", name)
        text = text.replace("sa_pa_2020", f"of_{town.lower()}").replace('code: "088"', f'code: "{code[:3]}"')
        self._agencies(town, campaigns.launch(loading.load(text), by=None), (agency,))

    def _agencies(self, town: str, campaign: Campaign, places: tuple[str, ...]) -> None:
        self.campaigns[town] = campaign
        named = campaign.roles.exclude(participant_class=None).select_related("office").order_by("pk")
        for place, role in zip(places, named, strict=False):
            self.offices[place], self.units[place] = role.office, role.office.unit
        self.offices[town] = campaign.roles.select_related("office").get(key="authority").office

    def _campaign_of_province(self) -> None:
        """So that the province's people have a campaign that their pages speak of."""
        model, province = self.campaigns["T1"], self.units["P1"]
        self.campaigns["P1"] = Campaign.objects.create(
            unit=province,
            key="of_p1",
            name="Phong trào của tỉnh",
            short_name="Tỉnh 2020",
            starts_on=SINCE,
            ends_on=model.ends_on,
            state=Campaign.State.LAUNCHED,
            standard=model.standard,
            issuer_kind=model.issuer_kind,
            issuer_name=model.issuer_name,
            document=model.document,
        )
        for role in self.campaigns["T1"].roles.filter(participant_class=None):
            office = Office.objects.filter(unit=province, function=role.function).first()
            if office is not None:
                self.campaigns["P1"].roles.create(key=role.key, function=role.function, office=office)

        for deadline in model.deadlines.filter(kind__in=["report", "consolidation"]):
            deadline.pk, deadline.campaign = None, self.campaigns["P1"]
            deadline.save(force_insert=True)
        target = model.targets.order_by("pk")[0]
        target.pk, target.campaign = None, self.campaigns["P1"]
        target.save(force_insert=True)

    def town_of(self, place: str) -> str:
        return next(above for above in line_of(place) if above in TOWNS)

    def campaign_of(self, place: str) -> Campaign:
        return self.campaigns[self.town_of(place)]

    def office_doing(self, function: str, place: str) -> Office:
        return Office.objects.filter(unit=self.units[place], function=function).order_by("pk")[0]

    def named(self, role: str, place: str) -> Office:
        """An office of the town's campaign, by its key in the definition."""
        return self.campaign_of(place).roles.select_related("office").get(key=role).office

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return tuple(self._person(role, home) for role, home in POSTS)

    def _person(self, role: Role, home: str, suffix: str = "") -> Person:
        office = self.offices[home]
        if role in DESKS:
            office = self.office_doing(DESKS[role], home)
        user = User.objects.create(
            username=f"{role}.{home}{suffix}".lower(),
            full_name=f"Người {role} {home}",
            is_staff=role == Role.ADMINISTRATOR,
        )
        title = "Phó Chủ tịch" if role == Role.LEADER else "Chuyên viên"
        Appointment.objects.create(user=user, office=office, role=role, title=title, valid_from=SINCE)
        return Person(user, str(role), home, self.units[home].level)

    def former(self, yesterday: dt.date) -> tuple[Person, ...]:
        """The same posts held by others, until yesterday."""
        people = tuple(self._person(Role(person.role), person.home, ".cu") for person in self.people)
        Appointment.objects.filter(user__in=[person.user for person in people]).update(valid_to=yesterday)
        return people
