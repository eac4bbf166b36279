"""Giao chỉ tiêu: a sheet is begun, written, issued by one decision in one transaction, given again with a reason."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from campaign_portal.foundation.quantities import round_half_up
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import refuse_when_over
from emulation.targets import permissions
from emulation.targets.models import AssignmentLine, AssignmentSheet, Indicator, TargetAssignment
from emulation.targets.selectors.assigning import Grid, children_of, grid_of
from emulation.targets.workflow import SHEET_FLOW
from emulation.territory.models import Level, Unit


@dataclass(frozen=True)
class Decision:
    """The paper that gives figures: "312/QĐ-UBND", its day, who signed and as what."""

    number: str
    on: dt.date
    capacity: str
    signer: str


def assign(
    campaign: Campaign,
    indicator: Indicator,
    year: int,
    values: Mapping[Unit, Decimal],
    *,
    by: User | None,
    decision: str,
    on: dt.date,
    sheet: AssignmentSheet | None = None,
) -> list[TargetAssignment]:
    """Give each unit its planned figure by one paper. An earlier figure stays as history. Refuses a negative one."""
    if wrong := [unit.title for unit, value in values.items() if value < 0]:
        raise Refused(f"Mức giao không thể âm: {', '.join(wrong)}.")
    made = []
    with transaction.atomic():
        same = TargetAssignment.objects.filter(
            campaign=campaign, indicator=indicator, unit__in=list(values), year=year, is_current=True
        )
        before = dict(same.values_list("unit_id", "value"))
        same.update(is_current=False)
        for unit, value in values.items():
            assignment = TargetAssignment.objects.create(
                campaign=campaign,
                indicator=indicator,
                unit=unit,
                year=year,
                value=value,
                decision=decision,
                assigned_on=on,
                assigned_by=by,
                sheet=sheet,
            )
            was = {"value": before.get(unit.pk)}
            audit.record("giao chỉ tiêu", assignment, by=by, before=was, after={"value": value})
            made.append(assignment)
    return made


def start_sheet(campaign: Campaign, indicator: Indicator, year: int, unit: Unit, *, by: User) -> AssignmentSheet:
    """Begin to give a unit's figure to those directly below it; the draft there is, if one is there.

    What they have already (from a file, or of an earlier paper) stands in the draft. Refuses: a campaign that is over,
    a year that is not the campaign's, an indicator nobody can be given, a unit outside the campaign or without units
    below, whoever is not of the unit's leadership or standing office, and figures that were issued: these are given
    again (`assign_again`).
    """
    refuse_when_over(campaign, "giao chỉ tiêu")
    known = {"campaign": campaign, "indicator": indicator, "year": year, "unit": unit}
    refuse_if_any(_start_problems(campaign, indicator, year, unit, by))
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)  # two starting at the same moment
        there = AssignmentSheet.objects.filter(**known, state__in=[AssignmentSheet.State.DRAFT]).first()
        if there is not None:
            return there
        if AssignmentSheet.objects.filter(**known, state=AssignmentSheet.State.ISSUED).exists():
            raise Refused("Chỉ tiêu này đã giao bằng quyết định; muốn đổi, xin mở lần đã ban hành rồi chọn “Giao lại”.")
        return _begin(known, by, version=1, reason="", whole=None)


def _begin(known: Mapping, by: User, *, version: int, reason: str, whole: Decimal | None) -> AssignmentSheet:
    sheet = AssignmentSheet.objects.create(
        **known, version=version, reason=reason, whole=whole, made_by=by, made_at=clock.business_now()
    )
    children = children_of(sheet.unit, sheet.year)
    rows = TargetAssignment.objects.filter(
        campaign=sheet.campaign, indicator=sheet.indicator, year=sheet.year, unit__in=children, is_current=True
    )
    values = dict(rows.values_list("unit_id", "value"))
    AssignmentLine.objects.bulk_create(
        AssignmentLine(sheet=sheet, unit=child, position=place, value=values.get(child.pk))
        for place, child in enumerate(children, 1)
    )
    audit.record("lập bảng giao", sheet, by=by, after={"version": version}, reason=reason)
    return sheet


def _start_problems(campaign: Campaign, indicator: Indicator, year: int, unit: Unit, by: User) -> Iterator[Problem]:
    if unit.pk not in permissions.assigning_unit_ids(by):
        yield Problem(permissions.ASSIGN.needs)
    if year not in campaign.years:
        first, last = campaign.years[0], campaign.years[-1]
        yield Problem(f"Năm {year} nằm ngoài phong trào {first}–{last}; xin chọn năm trong phong trào.", field="year")
    if indicator.campaign_id not in {None, campaign.pk} or not indicator.spec.can_be_assigned:
        yield Problem("Chỉ số này không giao được theo năm; xin chọn chỉ số khác.", field="indicator")
    if campaign.unit_id not in {unit.pk, unit.province_id, unit.district_id, unit.commune_id}:
        yield Problem(f"{unit.opening_title} không thuộc địa bàn của phong trào này.")
    elif unit.level == Level.HAMLET or (year in campaign.years and not children_of(unit, year)):
        yield Problem(f"{unit.opening_title} không có đơn vị nào trực tiếp bên dưới để giao.")


def save_sheet(
    sheet: AssignmentSheet,
    values: Mapping[int, Decimal | None],
    *,
    whole: Decimal | None = None,
    mismatch_reason: str = "",
    by: User,
) -> AssignmentSheet:
    """Keep a draft: unit id → figure, None where there is none yet. `whole` counts only where nobody gave the unit a
    figure. Refuses one who may not, an issued sheet, negative figures, and units that are not directly below."""
    if not permissions.may_assign(by, sheet):
        raise Refused(permissions.ASSIGN.needs)
    with transaction.atomic():
        sheet = AssignmentSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if not sheet.is_open:
            raise Refused(f"Bảng này đang ở trạng thái “{sheet.get_state_display()}”; muốn đổi mức, xin giao lại.")
        children = {unit.pk: unit for unit in children_of(sheet.unit, sheet.year)}
        if values.keys() - children.keys():
            raise Refused("Có đơn vị không trực tiếp thuộc đơn vị giao; xin tải lại trang.")
        refuse_if_any(
            Problem(f"Mức giao của {children[pk].title} không thể âm.", field=f"v_{pk}")
            for pk, value in values.items()
            if value is not None and value < 0
        )
        was = dict(sheet.lines.values_list("unit_id", "value"))
        sheet.lines.exclude(unit__in=children).delete()
        for place, pk in enumerate(children, 1):
            kept = values.get(pk, was.get(pk))
            AssignmentLine.objects.update_or_create(
                sheet=sheet, unit_id=pk, defaults={"position": place, "value": kept}
            )
        before, after = _figures(children, was), _figures(children, {**was, **values})
        told = {"whole": (sheet.whole, whole), "mismatch_reason": (sheet.mismatch_reason, mismatch_reason)}
        sheet.whole, sheet.mismatch_reason = whole, vietnamese.nfc(mismatch_reason)
        sheet.save(update_fields=["whole", "mismatch_reason"])
        changed = {key: pair for key, pair in told.items() if pair[0] != pair[1]}
        if before != after or changed:
            audit.record(
                "ghi mức giao",
                sheet,
                by=by,
                before={"figures": before, **{key: pair[0] for key, pair in changed.items()}},
                after={"figures": after, **{key: pair[1] for key, pair in changed.items()}},
            )
    return sheet


def _figures(units: Mapping[int, Unit], values: Mapping[int, Decimal | None]) -> str:
    return "; ".join(
        f"{unit.name} {vietnamese.decimal_text(value, 2).removesuffix(',00')}"
        for pk, unit in units.items()
        if (value := values.get(pk)) is not None
    )


def issue_sheet(sheet: AssignmentSheet, decision: Decision, *, by: User) -> AssignmentSheet:
    """Issue a draft by a decision, in one transaction: figures, bases and last year's results frozen, an earlier
    version replaced, every child given its figure (and the unit itself, where it set its own).

    Refuses what the draft lacks, a plan that does not add up without its reason (product 3), a number that another
    day's decision bears, a day to come or before the version it replaces.
    """
    with transaction.atomic():
        locked = AssignmentSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        former = _issued_before(locked)
        refuse_if_any(_decision_problems(locked, former, decision))
        grid = grid_of(locked)
        if former is not None:
            workflow.perform(SHEET_FLOW, former, "replace", by=None)
        issued = workflow.perform(
            SHEET_FLOW,
            locked,
            "issue",
            by=by,
            changes={
                "whole": grid.whole.value,
                "whole_high": grid.whole.high,
                "whole_source": grid.whole.source,
                "decision_number": fitting(decision.number, 60, "Số quyết định", field="decision_number"),
                "decision_on": decision.on,
                "capacity": decision.capacity,
                "signer": fitting(decision.signer, 120, "Họ tên người ký", field="signer"),
                "issued_by": by,
                "issued_at": clock.business_now(),
            },
        )
        _freeze(issued, grid)
        values = {share.unit: share.value for share in grid.shares if share.value is not None}
        if grid.whole.value is not None and not grid.whole.is_given:  # the decision sets the unit's own figure too
            values = {issued.unit: grid.whole.value, **values}
        paper = f"Quyết định {issued.decision_number} của UBND {issued.unit.title}"
        given: dict[str, Any] = {"by": by, "decision": paper[:120], "on": decision.on, "sheet": issued}
        assign(issued.campaign, issued.indicator, issued.year, values, **given)
    return issued


def _freeze(sheet: AssignmentSheet, grid: Grid) -> None:
    rows = {line.unit_id: line for line in sheet.lines.all()}
    for share in grid.shares:
        line = rows[share.unit.pk]
        line.households, line.poor = share.households, share.poor
        line.last = None if share.last is None else round_half_up(share.last, 4)
    AssignmentLine.objects.bulk_update(rows.values(), ["households", "poor", "last"])


def _issued_before(sheet: AssignmentSheet) -> AssignmentSheet | None:
    same = AssignmentSheet.objects.filter(
        campaign=sheet.campaign, indicator=sheet.indicator, year=sheet.year, unit=sheet.unit
    )
    return same.filter(state=AssignmentSheet.State.ISSUED).exclude(pk=sheet.pk).first()


def _decision_problems(sheet: AssignmentSheet, former: AssignmentSheet | None, decision: Decision) -> Iterator[Problem]:
    number, today = decision.number.strip(), clock.today()
    if not number:
        yield Problem("Xin ghi số quyết định, ví dụ 312/QĐ-UBND.", field="decision_number")
    if not decision.signer.strip() or decision.capacity not in AssignmentSheet.Capacity.values:
        yield Problem("Xin ghi họ tên và tư cách của người ký.", field="signer")
    if decision.on > today:
        yield Problem(f"Ngày quyết định sau hôm nay {vietnamese.day(today)}.", field="decision_on")
    if former is not None and former.decision_on is not None and decision.on < former.decision_on:
        yield Problem(
            f"Lần giao trước đề ngày {vietnamese.day(former.decision_on)}; lần này không thể đề ngày sớm hơn.",
            field="decision_on",
        )
    others = AssignmentSheet.objects.filter(
        unit=sheet.unit, decision_number=number, decision_on__year=decision.on.year, state__in=AssignmentSheet.BINDING
    ).exclude(decision_on=decision.on)
    if number and (other := others.first()) is not None and other.decision_on is not None:
        yield Problem(
            f"Số {number} đã ghi cho quyết định ngày {vietnamese.day(other.decision_on)}; xin xem lại số hoặc ngày.",
            field="decision_number",
        )


def assign_again(sheet: AssignmentSheet, *, reason: str, by: User) -> AssignmentSheet:
    """Open the next version of an issued sheet as a draft with the figures of now; the issued one counts until then.

    Refuses without a reason, one who may not, and a sheet that is not the one in force.
    """
    refuse_when_over(sheet.campaign, "giao chỉ tiêu")
    if not permissions.may_assign(by, sheet):
        raise Refused(permissions.ASSIGN.needs)
    if not reason.strip():
        raise Refused(Problem("Xin ghi lý do giao lại: điều gì thay đổi.", field="reason"))
    with transaction.atomic():
        sheet = AssignmentSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        known = {"campaign": sheet.campaign, "indicator": sheet.indicator, "year": sheet.year, "unit": sheet.unit}
        if sheet.state != AssignmentSheet.State.ISSUED:
            raise Refused(f"Bảng này đang ở trạng thái “{sheet.get_state_display()}”, không giao lại từ đây được.")
        if AssignmentSheet.objects.filter(**known, state=AssignmentSheet.State.DRAFT).exists():
            raise Refused("Đã có một dự thảo giao lại; xin mở dự thảo ấy.")
        whole = None if sheet.whole_source else sheet.whole
        return _begin(known, by, version=sheet.version + 1, reason=vietnamese.nfc(reason), whole=whole)


def drop_sheet(sheet: AssignmentSheet, *, by: User) -> AssignmentSheet:
    """Give a draft up; what was issued before it stays in force."""
    return workflow.perform(SHEET_FLOW, sheet, "drop", by=by)
