"""Giving a unit's figure to its children: whose turn, what to weigh by, what is left, what stands in the way."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation import clock, quantities, vietnamese
from campaign_portal.foundation.errors import Problem
from emulation.campaigns.models import Campaign
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.targets.models import AssignmentLine, AssignmentSheet, Indicator, Target, TargetAssignment
from emulation.targets.rules import IndicatorSpec, wording
from emulation.targets.rules.indicators import NEAR_POOR, POOR_AND_NEAR
from emulation.targets.rules.sharing import Adds, Balance, balance
from emulation.targets.selectors.progress import progress
from emulation.territory.models import Level, Unit

BELOW_WORDS = {Level.DISTRICT: "huyện", Level.COMMUNE: "xã", Level.HAMLET: "thôn"}
SCOPES = {
    Level.DISTRICT: Target.Scope.EACH_DISTRICT,
    Level.COMMUNE: Target.Scope.EACH_COMMUNE,
    Level.HAMLET: Target.Scope.EACH_HAMLET,
}


def day_of(year: int) -> dt.date:
    """The day whose units a year's figures are given to: today within the year, else its nearer end."""
    return min(max(clock.today(), dt.date(year, 1, 1)), dt.date(year, 12, 31))


def children_of(unit: Unit, year: int) -> list[Unit]:
    """The units directly below, in official order: districts, communes of two tiers, or hamlets."""
    found = Unit.objects.valid_on(day_of(year)).filter(parent=unit).select_related("district", "province", "commune")
    return list(found.order_by("code", "pk") if unit.level != Level.COMMUNE else found.order_by("pk"))


def assignable(campaign: Campaign) -> list[Indicator]:
    """What can be given for a year: first what the campaign's targets speak of, then the rest of the catalogue."""
    asked = list(campaign.targets.order_by("position").values_list("indicator_id", flat=True))
    found = Indicator.objects.filter(campaign=None) | Indicator.objects.filter(campaign=campaign)
    able = [
        indicator for indicator in found.select_related("campaign").order_by("pk") if indicator.spec.can_be_assigned
    ]
    return sorted(able, key=lambda one: asked.index(one.pk) if one.pk in asked else len(asked))


@dataclass(frozen=True)
class Whole:
    """The parent's own figure and where it comes from. `is_given`: somebody above or the plan itself says it."""

    value: Decimal | None = None
    high: Decimal | None = None
    source: str = ""
    is_given: bool = False


def whole_of(sheet: AssignmentSheet) -> Whole:
    """Assigned from above; else what the campaign's plan asks of the unit; else what the unit typed itself."""
    if not sheet.is_open:
        return Whole(sheet.whole, sheet.whole_high, sheet.whole_source, bool(sheet.whole_source))
    return given_whole(sheet.campaign, sheet.indicator, sheet.year, sheet.unit) or Whole(sheet.whole)


def given_whole(campaign: Campaign, indicator: Indicator, year: int, unit: Unit) -> Whole | None:
    rows = TargetAssignment.objects.filter(
        campaign=campaign, indicator=indicator, unit=unit, year=year, is_current=True
    ).select_related("sheet")
    row = rows.first()
    if row is not None and (row.sheet is None or row.sheet.unit_id != unit.pk) and unit.pk != campaign.unit_id:
        return Whole(row.value, None, f"{row.decision} ngày {vietnamese.day(row.assigned_on)}", True)
    if unit.pk != campaign.unit_id:
        return None
    target = _asked_of_all(campaign, indicator, year)
    if target is None:
        return None
    clause = f"mục {target.clause} của " if target.clause else ""
    return Whole(target.low, target.high, f"{clause}kế hoạch “{campaign.short_name}”", True)


def _asked_of_all(campaign: Campaign, indicator: Indicator, year: int) -> Target | None:
    """The target that asks at least so much of the launching unit in this one year, of everybody."""
    found = campaign.targets.filter(
        indicator=indicator,
        condition=Target.Condition.AT_LEAST,
        span__in=[Target.Span.IN_YEAR, Target.Span.EACH_YEAR],
        first_year__lte=year,
        last_year__gte=year,
    )
    return next((row for row in found if Target.Scope.UNIT in row.scopes and not row.groups and not row.marks), None)


