"""The bell's sounds."""

from celery import shared_task

from campaign_portal.foundation import jobs, seals


@shared_task(name="foundation.run_job")
def run_job(job_id: int) -> None:
    jobs.run(job_id)


@shared_task(name="foundation.sweep")
def sweep() -> None:
    jobs.sweep()


@shared_task(name="foundation.seal_audit")
def seal_audit() -> None:
    seals.seal(at_most=50_000)  # some seconds: other work must have its turn
