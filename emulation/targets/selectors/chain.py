"""What stands behind one verdict: the plan from above, and the figures it was added up from below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from emulation.campaigns.models import Campaign
from emulation.poverty.models import ReviewSet
from emulation.targets.models import Target
from emulation.targets.rules import Evaluation, wording
from emulation.targets.rules.facts import columns
from emulation.targets.rules.projecting import Outlook, outlook
from emulation.targets.selectors.assigning import SCOPES, Link, chain_down
from emulation.targets.selectors.plans import assigned
from emulation.targets.selectors.progress import Case, progress
from emulation.territory.models import Level, Unit

_BELOW = {Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE), Level.DISTRICT: (Level.COMMUNE,)}


@dataclass(frozen=True)
class Chain:
    """One unit, target, group and year. `case` is None where the target is not asked of the unit."""

    year: int
    case: Case | None
    evaluation: Evaluation | None
    outlook: Outlook | None
    plans: Sequence[Link] = ()
    parts: Sequence[tuple[Unit, Evaluation, Decimal | None]] = ()  # with what each was assigned

    @property
    def plan(self) -> Fraction | None:
        """What this unit itself was assigned."""
        own = self.plans[-1] if self.plans and self.case and self.plans[-1].unit.pk == self.case.unit.pk else None
        return None if own is None or own.value is None else Fraction(own.value)

    @property
    def attainment(self) -> str:
        return wording.attainment_text(self.evaluation, self.plan) if self.evaluation else ""


def chain(
    campaign: Campaign,
    unit: Unit,
    target: Target,
    year: int,
    states: Iterable[str] = ReviewSet.SENT,
    *,
    group: str = "",
    period: str | None = None,
) -> Chain:
    """Everything behind one verdict. The number of statements does not grow with the units below."""
    states = list(states)
    years = columns(target.goal)
    chosen = year if year in years else years[-1]
    parts = _question_below(unit, target)
    found = progress(campaign, unit, [target, *parts], states, period=period)
    cases = [case for case in found[0].cases if case.unit.pk == unit.pk and case.group == group]
    if not cases:
        return Chain(chosen, None, None, None)
    case = cases[0]
    plans: Sequence[Link] = ()
    if target.indicator.spec.can_be_assigned and not group and not case.is_area:
        plans = chain_down(campaign, target.indicator, unit, chosen)
    below = [one for item in found[1:] for one in item.cases if one.group == group and one.unit.pk != unit.pk]
    given = assigned(campaign, target.indicator.key, chosen, [one.unit for one in below]) if not group else {}
    evaluation = case.in_year(chosen)
    rows = [(one.unit, one.in_year(chosen), given.get(one.unit.pk)) for one in below]
    return Chain(chosen, case, evaluation, outlook(target.goal, case.evaluations), plans, rows)


def _question_below(unit: Unit, target: Target) -> list[Target]:
    """The same question, asked of the units below and never saved."""
    level = Level(unit.level)
    if target.marks or level == Level.HAMLET:
        return []
    below = _BELOW.get(level, (Level.HAMLET,))
    chosen = below[0]
    if level == Level.PROVINCE and not Unit.objects.valid_on().filter(parent=unit, level=Level.DISTRICT).exists():
        chosen = Level.COMMUNE
    return [
        Target(
            campaign=target.campaign,
            indicator=target.indicator,
            text=target.text,
            scopes=[SCOPES[chosen].value],
            groups=target.groups,
            counted_level=target.counted_level,
            standard=target.standard,
            condition=target.condition,
            low=target.low,
            divisor=target.divisor,
            high=target.high,
            span=target.span,
            first_year=target.first_year,
            last_year=target.last_year,
            base_year=target.base_year,
        )
    ]
