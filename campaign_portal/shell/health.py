"""Is the product well? `/healthz` answers for the site, `manage.py health` for the worker and for beat.

    {"ok": true, "database": "ok", "migrations": "ok", "bell": "ok"}

The site serves pages without its worker (jobs wait as rows), so a silent worker is told but does not make it unwell.
"""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from campaign_portal.foundation import clock, pulse, seals
from campaign_portal.foundation.models import Installation, Job

ADDRESS = "/healthz"
OK = "ok"


class HealthMiddleware:
    """Stands before all others: it must answer when the database is away and whatever host name was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != ADDRESS:
            return self.get_response(request)
        found = site()
        response = JsonResponse(found, status=200 if found["ok"] else 503)
        response["Cache-Control"] = "no-store"
        return response


def site() -> dict[str, bool | str]:
    """What `/healthz` says: states, never a name, a path or an error's text."""
    try:
        migrations = OK if _expected_migrations() <= _applied_migrations() else "pending"
        database = OK
        if migrations == OK and not settings.DEMO and Installation.objects.filter(is_demo=True).exists():
            database = "demo data"
        bell = OK if migrations != OK or worker_is_well() else "silent"
    except DatabaseError:
        return {"ok": False, "database": "unreachable", "migrations": "unknown", "bell": "unknown"}
    return {"ok": database == migrations == OK, "database": database, "migrations": migrations, "bell": bell}


def worker_is_well() -> bool:
    """It took a task lately, or it is busy: a long job keeps its lease while it blocks a worker of one process."""
    return (
        _heard(pulse.WORKER) or Job.objects.filter(state=Job.State.RUNNING, lease_until__gt=clock.real_now()).exists()
    )


def beat_is_well() -> bool:
    return _heard(pulse.BEAT)


def trail_alarm() -> str:
    """One sentence when lines of the trail wait for their seal longer than they should; empty when all is well."""
    late = seals.overdue()
    return f"{late}: việc nền có thể đã dừng." if late else ""


def _heard(name: str) -> bool:
    age = pulse.seconds_since(name)
    return age is not None and age < pulse.longest_silence()


@cache
def _expected_migrations() -> frozenset[tuple[str, str]]:
    """Read from the files once a process: new files come with a restart."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())
