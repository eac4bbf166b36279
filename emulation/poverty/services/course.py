"""The way of a review from the officer's desk to approval, and back for completion."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Office
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors.approvals import compiling_unit
from emulation.poverty.selectors.lists import receiver_of, waiting_for_decision
from emulation.poverty.services import corrections, desks
from emulation.poverty.services.decision_day import wrong_day
from emulation.poverty.services.totals import refresh_total
from emulation.poverty.workflow import REVIEW_FLOW

DAYS_TO_DECIDE = 5  # the standing office's own time; no plan sets it (decision 0020)


def present(review: ReviewSet, *, by: User) -> ReviewSet:
    """The officer lays the finished review before the commune's leader."""
    return workflow.perform(REVIEW_FLOW, review, "present", by=by)


def send_back(review: ReviewSet, *, by: User, reason: str) -> ReviewSet:
    """The leader gives it back to the officer, saying what to mend."""
    return workflow.perform(
        REVIEW_FLOW, review, "send_back", by=by, reason=reason, changes={"return_reason": reason.strip()}
    )


def submit(review: ReviewSet, *, by: User) -> ReviewSet:
    """The leader hands the review in (S3 V.5). The first time counts for "on time"; it closes what a return opened."""
    with transaction.atomic():
        review = workflow.perform(
            REVIEW_FLOW,
            review,
            "submit",
            by=by,
            changes={"submitted_at": clock.business_now(), "submitted_by": by, "return_reason": ""},
        )
        key = files.owner_key(review)
        duties.record(Duty.Kind.REVIEW, review.unit, review.period, by=by, object_key=key)
        duties.close_desk(key, by=by, kind=Duty.Kind.AMENDMENT)
        _call_decider(review)
    return review


def approve(
    review: ReviewSet, *, by: User, decision_number: str = "", decision_date: dt.date | None = None
) -> ReviewSet:
    """Approve a handed-in review and write its total. The year's review names the decision that recognises it
    (`poverty.md` § 2); mid-year figures stay preliminary and need none."""
    number = vietnamese.nfc(decision_number)
    if Period(review.period).months == 12:
        _refuse_incomplete_decision(number, decision_date, review)
    with transaction.atomic():
        if review.corrects_id is not None:
            corrections.replace(review, by=by)
        review = workflow.perform(
            REVIEW_FLOW,
            review,
            "approve",
            by=by,
            changes={
                "approved_at": clock.business_now(),
                "decision_number": number,
                "decision_date": decision_date,
                "is_current": True,
            },
        )
        refresh_total(review)
        if review.corrects_id is not None:
            corrections.carry_into_next_year(review, by=by)
        _release_decider(review, by=by)
        desks.call_compiler(compiling_unit(review), review.period)
    return review


def _refuse_incomplete_decision(number: str, date: dt.date | None, review: ReviewSet) -> None:
    problems = []
    if not number:
        problems.append(
            Problem("Xin ghi số quyết định công nhận kết quả rà soát, ví dụ 45/QĐ-UBND.", field="decision_number")
        )
    if date is None:
        problems.append(Problem("Xin ghi ngày của quyết định.", field="decision_date"))
    else:
        problems += wrong_day(date, review.year)
    if problems:
        raise Refused(*problems)


def return_review(review: ReviewSet, *, by: User, reason: str, due_on: dt.date) -> ReviewSet:
    """Give a handed-in review back for completion: the commune owes it again by a day of its own."""
    if due_on < clock.today():
        raise Refused(Problem("Hạn bổ sung không thể trước hôm nay.", field="due_on"))
    with transaction.atomic():
        review = workflow.perform(
            REVIEW_FLOW, review, "return", by=by, reason=reason, changes={"return_reason": reason.strip()}
        )
        duties.open_duty(
            kind=Duty.Kind.AMENDMENT,
            title=f"Bổ sung rà soát hộ nghèo {Period(review.period).name}",
            unit=review.unit,
            receiver=receiver_of(review),
            period=review.period,
            due_on=due_on,
            object_key=files.owner_key(review),
            note=reason.strip(),
        )
        _release_decider(review, by=by)
    return review


# --- The standing office's desk: one duty a period, however many communes wait ---------------------------------------


def decider_key(office: Office, period: str) -> str:
    return f"poverty.decide:{office.pk}:{period}"


def _held_receiver(review: ReviewSet) -> Office | None:
    """The receiving office, one transaction at a time: two communes that hand in together call it once, two officers
    who approve the last two together leave nothing open."""
    office = receiver_of(review)
    return office and Office.objects.select_for_update(of=("self",), no_key=True).get(pk=office.pk)


def _call_decider(review: ReviewSet) -> None:
    office = _held_receiver(review)
    if office is None:
        return
    duties.open_duty(
        kind=Duty.Kind.REVIEW,
        title=f"Duyệt rà soát hộ nghèo {Period(review.period).name}",
        unit=office.unit,
        office=office,
        period=review.period,
        due_on=clock.today() + dt.timedelta(days=DAYS_TO_DECIDE),
        due_text=f"trong {DAYS_TO_DECIDE} ngày từ khi nhận",
        object_key=decider_key(office, review.period),
    )


def _release_decider(review: ReviewSet, *, by: User) -> None:
    office = _held_receiver(review)
    if office is not None and not waiting_for_decision(office.unit, review.period).exists():
        duties.close_desk(decider_key(office, review.period), by=by)
