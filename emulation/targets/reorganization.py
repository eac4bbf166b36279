"""Reorganisation: planned counts of the year add up at the successor of whole mergers; rates do not and are named."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from campaign_portal.foundation.ledger import Ledger
from emulation.targets.models import Indicator, TargetAssignment
from emulation.territory.models import Unit
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.selectors.ground import in_parts

ADDS_UP = frozenset({Indicator.Measure.COUNT, Indicator.Measure.VND})


def _assigned(plan: Plan) -> list[TargetAssignment]:
    rows = TargetAssignment.objects.filter(is_current=True, year=plan.on.year).select_related("indicator", "unit")
    return list(in_parts(rows.order_by("pk"), "unit", plan.ended))


def _adds_up(assignment: TargetAssignment, plan: Plan) -> bool:
    return assignment.indicator.measure in ADDS_UP and assignment.unit_id in plan.whole_to


class Targets:
    key = "targets"
    title = "Chỉ tiêu giao"

    def touched(self, plan: Plan) -> Iterator[Line]:
        assigned = _assigned(plan)
        yield from line(
            Weight.CHANGE, "chỉ tiêu đếm được cộng lại cho đơn vị mới", [a for a in assigned if _adds_up(a, plan)]
        )
        yield from line(
            Weight.ASK,
            "chỉ tiêu là tỷ lệ, hoặc của đơn vị chia tách: không so sánh được, xin giao lại",
            [a for a in assigned if not _adds_up(a, plan)],
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        sums: dict[tuple[int, int, int], Decimal] = defaultdict(Decimal)
        for assignment in _assigned(plan):
            if _adds_up(assignment, plan):
                unit = plan.row(plan.whole_to[assignment.unit_id])
                sums[assignment.campaign_id, assignment.indicator_id, unit] += assignment.value
        receiving = {unit for _, _, unit in sums}
        units = {unit.pk: unit for unit in in_parts(Unit.objects.all(), "pk", receiving)}
        rows = TargetAssignment.objects.filter(is_current=True, year=plan.on.year)
        there = set(in_parts(rows.values_list("campaign_id", "indicator_id", "unit_id"), "unit", receiving))
        ledger.make(
            TargetAssignment,
            (
                TargetAssignment(
                    **TargetAssignment.ancestors_of(units[unit]),
                    campaign_id=campaign,
                    indicator_id=indicator,
                    year=plan.on.year,
                    value=value,
                    decision=plan.reorganization.legal_basis[:120],
                    assigned_on=plan.on,
                    assigned_by=plan.reorganization.made_by,
                )
                for (campaign, indicator, unit), value in sums.items()
                if (campaign, indicator, unit) not in there
            ),
        )


SECTION = Targets()
