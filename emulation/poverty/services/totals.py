"""Commune totals: the sums of an approved review, written in the approving transaction and always recomputable."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from emulation.poverty.models import CommuneTotal, ReviewRow, ReviewSet
from emulation.poverty.rules import columns

_SUMS = {f"sum_{field}": Sum(field) for field in columns.ALL_FIELDS}


@dataclass(frozen=True)
class Mismatch:
    """A stored total that is not the sum of its rows; `stored` is None where the total is missing."""

    review: ReviewSet
    field: str
    stored: int | None
    summed: int | None


def refresh_total(review: ReviewSet) -> CommuneTotal:
    """Write the sum of a review's rows over its total. For the transaction that approves the review."""
    summed = _sums([review.pk]).get(review.pk, {"hamlets": 0})
    total, _ = CommuneTotal.objects.update_or_create(
        review=review,
        defaults={
            "unit": review.unit,
            "period": review.period,
            "hamlet_count": summed["hamlets"],
            **{field: summed.get(f"sum_{field}") for field in columns.ALL_FIELDS},
        },
    )
    return total


def recompute_totals(*, mend: bool = False) -> list[Mismatch]:
    """Compare every approved review's total with the sum of its rows; `mend` writes the sums over what differs."""
    approved = list(
        ReviewSet.objects.filter(state=ReviewSet.State.APPROVED).select_related("unit", "total").order_by("pk")
    )
    sums = _sums([review.pk for review in approved])
    found = [mismatch for review in approved for mismatch in _differences(review, sums.get(review.pk, {}))]
    if mend:
        with transaction.atomic():
            for review in {mismatch.review.pk: mismatch.review for mismatch in found}.values():
                refresh_total(review)
    return found


def _sums(review_ids: list[int]) -> dict[int, dict]:
    rows: Any = (
        ReviewRow.objects.filter(review__in=review_ids)
        .values("review_id")
        .annotate(hamlets=Count("pk"), **_SUMS)
        .order_by()
    )
    return {row["review_id"]: row for row in rows}


def _differences(review: ReviewSet, summed: dict) -> list[Mismatch]:
    stored: CommuneTotal | None = getattr(review, "total", None)
    if stored is None:
        return [Mismatch(review, "hamlet_count", None, summed.get("hamlets", 0))]
    pairs = [("hamlet_count", stored.hamlet_count, summed.get("hamlets", 0))]
    pairs += [(field, getattr(stored, field), summed.get(f"sum_{field}")) for field in columns.ALL_FIELDS]
    return [Mismatch(review, field, kept, true) for field, kept, true in pairs if kept != true]
