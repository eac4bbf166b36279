"""What a published compilation tells everybody: communes with their counts, small ones hidden."""

from dataclasses import dataclass
from fractions import Fraction

from campaign_portal.foundation import quantities, small_cells
from campaign_portal.foundation.small_cells import Shown
from emulation.poverty.models import ReviewApproval
from emulation.poverty.rules.columns import HOUSEHOLDS, field_name
from emulation.poverty.selectors.approvals.sent import covered_figures
from emulation.territory.models import Unit

TOTAL, POOR, NEAR = (field_name(HOUSEHOLDS, key) for key in ("total", "poor_end", "near_end"))


@dataclass(frozen=True)
class Row:
    """A commune, or all together; a count is a number, "<5", or "…" where it would give a small one back."""

    unit: Unit
    total: Shown
    poor: Shown
    near: Shown

    @property
    def poor_rate(self) -> Fraction | None:
        return _rate(self.poor, self.total)

    @property
    def near_rate(self) -> Fraction | None:
        return _rate(self.near, self.total)


def _rate(part: Shown, whole: Shown) -> Fraction | None:
    return quantities.rate(part, whole) if isinstance(part, int) and isinstance(whole, int) else None


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    total: Row

    @property
    def hides(self) -> bool:
        return any(isinstance(count, str) for row in self.rows for count in (row.total, row.poor, row.near))


def published_table(approval: ReviewApproval) -> Table:
    """By the figures that the last sending covered; two statements.

    The columns of poor and near-poor households add up to no other that is shown, so each is protected by itself: where
    a whole province has many small counts, hiding goes no further than it must (decision 0076).
    """
    found = {pk: counts for pk, (_, counts) in covered_figures(approval).items()}
    units = list(Unit.objects.filter(pk__in=found).select_related("province", "district").order_by("code", "pk"))
    columns, sums = [], []
    for name in (TOTAL, POOR, NEAR):
        column, total = small_cells.protect_column([found[unit.pk][name] or 0 for unit in units])
        columns.append(column)
        sums.append(total)
    rows = [Row(unit, *counts) for unit, *counts in zip(units, *columns, strict=True)]
    return Table(rows, Row(approval.unit, *sums))