@dataclass(frozen=True)
class Share:
    """One child of the grid: what it gets, what it is weighed by, how last year went."""

    unit: Unit
    value: Decimal | None = None
    households: int | None = None
    poor: int | None = None  # of the kind the indicator speaks of
    last: Fraction | None = None
    before: Decimal | None = None  # what the version before gave

    @property
    def poor_rate(self) -> Fraction | None:
        return quantities.rate(self.poor, self.households)

    @property
    def in_households(self) -> int | None:
        """How many households a fall in points is, rounded."""
        if self.value is None or self.households is None:
            return None
        return int(quantities.round_half_up(Fraction(self.value) * self.households / 100, 0))


@dataclass(frozen=True)
class Grid:
    """A sheet with its children and the sums."""

    sheet: AssignmentSheet
    spec: IndicatorSpec
    whole: Whole
    shares: tuple[Share, ...]

    @property
    def child_word(self) -> str:
        """ "xã, phường", "thôn": by the kinds that are there, the plainest first."""
        kinds = sorted({share.unit.kind.lower() for share in self.shares}, key=len)
        if not kinds:
            return "đơn vị"
        return ", ".join(kinds) if len(kinds) < 4 else BELOW_WORDS.get(Level(self.shares[0].unit.level), "đơn vị")

    @property
    def households(self) -> int | None:
        return _sum(share.households for share in self.shares)

    @property
    def poor(self) -> int | None:
        return _sum(share.poor for share in self.shares)

    @property
    def balance(self) -> Balance:
        return self.balance_of([share.value for share in self.shares], self.whole.value)

    def balance_of(self, values: Sequence[Decimal | None], whole: Decimal | None) -> Balance:
        return balance(
            self.spec.is_rate,
            None if whole is None else Fraction(whole),
            [None if value is None else Fraction(value) for value in values],
            [share.households for share in self.shares],
            high=None if self.whole.high is None else Fraction(self.whole.high),
        )


def _sum(counts: Iterator[int | None]) -> int | None:
    found = list(counts)
    return None if None in found or not found else sum(filter(None, found))


def grid_of(sheet: AssignmentSheet) -> Grid:
    """A draft against today's children, bases and results; an issued sheet as it was issued."""
    lines = {line.unit_id: line for line in sheet.lines.select_related("unit").order_by("position")}
    spec = sheet.indicator.spec
    if not sheet.is_open:
        shares = tuple(_kept(line) for line in lines.values())
        return Grid(sheet, spec, whole_of(sheet), shares)
    children = children_of(sheet.unit, sheet.year)
    bases = _bases(sheet, children)
    last = last_results(sheet, children)
    before = _current(sheet, children)
    return Grid(
        sheet,
        spec,
        whole_of(sheet),
        tuple(
            Share(
                child,
                lines[child.pk].value if child.pk in lines else None,
                *bases.get(child.pk, (None, None)),
                last=last.get(child.pk),
                before=before.get(child.pk),
            )
            for child in children
        ),
    )


def _kept(line: AssignmentLine) -> Share:
    last = None if line.last is None else Fraction(line.last)
    return Share(line.unit, line.value, line.households, line.poor, last)


def _bases(sheet: AssignmentSheet, children: Sequence[Unit]) -> dict[int, tuple[int | None, int | None]]:
    """Households, and poor ones (near-poor ones, of such an indicator), on the approved list the year began with."""
    if not children:
        return {}
    level = Level(children[0].level)
    period = poverty.opening_period(sheet.year)
    states = {ReviewSet.State.APPROVED}
    sums = poverty.sums_by(level.column, period, sheet.unit, sheet.campaign.standard, states)
    keys = {NEAR_POOR: ("near_end",), POOR_AND_NEAR: ("poor_end", "near_end")}
    wanted = keys.get(sheet.indicator.spec.quantity, ("poor_end",))
    return {
        place: (counts["households_total"], _sum(counts[f"households_{key}"] for key in wanted))
        for place, (counts, _, _) in sums.items()
    }


