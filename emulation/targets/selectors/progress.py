"""Every target of a campaign as it stands: for whom it is asked, year by year, with the numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaign_portal.foundation import clock
from emulation.campaigns.models import Campaign
from emulation.poverty.models import ReviewSet
from emulation.targets.models import Target, TargetAssignment
from emulation.targets.rules.facts import columns
from emulation.targets.rules.goals import judge, overall
from emulation.targets.rules.language import Goal, Scope
from emulation.targets.rules.verdicts import GOOD, Evaluation, Verdict
from emulation.targets.selectors.facts import Finder, Place, area_of, place_of
from emulation.targets.selectors.sources import Ground, load
from emulation.territory.models import Level, Unit

LEVEL_OF = {Scope.EACH_DISTRICT: Level.DISTRICT, Scope.EACH_COMMUNE: Level.COMMUNE, Scope.EACH_HAMLET: Level.HAMLET}
_BELOW = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET]


@dataclass(frozen=True)
class Case:
    """A target asked of one place and population: one evaluation a year, or one at all."""

    unit: Unit
    group: str  # key
    group_name: str
    is_area: bool
    evaluations: tuple[Evaluation, ...]

    @cached_property
    def verdict(self) -> Verdict:
        return overall(self.evaluations)

    def in_year(self, year: int) -> Evaluation:
        """The evaluation a year is about: its own column, or the last."""
        return next((one for one in self.evaluations if one.year == year), self.evaluations[-1])


@dataclass(frozen=True)
class Progress:
    """One target with every case of it below a unit."""

    target: Target
    goal: Goal
    years: tuple[int, ...]
    own: tuple[Case, ...]  # of the launching unit as a whole (or of its marked ground)
    each: Mapping[str, tuple[Case, ...]]  # level → the units of it
    skipped: tuple[str, ...] = ()  # levels too far below to be judged on this page

    @property
    def cases(self) -> list[Case]:
        return [*self.own, *(case for cases in self.each.values() for case in cases)]

    def counted(self, level: str) -> Counter[Verdict]:
        return Counter(case.verdict for case in self.each[level])

    def good(self, level: str) -> int:
        return sum(case.verdict in GOOD for case in self.each[level])


def working_year(campaign: Campaign) -> int:
    """The year a campaign is in: today's, within its own years."""
    return min(max(clock.today().year, campaign.starts_on.year), campaign.ends_on.year)


def years_of(campaign: Campaign, targets: Iterable[Target]) -> range:
    """Every year whose end some target looks at."""
    first = {campaign.starts_on.year - 1} | {target.base_year for target in targets if target.base_year}
    return range(min(first), campaign.ends_on.year + 1)


def progress(
    campaign: Campaign,
    unit: Unit,
    targets: Sequence[Target],
    states: Iterable[str] = ReviewSet.SENT,
    *,
    period: str | None = None,
    only: Collection[int] | None = None,
) -> list[Progress]:
    """Each target's cases at and below a unit. The number of statements does not grow with the units.

    `only` keeps to some units (their ids), hamlets of a whole province among them.
    """
    states = list(states)
    years = years_of(campaign, targets)
    far = only is not None or unit.level != Level.PROVINCE
    ground = load(campaign, unit, targets, years, states=states, period=period, with_hamlets=far)
    entering = not set(states) <= set(ReviewSet.SENT)
    return [_progress(campaign, unit, target, ground, entering, only) for target in targets]


def cases_of(campaign: Campaign, units: Collection[Unit]) -> dict[int, list[tuple[Target, Case]]]:
    """Unit id → what the campaign asks of each such unit, and how it stands (S0 III-TC, S1 III.1)."""
    targets = list(campaign.targets.select_related("indicator__campaign", "standard"))
    found: dict[int, list[tuple[Target, Case]]] = {unit.pk: [] for unit in units}
    for item in progress(campaign, campaign.unit, targets, only=found.keys()):
        for case in (case for cases in item.each.values() for case in cases):
            found[case.unit.pk].append((item.target, case))
    return found


