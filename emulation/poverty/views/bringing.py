"""A review out of a workbook: the blank one, the upload, what it would do, its columns, its faults, taking it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web import acting
from campaign_portal.foundation.web.sending import attached
from emulation.poverty import permissions
from emulation.poverty.exporters import XLSX
from emulation.poverty.forms import SheetColumnsForm, WorkbookForm
from emulation.poverty.importers import layouts, taking, template, waiting
from emulation.poverty.importers.ground import About
from emulation.poverty.importers.numbers import Dot
from emulation.poverty.importers.waiting import Seen, Waiting
from emulation.poverty.models import PovertyStandard, ReviewSet
from emulation.poverty.selectors.lists import standard_of_year
from emulation.poverty.selectors.sheet import sheets_of
from emulation.territory.models import Unit

WORDS = {
    "change": "dòng sẽ ghi",
    "same": "dòng không đổi",
    "wrong": "dòng sai",
    "asks": "dòng chờ hỏi dấu chấm",
    "shut": "dòng khác số đang có nhưng không ghi được ở đây",
    "elsewhere": "dòng ngoài phạm vi, bỏ qua",
}


def _about(request: HttpRequest, unit: int, period: str) -> About:
    """Whose workbook this is; for anybody else there is no such page."""
    found = get_object_or_404(Unit.objects.with_parents(), pk=unit)
    if not permissions.brings_for(request.user, found):
        raise Http404
    try:
        months, year = Period.parse(period).months, Period.parse(period).year
    except ValueError as error:
        raise Http404 from error
    code = request.GET.get("chuan", "").replace("\0", "")  # PostgreSQL knows no NUL
    rules = PovertyStandard.objects.filter(code=code, first_year__lte=year, last_year__gte=year)
    standard = rules.first() if code else standard_of_year(year)
    if standard is None or months is None:
        raise Http404
    return About(found, period, standard)


def _address(request: HttpRequest, about: About, name: str = "bring", *more: object) -> str:
    code = request.GET.get("chuan", "")
    query = f"?{urlencode({'chuan': code})}" if code else ""
    return reverse(f"poverty:{name}", args=[about.unit.pk, about.period, *more]) + query


@dataclass(frozen=True)
class Standing:
    """The workbook that waits, how it stands, and the work on it."""

    found: Waiting | None
    seen: Seen | None
    job: Job | None
    last: Job | None

    @property
    def situation(self) -> str:
        if self.found is None:
            return "Tải tệp Excel để xem trước. Chưa bấm ghi thì chưa ghi gì."
        name = f"Tệp “{self.found.file}”"
        if not self.found.is_understood:
            return f"{name}: chưa nhận ra cột tên thôn và cột số liệu. Xin chỉ ra các cột."
        if self.job is not None or self.seen is None:
            return f"{name}: {vietnamese.grouped(self.found.row_count)} dòng, đang làm ở việc nền."
        if not self.seen.wrong and not self.seen.dot_count and set(self.seen.counts) <= {"same"}:
            return f"{name}: không có gì thay đổi."
        counts = self.seen.counts
        said = [f"{vietnamese.grouped(counts[key])} {word}" for key, word in WORDS.items() if counts.get(key)]
        return f"{name}: {', '.join(said) or 'không có dòng nào'}. Chưa bấm ghi thì chưa ghi gì."


def _standing(about: About, user: Any) -> Standing:
    """A long workbook is looked through by a job, a short one now."""
    found = waiting.waiting(about, user)
    job = taking.latest_job(about, user)
    at_work = job if job is not None and not job.is_over else None
    failed = job if job is not None and job.state == Job.State.FAILED else None
    seen = None
    if found is not None and found.is_understood and at_work is None:
        seen = waiting.seen_before(found) if found.is_long else waiting.look(found)
        if seen is None and failed is None:
            at_work = taking.work_later(found, "look")
    done = job if job is not None and job.state == Job.State.DONE and job.result.get("act") == "take" else None
    return Standing(found, seen, at_work or failed, done)


@access.requires(permissions.BRING)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    """The upload, then what each hamlet of it would do; nothing is written before the button is pressed."""
    about, user = _about(request, unit, period), request.user
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            waiting.keep_file(form.cleaned_data["file"], about, by=user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            return redirect(_address(request, about))
    standing = _standing(about, user)
    found = standing.found
    context = {
        "form": form,
        "about": about,
        "period": Period(about.period),
        "review": _review(about, user),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "found": found,
        "seen": standing.seen,
        "job": standing.job,
        "last": standing.last if found is None else None,
        "situation": standing.situation,
        "good": standing.seen.counts.get("change", 0) if standing.seen else 0,
        "unread": found.unread if found else [],
    }
    return render(request, "emulation/poverty/bring.html", context)


def _review(about: About, user: Any) -> ReviewSet | None:
    """Of a commune: its review in hand, to go back to."""
    if not about.is_of_commune:
        return None
    found = ReviewSet.objects.visible_to(user).filter(unit=about.unit, period=about.period, standard=about.standard)
    return found.select_related("unit", "standard").order_by("version").last()


@access.requires(permissions.BRING)
@require_safe
def blank(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    """The workbook to fill in, with what is known already."""
    about = _about(request, unit, period)
    reviews = (
        ReviewSet.objects.visible_to(request.user)
        .below(about.unit)
        .filter(period=about.period, standard=about.standard)
        .select_related("unit", "standard")
        .order_by("version")
    )
    rows = {row.row.unit_id: row for sheet in sheets_of(reviews).values() for row in sheet.rows}
    content = template.blank_review(about, template.lines_of(about, rows))
    name = f"Mẫu rà soát {Period(about.period).short_name} {about.unit.title}.xlsx"
    return attached(content, XLSX, name)


def _waiting(request: HttpRequest, about: About) -> Waiting:
    """The workbook that waits for this person; without one there is no such page."""
    user: Any = request.user
    found = waiting.waiting(about, user)
    if found is None:
        raise Http404
    return found


@access.requires(permissions.BRING)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, unit: int, period: str, number: int) -> HttpResponse:
    """What each column of a sheet is, where its heading did not say so."""
    about = _about(request, unit, period)
    found = _waiting(request, about)
    if number >= len(found.sheets):
        raise Http404
    sheet = found.sheets[number]
    names = layouts.names_of(about.breakdown)
    meant = {column: _household(meaning) for column, meaning in sheet.header.columns.items()}
    form = SheetColumnsForm(request.POST or None, texts=sheet.header.texts, meant=meant, names=names)
    if request.method == "POST" and form.is_valid():
        try:
            waiting.map_columns(number, form.chosen, about, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            return redirect(_address(request, about))
    context = {"form": form, "found": found, "sheet": sheet, "back": _address(request, about), "others": [
        (other, _address(request, about, "bring_columns", other.at)) for other in found.sheets if other.at != number
    ]}  # fmt: skip
    return render(request, "emulation/poverty/bring_columns.html", context)


def _household(meaning: str) -> str:
    """A count of either line is chosen by its name for households."""
    return f"households_{meaning[1:]}" if meaning.startswith("*") else meaning


@access.requires(permissions.BRING)
@require_POST
def dot(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    """What "1.234" is in the workbook."""
    about = _about(request, unit, period)
    said = request.POST.get("la", "")
    if said in {Dot.THOUSANDS.value, Dot.DECIMALS.value}:
        waiting.say_dot(Dot(said), about, by=request.user)  # type: ignore[arg-type]
    else:
        messages.error(request, "Xin chọn dấu chấm trong tệp là gì.")
    return redirect(_address(request, about))


@access.requires(permissions.BRING)
@require_safe
def faults(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    """The same workbook with what is wrong, and what asks, written into it."""
    found = _waiting(request, _about(request, unit, period))
    if not found.is_understood:
        raise Http404
    return attached(waiting.with_faults(found), XLSX, f"{found.file.removesuffix('.xlsx')} - có ghi lỗi.xlsx")


@access.requires(permissions.BRING)
@require_POST
def take(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    """Write the right hamlets: of a short workbook now, of a long one in the background."""
    about = _about(request, unit, period)
    user: Any = request.user
    found = waiting.waiting(about, user)
    if found is None or not found.is_understood:
        messages.error(request, "Không còn tệp nào chờ ghi. Xin tải tệp lên lại.")
    elif found.is_long:
        taking.work_later(found, "take")
        messages.success(request, "Đang ghi ở việc nền. Có thể rời trang; việc vẫn chạy.")
    else:
        try:
            taken = taking.take(found)
        except Refused as refused:
            for problem in refused.problems:
                messages.error(request, problem.message)
            return redirect(_address(request, about))
        if not taken.rows:
            messages.success(request, "Không có gì thay đổi.")
        else:
            left = f" {taken.left} dòng chờ sửa." if taken.left else ""
            messages.success(request, f"Đã ghi {taken.cells} ô của {taken.rows} thôn, tổ.{left}")
        review = _review(about, user)
        if not taken.left and review is not None:
            return redirect("poverty:review", review.pk)
    return redirect(_address(request, about))


@access.requires(permissions.BRING)
@require_POST
def discard(request: HttpRequest, unit: int, period: str) -> HttpResponse:
    about = _about(request, unit, period)
    waiting.discard(about, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "Đã bỏ tệp đang chờ.")
    return redirect(_address(request, about))
