import pytest

from tests.emulation.clusters.stage import DECEMBER_1, Stage
from tests.support.plans import Plan, laid


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid("S0", django_db_blocker) as plan:
        yield plan


@pytest.fixture
def stage(ground: Plan, db, clock) -> Stage:
    clock(DECEMBER_1)
    return Stage(ground)


@pytest.fixture
def opened(stage: Stage) -> Stage:
    stage.open()
    return stage


@pytest.fixture
def as_(client, stage: Stage):
    def sign_in(who: str):
        client.force_login(stage.who(who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
