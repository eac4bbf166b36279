"""One pledge on a page, whoever keeps it: the form while it is a draft, else the text; signing, mending, printing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from campaign_portal.foundation import drafts, files, history, paper, pdf, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Draft
from campaign_portal.foundation.web import acting
from campaign_portal.foundation.web.sending import attached
from emulation.registrations import services
from emulation.registrations.documents import pledge_paper
from emulation.registrations.forms import ReasonForm
from emulation.registrations.forms.pledge_sheet import PledgeSheetForm, SignForm
from emulation.registrations.models import Pledge
from emulation.registrations.selectors.pledges import sheet_of
from emulation.registrations.workflow import PLEDGE_FLOW


@dataclass(frozen=True)
class PledgePage:
    """A pledge as one person opens it: where its pages lie, and whether he keeps it."""

    pledge: Pledge
    keeps: bool
    template: str
    url: str
    sign_url: str
    unsign_url: str
    form_key: str  # of what is typed and not yet saved
    more: Mapping[str, Any]  # what the template wants besides

    @property
    def is_written(self) -> bool:
        return self.keeps and self.pledge.state == Pledge.State.DRAFT


def show(
    request: HttpRequest,
    page: PledgePage,
    *,
    form: PledgeSheetForm | None = None,
    sign_form: SignForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    pledge, sheet, draft = page.pledge, sheet_of(page.pledge), None
    if not page.is_written:
        form = None
    elif form is None:
        key = files.owner_key(pledge)
        draft = Draft.objects.filter(user=request.user.pk, form_key=page.form_key, object_key=key).first()
        form = PledgeSheetForm(draft.data if draft else None, sheet=sheet)
    context = {
        "sign_url": page.sign_url,
        "unsign_url": page.unsign_url,
        "pledge": pledge,
        "sheet": sheet,
        "own": [(row, sheet.own(row)) for row in sheet.parties if sheet.own(row)],
        "form": form,
        "draft": draft,
        "may_sign": workflow.open_to(PLEDGE_FLOW, pledge, "sign", by=request.user),
        "problems": workflow.missing(PLEDGE_FLOW, pledge, "sign") if page.keeps else (),
        "sign_form": sign_form or SignForm(),
        "may_unsign": workflow.open_to(PLEDGE_FLOW, pledge, "unsign", by=request.user),
        "reason_form": reason_form or ReasonForm(),
        "history": history.of(pledge, request.GET),
    }
    return render(request, page.template, {**context, **page.more})


def save(request: HttpRequest, page: PledgePage) -> HttpResponse:
    user: Any = request.user
    key = files.owner_key(page.pledge)
    form = PledgeSheetForm(request.POST, sheet=sheet_of(page.pledge))
    if form.is_valid():
        try:
            services.save_pledge(page.pledge, by=user, **form.wanted())
        except Refused as refused:
            if not page.is_written:  # no form to show it in
                messages.error(request, str(refused))
                return redirect(page.url)
            acting.show_in_form(form, refused)
    if form.errors:
        if page.keeps:
            drafts.save(user, page.form_key, key, form.raw())
        return show(request, page, form=form)
    drafts.discard(user, page.form_key, key)
    messages.success(request, "Đã lưu giao ước.")
    return redirect(page.url)


def sign(request: HttpRequest, page: PledgePage) -> HttpResponse:
    """All parties have signed; the scan goes with it."""
    user: Any = request.user
    form = SignForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.sign_pledge(page.pledge, by=user, **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã ghi ký giao ước.")
            return redirect(page.url)
    page.pledge.refresh_from_db()
    return show(request, page, sign_form=form)


def unsign(request: HttpRequest, page: PledgePage) -> HttpResponse:
    """Mend a signed pledge, for a reason."""
    user: Any = request.user
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            services.unsign_pledge(page.pledge, by=user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã mở lại giao ước để sửa; sửa xong xin ghi ký lại.")
            return redirect(page.url)
    page.pledge.refresh_from_db()
    return show(request, page, reason_form=form)


def printed(request: HttpRequest, page: PledgePage, *, called: str) -> HttpResponse:
    """The sheet for all parties to sign."""
    try:
        content = paper.to_pdf(pledge_paper(page.pledge))
    except pdf.PdfError as error:
        messages.error(request, str(error))
        return redirect(page.url)
    return attached(content, "application/pdf", f"Giao ước thi đua {called}.pdf", inline=True)
