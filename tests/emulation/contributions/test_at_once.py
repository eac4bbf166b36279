"""The same gift pressed twice in the same moment is one gift, from one donor. On SQLite and on PostgreSQL."""

import pytest
from django.test import Client
from django.urls import reverse

from emulation.contributions.models import Contribution
from emulation.people.models import Party
from tests.emulation.contributions.given import JUNE_14
from tests.emulation.contributions.test_views import typed
from tests.support.together import together


@pytest.mark.parametrize(
    "donor", [{}, {"donor_kind": "person", "donor_name": "Giàng A Páo"}], ids=["organisation", "person"]
)
def test_a_double_press_records_once(sa_pa_live, clock, donor):
    clock(JUNE_14)
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(sa_pa_live.person("mai"))

    def press(client: Client):
        return lambda: client.post(reverse("contributions:record"), typed(**donor)).status_code

    answers = together(*map(press, clients), on=JUNE_14)
    assert sorted(answers) == [200, 200, 200, 302], "one recorded; the others are told that it is there"
    assert Contribution.objects.count() == 1
    assert Party.objects.filter(kind__in=["organisation", "person"]).count() == 1
