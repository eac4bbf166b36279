"""Chỉ tiêu of a unit: every target as it stands, and a year's falls place by place beside their plans."""

from fractions import Fraction
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, charts, history, quantities, vietnamese
from emulation.targets import exporters, permissions
from emulation.targets.rules.verdicts import GOOD, SLOW
from emulation.targets.selectors import assignments_to
from emulation.targets.selectors.board import Board, board
from emulation.targets.selectors.overview import overview
from emulation.targets.views.loading import asked_year, campaign_of, states_for, unit_of
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
    return _page(request, unit_of(request, pk))


def _board(request: HttpRequest, unit: Unit) -> Board:
    campaign = campaign_of(request)
    return board(
        campaign,
        unit,
        period=request.GET.get("ky") or None,
        states=states_for(request.user, unit),
        year=asked_year(request, campaign),
    )


def _page(request: HttpRequest, unit: Unit) -> HttpResponse:
    campaign = campaign_of(request)
    found = _board(request, unit)
    period = found.period.key if found.period else None
    lines = overview(campaign, unit, found.year, states_for(request.user, unit), period=period)
    return render(
        request,
        "emulation/targets/board.html",
        {
            "campaign": campaign,
            "unit": unit,
            "board": found,
            "lines": lines,
            "by_year": [line for line in lines if len(line.years) > 1],
            "year_columns": sorted({year for line in lines if len(line.years) > 1 for year in line.years}),
            "years": range(campaign.starts_on.year, campaign.ends_on.year + 1),
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
    good = found.counted(*GOOD)
    slow = found.counted(*SLOW)
    said += f". {vietnamese.opening_count(good)} nơi đúng tiến độ hoặc đạt"
    said += f", {slow} nơi chậm" if slow else ""
    said += "".join(f", {number} nơi {why}" for number, why in found.without_figures)
    return f"{said}."


@access.requires(permissions.SEE)
@require_safe
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """Dot against plan mark; the table beside it says the same."""
    found = _board(request, unit_of(request, pk))
    rows = [charts.PlannedFigure(row.unit.name, row.fall, row.mark) for row in found.rows]
    svg = charts.vega_svg(charts.dot_against_plan(rows, "điểm %", missing="chưa có số"))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    place = unit_of(request, pk)
    campaign, found = campaign_of(request), _board(request, place)
    name = f"Chỉ tiêu {found.year}, {place.title}.xlsx"
    lines = overview(
        campaign,
        place,
        found.year,
        states_for(request.user, place),
        period=found.period.key if found.period else None,
    )
    response = HttpResponse(
        exporters.workbook(campaign, found, lines),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
