"""A new name from a day on, a correction, the end of a hamlet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from campaign_portal.foundation import access
from emulation.territory import permissions, services
from emulation.territory.forms.register import CorrectForm, EndForm, NameForm, RenameForm
from emulation.territory.models import Level, Unit
from emulation.territory.views.acting import Act, kept_unit, run

FORM = ["GET", "HEAD", "POST"]


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    unit = kept_unit(user, pk, permissions.may_rename)
    act = Act(
        title=f"Đổi tên {unit.title}",
        says="Cùng một nơi mang tên hoặc loại mới từ một ngày; tên cũ được giữ trong danh bạ. Sáp nhập, chia tách là "
        "đơn vị mới, lập ở phương án sắp xếp. Chỉ gõ nhầm thì dùng “Sửa thông tin”.",
        button="Đổi tên",
        done=f"Đã ghi tên mới của {unit.title}.",
    )
    form = RenameForm(request.POST or None, unit=unit)
    return run(request, unit, form, act, lambda data: services.rename(unit, by=user, **data))


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it for whoever keeps the unit; the name alone for a commune's people at their hamlets."""
    user: Any = request.user
    unit = kept_unit(user, pk, permissions.may_rename)
    form_class = CorrectForm if permissions.may_keep(user, unit) else NameForm
    act = Act(
        title=f"Sửa thông tin {unit.title}",
        says="Sửa chỗ ghi sai trong danh bạ; không phải đổi tên. Trước và sau được ghi vào nhật ký.",
        button="Lưu phần sửa",
        done="Đã sửa thông tin trong danh bạ.",
    )
    form = form_class(request.POST or None, unit=unit)
    return run(request, unit, form, act, lambda data: services.correct(unit, by=user, **data))


@access.requires(permissions.KEEP)
@require_http_methods(FORM)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    unit = kept_unit(user, pk, _may_end)
    act = Act(
        title=f"Kết thúc {unit.title}",
        says="Thôn giải thể mà không nhập vào thôn khác. Nhập thôn thì lập phương án sắp xếp, để số liệu đi theo.",
        button="Ghi kết thúc",
        done=f"Đã ghi kết thúc {unit.title}.",
    )
    form = EndForm(request.POST or None)
    return run(request, unit, form, act, lambda data: services.end_hamlet(unit, by=user, **data))


def _may_end(user: Any, unit: Unit) -> bool:
    return unit.level == Level.HAMLET and permissions.may_keep(user, unit)
