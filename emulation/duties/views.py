"""Plain-paper duties: who has sent which paper, and the screen that records one, with what is told beside it."""

from collections.abc import Callable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, history, vietnamese
from campaign_portal.foundation.quantities import row_id
from campaign_portal.foundation.web import acting
from emulation.duties import exporters, permissions, rules, selectors, services
from emulation.duties.forms import LineForm, PaperForm
from emulation.duties.models import Duty, DutyLine, Fulfillment
from emulation.duties.selectors import Timeliness, Told

FILTERS = {
    "": "Mọi tình trạng",
    "chua-gui": "Chưa gửi",
    "qua-han": "Quá hạn",
    "tre": "Gửi trễ",
    "da-gui": "Đã gửi",
    "chua-ghi": "Chưa ghi tiêu chí, việc làm",
}
STANDS: dict[str, Callable[[Timeliness], bool]] = {
    "chua-gui": lambda item: item.done_at is None,
    "qua-han": lambda item: item.state == "missing",
    "tre": lambda item: item.state == "late",
    "da-gui": lambda item: item.done_at is not None,
    "chua-ghi": lambda item: bool(rules.PLAIN_PAPERS[item.duty.kind].lines) and not item.duty.lines.all(),
}


def _found(request: HttpRequest) -> list[Timeliness]:
    chosen = request.session.get("campaign", "")  # of the top bar; duties lie below campaigns and know their keys alone
    return selectors.papers_of(request.user, chosen)  # type: ignore[arg-type]


def _is_shown(request: HttpRequest, item: Timeliness) -> bool:
    wanted = vietnamese.fold(request.GET.get("tim", ""))
    stands = STANDS.get(request.GET.get("loc", ""), lambda item: True)
    return stands(item) and wanted in vietnamese.fold(f"{_owner(item.duty)} {item.duty.title}")


