"""The consolidated list: sent up in one act, read by its receiver; and urging whoever is missing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, history, paper, pdf
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.campaigns.selectors import standing_office
from emulation.registrations import documents, permissions, services
from emulation.registrations.forms.sending import SendForm
from emulation.registrations.models import RegistrationSummary
from emulation.registrations.selectors import board as boards
from emulation.registrations.selectors import sent
from emulation.registrations.views.loading import campaign_of


@access.requires(permissions.SEND_SUMMARY)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """What goes up, what should be looked at first, and the one button."""
    campaign = campaign_of(request)
    user: Any = request.user
    groups = boards.board(campaign, user)
    form = SendForm(request.POST or None, symbol=sent.symbol_of(standing_office(campaign)))
    if request.method == "POST" and form.is_valid():
        try:
            summary = services.send_summary(
                campaign,
                printed=lambda number, on: paper.to_pdf(
                    documents.summary(campaign, groups, number=number, dated_on=on)
                ),
                by=user,
                **form.cleaned_data,
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        except pdf.PdfError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã gửi {summary.receiver} bản tổng hợp số {summary.number}.")
            return redirect("registrations:summary", pk=summary.pk)
    rows = [row for group in groups for row in group.everybody]
    context = {
        "campaign": campaign,
        "form": form,
        "groups": groups,
        "counts": sent.counts_of(campaign, groups),
        "receiver": sent.receiver_of(campaign),
        "duty": sent.open_duty(campaign, user),
        "sent": sent.sent_of(user, campaign),
        "waiting": [row.party for row in rows if row.group == "cho-nhan"],
        "being_mended": [row.party for row in rows if row.group == "tra-lai"],
        "may_send": permissions.sends_summary(user, campaign),
    }
    return render(request, "emulation/registrations/send.html", context)


def _seen(request: HttpRequest, pk: int) -> RegistrationSummary:
    found = RegistrationSummary.objects.visible_to(request.user).select_related(
        "campaign__unit", "office", "receiver", "sent_by", "received_by", "paper"
    )
    return get_object_or_404(found, pk=pk)


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list as it was sent."""
    summary = _seen(request, pk)
    context = {
        "summary": summary,
        "versions": sent.sent_of(request.user, summary.campaign),
        "may_receive": summary.received_at is None and permissions.receives_summary(request.user, summary),
        "history": history.of(summary, request.GET),
    }
    return render(request, "emulation/registrations/summary.html", context)


@access.requires(permissions.TAKE_SUMMARY)
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    summary = _seen(request, pk)
    return acting.act(
        request,
        lambda: services.receive_summary(summary, by=request.user),  # type: ignore[arg-type]
        done="Đã nhận bản tổng hợp.",
        back=reverse("registrations:summary", args=[pk]),
    )


@access.requires(permissions.SEND_SUMMARY)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Urge everybody who owes a registration by a day of the plan."""
    campaign = campaign_of(request)
    try:
        urged = services.remind_missing(campaign, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("registrations:index")
    if urged:
        names = ", ".join(str(duty.office or duty.unit) for duty in urged)
        messages.success(request, f"Đã nhắc {len(urged)} đơn vị: {names}. Lời nhắc hiện ở “Việc của tôi” của họ.")
    else:
        messages.info(request, "Không còn đơn vị nào để nhắc hôm nay; mỗi đơn vị mỗi ngày một lần.")
    return redirect("registrations:index")
