"""The shell's own pages."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from campaign_portal.foundation import access, clock, history, paper, pdf, vietnamese
from campaign_portal.foundation.models import Installation
from campaign_portal.foundation.web import acting
from campaign_portal.shell import award_forms as award_forms_page
from campaign_portal.shell import demo_clock, health
from campaign_portal.shell import home as home_page
from campaign_portal.shell.permissions import MOVE_CLOCK, watches_the_trail
from campaign_portal.shell.plan import page as plan_page
from campaign_portal.shell.plan import printed as plan_printed
from campaign_portal.shell.plan import timeline as plan_timeline
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import SESSION_KEY, campaigns_for, current_campaign


@access.requires(access.SIGNED_IN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    alarm = health.trail_alarm() if watches_the_trail(request.user) else ""
    shown = {"alarm": alarm, "explained": access.why_nothing_opens(request.user)}
    return render(request, "shell/home.html", home_page.page(request) | shown)


@access.requires(access.SIGNED_IN)
@require_POST
def switch_campaign(request: HttpRequest) -> HttpResponse:
    """Everything on the pages that follow is about the chosen campaign."""
    key = request.POST.get("campaign", "")
    if key not in {campaign.key for campaign in campaigns_for(request.user)}:  # type: ignore[arg-type]
        raise Http404
    request.session[SESSION_KEY] = key
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else reverse("home"))


@access.requires(access.SIGNED_IN)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    context = plan_page.page(campaign) | {"history": history.of(campaign, request.GET)}
    return render(request, "shell/plan.html", context)


@access.requires(access.SIGNED_IN)
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """What, who, by when, and how it stands: for everyone who may read the plan."""
    return render(request, "shell/timeline.html", plan_timeline.page(_campaign(request)))


@access.requires(access.SIGNED_IN)
@require_safe
def plan_pdf(request: HttpRequest) -> HttpResponse:
    """The plan as an official paper (NĐ 30)."""
    campaign = _campaign(request)
    is_demo = Installation.objects.filter(is_demo=True).exists()
    made = plan_printed.plan_paper(campaign, demo_notice=plan_printed.DEMO_NOTICE if is_demo else "")
    try:
        content = paper.to_pdf(made)
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("plan")
    answer = HttpResponse(content, content_type="application/pdf")
    name = content_disposition_header(False, f"{made.kind} {campaign.short_name}.pdf")
    answer["Content-Disposition"] = name or "inline"
    return answer


def _campaign(request: HttpRequest) -> Campaign:
    campaign = current_campaign(request)
    if campaign is None:
        raise Http404
    return campaign


class DayForm(forms.Form):
    ngay = forms.DateField(
        required=False, error_messages={"invalid": "Ngày ghi chưa đúng nên chưa dùng. Ví dụ đúng: 25/6/2020."}
    )


@access.requires(access.SIGNED_IN)
@require_safe
def award_forms(request: HttpRequest) -> HttpResponse:
    campaign = _campaign(request)
    asked = DayForm(request.GET)
    day = asked.cleaned_data["ngay"] if asked.is_valid() else None
    context = award_forms_page.page(campaign, request.GET.get("dip", ""), day)
    return render(request, "shell/award_forms.html", context | {"wrong": asked.errors.get("ngay", [])})


class ClockForm(forms.Form):
    date = forms.DateField(
        label="Chuyển đến ngày",
        help_text="Ngày/tháng/năm, ví dụ 25/6/2020. Chỉ chuyển về sau.",
        error_messages={"invalid": "Ngày ghi chưa đúng. Ví dụ đúng: 25/6/2020.", "required": "Xin ghi ngày."},
    )


@access.requires(MOVE_CLOCK)
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's day forward."""
    if not Installation.objects.filter(is_demo=True).exists():
        raise Http404
    form = ClockForm(request.POST or None, initial={"date": clock.today() + dt.timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["date"]
        try:
            demo_clock.move_to(day, by=request.user)  # type: ignore[arg-type]
        except acting.Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Hôm nay là ngày {vietnamese.day(day)}.")
            return redirect("home")
    return render(request, "shell/clock.html", {"form": form})
