"""What the superior allotted of each award form, and what is used of it (S4 4.3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from awards.dossiers import selectors
from awards.dossiers.views.loading import campaign_of, user_of
from awards.quotas import forms, permissions, services
from awards.quotas.models import AwardQuota
from awards.routes.models import AwardOffer
from campaign_portal.foundation import access, clock, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    seen = AwardQuota.objects.visible_to(request.user).filter(campaign=campaign).select_related("award_form")
    context = {
        "campaign": campaign,
        "uses": selectors.uses_of(seen),
        "words": AwardOffer.objects.filter(campaign=campaign).exclude(quota=""),
        "keeps": permissions.keeps_at(user_of(request), campaign.unit_id),
    }
    return render(request, "awards/dossiers/quotas.html", context)


@access.requires(permissions.KEEP)
def add(request: HttpRequest) -> HttpResponse:
    campaign = campaign_of(request)
    if not permissions.keeps_at(user_of(request), campaign.unit_id):
        messages.error(request, f"Số được phân bổ do cơ quan Nội vụ của {campaign.unit.title} ghi.")
        return redirect("dossiers:quotas")
    form = forms.QuotaForm(request.POST or None, campaign=campaign, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.allot(campaign, by=user_of(request), **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã ghi {made}: {made.allotted}.")
            return redirect("dossiers:quotas")
    return render(request, "awards/dossiers/quota.html", {"form": form, "campaign": campaign})


@access.requires(permissions.SEE)
def quota(request: HttpRequest, pk: int) -> HttpResponse:
    """One number with its use and its history; who keeps it mends it here."""
    visible = AwardQuota.objects.visible_to(request.user).select_related("award_form", "campaign", "entered_by")
    found = get_object_or_404(visible, pk=pk)
    keeps = permissions.keeps_at(user_of(request), found.unit_id)
    if request.method == "POST" and not keeps:
        messages.error(request, permissions.KEEP.needs)
        return redirect("dossiers:quota", pk)
    start = {name: getattr(found, name) for name in services.KEPT}
    form = forms.QuotaForm(request.POST or None, initial=start)
    if acting.carried_out(request, form, lambda: services.mend(found, by=user_of(request), **form.cleaned_data)):
        messages.success(request, "Đã sửa số được phân bổ.")
        return redirect("dossiers:quotas")
    [use] = selectors.uses_of([found])
    context = {
        "form": form if keeps else None,
        "campaign": found.campaign,
        "quota": found,
        "use": use,
        "history": history.of(found, request.GET),
    }
    return render(request, "awards/dossiers/quota.html", context)
