"""One lần trình: its nominees, its shared papers, presenting and handing in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.dossiers import documents, forms, permissions, selectors, services
from awards.dossiers.models import Dossier, Submission
from awards.dossiers.selectors import candidates, lists
from awards.dossiers.views import drafts_of_papers
from awards.dossiers.views.loading import own_dossier, own_submission, submission_of, user_of
from awards.dossiers.workflow import SUBMISSION_FLOW
from awards.routes.models import PaperRule
from campaign_portal.foundation import access, audit, clock, files, history, workflow
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job
from campaign_portal.foundation.web import acting
from emulation.campaigns.models import ParticipantClass
from emulation.people.models import Party


@access.requires(permissions.SEE)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, submission_of(request, pk))


def _page(
    request: HttpRequest,
    submission: Submission,
    *,
    letter: forms.LetterForm | None = None,
    paper_kind: str = "",
    paper: forms.PaperForm | None = None,
) -> HttpResponse:
    user = user_of(request)
    dossiers = selectors.with_papers(submission)
    proofs = selectors.unproved(dossiers)
    assessed = selectors.assess_many(dossiers)
    prepares = permissions.prepares(user, submission)
    may_edit = prepares and submission.state == Submission.State.DRAFT
    due = selectors.due_of(submission.route)
    offices = selectors.offices_by_role(submission.campaign)
    shared = selectors.shared_papers(submission, dossiers)
    may = {
        name: workflow.open_to(SUBMISSION_FLOW, submission, name, by=user)
        for name in ("present", "take_back", "submit")
    }
    context = {
        "submission": submission,
        "lines": [
            {
                "dossier": dossier,
                "title": selectors.opening_title(dossier.party),
                "assessment": assessed[dossier.pk],
                "lacking": selectors.dossier_problems(dossier, proofs[dossier.pk]),
                "state": lists.STATE_WORDS[Dossier.State(dossier.state)],
                "declined": _reason_of_decline(dossier),
            }
            for dossier in dossiers
        ],
        "shared": [
            (line, paper if line.rule.kind == paper_kind and paper else forms.PaperForm(prefix=line.rule.kind))
            for line in shared
        ],
        "missing": selectors.missing(submission) if may["present"] or may["submit"] else [],
        "may": may,
        "may_edit": may_edit,
        "prepares": prepares,
        "letter": letter or forms.LetterForm(initial={"letter_date": clock.today()}),
        "due": due,
        "days_late": selectors.days_late(submission, due),
        "goes_to": _receiver(submission, offices),
        "steps": [
            (step, selectors.names(selectors.offices_of(step, offices)))
            for step in selectors.steps_of(submission.route)
        ],
        "job": _job_of(submission) if any(line.is_generated and line.paper is None for line in shared) else None,
        "situation": _situation(submission, dossiers, due),
        "state": lists.SUBMISSION_WORDS[Submission.State(submission.state)],
        "history": history.of(submission, request.GET) if prepares else None,
        "classes": candidates.classes_for(submission) if may_edit else [],
    }
    return render(request, "awards/dossiers/submission.html", context)


def _reason_of_decline(dossier: Dossier) -> str:
    if dossier.state != Dossier.State.DECLINED:
        return ""
    said = dossier.appraisals.filter(outcome="declined").select_related("office").last()
    return f"{said.office.short_name}: {said.reason}" if said else ""


def _receiver(submission: Submission, offices: dict[str, Any]) -> str:
    """Whom a submission is handed to: the first office of its route (S3 IV.3: through Phòng LĐ-TB&XH)."""
    first = selectors.steps_of(submission.route)[0]
    return selectors.offices_of(first, offices)[0].short_name


def _job_of(submission: Submission) -> Job | None:
    """The latest making of papers, while one is missing."""
    return (
        Job.objects.filter(owner_key=files.owner_key(submission), kind="dossiers.render_papers").order_by("pk").last()
    )


def _situation(submission: Submission, dossiers: list[Dossier], due: selectors.Due | None) -> str:
    groups = documents.counted_natures(dossiers)
    who = f"{len(dossiers)} hồ sơ ({groups})" if dossiers else "Chưa có ai được đề nghị"
    if submission.state == Submission.State.SUBMITTED:
        return f"{who}, đã nộp theo Tờ trình {submission.letter_number}."
    if due is None:
        return f"{who}."
    late = " Vẫn nộp được, hồ sơ ghi là nộp muộn." if due.is_past else ""
    return f"{who}. Nộp {due.text}, {clock.due_words(due.on)}.{late}"


# --- Acts -----------------------------------------------------------------------------------------------------------


@access.requires(permissions.PROPOSE)
@require_POST
def present(request: HttpRequest, pk: int) -> HttpResponse:
    submission = own_submission(request, pk)
    return acting.act(
        request,
        lambda: services.present(submission, user_of(request)),
        done="Đã trình lãnh đạo. Lãnh đạo ghi số, ngày tờ trình và nộp.",
        back=reverse("dossiers:submission", args=[pk]),
    )


@access.requires(permissions.PROPOSE)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    submission = own_submission(request, pk)
    return acting.act(
        request,
        lambda: services.take_back(submission, user_of(request), request.POST.get("reason", "")),
        done="Lần trình trở lại đang lập, sửa được.",
        back=reverse("dossiers:submission", args=[pk]),
    )


@access.requires(permissions.PROPOSE)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's act. What is refused stands beside its field, with number and date kept."""
    submission = own_submission(request, pk)
    form = forms.LetterForm(request.POST)
    if form.is_valid():
        try:
            services.submit(submission, by=user_of(request), **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, "Đã nộp. Tờ trình đang được lập; các cơ quan thẩm định đã nhận hồ sơ.")
            return redirect("dossiers:submission", pk)
    return _refused(request, pk, form) or _page(request, submission_of(request, pk), letter=form)


