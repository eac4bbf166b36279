"""Up the tree: a unit compiles what is below it, sends it up, has it approved by a decision, publishes it.

Figures are computed from the communes' reviews and typed nowhere; a sending keeps which versions it covers.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaign_portal.foundation import audit, clock, files, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, not_longer, refuse_if_any
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.poverty.models import ApprovalPart, PovertyStandard, ReviewApproval, ReviewSet
from emulation.poverty.permissions import compiles_for
from emulation.poverty.selectors import approvals as selectors
from emulation.poverty.selectors.sheet import joined
from emulation.poverty.services import corrections, desks
from emulation.poverty.services.decision_day import wrong_day
from emulation.poverty.workflow import APPROVAL_FLOW
from emulation.territory.models import Level, Unit

State = ReviewApproval.State
LONGEST_NOTE = 1000


def begin(unit: Unit, period: str, standard: PovertyStandard, *, by: User) -> ReviewApproval:
    """Begin a unit's compilation, or return the one that was begun. Refuses a period nobody reviewed below it."""
    if unit.level not in {Level.PROVINCE, Level.DISTRICT}:
        raise Refused(f"Tổng hợp rà soát lập cho tỉnh, huyện; {unit.title} không phải.")
    if not compiles_for(by, unit):
        raise Refused(f"Tổng hợp rà soát của {unit.title} là việc của cơ quan thường trực giảm nghèo ở đó.")
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # two officers begin one compilation
        if found := selectors.current_approval(unit, period, standard):
            return found
        reviewed = ReviewSet.objects.below(unit).filter(period=period, standard=standard, is_opening=False)
        if not reviewed.exists():
            raise Refused(f"Chưa đơn vị nào của {unit.title} rà soát kỳ này; chưa có gì để tổng hợp.")
        approval = ReviewApproval.objects.create(unit=unit, year=Period(period).year, period=period, standard=standard)
        audit.record("lập bản tổng hợp rà soát", approval, by=by, after={"standard": standard.code})
    return approval


def submit(approval: ReviewApproval, *, by: User, missing_note: str = "") -> ReviewApproval:
    """Send it up. Whoever is missing is named, and asks for a note (V9); approval waits for all of them."""
    note = not_longer(vietnamese.nfc(missing_note), LONGEST_NOTE, "Giải trình", field="missing_note")
    with transaction.atomic():
        approval = _locked(approval)
        compiled = _compiled(approval)
        if compiled.missing and not note:
            raise Refused(
                Problem(
                    f"Còn thiếu {compiled.missing_words}. Đợi đủ, hoặc ghi vì sao trình khi còn thiếu; "
                    "cấp trên chỉ phê duyệt khi đã đủ.",
                    field="missing_note",
                    code="V9",
                )
            )
        number = approval.sending + 1
        approval = workflow.perform(
            APPROVAL_FLOW,
            approval,
            "submit",
            by=by,
            changes={
                "submitted_at": clock.business_now(),
                "submitted_by": by,
                "sending": number,
                "missing_note": note if compiled.missing else "",
                "return_reason": "",
            },
        )
        _keep_parts(approval, compiled)
        desks.answer_compiling(approval, by=by)
        duties.close_desk(files.owner_key(approval), by=by, kind=Duty.Kind.AMENDMENT)
        desks.call_sanctioner(approval)
    return approval


def _keep_parts(approval: ReviewApproval, compiled: selectors.Compilation) -> None:
    parts = [
        ApprovalPart(approval=approval, sending=approval.sending, **{kind: thing})
        for kind, thing in selectors.standing_parts(compiled)
    ]
    ApprovalPart.objects.bulk_create(parts)


def recall(approval: ReviewApproval, *, by: User) -> ReviewApproval:
    """Take it back before anybody decided, to send it again."""
    with transaction.atomic():
        approval = workflow.perform(APPROVAL_FLOW, _locked(approval), "recall", by=by)
        desks.release_sanctioner(approval, by=by)
        desks.call_compiler(approval.unit, approval.period)
    return approval


