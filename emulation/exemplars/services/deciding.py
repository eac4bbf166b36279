"""Sending, returning, publishing, taking down: each one step of the flow."""

from campaign_portal.foundation import clock, workflow
from campaign_portal.foundation.errors import fitting
from campaign_portal.foundation.models import User
from emulation.exemplars.models import Exemplar
from emulation.exemplars.workflow import EXEMPLAR_FLOW


def submit(exemplar: Exemplar, *, by: User) -> Exemplar:
    return workflow.perform(
        EXEMPLAR_FLOW, exemplar, "submit", by=by, changes={"sent_at": clock.business_now(), "said": ""}
    )


def give_back(exemplar: Exemplar, *, reason: str, by: User) -> Exemplar:
    return _with_reason(exemplar, "give_back", reason, by)


def publish(exemplar: Exemplar, *, by: User) -> Exemplar:
    """From now on anybody reads it. Refuses while somebody who is named or shown has not agreed."""
    return workflow.perform(EXEMPLAR_FLOW, exemplar, "publish", by=by, changes={"published_on": clock.today()})


def take_down(exemplar: Exemplar, *, reason: str, by: User) -> Exemplar:
    return _with_reason(exemplar, "take_down", reason, by)


def drop(exemplar: Exemplar, *, reason: str, by: User) -> Exemplar:
    return _with_reason(exemplar, "drop", reason, by)


def reopen(exemplar: Exemplar, *, by: User) -> Exemplar:
    """What was taken down becomes a draft again; it goes through everybody's hands anew."""
    return workflow.perform(EXEMPLAR_FLOW, exemplar, "reopen", by=by, changes={"sent_at": None, "published_on": None})


def _with_reason(exemplar: Exemplar, verb: str, reason: str, by: User) -> Exemplar:
    said = fitting(reason, 500, "Lý do", field="reason")
    return workflow.perform(EXEMPLAR_FLOW, exemplar, verb, by=by, reason=said, changes={"said": said})
