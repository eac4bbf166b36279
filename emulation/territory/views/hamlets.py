"""A commune's hamlets: one by one, or from a workbook with a look before anything is written."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.territory import permissions, services
from emulation.territory.forms.register import HamletForm, ListForm
from emulation.territory.importers import hamlets as lists
from emulation.territory.views.acting import Act, kept_unit, run

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    commune = kept_unit(user, pk, permissions.may_keep_hamlets)
    act = Act(
        title=f"Thêm thôn của {commune.title}",
        says="Thôn, tổ dân phố không có mã; tên phân biệt trong xã. Nhiều thôn một lúc thì nhập từ Excel.",
        button="Thêm thôn",
        done="Đã thêm vào danh bạ.",
    )
    form = HamletForm(request.POST or None, commune=commune)
    return run(request, commune, form, act, lambda data: services.add_hamlet(commune, by=user, **data))


@access.requires(permissions.KEEP)
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in."""
    commune = kept_unit(request.user, pk, permissions.may_keep_hamlets)
    response = HttpResponse(lists.template(commune), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'Thôn của {commune.title}.xlsx')}"
    return response


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, then the preview, then all of it or nothing."""
    user: Any = request.user
    commune = kept_unit(user, pk, permissions.may_keep_hamlets)
    if request.method == "POST" and "rows" in request.POST:
        return _apply(request, user, commune)
    form = ListForm(request.POST or None, request.FILES or None, commune=commune)
    checked = None
    if request.method == "POST" and form.is_valid():
        try:
            checked = lists.read(form.cleaned_data["file"], commune, since=form.cleaned_data["since"])
        except Refused as refused:
            acting.show_in_form(form, refused)
    return render(request, "emulation/territory/hamlets.html", {"unit": commune, "form": form, "checked": checked})


def _apply(request: HttpRequest, user: Any, commune: Any) -> HttpResponse:
    try:
        checked = lists.read_kept(request.POST["rows"], commune)
        added = services.add_hamlets(commune, checked.to_add(), by=user)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
        return redirect("territory:bring_hamlets", pk=commune.pk)
    skipped = f" {len(checked.there)} thôn đã có nên bỏ qua." if checked.there else ""
    messages.success(request, (f"Đã thêm {len(added)} thôn." if added else "Không có thôn nào mới.") + skipped)
    return redirect("territory:page", pk=commune.pk)
