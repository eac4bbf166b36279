"""Offices and people as an administrator or auditor finds them: without accents, by unit, role and state."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Office, overseen_units
from emulation.territory.models import Level, Unit

WORKING = {"": "Đang hoạt động", "het": "Đã thôi hoạt động", "ca": "Tất cả"}
STATES = {
    "": "Mọi trạng thái",
    "chua": "Chưa đăng nhập lần nào",
    "dung": "Đang dùng",
    "khoa": "Đã khóa",
    "thoi": "Không còn chức vụ",
}


# --- Offices ----------------------------------------------------------------------------------------------------------


def offices_seen(user: Any, *, search: str = "", function: str = "", state: str = "", unit: int | None = None):
    """The offices of one's unit and below, unit by unit from above; each with `people`, how many hold posts today."""
    today = clock.today()
    found = Office.objects.filter(unit__in=overseen_units(user)).select_related("unit__commune", "unit__district")
    if function:
        found = found.filter(function=function)
    if unit is not None:
        found = found.filter(_at_or_below(unit, "unit__"))
    if state == "het":
        found = found.filter(valid_to__lt=today)
    elif state != "ca":
        found = found.exclude(valid_to__lt=today)
    held = Q(appointments__valid_from__lte=today) & (
        Q(appointments__valid_to__isnull=True) | Q(appointments__valid_to__gte=today)
    )
    found = found.annotate(people=Count("appointments__user", filter=held, distinct=True))
    wanted = vietnamese.fold(search)
    kept = [office for office in found if wanted in vietnamese.fold(f"{office.name} {office.short_name}")]
    return sorted(kept, key=_place_in_tree)


def _place_in_tree(office: Office) -> tuple:
    unit = office.unit
    district, commune = unit.district, unit.commune
    return (
        unit.province_id or 0,
        district.code if district else "",
        commune.code if commune else "",
        unit.level == Level.HAMLET,
        unit.sort_key if unit.level == Level.HAMLET else "",
        unit.pk,
        vietnamese.sort_key(office.name),
    )


def _at_or_below(unit_id: int, prefix: str) -> Q:
    return (
        Q(**{f"{prefix}pk": unit_id})
        | Q(**{f"{prefix}commune_id": unit_id})
        | Q(**{f"{prefix}district_id": unit_id})
        | Q(**{f"{prefix}province_id": unit_id})
    )


# --- People -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Account:
    """An account as the list and the person's page show it."""

    state: str  # a key of STATES
    pill: tuple[str, str]


def account_of(person: User) -> Account:
    if not person.is_active:
        return Account("khoa", ("bad", "Đã khóa"))
    if person.last_login is None:
        return Account("chua", ("wait", "Chưa đăng nhập lần nào"))
    return Account("dung", ("ok", "Đang dùng"))


def posts_overseen(user: Any) -> Any:
    """The posts at one's unit and below, of all times."""
    return Appointment.objects.filter(office__unit__in=overseen_units(user))


def people_overseen(user: Any) -> Any:
    """Who holds or held a post there."""
    return User.objects.filter(pk__in=posts_overseen(user).order_by().values("user_id"))


def people_found(user: Any, *, search: str = "", role: str = "", state: str = "", unit: int | None = None) -> list[int]:
    """The ids of the people that fit, by given name as Vietnamese lists go. One statement."""
    posts = posts_overseen(user)
    if unit is not None:
        posts = posts.filter(_at_or_below(unit, "office__unit__"))
    if role:
        posts = posts.held_on().filter(role=role)
    people = User.objects.filter(pk__in=posts.order_by().values("user_id"))
    held = Appointment.objects.held_on().order_by().values("user_id")
    if state == "khoa":
        people = people.filter(is_active=False)
    elif state == "chua":
        people = people.filter(is_active=True, last_login__isnull=True)
    elif state == "dung":
        people = people.filter(is_active=True, last_login__isnull=False)
    elif state == "thoi":
        people = people.exclude(pk__in=held)
    wanted = vietnamese.fold(search)
    rows = [
        (vietnamese.person_sort_key(full_name), pk)
        for pk, full_name, username in people.values_list("pk", "full_name", "username")
        if wanted in vietnamese.fold(full_name) or wanted in username
    ]
    return [pk for _, pk in sorted(rows)]


@dataclass(frozen=True)
class PersonRow:
    person: User
    posts: tuple[Appointment, ...]  # of today, that the viewer oversees
    account: Account


def person_rows(user: Any, ids: Sequence[int]) -> list[PersonRow]:
    """These people with their posts of today, in this order. Two statements."""
    people = User.objects.in_bulk(ids)
    posts: dict[int, list[Appointment]] = defaultdict(list)
    held = posts_overseen(user).held_on().filter(user_id__in=ids)
    for post in held.select_related("office__unit__commune", "office__unit__district").order_by("valid_from", "pk"):
        posts[post.user_id].append(post)
    return [PersonRow(people[pk], tuple(posts[pk]), account_of(people[pk])) for pk in ids if pk in people]


def course_of(user: Any, person: User) -> tuple[list[Appointment], bool]:
    """A person's posts in time, the latest first, as far as the viewer oversees them; and whether there are others."""
    posts = posts_overseen(user).filter(user=person)
    seen = list(posts.select_related("office__unit", "acting_for__user").order_by("-valid_from", "-pk"))
    return seen, Appointment.objects.filter(user=person).count() > len(seen)


def colleagues(post: Appointment, on: dt.date) -> Iterable[User]:
    """Who may stand in for the holder of a post: people with a post at the same unit on a day, by name."""
    held = Appointment.objects.held_on(on).filter(office__unit_id=post.office.unit_id, user__is_active=True)
    people = User.objects.filter(pk__in=held.order_by().values("user_id")).exclude(pk=post.user_id)
    return sorted(people, key=lambda person: vietnamese.person_sort_key(person.full_name))


def offices_of(unit: Unit, on: dt.date | None = None) -> list[Office]:
    """A unit's offices that work on a day, the leadership first."""
    found = Office.objects.working_on(on).filter(unit=unit).select_related("unit")
    return sorted(found, key=lambda office: (office.function != "leadership", vietnamese.sort_key(office.name)))
