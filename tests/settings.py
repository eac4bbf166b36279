"""The product's own settings, pointed at throw-away places, plus one app of toys.

`POSTGRES_DB` and `REDIS_URL` choose PostgreSQL and Redis here as they do in production; without them the tests run on
SQLite and the bell of files. A worker process that a test starts reads this file too.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Every process of one run shares the base folder; every pytest-xdist worker has its own place in it, its own database
# (pytest-django sees to that) and its own queue, so that tests side by side never hear each other's bell.
if "CHUNGTAY_TEST_VAR" not in os.environ:
    os.environ["CHUNGTAY_TEST_VAR"] = tempfile.mkdtemp(prefix="chungtay-test-")
    atexit.register(shutil.rmtree, os.environ["CHUNGTAY_TEST_VAR"], ignore_errors=True)
TEST_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["CHUNGTAY_VAR"] = str(Path(os.environ["CHUNGTAY_TEST_VAR"], TEST_WORKER))
os.environ["CHUNGTAY_QUEUE_PREFIX"] = f"chungtay-test-{TEST_WORKER}:"
os.environ["CHUNGTAY_TESTING"] = "1"
os.environ["CHUNGTAY_DEMO"] = "1"  # tests stand on the demo's ground
os.environ["CHUNGTAY_DEBUG"] = ""
# A killed worker's job comes back within seconds.
os.environ.setdefault("CHUNGTAY_JOB_LEASE_SECONDS", "3")
os.environ.setdefault("CHUNGTAY_JOB_SWEEP_SECONDS", "1")

from campaign_portal.settings import *  # noqa: E402, F403
from campaign_portal.settings import CACHES, DATABASES, INSTALLED_APPS, LOGGING, REDIS_URL, STATIC_ROOT, VAR_DIR  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy"]

ON_SQLITE = "sqlite3" in DATABASES["default"]["ENGINE"]
if ON_SQLITE:
    DATABASES["default"]["ENGINE"] = "tests.support.sqlite"
    # A file, as in the demo: a worker process and the browser's threads each open it for themselves.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a thread's kept connection would hinder dropping the database
if database := os.environ.get("CHUNGTAY_TEST_DATABASE"):  # given to a worker process by the test that starts it
    DATABASES["default"]["NAME"] = database

if REDIS_URL:
    CACHES["default"]["KEY_PREFIX"] = os.environ["CHUNGTAY_QUEUE_PREFIX"]

WHITENOISE_AUTOREFRESH = True  # look a static file up when it is asked for, not all of them in every test
STATIC_ROOT.mkdir(exist_ok=True)  # nothing is collected here, and WhiteNoise warns of a missing folder

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose

SESSION_NOTED_SECONDS = 300  # or a slow test would count the writing among a page's queries

# pytest shows what was logged when a test fails; live servers need not tell each request besides.
LOGGING["loggers"]["django.server"] = {"level": "ERROR"}
