"""Looking through a long workbook, and taking it, in the background; and who may watch that."""

from typing import Any

from campaign_portal.foundation import jobs
from campaign_portal.foundation.errors import Refused
from emulation.poverty.importers import taking, waiting
from emulation.poverty.importers.ground import About
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Unit


@jobs.handler(taking.JOB)
def workbook(running: jobs.Running, act: str, unit: int, period: str, standard: int) -> dict[str, Any]:
    """Killed anywhere it begins again: what was written is the same already."""
    by = running.job.requested_by
    if by is None:
        raise Refused("A workbook is looked through for somebody.")
    about = About(Unit.objects.get(pk=unit), period, PovertyStandard.objects.get(pk=standard))
    found = waiting.waiting(about, by)
    if found is None:  # taken before the worker that took it could say so
        return {"act": act, "rows": 0, "cells": 0, "left": 0}
    if act == "take":
        taken = taking.take(found, running.step)
        return {"act": act, "rows": taken.rows, "cells": taken.cells, "left": taken.left}
    waiting.keep_seen(found, waiting.look(found, running.step))
    return {"act": act}


jobs.register_owner(taking.JOB, lambda user, pk: str(user.pk) == pk)
