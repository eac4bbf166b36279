"""Questions about posts, offices and parties."""

import datetime as dt

from campaign_portal.foundation.access import Post
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Function, Office, Role
from emulation.territory.models import Level, Unit
from emulation.territory.selectors.lineage import formers_of


def posts_of(user: User) -> tuple[Post, ...]:
    """The provider behind `foundation.access.scope`: what a person holds today."""
    held = list(
        Appointment.objects.held_on().filter(user=user).select_related("office__unit").order_by("valid_from", "pk")
    )
    formers = formers_of({appointment.office.unit_id: appointment.office.unit.level for appointment in held})
    return tuple(
        Post(
            role=appointment.role,
            office_id=appointment.office_id,
            office_function=appointment.office.function,
            unit_id=appointment.office.unit_id,
            unit_level=appointment.office.unit.level,
            title=_shown_title(appointment),
            formers=formers[appointment.office.unit_id],
        )
        for appointment in held
    )


def _shown_title(appointment: Appointment) -> str:
    office = appointment.office
    if office.unit.level in {Level.COMMUNE, Level.HAMLET}:
        return f"{appointment.title}, {office.unit.title}"
    if appointment.role == Role.LEADER:
        return appointment.title
    return f"{appointment.title}, {office.short_name}"


def office_doing(function: Function | str, unit: Unit, on: dt.date) -> Office | None:
    """The office of a unit that does something on a day."""
    return (
        Office.objects.filter(unit=unit, function=function, valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .order_by("valid_from")
        .last()
    )
