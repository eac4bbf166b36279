"""Appraising one dossier, and reading it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from awards.criteria.models import Criterion
from awards.dossiers import forms, permissions, selectors, services
from awards.dossiers.models import Dossier, Finding, Hold
from awards.dossiers.selectors import Assessment, Turn, lists
from awards.dossiers.views.loading import acting_office, dossier_of, office_at_hand, user_of
from awards.dossiers.views.reading import around, papers_named
from campaign_portal.foundation import access, clock, drafts, files, history, quantities, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web import acting
from emulation.people.models import Office

OPINION = "dossiers.opinion"


def appraise_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    opinion: str | None = None,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    """Criteria, papers, route; beside them what this person's office may do now."""
    user = user_of(request)
    office = acting_office(user, dossier)
    assessment = selectors.assess(dossier)
    papers = selectors.all_papers(dossier)
    context = {
        **around(user, dossier, assessment),
        **_standing(user, dossier, office, assessment),
        "papers": papers,
        "named": papers_named(assessment, papers),
        "opinion": opinion if opinion is not None else _kept_opinion(user, dossier),
        "problems": problems,
        "errors": {},
        "place": lists.place_of(user, dossier),
        "next_waiting": lists.next_waiting(user, dossier) if office else None,
        "may_hold": bool(access.scope(user).having(permissions.HOLDERS)),
        "history": history.of(dossier, request.GET),
    }
    return render(request, "awards/dossiers/dossier.html", context)


def _standing(user: User, dossier: Dossier, office: Office | None, assessment: Assessment) -> dict[str, Any]:
    """What changes while criteria are ticked: verdicts, what stands in the way."""
    turn = selectors.turn_of(dossier, office, assessment) if office else None
    return {
        "dossier": dossier,
        "office": office,
        "assessment": assessment,
        "turn": turn,
        "rows": [
            {
                "row": row,
                "opens_any": group.is_any and place == 0,
                "mine": row.finding_of(office.pk) if office else None,
                "judges": bool(turn and turn.may_judge and not row.is_measured),
            }
            for group in assessment.groups
            for place, row in enumerate(group.rows)
        ],
        "hindrance": _hindrance(turn),
    }


def _hindrance(turn: Turn | None) -> str:
    """The sentence below the buttons."""
    if turn is None:
        return ""
    if turn.closed:
        return turn.closed
    parts = []
    if turn.blocking:
        parts.append(f"Chưa chuyển được: {'; '.join(turn.blocking)}.")
    if turn.needs_reason:
        parts.append(f"{'. '.join(turn.needs_reason)}: khi chuyển phải ghi lý do.")
    if turn.waits_for and not turn.blocking:
        parts.append(f"Hồ sơ đi tiếp khi {turn.waits_for} cũng chuyển.")
    return " ".join(parts)


def _kept_opinion(user: User, dossier: Dossier) -> str:
    return drafts.load(user, OPINION, files.owner_key(dossier)).get("opinion", "")


# --- Judging ----------------------------------------------------------------------------------------------------------


@access.requires(permissions.APPRAISE)
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was ticked. While one ticks, htmx asks for the parts of the page that follow from it."""
    dossier = dossier_of(request, pk)
    office = office_at_hand(request, dossier)
    problems = _keep(user_of(request), dossier, office, request.POST)
    if not request.htmx:  # type: ignore[attr-defined]
        for problem in problems.values():
            messages.error(request, problem)
        if not problems:
            messages.success(request, "Đã lưu đánh giá.")
        return redirect("dossiers:dossier", pk)
    dossier = dossier_of(request, pk)
    context = _standing(user_of(request), dossier, office, selectors.assess(dossier))
    context |= {"errors": problems, "saved_at": clock.business_now()}
    return render(request, "awards/dossiers/standing.html", context)


def _keep(user: User, dossier: Dossier, office: Office, data: Mapping[str, Any]) -> dict[int, str]:
    """Write down every tick that differs from what is kept; criterion id → what was refused."""
    wanted = forms.Judgements(data).ticked
    criteria = {
        criterion.pk: criterion
        for criterion in Criterion.objects.filter(
            pk__in=wanted, group__participant_class=dossier.participant_class
        ).select_related("group")
    }
    kept = {
        finding.criterion_id: (finding.verdict, finding.remark)
        for finding in Finding.objects.filter(dossier=dossier, office=office)
    }
    refused: dict[int, str] = {}
    for criterion_pk, (verdict, remark) in wanted.items():
        criterion = criteria.get(criterion_pk)
        if criterion is None or kept.get(criterion_pk) == (verdict, vietnamese.nfc(remark)):
            continue
        try:
            services.find(dossier, criterion, office, verdict, remark, user)
        except Refused as error:
            refused[criterion_pk] = str(error)
    return refused


@access.requires(permissions.APPRAISE)
@require_POST
def keep_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """What is being written for the council, kept as raw text."""
    dossier = dossier_of(request, pk)
    office_at_hand(request, dossier)
    text = request.POST.get("opinion", "")
    drafts.save(user_of(request), OPINION, files.owner_key(dossier), {"opinion": text} if text else {})
    return HttpResponse(status=204)


# --- Passing on, returning, declining -------------------------------------------------------------------------------


@access.requires(permissions.APPRAISE)
@require_POST
def forward(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the dossier on. One text serves: the reason where one is needed, else the opinion for the council."""
    dossier = dossier_of(request, pk)
    office = office_at_hand(request, dossier)
    user = user_of(request)
    text = request.POST.get("opinion", "")
    turn = selectors.turn_of(dossier, office, selectors.assess(dossier))
    said = {"reason": text} if turn.needs_reason else {"opinion": text}
    try:
        moved = services.forward(dossier, office, by=user, **said)
    except Refused as refused:
        drafts.save(user, OPINION, files.owner_key(dossier), {"opinion": text} if text else {})
        return appraise_page(request, dossier_of(request, pk), opinion=text, problems=refused.problems)
    drafts.discard(user, OPINION, files.owner_key(dossier))
    on_its_way = turn.goes_to if moved.step_id != dossier.step_id else f"{turn.waits_for} xem tiếp, rồi {turn.goes_to}"
    messages.success(request, f"Đã chuyển hồ sơ của {selectors.nominee_title(dossier.party)}: {on_its_way}.")
    return redirect("dossiers:dossier", pk)


