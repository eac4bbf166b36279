"""Reports asked for out of turn: what was asked, asking, who has answered, asking no more."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, history
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web.acting import carried_out, tell_errors
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from reporting.reports import permissions, services
from reporting.reports.forms import AskForm, CallOffForm
from reporting.reports.models import ReportRequest
from reporting.reports.selectors.owed import ReportingPeriod, asked_for
from reporting.reports.views.lists import who_owes


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None or not permissions.oversees(request.user):
        raise Http404
    return campaign


@access.requires(permissions.READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was asked for out of turn, newest first; for those who oversee."""
    campaign = _campaign(request)
    search = request.GET.get("tim", "")
    context = {
        "campaign": campaign,
        "search": search,
        "found": asked_for(request.user, campaign, search),
        "may_ask": permissions.asking_office(request.user, campaign) is not None,
    }
    return render(request, "reporting/reports/requests.html", context)


@access.requires(permissions.RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    campaign = _campaign(request)
    office = permissions.asking_office(user, campaign)
    if office is None:
        raise Http404
    form = AskForm(request.POST or None, campaign=campaign, office=office)
    made: list[ReportRequest] = []
    if carried_out(request, form, lambda: made.append(services.ask(campaign, form.asked, by=user))):
        messages.success(request, "Đã gửi yêu cầu; việc hiện ở “Việc của tôi” của nơi phải báo cáo.")
        return redirect("reports:request", made[0].pk)
    return render(request, "reporting/reports/ask.html", {"form": form, "office": office})


def _seen(request: HttpRequest, pk: int) -> ReportRequest:
    found = ReportRequest.objects.visible_to(request.user).select_related("campaign__unit", "office", "asked_by")
    if not permissions.oversees(request.user):
        raise Http404
    return get_object_or_404(found, pk=pk)


@access.requires(permissions.READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, and who has answered."""
    return _page(request, _seen(request, pk), CallOffForm())


def _page(request: HttpRequest, asked: ReportRequest, form: CallOffForm) -> HttpResponse:
    period = ReportingPeriod(Period(asked.period), asked.due_on, asked.asked_on)
    context = {
        "asked": asked,
        **who_owes(request, asked.campaign, period),
        "may_call_off": permissions.may_call_off(request.user, asked),
        "form": form,
        "history": history.of(asked, request.GET),
    }
    return render(request, "reporting/reports/request.html", context)


@access.requires(permissions.RECEIVE)
@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    asked = _seen(request, pk)
    form = CallOffForm(request.POST)
    if carried_out(request, form, lambda: services.call_off(asked, by=user, reason=form.cleaned_data["reason"])):
        messages.success(request, "Đã thôi yêu cầu; nơi chưa nộp không phải nộp nữa.")
        return redirect("reports:request", pk)
    if not permissions.may_call_off(user, asked):
        tell_errors(request, form)
    return _page(request, asked, form)
