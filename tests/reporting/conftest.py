"""What the tests of reports share: the story's June, and signing in."""

import datetime as dt

import pytest

from reporting.reports.services import Typed
from tests.reporting import story


@pytest.fixture
def as_(client, sa_pa):
    """`as_("mai")` signs in and gives the client."""

    def sign_in(username: str):
        client.force_login(sa_pa.person(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def four_reported(sa_pa, clock):
    """Tả Van and Mường Hoa on time, Tả Phìn two days late, one agency; Mường Hoa's review is not in. Now 28/6/2020."""
    clock(story.JUNE_25)
    for name in ("Tả Van", "Tả Phìn"):
        story.review(sa_pa, sa_pa.commune(name))
    story.sent(sa_pa, sa_pa.ta_van, helpers=Typed(12), policy_loan=Typed(80, 100))
    story.sent(sa_pa, sa_pa.muong_hoa, helpers=Typed(5), policy_loan=Typed(40, 50))
    story.sent(sa_pa, sa_pa.commune("Tả Phìn"), helpers=Typed(3), on=dt.date(2020, 6, 27))
    story.sent(sa_pa, sa_pa.office("justice_office"), helped_households=Typed(4))
    clock(dt.date(2020, 6, 28))
    return sa_pa
