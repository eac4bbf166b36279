"""Reorganisation: reviews keep their commune for good, with their rows and the lines of those; open ones stop where
they stand. Figures before and after.

A review is approved by the units that stood above its commune. Once they end nobody can finish it, so that an open one
is named to a person beforehand; the successor makes a review of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from campaign_portal.foundation.ledger import Ledger
from emulation.poverty.models import CommuneTotal, ReviewApproval, ReviewSet
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.rules import changes
from emulation.territory.rules.changes import Going, Ref
from emulation.territory.selectors.ground import in_parts

COUNTS = ("households_total", "households_poor_end", "households_near_end")
Counts = tuple[int, int, int]


class Reviews:
    key = "poverty"
    title = "Rà soát hộ nghèo"

    def touched(self, plan: Plan) -> Iterator[Line]:
        rows = ReviewSet.objects.in_hand().select_related("unit").order_by("pk")
        found = list(in_parts(rows, "unit", plan.ended))
        sent = [review for review in found if review.state == ReviewSet.State.SUBMITTED]
        yield from line(Weight.ASK, "đợt rà soát đã nộp, chưa duyệt: xin duyệt hoặc trả lại trước khi áp dụng", sent)
        yield from line(
            Weight.ASK,
            "đợt rà soát đang làm: dừng lại với đơn vị cũ, đơn vị mới rà soát lại",
            [review for review in found if review.state != ReviewSet.State.SUBMITTED],
        )

        yield from self._compilations(plan)

    def _compilations(self, plan: Plan) -> Iterator[Line]:
        """Those that nobody can finish once their unit has ended; what was approved keeps its unit and its decision."""
        rows = ReviewApproval.objects.filter(is_current=True).select_related("unit").order_by("pk")
        found = list(in_parts(rows.exclude(state__in=ReviewApproval.SETTLED), "unit", plan.ended))
        sent = [one for one in found if one.state == ReviewApproval.State.SUBMITTED]
        yield from line(
            Weight.ASK,
            "bản tổng hợp rà soát đã trình, chưa phê duyệt: xin phê duyệt hoặc trả lại trước khi áp dụng",
            sent,
        )
        yield from line(
            Weight.ASK,
            "bản tổng hợp rà soát đang làm: dừng lại; tỉnh tổng hợp thẳng các xã của đơn vị ấy",
            [one for one in found if one.state != ReviewApproval.State.SUBMITTED],
        )

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        """Nothing is written: what was found of a commune stays with it."""


@dataclass(frozen=True)
class Row:
    """One unit of the preview's figures; `counts` are households, poor, near-poor."""

    name: str
    counts: Counts
    communes: int


@dataclass(frozen=True)
class Figures:
    """Households, poor and near-poor of the latest approved review of each commune, at the top level that is shown.

    `before` of the old map, `after` of the new; `apart` cannot be carried: of a commune that went in parts to several
    of these units the share is not known.
    """

    level: str
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    apart: tuple[Row, ...]

    @property
    def total_before(self) -> Counts:
        return _sum(row.counts for row in self.before)

    @property
    def total_after(self) -> Counts:
        return _sum(row.counts for row in self.after)

    @property
    def total_apart(self) -> Counts:
        return _sum(row.counts for row in self.apart)

    @property
    def is_conserved(self) -> bool:
        return self.total_before == _sum((self.total_after, self.total_apart))


def figures(plan: Plan) -> Figures:
    """The figures at province level; of a reorganisation within one province or district, of the communes it touches
    and their successors. Three statements, however large the country."""
    latest = _latest_totals(plan)
    if plan.reorganization.within_id is None:
        return _by_province(plan, latest)
    return _by_commune(plan, latest)


def _latest_totals(plan: Plan) -> dict[int, Counts]:
    rows = (
        CommuneTotal.objects.filter(review__is_current=True, review__state=ReviewSet.State.APPROVED)
        .order_by("period")
        .values_list("unit_id", *COUNTS)
    )
    communes = [u.pk for u in plan.ground.units.values() if u.level == changes.COMMUNE and u.is_valid(plan.eve)]
    if plan.reorganization.within_id is not None:
        communes = [pk for pk in communes if pk in plan.ended]
    return {unit: (total or 0, poor or 0, near or 0) for unit, total, poor, near in in_parts(rows, "unit", communes)}


def _by_province(plan: Plan, latest: dict[int, Counts]) -> Figures:
    """A commune that was split within one new province is carried altogether; only its own level cannot say how."""
    goings = _goings_of(plan)
    before: dict[Ref, list[Counts]] = defaultdict(list)
    after: dict[Ref, list[Counts]] = defaultdict(list)
    apart = []
    for pk, counts in latest.items():
        known = plan.ground.units[pk]
        if known.province:
            before[known.province].append(counts)
        tops = {plan.above(going.new)["province"] for going in goings[pk]} if pk in goings else {known.province}
        if len(tops) == 1 and (top := tops.pop()) is not None:
            after[top].append(counts)
        else:
            apart.append(Row(plan.ground.named(pk), counts, 1))
    return Figures(changes.PROVINCE, _rows(plan, before), _rows(plan, after), tuple(apart))


def _by_commune(plan: Plan, latest: dict[int, Counts]) -> Figures:
    after: dict[Ref, list[Counts]] = defaultdict(list)
    before: dict[Ref, list[Counts]] = {}
    apart = []
    for pk, counts in latest.items():
        before[pk] = [counts]
        if pk in plan.whole_to:
            after[plan.whole_to[pk]].append(counts)
        else:
            apart.append(Row(plan.ground.named(pk), counts, 1))
    return Figures(changes.COMMUNE, _rows(plan, before), _rows(plan, after), tuple(apart))


def _goings_of(plan: Plan) -> dict[int, list[Going]]:
    found: dict[int, list[Going]] = defaultdict(list)
    for going in plan.change.goings:
        found[going.old].append(going)
    return found


def _rows(plan: Plan, by_unit: dict[Ref, list[Counts]]) -> tuple[Row, ...]:
    named = ((plan.title(ref), counts) for ref, counts in by_unit.items())
    return tuple(
        Row(title[:1].upper() + title[1:], _sum(counts), len(counts))
        for title, counts in sorted(named, key=lambda n: n[0])
    )


def _sum(counts) -> Counts:
    total = [0, 0, 0]
    for row in counts:
        for at, value in enumerate(row):
            total[at] += value
    return total[0], total[1], total[2]


SECTION = Reviews()
