"""A real Celery worker beside a test: it reads the test's own database, and can be killed like a machine without power.

    def test_something(worker):
        worker.start()
        job = …enqueue(…)
        worker.wait_for(job, step=3)
        worker.kill()
        worker.start()
        worker.wait_for(job)

On SQLite that is the demo's one process (solo pool, beat inside); with Redis it is production's: a pool of two, and
beat apart. Tests that use it are transactional, carry the marker `worker`, and never run beside each other but
in the browser.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from campaign_portal.foundation.models import Job

CELERY = [sys.executable, "-m", "celery", "-A", "campaign_portal"]
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
PATIENCE = 120  # seconds; a start takes two, a lease three, and a loaded machine its time


class Worker:
    """The background side of the product, as processes of their own."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._worker: subprocess.Popen | None = None
        self._beat: subprocess.Popen | None = None

    def start(self) -> None:
        """Start what does the work, and what rings for the sweep. Returns at once."""
        if settings.REDIS_URL:
            self._beat = self._beat or self._run("beat", "--schedule", str(settings.VAR_DIR / "beat-of-tests"))
            self._worker = self._run("worker", "--pool", "prefork", "--concurrency", "2", *QUIET)
        else:
            self._worker = self._run("worker", "--pool", "solo", "--beat", *QUIET)

    def kill(self) -> None:
        """Kill −9, children and all, in the middle of whatever it does."""
        self._signal_group(signal.SIGKILL)

    def freeze(self) -> None:
        """Stop it dead without killing it, as a machine that swaps."""
        self._signal_group(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal_group(signal.SIGCONT)

    def stop(self) -> None:
        """End everything that was started."""
        for process in (self._worker, self._beat):
            if process is not None:
                _signal(process, signal.SIGKILL)
                process.wait()
        self._worker = self._beat = None

    def wait_for(self, job: Job, *, step: int | None = None) -> Job:
        """Wait until the job is over, or until it has done this many steps."""

        def reached() -> bool:
            job.refresh_from_db()
            return job.is_over or (step is not None and job.steps_done >= step)

        self.wait_until(reached, f"the job {job}")
        return job

    def wait_until(self, reached: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not reached():
            if time.monotonic() > end:
                raise AssertionError(f"waited {PATIENCE} s for {what}; the worker says:\n{self._last_words()}")
            time.sleep(0.05)

    def _run(self, *arguments: str) -> subprocess.Popen:
        environment = {**os.environ, "CHUNGTAY_TEST_DATABASE": str(connection.settings_dict["NAME"])}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*CELERY, *arguments],
                cwd=settings.BASE_DIR,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _signal_group(self, number: signal.Signals) -> None:
        assert self._worker is not None, "no worker was started"
        _signal(self._worker, number)
        if number == signal.SIGKILL:
            self._worker.wait()

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else "(nothing)"


def _signal(process: subprocess.Popen, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def silence_the_bell() -> None:
    """Drop the rings that earlier tests left: their jobs are gone."""
    if settings.REDIS_URL:
        import redis

        with redis.Redis.from_url(settings.REDIS_URL) as client:
            prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
            if keys := list(client.scan_iter(f"{prefix}*")):
                client.delete(*keys)
    else:
        for letter in (settings.BELL_DIR / "letters").iterdir():
            letter.unlink(missing_ok=True)


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A worker not started yet; ended, however the test went, before the tables are emptied."""
    silence_the_bell()
    worker = Worker(tmp_path / "worker.log")
    yield worker
    worker.stop()
