"""What every test gets: throw-away places, one database each worker process, fast arithmetic checks, a movable clock.

Markers (registered in pyproject.toml): `postgres` needs PostgreSQL and Redis; `worker` starts a real Celery worker;
`e2e` drives a browser. `bin/test` chooses; see docs/developers/testing.md.
"""

import datetime as dt
import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from campaign_portal.foundation import clock as business_clock
from tests.support.browser import browser_context_args, browser_type_launch_args
from tests.support.sa_pa import django_db_setup, sa_pa, sa_pa_live
from tests.support.worker import worker

__all__ = ["browser_context_args", "browser_type_launch_args", "django_db_setup", "sa_pa", "sa_pa_live", "worker"]

# A loaded machine is slow, not wrong: no deadline.
hypothesis_settings.register_profile(
    "chungtay", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis_settings.load_profile("chungtay")

# What these prove is read off pages, papers and stories, or is a rule kept above the database; the demo is SQLite's.
# That no page breaks on PostgreSQL is asked there too, of every address (tests/house/test_no_address_breaks.py).
SAME_ON_EVERY_DATABASE = (
    "/test_pages.py",
    "_views.py",
    "/views/",
    "/foundation/web/",
    "/test_documents.py",
    "/test_desk.py",
    "/test_desks.py",
    "/test_board.py",
    "/test_access.py",
    "/test_admin.py",
    "/test_any_course",
    "/registrations/test_workflow.py",
    "/regimes/",
    "/criteria/",
    "tests/shell/test_home.py",
    "tests/shell/test_menu.py",
    "tests/shell/test_plan.py",
    "tests/shell/test_award_forms.py",
    "tests/shell/definition/",
    "tests/house/rights/test_doors.py",
    "tests/house/test_grave_acts.py",
    "tests/acceptance/",
    "tests/demo/",
    "tests/house/test_demo",
    "tests/house/test_compose.py",
    "tests/house/rights/test_every_cell.py",
    "tests/house/rights/test_canaries.py",
    "reporting/consolidation/test_files.py",
    "test_printed.py",
)

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "worker"}

# One walk, and what a job leaves behind when its worker is killed in each of its steps: SQLite is asked that of toys.
ASKED_ON_POSTGRES = ("test_no_address_breaks.py", "_survives_a_kill.py")

# Where statements are written by hand, where the database itself refuses, where processes meet: every test, on both.
NEAR_THE_DATABASE = (
    "/foundation/",
    "/house/",
    "/selectors",
    "test_models.py",
    "test_together.py",
    "reorganization",
    "/importers/",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-change",
        action="store_true",
        help="what every change has to pass: leave out what the other database is asked as well (decision 100)",
    )


def pytest_report_header() -> str:
    """So that nobody takes one database for the other."""
    bell = "Redis" if settings.REDIS_URL else "files"
    return f"database: {connection.vendor}, bell: {bell}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much the proofs of rights asked (`record_property`, in tests/house/rights)."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    ended = [report for report in reports if getattr(report, "when", "") == "teardown"]
    said = [(name, value) for report in ended for name, value in report.user_properties]
    cells, answers = (sum(value for name, value in said if name == which) for which in ("cells", "asked"))
    if answers:
        terminalreporter.write_line(f"rights: {cells} cells of the table asked over HTTP, {answers} answers read")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgres = bool(os.environ.get("POSTGRES_DB"))
    asked_elsewhere = _AskedElsewhere(on_postgres) if config.getoption("--every-change") else lambda _: False
    kept, left_out = [], []
    for item in items:
        if "worker" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.worker)
        # Those that kill a worker by the clock stay out of each other's way; the browser's long walks share the cores.
        if item.get_closest_marker("worker") and not item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.xdist_group("worker"))
        if (item.get_closest_marker("postgres") and not on_postgres) or asked_elsewhere(item):
            left_out.append(item)
        else:
            kept.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
    items.sort(key=lambda item: item.path.name != "test_sa_pa_2020.py")  # as long as the other walks together: first
    if any(item.get_closest_marker("e2e") for item in items):
        # Playwright's synchronous driver keeps an event loop in this thread; Django then sees async code everywhere.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_finish(session: pytest.Session) -> None:
    # Modules and tests live to the end: the collector need not look at them again.
    gc.collect()
    gc.freeze()
    # The groups of tests that stay together hold only as long as pytest-xdist writes them into the names.
    if session.config.getoption("loadgroup", False):  # in one of its processes
        strayed = [i.nodeid for i in session.items if i.get_closest_marker("xdist_group") and "@" not in i.nodeid]
        assert not strayed, strayed


class _AskedElsewhere:
    """Whether the other database is asked this for every change; `make whole` asks both everything."""

    def __init__(self, on_postgres: bool) -> None:
        self.on_postgres = on_postgres
        self._seen: Counter[Path] = Counter()

    def __call__(self, item: pytest.Item) -> bool:
        if not self.on_postgres:
            return item.path.name.endswith(ASKED_ON_POSTGRES)
        if item.get_closest_marker("postgres") or item.get_closest_marker("worker"):
            return False
        place = item.path.as_posix()
        if any(part in place for part in SAME_ON_EVERY_DATABASE) or not _touches_the_database(item):
            return True
        if any(part in place for part in NEAR_THE_DATABASE) or _is_transactional(item):
            return False
        self._seen[item.path] += 1
        return self._seen[item.path] % 3 != 1  # one in three of a file: its statements, not each of its rules


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def _is_transactional(item: pytest.Item) -> bool:
    """Threads and processes that see each other's rows."""
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture
def clock() -> Iterator[Callable[[dt.date | dt.datetime], None]]:
    """`clock(dt.date(2020, 6, 25))` moves the business clock for the rest of the test; it may be moved again."""
    with ExitStack() as stack:
        yield lambda moment: stack.enter_context(business_clock.at(moment))
