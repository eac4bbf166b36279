"""One dossier: prepared by its proposer, appraised by the offices of its step, read by the others."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.criteria.models import Criterion
from awards.dossiers import documents, forms, permissions, rules, selectors, services
from awards.dossiers.models import Dossier, Evidence, PriorAward
from awards.dossiers.views import drafts_of_papers
from awards.dossiers.views.appraisal import appraise_page
from awards.dossiers.views.loading import dossier_of, own_dossier, user_of
from awards.dossiers.views.reading import sources
from awards.dossiers.workflow import DOSSIER_FLOW
from awards.routes.models import PaperRule
from campaign_portal.foundation import access, audit, drafts, files, history, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.web import acting
from emulation.people.models import Party

TEXTS = "dossiers.texts"


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_of(request, pk)
    _note_look(request, dossier)
    if dossier.state in Dossier.EDITABLE and permissions.prepares_dossier(request.user, dossier):
        return prepare_page(request, dossier)
    return appraise_page(request, dossier)


def _note_look(request: HttpRequest, dossier: Dossier) -> None:
    if dossier.party.kind == Party.Kind.HOUSEHOLD:
        audit.look("xem hồ sơ của hộ", dossier.party, by=user_of(request))


def prepare_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    texts: forms.TextsForm | None = None,
    paper_kind: str = "",
    paper: forms.PaperForm | None = None,
    letter: forms.LetterForm | None = None,
) -> HttpResponse:
    """The proposer's working page: what is asked, what is there, what is missing."""
    user = user_of(request)
    assessment = selectors.assess(dossier)
    returned = selectors.open_request(dossier)
    opened = selectors.open_parts(dossier)
    names = selectors.part_names(dossier)
    proofs = selectors.unproved([dossier])[dossier.pk]
    held = list(PriorAward.objects.filter(party=dossier.party))
    if texts is None:
        kept = drafts.load(user, TEXTS, files.owner_key(dossier))
        texts = forms.TextsForm(kept or None, dossier=dossier, held=held)
    awards = selectors.earlier_awards([dossier.party_id]).get(dossier.party_id, [])
    submission = dossier.submission
    in_draft = dossier.state == Dossier.State.DRAFT
    locked = in_draft and submission.state != submission.State.DRAFT
    context = {
        "dossier": dossier,
        "submission": submission,
        "title": selectors.opening_title(dossier.party),
        "assessment": assessment,
        "sources": sources(user, dossier, assessment),
        "texts": texts,
        "restored": texts.is_bound and request.method != "POST",
        "papers": [
            {
                "line": line,
                "open": not locked and line.rule.kind in opened and (not line.is_shared or not in_draft),
                "form": paper if paper and line.rule.kind == paper_kind else _paper_form(dossier, line.rule),
            }
            for line in selectors.all_papers(dossier)
        ],
        "evidence_open": rules.EVIDENCE.key in opened and not locked,
        "lacking": selectors.dossier_problems(dossier, proofs) if in_draft else [],
        "unproved": {criterion.pk for criterion in proofs},
        "locked": locked,
        "returned": returned,
        "asked": [(names[key], key in returned.mended) for key in returned.parts] if returned else [],
        "missing": workflow.missing(DOSSIER_FLOW, dossier, "resubmit") if returned else [],
        "may_resubmit": workflow.open_to(DOSSIER_FLOW, dossier, "resubmit", by=user),
        "letter_open": not in_draft and rules.SUBMISSION_LETTER in opened,
        "letter": letter
        or forms.LetterForm(initial={"letter_number": submission.letter_number, "letter_date": submission.letter_date}),
        "awards": awards,
        "duplicates": selectors.duplicates(dossier, awards),
        "holds": selectors.holds_of([dossier.party_id]).get(dossier.party_id, []),
        "has_report": any(line.rule.kind == rules.ACHIEVEMENT_REPORT for line in selectors.own_papers(dossier)),
        "words": rules.count_words(dossier.achievement_summary),
        "most_words": rules.SUMMARY_WORDS,
        "history": history.of(dossier, request.GET),
    }
    return render(request, "awards/dossiers/prepare.html", context)


def _paper_form(dossier: Dossier, rule: PaperRule, data: Any = None, upload: Any = None) -> forms.PaperForm:
    own = rule.owner == PaperRule.Owner.DOSSIER
    return forms.PaperForm(
        data,
        upload,
        prefix=rule.kind,
        asks_confirmation=bool(rule.confirmed_by) and own,
        superior=selectors.direct_superior(dossier.party),
    )


