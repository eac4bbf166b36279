"""What the picker asks while a person types."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign_portal.foundation import access
from emulation.territory import permissions
from emulation.territory.models import Level
from emulation.territory.selectors import picks


@access.requires(permissions.SEE)
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """The units of a pick that fit the typed text, as the options of a list."""
    user: Any = request.user
    found_pick = picks.pick_named(request.GET.get("chon", ""))
    if found_pick is None:
        raise Http404
    rows = found_pick.rows(user)
    level = request.GET.get("cap", "")
    if level in Level.values:
        rows = rows.filter(level=level)
    found = picks.find(rows, request.GET.get("tim", "")[:300], user=user)
    return render(
        request,
        "emulation/territory/picked.html",
        {"units": found.units, "said": _said(found), "said_inside": found.more or not found.units},
    )


def _said(found: picks.Found) -> str:
    if not found.units:
        return "Không có đơn vị nào khớp. Thử gõ ít chữ hơn, hoặc gõ mã."
    if found.more:
        return f"{len(found.units)} đơn vị đầu tiên. Gõ thêm để thu hẹp, ví dụ thêm “, lào cai”."
    return f"{len(found.units)} đơn vị."
