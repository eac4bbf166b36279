"""One unit: what it is, was called, bears, came from and went into, and what lies below it on a day."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, clock, history, vietnamese
from emulation.territory import permissions
from emulation.territory.models import EARLIEST, Level, Unit
from emulation.territory.selectors import beside, register
from emulation.territory.views.lists import day_asked


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    units = Unit.objects.visible_to(user).select_related("commune", "district", "province", "parent")
    unit = get_object_or_404(units, pk=pk)
    on, wrong_day = day_asked(request)
    if not request.GET.get("ngay") and unit.valid_to is not None and unit.valid_to < on:
        on = unit.valid_to  # of a unit that ended one looks at its last day
    below = Unit.objects.valid_on(on).filter(parent=unit).with_parents().in_order()
    came, went = register.successions_of(unit)
    return render(
        request,
        "emulation/territory/page.html",
        {
            "unit": unit,
            "on": on,
            "is_today": on == clock.today(),
            "wrong_day": wrong_day,
            "then": register.names_on([unit.pk], on).get(unit.pk),
            "path": register.path_to(unit),
            "situation": _situation(unit, [row.successor for row in went]),
            "starts": _starts(unit),
            "names": register.names_of(unit),
            "marks": list(unit.marks.select_related("paper").order_by("-valid_from", "mark")),
            "today": clock.today(),
            "came": came,
            "went": went,
            "unsure": sum(not row.certain for row in [*came, *went]),
            "rows": register.rows_of(list(below), on),
            "below_words": _below_words(unit),
            "panels": beside.panels(user, unit, on),
            "acts": beside.acts(user, unit),
            "may_rename": permissions.may_rename(user, unit) and not unit.has_ended,
            "may_correct": permissions.may_rename(user, unit),
            "may_keep": permissions.may_keep(user, unit),
            "may_settle": {
                row.pk for row in [*came, *went] if permissions.may_keep_line(user, row.predecessor, row.successor)
            },
            "may_mark": permissions.may_keep_marks(user, unit),
            "may_add_hamlets": permissions.may_keep_hamlets(user, unit) and not unit.has_ended,
            "is_hamlet": unit.level == Level.HAMLET,
            "history": history.of(unit, request.GET),
        },
    )


def _starts(unit: Unit) -> str:
    if unit.start_known:
        return vietnamese.day(unit.valid_from)
    if unit.valid_from == EARLIEST:
        return "không rõ, có từ trước dữ liệu đang có"
    return f"không rõ, chậm nhất {vietnamese.day(unit.valid_from)}"


def _situation(unit: Unit, successors: list[Unit]) -> str:
    """The first sentence of the page."""
    words = [f"Mã {unit.code}"] if unit.code else []
    words += [f"thuộc {unit.above}"] if unit.above else []
    what = ", ".join(words)
    first = f"{what[:1].upper()}{what[1:]}. " if what else ""
    if unit.valid_to is not None and unit.has_ended:
        went = ", ".join(one.title for one in successors[:3]) + (" …" if len(successors) > 3 else "")
        return f"{first}Đã kết thúc, hoạt động đến hết {vietnamese.day(unit.valid_to)}" + (
            f"; nay là {went}." if went else "."
        )
    if unit.valid_from > clock.today():
        return f"{first}Bắt đầu từ {vietnamese.day(unit.valid_from)}."
    return f"{first}Đang hoạt động."


def _below_words(unit: Unit) -> str:
    return {
        Level.PROVINCE: "Các đơn vị trực thuộc",
        Level.DISTRICT: "Các xã, phường trực thuộc",
        Level.COMMUNE: "Thôn, tổ dân phố",
        Level.HAMLET: "",
    }[Level(unit.level)]
