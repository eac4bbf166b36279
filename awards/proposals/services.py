"""Drawing a Tờ trình up, sending it, writing the superior's answer down."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction

from awards.councils.models import CouncilSession
from awards.councils.services import ask_for_decision
from awards.dossiers import rules as dossier_rules
from awards.dossiers.models import Dossier
from awards.dossiers.workflow import DOSSIER_FLOW
from awards.proposals import permissions, selectors
from awards.proposals.models import ProposedAward, UpwardProposal
from awards.proposals.workflow import PROPOSAL_FLOW
from campaign_portal.foundation import audit, clock, files, jobs, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Appointment
from emulation.regimes.models import AwardForm

RENDER = "proposals.render"
State, Outcome = UpwardProposal.State, ProposedAward.Outcome


def draw_up(
    session: CouncilSession, award_form: AwardForm, *, addressee: str, dossiers: Collection[Dossier], by: User
) -> UpwardProposal:
    """A draft Tờ trình for those of a closed session whom the superior is asked to award. Meanwhile nothing else is
    decided of them here. Refuses what did not pass there, or stands in a decision or another proposal."""
    if not permissions.draws_at(by, session.unit_id):
        raise Refused(permissions.DRAW.needs)
    with transaction.atomic():
        session = CouncilSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        open_ones = {dossier.pk: dossier for dossier in selectors.may_go_up(session)}
        wanted = [open_ones[dossier.pk] for dossier in dossiers if dossier.pk in open_ones]
        if session.state != CouncilSession.State.CLOSED or not wanted or len(wanted) != len(dossiers):
            raise Refused(
                Problem(
                    "Xin chọn hồ sơ đã được thông qua trong phiên họp, chưa vào quyết định, tờ trình nào.", "dossiers"
                )
            )
        proposal = UpwardProposal.objects.create(
            unit=session.unit,
            campaign=session.campaign,
            session=session,
            authority=wanted[0].submission.authority,
            award_form=award_form,
            addressee=_said(addressee, "addressee", "Xin ghi trình lên ai, ví dụ: Chủ tịch UBND tỉnh Lào Cai.", 160),
            made_by=by,
            made_at=clock.business_now(),
        )
        try:
            with transaction.atomic():
                ProposedAward.objects.bulk_create(
                    ProposedAward(proposal=proposal, dossier=dossier, place=place)
                    for place, dossier in enumerate(wanted, 1)
                )
        except IntegrityError as error:
            raise Refused("Có hồ sơ vừa vào một tờ trình khác. Xin tải lại trang.") from error
        if not _left_to_decide(session):
            duties.close_desk(files.owner_key(session), by=by, kind=Duty.Kind.DECISION)
        people = [str(dossier.party) for dossier in wanted]
        audit.record("soạn tờ trình", proposal, by=by, after={"award_form": award_form, "people": people})
    return proposal


def discard(proposal: UpwardProposal, *, reason: str, by: User) -> None:
    """Drop a draft: its nominees wait for a decision here again."""
    said = _said(reason, "reason", "Xin ghi vì sao bỏ tờ trình.", 300)
    with transaction.atomic():
        proposal = _locked(proposal)
        if not permissions.draws(by, proposal):
            raise Refused(permissions.DRAW.needs)
        if proposal.state != State.DRAFT:
            raise Refused("Tờ trình đã ký, trình lên; không bỏ được nữa.")
        audit.record("bỏ tờ trình", proposal, by=by, before={"people": _people(proposal.lines.all())}, reason=said)
        session = proposal.session
        proposal.delete()
        _ask_here_again(session)


def send(proposal: UpwardProposal, *, letter_number: str, letter_date: dt.date, by: User) -> UpwardProposal:
    """The leader signs and sends it up, under the clerk's number; its paper is made in the background."""
    with transaction.atomic():
        proposal = _locked(proposal)
        number = dossier_rules.letter_number(letter_number, proposal.authority.symbol or "UBND")
        if letter_date > clock.today():
            raise Refused(Problem(f"Ngày tờ trình {vietnamese.day(letter_date)} ở sau hôm nay.", "letter_date"))
        if letter_date < proposal.session.held_on:
            held = vietnamese.day(proposal.session.held_on)
            raise Refused(Problem(f"Ngày tờ trình ở trước ngày hội đồng họp ({held}).", "letter_date"))
        post = Appointment.objects.held_on().filter(user=by, office=proposal.authority).order_by("pk").first()
        proposal = workflow.perform(
            PROPOSAL_FLOW,
            proposal,
            "send",
            by=by,
            changes={
                "letter_number": number,
                "letter_date": letter_date,
                "signer_name": by.full_name,
                "signer_title": post.full_title if post else "",
            },
        )
        jobs.enqueue(
            RENDER,
            by=by,
            key=f"{RENDER}:{proposal.pk}",
            owner_key=files.owner_key(proposal),
            proposal_id=proposal.pk,
        )
    return proposal


