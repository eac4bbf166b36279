"""What the law says on a day."""

import datetime as dt

from emulation.regimes.models import AwardForm, BaseSalary, BonusRule, CouncilRule, LegalBasis, Regime


def regime_on(day: dt.date) -> Regime | None:
    return Regime.objects.in_force(day).order_by("valid_from").last()


def base_salary_on(day: dt.date) -> BaseSalary | None:
    return BaseSalary.objects.in_force(day).order_by("valid_from").last()


def bases_to_cite(regime: Regime, day: dt.date) -> list[LegalBasis]:
    return list(LegalBasis.objects.in_force(day).filter(regime=regime).order_by("position"))


def bonus_rule(regime: Regime, award_form: AwardForm, recipient: str) -> BonusRule | None:
    return BonusRule.objects.filter(regime=regime, award_form=award_form, recipient=recipient).first()


def council_rule(regime: Regime, award_form: AwardForm) -> CouncilRule | None:
    return CouncilRule.objects.filter(regime=regime, award_form=award_form).first()


def to_review_again(on: dt.date) -> list[Regime]:
    """Regimes still in use whose law announced its own end for a day that has come."""
    return list(Regime.objects.in_force(on).filter(review_by__lte=on).order_by("valid_from"))