def _refused(request: HttpRequest, pk: int, form: Any) -> HttpResponse | None:
    """A submission that went on meanwhile no longer shows the form: its problems are told above the page."""
    if submission_of(request, pk).state in Submission.OPEN:
        return None
    for problem in forms.form_problems(form):
        messages.error(request, problem.message)
    return redirect("dossiers:submission", pk)


@access.requires(permissions.PROPOSE)
@require_POST
def attach(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A scan of a paper that the whole submission shares."""
    submission = own_submission(request, pk)
    rule = get_object_or_404(PaperRule, route=submission.route, kind=kind, owner=PaperRule.Owner.SUBMISSION)
    form = forms.PaperForm(request.POST, request.FILES, prefix=kind)
    if form.is_valid():
        try:
            services.attach_paper(
                submission, kind, form.cleaned_data["file"], form.cleaned_data["signed_on"], user_of(request)
            )
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            messages.success(request, f"Đã lưu {rule.name}.")
            return redirect("dossiers:submission", pk)
    return _refused(request, pk, form) or _page(request, submission, paper_kind=kind, paper=form)


@access.requires(permissions.PROPOSE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a nominee out."""
    dossier = own_dossier(request, pk)
    title = selectors.opening_title(dossier.party)
    return acting.act(
        request,
        lambda: services.remove_nominee(dossier, user_of(request)),
        done=f"Đã bỏ {title} khỏi lần trình.",
        back=reverse("dossiers:submission", args=[dossier.submission_id]),
    )


# --- Adding somebody -------------------------------------------------------------------------------------------------


@access.requires(permissions.PROPOSE)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """First the class, then who; beside each candidate how he stands today."""
    submission = own_submission(request, pk)
    if submission.state != Submission.State.DRAFT:
        messages.error(request, "Lần trình không còn ở trạng thái đang lập, không thêm được.")
        return redirect("dossiers:submission", pk)
    classes = candidates.classes_for(submission)
    part = next((one for one in classes if one.key == request.GET.get("loai")), None)
    if part is None:
        lines = candidates.class_lines(submission, classes)
        return render(request, "awards/dossiers/add_class.html", {"submission": submission, "lines": lines})
    return _add_of_class(request, submission, part)


def _add_of_class(request: HttpRequest, submission: Submission, part: ParticipantClass) -> HttpResponse:
    form = _new_party_form(request, submission, part)
    if request.method == "POST":
        try:
            if "chon" in request.POST:
                party = services.chosen_party(submission, part, request.POST["chon"], user_of(request))
            elif form is not None and form.is_valid():
                party = _register(request, submission, part, form)
            else:
                party = None
            if party is not None:
                dossier = services.add_nominee(submission, party, part, user_of(request))
                messages.success(request, f"Đã thêm {selectors.nominee_title(party)}. Ghi thành tích và giấy tờ ở đây.")
                return redirect("dossiers:dossier", dossier.pk)
        except Refused as refused:
            if form is not None and form.is_bound:
                acting.show_in_form(form, refused)
            else:
                messages.error(request, str(refused))
    found = candidates.find(user_of(request), submission, part, request.GET.get("tim", "")[:100])
    page = Paginator(found, 20).get_page(request.GET.get("trang"))
    lines = candidates.lines(submission, part, list(page))
    if part.party_kind == Party.Kind.HOUSEHOLD:
        audit.look("xem danh sách hộ", submission.unit, by=user_of(request))
    context = {
        "submission": submission,
        "part": part,
        "lines": lines,
        "page": page,
        "text": request.GET.get("tim", ""),
        "form": form,
        "searches": part.party_kind in {Party.Kind.PERSON, Party.Kind.HOUSEHOLD, Party.Kind.ORGANISATION},
    }
    return render(request, "awards/dossiers/add.html", context)


def _new_party_form(request: HttpRequest, submission: Submission, part: ParticipantClass) -> Any:
    """For people and organisations that are in no list yet."""
    data = request.POST if request.method == "POST" and "chon" not in request.POST else None
    if part.party_kind == Party.Kind.PERSON:
        return forms.PersonForm(data, hamlets=candidates.hamlets(submission))
    if part.party_kind == Party.Kind.ORGANISATION:
        return forms.OrganisationForm(data)
    return None


def _register(request: HttpRequest, submission: Submission, part: ParticipantClass, form: Any) -> Party:
    act = services.register_person if part.party_kind == Party.Kind.PERSON else services.register_organisation
    return act(submission, by=user_of(request), **form.cleaned_data)


# --- Drafts of the product's papers ----------------------------------------------------------------------------------


@access.requires(permissions.PROPOSE)
@require_safe
def draft(request: HttpRequest, pk: int, kind: str, ending: str) -> HttpResponse:
    """The letter or the list before it is handed in, to be looked at and printed."""
    submission = own_submission(request, pk)
    if kind not in documents.BUILDERS:
        raise Http404
    rule = get_object_or_404(PaperRule, route=submission.route, kind=kind)
    built = documents.BUILDERS[kind](submission, is_demo=drafts_of_papers.is_demo())
    return drafts_of_papers.answer(request, built, rule.name, ending, back=reverse("dossiers:submission", args=[pk]))