def answer(
    proposal: UpwardProposal, *, answer_number: str, answer_on: dt.date, awarded: Collection[int], by: User
) -> UpwardProposal:
    """Write down the superior's decision: `awarded` are the lines (pk) he awarded, the others he did not. Those awarded
    have their decision; the others wait for the unit's own again."""
    number = _said(answer_number, "answer_number", "Xin ghi số quyết định của cấp trên, ví dụ 3120/QĐ-UBND.", 60)
    with transaction.atomic():
        proposal = _locked(proposal)
        if answer_on > clock.today():
            raise Refused(Problem(f"Ngày quyết định {vietnamese.day(answer_on)} ở sau hôm nay.", "answer_on"))
        if proposal.letter_date and answer_on < proposal.letter_date:
            sent = vietnamese.day(proposal.letter_date)
            raise Refused(Problem(f"Ngày quyết định ở trước ngày tờ trình ({sent}).", "answer_on"))
        proposal = workflow.perform(
            PROPOSAL_FLOW, proposal, "answer", by=by, changes={"answer_number": number, "answer_on": answer_on}
        )
        lines = list(proposal.lines.select_related("dossier__party"))
        for line in lines:
            line.outcome = Outcome.AWARDED if line.pk in awarded else Outcome.REFUSED
            line.save(update_fields=["outcome"])
            if line.outcome == Outcome.AWARDED:
                said = f"Quyết định số {number} ngày {vietnamese.day(answer_on)}"
                workflow.perform(DOSSIER_FLOW, line.dossier, "award", by=by, reason=said)
        _ask_here_again(proposal.session)
        told = {
            "awarded": _people(line for line in lines if line.outcome == Outcome.AWARDED),
            "refused": _people(line for line in lines if line.outcome == Outcome.REFUSED),
        }
        audit.record("ghi kết quả cấp trên khen", proposal, by=by, after=told)
    return proposal


def _left_to_decide(session: CouncilSession) -> bool:
    """Whether the session passed somebody of whom the unit itself has still to decide."""
    return selectors.may_go_up(session).filter(submission__route__submits_to="").exists()


def _ask_here_again(session: CouncilSession) -> None:
    """Who is no longer on his way up waits for the unit's own decision."""
    waits = Duty.objects.open().filter(kind=Duty.Kind.DECISION, object_key=files.owner_key(session))
    if _left_to_decide(session) and not waits.exists():
        ask_for_decision(session)


def _locked(proposal: UpwardProposal) -> UpwardProposal:
    rows = UpwardProposal.objects.select_for_update(of=("self",)).select_related("session", "authority", "campaign")
    return rows.get(pk=proposal.pk)


def _people(lines: Iterable[ProposedAward]) -> list[str]:
    return [str(line.dossier.party) for line in lines]


def _said(text: str, field: str, asks: str, most: int) -> str:
    said = fitting(text, most, "Nội dung này", field=field)
    if not said:
        raise Refused(Problem(asks, field))
    return said
