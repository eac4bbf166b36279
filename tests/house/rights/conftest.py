"""One ground for all proofs of rights, laid once in each process and undone after the last of them."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count

import pytest
from django.db import transaction

from campaign_portal.foundation import charts, clock, pdf
from campaign_portal.foundation.models import User
from tests.house.rights.asking import KnownAccounts
from tests.house.rights.marks import Marks
from tests.house.rights.places import Person, Tree
from tests.house.rights.rows import Rows
from tests.support.sa_pa import SaPa

TODAY = dt.date(2020, 11, 18)


@dataclass(frozen=True)
class Ground:
    tree: Tree
    rows: Rows
    former: tuple[Person, ...]
    without_post: User
    marks: Marks


@pytest.fixture(scope="package")
def ground(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(clock.at(TODAY))
        stack.enter_context(transaction.atomic())
        tree = Tree(SaPa())
        assert tree.people
        nobody = User.objects.create(username="khong.chuc.vu", full_name="Người Chưa Có Chức Vụ")
        rows = Rows(tree)
        marks = Marks(tree, rows)
        marks.write()
        rows.issue()
        made = Ground(tree, rows, tree.former(TODAY - dt.timedelta(days=1)), nobody, marks)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def reading(settings, monkeypatch, record_property) -> Iterator[Callable[[], None]]:
    """Sessions in cookies, accounts loaded once, no refusal in the log; call it once an answer.

    How many were asked stands at the end of the test run.
    """
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.AUTHENTICATION_BACKENDS = [f"{KnownAccounts.__module__}.{KnownAccounts.__qualname__}"]
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # of thousands of refusals
    answers = count()
    yield lambda: next(answers)
    record_property("asked", next(answers))


@pytest.fixture
def walking(reading, monkeypatch) -> Callable[[], None]:
    """The same without the engines that draw PDF and charts: who may have one is asked, not what stands in it."""
    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: b"%PDF-1.7")
    monkeypatch.setattr(charts, "vega_svg", lambda *args, **kwargs: "<svg></svg>")
    return reading
