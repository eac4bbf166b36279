"""The law as a page: everything in force on a day, searched and filtered, with its source and how sure it is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from campaign_portal.foundation import vietnamese
from emulation.regimes import rules
from emulation.regimes.models import (
    AwardCondition,
    AwardForm,
    BaseSalary,
    BonusRule,
    Certainty,
    CouncilRule,
    LegalBasis,
    RecipientNature,
    Regime,
    Sourced,
)
from emulation.regimes.selectors.in_force import base_salary_on, bases_to_cite, regime_on

Row = TypeVar("Row", bound=Sourced)


@dataclass(frozen=True)
class Bonus:
    """What a form pays one kind of recipient on the day: None where no base salary is known."""

    rule: BonusRule
    amount_vnd: int | None


@dataclass(frozen=True)
class FormRow:
    """An award form with what the day's law says of it."""

    form: AwardForm
    conditions: list[AwardCondition] = field(default_factory=list)
    bonuses: list[Bonus] = field(default_factory=list)
    council: CouncilRule | None = None


@dataclass(frozen=True)
class Catalogue:
    """The law of one day. `unsure` of `asked` rows have not been held against the text itself."""

    on: dt.date
    regime: Regime | None
    salary: BaseSalary | None
    regimes: list[Regime]
    salaries: list[BaseSalary]
    forms: list[FormRow]
    bases: list[LegalBasis]
    asked: int
    unsure: int


def catalogue(on: dt.date, search: str = "", certainty: str = "") -> Catalogue:
    """`search` forgives missing accents and looks at names, standards and sources. Eight statements, always."""
    regime, salary = regime_on(on), base_salary_on(on)
    regimes, salaries = list(Regime.objects.order_by("valid_from")), list(BaseSalary.objects.order_by("valid_from"))
    forms = _forms(regime, salary, on)
    bases = bases_to_cite(regime, on) if regime else []
    rows: list[Sourced] = [*(_rows_of(forms)), *bases, *([regime] if regime else []), *([salary] if salary else [])]
    wanted = _Wanted(vietnamese.fold(search), certainty)
    return Catalogue(
        on=on,
        regime=regime,
        salary=salary,
        regimes=regimes,
        salaries=salaries,
        forms=[row for row in forms if wanted.form(row)],
        bases=[row for row in bases if wanted.row(row, row.text)],
        asked=len(rows),
        unsure=sum(row.certainty != Certainty.READ for row in rows),
    )


def _forms(regime: Regime | None, salary: BaseSalary | None, on: dt.date) -> list[FormRow]:
    conditions = _by_form(AwardCondition.objects.filter(regime=regime))
    bonuses = _by_form(BonusRule.objects.filter(regime=regime))
    councils = _by_form(CouncilRule.objects.filter(regime=regime))
    order = list(RecipientNature)
    return [
        FormRow(
            form=form,
            conditions=conditions[form.pk],
            bonuses=[
                Bonus(rule, _amount(rule, regime, salary))
                for rule in sorted(bonuses[form.pk], key=lambda rule: order.index(RecipientNature(rule.recipient)))
            ],
            council=next(iter(councils[form.pk]), None),
        )
        for form in AwardForm.objects.in_force(on).order_by("pk")
    ]


def _by_form(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.award_form_id].append(row)
    return found


def _amount(rule: BonusRule, regime: Regime | None, salary: BaseSalary | None) -> int | None:
    if regime is None or salary is None:
        return None
    return rules.bonus_vnd(rule.coefficient, salary.amount_vnd, regime.bonus_rounding)


def _rows_of(forms: Sequence[FormRow]) -> Iterable[Sourced]:
    for row in forms:
        yield row.form
        yield from row.conditions
        yield from (bonus.rule for bonus in row.bonuses)
        if row.council:
            yield row.council


@dataclass(frozen=True)
class _Wanted:
    folded: str
    certainty: str

    def row(self, row: Sourced, *texts: str) -> bool:
        if self.certainty and row.certainty != self.certainty:
            return False
        return any(self.folded in vietnamese.fold(text) for text in (*texts, row.source))

    def form(self, row: FormRow) -> bool:
        """A form is shown whole when its name or any of its rows answers."""
        texts = (row.form.name, row.form.short_name, row.form.code, row.form.decided_by)
        return any(self.row(one, *texts, getattr(one, "standard", "")) for one in _rows_of([row]))
