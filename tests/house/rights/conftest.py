"""One ground for all proofs of rights, laid once in each process and undone after the last of them."""

import base64
import datetime as dt
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from django.db import transaction

from campaign_portal.foundation import charts, clock, pdf, seals
from campaign_portal.foundation.models import User
from tests.house.rights.asking import Asker, KnownAccounts
from tests.house.rights.marks import Marks
from tests.house.rights.places import Person, Tree
from tests.house.rights.rows import Rows
from tests.support.sa_pa import SaPa

HERE = Path(__file__).parent
TODAY = dt.date(2020, 11, 18)
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)  # a picture


@dataclass(frozen=True)
class Ground:
    tree: Tree
    rows: Rows
    former: tuple[Person, ...]
    merged: User  # of a commune that went into A
    without_post: User
    marks: Marks


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process lays the ground and walks it."""
    for item in items:
        if item.path.is_relative_to(HERE) and "ground" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("rights"))


@pytest.fixture(scope="package")
def ground(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(clock.at(TODAY))
        stack.enter_context(transaction.atomic())
        tree = Tree(SaPa())
        assert tree.people
        nobody = User.objects.create(username="khong.chuc.vu", full_name="Người Chưa Có Chức Vụ")
        former = tree.former(TODAY - dt.timedelta(days=1))
        rows = Rows(tree)
        marks = Marks(tree, rows)
        marks.write()
        rows.issue()
        seals.seal(everything=True)  # else the trail's page tells how many minutes lines wait
        yield Ground(tree, rows, former, rows.officer_of_merged(), nobody, marks)
        transaction.set_rollback(True)
    KnownAccounts.loaded.clear()


@pytest.fixture
def reading(settings, monkeypatch, record_property) -> Iterator[Callable[[], None]]:
    """Sessions in cookies, accounts loaded once, no refusal in the log; call it once a cell of the table.

    How many cells were asked, and how many answers that took, stands at the end of the test run.
    """
    settings.SESSION_IDLE_SECONDS = settings.CONFIRMED_SECONDS = 3600  # a busy machine walks for minutes
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.AUTHENTICATION_BACKENDS = [f"{KnownAccounts.__module__}.{KnownAccounts.__qualname__}"]
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # of thousands of refusals
    cells, before = count(), Asker.answers
    yield lambda: next(cells)
    record_property("cells", next(cells))
    record_property("asked", Asker.answers - before)


@pytest.fixture
def walking(reading, monkeypatch) -> Callable[[], None]:
    """The same without the engines that draw PDF and charts: the answer holds what they were given to draw."""
    monkeypatch.setattr(pdf, "render", lambda html, *args, **kwargs: b"%PDF-1.7" + html.encode())
    monkeypatch.setattr(charts, "vega_svg", lambda spec, **kwargs: f"<svg><!--{json.dumps(spec)}--></svg>")
    monkeypatch.setattr(charts, "to_png", lambda svg: DOT)
    return reading
