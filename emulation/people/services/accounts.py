"""Accounts of a unit's people, kept by its administrator: invited with a first post, helped in, closed and reopened.

What is done to an account is `foundation.accounts`' affair; who may do it to whom is told here.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from campaign_portal.foundation import accounts
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.people import permissions, rules
from emulation.people.models import Appointment, Office
from emulation.people.services import posts


@dataclass(frozen=True)
class Invitation:
    """What the new holder is told, once: the code is not kept."""

    post: Appointment
    code: str


def invite(
    *,
    full_name: str,
    username: str,
    email: str = "",
    office: Office,
    role: str,
    title: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    legal_basis: str = "",
    by: User,
) -> Invitation:
    """An account and its first post in one go: no account without a post is ever left behind.

    Refuses what `accounts.create_account` and `posts.appoint` refuse.
    """
    with transaction.atomic():
        user, code = accounts.create_account(username, full_name, email, by=by)
        post = posts.appoint(
            user, office, role, title=title, valid_from=valid_from, valid_to=valid_to, legal_basis=legal_basis, by=by
        )
    return Invitation(post, code)


def give_new_code(person: User, *, by: User) -> str:
    _refuse_unless_may(by, person)
    return accounts.new_code(person, by=by)


def forget_second_factor(person: User, *, by: User, reason: str) -> None:
    _refuse_unless_may(by, person)
    accounts.forget_second_factor(person, by=by, reason=reason)


def close(person: User, *, by: User, reason: str) -> None:
    _refuse_unless_may(by, person)
    accounts.close_account(person, by=by, reason=reason)


def reopen(person: User, *, by: User) -> None:
    _refuse_unless_may(by, person)
    accounts.reopen_account(person, by=by)


def propose_username(full_name: str, office: Office) -> str:
    return rules.username_for(full_name, office.unit.name, lambda name: User.objects.filter(username=name).exists())


def _refuse_unless_may(by: User, person: User) -> None:
    if person.pk == by.pk:
        raise Refused("Tài khoản của mình do quản trị cấp trên giữ; mật khẩu tự đổi ở trang Tài khoản.")
    if not permissions.may_manage_account(by, person):
        raise Refused(
            f"{person.full_name} giữ chức vụ ở cấp trên, ở đơn vị khác hoặc là quản trị cùng đơn vị; tài khoản này do "
            "quản trị cấp trên giữ."
        )
