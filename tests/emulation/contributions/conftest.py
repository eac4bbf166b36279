import pytest

from tests.emulation.contributions.given import JUNE_14, Gifts


@pytest.fixture
def gifts(sa_pa, clock) -> Gifts:
    clock(JUNE_14)
    return Gifts(sa_pa)


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who))
        return client

    return sign_in
