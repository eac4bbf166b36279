"""What a sending covers, what it locks, what changed since."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from emulation.poverty.models import ApprovalPart, CommuneTotal, ReviewApproval, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors.figures import Counts
from emulation.territory.models import Unit


def leaf_parts(approval: ReviewApproval, sending: int | None = None) -> QuerySet[ApprovalPart]:
    """The communes' versions that a sending covers (the last one without a number), directly or through districts."""
    number = approval.sending if sending is None else sending
    children = ApprovalPart.objects.filter(approval=approval, sending=number, child__isnull=False).values("child")
    return ApprovalPart.objects.filter(review__isnull=False).filter(
        Q(approval=approval, sending=number) | Q(approval__in=children, sending=F("approval__sending"))
    )


def reviews_of(approval: ReviewApproval) -> QuerySet[ReviewSet]:
    """The reviews whose figures a compilation's page shows: those that count, of an old version those it covered."""
    if not approval.is_current:
        return ReviewSet.objects.filter(pk__in=leaf_parts(approval).values("review"))
    return ReviewSet.objects.below(approval.unit).filter(
        period=approval.period, standard=approval.standard_id, is_current=True, state__in=ReviewSet.SENT
    )


def covered_figures(approval: ReviewApproval) -> dict[int, tuple[ReviewSet, Counts]]:
    """Commune → the version its last sending covers, with that version's total: what an old compilation said."""
    totals = CommuneTotal.objects.filter(review__in=leaf_parts(approval).values("review")).select_related(
        "review__unit", "unit"
    )
    return {total.unit_id: (total.review, total.counts) for total in totals.order_by("unit__code", "unit_id")}


def replaced_since(approval: ReviewApproval) -> list[ReviewSet]:
    """Versions that were covered and have been corrected since."""
    found = ReviewSet.objects.filter(pk__in=leaf_parts(approval).values("review"), is_current=False)
    return list(found.select_related("unit").order_by("unit__code"))


def locking(review: ReviewSet) -> QuerySet[ReviewApproval]:
    """The current compilations above a commune in its period: those that may cover it."""
    above = [pk for pk in (review.district_id, review.province_id) if pk]
    return ReviewApproval.objects.filter(
        unit__in=above, period=review.period, standard=review.standard_id, is_current=True
    )


def sent_keys(approval: ReviewApproval) -> set[tuple[str, int]]:
    """The same of what the last sending covers."""
    parts = ApprovalPart.objects.filter(approval=approval, sending=approval.sending).values_list("review", "child")
    return {("child", child) if child else ("review", review) for review, child in parts}


def covering(approval: ReviewApproval) -> QuerySet[ReviewApproval]:
    """Current compilations above, sent or approved, that cover this one."""
    return ReviewApproval.objects.filter(
        is_current=True,
        state__in=ReviewApproval.LOCKING,
        parts__child=approval,
        parts__sending=F("sending"),
    ).select_related("unit")


def covers(approval: ReviewApproval, review: ReviewSet) -> bool:
    return leaf_parts(approval).filter(review=review).exists()


# --- What changed since ------------------------------------------------------------------------------------------

SHOWN = tuple(columns.field_name(columns.HOUSEHOLDS, key) for key in ("total", "poor_end", "near_end"))


@dataclass(frozen=True)
class Change:
    """A commune whose figures differ from those sent or approved before; None where it had none."""

    unit: Unit
    was: Counts | None
    now: Counts | None
    was_version: ReviewSet | None
    now_version: ReviewSet | None

    @property
    def pairs(self) -> list[tuple[int | None, int | None]]:
        """Households, poor, near-poor: before and now."""
        return [((self.was or {}).get(name), (self.now or {}).get(name)) for name in SHOWN]

    @property
    def others(self) -> int:
        """How many other counts differ."""
        names = set(columns.ALL_FIELDS) - set(SHOWN)
        return sum((self.was or {}).get(name) != (self.now or {}).get(name) for name in names)


def base_of(approval: ReviewApproval) -> tuple[ReviewApproval, int] | None:
    """What an approver compares with: the sending before, or the last one of the version that was approved before."""
    last = approval.sending if approval.state in ReviewApproval.OPEN else approval.sending - 1
    if last > 0:
        return approval, last
    return (approval.corrects, approval.corrects.sending) if approval.corrects is not None else None


def changes_of(approval: ReviewApproval) -> list[Change]:
    """Communes whose figures changed since the compilation was last sent or approved, with both numbers.

    Of one still open, against the reviews that count now. Three statements.
    """
    base = base_of(approval)
    if base is None:
        return []
    then = dict(leaf_parts(*base).values_list("review__unit_id", "review_id"))
    if approval.state in ReviewApproval.OPEN:
        standing = ReviewSet.objects.below(approval.unit).filter(
            period=approval.period,
            standard=approval.standard_id,
            is_current=True,
            state=ReviewSet.State.APPROVED,
        )
        now = dict(standing.values_list("unit_id", "pk"))
    else:
        now = dict(leaf_parts(approval).values_list("review__unit_id", "review_id"))
    differing = {pk for pk in then.keys() | now.keys() if then.get(pk) != now.get(pk)}
    wanted = {of[pk] for of in (then, now) for pk in differing if pk in of}
    totals = {
        total.review_id: total
        for total in CommuneTotal.objects.filter(review__in=wanted).select_related("review", "unit")
    }
    found = [_change(totals.get(then.get(pk, 0)), totals.get(now.get(pk, 0))) for pk in differing]
    changed = [change for change in found if change is not None and change.was != change.now]
    return sorted(changed, key=lambda change: (change.unit.code, change.unit.pk))


def _change(was: CommuneTotal | None, now: CommuneTotal | None) -> Change | None:
    either = now or was
    if either is None:
        return None
    return Change(
        either.unit,
        was.counts if was else None,
        now.counts if now else None,
        was.review if was else None,
        now.review if now else None,
    )
