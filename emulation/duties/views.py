"""Plain-paper duties: who has sent which paper, and the screen that records one."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_portal.foundation import access, history, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.duties import permissions, rules, selectors, services
from emulation.duties.forms import PaperForm
from emulation.duties.models import Duty
from emulation.duties.selectors import Timeliness


@access.requires(permissions.SEE_PAPERS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every paper owed below oneself: sent, on time or not, missing."""
    chosen = request.session.get("campaign", "")  # of the top bar; duties lie below campaigns and know their keys alone
    found = selectors.papers_of(request.user, chosen)  # type: ignore[arg-type]
    wanted = request.GET.get("tim", "")
    groups = []
    for (title, due_on), items in groupby(found, key=lambda item: (item.duty.title, item.duty.due_on)):
        everybody = list(items)
        shown = [item for item in everybody if vietnamese.fold(wanted) in vietnamese.fold(_owner(item.duty))]
        groups.append(
            {
                "title": title,
                "due_on": due_on,
                "due_text": everybody[0].duty.due_text,
                "everybody": everybody,
                "done": [item for item in everybody if item.done_at],
                "rows": [(_owner(item.duty), item, pill(item)) for item in shown],
            }
        )
    return render(request, "emulation/duties/index.html", {"groups": groups, "search": wanted})


def _owner(duty: Duty) -> str:
    return duty.office.name if duty.office else duty.unit.opening_title


def pill(item: Timeliness) -> tuple[str, str]:
    """Kind and words: on time, late by so many days, missing."""
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
    duty = get_object_or_404(
        Duty.objects.visible_to(user)
        .filter(kind__in=rules.PLAIN_PAPERS, cancelled_at__isnull=True)
        .select_related("unit", "office", "receiver", "fulfillment__paper", "fulfillment__by"),
        pk=pk,
    )
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
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            if done is None:
                services.record_paper(duty, by=user, **form.cleaned_data)
            else:
                services.correct_paper(done, by=user, **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi văn bản {form.cleaned_data['number']}.")
            return redirect("duties:paper", pk=pk)
    return render(
        request,
        "emulation/duties/paper.html",
        {
            "duty": duty,
            "owner": _owner(duty),
            "item": selectors.timeliness_of(duty),
            "pill": pill(selectors.timeliness_of(duty)),
            "done": done,
            "form": form,
            "may_record": may_record,
            "made_paper": selectors.made_paper(duty) if may_record else None,
            "history": history.of(duty, request.GET),
        },
    )
