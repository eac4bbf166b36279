"""Writing typed figures down, taking figures over from papers, ruling what figures leave open."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.people.models import Party
from emulation.targets import permissions
from emulation.targets.models import Indicator, Measurement, Ruling, StatedFigure, Target
from emulation.targets.rules import IndicatorSpec
from emulation.targets.rules.language import EARLIEST_YEAR
from emulation.territory.models import Unit


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


def state_figure(
    target: Target,
    unit: Unit,
    *,
    group: str = "",
    year: int,
    part: Decimal,
    whole: Decimal | None = None,
    source: str,
    source_on: dt.date,
    by: User,
) -> StatedFigure:
    """Take a figure of a unit over from a paper: a baseline the plan does not give, a group no review counts.

    It answers every target of the campaign that speaks of the same quantity, group and standard. An earlier one stays
    as history. Refuses what cannot be (more poor than households, a year to come), a figure without its paper, and
    whoever is not of the campaign's standing office.
    """
    spec = target.indicator.spec
    campaign = target.campaign
    if not permissions.may_enter(by, campaign):
        raise Refused(permissions.ENTER.needs)
    refuse_if_any(_stated_problems(spec, campaign, year, part, whole, source, source_on))
    known = {"campaign": campaign, "quantity": spec.source, "group": group, "unit": unit, "year": year}
    known["standard"] = (target.standard or campaign.standard) if spec.of_standard else None
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)  # two entering at the same moment
        same = StatedFigure.objects.filter(**known, is_current=True)
        before = same.values("part", "whole", "source").first()
        same.update(is_current=False)
        stated = StatedFigure.objects.create(
            **known,
            part=part,
            whole=whole if spec.is_rate else None,
            source=fitting(source, 200, "Tên văn bản", field="source"),
            source_on=source_on,
            entered_at=clock.business_now(),
            entered_by=by,
        )
        after = {"part": part, "whole": whole, "source": source, "year": year, "group": group}
        audit.record("nhập số liệu theo văn bản", stated, by=by, before=before or {}, after=after)
    return stated


def _stated_problems(
    spec: IndicatorSpec,
    campaign: Campaign,
    year: int,
    part: Decimal,
    whole: Decimal | None,
    source: str,
    source_on: dt.date,
) -> Iterator[Problem]:
    today = clock.today()
    if spec.is_rate and whole is None:
        yield Problem("Xin ghi cả tổng số: tỷ lệ tính từ hai số đếm, không nhập tỷ lệ.", field="whole")
    for field, value in (("part", part), ("whole", whole)):
        if value is not None and value < 0:
            yield Problem("Số không thể âm.", field=field)
        elif value is not None and spec.measure != "vnd" and value != int(value):
            yield Problem("Số đếm không có phần lẻ.", field=field)
    if spec.is_rate and whole is not None and part > whole >= 0:
        counts = f"{vietnamese.grouped(int(part))} nhiều hơn tổng số {vietnamese.grouped(int(whole))}"
        yield Problem(f"{counts}; xin xem lại hai số.", field="part")
    if not source.strip():
        yield Problem("Xin ghi tên, số văn bản có số liệu này.", field="source")
    if source_on > today:
        yield Problem(f"Ngày văn bản sau hôm nay {vietnamese.day(today)}.", field="source_on")
    if not EARLIEST_YEAR <= year <= min(today.year, campaign.ends_on.year):
        yield Problem(f"Năm {year} nằm ngoài thời gian của chỉ tiêu.", field="part")


def rule(target: Target, unit: Unit, *, group: str = "", year: int, outcome: str, reason: str, by: User) -> Ruling:
    """Close what figures leave open: “đã hết dư địa”, “cơ bản không còn”, a target that does not apply. Who and why
    are shown beside it. A later ruling replaces the earlier, which stays as history."""
    if not permissions.may_enter(by, target.campaign):
        raise Refused(permissions.ENTER.needs)
    refuse_if_any([Problem("Xin ghi lý do, căn cứ của kết luận.", field="reason")] if not reason.strip() else [])
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        same = Ruling.objects.filter(target=target, unit=unit, group=group, year=year, is_current=True)
        before = same.values("outcome", "reason").first()
        same.update(is_current=False)
        ruling = Ruling.objects.create(
            target=target,
            unit=unit,
            group=group,
            year=year,
            outcome=outcome,
            reason=vietnamese.nfc(reason),
            at=clock.business_now(),
            by=by,
        )
        audit.record(
            "kết luận về chỉ tiêu", ruling, by=by, before=before or {}, after={"outcome": outcome, "reason": reason}
        )
    return ruling
