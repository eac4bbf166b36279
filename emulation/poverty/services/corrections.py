"""Corrections: an approved review is never changed; a new version of it is, with a reason, until it takes its place.

The approved version counts until the correction is approved (decision 0077), so that no total vanishes meanwhile.
"""

import datetime as dt
from typing import Any

from django.db import models, transaction

from campaign_portal.foundation import audit, clock, files
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.poverty.models import CommuneTotal, ReviewApproval, ReviewRow, ReviewSet
from emulation.poverty.permissions import corrects, decides
from emulation.poverty.selectors.approvals import covers, locking
from emulation.poverty.selectors.lists import receiver_of
from emulation.poverty.selectors.sheet import sheets_of
from emulation.poverty.services.entry import rewrite_starts

State = ReviewSet.State


def begin_correction(
    review: ReviewSet, *, by: User, reason: str, due_on: dt.date | None = None, is_ordered: bool = False
) -> ReviewSet:
    """Open version n + 1 of an approved review: its rows, notes and held cells, to be mended and handed in again. The
    list a year begins with is corrected the same way, by its ends alone.

    The commune's officer begins it himself; the office above orders it (`is_ordered`), with a day by which the commune
    owes it. Refuses what is not approved, not the one that counts, or is being corrected already.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(Problem("Xin ghi lý do đính chính.", field="reason"))
    if due_on is not None and due_on < clock.today():
        raise Refused(Problem("Hạn đính chính không thể trước hôm nay.", field="due_on"))
    with transaction.atomic():
        above = list(locking(review).select_for_update(of=("self",)).order_by("-unit__level").select_related("unit"))
        review = ReviewSet.objects.select_for_update(of=("self",)).select_related("unit").get(pk=review.pk)
        if not corrects(by, review):
            raise Refused("Đính chính rà soát là việc của xã đó, hoặc của cơ quan đã duyệt yêu cầu xã làm.")
        _refuse_what_cannot_be_corrected(review)
        _refuse_locked(review, above)
        return open_version(review, by=by, reason=reason, due_on=due_on, is_ordered=is_ordered or decides(by, review))


def _refuse_what_cannot_be_corrected(review: ReviewSet) -> None:
    if review.state != State.APPROVED:
        raise Refused(
            f"Đợt rà soát này đang ở trạng thái “{review.get_state_display()}”, chưa duyệt; sửa ngay trên bản ấy."
        )
    newer = (
        ReviewSet.objects.filter(unit=review.unit_id, period=review.period, standard=review.standard_id)
        .filter(version__gt=review.version)
        .order_by("version")
        .last()
    )
    if newer is not None:
        raise Refused(
            f"Đã có lần {newer.version} của đợt rà soát này ({newer.get_state_display()}); xin làm trên bản ấy."
        )


def _refuse_locked(review: ReviewSet, above: list[ReviewApproval]) -> None:
    """What a sent or approved compilation covers is locked; `above` are held, the province's first."""
    for approval in above:
        if approval.state in ReviewApproval.LOCKING and covers(approval, review):
            how = "rút bản ấy về" if approval.state == ReviewApproval.State.SUBMITTED else "mở lại bản ấy, có lý do"
            by_decision = f" theo {approval.decision_number}" if approval.decision_number else ""
            raise Refused(
                f"Số của {review.unit.title} nằm trong {approval}, {approval.get_state_display()}{by_decision}. "
                f"Muốn đính chính thì phải {how} trước."
            )


def open_version(
    review: ReviewSet, *, by: User, reason: str, due_on: dt.date | None = None, is_ordered: bool = False
) -> ReviewSet:
    """The copy, for a caller that has locked the review and asked who may."""
    made = ReviewSet(
        unit=review.unit,
        year=review.year,
        period=review.period,
        standard_id=review.standard_id,
        version=review.version + 1,
        is_current=False,
        corrects=review,
        correction_reason=reason,
        state=State.RETURNED if is_ordered else State.DRAFT,
        return_reason=reason if is_ordered else "",
        remark=review.remark,
        # An opening stays one, and names its paper from the first day; approval writes that of the correction.
        is_opening=review.is_opening,
        decision_number=review.decision_number if review.is_opening else "",
        decision_date=review.decision_date if review.is_opening else None,
    )
    made.save()
    copy_content(review, made)
    audit.record("mở bản đính chính", made, by=by, after={"corrects": review, "version": made.version}, reason=reason)
    if is_ordered:
        duties.open_duty(
            kind=Duty.Kind.AMENDMENT,
            title=f"Đính chính rà soát hộ nghèo {review.period_name}",
            unit=review.unit,
            receiver=receiver_of(review),
            period=review.period,
            due_on=due_on or clock.today() + dt.timedelta(days=DAYS_TO_CORRECT),
            object_key=files.owner_key(made),
            note=reason,
        )
    return made


DAYS_TO_CORRECT = 5  # when whoever orders it names no day


def copy_content(source: ReviewSet, target: ReviewSet) -> None:
    """Everything that hangs on a review as its content: rows first, then what hangs on the review (notes) and on its
    rows (lines of breakdowns). Totals are computed, other versions are no content."""
    review = {source.pk: target.pk}
    rows = _copy(ReviewRow, {"review": source}, {"review": review})
    for model in content_models(ReviewSet, "review"):
        _copy(model, {"review": source}, {"review": review, "row": rows})
    for model in content_models(ReviewRow, "row"):
        if not _has_key(model, "review"):
            _copy(model, {"row__review": source}, {"row": rows})


def content_models(of: type[models.Model], key: str) -> list[type[models.Model]]:
    """Tables whose rows belong to a review (or to a row of one) and go with it; rows and totals themselves left out."""
    return [
        relation.related_model
        for relation in of._meta.related_objects
        if relation.field.name == key
        and relation.on_delete is models.CASCADE
        and relation.related_model not in (ReviewRow, CommuneTotal)
    ]


def _has_key(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _copy(model: Any, of: dict[str, Any], moved: dict[str, dict[int, int]]) -> dict[int, int]:
    """Insert the rows again with their keys moved. Returns old key → new key."""
    found = list(model._default_manager.filter(**of).order_by("pk"))
    old = [row.pk for row in found]
    for row in found:
        row.pk, row._state.adding = None, True
        for field, keys in moved.items():
            if hasattr(row, f"{field}_id") and getattr(row, f"{field}_id") is not None:
                setattr(row, f"{field}_id", keys[getattr(row, f"{field}_id")])
    made = model._default_manager.bulk_create(found)
    return dict(zip(old, (row.pk for row in made), strict=True))


def replace(review: ReviewSet, *, by: User) -> None:
    """The version that a correction corrects steps back: for the transaction that approves the correction."""
    if review.corrects is None:
        return
    old = ReviewSet.objects.select_for_update(of=("self",)).select_related("unit").get(pk=review.corrects.pk)
    old.is_current = False
    old.save(update_fields=["is_current"])
    audit.record("được thay bằng bản đính chính", old, by=by, after={"replaced_by": f"lần {review.version}"})


def carry_into_next_year(review: ReviewSet, *, by: User) -> None:
    """A corrected list is what the next year begins with: its reviews that are still being entered take the new start.
    What was handed in stays, and asks (V8)."""
    if not review.period.endswith("-M12"):
        return
    following = ReviewSet.objects.filter(
        unit=review.unit_id,
        standard=review.standard_id,
        year=review.year + 1,
        is_opening=False,
        state__in=[State.DRAFT, State.RETURNED],
    ).select_related("unit", "standard")
    for sheet in sheets_of(following).values():
        rewrite_starts(sheet, by=by)
