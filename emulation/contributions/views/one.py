"""One gift: its page, its correction and withdrawal, the households it was for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from campaign_portal.foundation import access, audit, history, quantities
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.contributions import permissions, services
from emulation.contributions.forms.gift import ConfirmationForm, CorrectionForm, WithdrawalForm
from emulation.contributions.selectors import lists
from emulation.contributions.views import gift_seen, gift_to_keep
from emulation.households.models import Household


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One gift; the form to confirm it, while it waits for its paper."""
    user: Any = request.user
    gift = gift_seen(request, pk)
    may_keep = permissions.may_keep(user, gift.unit)
    if request.method == "POST" and not may_keep:
        raise Http404
    may_confirm = may_keep and not gift.withdrawn_on
    form = ConfirmationForm(request.POST or None, request.FILES or None) if may_confirm else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.confirm(gift, by=user, **form.cleaned_data)
        except Refused as refused:
            if gift.confirmed_on:  # a second press: the first paper stands
                messages.error(request, str(refused))
                return redirect("contributions:page", pk=pk)
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã xác nhận đóng góp của {gift.donor}; từ nay được tính.")
            return redirect("contributions:page", pk=pk)
    named = Household.objects.visible_to(user).filter(pk__in=gift.households.values("pk")).select_related("unit")
    context = {
        "gift": gift,
        "form": None if gift.confirmed_on else form,
        "may_change": may_confirm,
        "households": named.order_by("unit__sort_key", "head_name", "pk"),
        "household_count": gift.households.count(),
        "history": history.of(gift, request.GET),
    }
    return render(request, "emulation/contributions/page.html", context)


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write over what was written wrongly, with the reason."""
    user: Any = request.user
    gift = gift_to_keep(request, pk)
    form = CorrectionForm(request.POST or None, request.FILES or None, gift=gift)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        paper = {name: data[name] for name in ("number", "date", "scan") if name in data}
        try:
            services.correct(gift, **form.gift, **paper, reason=data["reason"], by=user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã sửa đóng góp; dòng cũ và lý do còn trong lịch sử.")
            return redirect("contributions:page", pk=pk)
    context = {"gift": gift, "form": form, "title": "Sửa đóng góp", "button": "Lưu đóng góp"}
    return render(request, "emulation/contributions/change.html", context)


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a gift back that was written down wrongly."""
    user: Any = request.user
    gift = gift_to_keep(request, pk)
    form = WithdrawalForm(request.POST or None)
    if acting.carried_out(request, form, lambda: services.withdraw(gift, reason=form.cleaned_data["reason"], by=user)):
        messages.success(request, "Đã rút đóng góp; từ nay không tính vào đâu nữa.")
        return redirect("contributions:page", pk=pk)
    context = {"gift": gift, "form": form, "title": "Rút đóng góp", "button": "Rút đóng góp"}
    return render(request, "emulation/contributions/change.html", context)


@access.requires(permissions.KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def households(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the households a gift was for. Searching keeps what is ticked; only the other button writes."""
    user: Any = request.user
    gift = gift_to_keep(request, pk)
    audit.look("xem danh sách hộ để ghi hộ được hưởng", gift, by=user)
    seen = Household.objects.visible_to(user).select_related("unit", "party")
    asked = request.POST if request.method == "POST" else request.GET
    if request.method == "POST":
        ticked = {pk for pk in map(quantities.row_id, request.POST.getlist("ho")) if pk is not None}
        chosen = list(seen.standing().filter(pk__in=ticked) | seen.filter(pk__in=gift.households.filter(pk__in=ticked)))
        if "tim-ho" not in request.POST:
            try:
                services.name_households(gift, chosen, by=user)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, f"Đã ghi {len(chosen)} hộ được hưởng.")
                return redirect("contributions:page", pk=pk)
    else:
        chosen = list(seen.filter(pk__in=gift.households.values("pk")))
    text = asked.get("tim", "")[:100]
    found = [one for one in lists.households_to_name(user, gift, text) if one not in chosen]
    context = {"gift": gift, "chosen": chosen, "found": found, "text": text, "most": lists.MOST_TO_NAME}
    return render(request, "emulation/contributions/households.html", context)
