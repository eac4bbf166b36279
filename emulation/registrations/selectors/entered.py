"""Persons, households and organisations that registered: hundreds in a commune, so they have lists of their own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from campaign_portal.foundation import access, vietnamese
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.households.models import Household, HouseholdYear
from emulation.households.selectors import register as households
from emulation.people.models import Office, Party
from emulation.people.permissions import STANDING_OFFICE
from emulation.registrations.models import WRITTEN_FOR, Registration
from emulation.targets.selectors import working_year
from emulation.territory.models import Level, Unit

PAGE = 50
ORDER = ("unit__sort_key", "party__folded_name", "pk")
State = Registration.State
FILTERS = {
    "": "Mọi tình trạng",
    "da-nhan": "Đã nhận",
    "cho-nhan": "Chờ nhận",
    "tra-lai": "Đang bổ sung, sửa đổi",
    "da-rut": "Đã rút",
}
STATES = {
    "da-nhan": (State.ACCEPTED,),
    "cho-nhan": (State.SUBMITTED,),
    "tra-lai": (State.RETURNED, State.DRAFT),
    "da-rut": (State.WITHDRAWN,),
}


def classes_of(campaign: Campaign) -> list[ParticipantClass]:
    """The classes whose participants somebody else writes down: those the plan rules, and households always (to escape
    poverty of one's own will is a criterion of plans that rule no registration)."""
    wanted = Q(registration_rule__isnull=False) | Q(party_kind=Party.Kind.HOUSEHOLD)
    return list(
        campaign.classes.filter(wanted, party_kind__in=WRITTEN_FOR)
        .select_related("campaign__unit", "campaign__standard")
        .order_by("position")
    )


def places_for(user: Any, campaign: Campaign, part: ParticipantClass) -> list[Unit]:
    """Where a person may read such registrations: his communes; of organisations the standing office's whole unit."""
    communes = [
        unit
        for unit in households.communes_for(user).with_parents()
        if campaign.unit_id in {unit.pk, unit.commune_id, unit.district_id, unit.province_id}
    ]
    if part.party_kind != Party.Kind.ORGANISATION:
        return communes
    at_office = any(post.unit_id == campaign.unit_id for post in access.scope(user).having(STANDING_OFFICE))
    return [*([campaign.unit] if at_office else []), *communes]


@dataclass(frozen=True)
class Asked:
    """Which list, and what of it; what is empty asks for everything."""

    part: ParticipantClass
    place: Unit
    text: str = ""
    hamlet_id: int | None = None
    state: str = ""


def listed(user: Any, asked: Asked) -> QuerySet[Registration]:
    """The registrations that fit, by hamlet and name."""
    rows = Registration.objects.visible_to(user).filter(
        participant_class=asked.part, party__kind=asked.part.party_kind, first_submitted_at__isnull=False
    )
    rows = rows.filter(commune=asked.place) if asked.place.level == Level.COMMUNE else rows.filter(unit=asked.place)
    for word in vietnamese.fold(asked.text).split(" "):
        if word:
            rows = rows.filter(party__folded_name__contains=word)
    if asked.hamlet_id is not None:
        rows = rows.filter(unit_id=asked.hamlet_id)
    if asked.state in STATES:
        rows = rows.filter(state__in=STATES[asked.state])
    return rows.order_by(*ORDER)


@dataclass(frozen=True)
class Page:
    """One page; `after` is the registration to go on from."""

    rows: Sequence[Registration]
    after: int | None


def with_details(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """With all that a line shows; a fixed number of statements."""
    return rows.select_related("party", "unit", "campaign", "receiver", "superior").prefetch_related(
        "items__indicator", "versions"
    )


def page(user: Any, asked: Asked, *, after: int | None = None) -> Page:
    rows = listed(user, asked)
    mark = rows.filter(pk=after).values_list(*ORDER).first() if after else None
    if mark is not None:
        behind = Q(pk__in=[])
        same = Q()
        for key, value in zip(ORDER, mark, strict=True):
            behind |= same & Q(**{f"{key}__gt": value})
            same &= Q(**{key: value})
        rows = rows.filter(behind)
    found = list(with_details(rows)[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


# --- At a glance ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Glance:
    """How many registered: a row for each commune, a column for each class. Names nobody."""

    classes: Sequence[ParticipantClass]
    rows: Sequence[tuple[Unit, Sequence[tuple[ParticipantClass, int]]]]

    @property
    def totals(self) -> list[int]:
        return [sum(cells[at][1] for _, cells in self.rows) for at in range(len(self.classes))]


def glance(user: Any, campaign: Campaign) -> Glance:
    """The communes a person reads, those without any among them. Three statements."""
    classes = [part for part in classes_of(campaign) if part.party_kind != Party.Kind.ORGANISATION]
    communes = [
        unit
        for unit in households.communes_for(user)
        if campaign.unit_id in {unit.pk, unit.district_id, unit.province_id}
    ]
    counts: dict[tuple[int | None, int], int] = defaultdict(int)
    found = _standing(Registration.objects.visible_to(user), campaign).filter(participant_class__in=classes)
    for commune, part, number in found.values_list("commune", "participant_class").annotate(Count("pk")):
        counts[commune, part] = number
    return Glance(classes, [(unit, [(part, counts[unit.pk, part.pk]) for part in classes]) for unit in communes])


def totals(campaign: Campaign) -> list[tuple[ParticipantClass, int]]:
    """Of the whole campaign, for the consolidated list: numbers only. Two statements."""
    classes = [part for part in classes_of(campaign) if part.party_kind != Party.Kind.ORGANISATION]
    found = _standing(Registration.objects.all(), campaign).filter(participant_class__in=classes)
    counts = dict(found.values_list("participant_class").annotate(Count("pk")))
    return [(part, counts.get(part.pk, 0)) for part in classes]


def _standing(rows: QuerySet[Registration], campaign: Campaign) -> QuerySet[Registration]:
    rows = rows.filter(campaign=campaign, year=working_year(campaign), first_submitted_at__isnull=False)
    return rows.exclude(state=State.WITHDRAWN).order_by()


# --- Households to choose from ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A household of the register that has not registered, with what its last list says."""

    household: Household
    year: HouseholdYear | None = field(default=None)


def households_left(user: Any, asked: Asked, hamlets: Iterable[int]) -> list[Choice]:
    """The households that have not registered, poor or near-poor on their last list, or on none."""
    registered = Registration.objects.filter(
        campaign=asked.part.campaign, year=working_year(asked.part.campaign), party=OuterRef("party")
    )
    found = (
        Household.objects.visible_to(user)
        .standing()
        .filter(~Exists(registered), commune=asked.place, unit__in=list(hamlets))
        .select_related("party", "unit")
        .order_by(F("unit__sort_key"), "party__folded_name", "pk")
    )
    if asked.hamlet_id is not None:
        found = found.filter(unit=asked.hamlet_id)
    last: dict[int, HouseholdYear] = {}
    years = HouseholdYear.objects.filter(household__in=found.values("pk").order_by())
    for year in years.order_by("year", "standard__first_year"):
        last[year.household_id] = year
    kept = {HouseholdYear.PovertyClass.POOR, HouseholdYear.PovertyClass.NEAR_POOR}
    return [
        Choice(household, last.get(household.pk))
        for household in found
        if household.pk not in last or last[household.pk].poverty_class in kept
    ]


def receiving_office(campaign: Campaign, part: ParticipantClass) -> Office | None:
    """The office that the plan names for the class, None where it stays in the hamlet or commune."""
    rule = getattr(part, "registration_rule", None)
    if rule is None or not rule.through_role:
        return None
    role = campaign.roles.filter(key=rule.through_role).select_related("office").first()
    return role.office if role else None
