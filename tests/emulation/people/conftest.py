"""Offices, people and administrators around Sa Pa, by short names."""

import datetime as dt

import pytest

from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Office, Role
from emulation.people.services import leadership_office, posts

BEGIN = dt.date(2020, 3, 2)


@pytest.fixture
def nam(sa_pa) -> User:
    """Administrator of the town."""
    return sa_pa.person("nam")


def newcomer(username: str = "moi", full_name: str = "Lý Thị Mới") -> User:
    return User.objects.create_user(username, full_name)


def appointed(person: User, office: Office, role: str, by: User, **more) -> Appointment:
    values = {"title": "Chức danh", "valid_from": BEGIN} | more
    return posts.appoint(person, office, role, by=by, **values)


@pytest.fixture
def commune_admin(sa_pa, nam) -> User:
    """Administrator of xã Tả Van, made by the town's."""
    person = newcomer("quantri.tavan", "Lý Quản Trị")
    appointed(person, leadership_office(sa_pa.ta_van, BEGIN), Role.ADMINISTRATOR, nam)
    return person
