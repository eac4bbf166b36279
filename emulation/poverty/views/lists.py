"""The lists of reviews: a commune's periods; the communes of a town in one period, with export."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.duties import selectors as duties
from emulation.poverty import exporters, permissions
from emulation.poverty.models import PovertyStandard, ReviewApproval, ReviewSet
from emulation.poverty.selectors import approvals, lists, series
from emulation.poverty.selectors.approvals import Compilation
from emulation.poverty.selectors.lists import Line, ReviewPeriod
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
    return _above(request, unit, is_home=True)


@access.requires(permissions.LOOK)
@require_safe
def below(request: HttpRequest, unit: int) -> HttpResponse:
    """The same of a unit below one's own: from the province down to a district, and on to its communes."""
    place = get_object_or_404(Unit.objects.select_related("parent"), pk=unit)
    if not series.may_see(request.user, place) or place.level not in {Level.PROVINCE, Level.DISTRICT}:
        raise Http404
    return _above(request, place, is_home=False)


def _above(request: HttpRequest, unit: Unit, *, is_home: bool) -> HttpResponse:
    """A province of districts is told by districts; a district, or a province without them, by communes."""
    periods = lists.review_periods(unit)
    chosen = lists.period_shown(periods, request.GET.get("ky", ""))
    standard = lists.standard_of_year(chosen.period.year) if chosen else None
    if chosen is None or standard is None:
        empty = {"unit": unit, "periods": periods, "chosen": None, "lines": [], "is_home": is_home}
        return render(request, "emulation/poverty/town.html", empty)
    has_districts = unit.level == Level.PROVINCE and approvals.has_districts(unit, chosen.period.ends_on)
    compiled = approvals.compilation_of(unit, chosen.key, standard, with_figures=has_districts)
    context = {
        "unit": unit,
        "is_home": is_home,
        "periods": periods,
        "chosen": chosen,
        "standard": standard,
        "compiled": compiled,
        "due": approvals.compilation_due(unit, chosen.key),
        "may_compile": permissions.compiles_for(request.user, unit),
        "brings": permissions.BRING.holds(request.user) and permissions.brings_for(request.user, unit),
        "sees_compilation": _sees(request, compiled),
    }
    if has_districts:
        return render(request, "emulation/poverty/province.html", context)
    return render(request, "emulation/poverty/town.html", context | _town(request, unit, chosen, standard, compiled))


def _sees(request: HttpRequest, compiled: Compilation) -> bool:
    own = compiled.approval
    return own is not None and ReviewApproval.objects.visible_to(request.user).filter(pk=own.pk).exists()


def _town(
    request: HttpRequest, unit: Unit, chosen: ReviewPeriod, standard: PovertyStandard, compiled: Compilation
) -> dict[str, Any]:
    everything = lists.lines_below(unit, chosen.key, standard)
    text, state = request.GET.get("tim", "").strip()[:80], request.GET.get("tinh-trang", "")
    shown = lists.narrowed(everything, text=text, state=state)
    return {
        "lines": shown,
        "stages": approvals.stages_below(compiled, (line.review for line in everything)),
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
    chosen = lists.period_shown(lists.review_periods(unit), request.GET.get("ky", ""))
    standard = lists.standard_of_year(chosen.period.year) if chosen else None
    if chosen is None or standard is None:
        raise Http404
    lines = lists.lines_below(unit, chosen.key, standard)
    text, state = request.GET.get("tim", "").strip()[:80], request.GET.get("tinh-trang", "")
    content = exporters.town_workbook(unit, chosen.period, standard, lists.narrowed(lines, text=text, state=state))
    response = HttpResponse(content, content_type=exporters.XLSX)
    response["Content-Disposition"] = f'attachment; filename="ra-soat-{chosen.key}.xlsx"'
    return response
