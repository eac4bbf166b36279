"""What stands in the way of an office that wants to pass a dossier on, said before it presses the button."""

from dataclasses import dataclass

from awards.criteria.rules import Standing, Verdict
from awards.dossiers.models import Appraisal, Dossier
from awards.dossiers.selectors import history
from awards.dossiers.selectors.judging import Assessment
from awards.dossiers.selectors.quotas import beyond_quota
from awards.dossiers.selectors.route import (
    current_appraisals,
    names,
    offices_by_role,
    offices_of,
    open_request,
    step_after,
    still_awaited,
)
from awards.routes.models import AwardOffer, RouteStep
from campaign_portal.foundation import clock, vietnamese
from emulation.campaigns.selectors import launches_of
from emulation.people.models import Office
from emulation.regimes.rules import REVIEWS, Door
from emulation.regimes.selectors import opening_of


@dataclass(frozen=True)
class Turn:
    """Whether and how an office may act on a dossier now."""

    office: Office
    may_judge: bool = False
    may_act: bool = False
    closed: str = ""  # why it may not act
    blocking: tuple[str, ...] = ()  # must be done first
    needs_reason: tuple[str, ...] = ()  # may go on with a written reason
    goes_to: str = ""  # "VP Điều phối NTM": whom the dossier reaches when this office passes it on
    waits_for: str = ""  # "Phòng Nội vụ": who must still speak before it goes there

    @property
    def can_forward(self) -> bool:
        return self.may_act and not self.blocking


def turn_of(dossier: Dossier, office: Office, assessment: Assessment) -> Turn:
    """Everything an office needs to know before it acts on a dossier."""
    step = dossier.step
    offices = offices_by_role(dossier.submission.campaign_id)
    if step is None or office.pk not in {other.pk for other in offices_of(step, offices)}:
        return Turn(office, closed=f"Hồ sơ không ở bước của {office.short_name}.")
    given = current_appraisals(dossier)
    if mine := given.get(office.pk):
        return Turn(office, closed=_given(mine, dossier))
    if dossier.state == Dossier.State.RETURNED:
        return Turn(office, closed=_returned(dossier))
    if dossier.state != Dossier.State.IN_APPRAISAL:
        return Turn(office, closed=f"Hồ sơ đang ở trạng thái “{dossier.get_state_display()}”.")
    following = step_after(step)
    judges = step.act == RouteStep.Act.APPRAISE
    asked = offices_of(step, offices)
    others = [other for other in asked if other.pk != office.pk and other.pk not in given]
    return Turn(
        office,
        may_judge=judges,
        may_act=True,
        blocking=tuple(_blocking(dossier, assessment) if judges else ()),
        needs_reason=tuple(_reasons(dossier, assessment) if judges else ()),
        goes_to=names(offices_of(following, offices)) if following else "",
        waits_for=still_awaited(step, others, len(asked)),
    )


def _given(appraisal: Appraisal, dossier: Dossier) -> str:
    said = {
        Appraisal.Outcome.FORWARDED: "đã chuyển hồ sơ này",
        Appraisal.Outcome.RETURNED: "đã trả lại hồ sơ này để bổ sung",
        Appraisal.Outcome.DECLINED: "đã ghi không đề nghị",
    }[Appraisal.Outcome(appraisal.outcome)]
    when = vietnamese.day(appraisal.at.astimezone().date())
    return f"{appraisal.office.short_name} {said} ngày {when}."


def _returned(dossier: Dossier) -> str:
    request = open_request(dossier)
    if request is None:
        return "Hồ sơ đang được bổ sung."
    return (
        f"{request.appraisal.office.short_name} đã trả lại để bổ sung, hạn {vietnamese.day(request.due_on)}. "
        "Ông/bà thẩm định tiếp khi hồ sơ được nộp lại."
    )


def _blocking(dossier: Dossier, assessment: Assessment):
    if waiting := assessment.waiting:
        yield f"còn {len(waiting)} tiêu chuẩn chưa đánh giá"
    for hold in history.holds_of([dossier.party_id]).get(dossier.party_id, []):
        yield f"đối tượng đang tạm dừng đề nghị ({hold.get_ground_display()}, {hold.paper})"


def _reasons(dossier: Dossier, assessment: Assessment):
    """A criterion that is not met never blocks by itself: with a written reason the council decides."""
    questions = assessment.open_questions
    unmet = sum(row.verdict is Verdict.UNMET for row in questions)
    unknown = len(questions) - unmet
    if unmet:
        yield f"{vietnamese.opening_count(unmet)} tiêu chuẩn chưa đạt"
    if unknown:
        yield f"{vietnamese.opening_count(unknown)} tiêu chuẩn chưa có số"
    if assessment.standing is Standing.NO_CRITERIA:
        yield "Kế hoạch không đặt tiêu chuẩn cho loại này"
    if beyond := beyond_quota(dossier):
        yield beyond
    if closed := closed_by_law(dossier):
        yield f"Luật không mở {dossier.award_form} trong phong trào này: {closed}"
    awards = history.earlier_awards([dossier.party_id]).get(dossier.party_id, [])
    if any(duplicate.is_certain for duplicate in history.duplicates(dossier, awards)):
        yield "Đã được khen trong chính phong trào này"


def closed_by_law(dossier: Dossier) -> str:
    """Why the law of today opens the form at none of the reviews the plan names for it; "" where it does, or where
    nobody has read the standard (awards-law (b))."""
    campaign, form = dossier.submission.campaign, dossier.award_form
    offers = AwardOffer.objects.filter(campaign=campaign)
    named = {review for offer in offers if form.code in offer.form_codes for review in offer.rounds}
    chain, why = launches_of(campaign), ""
    for review in [review for review in REVIEWS if review in named] or REVIEWS:
        found = opening_of(form, dossier.participant_class.nature, chain, review, clock.today())
        if found.door is not Door.CLOSED:
            return ""
        why = found.why[0]
    return why
