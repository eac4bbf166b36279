"""Taking a long list of registrations in the background, with its progress; and who may watch that."""

from typing import Any

from campaign_portal.foundation import jobs
from campaign_portal.foundation.errors import Refused
from emulation.campaigns.models import ParticipantClass
from emulation.registrations.importers import waiting
from emulation.territory.models import Unit


@jobs.handler(waiting.JOB)
def take(running: jobs.Running, part: int, unit: int) -> dict[str, Any]:
    """Killed anywhere it begins again, and whoever is registered is left alone."""
    by = running.job.requested_by
    of = ParticipantClass.objects.select_related("campaign__unit", "campaign__standard").filter(pk=part).first()
    place = Unit.objects.with_parents().filter(pk=unit).first()
    if by is None or of is None or place is None:
        raise Refused("A list is taken for somebody, in a class and a place.")

    def step(done: int, total: int) -> None:
        running.step(done, total, f"Đã ghi {done} trên {total} đăng ký.")

    taken = waiting.take(waiting.Place(of, place), by, step)
    return {"made": taken.made, "left": taken.left}


jobs.register_owner(waiting.JOB, lambda user, pk: str(user.pk) == pk)