@access.requires(permissions.SEE_PAPERS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every paper owed below oneself: sent, on time or not, missing; of plans and tasks what was told beside."""
    groups = []
    for (title, due_on), items in groupby(_found(request), key=lambda item: (item.duty.title, item.duty.due_on)):
        everybody = list(items)
        lines = rules.PLAIN_PAPERS[everybody[0].duty.kind].lines
        groups.append(
            {
                "title": title,
                "due_on": due_on,
                "due_text": everybody[0].duty.due_text,
                "lines": lines,
                "everybody": everybody,
                "done": [item for item in everybody if item.done_at],
                "rows": [
                    (_owner(item.duty), item, pill(item), _told(item.duty).words(lines))
                    for item in everybody
                    if _is_shown(request, item)
                ],
            }
        )
    query = {name: request.GET[name] for name in ("tim", "loc") if request.GET.get(name)}
    context = {
        "groups": groups,
        "search": request.GET.get("tim", ""),
        "chosen": request.GET.get("loc", ""),
        "filters": FILTERS,
        "query": urlencode(query),
    }
    return render(request, "emulation/duties/index.html", context)


def _told(duty: Duty) -> Told:
    days = [line.done_on for line in duty.lines.all()]
    return Told(len(days), max((day for day in days if day), default=None))


@access.requires(permissions.SEE_PAPERS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is searched and narrowed, every criterion and deed a row."""
    found = [(_owner(item.duty), item, pill(item)[1]) for item in _found(request) if _is_shown(request, item)]
    return HttpResponse(
        exporters.workbook(found),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": "attachment; filename=van-ban-da-gui.xlsx"},
    )


def _owner(duty: Duty) -> str:
    return duty.office.name if duty.office else duty.unit.opening_title


def pill(item: Timeliness) -> tuple[str, str]:
    """Kind and words: on time, late by so many days, missing; of a task whether something was done for it."""
    if rules.PLAIN_PAPERS[item.duty.kind].lines == DutyLine.Kind.DEED and not item.done_at:
        if item.state == "missing":
            return "bad", f"Chưa báo xong, quá hạn {item.days_late} ngày"
        return ("now", "Đang làm") if item.duty.lines.all() else ("", "Chưa làm")
    return {
        "on_time": ("ok", "Đúng hạn"),
        "late": ("wait", f"Trễ {item.days_late} ngày"),
        "missing": ("bad", f"Chưa gửi, quá hạn {item.days_late} ngày"),
        "waiting": ("", "Chưa gửi"),
    }[item.state]


@access.requires(permissions.SEE_PAPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the paper that answers a duty, or see what was recorded (and mend a slip)."""
    user: Any = request.user
    duty = _seen(request, pk)
    done = getattr(duty, "fulfillment", None)
    may_record = permissions.may_record(user, duty)
    if request.method == "POST" and not may_record:
        raise Http404
    correcting = done is not None and may_record and "sua" in request.GET
    form = None
    if may_record and (done is None or correcting):
        form = PaperForm(request.POST or None, request.FILES or None, duty=duty, done=done)
    elif request.method == "POST":  # a second press: the first one counts
        messages.error(request, "Việc này đã được ghi nhận trước đó; dưới đây là văn bản đã ghi.")
        return redirect("duties:paper", pk=pk)
    if form is not None and acting.carried_out(request, form, lambda: _record(duty, done, form, user)):
        messages.success(request, f"Đã ghi văn bản {form.cleaned_data['number']}.")
        return redirect("duties:paper", pk=pk)
    return _page(request, duty, form=form)


def _record(duty: Duty, done: Fulfillment | None, form: PaperForm, user: Any) -> None:
    if done is None:
        services.record_paper(duty, by=user, **form.cleaned_data)
    else:
        services.correct_paper(done, by=user, **form.cleaned_data)


def _seen(request: HttpRequest, pk: int) -> Duty:
    """404 for a duty this person may not see, and for one that no paper answers."""
    return get_object_or_404(
        Duty.objects.visible_to(request.user)
        .filter(kind__in=rules.PLAIN_PAPERS, cancelled_at__isnull=True)
        .select_related("unit", "office", "receiver", "fulfillment__paper", "fulfillment__by")
        .prefetch_related("lines__paper", "lines__recorded_by"),
        pk=pk,
    )


def _page(
    request: HttpRequest, duty: Duty, *, form: PaperForm | None = None, line_form: LineForm | None = None
) -> HttpResponse:
    """The duty with its paper, its lines and the forms that are open to this person."""
    may_record = permissions.may_record(request.user, duty)
    done = getattr(duty, "fulfillment", None)
    kind = rules.PLAIN_PAPERS[duty.kind].lines
    if may_record and done is None and form is None:
        form = PaperForm(duty=duty)
    mended = _line(duty, request.GET.get("dong", "")) if kind and may_record else None
    if kind and may_record and line_form is None:
        line_form = LineForm(duty=duty, line=mended)
    item = selectors.timeliness_of(duty)
    context = {
        "duty": duty,
        "owner": _owner(duty),
        "item": item,
        "pill": pill(item),
        "done": done,
        "form": form,
        "may_record": may_record,
        "made_paper": selectors.made_paper(duty) if may_record else None,
        "lines_kind": kind,
        "lines": duty.lines.all(),
        "line_form": line_form,
        "mended": mended,
        "may_tell_done": may_record and done is None and kind == DutyLine.Kind.DEED,
        "history": history.of(duty, request.GET),
    }
    return render(request, "emulation/duties/paper.html", context)


def _line(duty: Duty, asked: str) -> DutyLine | None:
    """The line of this duty that is to be mended. 404 for one that is none of its."""
    if not asked:
        return None
    return get_object_or_404(duty.lines, pk=row_id(asked))


def _own(request: HttpRequest, pk: int) -> Duty:
    duty = _seen(request, pk)
    if not permissions.may_record(request.user, duty) or not rules.PLAIN_PAPERS[duty.kind].lines:
        raise Http404
    return duty


@access.requires(permissions.SEE_PAPERS)
@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell one more criterion or deed, or mend one (`?dong=`)."""
    duty = _own(request, pk)
    mended = _line(duty, request.GET.get("dong", ""))
    form = LineForm(request.POST, request.FILES, duty=duty, line=mended)
    by: Any = request.user

    def save() -> None:
        services.save_line(duty, form.told, by=by, scan=form.cleaned_data.get("scan"), line=mended)

    if acting.carried_out(request, form, save):
        messages.success(request, "Đã lưu dòng đã sửa." if mended else "Đã ghi thêm một dòng.")
        return redirect(f"{reverse('duties:paper', args=[pk])}#noi-dung")
    return _page(request, duty, line_form=form)


@access.requires(permissions.SEE_PAPERS)
@require_POST
def drop_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    duty = _own(request, pk)
    row = get_object_or_404(duty.lines.select_related("duty"), pk=line)
    return acting.act(
        request,
        lambda: services.drop_line(row, by=request.user),  # type: ignore[arg-type]
        done="Đã bỏ một dòng; nhật ký vẫn giữ.",
        back=f"{reverse('duties:paper', args=[pk])}#noi-dung",
    )


@access.requires(permissions.SEE_PAPERS)
@require_POST
def told_done(request: HttpRequest, pk: int) -> HttpResponse:
    """A task is done: its deeds stand for the paper."""
    duty = _own(request, pk)
    return acting.act(
        request,
        lambda: services.tell_done(duty, by=request.user),  # type: ignore[arg-type]
        done="Đã báo xong việc này.",
        back=reverse("duties:paper", args=[pk]),
    )
