"""A report as others read it, and what leader and receiver do with it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, clock, history, paper, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.pdf import PdfError
from campaign_portal.foundation.quantities import row_id
from campaign_portal.foundation.web.acting import act, show_in_form, tell_errors
from reporting.reports import documents, permissions, services
from reporting.reports.forms import ReasonForm, ReturnForm
from reporting.reports.models import Report
from reporting.reports.selectors import contents, figures
from reporting.reports.selectors.owed import duty_of
from reporting.reports.views import writing
from reporting.reports.workflow import REPORT_FLOW

DAYS_TO_MEND = 5


def seen(request: HttpRequest, pk: int) -> Report:
    """404 for a report this person may not see."""
    found = Report.objects.visible_to(request.user).select_related(
        "campaign__standard", "campaign__unit", "party__unit", "party__office", "receiver__unit", "submitted_by", "unit"
    )
    return get_object_or_404(found, pk=pk)


@access.requires(permissions.READ)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Its writers get the page to write on while it is open; everybody else, and then they too, the page to read."""
    found = seen(request, pk)
    if request.method == "POST":
        if not permissions.may_prepare(request.user, found.party):
            raise Http404
        return writing.write(request, found)
    if found.is_editable and permissions.may_prepare(request.user, found.party) and "lan" not in request.GET:
        duty = duty_of(found.campaign, found.party, found.period)
        if duty is not None:
            return writing.show(request, writing.desk_of(found, duty))
    return page(request, found)


def page(
    request: HttpRequest, found: Report, *, hand_back: ReasonForm | None = None, sending_back: ReturnForm | None = None
) -> HttpResponse:
    """The reading page of one submission, or of what lies with the leader."""
    user: Any = request.user
    submission = _submission(request, found)
    form = contents.form_of(found.campaign, found.party, found.period)
    is_frozen = submission <= found.submission_count
    shown = figures.frozen_figures(found, submission) if is_frozen else figures.figures_now(found, form)
    may_submit = workflow.open_to(REPORT_FLOW, found, "submit", by=user)
    is_last = submission == found.submission_count
    own = permissions.may_prepare(user, found.party)
    context = {
        "report": found,
        "asked": contents.request_of(found.campaign, found.period),
        "duty": duty_of(found.campaign, found.party, found.period),
        "submission": submission,
        "is_frozen": is_frozen,
        "submissions": range(1, found.submission_count + 1),
        "outcome": figures.outcome_of(found, shown),
        "groups": writing.grouped(shown),
        "gaps": sorted({item.gap for item in shown if item.gap}),
        "sections": contents.sections_of(found, form, submission),
        "may_submit": may_submit,
        "missing": workflow.missing(REPORT_FLOW, found, "submit") if may_submit else (),
        "may_take_back": workflow.open_to(REPORT_FLOW, found, "take_back", by=user),
        "may_hand_back": workflow.open_to(REPORT_FLOW, found, "hand_back", by=user),
        "may_accept": is_last and workflow.open_to(REPORT_FLOW, found, "accept", by=user),
        "may_return": is_last and workflow.open_to(REPORT_FLOW, found, "return", by=user),
        "hand_back": hand_back or ReasonForm(),
        "sending_back": sending_back or ReturnForm(initial={"due_on": _mend_by()}),
        "oversees": permissions.oversees(user),
        "history": history.of(found, request.GET, sent_by=REPORT_FLOW["submit"].says if is_frozen or not own else ""),
    }
    return render(request, "reporting/reports/read.html", context)


def _submission(request: HttpRequest, found: Report) -> int:
    """The one asked for; else the last that was sent, or what its own people are preparing."""
    asked = request.GET.get("lan", "")
    if asked:
        number = row_id(asked)
        if number is None or not 1 <= number <= found.submission_count:
            raise Http404
        return number
    own = permissions.may_prepare(request.user, found.party)
    preparing = own and found.state not in Report.SENT
    return found.open_submission if preparing or not found.was_sent else found.submission_count


def _mend_by() -> dt.date:
    return clock.today() + dt.timedelta(days=DAYS_TO_MEND)


# --- Acts ------------------------------------------------------------------------------------------------------------


@access.requires(permissions.WRITE)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    return act(
        request,
        lambda: services.submit_report(found, by=request.user),  # type: ignore[arg-type]
        done=f"Đã nộp báo cáo {found.period_name} lên {found.receiver}.",
        back=reverse("reports:report", args=[pk]),
    )


@access.requires(permissions.WRITE)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    return act(
        request,
        lambda: services.take_back_report(found, by=request.user),  # type: ignore[arg-type]
        done="Đã rút báo cáo về để sửa.",
        back=reverse("reports:report", args=[pk]),
    )


@access.requires(permissions.WRITE)
@require_POST
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.hand_back_report(found, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            show_in_form(form, refused)
        else:
            return redirect("reports:report", pk)
    return _again(request, pk, "hand_back", form, hand_back=form)


def _again(request: HttpRequest, pk: int, step: str, form: ReasonForm, **forms: Any) -> HttpResponse:
    """The page with the refused form; what was wrong stands at the top when the step is open no more."""
    found = seen(request, pk)
    if not workflow.open_to(REPORT_FLOW, found, step, by=request.user):
        tell_errors(request, form)
    return page(request, found, **forms)


@access.requires(permissions.RECEIVE)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    return act(
        request,
        lambda: services.accept_report(found, by=request.user),  # type: ignore[arg-type]
        done=f"Đã nhận báo cáo {found.period_name} của {found.party}.",
        back=f"{reverse('reports:index')}?ky={found.period}",
    )


@access.requires(permissions.RECEIVE)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            services.return_report(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            show_in_form(form, refused)
        else:
            return redirect(f"{reverse('reports:index')}?ky={found.period}")
    return _again(request, pk, "return", form, sending_back=form)


# --- Papers ----------------------------------------------------------------------------------------------------------


@access.requires(permissions.READ)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    made = documents.report_paper(found, _submission(request, found))
    try:
        content = paper.to_pdf(made)
    except PdfError as error:
        messages.error(request, f"{error} Bản Word vẫn tải được.")
        return redirect("reports:report", pk)
    return _download(content, "application/pdf", documents.file_name(found, "pdf"))


@access.requires(permissions.READ)
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    made = documents.report_paper(found, _submission(request, found))
    return _download(paper.to_docx(made), documents.DOCX, documents.file_name(found, "docx"))


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    from django.utils.http import content_disposition_header

    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": header or "attachment"})