def return_approval(
    approval: ReviewApproval,
    *,
    by: User,
    reason: str,
    due_on: dt.date,
    communes: Collection[Unit] = (),
) -> ReviewApproval:
    """Give it back; the communes named get a correction to make, by the same day. Everything else stays approved."""
    if due_on < clock.today():
        raise Refused(Problem("Hạn bổ sung không thể trước hôm nay.", field="due_on"))
    with transaction.atomic():
        approval = workflow.perform(
            APPROVAL_FLOW, _locked(approval), "return", by=by, reason=reason, changes={"return_reason": reason.strip()}
        )
        desks.release_sanctioner(approval, by=by)
        _order_corrections(approval, approval, communes, by=by, reason=reason.strip(), due_on=due_on)
        office = selectors.compiler_of(approval.unit)
        duties.open_duty(
            kind=Duty.Kind.AMENDMENT,
            title=f"Bổ sung tổng hợp rà soát hộ nghèo {approval.period_name}",
            unit=approval.unit,
            office=office,
            receiver=selectors.compiler_of(approval.decider),
            period=approval.period,
            due_on=due_on,
            object_key=files.owner_key(approval),
            note=reason.strip(),
        )
    return approval


def approve(
    approval: ReviewApproval,
    *,
    by: User,
    decision_number: str = "",
    decision_date: dt.date | None = None,
    signer: str = "",
    paper: File | None = None,
) -> ReviewApproval:
    """Approve what was sent. The year's names its decision with a scan (`poverty.md` § 2); mid-year needs none.

    Refuses while anybody is missing (V9) or what counts now is not what was sent.
    """
    number = fitting(decision_number, 60, "Số quyết định", field="decision_number")
    signed = fitting(signer, 120, "Người ký", field="signer")
    with transaction.atomic():
        approval = _locked(approval)
        refuse_if_any(_wrong_decision(approval, number, decision_date, signed, paper))
        changes: dict[str, Any] = {
            "approved_at": clock.business_now(),
            "decision_number": number,
            "decision_date": decision_date,
            "signer": signed,
        }
        if paper is not None:
            changes["paper"] = files.store_scan(
                paper, owner=approval, by=by, title=f"Quyết định {number}", field="paper"
            )
        approval = workflow.perform(APPROVAL_FLOW, approval, "approve", by=by, changes=changes)
        desks.release_sanctioner(approval, by=by)
        desks.call_compiler(approval.unit.parent, approval.period)
    return approval


def _wrong_decision(
    approval: ReviewApproval, number: str, date: dt.date | None, signer: str, paper: File | None
) -> Iterable[Problem]:
    needed = approval.is_whole_year
    if needed and not number:
        yield Problem("Xin ghi số quyết định phê duyệt, ví dụ 1234/QĐ-UBND.", field="decision_number")
    if needed and date is None:
        yield Problem("Xin ghi ngày của quyết định.", field="decision_date")
    if needed and not signer:
        yield Problem("Xin ghi họ tên, chức vụ người ký quyết định.", field="signer")
    if needed and paper is None:
        yield Problem("Xin kèm bản chụp quyết định đã ký (PDF, JPG hoặc PNG).", field="paper")
    if date is not None:
        yield from wrong_day(date, approval.year)


def publish(
    approval: ReviewApproval,
    *,
    by: User,
    published_on: dt.date,
    publication_number: str = "",
    paper: File | None = None,
) -> ReviewApproval:
    """Make an approved year's figures readable for everybody, with the paper that announced them."""
    number = fitting(publication_number, 60, "Số văn bản công bố", field="publication_number")
    with transaction.atomic():
        approval = _locked(approval)
        decided = approval.decision_date or timezone.localtime(approval.approved_at or clock.business_now()).date()
        if published_on > clock.today():
            raise Refused(Problem("Ngày công bố không thể sau hôm nay.", field="published_on"))
        if published_on < decided:
            raise Refused(
                Problem(f"Ngày công bố không thể trước ngày phê duyệt {vietnamese.day(decided)}.", field="published_on")
            )
        changes: dict[str, Any] = {"published_on": published_on, "publication_number": number}
        if paper is not None:
            changes["publication_paper"] = files.store_scan(
                paper,
                owner=approval,
                by=by,
                title=f"Công bố {approval.period_name}, {approval.unit.title}",
                field="paper",
            )
        return workflow.perform(APPROVAL_FLOW, approval, "publish", by=by, changes=changes)


