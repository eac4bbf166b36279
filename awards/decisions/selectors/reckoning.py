"""What the law of a day makes of a draft: coefficients, bonuses, bases to cite."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from awards.decisions.models import Award, AwardDecision
from campaign_portal.foundation import clock
from emulation.regimes.models import BaseSalary, BonusRule, Certainty, LegalBasis, Regime
from emulation.regimes.rules import bonus_vnd
from emulation.regimes.selectors import base_salary_on, bases_to_cite, regime_on


@dataclass(frozen=True)
class Reckoned:
    """One line with the coefficient that applies and the bonus it comes to; None where the law is not in hand."""

    award: Award
    coefficient: Decimal | None
    basis: str
    is_certain: bool
    by_hand: bool
    bonus_vnd: int | None


@dataclass(frozen=True)
class Reckoning:
    """A decision by the law of one day."""

    on: dt.date
    regime: Regime | None
    base_salary: BaseSalary | None
    bases: list[LegalBasis]
    lines: list[Reckoned]

    @property
    def total_vnd(self) -> int:
        """Of the lines that have an amount."""
        return sum(line.bonus_vnd or 0 for line in self.lines)


def expected_on(decision: AwardDecision) -> dt.date:
    """The date a draft is reckoned by until it is issued: today, never before its session."""
    return max(clock.today(), decision.session.held_on)


def reckon(decision: AwardDecision, on: dt.date) -> Reckoning:
    """A draft by the law of a day. Five statements, however long the list.

    The bonus goes by the base salary of the date of the decision (awards-law (b), calculation rule 1).
    """
    regime, base_salary = regime_on(on), base_salary_on(on)
    rules: dict[str, BonusRule] = {}
    if regime is not None:
        found = BonusRule.objects.filter(regime=regime, award_form=decision.award_form_id)
        rules = {rule.recipient: rule for rule in found}
    lines = []
    for award in decision.awards.select_related("recipient"):
        coefficient, basis, is_certain = award.coefficient, award.coefficient_basis, award.coefficient_certain
        by_hand = coefficient is not None
        rule = rules.get(award.nature)
        if coefficient is None and rule is not None:
            coefficient, basis, is_certain = rule.coefficient, rule.source, rule.certainty != Certainty.UNCONFIRMED
        lines.append(Reckoned(award, coefficient, basis, is_certain, by_hand, _bonus(coefficient, base_salary, regime)))
    return Reckoning(on, regime, base_salary, bases_to_cite(regime, on) if regime else [], lines)


def _bonus(coefficient: Decimal | None, base_salary: BaseSalary | None, regime: Regime | None) -> int | None:
    if coefficient is None or base_salary is None or regime is None:
        return None
    return bonus_vnd(coefficient, base_salary.amount_vnd, regime.bonus_rounding)
