"""One decision: the draft with the law of the day, or what was issued."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from awards.decisions import documents, forms, permissions, selectors
from awards.decisions.models import AwardDecision
from awards.decisions.selectors import NumberBook
from awards.decisions.services import issuing
from awards.decisions.views.loading import at, seen
from awards.decisions.workflow import DECISION_FLOW
from awards.dossiers.models import Dossier
from awards.dossiers.selectors import uses_for
from campaign_portal.foundation import access, files, history, jobs, paper, pdf, workflow
from campaign_portal.foundation.models import Installation
from emulation.regimes.models import Certainty


@access.requires(permissions.SEE)
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    if not found.is_open:
        return _issued(request, found)
    return draft_page(request, found, forms.IssueForm(initial={"issued_on": selectors.expected_on(found)}))


def draft_page(request: HttpRequest, found: AwardDecision, form: forms.IssueForm) -> HttpResponse:
    user: Any = request.user
    on = selectors.expected_on(found)
    law = selectors.reckon(found, on)
    contents = selectors.contents_of(found, law)
    book = selectors.number_book(found.authority, on.year)
    drafts = found.state == AwardDecision.State.DRAFT and permissions.may_draft(user, found)
    signs = workflow.open_to(DECISION_FLOW, found, "issue", by=user)
    blocking = [problem.message for problem in selectors.blocking(found, on, reckoning=law)]
    capacity = permissions.capacity_at(user, found) if signs else ""
    if signs and not capacity:
        blocking.insert(0, "Chức vụ của ông/bà không phải Chủ tịch, Phó Chủ tịch nên không ký được quyết định này.")
    unfinished = [problem.message for problem in selectors.unfinished(found)] if drafts else []
    numbers_it = book.by_clerk and permissions.may_number(user, found)
    context = {
        "decision": found,
        "law": law,
        "contents": contents,
        "groups": _grouped(law),
        "drafts": drafts,
        "takes_back": workflow.open_to(DECISION_FLOW, found, "take_back", by=user),
        "hands_back": workflow.open_to(DECISION_FLOW, found, "hand_back", by=user),
        "signs": signs,
        "capacity": AwardDecision.Capacity(capacity).label if capacity else "",
        "bases": _bases(contents, law),
        "form": form,
        "blocking": blocking,
        "unfinished": unfinished,
        "unsure": selectors.unsure(found, law),
        "book": book,
        "numbers_it": numbers_it,
        "uses": uses_for(_dossiers(found)),
        "plan_payers": selectors.offers_naming_payers(found.campaign, found.award_form),
        "number_form": forms.NumberForm(initial={"number": found.book_number or _next_in(book)}),
        "history": history.of(found, request.GET),
    }
    return render(request, "awards/decisions/draft.html", context)


def _dossiers(found: AwardDecision) -> list[Dossier]:
    awards = found.awards.select_related("dossier__submission", "dossier__award_form")
    return [award.dossier for award in awards]


def _bases(contents: selectors.Contents, law: selectors.Reckoning) -> list[tuple[str, bool]]:
    """Each line that will be printed, and whether somebody read the law it cites."""
    sure = [basis.certainty != Certainty.UNCONFIRMED for basis in law.bases]
    return [(text, sure[place] if place < len(sure) else True) for place, text in enumerate(contents.bases)]


def _grouped(law: selectors.Reckoning) -> list[dict[str, Any]]:
    """The reckoned lines under I. Tập thể, II. Hộ gia đình, III. Cá nhân."""
    grouped: dict[str, list[selectors.Reckoned]] = {}
    for line in law.lines:
        grouped.setdefault(line.award.nature, []).append(line)
    return [
        {
            "title": lines[0].award.get_nature_display().capitalize(),
            "lines": lines,
            "total_vnd": sum(line.bonus_vnd or 0 for line in lines),
        }
        for lines in grouped.values()
    ]


def _issued(request: HttpRequest, found: AwardDecision) -> HttpResponse:
    user: Any = request.user
    contents = selectors.contents_of(found)
    context = {
        "decision": found,
        "contents": contents,
        "job": jobs.latest(issuing.RENDER, files.owner_key(found)) if found.lacks_file else None,
        "may_ask_again": found.lacks_file and permissions.REGISTER.holds(user),
        "sees_session": permissions.REGISTER.holds(user),
        "history": history.of(found, request.GET) if permissions.REGISTER.holds(user) else None,
    }
    return render(request, "awards/decisions/issued.html", context)


@access.requires(permissions.SEE)
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would print, marked as a draft on every page; drawn now and kept nowhere."""
    user: Any = request.user
    found = seen(request, pk)
    if not found.is_open:
        return redirect(at(pk))
    law = selectors.reckon(found, selectors.expected_on(found))
    contents = selectors.contents_of(found, law, signer=selectors.expected_signer(found, user))
    is_demo = Installation.objects.filter(is_demo=True).exists()
    try:
        content = paper.to_pdf(documents.decision_paper(found, contents, is_demo=is_demo))
    except pdf.PdfError as wrong:
        messages.error(request, str(wrong))
        return redirect(at(pk))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="du-thao-quyet-dinh.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _next_in(book: NumberBook) -> int | None:
    """What may come next in the clerk's book; nobody knows before its first number was told."""
    return book.last_number + 1 if book.last_number else None
