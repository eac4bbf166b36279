"""How the work on dossiers reads on “việc của tôi”, and who sees the files and jobs of submissions and dossiers."""

from typing import Any

from django.urls import reverse

from awards.dossiers import permissions, selectors
from awards.dossiers.models import Dossier, Submission
from awards.routes.models import RouteStep
from campaign_portal.foundation import files, jobs, vietnamese
from campaign_portal.foundation.models import User
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.duties.selectors import Presentation
from emulation.people.models import Party

SUBMISSION, DOSSIER = Submission._meta.label, Dossier._meta.label


def present_submissions(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """A proposer's own submission: how far it is, and whose turn."""
    url = reverse("dossiers:index")
    campaigns = {duty.campaign_key for duty in found}
    open_ones = {
        (one.campaign.key, one.unit_id): one
        for one in Submission.objects.filter(
            campaign__key__in=campaigns, unit__in=[duty.unit_id for duty in found], state__in=Submission.OPEN
        )
        .select_related("campaign", "proposer", "route__award_form", "unit")
        .prefetch_related("papers", "route__papers")
    }
    shown = {}
    for duty in found:
        submission = open_ones.get((duty.campaign_key, duty.unit_id))
        if submission is None:
            shown[duty.pk] = Presentation("Chưa lập hồ sơ. Việc đề nghị là tự nguyện.", "Lập hồ sơ", url)
            continue
        shown[duty.pk] = _presented(user, submission)
    return shown


def _presented(user: User, submission: Submission) -> Presentation:
    url = reverse("dossiers:submission", args=[submission.pk])
    missing = len(selectors.missing(submission))
    signs = permissions.signs(user, submission)
    if submission.state == Submission.State.WITH_LEADER:
        if signs:
            return Presentation("Cán bộ đã trình, đủ giấy tờ. Chờ ghi số, ngày tờ trình và nộp.", "Xem và nộp", url)
        return Presentation("Đã trình lãnh đạo, chờ ký.", "Xem lần trình", url, my_turn=False)
    said = f"Còn thiếu {missing} thứ." if missing else "Đủ giấy tờ, trình lãnh đạo được."
    drafting = signs and permissions.has_leader(submission)  # the leader waits for the officer
    return Presentation(said, "Lập tiếp", url, my_turn=not drafting)


def present_summaries(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """The standing office's passing up of everything (S3-31)."""
    return {
        duty.pk: Presentation(
            "Xem hồ sơ của các nơi đến đâu, ghi số văn bản trình.", "Tổng hợp", reverse("dossiers:summary")
        )
        for duty in found
    }


def present_appraisals(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """One line a step of the route, on the duty that falls due first: forty dossiers are not forty lines.

    Duties whose dossier is with its proposer wait for somebody else, as a line of their own.
    """
    dossiers = {
        dossier.pk: dossier
        for dossier in Dossier.objects.filter(pk__in=[_pk(duty) for duty in found])
        .select_related("step", "submission__proposer")
        .only("state", "step", "submission__proposer__short_name")
    }
    mine: dict[str, list[Duty]] = {}
    returned: list[Duty] = []
    for duty in found:
        dossier = dossiers.get(_pk(duty))
        if dossier is None:
            continue
        if dossier.state == Dossier.State.RETURNED:
            returned.append(duty)
        else:
            mine.setdefault(duty.title, []).append(duty)
    inbox = reverse("dossiers:index")
    shown = {}
    for group in mine.values():
        first = dossiers[_pk(group[0])]
        act = "thẩm định" if first.step and first.step.act == RouteStep.Act.APPRAISE else "chuyển"
        proposers = {dossiers[_pk(duty)].submission.proposer_id for duty in group}
        text = f"{vietnamese.opening_count(len(group))} hồ sơ của {len(proposers)} nơi đề nghị."
        if later := sorted({duty.due_on for duty in group[1:]} - {group[0].due_on}):
            same = sum(duty.due_on == group[0].due_on for duty in group)
            text += f" {vietnamese.opening_count(same)} hồ sơ đến hạn này, sau đó {vietnamese.day(later[0])}."
        url = reverse("dossiers:dossier", args=[first.pk]) if len(group) == 1 else inbox
        label = "Mở hồ sơ" if len(group) == 1 else f"{act[:1].upper()}{act[1:]} {len(group)} hồ sơ"
        shown[group[0].pk] = Presentation(text, label, url)
    if returned:
        count = vietnamese.opening_count(len(returned))
        shown[returned[0].pk] = Presentation(
            f"{count} hồ sơ nơi đề nghị đang bổ sung.", "Xem", f"{inbox}?muc=bo-sung", my_turn=False
        )
    return shown


def present_returns(user: User, found: list[Duty]) -> dict[int, Presentation]:
    """A returned dossier at its proposer's: what is asked, whether it is done, whose turn."""
    dossiers = {
        dossier.pk: dossier
        for dossier in Dossier.objects.filter(pk__in=[_pk(duty) for duty in found]).select_related(
            "submission__proposer", "submission__route", "participant_class", "step"
        )
    }
    requests = selectors.open_requests(dossiers)
    shown = {}
    for duty in found:
        dossier, request = dossiers.get(_pk(duty)), requests.get(_pk(duty))
        if dossier is None or request is None:
            continue
        left = [key for key in request.parts if key not in request.mended]
        ready = not left or bool(request.answer)
        signs = permissions.signs_dossier(user, dossier)
        url = reverse("dossiers:dossier", args=[dossier.pk])
        if ready and signs:
            shown[duty.pk] = Presentation(f"{duty.note} Đã bổ sung, chờ nộp lại.", "Xem và nộp lại", url)
        elif ready:
            shown[duty.pk] = Presentation("Đã bổ sung, chờ lãnh đạo nộp lại.", "Xem hồ sơ", url, my_turn=False)
        else:
            waits = signs and permissions.has_leader(dossier.submission)
            shown[duty.pk] = Presentation(duty.note, "Bổ sung", url, my_turn=not waits)
    return shown


def _pk(duty: Duty) -> int:
    return int(duty.object_key.rpartition(":")[2] or 0)


def may_see_submission(user: Any, pk: str) -> bool:
    return permissions.SEE.holds(user) and Submission.objects.visible_to(user).filter(pk=pk).exists()


def may_see_dossier(user: Any, pk: str) -> bool:
    return permissions.SEE.holds(user) and Dossier.objects.visible_to(user).filter(pk=pk).exists()


def look_at_papers(pk: str) -> str:
    """Who opens a household's papers stands in the trail."""
    of_household = Dossier.objects.filter(pk=pk, party__kind=Party.Kind.HOUSEHOLD)
    return "mở giấy tờ của hộ" if of_household.exists() else ""


duties.register_presenter(Duty.Kind.SUBMISSION, present_submissions)
duties.register_presenter(Duty.Kind.SUBMISSION_SUMMARY, present_summaries)
duties.register_presenter(Duty.Kind.APPRAISAL, present_appraisals)
duties.register_amendment_presenter(DOSSIER, present_returns)
files.register_owner(SUBMISSION, may_see_submission)
files.register_owner(DOSSIER, may_see_dossier, look=look_at_papers)
jobs.register_owner(SUBMISSION, may_see_submission)
