"""The log: who did what, for auditors and administrators; one line with all it says; its export; the chain's check."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, audit, clock, history, quantities, sheets, trail, vietnamese
from campaign_portal.foundation.models import AuditEntry
from campaign_portal.foundation.sheets import Column, Sheet, Value
from campaign_portal.foundation.web import stepping_up
from campaign_portal.foundation.web.views import seconds_left

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = ("tim", "viec", "loai", "nguoi", "ban-ghi", "tu", "den", "ly-do", "rieng")
_DAY = {"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 25/6/2020."}


class Filter(forms.Form):
    """What the address asks for; a day that is none is said beside its field, and the list stays as it was."""

    tim = forms.CharField(required=False, max_length=100, label="Tìm")
    tu = forms.DateField(required=False, label="Từ ngày", error_messages=_DAY)
    den = forms.DateField(required=False, label="Đến ngày", error_messages=_DAY)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        since, until = typed.get("tu"), typed.get("den")
        if since and until and since > until:
            self.add_error("den", "Ngày cuối trước ngày đầu; xin đổi lại.")
        return typed


def _asked(request: HttpRequest) -> tuple[trail.Asked, Filter]:
    query = request.GET
    form = Filter(query)
    form.is_valid()
    typed = form.cleaned_data
    until = None if form.has_error("den") else typed.get("den")
    asked = trail.Asked(
        text=query.get("tim", "")[:100],
        action=query.get("viec", "")[:80],
        kind=query.get("loai", "")[:80],
        actor_id=quantities.row_id(query.get("nguoi", "")),
        object_id=query.get("ban-ghi", "")[:64],
        since=typed.get("tu"),
        until=until,
        with_reason=bool(query.get("ly-do")),
        private=bool(query.get("rieng")),
    )
    return asked, form


@access.requires(trail.READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked, form = _asked(request)
    page = trail.page(
        request.user,
        asked,
        before=quantities.row_id(request.GET.get("truoc", "")),
        after=quantities.row_id(request.GET.get("sau", "")),
    )
    kept = request.GET.copy()
    for name in ("truoc", "sau"):
        kept.pop(name, None)
    state = trail.seal_state()
    context = {
        "page": page,
        "rows": [(entry, trail.kind_name(entry.object_type)) for entry in page.entries],
        "asked": asked,
        "form": form,
        "kinds": trail.kinds(),
        "who": trail.doer(request.user, asked.actor_id),
        "is_narrowed": any(request.GET.get(name) for name in NAMES),
        "query": kept.urlencode(),
        "state": state,
        "job": state.walk,
        "seconds_left": seconds_left(state.walk) if state.walk else None,
        "most": trail.MOST_EXPORTED,
    }
    return render(request, "foundation/trail/index.html", context)


@access.requires(trail.READ)
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with everything it holds, and its link in the chain."""
    found = get_object_or_404(trail.visible_to(request.user).select_related("seal"), pk=pk)
    context = {
        "entry": found,
        "kind": trail.kind_name(found.object_type),
        "line": next(history.told([found])),
        "technical": list(trail.technical(found)),
        "seal": getattr(found, "seal", None),
    }
    return render(request, "foundation/trail/entry.html", context)


@access.requires(trail.READ)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Start the walk along the chain."""
    with transaction.atomic():
        trail.ask_to_verify(by=request.user)  # type: ignore[arg-type]
    messages.success(request, "Đang kiểm tra chuỗi niêm phong. Có thể rời trang; việc vẫn chạy.")
    return redirect("trail")


@access.requires(trail.READ)
@stepping_up.confirmed("xuất nhật ký ra Excel, có tên nhiều người", reading=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, in Excel. Taking it out is itself a line of the trail."""
    asked, _ = _asked(request)
    user: Any = request.user
    lines = trail.found(user, asked).select_related("seal")[: trail.MOST_EXPORTED]
    content = sheets.workbook([_sheet(lines)], title="Nhật ký việc làm", author=user.full_name)
    with transaction.atomic():
        audit.record("xuất nhật ký ra Excel", user, by=user, after={"điều kiện": request.GET.urlencode() or "tất cả"})
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{clock.today():%Y-%m-%d}.xlsx"'
    return response


def _sheet(lines: QuerySet[AuditEntry]) -> Sheet:
    return Sheet(
        name="Nhật ký",
        columns=(
            Column(9, number_format="0"),
            Column(17),
            Column(17),
            Column(22),
            Column(28),
            Column(14),
            Column(24),
            Column(18),
            Column(32),
            Column(60),
            Column(32),
            Column(10, number_format="0"),
        ),
        header=(
            (
                "Dòng số",
                "Lúc",
                "Ghi vào máy lúc",
                "Người làm",
                "Chức vụ lúc đó",
                "Từ đâu",
                "Việc",
                "Loại",
                "Đối tượng",
                "Thay đổi",
                "Lý do",
                "Niêm phong số",
            ),
        ),
        rows=map(_row, lines.iterator(chunk_size=500)),
        titles=("NHẬT KÝ VIỆC LÀM", f"Lập ngày {vietnamese.day(clock.today())}"),
        notes=(f"Nhiều nhất {vietnamese.grouped(trail.MOST_EXPORTED)} dòng mới nhất khớp điều kiện.",),
        frozen_columns=2,
    )


def _row(entry: AuditEntry) -> tuple[Value, ...]:
    seal = getattr(entry, "seal", None)
    return (
        entry.pk,
        _moment(entry.business_at),
        _moment(entry.at),
        entry.actor_name,
        entry.actor_posts,
        entry.source,
        entry.action,
        trail.kind_name(entry.object_type),
        entry.object_text,
        "\n".join(_changes(entry)),
        entry.reason,
        seal.position if seal else None,
    )


def _changes(entry: AuditEntry) -> Iterator[str]:
    for group in history.changed(entry):
        for change in group.changes:
            label = f"{group.title}, {change.label}" if group.title else change.label
            yield f"{label}: {change.now}" if change.is_context else f"{label}: {change.was} → {change.now or 'bỏ'}"


def _moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M:%S} {vietnamese.day(local.date())}"
