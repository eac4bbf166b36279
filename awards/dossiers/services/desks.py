"""Dossiers arriving at desks: what each arrival asks of whom, by when."""

import datetime as dt
from typing import Any

from awards.dossiers import rules, selectors
from awards.dossiers.models import Dossier, ReturnRequest
from awards.routes.models import RouteStep
from campaign_portal.foundation import clock, files
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Function, Office

TITLES = {RouteStep.Act.APPRAISE: "Thẩm định hồ sơ", RouteStep.Act.FORWARD: "Chuyển hồ sơ"}


def arrival_at(step: RouteStep) -> dict[str, Any]:
    """What changes on a dossier that reaches a step."""
    return {"step": step, "arrived_at": clock.business_now(), "due_on": selectors.due_at(step, clock.today())}


def open_desks(dossier: Dossier, *, only: Office | None = None) -> None:
    """A duty for each office that must act at the dossier's present step (or for the one that looks again)."""
    step = dossier.step
    if step is None:
        return
    campaign = dossier.submission.campaign
    for office in selectors.offices_of(step, selectors.offices_by_role(campaign)):
        if only is not None and office.pk != only.pk:
            continue
        at_council = step.act == RouteStep.Act.COUNCIL
        due = dossier.due_on or clock.today() + dt.timedelta(days=rules.DAYS_WITHOUT_A_DATE)
        if only is not None:
            due = max(due, clock.today() + dt.timedelta(days=rules.DAYS_FOR_LATE_ARRIVAL))
        duties.open_duty(
            kind=Duty.Kind.COUNCIL if at_council else Duty.Kind.APPRAISAL,
            title=_title(step, dossier),
            unit=office.unit,
            office=office,
            due_on=due,
            due_text=step.due_text if due == step.due_on else "",
            campaign_key=campaign.key,
            object_key=files.owner_key(dossier),
        )


def _title(step: RouteStep, dossier: Dossier) -> str:
    if step.act == RouteStep.Act.COUNCIL:
        return step.name
    return f"{TITLES[RouteStep.Act(step.act)]} {dossier.submission.route.name.lower()}"


def leave(dossier: Dossier, *, by: User, office: Office) -> None:
    """This office has done its part."""
    duties.close_desk(files.owner_key(dossier), by=by, office=office, kind=Duty.Kind.APPRAISAL)


def clear(dossier: Dossier) -> None:
    """Nobody at the present step has anything to do with it any more."""
    duties.cancel_desk(files.owner_key(dossier), kind=Duty.Kind.APPRAISAL)


def ask_proposer(dossier: Dossier, request: ReturnRequest, *, note: str) -> None:
    """The return reaches the proposer's desk: a commune's own, or an agency's office."""
    submission = dossier.submission
    proposer = submission.proposer
    duties.open_duty(
        kind=Duty.Kind.AMENDMENT,
        title=f"Bổ sung hồ sơ của {selectors.nominee_title(dossier.party)}",
        unit=submission.unit,
        office=proposer if proposer.function == Function.PARTICIPANT else None,
        receiver=request.appraisal.office,
        due_on=request.due_on,
        campaign_key=submission.campaign.key,
        object_key=files.owner_key(dossier),
        note=note,
    )


def proposer_answered(dossier: Dossier, *, by: User) -> None:
    duties.close_desk(files.owner_key(dossier), by=by, kind=Duty.Kind.AMENDMENT)
