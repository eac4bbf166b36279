"""The pledge of a cluster: written by the standing body, signed by all members, printed for everybody in it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_portal.foundation import access, drafts, files, history, paper, pdf, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Draft
from campaign_portal.foundation.web import acting
from emulation.clusters import permissions, services
from emulation.clusters.forms import ReasonForm
from emulation.clusters.models import ClusterYear
from emulation.clusters.views.loading import load, load_kept
from emulation.registrations import services as pledges
from emulation.registrations.documents import pledge_paper
from emulation.registrations.forms.pledge_sheet import PledgeSheetForm, SignForm
from emulation.registrations.models import Pledge
from emulation.registrations.selectors.pledges import sheet_of
from emulation.registrations.views.overview import attached
from emulation.registrations.workflow import PLEDGE_FLOW

FORM = "cluster_pledge"


def _pledge(request: HttpRequest, year: ClusterYear) -> Pledge:
    """The cluster's, where this person may read it."""
    if year.pledge_id is None:
        raise Http404
    found = Pledge.objects.visible_to(request.user).filter(pk=year.pledge_id).select_related("campaign", "scan").first()
    if found is None:
        raise Http404
    return found


@access.requires(permissions.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    year = load(request, pk)
    if request.method == "POST":
        return _save(request, load_kept(request, pk))
    return _show(request, year, _pledge(request, year))


def _save(request: HttpRequest, year: ClusterYear) -> HttpResponse:
    """Begin the pledge (a bare button), or write it."""
    user: Any = request.user
    if year.pledge is None:
        return acting.act(
            request,
            lambda: services.start_pledge(year, by=user),
            done="Đã lập giao ước; xin ghi nội dung và người ký của từng bên.",
            back=request.path if year.members.count() > 1 else f"/cum-khoi/{year.pk}/",
        )
    pledge, key = year.pledge, files.owner_key(year.pledge)
    form = PledgeSheetForm(request.POST, sheet=sheet_of(pledge))
    if form.is_valid():
        try:
            pledges.save_pledge(pledge, by=user, **form.wanted())
        except Refused as refused:
            acting.show_in_form(form, refused)
    if form.errors:
        drafts.save(user, FORM, key, form.raw())
        return _show(request, year, pledge, form=form)
    drafts.discard(user, FORM, key)
    messages.success(request, "Đã lưu giao ước.")
    return redirect("clusters:pledge", pk=year.pk)


def _show(
    request: HttpRequest,
    year: ClusterYear,
    pledge: Pledge,
    *,
    form: PledgeSheetForm | None = None,
    sign_form: SignForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    sheet = sheet_of(pledge)
    keeps = permissions.keeps(request.user, year)
    draft = None
    if form is None and keeps and pledge.state == Pledge.State.DRAFT:
        key = files.owner_key(pledge)
        draft = Draft.objects.filter(user=request.user.pk, form_key=FORM, object_key=key).first()
        form = PledgeSheetForm(draft.data if draft else None, sheet=sheet)
    return render(
        request,
        "emulation/clusters/pledge.html",
        {
            "year": year,
            "sign_url": reverse("clusters:sign", args=[year.pk]),
            "unsign_url": reverse("clusters:unsign", args=[year.pk]),
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


@access.requires(permissions.KEEP)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """All parties have signed."""
    year = load_kept(request, pk)
    pledge = _pledge(request, year)
    form = SignForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            pledges.sign_pledge(pledge, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã ghi ký giao ước.")
            return redirect("clusters:pledge", pk=pk)
    return _show(request, year, _pledge(request, year), sign_form=form)


@access.requires(permissions.KEEP)
@require_POST
def unsign(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a signed pledge, for a reason."""
    year = load_kept(request, pk)
    pledge = _pledge(request, year)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            pledges.unsign_pledge(pledge, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã mở lại giao ước để sửa; sửa xong xin ghi ký lại.")
            return redirect("clusters:pledge", pk=pk)
    return _show(request, year, _pledge(request, year), reason_form=form)


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    year = load(request, pk)
    pledge = _pledge(request, year)
    try:
        content = paper.to_pdf(pledge_paper(pledge))
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect("clusters:pledge", pk=pk)
    return attached(content, "application/pdf", f"Giao ước thi đua {year.name} năm {year.year}.pdf", inline=True)
