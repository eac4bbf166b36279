"""What the tests of the plan's facts share: the cast's eyes, and the ground that the rooms' own tests stand on."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.acceptance.page import Page
from tests.awards.dossiers.conftest import november
from tests.emulation.registrations.conftest import register
from tests.emulation.targets.conftest import hand_in
from tests.reporting.conftest import four_reported

__all__ = ["four_reported", "hand_in", "november", "register"]


@pytest.fixture
def as_(client, sa_pa):
    """`as_("mai")` signs in and gives the client."""

    def sign_in(username: str):
        client.force_login(sa_pa.person(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def read(as_) -> Callable[..., Page]:
    """`read("mai", "plan")`, `read("thanh", "targets:unit", unit.pk)`, `read("mai", "/bao-cao/")`."""

    def open_page(username: str, address: str, *arguments: object, **query: str) -> Page:
        url = address if address.startswith("/") else reverse(address, args=arguments)
        answer = as_(username).get(url, query, follow=True)
        assert answer.status_code == 200, (username, url, answer.status_code)
        return Page(answer.content.decode())

    return open_page


@pytest.fixture
def plan(read) -> Page:
    """The plan's page, as any officer of a commune reads it."""
    return read("mai", "plan")
