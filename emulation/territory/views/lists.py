"""The register of a day: the tree level by level, or a flat list of what is searched and filtered."""

import datetime as dt
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access, clock, quantities, vietnamese, workbooks
from emulation.territory import exporters, permissions
from emulation.territory.importers.country import REFORM
from emulation.territory.models import EARLIEST, Level, Unit, UnitMark
from emulation.territory.selectors import register
from emulation.territory.selectors.register import Asked
from emulation.territory.services.checks import KINDS

A_PAGE = 100
LAST_DAY = dt.date(2100, 1, 1)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {"": "Đang hoạt động", "ket-thuc": "Đã kết thúc", "chua-chac": "Kế thừa chưa chắc chắn"}


def day_asked(request: HttpRequest) -> tuple[dt.date, str]:
    """The day of `?ngay=`, today when there is none; a sentence when it can't be read."""
    typed = request.GET.get("ngay", "").strip()
    if not typed:
        return clock.today(), ""
    day = workbooks.as_day(typed)
    if day is None or not EARLIEST < day < LAST_DAY:
        short = quantities.quoted(typed)
        return clock.today(), f"Ngày {short} chưa đúng, ví dụ đúng: 30/6/2025. Đang xem danh bạ hôm nay."
    return day, ""


def _asked(request: HttpRequest, on: dt.date) -> Asked:
    state = request.GET.get("loc", "")
    level, kind, mark = (request.GET.get(name, "") for name in ("cap", "loai", "dien"))
    under = None
    if typed := request.GET.get("duoi", ""):
        units = Unit.objects.visible_to(request.user).select_related("commune", "district", "province")
        under = get_object_or_404(units, pk=quantities.row_id(typed))
    return Asked(
        on=on,
        search=request.GET.get("tim", "")[:200],
        level=level if level in Level.values else "",
        kind=kind if any(kind in kinds for kinds in KINDS.values()) else "",
        mark=mark if mark in UnitMark.Mark.values else "",
        ended=state == "ket-thuc",
        unsure=state == "chua-chac",
        under=under,
    )


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    on, wrong_day = day_asked(request)
    asked = _asked(request, on)
    page = Paginator(register.listed(request.user, asked), A_PAGE).get_page(request.GET.get("trang"))
    kept = {name: request.GET[name] for name in ("tim", "cap", "loai", "dien", "loc", "duoi") if request.GET.get(name)}
    if on != clock.today():
        kept["ngay"] = vietnamese.day(on)
    return render(
        request,
        "emulation/territory/index.html",
        {
            "asked": asked,
            "on": on,
            "is_today": on == clock.today(),
            "wrong_day": wrong_day,
            "page": page,
            "rows": register.rows_of(list(page), on),
            "totals": _totals(register.totals_on(on, asked.under)),
            "path": register.path_to(asked.under),
            "own": _own(request.user, asked),
            "levels": Level.choices,
            "kinds": sorted({kind for kinds in KINDS.values() for kind in kinds}, key=vietnamese.sort_key),
            "marks": UnitMark.Mark.choices,
            "states": STATES,
            "state": request.GET.get("loc", ""),
            "query": urlencode(kept),
            "day_query": urlencode({"ngay": vietnamese.day(on)}) if on != clock.today() else "",
            "other_map": _other_map(clock.today()),
        },
    )


def _other_map(today: dt.date) -> tuple[dt.date, str]:
    """A short way across the reform of 01/7/2025, from either side."""
    if today < REFORM:
        return REFORM, "Sau sắp xếp 01/7/2025"
    return REFORM - dt.timedelta(days=1), "Trước sắp xếp 01/7/2025"


def _totals(counts: dict[str, int]) -> str:
    """ "34 đơn vị cấp tỉnh, 3.321 đơn vị cấp xã"."""
    words = [
        f"{vietnamese.grouped(counts[level])} đơn vị {label}" for level, label in Level.choices[:3] if level in counts
    ]
    if Level.HAMLET in counts:
        words.append(f"{vietnamese.grouped(counts[Level.HAMLET])} thôn, tổ dân phố")
    return ", ".join(words)


def _own(user: Any, asked: Asked) -> list[Unit]:
    """The units of one's posts, as a short way there from the top of the tree."""
    if asked.under is not None or asked.is_flat:
        return []
    units = Unit.objects.filter(pk__in={post.unit_id for post in access.scope(user).posts})
    return list(units.with_parents().in_order())


@access.requires(permissions.SEE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all pages; from the tree, everything below."""
    on, _ = day_asked(request)
    asked = _asked(request, on)
    if not asked.is_flat and asked.under is None:
        asked = replace(asked, level=Level.COMMUNE)  # the top of the tree: the country's communes
    units = register.listed(request.user, asked)
    response = HttpResponse(exporters.workbook(asked, units), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'Đơn vị ngày {on:%d-%m-%Y}.xlsx')}"
    return response
