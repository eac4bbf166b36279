"""Marks with their decisions; where a unit went, confirmed by a person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Problem, Refused
from emulation.territory import permissions, services
from emulation.territory.forms.facts import MarkForm, RemoveForm, SettleForm, SuccessionForm
from emulation.territory.models import Unit, UnitMark, UnitSuccession
from emulation.territory.views.acting import Act, kept_unit, run

FORM = ["GET", "HEAD", "POST"]
NOT_BOTH = "Ông/bà không quản trị {}; quan hệ giữa hai đơn vị do quản trị cấp trên của cả hai ghi."


# --- Marks -----------------------------------------------------------------------------------------------------------


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def add_mark(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    unit = kept_unit(user, pk, permissions.may_keep_marks)
    act = Act(
        title=f"Ghi diện của {unit.title}",
        says="Mỗi diện theo một quyết định, có ngày bắt đầu và kết thúc.",
        button="Ghi diện",
        done="Đã ghi diện của đơn vị.",
    )
    form = MarkForm(request.POST or None, request.FILES or None)
    return run(request, unit, form, act, lambda data: services.mark(unit, by=user, **data))


def _mark(user: Any, pk: int) -> UnitMark:
    units = Unit.objects.visible_to(user)
    row = get_object_or_404(UnitMark.objects.filter(unit__in=units).select_related("unit", "paper"), pk=pk)
    if not permissions.may_keep_marks(user, row.unit):
        raise Http404
    return row


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def edit_mark(request: HttpRequest, mark_pk: int) -> HttpResponse:
    user: Any = request.user
    row = _mark(user, mark_pk)
    act = Act(
        title=f"Sửa diện {row.get_mark_display()} của {row.unit.title}",
        says="Diện hết hiệu lực thì ghi ngày kết thúc. Chỉ xóa khi đã ghi nhầm.",
        button="Lưu phần sửa",
        done="Đã sửa diện của đơn vị.",
    )
    form = MarkForm(request.POST or None, request.FILES or None, row=row)
    return run(
        request,
        row.unit,
        form,
        act,
        lambda data: services.correct_mark(row, by=user, **data),
        remove=RemoveForm(),
        remove_url="territory:remove_mark",
        remove_pk=row.pk,
    )


@access.requires(permissions.KEEP)
@require_POST
def remove_mark(request: HttpRequest, mark_pk: int) -> HttpResponse:
    user: Any = request.user
    row = _mark(user, mark_pk)
    return _remove(request, row.unit, lambda reason: services.remove_mark(row, reason=reason, by=user), "Đã xóa diện.")


def _remove(request: HttpRequest, unit: Unit, service: Any, done: str) -> HttpResponse:
    try:
        service(request.POST.get("reason", ""))
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
    else:
        messages.success(request, done)
    return redirect("territory:page", pk=unit.pk)


# --- Where a unit went -----------------------------------------------------------------------------------------------


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def add_succession(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    unit = kept_unit(user, pk, permissions.may_keep)
    act = Act(
        title=f"Ghi kế thừa của {unit.title}",
        says="Bổ sung một quan hệ còn thiếu của lần sắp xếp đã qua. Lần sắp xếp mới thì lập phương án.",
        button="Ghi kế thừa",
        done="Đã ghi quan hệ kế thừa.",
    )
    form = SuccessionForm(request.POST or None, user=user, unit=unit)

    def write(data: dict[str, Any]) -> UnitSuccession:
        other, way = data.pop("other"), data.pop("way")
        old, new = (unit, other) if way == "went" else (other, unit)
        if other.pk != unit.pk and not permissions.may_keep_line(user, old, new):
            raise Refused(Problem(NOT_BOTH.format(other.title), field="other"))
        return services.add_succession(old, new, by=user, **data)

    return run(request, unit, form, act, write)


def _succession(user: Any, pk: int) -> UnitSuccession:
    rows = UnitSuccession.objects.filter(successor__in=Unit.objects.visible_to(user))
    row = get_object_or_404(rows.select_related("predecessor", "successor"), pk=pk)
    if not permissions.may_keep_line(user, row.predecessor, row.successor):
        raise Http404
    return row


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def settle(request: HttpRequest, succession_pk: int) -> HttpResponse:
    user: Any = request.user
    row = _succession(user, succession_pk)
    act = Act(
        title=f"{row.predecessor.opening_title} → {row.successor.title}",
        says="Xác nhận khi đã đối chiếu với văn bản. Một phần thì ghi tỷ lệ và nguồn; chưa rõ thì để trống.",
        button="Lưu phần xác nhận",
        done="Đã ghi phần xác nhận.",
    )
    form = SettleForm(request.POST or None, row=row)
    return run(
        request,
        row.successor,
        form,
        act,
        lambda data: services.settle_succession(row, by=user, **data),
        remove=RemoveForm(),
        remove_url="territory:remove_succession",
        remove_pk=row.pk,
    )


@access.requires(permissions.KEEP)
@require_POST
def remove_succession(request: HttpRequest, succession_pk: int) -> HttpResponse:
    user: Any = request.user
    row = _succession(user, succession_pk)
    return _remove(
        request,
        row.successor,
        lambda reason: services.remove_succession(row, reason=reason, by=user),
        "Đã xóa quan hệ kế thừa.",
    )