@access.requires(permissions.PROPOSE)
@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the texts. What is refused stands beside its field; what was typed is kept as a draft meanwhile."""
    dossier = own_dossier(request, pk)
    user = user_of(request)
    held = list(PriorAward.objects.filter(party=dossier.party))
    form = forms.TextsForm(request.POST, dossier=dossier, held=held)
    if form.is_valid():
        try:
            services.edit_dossier(
                dossier,
                summary=form.cleaned_data["achievement_summary"],
                achievements=form.cleaned_data["achievements"],
                prior_awards=form.prior_awards(),
                by=user,
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            drafts.discard(user, TEXTS, files.owner_key(dossier))
            messages.success(request, "Đã lưu hồ sơ.")
            return redirect("dossiers:dossier", pk)
    if dossier.state not in Dossier.EDITABLE:
        messages.error(request, f"Hồ sơ đang ở trạng thái “{dossier.get_state_display()}”, không sửa được.")
        return redirect("dossiers:dossier", pk)
    drafts.save(user, TEXTS, files.owner_key(dossier), _typed(request))
    return prepare_page(request, dossier, texts=form)


@access.requires(permissions.PROPOSE)
@require_POST
def keep_typing(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being typed, kept as raw text until it is saved."""
    dossier = own_dossier(request, pk)
    drafts.save(user_of(request), TEXTS, files.owner_key(dossier), _typed(request))
    return HttpResponse(status=204)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(value)[:20_000] for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}


@access.requires(permissions.PROPOSE)
@require_POST
def attach(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A signed scan of one paper of the dossier."""
    dossier = own_dossier(request, pk)
    rule = get_object_or_404(PaperRule, route=dossier.submission.route, kind=kind)
    form = _paper_form(dossier, rule, request.POST, request.FILES)
    if form.is_valid():
        try:
            services.attach_paper(
                dossier,
                kind,
                form.cleaned_data["file"],
                form.cleaned_data["signed_on"],
                user_of(request),
                confirmed_by=form.cleaned_data.get("confirmed_by", ""),
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã lưu {rule.name}.")
            return redirect("dossiers:dossier", pk)
    if dossier.state not in Dossier.EDITABLE:
        return _say(request, form, pk)
    return prepare_page(request, dossier, paper_kind=kind, paper=form)


def _say(request: HttpRequest, form: Any, pk: int) -> HttpResponse:
    for problem in forms.form_problems(form):
        messages.error(request, problem.message)
    return redirect("dossiers:dossier", pk)


@access.requires(permissions.PROPOSE)
@require_POST
def correct_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date of the letter, where a return asked for them."""
    dossier = own_dossier(request, pk)
    form = forms.LetterForm(request.POST)
    if form.is_valid():
        try:
            services.correct_letter(dossier, by=user_of(request), **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã sửa số, ngày tờ trình; bản mới được lập khi nộp lại.")
            return redirect("dossiers:dossier", pk)
    if dossier.state not in Dossier.EDITABLE:
        return _say(request, form, pk)
    return prepare_page(request, dossier, letter=form)


# --- Evidence ---------------------------------------------------------------------------------------------------------


@access.requires(permissions.PROPOSE)
def add_evidence(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Something to show for one criterion, on a page of its own."""
    dossier = own_dossier(request, pk)
    criterion = get_object_or_404(
        Criterion.objects.select_related("group"), pk=criterion_pk, group__participant_class=dossier.participant_class
    )
    form = forms.EvidenceForm(
        request.POST or None,
        request.FILES or None,
        asks_meeting=criterion.asks_meeting,
        asks_paper=criterion.asks_paper,
        may_not_apply=criterion.may_not_apply,
        hint=criterion.evidence_hint,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.add_evidence(dossier, criterion, by=user_of(request), **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã lưu minh chứng.")
            return redirect("dossiers:dossier", pk)
    context = {
        "dossier": dossier,
        "title": selectors.opening_title(dossier.party),
        "criterion": criterion,
        "form": form,
    }
    return render(request, "awards/dossiers/evidence.html", context)


@access.requires(permissions.PROPOSE)
@require_POST
def withdraw_evidence(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    evidence = get_object_or_404(Evidence.objects.select_related("dossier"), pk=evidence_pk, dossier=dossier)
    return acting.act(
        request,
        lambda: services.withdraw_evidence(evidence, by=user_of(request)),
        done="Đã rút minh chứng.",
        back=reverse("dossiers:dossier", args=[pk]),
    )


# --- A returned one goes back ----------------------------------------------------------------------------------------


@access.requires(permissions.PROPOSE)
@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    return acting.act(
        request,
        lambda: services.explain(dossier, request.POST.get("answer", ""), by=user_of(request)),
        done="Đã lưu giải trình.",
        back=reverse("dossiers:dossier", args=[pk]),
    )


@access.requires(permissions.PROPOSE)
@require_POST
def resubmit(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = own_dossier(request, pk)
    return acting.act(
        request,
        lambda: services.resubmit(dossier, user_of(request)),
        done="Đã nộp lại. Cơ quan yêu cầu bổ sung xem lại hồ sơ.",
        back=reverse("dossiers:dossier", args=[pk]),
    )


# --- The draft of the report -----------------------------------------------------------------------------------------


@access.requires(permissions.PROPOSE)
@require_safe
def report(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The draft of the Báo cáo thành tích, from what the system knows; for the proposer, who has it signed."""
    dossier = own_dossier(request, pk)
    _note_look(request, dossier)
    built = documents.achievement_report(dossier, is_demo=drafts_of_papers.is_demo())
    name = f"Báo cáo thành tích {selectors.nominee_title(dossier.party)}"
    return drafts_of_papers.answer(request, built, name, ending, back=reverse("dossiers:dossier", args=[pk]))
