"""A unit's figures over the years, in the two views: page, chart, workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, charts
from campaign_portal.foundation.charts import TimePoint
from campaign_portal.foundation.periods import Period
from emulation.poverty import exporters, permissions
from emulation.poverty.selectors import series
from emulation.poverty.selectors.series import Series, View
from emulation.territory.models import Level, Unit

TODAY = "hien-nay"  # `?dia-gioi=hien-nay`; everything else: as it was
TITLES: dict[View, str] = {"as_it_was": "Theo địa giới từng thời kỳ", "today": "Theo địa giới hiện nay"}


def _load(request: HttpRequest, pk: int) -> Series:
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    if not series.may_see(request.user, unit):
        raise Http404
    return series.series_of(unit, "today" if request.GET.get("dia-gioi") == TODAY else "as_it_was")


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    context = {
        "series": found,
        "unit": found.unit,
        "title": TITLES[found.view],
        "is_today": found.view == "today",
        "today_query": f"?dia-gioi={TODAY}",
        "situation": _situation(found),
        "has_map": found.unit.level in {Level.PROVINCE, Level.DISTRICT},
        "has_line": sum(point.poor_rate is not None for point in found.points) > 1,
    }
    return render(request, "emulation/poverty/series.html", context)


def _situation(found: Series) -> str:
    """ "7 kỳ có số, từ năm 2016 đến 6 tháng năm 2020. Đường bị ngắt từ năm 2022: chuẩn nghèo 2022–2025 …"."""
    if found.no_today:
        return found.no_today
    if not found.points:
        return "Chưa có số rà soát nào đã nộp hoặc đã duyệt."
    first, last = found.points[0].period, found.points[-1].period
    said = (
        f"{len(found.points)} kỳ có số, từ {first.name} đến {last.name}."
        if first != last
        else f"Mới có số {last.name}."
    )
    if found.not_comparable:
        said += f" {found.not_comparable} kỳ không so sánh được."
    if found.breaks:
        said += f" Đường bị ngắt {'; '.join(found.breaks)}."
    return said


@access.requires(permissions.LOOK)
@require_safe
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """Rate of poor households; the table beside it says the same."""
    svg = charts.vega_svg(charts.broken_line(list(_line(_load(request, pk))), "%"))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


def _line(found: Series):
    before = None
    for point in found.points:
        note = ""
        if before is not None and before.standard != point.standard:
            note = point.standard.name
        elif before is not None and before.map_key != point.map_key:
            note = "địa giới đổi"
        yield TimePoint(
            name=_short(point.period) + ("*" if point.is_provisional else ""),
            value=None if point.poor_rate is None else point.poor_rate * 100,
            run=f"{point.standard.pk}:{point.map_key}",
            note=note,
        )
        before = point


def _short(period: Period) -> str:
    return str(period.year) if period.months == 12 else f"{period.months}T/{period.year}"


@access.requires(permissions.LOOK)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    response = HttpResponse(exporters.series_workbook(found, TITLES[found.view]), content_type=exporters.XLSX)
    response["Content-Disposition"] = f'attachment; filename="chuoi-so-lieu-{found.unit.code or pk}.xlsx"'
    return response
