"""A database that the demo filled is refused by the site, the worker and the checks of any other installation."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection

from campaign_portal.foundation.models import Installation

# The tests' settings call this installation a demo; an office's do not.
OFFICE = "from django.conf import settings; settings.DEMO = False; "
SITE = "import campaign_portal.wsgi"
WORKER = """
import sys
from celery.__main__ import main
sys.argv = "celery -A campaign_portal worker --pool solo".split()
main()
"""


def start(program: str) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "CHUNGTAY_TEST_DATABASE": str(connection.settings_dict["NAME"]),
    }
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
class TestDemoDatabase:
    @pytest.fixture(autouse=True)
    def demo_data(self):
        Installation.objects.update_or_create(id=1, defaults={"is_demo": True})

    @pytest.mark.parametrize("program", [SITE, WORKER], ids=["site", "worker"])
    def test_is_refused_at_the_start(self, program):
        refused = start(OFFICE + program)
        assert refused.returncode != 0
        assert "do bản trình diễn lập" in refused.stderr

    def test_is_taken_by_a_demo(self):
        taken = start(SITE)
        assert taken.returncode == 0, taken.stderr

    def test_fails_the_checks_that_look_at_databases(self, monkeypatch):
        monkeypatch.setattr(settings, "DEMO", False)
        assert [problem.id for problem in run_checks(databases=["default"])] == ["foundation.E001"]


@pytest.mark.django_db(transaction=True)
def test_an_offices_own_database_is_taken():
    Installation.objects.all().delete()
    taken = start(OFFICE + SITE)
    assert taken.returncode == 0, taken.stderr
