"""Proposals to the superior: the list, a new one, one of them with its signing and its answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from awards.councils.models import CouncilSession
from awards.criteria.selectors import pending_standards
from awards.dossiers.selectors import opening_title
from awards.proposals import documents, forms, permissions, selectors, services
from awards.proposals.models import UpwardProposal
from awards.proposals.workflow import PROPOSAL_FLOW
from campaign_portal.foundation import access, files, history, jobs, paper, pdf, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Installation
from campaign_portal.foundation.web import acting
from emulation.campaigns.selectors import current_campaign


@access.requires(permissions.SEE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    campaign = current_campaign(request)
    user: Any = request.user
    found = selectors.proposals_seen_by(user, campaign) if campaign else []
    pending = pending_standards(campaign) if campaign else []
    return render(request, "awards/proposals/index.html", {"proposals": found, "pending": pending})


@access.requires(permissions.DRAW)
def new(request: HttpRequest, session_pk: int) -> HttpResponse:
    user: Any = request.user
    sessions = CouncilSession.objects.visible_to(user).select_related("unit__parent", "campaign", "council__office")
    session = get_object_or_404(sessions, pk=session_pk)
    if not permissions.draws_at(user, session.unit_id):
        raise Http404
    waiting = list(selectors.may_go_up(session))
    ahead = next(
        (dossier.submission.route.submits_to for dossier in waiting if dossier.submission.route.submits_to), ""
    )
    above = session.unit.parent
    addressee = ahead or (f"Chủ tịch Ủy ban nhân dân {above.title}" if above else "")
    form = forms.DrawForm(request.POST or None, session=session, initial={"addressee": addressee})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draw_up(session, by=user, **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã soạn tờ trình. Xem bản in, rồi lãnh đạo ký, trình lên.")
            return redirect("proposals:page", made.pk)
    context = {
        "session": session,
        "form": form,
        "waiting": [(dossier, opening_title(dossier.party)) for dossier in waiting],
        "chosen": request.POST.getlist("dossiers"),
        "pending": pending_standards(session.campaign),
    }
    return render(request, "awards/proposals/new.html", context)


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


@access.requires(permissions.SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would print; what was sent is kept as its file."""
    found = _seen(request, pk)
    if found.state != UpwardProposal.State.DRAFT:
        return redirect("proposals:page", pk)
    is_demo = Installation.objects.filter(is_demo=True).exists()
    try:
        content = paper.to_pdf(documents.letter(found, is_demo=is_demo))
    except pdf.PdfError as wrong:
        messages.error(request, str(wrong))
        return redirect("proposals:page", pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="du-thao-to-trinh.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@access.requires(permissions.DRAW)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    found, form = _seen(request, pk), forms.ReasonForm(request.POST)
    if acting.carried_out(request, form, lambda: services.discard(found, by=user, **form.cleaned_data)):
        messages.success(request, "Đã bỏ tờ trình. Các hồ sơ lại chờ quyết định.")
        return redirect("proposals:index")
    return _page(request, found, drop=form)


@access.requires(permissions.SIGN)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    found, form = _seen(request, pk), forms.LetterForm(request.POST)
    if acting.carried_out(request, form, lambda: services.send(found, by=user, **form.cleaned_data)):
        messages.success(request, "Đã ký, trình lên. Văn bản đang được lập.")
        return redirect("proposals:page", pk)
    return _page(request, found, letter=form)


@access.requires(permissions.DRAW)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    found, form = _seen(request, pk), forms.AnswerForm(request.POST)
    awarded = {line.pk for line in selectors.lines_of(found) if f"tang-{line.pk}" in request.POST}
    if acting.carried_out(request, form, lambda: services.answer(found, by=user, awarded=awarded, **form.cleaned_data)):
        messages.success(request, "Đã ghi kết quả. Người không được tặng lại chờ quyết định của đơn vị.")
        return redirect("proposals:page", pk)
    return _page(request, found, reply=form, ticked=awarded)


def _seen(request: HttpRequest, pk: int) -> UpwardProposal:
    rows = UpwardProposal.objects.visible_to(request.user).select_related(
        "authority__unit", "unit", "campaign__unit", "award_form", "session__council__office", "file"
    )
    return get_object_or_404(rows, pk=pk)


def _page(request: HttpRequest, found: UpwardProposal, **bound: Any) -> HttpResponse:
    """`bound`: a form that was refused, with what was typed."""
    user: Any = request.user
    draft = found.state == UpwardProposal.State.DRAFT
    context = {
        "proposal": found,
        "lines": [(line, opening_title(line.dossier.party)) for line in selectors.lines_of(found)],
        "letter": bound.get("letter", forms.LetterForm()),
        "reply": bound.get("reply", forms.AnswerForm()),
        "drop": bound.get("drop", forms.ReasonForm()),
        "ticked": bound.get("ticked"),
        "signs": workflow.open_to(PROPOSAL_FLOW, found, "send", by=user),
        "answers": workflow.open_to(PROPOSAL_FLOW, found, "answer", by=user),
        "drops": draft and permissions.draws(user, found),
        "job": jobs.latest(services.RENDER, files.owner_key(found)) if not draft and not found.file_id else None,
        "history": history.of(found, request.GET),
    }
    return render(request, "awards/proposals/page.html", context)