def reopen(
    approval: ReviewApproval,
    *,
    by: User,
    reason: str,
    communes: Collection[Unit] = (),
    due_on: dt.date | None = None,
) -> ReviewApproval:
    """Unlock what an approved compilation covers: it steps back with its decision and figures, version n + 1 begins.

    The communes named are told to correct at once. Refuses while a compilation above covers it. Returns the new one.
    """
    if due_on is not None and due_on < clock.today():
        raise Refused(Problem("Hạn đính chính không thể trước hôm nay.", field="due_on"))
    with transaction.atomic():
        _hold_above(approval)
        old = _locked(approval)
        made = _reopen(old, by=by, reason=reason)
        _order_corrections(old, made, communes, by=by, reason=reason.strip(), due_on=due_on)
    return made


def _hold_above(approval: ReviewApproval) -> None:
    """The current compilation above first, so that it can't be approved while this one steps back."""
    above = ReviewApproval.objects.filter(
        unit=approval.unit.parent_id, period=approval.period, standard=approval.standard_id, is_current=True
    )
    list(above.select_for_update(of=("self",)))


def _reopen(approval: ReviewApproval, *, by: User, reason: str) -> ReviewApproval:
    old = workflow.perform(APPROVAL_FLOW, approval, "reopen", by=by, reason=reason, changes={"is_current": False})
    return _next_version(old, by=by, reason=reason.strip())


def _next_version(old: ReviewApproval, *, by: User, reason: str) -> ReviewApproval:
    made = ReviewApproval.objects.create(
        unit=old.unit,
        year=old.year,
        period=old.period,
        standard_id=old.standard_id,
        version=old.version + 1,
        corrects=old,
        reopen_reason=reason,
    )
    audit.record("lập lại bản tổng hợp", made, by=by, after={"corrects": old, "version": made.version}, reason=reason)
    desks.call_compiler(old.unit, old.period)
    return made


def _order_corrections(
    sent: ReviewApproval,
    open_one: ReviewApproval,
    communes: Collection[Unit],
    *,
    by: User,
    reason: str,
    due_on: dt.date | None,
) -> None:
    """A correction for each commune named; a district between that has an approved compilation is reopened first."""
    wanted = {commune.pk for commune in communes}
    parts = selectors.leaf_parts(sent).filter(review__unit__in=wanted).select_related("approval__unit", "review__unit")
    found = list(parts.order_by("review_id"))
    if strangers := wanted - {part.review.unit_id for part in found if part.review}:
        names = [unit.title for unit in communes if unit.pk in strangers]
        raise Refused(Problem(f"{joined(names)} không nằm trong bản đã trình này.", field="communes"))
    between = {part.approval_id: part.approval for part in found if part.approval_id != sent.pk}
    for child in between.values():
        _reopen_below(child, by=by, reason=reason)
    named = [part.review for part in found if part.review]
    for covered in named:
        review = ReviewSet.objects.select_for_update(of=("self",)).select_related("unit").get(pk=covered.pk)
        if review.is_current and not _is_being_corrected(review):
            corrections.open_version(review, by=by, reason=reason, due_on=due_on, is_ordered=True)
    if found:
        places = [review.unit.title for review in named]
        audit.record("yêu cầu đính chính", open_one, by=by, after={"named": places}, reason=reason)


def _reopen_below(child: ReviewApproval, *, by: User, reason: str) -> None:
    """By whoever may give back what was made of it: his right was asked there."""
    locked = _locked(child)
    if locked.state in ReviewApproval.SETTLED:
        old = workflow.perform(
            APPROVAL_FLOW, locked, "reopen_from_above", by=by, reason=reason, changes={"is_current": False}
        )
        _next_version(old, by=by, reason=reason)


def _is_being_corrected(review: ReviewSet) -> bool:
    return ReviewSet.objects.in_hand().filter(corrects=review).exists()


def _compiled(approval: ReviewApproval) -> selectors.Compilation:
    return selectors.compilation_of(approval.unit, approval.period, approval.standard, with_figures=False)


def _locked(approval: ReviewApproval) -> ReviewApproval:
    """Held for this transaction, with what its rules ask."""
    return (
        ReviewApproval.objects.select_for_update(of=("self",))
        .select_related("unit__parent", "standard")
        .get(pk=approval.pk)
    )
