"""Proposals for a sheet: the unit's figure shared evenly, by households, or by poor households."""

from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation.errors import Refused
from emulation.targets.rules import sharing
from emulation.targets.selectors.assigning import Grid

EVEN, BY_HOUSEHOLDS, BY_POOR = "deu", "ho", "ngheo"
WORDS = {EVEN: "như nhau", BY_HOUSEHOLDS: "theo số hộ dân cư", BY_POOR: "theo số hộ nghèo"}


def ways(grid: Grid) -> list[tuple[str, str]]:
    """A rate given evenly is at the same time given by households: one button for both."""
    kinds = (EVEN, BY_POOR) if grid.spec.is_rate else (EVEN, BY_HOUSEHOLDS, BY_POOR)
    return [(kind, WORDS[kind]) for kind in kinds]


def propose(grid: Grid, kind: str, whole: Decimal | None) -> dict[int, Decimal]:
    """Unit id → figure, adding up to `whole` (to half a hundredth of a point, of rates).

    Refuses without a figure to share, and without the counts to share it by: the places that lack them are named.
    """
    if whole is None:
        raise Refused(f"Chưa có mức của {grid.sheet.unit.title} để chia; xin ghi mức trước.")
    needs_poor, needs_households = kind == BY_POOR, kind == BY_HOUSEHOLDS or (grid.spec.is_rate and kind == BY_POOR)
    lacking = [
        share.unit.title
        for share in grid.shares
        if (needs_poor and share.poor is None) or (needs_households and share.households is None)
    ]
    if lacking:
        raise Refused(f"Chưa chia được {WORDS[kind]}: chưa có số đầu năm đã duyệt của {', '.join(lacking)}.")
    found = _rates(grid, kind, Fraction(whole)) if grid.spec.is_rate else _counts(grid, kind, whole)
    return {share.unit.pk: value for share, value in zip(grid.shares, found, strict=True)}


def _counts(grid: Grid, kind: str, whole: Decimal) -> list[Decimal]:
    weights = {
        EVEN: [1] * len(grid.shares),
        BY_HOUSEHOLDS: [share.households or 0 for share in grid.shares],
        BY_POOR: [share.poor or 0 for share in grid.shares],
    }[kind]
    return [Decimal(number) for number in sharing.shares(int(whole), weights)]


def _rates(grid: Grid, kind: str, whole: Fraction) -> list[Decimal]:
    if kind == BY_POOR:
        households = [share.households or 0 for share in grid.shares]
        found = sharing.falls(whole, households, [share.poor or 0 for share in grid.shares])
    else:
        found = [whole] * len(grid.shares)
    return [Decimal(one.numerator) / Decimal(one.denominator) for one in found]
