"""Playing acts in the order of their dates. An act that a person has done by hand already is passed over."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from campaign_portal.foundation import audit, clock, jobs
from campaign_portal.foundation.models import Installation, Job
from demo import ground

FIRST_DAY, OPENING_DAY, LAST_DAY = dt.date(2020, 3, 1), dt.date(2020, 6, 25), dt.date(2020, 12, 31)


@dataclass(frozen=True)
class Act:
    """Something people do on one day. Acts of the same moment are played in the order they are listed."""

    at: dt.datetime
    says: str
    play: Callable[[], None]


def on(month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment of 2020 in Vietnam."""
    return timezone.make_aware(dt.datetime(2020, month, day, hour, minute))


def play(acts: Iterable[Act], until: dt.date, tell: Callable[[str], None] = lambda says: None) -> int:
    """Play every act after the last day played, up to and with `until`; the business day is `until` then.

    Returns how many. The papers that acts ask for are made as a worker would make them.
    """
    installation = Installation.objects.get(pk=1)
    played_until = installation.story_played_until or ground.GROUND_DAY
    count = 0
    for act in sorted(acts, key=lambda act: act.at):
        if played_until < act.at.date() <= until:
            with clock.at(act.at), audit.source("câu chuyện"), transaction.atomic():
                act.play()
            with clock.at(act.at):
                do_the_waiting_work()
            tell(f"{act.at:%d/%m}  {act.says}")
            count += 1
    Installation.objects.filter(pk=1).update(business_date=until, story_played_until=until)
    return count


def do_the_waiting_work() -> None:
    """Run what acts put in the queue: in the story's time, not when a worker starts."""
    waiting = Job.objects.filter(state=Job.State.QUEUED).order_by("pk").values_list("pk", flat=True)
    for job_id in list(waiting):
        jobs.run(job_id)
    if broken := Job.objects.exclude(state=Job.State.DONE).first():
        raise RuntimeError(f"{broken}: {broken.error}")
