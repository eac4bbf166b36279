import pytest

from tests.emulation.exemplars.told import JUNE_14, Stories


@pytest.fixture
def stories(sa_pa, clock) -> Stories:
    clock(JUNE_14)
    return Stories(sa_pa)


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who))
        return client

    return sign_in
