"""What stands beside a figure and on a unit's panel: how far it has come, by when it is owed, what was published."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from campaign_portal.foundation.periods import Period
from emulation.duties.models import Duty
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.poverty.rules import calendar, stages
from emulation.poverty.selectors.approvals.compiled import Compilation
from emulation.poverty.selectors.approvals.sent import covers, leaf_parts, locking
from emulation.territory.models import Unit

COMPILE = "poverty.compile"  # how the desk's line that asks for a compilation is keyed


def stage_of(review: ReviewSet) -> tuple[str, str]:
    """How far one review's figures are, with the decision that approved them. Two statements."""
    above = [approval for approval in locking(review) if approval.state in ReviewApproval.LOCKING]
    found = [approval for approval in above if covers(approval, review)]
    furthest = max(found, key=lambda approval: (approval.state in ReviewApproval.SETTLED, approval.pk), default=None)
    return _stage(review, furthest)


def stages_below(compiled: Compilation, reviews: Iterable[ReviewSet | None]) -> dict[int, tuple[str, str]]:
    """Commune → how far its figures are, by the compilation that covers them. One statement."""
    approval = compiled.approval
    sent = approval if approval is not None and approval.state in ReviewApproval.LOCKING else None
    covered = set(leaf_parts(sent).values_list("review_id", flat=True)) if sent else set()
    return {
        review.unit_id: _stage(review, sent if review.pk in covered else None)
        for review in reviews
        if review is not None and review.state in ReviewSet.SENT
    }


def _stage(review: ReviewSet, above: ReviewApproval | None) -> tuple[str, str]:
    whole_year = Period(review.period).months == 12
    found = stages.of_review(review.state, whole_year=whole_year, above=above.state if above else "")
    return stages.pill(found, above.decision_number if above else "")


def compilation_due(unit: Unit, period: str) -> tuple[dt.date, str] | None:
    """By when a unit's compilation is owed: by a plan, by the desk's line, else by the law. One statement."""
    owed = (
        Duty.objects.filter(kind=Duty.Kind.REVIEW, office__unit=unit, period=period, cancelled_at__isnull=True)
        .filter(~Q(deadline_key="") | Q(object_key__startswith=COMPILE))
        .order_by("due_on")
        .first()
    )
    if owed is not None:
        return owed.due_on, owed.due_text
    named = Period(period)
    return calendar.compilation_due(named.year, named.months, is_top=unit.parent_id is None)


def published_of(unit: Unit, period: str) -> ReviewApproval | None:
    """The newest published compilation of a unit: also while it is being corrected."""
    found = ReviewApproval.objects.published().filter(unit=unit, period=period)
    return found.select_related("unit", "standard", "paper", "publication_paper").order_by("version").last()


def all_published() -> list[ReviewApproval]:
    """The newest published compilation of each unit and period, the newest periods first."""
    found = ReviewApproval.objects.published().select_related("unit__district", "unit__province", "standard")
    newest = {(one.unit_id, one.period, one.standard_id): one for one in found.order_by("version")}
    return sorted(newest.values(), key=lambda one: (one.period, one.unit.level, one.unit.code), reverse=True)
