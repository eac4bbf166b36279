"""The map of a province or district: its communes coloured by a rate or its fall, a table of the same beneath."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, clock, quantities
from campaign_portal.foundation.charts import maps
from campaign_portal.foundation.charts.maps import Area
from emulation.poverty import permissions
from emulation.poverty.rules import mapping
from emulation.poverty.rules.mapping import Classes
from emulation.poverty.selectors import mapped, series
from emulation.poverty.selectors.mapped import Line, Mapped
from emulation.poverty.views.series import TODAY
from emulation.territory.models import Level, Unit
from emulation.territory.rules.shapes import FIRST_DAY
from emulation.territory.selectors.shapes import centres_of, shapes_of

FEW = 30  # communes that can bear their names on the map


@dataclass(frozen=True)
class Indicator:
    """What colours a map."""

    key: str  # in the address
    title: str
    measure: str  # "%", "điểm %"
    value: Callable[[Line], Fraction | None]  # a rate, or points where `is_fall`
    is_fall: bool = False

    def figure(self, line: Line) -> Fraction | None:
        """In per cent or points."""
        value = self.value(line)
        return value if value is None or self.is_fall else value * 100

    def text(self, line: Line) -> str:
        return self.read(self.value(line))

    def read(self, value: Fraction | None) -> str:
        return quantities.points_text(value) if self.is_fall else quantities.percent_text(value)


POOR = Indicator("ngheo", "Tỷ lệ hộ nghèo", "%", lambda line: line.poor_rate)
FALL = Indicator("giam", "Giảm tỷ lệ hộ nghèo trong năm", "điểm %", lambda line: line.fall, is_fall=True)
NEAR = Indicator("can-ngheo", "Tỷ lệ hộ cận nghèo", "%", lambda line: line.near_rate)
INDICATORS = (POOR, FALL, NEAR)


@access.requires(permissions.LOOK)
@require_safe
def page(request: HttpRequest, unit: int) -> HttpResponse:
    place = get_object_or_404(Unit.objects.select_related("parent"), pk=unit)
    if place.level not in {Level.PROVINCE, Level.DISTRICT} or not series.may_see(request.user, place):
        raise Http404
    is_today = request.GET.get("dia-gioi") == TODAY
    found = mapped.map_of(request.user, place, "today" if is_today else "as_it_was", request.GET.get("ky", ""))
    indicator = next((one for one in INDICATORS if one.key == request.GET.get("chi-so")), POOR)
    classes = mapping.classes_for(map(indicator.figure, found.lines), is_fall=indicator.is_fall)
    links = {line.unit.pk: _link(request, line.unit, is_today=is_today) for line in found.lines}
    drawing = _draw(found, indicator, classes, links)
    drawn = {one.area.key for one in drawing.drawn}
    context = {
        "unit": place,
        "found": found,
        "is_today": is_today,
        "today_query": TODAY,
        "today_title": "Theo địa giới hiện nay" if clock.today() >= FIRST_DAY else "Theo địa giới từ 01/7/2025",
        "indicator": indicator,
        "indicators": INDICATORS,
        "classes": classes,
        "map": drawing,
        "map_title": f"{indicator.title}, {indicator.measure}, {place.title}",
        "rows": [(line, links[line.unit.pk], classes.of(indicator.figure(line))) for line in found.lines],
        "undrawn": [line.unit for line in found.lines if line.unit.pk not in drawn],
        "situation": _situation(found, indicator),
    }
    return render(request, "emulation/poverty/map.html", context)


def _link(request: HttpRequest, commune: Unit, *, is_today: bool) -> str:
    """To the commune's own figures; of one whose figures are not for him, to what is public of it."""
    if not series.may_see(request.user, commune):
        return reverse("territory:page", args=[commune.pk])
    return reverse("series:page", args=[commune.pk]) + (f"?dia-gioi={TODAY}" if is_today else "")


def _draw(found: Mapped, indicator: Indicator, classes: Classes, links: dict[int, str]) -> maps.Drawing:
    units = [line.unit for line in found.lines]
    shapes = shapes_of(units) if found.has_shapes else {}
    centres = {} if found.has_shapes else centres_of(units)
    areas = []
    for line in found.lines:
        pk = line.unit.pk
        shade = classes.of(indicator.figure(line))
        areas.append(
            Area(
                name=line.unit.name,
                heard=heard(line, indicator),
                key=pk,
                shade=shade,
                href=links[pk],
                label=line.unit.name if len(units) <= FEW else "",
                note=quantities.short_text(indicator.figure(line)) if shade else "",
                rings=shapes.get(pk, ()),
                point=centres.get(pk),
                weight=line.total or 0,
            )
        )
    return maps.draw(areas, list(shapes_of(found.beneath).values()))


def heard(line: Line, indicator: Indicator) -> str:
    """ "Xã Tả Van: 21,30%, 134 hộ nghèo trên 629 hộ, sơ bộ"; or why there is nothing."""
    name = line.unit.opening_title
    if line.why_none:
        return f"{name}: {line.why_none}"
    if indicator.value(line) is None:
        return f"{name}: {'chưa có số đầu năm để so' if indicator.is_fall else 'chưa có số'}"
    early = ", sơ bộ" if line.is_provisional else ""
    if indicator is NEAR:
        return f"{name}: {indicator.text(line)}, {line.near} hộ cận nghèo trên {line.total} hộ{early}"
    if indicator is FALL:
        moved = f"từ {quantities.percent_text(line.start_rate)} còn {quantities.percent_text(line.poor_rate)}"
        fell = indicator.text(line)
        return f"{name}: {fell if fell.startswith('tăng') else f'giảm {fell}'} điểm %, {moved}{early}"
    return f"{name}: {indicator.text(line)}, {line.poor} hộ nghèo trên {line.total} hộ{early}"


def _situation(found: Mapped, indicator: Indicator) -> str:
    """ "14 trên 16 xã, phường có số. Cao nhất Ngũ Chỉ Sơn (32,10%), thấp nhất Sa Pa (1,20%)."."""
    if found.chosen is None:
        return "Chưa có số rà soát nào đã nộp hoặc đã duyệt."
    if not found.lines:
        return "Không có xã, phường nào trên bản đồ này."
    known = sorted(
        ((value, line) for line in found.lines if (value := indicator.figure(line)) is not None),
        key=lambda pair: pair[0],
    )
    said = f"{len(known)} trên {len(found.lines)} xã, phường có số."
    if len(known) > 1 and known[0][0] != known[-1][0]:
        (_, least), (_, most) = known[0], known[-1]
        if indicator.is_fall:
            said += f" Giảm nhiều nhất {most.unit.name} ({indicator.text(most)}), ít nhất {least.unit.name} "
        else:
            said += f" Cao nhất {most.unit.name} ({indicator.text(most)}), thấp nhất {least.unit.name} "
        said += f"({indicator.text(least)})."
    return said
