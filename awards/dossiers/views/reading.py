"""What the page of a dossier tells besides its criteria: its situation, its route, its papers, awards held before."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from awards.dossiers import permissions, selectors
from awards.dossiers.models import Appraisal, Dossier, DossierPaper
from awards.dossiers.selectors import Assessment, PaperLine, Word, lists
from awards.routes.models import RouteStep
from campaign_portal.foundation.models import User
from emulation.people.models import Office
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import source_url


def around(user: User, dossier: Dossier, assessment: Assessment) -> dict[str, Any]:
    submission = dossier.submission
    offices = selectors.offices_by_role(submission.campaign)
    awards = selectors.before(dossier, selectors.earlier_awards([dossier.party_id]).get(dossier.party_id, []))
    words = selectors.words_of(user, dossier)
    due = selectors.due_of(submission.route)
    return {
        "dossier": dossier,
        "submission": submission,
        "title": selectors.opening_title(dossier.party),
        "detail": selectors.nominee_detail(dossier.party),
        "situation": _situation(dossier, offices, words),
        "state": lists.STATE_WORDS[Dossier.State(dossier.state)],
        "sources": sources(user, dossier, assessment),
        "stops": _stops(dossier, offices, words),
        "handed_in": (submission, due, selectors.days_late(submission, due)),
        "awards": awards,
        "duplicates": selectors.duplicates(dossier, awards),
        "holds": selectors.holds_of([dossier.party_id]).get(dossier.party_id, []),
        "said": dossier.appraisals.select_related("office", "by", "step", "request").order_by("pk"),
        "part_names": selectors.part_names(dossier),
        "own": permissions.prepares_dossier(user, dossier),
    }


def _situation(dossier: Dossier, offices: Mapping[str, Office], words: Iterable[Word]) -> str:
    """ "Đề nghị khen thưởng cấp thị xã cho tập thể, năm 2020. Phòng … cùng thẩm định, đến hết 13/11, còn 1 ngày."."""
    submission, step = dossier.submission, dossier.step
    said = (
        f"Đề nghị {submission.route.name.lower()} ({dossier.award_form}) cho "
        f"{dossier.participant_class.get_nature_display()}, năm {submission.campaign.year}."
    )
    if dossier.state == Dossier.State.IN_APPRAISAL and step is not None:
        who = selectors.offices_of(step, dict(offices))
        does = "thẩm định" if step.act == RouteStep.Act.APPRAISE else "chuyển"
        together = "cùng " if len(who) > 1 and step.rule == RouteStep.Rule.ALL else ""
        until = f", {selectors.until(dossier.due_on)}" if dossier.due_on else ""
        return f"{said} {selectors.names(who)} {together}{does}{until}."
    state = lists.STATE_WORDS[Dossier.State(dossier.state)][1]
    act = RouteStep.Act.DECIDE if dossier.state == Dossier.State.AWARDED else RouteStep.Act.COUNCIL
    last = [word.text for word in words if word.act == act]
    return f"{said} {state}: {last[-1]}." if last else f"{said} {state}."


def _stops(dossier: Dossier, offices: Mapping[str, Office], words: Iterable[Word]) -> list[dict[str, Any]]:
    """The route as it was gone and as it lies ahead."""
    spoken: dict[int, dict[int, Appraisal]] = {}
    for appraisal in dossier.appraisals.filter(is_current=True).select_related("office"):
        spoken.setdefault(appraisal.step_id, {})[appraisal.office_id] = appraisal
    here = dossier.step.position if dossier.step else 0
    ended = dossier.state in {Dossier.State.DECLINED, Dossier.State.NOT_PASSED}
    stops = []
    for step in selectors.steps_of(dossier.submission.route):
        given = spoken.get(step.pk, {})
        decided = dossier.state == Dossier.State.AWARDED
        passed = dossier.state in {Dossier.State.PASSED, Dossier.State.AWARDED} and step.act == RouteStep.Act.COUNCIL
        stops.append(
            {
                "step": step,
                "done": step.position < here or decided or passed,
                "here": step.position == here and not decided and not passed,
                "ended": ended and step.position == here,
                "offices": [(office, given.get(office.pk)) for office in selectors.offices_of(step, dict(offices))]
                if step.act in {RouteStep.Act.APPRAISE, RouteStep.Act.FORWARD}
                else [],
                "words": [word for word in words if word.act == step.act],
                "due": dossier.due_on if step.position == here else step.due_on,
            }
        )
    return stops


def sources(user: User, dossier: Dossier, assessment: Assessment) -> dict[int, str]:
    """Criterion id → the page where its figures stand, for those this person may open."""
    found: dict[int, str] = {}
    reviews: dict[int, int] = {}
    for row in assessment.rows:
        facts = row.measured.facts if row.measured else row.frozen.facts if row.frozen else {}
        if facts.get("review_id"):
            reviews[row.criterion.pk] = facts["review_id"]
        elif "confirmed_vnd" in facts and (facts["confirmed_vnd"] or facts["unconfirmed_vnd"]):
            found[row.criterion.pk] = reverse("contributions:donor", args=[dossier.party_id])
    if reviews:
        visible = ReviewSet.objects.visible_to(user).filter(pk__in=reviews.values()).values_list("pk", flat=True)
        seen = set(visible)
        found |= {
            criterion: source_url(review, "households_poor_end")
            for criterion, review in reviews.items()
            if review in seen
        }
    return found


def papers_named(assessment: Assessment, papers: Iterable[PaperLine]) -> dict[int, DossierPaper]:
    """Criterion id → the paper of the dossier that the plan names as its evidence: "Báo cáo thành tích, mục II"."""
    there = [(line.rule.name, line.paper) for line in papers if line.paper]
    return {
        row.criterion.pk: paper
        for row in assessment.rows
        for name, paper in there
        if row.hint and row.hint.startswith(name)
    }
