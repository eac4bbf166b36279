"""A commune with nothing to it yet: no hamlets, no figures, no plan, and a name full of quotes."""

import datetime as dt

import pytest
from django.urls import reverse

from campaign_portal.foundation.models import User
from campaign_portal.foundation.web.sending import attached
from emulation.people.models import Appointment, Role
from emulation.people.services import leadership_office
from emulation.territory.models import Level, Unit
from emulation.territory.services import set_ancestors

FIRST_PAGES = [
    reverse(name)
    for name in (
        "home",
        "plan",
        "poverty:index",
        "registrations:index",
        "targets:index",
        "contributions:index",
        "contributions:record",
        "duties:index",
        "reports:index",
        "consolidation:index",
        "dossiers:index",
        "councils:index",
        "decisions:index",
    )
]


@pytest.fixture
def bare(sa_pa) -> Unit:
    unit = Unit.objects.create(
        level=Level.COMMUNE,
        code="99999",
        kind="Xã",
        name='Lạ "O\'Xã" <b>x</b>',
        parent=sa_pa.town,
        valid_from=sa_pa.ta_van.valid_from,
    )
    set_ancestors(unit)
    office = leadership_office(unit, dt.date(2020, 1, 1))
    for username, role in (("can.bo", Role.COMMUNE_OFFICER), ("lanh.dao", Role.COMMUNE_LEADER)):
        person = User.objects.create(username=username, full_name='Lý <b>x</b> "A"')
        Appointment.objects.create(
            user=person, office=office, role=role, title="Cán bộ <b>x</b>", valid_from=dt.date(2020, 1, 1)
        )
    return unit


@pytest.mark.parametrize("who", ["can.bo", "lanh.dao", "thanh", "huy", "long", "hanh"])
def test_its_people_and_the_town_s_open_every_first_page(bare, sa_pa, client, who):
    client.force_login(sa_pa.person(who))
    for address in (*FIRST_PAGES, reverse("targets:unit", args=[bare.pk])):
        answer = client.get(address)
        assert answer.status_code in {200, 403}, address
        assert "<b>x</b>" not in answer.content.decode(), address


def test_a_file_s_name_holds_no_quote_that_would_end_it():
    header = attached(b"", "application/pdf", 'Đăng ký, xã Lạ "O\'Xã" “Mới”.pdf')["Content-Disposition"]
    assert header.startswith('attachment; filename="dang-ky,-xa-la-o-xa-moi-.pdf"; ')
    assert header.isascii()