@access.requires(permissions.APPRAISE)
def return_for_completion(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_of(request, pk)
    office = office_at_hand(request, dossier)
    user = user_of(request)
    form = forms.ReturnForm(request.POST or None, dossier=dossier, initial={"reason": _kept_opinion(user, dossier)})
    if request.method == "POST" and form.is_valid():
        try:
            services.return_dossier(dossier, office, by=user, **form.cleaned_data)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            drafts.discard(user, OPINION, files.owner_key(dossier))
            messages.success(request, f"Đã trả lại {dossier.submission.proposer} để bổ sung.")
            return redirect("dossiers:dossier", pk)
    context = {"dossier": dossier, "office": office, "form": form, "title": selectors.opening_title(dossier.party)}
    return _if_its_turn(request, dossier, office) or render(request, "awards/dossiers/return.html", context)


@access.requires(permissions.APPRAISE)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_of(request, pk)
    office = office_at_hand(request, dossier)
    user = user_of(request)
    form = forms.DeclineForm(request.POST or None, initial={"reason": _kept_opinion(user, dossier)})
    if request.method == "POST" and form.is_valid():
        try:
            services.decline(dossier, office, form.cleaned_data["reason"], user)
        except Refused as refused:
            acting.show_in_form(form, refused)
        else:
            drafts.discard(user, OPINION, files.owner_key(dossier))
            title = selectors.nominee_title(dossier.party)
            messages.success(request, f"Đã ghi không đề nghị {title}. {dossier.submission.proposer} đọc được lý do.")
            return redirect("dossiers:dossier", pk)
    context = {
        "dossier": dossier,
        "office": office,
        "form": form,
        "title": selectors.opening_title(dossier.party),
        "assessment": selectors.assess(dossier),
    }
    return _if_its_turn(request, dossier, office) or render(request, "awards/dossiers/decline.html", context)


def _if_its_turn(request: HttpRequest, dossier: Dossier, office: Office) -> HttpResponse | None:
    """A page left open while the dossier went on: the sentence that says so, instead of a form that can't be sent."""
    turn = selectors.turn_of(dossier, office, selectors.assess(dossier))
    if turn.may_act:
        return None
    messages.error(request, turn.closed)
    return redirect("dossiers:dossier", dossier.pk)


# --- Holds ------------------------------------------------------------------------------------------------------------

HOLD = access.for_roles(
    "dossiers.hold", permissions.HOLDERS, "Chỉ cơ quan thường trực phong trào và cơ quan Nội vụ ghi việc này."
)


@access.requires(HOLD)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the nominee may not be proposed for now, or that the matter is concluded."""
    dossier = dossier_of(request, pk)
    user = user_of(request)
    lifting = request.POST.get("hold", "")
    form = forms.HoldForm(request.POST if request.method == "POST" and not lifting else None)
    lift = forms.LiftForm(request.POST if lifting else None)
    if request.method == "POST":
        try:
            if lifting:
                if lift.is_valid():
                    found = get_object_or_404(Hold, pk=quantities.row_id(lifting) or 0, party=dossier.party)
                    services.lift_hold(found, on=lift.cleaned_data["since"], paper=lift.cleaned_data["paper"], by=user)
                    messages.success(request, "Đã ghi thôi tạm dừng đề nghị.")
                    return redirect("dossiers:dossier", pk)
            elif form.is_valid():
                services.hold_back(dossier.party, by=user, **form.cleaned_data)
                messages.success(request, "Đã ghi tạm dừng đề nghị.")
                return redirect("dossiers:dossier", pk)
        except Refused as refused:
            acting.show_in_form(lift if lifting else form, refused)
    context = {
        "dossier": dossier,
        "title": selectors.opening_title(dossier.party),
        "nominee": selectors.nominee_title(dossier.party),
        "form": form,
        "lift": lift,
        "holds": Hold.objects.filter(party=dossier.party),
    }
    return render(request, "awards/dossiers/hold.html", context)
