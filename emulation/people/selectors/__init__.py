"""Questions about posts, offices and parties."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q

from campaign_portal.foundation import clock
from campaign_portal.foundation.access import Post
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Function, Office, OfficeSuccession, Role
from emulation.territory.models import Level, Unit
from emulation.territory.selectors.lineage import formers_of, successors


def posts_of(user: User) -> tuple[Post, ...]:
    """The provider behind `foundation.access.scope`: what a person holds today."""
    took_over = OfficeSuccession.objects.filter(successor_id=OuterRef("office_id"))
    held = list(
        Appointment.objects.held_on()
        .filter(user=user)
        .annotate(office_took_over=Exists(took_over))
        .select_related("office__unit")
        .order_by("valid_from", "pk")
    )
    formers = formers_of({appointment.office.unit_id: appointment.office.unit.level for appointment in held})
    return tuple(
        Post(
            role=appointment.role,
            office_id=appointment.office_id,
            office_function=appointment.office.function,
            unit_id=appointment.office.unit_id,
            unit_level=appointment.office.unit.level,
            title=shown_title(appointment),
            formers=formers[appointment.office.unit_id],
            former_offices=_former_offices(appointment.office_id) if appointment.office_took_over else (),
        )
        for appointment in held
    )


def shown_title(appointment: Appointment) -> str:
    """The title and where: "Trưởng phòng (được ủy quyền), Phòng LĐ-TB&XH". Select `office__unit` with the post."""
    office, title = appointment.office, appointment.full_title
    if office.unit.level in {Level.COMMUNE, Level.HAMLET}:
        return f"{title}, {office.unit.title}"
    if appointment.role == Role.LEADER:
        return title
    return f"{title}, {office.short_name}"


def _former_offices(office_id: int) -> tuple[int, ...]:
    """Every office whose papers came to this one, through any number of changes. One statement a step of history."""
    found: dict[int, None] = {}
    reached = [office_id]
    while reached:
        lines = OfficeSuccession.objects.filter(successor_id__in=reached).filter(
            Q(function="") | Q(function=F("predecessor__function"))
        )
        reached = [pk for pk in lines.order_by("pk").values_list("predecessor_id", flat=True) if pk not in found]
        found |= dict.fromkeys(reached)
    return tuple(found)


def office_doing(function: Function | str, unit: Unit, on: dt.date) -> Office | None:
    """The office of a unit that does something on a day."""
    return (
        Office.objects.filter(unit=unit, function=function, valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .order_by("valid_from")
        .last()
    )


def possible_heirs(office: Office) -> list[Office]:
    """Who could go on with an office's work: at its own unit, at what the unit went into, and at the unit above."""
    unit = office.unit
    places = {unit.pk, *(kin.unit_id for kin in successors([unit.pk])[unit.pk])}
    if unit.parent_id is not None:
        places.add(unit.parent_id)
    others = Office.objects.filter(unit_id__in=places).exclude(pk=office.pk).exclude(valid_to__lt=clock.today())
    return list(others.exclude(function=Function.HAMLET) if office.function != Function.HAMLET else others)


def local_words(user: User) -> list[str]:
    """Names of the places of a person's posts, of what lies above and beside them: no secret of anybody there."""
    held = [
        appointment.office
        for appointment in Appointment.objects.held_on().filter(user=user).select_related("office__unit")
    ]
    near: set[int] = set()
    for office in held:
        unit = office.unit
        near |= {pk for pk in (unit.pk, unit.parent_id, unit.province_id, unit.district_id, unit.commune_id) if pk}
    units = Unit.objects.filter(Q(pk__in=near) | Q(parent__in=near))
    return [*units.values_list("name", flat=True), *(office.short_name for office in held)]
