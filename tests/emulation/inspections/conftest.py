import pytest

from tests.emulation.inspections.held import JUNE_20, Inspections


@pytest.fixture
def inspections(sa_pa, clock) -> Inspections:
    clock(JUNE_20)
    return Inspections(sa_pa)


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who))
        return client

    return sign_in
