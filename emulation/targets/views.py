"""Chỉ tiêu: what was assigned and what is."""

from fractions import Fraction
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, charts, history, quantities, vietnamese
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.poverty.models import ReviewSet
from emulation.targets import exporters, permissions, rules
from emulation.targets.selectors import assignments_to, progress_of
from emulation.targets.selectors.board import Board, board
from emulation.territory.models import Level, Unit


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own ground: the town's communes, the commune's hamlets."""
    own = permissions.own_unit_id(request.user)
    if own is None:
        raise Http404
    return _page(request, Unit.objects.select_related("commune").get(pk=own))


@access.requires(permissions.SEE)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit at or below one's own."""
    return _page(request, _load(request, pk))


def _load(request: HttpRequest, pk: int) -> Unit:
    found = get_object_or_404(Unit.objects.select_related("commune"), pk=pk)
    if not permissions.may_see(request.user, found):
        raise Http404
    return found


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


def _board(request: HttpRequest, unit: Unit) -> Board:
    return board(_campaign(request), unit, period=request.GET.get("ky") or None, states=_states(request.user, unit))


def _states(user: Any, unit: Unit) -> list[str]:
    """What a commune is still writing is shown to the commune alone."""
    if unit.level in {Level.COMMUNE, Level.HAMLET} and permissions.works_at(user, unit):
        return list(ReviewSet.State.values)
    return list(ReviewSet.SENT)


def _page(request: HttpRequest, unit: Unit) -> HttpResponse:
    campaign = _campaign(request)
    found = _board(request, unit)
    return render(
        request,
        "emulation/targets/board.html",
        {
            "campaign": campaign,
            "unit": unit,
            "board": found,
            "targets": progress_of(
                campaign,
                unit,
                _states(request.user, unit),
                period=found.period.key if found.period else None,
            ),
            "situation": situation(found),
            "is_own": unit.pk == permissions.own_unit_id(request.user),
            "is_launching": unit.pk == campaign.unit_id,
            "links_down": unit.level in {Level.DISTRICT, Level.PROVINCE},
            "history": history.of(assignments_to(campaign, found.unit, [row.unit for row in found.rows]), request.GET),
            "place_word": "Xã, phường" if unit.level in {Level.DISTRICT, Level.PROVINCE} else "Thôn, tổ dân phố",
        },
    )


def situation(found: Board) -> str:
    """ "Hộ nghèo còn 24,36%, giảm 2,71 điểm % từ đầu năm (15 trên 16 nơi có số). … 1 nơi chưa nộp." """
    total = found.total
    if found.period is None or total.figures is None:
        return "Chưa có số rà soát nào của năm nay; dưới đây là kế hoạch đã giao."
    fall = quantities.points_text(total.fall)
    said = f"Hộ nghèo còn {quantities.percent_text(total.figures.poor_rate)}, "
    said += f"{fall} điểm %" if fall.startswith("tăng") else f"giảm {fall} điểm %"
    said += " từ đầu năm"
    if found.handed_in < len(found.rows):
        said += f" ({found.coverage})"
    left = None if total.plan is None or total.fall is None else Fraction(total.plan) - total.fall
    if left is not None and left > 0:
        said += (
            f". Để đạt {quantities.points_text(total.plan)} điểm % cả năm cần giảm thêm {quantities.points_text(left)}"
        )
    if len(found.rows) < 2:
        return f"{said}."
    good = found.counted(rules.Verdict.MET, rules.Verdict.EXCEEDED, rules.Verdict.ON_COURSE)
    slow = found.counted(rules.Verdict.BEHIND, rules.Verdict.FAILED)
    said += f". {vietnamese.opening_count(good)} nơi đúng tiến độ hoặc đạt"
    said += f", {slow} nơi chậm" if slow else ""
    said += "".join(f", {number} nơi {why}" for number, why in found.without_figures)
    return f"{said}."


@access.requires(permissions.SEE)
@require_safe
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """Dot against plan mark; the table beside it says the same."""
    found = _board(request, _load(request, pk))
    rows = [charts.PlannedFigure(row.unit.name, row.fall, row.mark) for row in found.rows]
    svg = charts.vega_svg(charts.dot_against_plan(rows, "điểm %", missing="chưa có số"))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    campaign = _campaign(request)
    name = f"Chỉ tiêu {campaign.year}, {found.title}.xlsx"
    response = HttpResponse(
        exporters.workbook(campaign, _board(request, found)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
