"""The lists of reviews: a commune's periods; the communes of a town in one period, with export."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.duties import selectors as duties
from emulation.poverty import exporters, permissions
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import lists
from emulation.poverty.selectors.lists import Line
from emulation.territory.models import Level, Unit

FILTERS = (
    ("", "Mọi tình trạng"),
    ("none", "Chưa nhập"),
    (ReviewSet.State.DRAFT, "Đang nhập"),
    (ReviewSet.State.WITH_LEADER, "Chờ lãnh đạo xã"),
    (ReviewSet.State.SUBMITTED, "Đã nộp, chờ duyệt"),
    (ReviewSet.State.RETURNED, "Trả lại để bổ sung"),
    (ReviewSet.State.APPROVED, "Đã duyệt"),
)


@access.requires(permissions.LOOK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A commune's officer, its leader and its hamlet heads see its periods; above, the communes in one period."""
    unit = lists.home_unit(request.user)
    if unit is None:
        raise Http404
    if unit.level in {Level.COMMUNE, Level.HAMLET}:
        commune = Unit.objects.get(pk=unit.commune_id or unit.pk)
        context = {
            "commune": commune,
            "is_hamlet": unit.level == Level.HAMLET,
            "lines": lists.lines_of_commune(commune),
            "opening": ReviewSet.objects.filter(unit=commune, is_opening=True, is_current=True).last(),
            "may_enter": permissions.ENTER.holds(request.user),
        }
        return render(request, "emulation/poverty/commune.html", context)
    return render(request, "emulation/poverty/town.html", _town(request, unit))


def _town(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    periods = lists.review_periods(unit)
    chosen = lists.period_shown(periods, request.GET.get("ky", ""))
    standard = lists.standard_of_year(chosen.period.year) if chosen else None
    if chosen is None or standard is None:
        return {"unit": unit, "periods": periods, "chosen": None, "lines": []}
    everything = lists.lines_below(unit, chosen.key, standard)
    text, state = request.GET.get("tim", "").strip()[:80], request.GET.get("tinh-trang", "")
    shown = lists.narrowed(everything, text=text, state=state)
    return {
        "unit": unit,
        "periods": periods,
        "chosen": chosen,
        "standard": standard,
        "lines": shown,
        "total": lists.totals(shown),
        "counted": sum(line.figures is not None for line in shown),
        "situation": _situation(everything),
        "is_narrowed": bool(text or state),
        "text": text,
        "state": state,
        "filters": FILTERS,
        "query": request.GET.urlencode(),
    }


def _situation(lines: list[Line]) -> str:
    """ "15 trên 16 xã, phường đã nộp (1 trả lại để bổ sung), 3 chờ duyệt. Chưa nộp: …"."""
    handed_in = sum(line.was_handed_in for line in lines)
    returned = sum(line.is_returned for line in lines)
    waiting = [line for line in lines if lists.state_of(line) == ReviewSet.State.SUBMITTED]
    late = [line.unit.name for line in lines if line.owed and line.owed.state == "missing"]
    sentence = duties.came_text(handed_in, len(lines), returned, "xã, phường")
    if waiting:
        sentence += f", {len(waiting)} chờ duyệt"
    if late:
        sentence += f". Quá hạn chưa nộp: {', '.join(late[:6])}{' …' if len(late) > 6 else ''}"
    return sentence + "."


@access.requires(permissions.LOOK)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The town's list as it is filtered, in Excel."""
    unit = lists.home_unit(request.user)
    if unit is None or unit.level in {Level.COMMUNE, Level.HAMLET}:
        raise Http404
    context = _town(request, unit)
    if context["chosen"] is None:
        raise Http404
    content = exporters.town_workbook(unit, context["chosen"].period, context["standard"], context["lines"])
    response = HttpResponse(content, content_type=exporters.XLSX)
    response["Content-Disposition"] = f'attachment; filename="ra-soat-{context["chosen"].key}.xlsx"'
    return response
