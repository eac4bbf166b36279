"""Closing a session: every nominee passes or not, the minutes get their number."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from awards.councils import selectors
from awards.councils.models import CouncilSession, SessionItem
from awards.councils.services.locking import locked_open
from awards.councils.workflow import SESSION_FLOW
from awards.dossiers.workflow import DOSSIER_FLOW
from campaign_portal.foundation import clock, files, jobs, numbers, workflow
from campaign_portal.foundation.errors import Problem, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Function
from emulation.people.selectors import office_doing

MINUTES_SERIES = "BB"
DRAFTING_DAYS = 5  # for the standing body to draft the decision; nothing is prescribed


def close_session(
    session: CouncilSession, *, ends_at: dt.time, by: User, minutes_number: int | None = None
) -> CouncilSession:
    """Close a session: every nominee passes or not, against all members; the minutes get their number and are made.

    `minutes_number` is asked for only where the clerk keeps the council's numbers. Refuses while anything is missing
    from the sheet, saying all of it.
    """
    with transaction.atomic():
        session = locked_open(session, by=by)
        refuse_if_any([*workflow.missing(SESSION_FLOW, session, "close"), *_time_problems(session, ends_at)])
        today = clock.today()
        number = numbers.take(files.owner_key(session.council.office), MINUTES_SERIES, today, from_book=minutes_number)
        session = workflow.perform(
            SESSION_FLOW,
            session,
            "close",
            by=by,
            changes={"ends_at": ends_at, "minutes_number": number, "minutes_year": today.year},
        )
        passed = [item for item in session.items.select_related("dossier__party") if _decide(item, session, by=by)]
        duties.close_desk(files.owner_key(session), by=by, kind=Duty.Kind.COUNCIL)
        if passed:
            ask_for_decision(session)
        jobs.enqueue(
            "councils.render_minutes",
            by=by,
            key=f"councils.render_minutes:{session.pk}",
            owner_key=files.owner_key(session),
            session_id=session.pk,
        )
    return session


def _time_problems(session: CouncilSession, ends_at: dt.time) -> Iterator[Problem]:
    if ends_at <= session.starts_at:
        yield Problem(
            f"Giờ kết thúc {ends_at:%H:%M} không sau giờ bắt đầu {session.starts_at:%H:%M}. Xin kiểm tra lại.",
            field="ends_at",
        )


def _decide(item: SessionItem, session: CouncilSession, *, by: User) -> bool:
    """Freeze one outcome and move its dossier on. The shortfall goes with it: "7 trên 15 phiếu, cần ít nhất 8"."""
    threshold = selectors.threshold_of(item, session.member_count)
    votes = selectors.votes_of(item)
    if votes is None:
        raise ValueError(f"{item} has no votes")  # the flow's guards let no such item through
    item.passed = threshold.is_reached(votes.agree)
    item.save(update_fields=["passed"])
    workflow.perform(
        DOSSIER_FLOW,
        item.dossier,
        "pass" if item.passed else "not_pass",
        by=by,
        reason=f"{session.shown_minutes_number}: {threshold.outcome(votes.agree)}",
    )
    return item.passed


def ask_for_decision(session: CouncilSession) -> None:
    """The standing body drafts the decision from what passed; again, when a draft was dropped."""
    office = office_doing(Function.EMULATION_STANDING_BODY, session.unit, clock.today())
    if office is None:  # a commune after 2025 may have none: the list of decisions still shows what passed
        return
    duties.open_duty(
        kind=Duty.Kind.DECISION,
        title="Soạn quyết định khen thưởng",
        unit=session.unit,
        office=office,
        due_on=clock.today() + dt.timedelta(days=DRAFTING_DAYS),
        campaign_key=session.campaign.key,
        object_key=files.owner_key(session),
    )
