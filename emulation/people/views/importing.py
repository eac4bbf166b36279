"""People out of a workbook: the blank form, the preview, mending a row, taking the good ones."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting, stepping_up
from emulation.people import importers, permissions
from emulation.people.forms.importing import FileForm, RowForm
from emulation.people.views import download


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Every row with what becomes of it; nothing is written before the button is pressed."""
    user: Any = request.user
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            importers.keep_file(form.cleaned_data["file"], by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            return redirect("people:import")
    name, rows = importers.waiting(user)
    counts = Counter(row.state for row in rows)
    context = {
        "form": form,
        "file": name,
        "rows": rows,
        "good": counts["new"] + counts["post"],
        "counts": counts,
        "situation": _situation(counts, name),
    }
    return render(request, "emulation/people/import.html", context)


def _situation(counts: Counter[str], name: str) -> str:
    if not counts:
        return "Tải biểu mẫu, điền mỗi người một dòng, rồi tải lên để xem trước. Chưa bấm nhận thì chưa ghi gì."
    said = [
        f"{counts[state]} {words}"
        for state, words in (
            ("new", "người mới"),
            ("post", "chức vụ thêm cho người đã có"),
            ("there", "dòng đã có sẵn"),
            ("wrong", "dòng sai"),
        )
        if counts[state]
    ]
    return f"Tệp “{name}”: {', '.join(said)}. Chưa bấm nhận thì chưa ghi gì."


@access.requires(permissions.MANAGE_PEOPLE)
@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    return download(importers.blank_workbook(), "Biểu mẫu nhân sự.xlsx")


@access.requires(permissions.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, number: int) -> HttpResponse:
    """Mend one row that waits."""
    user: Any = request.user
    _, rows = importers.waiting(user)
    row = next((row for row in rows if row.number == number), None)
    if row is None:
        raise Http404
    form = RowForm(request.POST or None, initial=row.values)
    if request.method == "POST" and form.is_valid():
        importers.mend(number, form.cleaned_data, by=user)
        messages.success(request, f"Đã sửa dòng {number}.")
        return redirect("people:import")
    return render(request, "emulation/people/import_row.html", {"form": form, "row": row})


@access.requires(permissions.MANAGE_PEOPLE)
@require_POST
@stepping_up.confirmed("cấp tài khoản và giao chức vụ theo các dòng đã nhập")
def take(request: HttpRequest) -> HttpResponse:
    """Give the good rows what they ask for; the codes are shown once."""
    user: Any = request.user
    taken = importers.take(user)
    if not taken.posts:
        messages.error(request, "Không có dòng nào nhận được. Xin sửa các dòng sai hoặc tải tệp khác.")
        return redirect("people:import")
    if not taken.invitations:
        messages.success(request, f"Đã giao {taken.posts} chức vụ cho người đã có tài khoản.")
        return redirect("people:index")
    context = {"taken": taken, "address": request.build_absolute_uri(reverse("login"))}
    response = render(request, "emulation/people/import_codes.html", context)
    response["Cache-Control"] = "no-store"
    return response


@access.requires(permissions.MANAGE_PEOPLE)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    importers.discard(user)
    messages.success(request, "Đã bỏ các dòng đang chờ.")
    return redirect("people:import")
