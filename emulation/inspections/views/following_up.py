"""What was done about a finding."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaign_portal.foundation import access, workflow
from campaign_portal.foundation.web import acting
from emulation.inspections import permissions, services
from emulation.inspections.forms import AnswerForm, SendBackForm
from emulation.inspections.models import InspectionFinding
from emulation.inspections.views import load_finding
from emulation.inspections.workflow import FINDING_FLOW


@access.requires(permissions.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    user: Any = request.user
    finding = load_finding(request, pk, finding_pk)
    if not workflow.open_to(FINDING_FLOW, finding, "answer", by=user):
        raise Http404
    form = AnswerForm(request.POST or None, request.FILES or None)
    if acting.carried_out(request, form, lambda: services.answer(finding, **form.cleaned_data, by=user)):
        messages.success(request, f"Đã báo cáo khắc phục; {finding.inspection.office} xem và khép.")
        return redirect("inspections:page", pk=pk)
    return _form(request, finding, form, "Báo cáo khắc phục", "Gửi báo cáo khắc phục")


@access.requires(permissions.INSPECT)
@require_POST
def settle(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    user: Any = request.user
    finding = load_finding(request, pk, finding_pk)
    back = reverse("inspections:page", args=[pk])
    return acting.act(request, lambda: services.settle(finding, by=user), done="Đã khép.", back=back)


@access.requires(permissions.INSPECT)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    user: Any = request.user
    finding = load_finding(request, pk, finding_pk)
    if not workflow.open_to(FINDING_FLOW, finding, "send_back", by=user):
        raise Http404
    form = SendBackForm(request.POST or None)
    if acting.carried_out(request, form, lambda: services.send_back(finding, **form.cleaned_data, by=user)):
        messages.success(request, "Đã trả lại; nơi phải khắc phục thấy lý do và hạn mới ở Việc của tôi.")
        return redirect("inspections:page", pk=pk)
    return _form(request, finding, form, "Trả lại báo cáo khắc phục", "Trả lại")


def _form(request: HttpRequest, finding: InspectionFinding, form: Any, title: str, button: str) -> HttpResponse:
    context = {"inspection": finding.inspection, "finding": finding, "form": form, "title": title, "button": button}
    return render(request, "emulation/inspections/form.html", context)
