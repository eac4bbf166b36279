"""A lần trình and who stands in it."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.db.models import Max

from awards.dossiers import selectors
from awards.dossiers.models import PROPOSERS, Dossier, DossierPaper, Submission
from awards.dossiers.services.editing import being_prepared
from awards.routes.models import Route
from campaign_portal.foundation import access, audit
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign, ParticipantClass
from emulation.campaigns.selectors import office_in_role, refuse_when_over
from emulation.people.models import Office, Party


def start_submission(campaign: Campaign, route: Route, proposer_office: Office, by: User) -> Submission:
    """Begin a lần trình, or return the one that is still being prepared. After one was handed in, the next round."""
    if campaign.state != Campaign.State.LAUNCHED:
        state = campaign.get_state_display()
        raise Refused(
            f"Phong trào “{campaign.short_name}” đang là {state}; chưa hoặc không còn nhận hồ sơ khen thưởng."
        )
    if route.campaign_id != campaign.pk:
        raise Refused("Đường trình này thuộc phong trào khác. Xin chọn lại phong trào ở đầu trang.")
    posts = access.scope(by).having(PROPOSERS)
    if all(post.office_id != proposer_office.pk for post in posts):
        raise Refused(f"Chỉ cán bộ, lãnh đạo của {proposer_office.name} lập hồ sơ khen thưởng của đơn vị này.")
    same = Submission.objects.filter(route=route, proposer=proposer_office)
    if found := same.filter(state__in=Submission.OPEN).first():
        return found
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                unit=proposer_office.unit,
                campaign=campaign,
                route=route,
                proposer=proposer_office,
                authority=office_in_role(campaign, route.authority_role),
                round=(same.aggregate(last=Max("round"))["last"] or 0) + 1,
            )
            audit.record("lập lần trình", submission, by=by, after={"route": route.name, "round": submission.round})
    except IntegrityError:  # pressed twice in the same moment
        return same.get(state__in=Submission.OPEN)
    return submission


def add_nominee(submission: Submission, party: Party, participant_class: ParticipantClass, by: User) -> Dossier:
    """One more dossier in the submission.

    Refuses the same party twice, one of another place, a class the award is not for, and one that may not be
    proposed for now (awards-law (f) 4).
    """
    with transaction.atomic():
        refuse_when_over(submission.campaign, "hồ sơ khen thưởng mới")
        submission = being_prepared(submission, by)
        refuse_if_any(_unfit(submission, party, participant_class))
        dossier = Dossier.objects.create(
            unit=submission.unit,
            submission=submission,
            party=party,
            participant_class=participant_class,
            award_form=submission.route.award_form,
        )
        audit.record(
            "thêm vào lần trình", dossier, by=by, after={"party": party, "participant_class": participant_class}
        )
    return dossier


def _unfit(submission: Submission, party: Party, part: ParticipantClass) -> Iterator[Problem]:
    title = selectors.opening_title(party)
    if part.campaign_id != submission.campaign_id:
        yield Problem("Loại đối tượng này thuộc phong trào khác.", "participant_class")
        return
    if not selectors.serves(submission.route, part):
        form = submission.route.award_form
        yield Problem(
            f"{form.short_name} không dành cho {part.get_nature_display()} ({part.name}).", "participant_class"
        )
    level = party.unit.level if party.kind == Party.Kind.UNIT else ""
    if party.kind != part.party_kind or (part.unit_level and level != part.unit_level):
        yield Problem(f"{title} không thuộc loại “{part.name}”.", "participant_class")
    if not selectors.is_of(submission.proposer, party):
        yield Problem(f"{title} không thuộc {submission.unit.title}; nơi quản lý trực tiếp mới được đề nghị.", "party")
    yield from _proposed_already(submission, party, title)
    for hold in selectors.holds_of([party.pk]).get(party.pk, []):
        yield Problem(f"{title}: {selectors.hold_sentence(hold)}", "party")


def _proposed_already(submission: Submission, party: Party, title: str) -> Iterator[Problem]:
    """One achievement, one award (Luật 06/2022 Đ5.2.c): a nominee goes one way once, unless it ended without."""
    alive = Dossier.objects.filter(party=party, submission__route=submission.route).exclude(
        state__in=Dossier.ENDED_WITHOUT
    )
    for dossier in alive.select_related("submission__proposer"):
        if dossier.submission_id == submission.pk:
            yield Problem(f"{title} đã có trong lần trình này.", "party")
        else:
            where = f"lần trình đợt {dossier.submission.round} của {dossier.submission.proposer}"
            yield Problem(f"{title} đã được đề nghị trong {where}, nay {dossier.get_state_display()}.", "party")


def remove_nominee(dossier: Dossier, by: User) -> None:
    """Take a nominee out of a submission that is still being prepared. The trail keeps what had been written."""
    with transaction.atomic():
        submission = being_prepared(dossier.submission, by)
        dossier = Dossier.objects.select_for_update(of=("self",)).select_related("party").get(pk=dossier.pk)
        papers = DossierPaper.objects.filter(dossier=dossier)
        audit.record(
            "bỏ khỏi lần trình",
            submission,
            by=by,
            before={
                "party": dossier.party,
                "summary": dossier.achievement_summary,
                "achievements": dossier.achievements,
                "files": [str(file_id) for file_id in papers.values_list("file_id", flat=True)],
            },
        )
        dossier.delete()
