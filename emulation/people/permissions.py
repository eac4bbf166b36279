"""Groups of roles that addresses ask for; who manages offices, posts and accounts of which unit."""

from typing import Any

from campaign_portal.foundation import access, clock
from campaign_portal.foundation.access import Post
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Office, Role
from emulation.territory.models import Level, Unit

COMMUNE = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER})
STANDING_OFFICE = frozenset({Role.STANDING_OFFICER, Role.STANDING_HEAD})
INTERIOR_OFFICE = frozenset({Role.INTERIOR_OFFICER, Role.INTERIOR_HEAD})
APPRAISERS = STANDING_OFFICE | INTERIOR_OFFICE | {Role.COORDINATION_OFFICER}
READERS = frozenset({Role.LEADER, Role.AUDITOR, Role.CLERK, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})
EVERYBODY = frozenset(Role)

SEE_PEOPLE = access.for_roles(
    "people.see",
    [Role.ADMINISTRATOR, Role.AUDITOR],
    "Cơ quan và nhân sự dành cho quản trị và người kiểm tra của đơn vị.",
)
MANAGE_PEOPLE = access.for_roles(
    "people.manage", [Role.ADMINISTRATOR], "Lập cơ quan, giao chức vụ, cấp tài khoản là việc của quản trị đơn vị."
)


def manages(user: Any, unit: Unit) -> bool:
    """An administrator manages his unit and everything below it: never what lies above or beside."""
    return any(_at_or_above(post, unit) for post in _administering(user))


def may_appoint(user: Any, office: Office, role: str) -> bool:
    """Giving and taking a role. Administrators are made by those of a unit above: nobody makes his own equal."""
    if role == Role.ADMINISTRATOR:
        return any(_above(post, office.unit) for post in _administering(user))
    return manages(user, office.unit)


def may_end(user: Any, post: Appointment) -> bool:
    """Whoever may give a post may end it; an administrator may give up his own while another stays at the unit."""
    if may_appoint(user, post.office, post.role):
        return True
    return post.role == Role.ADMINISTRATOR and post.user_id == user.pk and _others_stay(post)


def _others_stay(post: Appointment) -> bool:
    """Another administrator of the unit, himself and not for a while only, whose account is open."""
    return (
        Appointment.objects.held_on()
        .own()
        .filter(office__unit=post.office.unit, role=Role.ADMINISTRATOR, valid_to__isnull=True, user__is_active=True)
        .exclude(user_id=post.user_id)
        .exists()
    )


def may_manage_account(user: Any, person: User) -> bool:
    """A new code lets in with all that a person may do: so every post he holds or will hold must lie with the
    administrator, and none may be an administrator's of the same unit. Of one who holds none any more, every post that
    he held. Nobody manages his own account."""
    if person.pk == user.pk:
        return False
    every = list(Appointment.objects.filter(user=person).select_related("office__unit"))
    today = clock.today()
    current = [post for post in every if post.valid_to is None or post.valid_to >= today]
    if current:
        return all(may_appoint(user, post.office, post.role) for post in current)
    return bool(every) and all(_came_to(user, post.office.unit) for post in every)


def _administering(user: Any) -> tuple[Post, ...]:
    return access.scope(user).having({Role.ADMINISTRATOR})


def _at_or_above(post: Post, unit: Unit) -> bool:
    if post.unit_level == Level.HAMLET:
        return unit.pk == post.unit_id
    return getattr(unit, f"{post.unit_level}_id") == post.unit_id


def _above(post: Post, unit: Unit) -> bool:
    return _at_or_above(post, unit) and unit.pk != post.unit_id


def _came_to(user: Any, unit: Unit) -> bool:
    """A unit that one manages, or that went into one: its people have nobody else to turn to."""
    for post in _administering(user):
        came = post.formers
        if _at_or_above(post, unit) or unit.commune_id in came.communes or unit.pk in came.hamlets:
            return True
        if post.unit_level != Level.HAMLET and getattr(unit, f"{post.unit_level}_id") in (*came.whole, *came.part):
            return True
    return False
