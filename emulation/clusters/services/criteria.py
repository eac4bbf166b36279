"""The year's table: which criteria, how many points each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.clusters import rules
from emulation.clusters.models import ClusterCriterion, ClusterYear
from emulation.clusters.selectors import years
from emulation.clusters.services.forming import forming


@dataclass(frozen=True)
class Criterion:
    """One row of the year's table as typed."""

    text: str
    max_points: Decimal | None = None
    is_bonus: bool = False
    id: int | None = None


def set_criteria(year: ClusterYear, wanted: Sequence[Criterion], *, basis: str, by: User) -> ClusterYear:
    """Fix the points of the year (S4 4.3 names criteria without points), add rows of one's own, drop those.

    What the plan itself words and counts stays as the plan has it. Where the plan left something open, the paper that
    fixes it is named.
    """
    basis = fitting(basis, 200, "Căn cứ ấn định điểm", field="basis")
    with transaction.atomic():
        year = forming(year, by)
        planned = {row.key: row for row in table.rows.all()} if (table := years.table_for(year)) else {}
        known = {row.pk: row for row in year.criteria.all()}
        refuse_if_any(_criteria_problems(wanted, known, planned, basis))
        before = _criteria_told(year)
        kept = {row.id for row in wanted if row.id}
        year.criteria.exclude(pk__in=kept).filter(plan_key="").delete()
        # Twice, so that no two rows stand at one place on the way.
        rows = []
        ordered = [known[pk] for pk, row in known.items() if row.plan_key and pk not in kept]
        for typed in wanted:
            row = known.get(typed.id or 0) or ClusterCriterion(cluster_year=year)
            if not row.plan_key:
                row.text, row.is_bonus = fitting(typed.text, 500, "Tiêu chí", field="criteria"), typed.is_bonus
            fixed = planned[row.plan_key].points if row.plan_key in planned else None
            row.max_points = fixed if fixed is not None else typed.max_points
            ordered.append(row)
        for place, row in enumerate(ordered, 1):
            row.position = 1000 + place
            row.save()
            rows.append(row)
        for place, row in enumerate(rows, 1):
            ClusterCriterion.objects.filter(pk=row.pk).update(position=place)
        year.points_basis = basis
        year.save(update_fields=["points_basis"])
        was, now = audit.changes(before, _criteria_told(year))
        if now:
            audit.record("ấn định bảng điểm", year, by=by, before=was, after=now)
    return year


def _criteria_problems(wanted, known, planned, basis: str):
    own = False
    for typed in wanted:
        row = known.get(typed.id or 0)
        if typed.id and row is None:
            yield Problem("Có dòng không thuộc bảng điểm này. Xin tải lại trang.", field="criteria")
            continue
        if not (row and row.plan_key) and not vietnamese.nfc(typed.text):
            yield Problem("Có dòng có điểm nhưng chưa ghi tiêu chí.", field="criteria")
        from_plan = row is not None and row.plan_key in planned and planned[row.plan_key].points is not None
        own = own or (typed.max_points is not None and not from_plan)
    if own and not basis:
        yield Problem(
            "Kế hoạch không ghi điểm: xin ghi văn bản ấn định điểm của năm, ví dụ Hướng dẫn số 12/HD-PNV.",
            field="basis",
        )


def _criteria_told(year: ClusterYear) -> dict[str, Any]:
    rows = year.criteria.order_by("position")
    return {
        "criteria": "; ".join(
            f"{row.text}: {rules.points_text(row.max_points)}{' (thưởng)' if row.is_bonus else ''}" for row in rows
        ),
        "points_basis": ClusterYear.objects.values_list("points_basis", flat=True).get(pk=year.pk),
    }
