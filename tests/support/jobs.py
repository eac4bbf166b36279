"""Running background work inside the test's own process and transaction."""

from django.test import override_settings

from campaign_portal.foundation import jobs
from campaign_portal.foundation.models import Job


def run_queued_jobs() -> list[Job]:
    """Run what waits, in order, as a worker would, until nothing waits; returns the jobs, fresh.

    For tests of what a job makes. What a worker does when it is killed is tested with the `worker` fixture.
    """
    done: list[int] = []
    with override_settings(JOBS_MAY_STEP_IN_TRANSACTION=True):
        while job := Job.objects.filter(state=Job.State.QUEUED).exclude(pk__in=done).order_by("pk").first():
            jobs.run(job.pk)
            done.append(job.pk)
    return sorted(Job.objects.filter(pk__in=done), key=lambda job: done.index(job.pk))
