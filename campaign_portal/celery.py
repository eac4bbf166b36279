"""The Celery application: a bell that wakes a worker. What is to be done is a `Job` row."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_portal.settings")

app = Celery("chungtay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["campaign_portal.foundation"])


@signals.worker_init.connect
def refuse_demo_data(**kwargs) -> None:
    from campaign_portal.foundation.checks import DemoDataRefused, refuse_demo_database

    try:
        refuse_demo_database()
    except DemoDataRefused as refused:
        raise SystemExit(str(refused)) from None  # Celery swallows every other exception of a signal's receiver


@signals.worker_ready.connect
@signals.task_prerun.connect
def worker_lives(**kwargs) -> None:
    from campaign_portal.foundation import pulse

    pulse.touch(pulse.WORKER)


@signals.worker_ready.connect
def seal_what_waits(**kwargs) -> None:
    """What was written while no worker lived need not wait for beat's first turn."""
    from campaign_portal.foundation.tasks import seal_audit

    seal_audit.delay()


@signals.beat_init.connect
@signals.beat_embedded_init.connect
@signals.before_task_publish.connect(sender="foundation.sweep")
def beat_lives(**kwargs) -> None:
    from campaign_portal.foundation import pulse

    pulse.touch(pulse.BEAT)
