import pytest

from tests.awards.councils.stage import SESSION_DAY, Stage


@pytest.fixture
def stage(sa_pa, clock) -> Stage:
    """The town's council on the day of its session, with nothing on its agenda yet."""
    clock(SESSION_DAY)
    return Stage(sa_pa)
