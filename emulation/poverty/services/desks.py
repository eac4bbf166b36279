"""The desks up the tree: who is called to compile and to approve, one line a period for each office."""

import datetime as dt

from campaign_portal.foundation import clock
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Function, Office
from emulation.people.selectors import office_doing
from emulation.poverty.models import ReviewApproval, decider_of
from emulation.poverty.rules import calendar
from emulation.poverty.selectors.approvals import COMPILE, compiler_of
from emulation.territory.models import Unit

SANCTION = "poverty.sanction"


def compile_key(office: Office, period: str) -> str:
    return f"{COMPILE}:{office.pk}:{period}"


def sanction_key(office: Office, period: str) -> str:
    return f"{SANCTION}:{office.pk}:{period}"


def call_compiler(unit: Unit | None, period: str) -> None:
    """The standing office above owes its compilation once there is something to compile, unless a plan dates it.

    Where nobody above works with this software nothing is owed through it.
    """
    if unit is None or (unit.parent is not None and decider_of(unit) == unit):
        return
    office = _held(compiler_of(unit))
    if office is None:
        return
    owed = Duty.objects.filter(kind=Duty.Kind.REVIEW, office=office, period=period, cancelled_at__isnull=True)
    sent = ReviewApproval.objects.filter(
        unit=unit, period=period, is_current=True, state__in=ReviewApproval.LOCKING
    ).exists()
    if sent or owed.exclude(deadline_key="").exists():
        return
    due_on, due_text = _compile_by(unit, period)
    duties.open_duty(
        kind=Duty.Kind.REVIEW,
        title=f"Tổng hợp rà soát hộ nghèo {Period(period).name}",
        unit=unit,
        office=office,
        receiver=compiler_of(unit.parent) if unit.parent else None,
        period=period,
        due_on=due_on,
        due_text=due_text,
        object_key=compile_key(office, period),
    )


def _compile_by(unit: Unit, period: str) -> tuple[dt.date, str]:
    """The day of the law while it is to come, else some days from now."""
    by_law = calendar.compilation_due(Period(period).year, Period(period).months, is_top=unit.parent is None)
    if by_law and by_law[0] >= clock.today():
        return by_law
    return (
        clock.today() + dt.timedelta(days=calendar.DAYS_TO_COMPILE),
        f"trong {calendar.DAYS_TO_COMPILE} ngày từ khi có rà soát đã duyệt",
    )


def answer_compiling(approval: ReviewApproval, *, by: User) -> None:
    """What was owed is sent: dated duties by their first sending, the desk's line, a return that asked for it."""
    office = compiler_of(approval.unit)
    if office is None:
        return
    duties.record(Duty.Kind.REVIEW, approval.unit, approval.period, by=by, office=office)
    duties.close_desk(compile_key(office, approval.period), by=by)


def sanctioning_office(approval: ReviewApproval) -> Office | None:
    """Where a sent compilation waits: the standing office above; at the top the committee that signs."""
    decider = approval.decider
    if decider != approval.unit:
        return compiler_of(decider)
    return office_doing(Function.LEADERSHIP, decider, clock.today()) or compiler_of(decider)


def call_sanctioner(approval: ReviewApproval) -> None:
    office = _held(sanctioning_office(approval))
    if office is None:
        return
    duties.open_duty(
        kind=Duty.Kind.REVIEW,
        title=f"Phê duyệt tổng hợp rà soát hộ nghèo {approval.period_name}",
        unit=office.unit,
        office=office,
        period=approval.period,
        due_on=clock.today() + dt.timedelta(days=calendar.DAYS_TO_SANCTION),
        due_text=f"trong {calendar.DAYS_TO_SANCTION} ngày từ khi nhận",
        object_key=sanction_key(office, approval.period),
    )


def release_sanctioner(approval: ReviewApproval, *, by: User) -> None:
    """Once nothing waits there any more."""
    office = _held(sanctioning_office(approval))
    if office is not None and not any(waiting.decider == approval.decider for waiting in _waiting(approval)):
        duties.close_desk(sanction_key(office, approval.period), by=by)


def _waiting(approval: ReviewApproval) -> list[ReviewApproval]:
    found = ReviewApproval.objects.filter(period=approval.period, state=ReviewApproval.State.SUBMITTED)
    beside = found.filter(unit__parent=approval.unit.parent_id) | found.filter(unit=approval.decider)
    return list(beside.select_related("unit__parent").distinct())


def _held(office: Office | None) -> Office | None:
    """One transaction at a time calls and releases an office."""
    return office and Office.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(
        pk=office.pk
    )