def _progress(
    campaign: Campaign, unit: Unit, target: Target, ground: Ground, entering: bool, only: Collection[int] | None
) -> Progress:
    goal = target.goal
    groups: list[Mapping[str, str] | None] = list(target.groups) or [None]
    finders = [Finder(campaign, ground, target, group) for group in groups]
    years = tuple(columns(goal))
    own: list[Case] = []
    each: dict[str, tuple[Case, ...]] = {}
    skipped = []
    for scope in goal.scopes:
        if scope == Scope.UNIT and (unit.pk == campaign.unit_id or target.pk is None):
            place = place_of(ground, unit, by_hamlet=entering)
            own += [_case(finder, place, years) for finder in finders]
        elif scope == Scope.MARKED_AREA and unit.pk == campaign.unit_id:
            area = area_of(ground, unit, _marked(ground, goal))
            own += [_case(finder, area, years) for finder in finders]
        elif scope in LEVEL_OF:
            level = LEVEL_OF[scope]
            if level == Level.HAMLET and unit.level == Level.PROVINCE and only is None:
                skipped.append(level)
            elif _BELOW.index(level) >= _BELOW.index(Level(unit.level)):
                units = [one for one in _units(ground, unit, level, goal) if only is None or one.pk in only]
                each[level] = tuple(
                    _case(finder, place_of(ground, one, by_hamlet=entering), years, _lender(one))
                    for one in units
                    for finder in finders
                )
    return Progress(target, goal, years, tuple(own), each, tuple(skipped))


def _lender(unit: Unit) -> Unit | None:
    """A hamlet without its own plan is judged on its commune's (S3 V.5)."""
    return unit.commune if unit.level == Level.HAMLET else None


def _marked(ground: Ground, goal: Goal) -> set[int]:
    return ground.marked(goal.marks, goal.first_year, goal.last_year)


def _units(ground: Ground, unit: Unit, level: str, goal: Goal) -> list[Unit]:
    """The units of a level that exist in the target's last year (or today), with its mark where it names one."""
    if level == Level.HAMLET:
        found = list(ground.hamlets)
    elif level == Level.COMMUNE:
        found = list(ground.communes)
    else:
        found = list({row.district_id: row.district for row in ground.communes if row.district}.values())
        if unit.level == Level.DISTRICT:
            found = [unit]
    day = min(clock.today(), clock.today().replace(year=goal.last_year, month=12, day=31))
    existing = [row for row in found if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)]
    if not goal.marks:
        return existing
    marked = _marked(ground, goal)
    return [row for row in existing if row.pk in marked]


def _case(finder: Finder, place: Place, years: Sequence[int], lender: Unit | None = None) -> Case:
    facts = finder.facts(place, lender)
    return Case(
        place.unit,
        finder.group,
        finder.group_name,
        place.is_area,
        tuple(judge(finder.goal, facts, year) for year in years),
    )


# --- One line a target: what is asked of a unit as a whole ------------------------------------------------------------


@dataclass(frozen=True)
class TargetProgress:
    """One target of a unit as it stands in a year: the figures' period, and the verdict with its numbers."""

    target: Target
    evaluation: Evaluation
    period: str | None
    group_name: str = ""

    @property
    def is_provisional(self) -> bool:
        return self.evaluation.is_provisional or self.period is None

    @property
    def verdict_words(self) -> tuple[str, str]:
        return self.evaluation.words


def progress_of(
    campaign: Campaign, unit: Unit, states: Iterable[str] = ReviewSet.SENT, *, period: str | None = None
) -> list[TargetProgress]:
    """What is asked of this unit as a whole, by the figures of a period (the latest of its year by default).

    Of the unit that launched the campaign: the campaign's own targets. Of a unit below it: what it was assigned.
    """
    year = int(period[:4]) if period else working_year(campaign)
    found = progress(campaign, unit, asked_of(campaign, unit, year), states, period=period)
    shown = []
    for item in found:
        for case in item.own:
            evaluation = case.in_year(year)
            shown.append(TargetProgress(item.target, evaluation, _period(evaluation), case.group_name))
    return shown


def _period(evaluation: Evaluation) -> str | None:
    """The period of a year's figures; None where they go by no period."""
    end = evaluation.end
    months = 0 if end is None else int(end.elapsed * 12)
    if end is None or months not in {3, 6, 9, 12}:
        return None
    return f"{end.year}-Q1" if months == 3 else f"{end.year}-M{months:02d}"


def asked_of(campaign: Campaign, unit: Unit, year: int) -> list[Target]:
    if unit.pk == campaign.unit_id:
        targets = campaign.targets.select_related("indicator__campaign", "standard")
        return [target for target in targets if {Target.Scope.UNIT, Target.Scope.MARKED_AREA} & set(target.scopes)]
    plans = TargetAssignment.objects.filter(campaign=campaign, unit=unit, year=year, is_current=True)
    return [
        Target(
            campaign=campaign,
            indicator=plan.indicator,
            text=f"{plan.indicator.name} theo kế hoạch giao",
            scopes=[Target.Scope.UNIT.value],
            condition=Target.Condition.AT_LEAST,
            low=plan.value,
            span=Target.Span.IN_YEAR,
            first_year=plan.year,
            last_year=plan.year,
        )
        for plan in plans.select_related("indicator").order_by("indicator_id")
    ]
