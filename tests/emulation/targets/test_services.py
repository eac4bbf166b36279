"""Planned figures given downwards, and figures that a person typed."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from campaign_portal.foundation.errors import Refused
from emulation.poverty.models import ReviewSet
from emulation.targets import rules
from emulation.targets.models import Indicator, Target, TargetAssignment
from emulation.targets.selectors import assigned, sources
from emulation.targets.services import assign, measure


def give(sa_pa, values, key=rules.POVERTY_RATE_FALL) -> list[TargetAssignment]:
    indicator = Indicator.objects.get(key=key)
    return assign(
        sa_pa.campaign,
        indicator,
        2020,
        values,
        by=sa_pa.person("thanh"),
        decision="Quyết định 400/QĐ-UBND",
        on=dt.date(2020, 4, 1),
    )


def test_a_new_figure_replaces_and_the_old_one_stays_as_history(sa_pa):
    give(sa_pa, {sa_pa.ta_van: Decimal(7)})
    assert assigned(sa_pa.campaign, rules.POVERTY_RATE_FALL, 2020, [sa_pa.ta_van]) == {sa_pa.ta_van.pk: Decimal(7)}
    kept = TargetAssignment.objects.filter(unit=sa_pa.ta_van, indicator__key=rules.POVERTY_RATE_FALL)
    assert sorted(kept.values_list("value", "is_current")) == [(Decimal("6.5"), False), (Decimal(7), True)]


def test_a_negative_plan_is_refused_whole(sa_pa):
    with pytest.raises(Refused, match="không thể âm: xã Mường Hoa"):
        give(sa_pa, {sa_pa.ta_van: Decimal(7), sa_pa.muong_hoa: Decimal(-1)})
    assert assigned(sa_pa.campaign, rules.POVERTY_RATE_FALL, 2020, [sa_pa.ta_van]) == {sa_pa.ta_van.pk: Decimal("6.5")}


def test_one_figure_is_in_force(sa_pa):
    row = TargetAssignment.objects.get(unit=sa_pa.ta_van, indicator__key=rules.ESCAPED)
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


class TestTyped:
    def typed(self, sa_pa, unit, period, value, whole=None, key="policy_health"):
        return measure(
            sa_pa.campaign,
            Indicator.objects.get(key=key),
            unit,
            period,
            value=Decimal(value),
            whole=None if whole is None else Decimal(whole),
            by=sa_pa.person("mai"),
        )

    def found(self, sa_pa, unit, key):
        """What the reports of 2020 below a unit add up to."""
        indicator = Indicator.objects.get(key=key)
        targets = [Target(campaign=sa_pa.campaign, indicator=indicator)]
        ground = sources.load(sa_pa.campaign, unit, targets, range(2020, 2021), states=ReviewSet.SENT)
        return sources.typed_reading(ground.typed[indicator.pk, 2020], 2020)

    def test_the_latest_of_every_unit_is_added_up(self, sa_pa):
        self.typed(sa_pa, sa_pa.ta_van, "2020-Q1", 10, key="helped_households")
        self.typed(sa_pa, sa_pa.ta_van, "2020-Q2", 25, key="helped_households")
        self.typed(sa_pa, sa_pa.muong_hoa, "2020-Q1", 7, key="helped_households")
        found = self.found(sa_pa, sa_pa.town, "helped_households")
        assert (found.part, found.elapsed, found.source) == (32, Fraction(1, 2), "báo cáo quý II năm 2020")

    def test_s3_06_a_share_is_divided_again_never_averaged(self, sa_pa):
        self.typed(sa_pa, sa_pa.ta_van, "2020-Q2", 100, 100)
        self.typed(sa_pa, sa_pa.muong_hoa, "2020-Q2", 0, 300)
        assert self.found(sa_pa, sa_pa.town, "policy_health").value(True) == 25

    def test_a_second_figure_of_the_same_period_replaces(self, sa_pa):
        self.typed(sa_pa, sa_pa.ta_van, "2020-Q2", 1, 2)
        self.typed(sa_pa, sa_pa.ta_van, "2020-Q2", 2, 2)
        assert self.found(sa_pa, sa_pa.ta_van, "policy_health").value(True) == 100
