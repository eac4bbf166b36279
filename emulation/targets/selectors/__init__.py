"""How far a unit is towards what it was asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import Figures
from emulation.targets import rules
from emulation.targets.models import Measurement, Target, TargetAssignment
from emulation.targets.rules import Evaluation
from emulation.territory.models import Unit


def assigned(campaign: Campaign, indicator_key: str, year: int, units: Iterable[Unit]) -> dict[int, Decimal]:
    """Unit id → planned figure, for those that have one. One statement."""
    return dict(
        TargetAssignment.objects.filter(
            campaign=campaign, indicator__key=indicator_key, year=year, unit__in=list(units), is_current=True
        ).values_list("unit_id", "value")
    )


def computed(indicator_key: str, figures: Figures | None) -> Fraction | None:
    """The value of an indicator that the reviews hold; None when there is none (or a person types it)."""
    if figures is None:
        return None
    relapse = figures.relapse_rate
    values: dict[str, Fraction | int | None] = {
        rules.POVERTY_RATE_FALL: figures.poor_rate_fall,
        rules.ESCAPED: figures.escaped,
        rules.POOR_FALL: figures.poor_fall,
        rules.NEAR_POOR_FALL: figures.near_poor_fall,
        rules.RELAPSE_RATE: None if relapse is None else relapse * 100,
    }
    value = values.get(indicator_key)
    return None if value is None else Fraction(value)


@dataclass(frozen=True)
class TargetProgress:
    """One target of the plan as it stands: the figures' period, and the verdict with its numbers."""

    target: Target
    evaluation: Evaluation
    plan: Decimal | None
    period: str | None
    is_provisional: bool

    @property
    def verdict_words(self) -> tuple[str, str]:
        return rules.VERDICT_WORDS[self.evaluation.verdict]


def progress_of(
    campaign: Campaign, unit: Unit, states: Iterable[str] = ReviewSet.SENT, *, period: str | None = None
) -> list[TargetProgress]:
    """What is asked of this unit as a whole, by the figures of a period (the latest of its year by default).

    Of the unit that launched the campaign: the campaign's own targets. Of a unit below it: what it was assigned.
    """
    year = campaign.year
    period = period or poverty.latest_period(unit, year, campaign.standard, states)
    figures = poverty.figures_of(unit, period, campaign.standard, states) if period else None
    elapsed = elapsed_by(period)
    plans = _plans_of(campaign, unit)
    typed = latest_measurements(campaign, unit)
    shown = []
    for target in _asked_of(campaign, unit, plans):
        plan = plans[target.indicator_id].value if target.indicator_id in plans else None
        spec = rules.INDICATORS[target.indicator.key]
        result = computed(target.indicator.key, figures)
        if spec.typed:
            result = typed.get(target.indicator_id)
        evaluation = rules.evaluate(
            target.condition,
            target.low,
            target.high,
            result,
            plan=None if plan is None else Fraction(plan),
            elapsed=elapsed,
            accumulates=spec.accumulates,
        )
        shown.append(TargetProgress(target, evaluation, plan, period, figures.is_provisional if figures else True))
    return shown


def elapsed_by(period: str | None) -> Fraction:
    """The part of the year gone at the end of a period: what an interim mark nobody assigned is reckoned by.

    Before the first review nothing is gone: a typed figure that is short of its target is behind, not failed.
    """
    return Fraction(Period(period).last_month, 12) if period else Fraction(0)


def _plans_of(campaign: Campaign, unit: Unit) -> dict[int, TargetAssignment]:
    """Indicator id → what the unit was assigned for the campaign's year."""
    found = TargetAssignment.objects.filter(campaign=campaign, unit=unit, year=campaign.year, is_current=True)
    return {row.indicator_id: row for row in found.select_related("indicator").order_by("indicator_id")}


def _asked_of(campaign: Campaign, unit: Unit, plans: Mapping[int, TargetAssignment]) -> list[Target]:
    if unit.pk == campaign.unit_id:
        return [row for row in campaign.targets.select_related("indicator") if Target.Scope.UNIT in row.scopes]
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
        for plan in plans.values()
    ]


def latest_measurements(campaign: Campaign, unit: Unit) -> dict[int, Fraction]:
    """Indicator id → the latest typed figure of every unit below, added up; a share is re-divided."""
    rows = Measurement.objects.below(unit).filter(campaign=campaign, value__isnull=False).order_by("period")
    latest: dict[tuple[int, int, int | None], Measurement] = {
        (row.indicator_id, row.unit_id, row.party_id): row for row in rows.select_related("indicator")
    }
    sums: dict[int, tuple[Decimal, Decimal, str]] = {}
    for (indicator_id, _, _), row in latest.items():
        value, whole, measure = sums.get(indicator_id, (Decimal(0), Decimal(0), row.indicator.measure))
        sums[indicator_id] = (value + (row.value or 0), whole + (row.whole or 0), measure)
    return {
        indicator_id: Fraction(value) / Fraction(whole) * 100 if measure == "percent" else Fraction(value)
        for indicator_id, (value, whole, measure) in sums.items()
        if measure != "percent" or whole
    }
