"""Taking a long list in the background, with its progress; and who may watch that."""

from typing import Any

from campaign_portal.foundation import jobs
from campaign_portal.foundation.errors import Refused
from emulation.households.importers import waiting


@jobs.handler(waiting.JOB)
def take(running: jobs.Running) -> dict[str, Any]:
    """Killed anywhere it begins again, and what was written is there already."""
    by = running.job.requested_by
    if by is None:
        raise Refused("A list is taken for somebody.")

    def step(done: int, total: int) -> None:
        running.step(done, total, f"Đã ghi {done} trên {total} hộ.")

    taken = waiting.take(by, step)
    return {"made": taken.made, "more": taken.more, "left": taken.left}


jobs.register_owner(waiting.JOB, lambda user, pk: str(user.pk) == pk)