def last_results(sheet: AssignmentSheet, children: Sequence[Unit]) -> dict[int, Fraction]:
    """What each child reached in the year before, by the one engine."""
    if not children or Level(children[0].level) not in SCOPES:
        return {}
    asked = transient(sheet.campaign, sheet.indicator, sheet.year - 1, Level(children[0].level))
    cases = progress(sheet.campaign, sheet.unit, [asked])[0].each.get(children[0].level, ())
    found = {case.unit.pk: case.evaluations[-1].result for case in cases}
    return {unit: result for unit, result in found.items() if result is not None}


def transient(campaign: Campaign, indicator: Indicator, year: int, level: Level) -> Target:
    """A question that no plan asks, never saved: what the units of a level reached in one year."""
    return Target(
        campaign=campaign,
        indicator=indicator,
        text=indicator.name,
        scopes=[SCOPES[level].value],
        condition=Target.Condition.AT_LEAST,
        span=Target.Span.IN_YEAR,
        first_year=year,
        last_year=year,
        base_year=year - 1,
    )


def _current(sheet: AssignmentSheet, children: Sequence[Unit]) -> dict[int, Decimal]:
    rows = TargetAssignment.objects.filter(
        campaign=sheet.campaign, indicator=sheet.indicator, year=sheet.year, unit__in=children, is_current=True
    )
    return dict(rows.values_list("unit_id", "value"))


# --- What stands in the way -------------------------------------------------------------------------------------------


def unfinished(sheet: AssignmentSheet) -> list[Problem]:
    """What a draft lacks before it is issued; a plan that does not add up only with its reason (product 3)."""
    return lacks(grid_of(sheet), sheet.mismatch_reason)


def lacks(grid: Grid, reason: str, values: Sequence[Decimal | None] | None = None, whole: Decimal | None = None):
    """The same of figures that are being typed."""
    typed = [share.value for share in grid.shares] if values is None else values
    own = grid.whole.value if values is None else whole
    found = grid.balance_of(typed, own)
    if not grid.shares:
        return [Problem(f"{grid.sheet.unit.opening_title} không có đơn vị nào trực tiếp bên dưới để giao.")]
    empty = [share.unit for share, value in zip(grid.shares, typed, strict=True) if value is None]
    if empty:
        named = ", ".join(unit.title for unit in empty[:3])
        more = f" và {len(empty) - 3} nơi nữa" if len(empty) > 3 else ""
        return [Problem(f"Chưa ghi mức của {named}{more}; không giao thì ghi 0.", field=f"v_{empty[0].pk}")]
    if found.needs_reason and not reason.strip():
        return [Problem(f"{mismatch(grid, found)} Sửa lại, hoặc ghi vì sao vẫn giao như vậy.", field="mismatch_reason")]
    return []


def mismatch(grid: Grid, found: Balance) -> str:
    """Why it does not add up, in one sentence with both numbers; "" where it does."""
    measure, unit = grid.spec.measure, f" {grid.spec.unit_of_measure}"
    of = f"mức của {grid.sheet.unit.title}"
    if found.adds == Adds.UNKNOWN:
        without = ", ".join(share.unit.title for share in grid.shares if share.households is None)
        return f"Chưa cộng được mức chung: chưa có số hộ dân cư đầu năm đã duyệt của {without or 'các nơi'}."
    if found.adds not in {Adds.ABOVE, Adds.BELOW} or found.total is None or found.whole is None:
        return ""
    bound = found.high if found.adds == Adds.ABOVE and found.high is not None else found.whole
    places = wording.places_apart(found.total, bound)
    total, asked = (wording.figure_text(measure, value, places=places) for value in (found.total, bound))
    apart = wording.figure_text(measure, abs(found.total - bound), places=places)
    how = "Tính theo số hộ, các nơi cùng giảm" if grid.spec.is_rate else "Cộng các nơi được"
    than = "cao hơn" if grid.spec.is_rate else "nhiều hơn"
    less = "thấp hơn" if grid.spec.is_rate else "ít hơn"
    return f"{how} {total}{unit}, {than if found.adds == Adds.ABOVE else less} {of} {asked}{unit} là {apart}{unit}."


