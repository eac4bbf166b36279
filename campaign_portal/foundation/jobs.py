"""Background work. `enqueue` writes a row in the caller's transaction; Celery only rings; a sweeper rings again.

A handler is registered under a name, takes a `Running` and the payload, and must be safe to run again from the start:
killed anywhere, it makes the same artefact once.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.models import Job, User

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
Handler = Callable[..., dict[str, Any] | None]
_handlers: dict[str, Handler] = {}
_leases: dict[str, int] = {}  # seconds, of kinds whose one transaction outlasts the usual lease


class LeaseLost(Exception):
    """Another worker took this job over; whoever sees this stops at once."""


def handler(kind: str, *, lease_seconds: int | None = None) -> Callable[[Handler], Handler]:
    """Register what does the work of a kind. Each app's `ready()` imports its tasks, so all processes know it.

    Work that ends in one long transaction can't renew its lease there: from its first step on it has `lease_seconds`.
    """

    def register(function: Handler) -> Handler:
        if lease_seconds:
            _leases[kind] = lease_seconds
        if _handlers.setdefault(kind, function) is not function:
            raise ValueError(f"two handlers for {kind}")
        return function

    return register


def enqueue(kind: str, *, by: User | None, key: str = "", owner_key: str = "", **payload: Any) -> Job:
    """Ask for work in the current transaction; the bell rings when it commits.

    With a `key`, a live job of the same key is returned instead of a second one.
    """
    if kind not in _handlers:
        raise KeyError(f"no handler for {kind}")
    now = clock.real_now()
    if key and (live := _live(key)):
        return live
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=key,
                payload=payload,
                owner_key=owner_key,
                requested_by=by,
                requested_at=now,
                run_after=now,
            )
    except IntegrityError:  # two people asked in the same moment
        live = _live(key) if key else None
        if live is None:
            raise
        return live
    transaction.on_commit(lambda: ring(job.pk))
    return job


def _live(key: str) -> Job | None:
    return Job.objects.filter(key=key, state__in=[Job.State.QUEUED, Job.State.RUNNING]).first()


def latest(kind: str, owner_key: str) -> Job | None:
    """The newest work of a kind for an owner, however it stands."""
    return Job.objects.filter(kind=kind, owner_key=owner_key).order_by("pk").last()


def ring(job_id: int) -> None:
    """Wake a worker. A bell that does not sound is no loss: the sweeper rings again."""
    from campaign_portal.foundation.tasks import run_job

    try:
        run_job.delay(job_id)
    except Exception:
        log.warning("the bell for job %s did not sound; the sweeper will ring", job_id, exc_info=True)


def sweep() -> int:
    """Ring for every job that waits, or whose worker let its lease run out. Returns how many."""
    now = clock.real_now()
    _give_up_on_killers(now)
    waiting = Job.objects.filter(_claimable(now)).order_by("pk").values_list("pk", flat=True)[:100]
    for job_id in waiting:
        ring(job_id)
    return len(waiting)


def _claimable(now: Any) -> Q:
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now, attempts__lt=MAX_ATTEMPTS)
    return Q(state=Job.State.QUEUED, run_after__lte=now) | abandoned


def _give_up_on_killers(now: Any) -> None:
    """A job whose worker vanished every time (out of memory, say) would otherwise kill workers for ever."""
    given_up = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now, attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED,
        error=f"Tiến trình nền dừng giữa chừng {MAX_ATTEMPTS} lần.",
        finished_at=now,
        lease_until=None,
    )
    if given_up:
        log.error("%s job(s) given up: their worker vanished %s times", given_up, MAX_ATTEMPTS)


class Running:
    """A claimed job in the hand of one worker."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def step(self, done: int, total: int, note: str = "") -> None:
        """Say how far the work is and renew the lease, in a short transaction of its own. Raises LeaseLost."""
        if transaction.get_connection().in_atomic_block and not getattr(
            settings, "JOBS_MAY_STEP_IN_TRANSACTION", False
        ):
            raise RuntimeError("a step inside a transaction would be invisible until the end")
        self._update(steps_done=done, steps_total=total, step_note=note[:200], lease_until=_lease_end(self.job.kind))

    def _update(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, token=self.job.token, state=Job.State.RUNNING)
        if not mine.update(**values):
            raise LeaseLost(f"job {self.job.pk}")


def _lease_end(kind: str = "") -> dt.datetime:
    return clock.real_now() + dt.timedelta(seconds=max(_leases.get(kind, 0), settings.JOB_LEASE_SECONDS))


def run(job_id: int) -> bool:
    """Claim and run one job. False when there is nothing to do: it is done, gone, or in another's hand."""
    now = clock.real_now()
    token = uuid.uuid4().hex
    claimed = (
        Job.objects.filter(pk=job_id)
        .filter(_claimable(now))
        .update(
            state=Job.State.RUNNING,
            token=token,
            lease_until=_lease_end(),
            attempts=F("attempts") + 1,
            started_at=Coalesce("started_at", now),
        )
    )
    if not claimed:
        return False
    job = Job.objects.select_related("requested_by").get(pk=job_id)
    running = Running(job)
    try:
        with clock.at_installation_time(), audit.source("việc nền"):
            result = _handlers[job.kind](running, **job.payload) or {}
        running._update(
            state=Job.State.DONE,
            result=result,
            finished_at=clock.real_now(),
            lease_until=None,
            steps_done=F("steps_total"),
        )
    except LeaseLost:
        log.warning("job %s was taken over by another worker", job_id)
    except Exception as failure:
        _note_failure(running, failure)
    return True


def _note_failure(running: Running, failure: Exception) -> None:
    job = running.job
    gave_up = job.attempts >= MAX_ATTEMPTS
    log.exception("job %s (%s) failed, attempt %s", job.pk, job.kind, job.attempts)
    try:
        running._update(
            state=Job.State.FAILED if gave_up else Job.State.QUEUED,
            error=f"{type(failure).__name__}: {failure}"[:2000],
            run_after=clock.real_now() + dt.timedelta(seconds=2**job.attempts),
            lease_until=None,
            finished_at=clock.real_now() if gave_up else None,
        )
    except LeaseLost:
        log.warning("job %s failed here but is in another worker's hand", job.pk)


# Who may see a job: its owner's room answers.
_owners: dict[str, Callable[[Any, str], bool]] = {}


def register_owner(prefix: str, may_see: Callable[[Any, str], bool]) -> None:
    """`may_see(user, pk)` decides who may watch the jobs whose owner_key is "prefix:pk"."""
    _owners[prefix] = may_see


def visible_to(user: Any, job: Job) -> bool:
    prefix, _, pk = job.owner_key.partition(":")
    return prefix in _owners and _owners[prefix](user, pk)
