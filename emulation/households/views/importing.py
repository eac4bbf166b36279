"""A list of households out of a workbook: the blank one, the columns, the preview, mending, answering, taking."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, jobs
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.households import permissions
from emulation.households.forms.importing import ColumnsForm, ListForm, RowForm
from emulation.households.importers import template, waiting
from emulation.households.importers.known import NEW
from emulation.households.importers.rows import About, Row
from emulation.households.importers.waiting import Waiting
from emulation.households.selectors import register
from emulation.households.views import commune_of, default_year, download, hamlets_to_write, standard_asked

SHOWN = 200  # rows of a preview; wrong ones first
WORDS = {
    "new": "hộ mới",
    "more": "hộ đã có được ghi thêm",
    "there": "hộ đã có sẵn, không đổi",
    "ask": "hộ có thể trùng",
    "wrong": "hộ sai",
}
ORDER = {"wrong": 0, "ask": 1, "more": 2, "new": 3, "there": 4}


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The file, then every household with what becomes of it; nothing is written before the button is pressed."""
    user: Any = request.user
    communes = register.communes_for(user)
    commune = commune_of(request, communes)
    found = waiting.waiting(user)
    if commune is None and found is not None:
        commune = found.about.commune
    if commune is None:
        return render(request, "emulation/households/choose.html", {"commune": None, "communes": communes})
    form = ListForm(request.POST or None, request.FILES or None, initial={"year": default_year()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = About(
            commune,
            given["year"],
            given["standard"],
            given["poverty_class"],
            given["list_number"],
            given["list_date"],
        )
        try:
            waiting.keep_file(given["file"], about, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            found = waiting.waiting(user)
            return redirect("households:import" if found and found.header.is_understood else "households:columns")
    job = jobs.latest(waiting.JOB, waiting.job_key(user))
    rows = sorted(found.rows, key=lambda row: (ORDER[row.state], row.number)) if found else []
    counts = Counter(row.state for row in rows)
    context = {
        "form": form,
        "commune": commune,
        "found": found,
        "rows": rows[:SHOWN],
        "more_rows": max(len(rows) - SHOWN, 0),
        "counts": counts,
        "good": counts["new"] + counts["more"],
        "situation": _situation(found, counts),
        "job": job if job is not None and (not job.is_over or job.state == "failed") else None,
        "last": job if job is not None and job.state == "done" else None,
    }
    return render(request, "emulation/households/import.html", context)


def _situation(found: Waiting | None, counts: Counter[str]) -> str:
    if found is None:
        return "Tải danh sách hộ nghèo hoặc cận nghèo để xem trước. Chưa bấm ghi thì chưa ghi gì."
    if not found.header.is_understood:
        return f"Tệp “{found.file}”: chưa nhận ra cột họ và tên. Xin chỉ ra các cột."
    said = [f"{counts[state]} {words}" for state, words in WORDS.items() if counts[state]] or ["không có hộ nào"]
    return f"Tệp “{found.file}”, năm {found.about.year}: {', '.join(said)}. Chưa bấm ghi thì chưa ghi gì."


@access.requires(permissions.WRITE)
@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The list to fill in, for the commune and the year's standard."""
    commune = commune_of(request, register.communes_for(request.user))
    if commune is None:
        raise Http404
    hamlets = list(hamlets_to_write(request.user, commune).with_parents())
    content = template.blank_list(commune, standard_asked(request, default_year()), hamlets)
    return download(content, f"Danh sách hộ {commune.title}.xlsx")


def _waiting(request: HttpRequest) -> Waiting:
    """The list that waits for this person; without one there is no such page."""
    user: Any = request.user
    found = waiting.waiting(user)
    if found is None:
        raise Http404
    return found


def _row(found: Waiting, number: int) -> Row:
    row = next((row for row in found.rows if row.number == number), None)
    if row is None:
        raise Http404
    return row


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest) -> HttpResponse:
    """What each column is, where its heading did not say so."""
    user: Any = request.user
    found = _waiting(request)
    form = ColumnsForm(
        request.POST or None, texts=found.header.texts, columns=found.header.columns, known=found.understood
    )
    if request.method == "POST" and form.is_valid():
        try:
            waiting.map_columns(form.chosen, by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            return redirect("households:import")
    return render(request, "emulation/households/import_columns.html", {"form": form, "found": found})


@access.requires(permissions.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, number: int) -> HttpResponse:
    """Other text in the cells of one household's first row."""
    user: Any = request.user
    found = _waiting(request)
    row = _row(found, number)
    form = RowForm(request.POST or None, row=row, known=found.understood)
    if request.method == "POST" and form.is_valid():
        waiting.mend(number, form.values, by=user)
        messages.success(request, f"Đã sửa dòng {number}.")
        return redirect("households:import")
    return render(request, "emulation/households/import_row.html", {"form": form, "row": row})


@access.requires(permissions.WRITE)
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Whether a household that looks like one that is there is the same or another."""
    user: Any = request.user
    row = _row(_waiting(request), number)
    said = request.POST.get("la", "")
    if said in {NEW, *(str(household.pk) for household, _ in row.candidates)}:
        waiting.answer(number, said, by=user)
    else:
        messages.error(request, f"Dòng {number}: xin chọn là hộ nào, hoặc là hộ khác.")
    return redirect("households:import")


@access.requires(permissions.WRITE)
@require_safe
def faults(request: HttpRequest) -> HttpResponse:
    """The same workbook with what is wrong written into it."""
    found = _waiting(request)
    name = found.file.removesuffix(".xlsx")
    return download(waiting.with_faults(found), f"{name} - có ghi lỗi.xlsx")


@access.requires(permissions.WRITE)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Write the good households: a short list now, a long one in the background."""
    user: Any = request.user
    found = waiting.waiting(user)
    good = sum(row.state in {"new", "more"} for row in found.rows) if found else 0
    if not good:
        messages.error(request, "Không có hộ nào ghi được. Xin sửa các dòng sai hoặc tải tệp khác.")
    elif good > waiting.IN_ONE_GO:
        waiting.take_later(by=user)
        messages.success(request, f"Đang ghi {good} hộ. Có thể rời trang; việc vẫn chạy.")
    else:
        taken = waiting.take(user)
        left = f" {taken.left} hộ chờ sửa." if taken.left else ""
        messages.success(request, f"Đã ghi {taken.made} hộ mới, ghi thêm vào {taken.more} hộ đã có.{left}")
        if not taken.left and found is not None:
            return redirect(_list(found))
    return redirect("households:import")


def _list(found: Waiting) -> str:
    return f"{reverse('households:index')}?xa={found.about.commune.pk}&nam={found.about.year}"


@access.requires(permissions.WRITE)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    waiting.discard(user)
    messages.success(request, "Đã bỏ danh sách đang chờ.")
    return redirect("households:import")