# --- Lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToPass:
    """A figure that a unit got and has not given on."""

    indicator: Indicator
    year: int
    value: Decimal
    source: str


def to_pass_on(campaign: Campaign, unit: Unit, year: int) -> list[ToPass]:
    """What the unit was given (or the plan asks of it) for a year and nobody below has yet."""
    begun = AssignmentSheet.objects.filter(campaign=campaign, unit=unit, year=year).exclude(
        state=AssignmentSheet.State.DROPPED
    )
    done = set(begun.values_list("indicator_id", flat=True))
    below = TargetAssignment.objects.filter(campaign=campaign, unit__parent=unit, year=year, is_current=True)
    done |= set(below.values_list("indicator_id", flat=True))
    if unit.level == Level.HAMLET or not children_of(unit, year):
        return []
    rows = TargetAssignment.objects.filter(campaign=campaign, unit=unit, year=year, is_current=True)
    waiting = {
        row.indicator_id: ToPass(
            row.indicator, year, row.value, f"{row.decision} ngày {vietnamese.day(row.assigned_on)}"
        )
        for row in rows.select_related("indicator").order_by("indicator_id")
        if row.indicator_id not in done
    }
    return list(waiting.values())


def issued_by(unit: Unit, campaign: Campaign, year: int) -> list[int]:
    """The indicators a unit has given for a year."""
    sheets = AssignmentSheet.objects.filter(unit=unit, campaign=campaign, year=year, state=AssignmentSheet.State.ISSUED)
    return list(sheets.values_list("indicator_id", flat=True))


def versions_of(sheet: AssignmentSheet) -> list[AssignmentSheet]:
    """Every decision on the same figures, the newest first."""
    same = AssignmentSheet.objects.filter(
        campaign=sheet.campaign, indicator=sheet.indicator, year=sheet.year, unit=sheet.unit
    )
    return list(same.filter(state__in=AssignmentSheet.BINDING).select_related("indicator", "unit").order_by("-version"))


def of_one_decision(sheet: AssignmentSheet) -> list[AssignmentSheet]:
    """The sheets one decision issued: one for each indicator it gives. A draft alone."""
    if not sheet.is_binding:
        return [sheet]
    same = AssignmentSheet.objects.filter(
        campaign=sheet.campaign,
        unit=sheet.unit,
        year=sheet.year,
        decision_number=sheet.decision_number,
        decision_on=sheet.decision_on,
        state__in=AssignmentSheet.BINDING,
    )
    return list(same.select_related("indicator", "unit", "campaign").order_by("indicator_id", "version"))


@dataclass(frozen=True)
class Link:
    """One step of the chain a plan came down by."""

    unit: Unit
    value: Decimal | None
    source: str
    on: dt.date | None
    sheet_id: int | None


def chain_down(campaign: Campaign, indicator: Indicator, unit: Unit, year: int) -> list[Link]:
    """From the launching unit to this one: what each was given, by which paper."""
    ids = [pk for pk in (unit.province_id, unit.district_id, unit.commune_id, unit.pk) if pk]
    rows = TargetAssignment.objects.filter(
        campaign=campaign, indicator=indicator, year=year, unit__in=ids, is_current=True
    )
    found = {row.unit_id: row for row in rows.select_related("unit")}
    links = [
        Link(row.unit, row.value, row.decision, row.assigned_on, row.sheet_id)
        for row in sorted(found.values(), key=lambda row: ids.index(row.unit_id))
    ]
    top = given_whole(campaign, indicator, year, campaign.unit) if campaign.unit_id not in found else None
    return [Link(campaign.unit, top.value, top.source, None, None), *links] if top else links
