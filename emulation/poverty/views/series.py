"""A unit's figures over the years, in the two views: page, chart, workbook."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, charts
from campaign_portal.foundation.charts import TimePoint
from campaign_portal.foundation.periods import Period
from emulation.poverty import exporters, permissions
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import series
from emulation.poverty.selectors.groups import PLAIN, Group, groups
from emulation.poverty.selectors.series import Series, View
from emulation.poverty.views.pictures import pictures_of
from emulation.territory.models import Level, Unit

TODAY = "hien-nay"  # `?dia-gioi=hien-nay`; everything else: as it was
TITLES: dict[View, str] = {"as_it_was": "Theo địa giới từng thời kỳ", "today": "Theo địa giới hiện nay"}


def _load(request: HttpRequest, pk: int, group: Group = PLAIN[0]) -> Series:
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    if not series.may_see(request.user, unit):
        raise Http404
    return series.series_of(unit, "today" if request.GET.get("dia-gioi") == TODAY else "as_it_was", group.names)


def _chosen(request: HttpRequest) -> tuple[Group, list[Group]]:
    found = groups()
    return next((one for one in found if one.key == request.GET.get("nhom")), found[0]), found


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    group, every = _chosen(request)
    found = _load(request, pk, group)
    latest = _latest_reviews(found)
    context = {
        "series": found,
        "unit": found.unit,
        "title": TITLES[found.view],
        "is_today": found.view == "today",
        "today_query": f"?dia-gioi={TODAY}",
        "situation": _situation(found),
        "has_map": found.unit.level in {Level.PROVINCE, Level.DISTRICT},
        "group": group,
        "groups": every,
        "rows": [(point, group.count(point.restated), group.rate(point.restated)) for point in found.points],
        "has_line": sum(group.value(point.restated) is not None for point in found.points) > 1,
        "pictures": pictures_of(latest, when=found.points[-1].period.name) if latest is not None else [],
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
    """The rate, or the households of a group; the table beside it says the same."""
    group, _ = _chosen(request)
    svg = charts.vega_svg(charts.broken_line(list(_line(_load(request, pk, group), group)), group.measure))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


def _latest_reviews(found: Series) -> QuerySet[ReviewSet] | None:
    """Of the last period, where the unit's own reviews are shown and not those of others restated."""
    if found.view != "as_it_was" or not found.points:
        return None
    last = found.points[-1]
    return ReviewSet.objects.below(last.of).filter(
        period=last.period.key,
        standard=last.standard,
        is_current=True,
        is_opening=False,
        state__in=ReviewSet.SENT,
    )


def _line(found: Series, group: Group):
    before = None
    for point in found.points:
        note = ""
        if before is not None and before.standard != point.standard:
            note = point.standard.name
        elif before is not None and before.map_key != point.map_key:
            note = "địa giới đổi"
        yield TimePoint(
            name=_short(point.period) + ("*" if point.is_provisional else ""),
            value=(value := group.value(point.restated)),
            label="" if value is None or group.whole else str(group.count(point.restated)),
            run=f"{point.standard.pk}:{point.map_key}",
            note=note,
        )
        before = point


def _short(period: Period) -> str:
    return str(period.year) if period.months == 12 else f"{period.months}T/{period.year}"


@access.requires(permissions.LOOK)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    group, _ = _chosen(request)
    found = _load(request, pk, group)
    workbook = exporters.series_workbook(found, TITLES[found.view], group)
    response = HttpResponse(workbook, content_type=exporters.XLSX)
    response["Content-Disposition"] = f'attachment; filename="chuoi-so-lieu-{found.unit.code or pk}.xlsx"'
    return response
