"""Giao ước between a superior and its units: begun from the plan's rules, written, signed, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, drafts, files, history, paper, pdf, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Draft
from campaign_portal.foundation.web import acting
from campaign_portal.foundation.web.sending import attached
from emulation.people.models import Party
from emulation.people.services import party_of_office, party_of_unit
from emulation.registrations import permissions, services
from emulation.registrations.documents import pledge_paper
from emulation.registrations.forms import ReasonForm
from emulation.registrations.forms.pledge_sheet import PledgeSheetForm, SignForm
from emulation.registrations.models import Pledge
from emulation.registrations.selectors import offers as offering
from emulation.registrations.selectors.offers import Offer, Side
from emulation.registrations.selectors.pledges import sheet_of
from emulation.registrations.views.loading import campaign_of
from emulation.registrations.workflow import PLEDGE_FLOW

FORM = "pledge_with_units"


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The pledges one may read, and with whom one may sign more."""
    campaign = campaign_of(request)
    pledges = list(offering.made(request.user, campaign))
    context = {
        "campaign": campaign,
        "pledges": pledges,
        "signed": sum(pledge.state == Pledge.State.SIGNED for pledge in pledges),
        "offers": offering.offers(request.user, campaign),
    }
    return render(request, "emulation/registrations/pledges.html", context)


@access.requires(permissions.KEEP_PLEDGES)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """One pledge that all who are ticked sign, or one with each of them."""
    campaign = campaign_of(request)
    user: Any = request.user
    wanted = request.POST.get("theo", "")
    offer = next((o for o in offering.offers(user, campaign) if f"{o.rule.key}.{o.first.key}" == wanted), None)
    if offer is None:
        messages.error(request, "Kế hoạch không quy định giao ước này với cơ quan của ông/bà.")
        return redirect("registrations:pledges")
    ticked = set(request.POST.getlist("ben"))
    together = request.POST.get("cach") == "chung"
    try:
        made = services.make_with_units(
            campaign,
            first=_party(offer.first),
            seconds=[_party(side) for side in offer.seconds if side.key in ticked],
            unit=offer.unit,
            together=together,
            title=_title(offer),
            by=user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("registrations:pledges")
    messages.success(request, f"Đã lập {len(made)} giao ước; nội dung lấy từ đăng ký đã nộp, xin xem và ghi người ký.")
    return redirect("registrations:pledge", pk=made[0].pk) if len(made) == 1 else redirect("registrations:pledges")


def _title(offer: Offer) -> str:
    return f"{offer.first.name} với các đơn vị"


def _party(side: Side) -> Party:
    if side.party is not None:
        return side.party
    if side.unit is not None:
        return party_of_unit(side.unit)
    assert side.office is not None  # noqa: S101  a side is one of the three
    return party_of_office(side.office)


def _seen(request: HttpRequest, pk: int) -> Pledge:
    found = Pledge.objects.visible_to(request.user).filter(parties__capacity=offering.FIRST).distinct()
    return get_object_or_404(found.select_related("campaign", "unit", "scan"), pk=pk)


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The form while it is a draft and one keeps it, the text otherwise."""
    pledge = _seen(request, pk)
    if request.method == "POST":
        return _save(request, pledge)
    return _show(request, pledge)


def _save(request: HttpRequest, pledge: Pledge) -> HttpResponse:
    user: Any = request.user
    key = files.owner_key(pledge)
    form = PledgeSheetForm(request.POST, sheet=sheet_of(pledge))
    if form.is_valid():
        try:
            services.save_pledge(pledge, by=user, **form.wanted())
        except Refused as refused:
            if pledge.state != Pledge.State.DRAFT or not permissions.keeps_pledge(user, pledge):
                messages.error(request, str(refused))
                return redirect("registrations:pledge", pk=pledge.pk)
            acting.show_in_form(form, refused)
    if form.errors:
        if permissions.keeps_pledge(user, pledge):
            drafts.save(user, FORM, key, form.raw())
        return _show(request, pledge, form=form)
    drafts.discard(user, FORM, key)
    messages.success(request, "Đã lưu giao ước.")
    return redirect("registrations:pledge", pk=pledge.pk)


def _show(
    request: HttpRequest,
    pledge: Pledge,
    *,
    form: PledgeSheetForm | None = None,
    sign_form: SignForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    sheet = sheet_of(pledge)
    keeps = permissions.keeps_pledge(request.user, pledge)
    draft = None
    if not keeps or pledge.state != Pledge.State.DRAFT:
        form = None
    elif form is None:
        key = files.owner_key(pledge)
        draft = Draft.objects.filter(user=request.user.pk, form_key=FORM, object_key=key).first()
        form = PledgeSheetForm(draft.data if draft else None, sheet=sheet)
    return render(
        request,
        "emulation/registrations/pledge.html",
        {
            "sign_url": reverse("registrations:pledge_sign", args=[pledge.pk]),
            "unsign_url": reverse("registrations:pledge_unsign", args=[pledge.pk]),
            "pledge": pledge,
            "sheet": sheet,
            "own": [(row, sheet.own(row)) for row in sheet.parties if sheet.own(row)],
            "form": form,
            "draft": draft,
            "may_sign": workflow.open_to(PLEDGE_FLOW, pledge, "sign", by=request.user),
            "problems": workflow.missing(PLEDGE_FLOW, pledge, "sign") if keeps else (),
            "sign_form": sign_form or SignForm(),
            "may_unsign": workflow.open_to(PLEDGE_FLOW, pledge, "unsign", by=request.user),
            "reason_form": reason_form or ReasonForm(),
            "history": history.of(pledge, request.GET),
        },
    )


@access.requires(permissions.KEEP_PLEDGES)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """All parties have signed; the scan goes with it."""
    pledge = _seen(request, pk)
    form = SignForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.sign_pledge(pledge, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã ghi ký giao ước.")
            return redirect("registrations:pledge", pk=pk)
    return _show(request, _seen(request, pk), sign_form=form)


@access.requires(permissions.KEEP_PLEDGES)
@require_POST
def unsign(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a signed pledge, for a reason."""
    pledge = _seen(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.unsign_pledge(pledge, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã mở lại giao ước để sửa; sửa xong xin ghi ký lại.")
            return redirect("registrations:pledge", pk=pk)
    return _show(request, _seen(request, pk), reason_form=form)


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet for all parties to sign."""
    pledge = _seen(request, pk)
    try:
        content = paper.to_pdf(pledge_paper(pledge))
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("registrations:pledge", pk=pk)
    return attached(content, "application/pdf", f"Giao ước thi đua {pledge.year}, {pledge.title}.pdf", inline=True)
