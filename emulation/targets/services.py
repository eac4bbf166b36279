"""Assigning planned figures downwards (giao chỉ tiêu) and writing typed figures down."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from campaign_portal.foundation import audit, clock
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.targets.models import Indicator, Measurement, TargetAssignment
from emulation.territory.models import Unit


def assign(
    campaign: Campaign,
    indicator: Indicator,
    year: int,
    values: Mapping[Unit, Decimal],
    *,
    by: User | None,
    decision: str,
    on: dt.date,
) -> list[TargetAssignment]:
    """Give each unit its planned figure by one paper. An earlier figure stays as history. Refuses a negative one."""
    if wrong := [unit.title for unit, value in values.items() if value < 0]:
        raise Refused(f"Mức giao không thể âm: {', '.join(wrong)}.")
    made = []
    with transaction.atomic():
        for unit, value in values.items():
            same = TargetAssignment.objects.filter(
                campaign=campaign, indicator=indicator, unit=unit, year=year, is_current=True
            )
            before = same.values_list("value", flat=True).first()
            same.update(is_current=False)
            assignment = TargetAssignment.objects.create(
                campaign=campaign,
                indicator=indicator,
                unit=unit,
                year=year,
                value=value,
                decision=decision,
                assigned_on=on,
                assigned_by=by,
            )
            audit.record("giao chỉ tiêu", assignment, by=by, before={"value": before}, after={"value": value})
            made.append(assignment)
    return made


def measure(
    campaign: Campaign,
    indicator: Indicator,
    unit: Unit,
    period: str,
    *,
    value: Decimal | None,
    whole: Decimal | None = None,
    party: Party | None = None,
    object_key: str = "",
    by: User | None,
) -> Measurement:
    """Write a typed figure down for a unit (or one of its offices) and period; a later one replaces it."""
    measurement, _ = Measurement.objects.update_or_create(
        campaign=campaign,
        indicator=indicator,
        unit=unit,
        party=party,
        period=period,
        defaults={
            "value": value,
            "whole": whole,
            "object_key": object_key,
            "measured_at": clock.business_now(),
            "by": by,
        },
    )
    return measurement
