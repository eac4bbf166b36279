"""One inspection: its plan, its minutes, what was found and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, history, paper, pdf, workflow
from campaign_portal.foundation.web import acting
from emulation.inspections import documents, permissions, services
from emulation.inspections.forms import FindingForm, MinutesForm, ReasonForm
from emulation.inspections.models import Inspection
from emulation.inspections.views import load, load_to_prepare
from emulation.inspections.workflow import FINDING_FLOW, INSPECTION_FLOW

FORM = "emulation/inspections/form.html"


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    inspection = load(request, pk)
    inspects = permissions.may_inspect(user, inspection)
    shows = inspects or not inspection.is_planned  # minutes that are being written are nobody else's
    with_all = ("unit", "inspection__party", "inspection__office", "paper")
    findings = inspection.findings.select_related(*with_all) if shows else []
    rows = [
        {
            "finding": finding,
            "may_answer": not inspection.is_planned and workflow.open_to(FINDING_FLOW, finding, "answer", by=user),
            "may_decide": workflow.open_to(FINDING_FLOW, finding, "settle", by=user),
        }
        for finding in findings
    ]
    context = {
        "inspection": inspection,
        "rows": rows,
        "shows": shows,
        "may_prepare": inspects and inspection.is_planned,
        "lacking": [problem.message for problem in workflow.missing(INSPECTION_FLOW, inspection, "record")],
        "history": history.of(inspection, request.GET) if shows else None,
    }
    return render(request, "emulation/inspections/page.html", context)


@access.requires(permissions.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    inspection = load_to_prepare(request, pk)
    form = MinutesForm(request.POST or None, user=user, inspection=inspection)
    if acting.carried_out(request, form, lambda: services.edit(inspection, form.planned, form.minutes, by=user)):
        messages.success(request, "Đã lưu.")
        return redirect("inspections:page", pk=pk)
    return _form(request, inspection, form, "Kế hoạch và biên bản kiểm tra", "Lưu biên bản")


@access.requires(permissions.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    inspection = load_to_prepare(request, pk)
    form = FindingForm(request.POST or None, inspection=inspection)
    if acting.carried_out(request, form, lambda: services.add_finding(inspection, **form.cleaned_data, by=user)):
        messages.success(request, "Đã ghi điều phát hiện.")
        return redirect("inspections:page", pk=pk)
    return _form(request, inspection, form, "Ghi điều phát hiện", "Lưu điều phát hiện")


@access.requires(permissions.INSPECT)
@require_POST
def drop_finding(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    user: Any = request.user
    inspection = load_to_prepare(request, pk)
    found = get_object_or_404(inspection.findings.select_related("inspection"), pk=finding_pk)
    back = reverse("inspections:page", args=[pk])
    return acting.act(request, lambda: services.drop_finding(found, by=user), done="Đã bỏ.", back=back)


@access.requires(permissions.INSPECT)
@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    inspection = load(request, pk)
    done = "Đã lập biên bản. Nơi phải khắc phục thấy việc ở Việc của tôi."
    back = reverse("inspections:page", args=[pk])
    return acting.act(request, lambda: services.record(inspection, by=user), done=done, back=back)


@access.requires(permissions.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    inspection = load_to_prepare(request, pk)
    form = ReasonForm(request.POST or None)
    if acting.carried_out(request, form, lambda: services.call_off(inspection, **form.cleaned_data, by=user)):
        messages.success(request, "Đã thôi cuộc kiểm tra này.")
        return redirect("inspections:page", pk=pk)
    return _form(request, inspection, form, "Thôi kiểm tra", "Thôi kiểm tra")


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a paper to sign; while they are being written, for the inspectors alone."""
    inspection = load(request, pk)
    if inspection.is_planned:
        inspection = load_to_prepare(request, pk)
    try:
        content = paper.to_pdf(documents.minutes(inspection))
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("inspections:page", pk=pk)
    answer = HttpResponse(content, content_type="application/pdf")
    name = content_disposition_header(False, f"Biên bản kiểm tra {inspection.party.title}.pdf")
    answer["Content-Disposition"] = name or "inline"
    return answer


def _form(request: HttpRequest, inspection: Inspection, form: Any, title: str, button: str) -> HttpResponse:
    return render(request, FORM, {"inspection": inspection, "form": form, "title": title, "button": button})
