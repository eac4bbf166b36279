"""Appraising: findings, passing a dossier on, returning it for completion, declining to propose it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from awards.criteria.models import Criterion
from awards.dossiers import permissions, selectors
from awards.dossiers.models import Appraisal, Dossier, Finding, ReturnRequest
from awards.dossiers.selectors import Assessment, Turn
from awards.dossiers.services import desks
from awards.dossiers.workflow import DOSSIER_FLOW
from awards.routes.models import RouteStep
from campaign_portal.foundation import audit, clock, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.people.models import Office

Verdict = Finding.Verdict
JUDGEMENTS = frozenset({Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE})


def find(dossier: Dossier, criterion: Criterion, office: Office, verdict: str, remark: str, by: User) -> Finding:
    """What an office finds of one judged criterion; it may think again until it has passed the dossier on.

    "Chưa đạt" and "Không áp dụng" say why. One finding an office; another office's counts too, and two that
    contradict count as unmet.
    """
    with transaction.atomic():
        dossier, turn, _ = _at_hand(dossier, office, by)
        if not turn.may_judge:
            raise Refused(f"{office.short_name} chuyển hồ sơ, không thẩm định tiêu chuẩn.")
        said = vietnamese.nfc(remark)
        refuse_if_any(_bad_finding(dossier, criterion, verdict, said))
        before = Finding.objects.filter(dossier=dossier, criterion=criterion, office=office).first()
        finding, _ = Finding.objects.update_or_create(
            dossier=dossier,
            criterion=criterion,
            office=office,
            defaults={"verdict": verdict, "remark": said, "found_by": by, "found_at": clock.business_now()},
        )
        if before is None or (before.verdict, before.remark) != (verdict, said):
            audit.record(
                "đánh giá tiêu chuẩn",
                dossier,
                by=by,
                before={"verdict": before.verdict, "remark": before.remark} if before else {},
                after={"criterion": criterion.text, "office": office.short_name, "verdict": verdict, "remark": said},
            )
    return finding


def _bad_finding(dossier: Dossier, criterion: Criterion, verdict: str, remark: str) -> Iterable[Problem]:
    field = f"criterion-{criterion.pk}"
    if criterion.group.participant_class_id != dossier.participant_class_id:
        yield Problem("Tiêu chuẩn này không đặt cho loại đối tượng của hồ sơ.", field)
    elif criterion.nature == Criterion.Nature.MEASURED:
        yield Problem("Tiêu chuẩn này phần mềm tính từ số liệu, không đánh giá bằng tay.", field)
    elif verdict not in JUDGEMENTS:
        yield Problem("Xin chọn Đạt, Chưa đạt hoặc Không áp dụng.", field)
    elif verdict == Verdict.NOT_APPLICABLE and not criterion.may_not_apply:
        yield Problem("Kế hoạch áp dụng tiêu chuẩn này cho mọi đối tượng cùng loại.", field)
    elif verdict != Verdict.MET and not remark:
        word = "chưa đạt" if verdict == Verdict.UNMET else "không áp dụng"
        yield Problem(f"Xin ghi vì sao {word}, để hội đồng và nơi đề nghị biết.", field)


def forward(dossier: Dossier, office: Office, *, opinion: str = "", reason: str = "", by: User) -> Dossier:
    """An office passes a dossier on. When the step is done (all its offices, or one, as the route says), it moves to
    the next, or into the council.

    Every criterion must be found; measured ones are frozen with the facts of this moment. One that is not met, or has
    no data, goes on only with a written reason, which the council sees.
    """
    with transaction.atomic():
        dossier, turn, assessment = _at_hand(dossier, office, by)
        if turn.blocking:
            raise Refused(f"Chưa chuyển được: {'; '.join(turn.blocking)}.")
        why = fitting(reason, 4000, "Lý do", field="reason")
        if turn.needs_reason and not why:
            raise Refused(Problem(f"{'. '.join(turn.needs_reason)}: khi chuyển phải ghi lý do.", "reason"))
        if turn.may_judge:
            _freeze(dossier, office, assessment, by)
        _appraise(
            dossier,
            office,
            Appraisal.Outcome.FORWARDED,
            by,
            opinion=fitting(opinion, 4000, "Ý kiến", field="opinion"),
            reason=why,
        )
        audit.record(
            "chuyển hồ sơ",
            dossier,
            by=by,
            after={"office": office.short_name, "standing": assessment.words[1], "opinion": opinion},
            reason=why,
        )
        desks.leave(dossier, by=by, office=office)
        if selectors.awaited(dossier):
            return dossier
        return _move_on(dossier, by)


def _freeze(dossier: Dossier, office: Office, assessment: Assessment, by: User) -> None:
    now = clock.business_now()
    for row in assessment.rows:
        if row.measured is not None:
            Finding.objects.update_or_create(
                dossier=dossier,
                criterion=row.criterion,
                office=office,
                defaults={
                    "verdict": row.measured.outcome,
                    "facts": row.measured.facts,
                    "facts_text": row.measured.text,
                    "is_provisional": row.measured.is_provisional,
                    "found_by": by,
                    "found_at": now,
                },
            )


def _move_on(dossier: Dossier, by: User) -> Dossier:
    """The step is done: to the next one."""
    following = selectors.step_after(dossier.step)  # type: ignore[arg-type]  # a dossier at work has a step
    if following is None:
        raise Refused("Đường trình không có bước tiếp theo. Xin báo quản trị xem lại định nghĩa phong trào.")
    name = "enter_council" if following.act == RouteStep.Act.COUNCIL else "advance"
    moved = workflow.perform(DOSSIER_FLOW, dossier, name, by=by, changes=desks.arrival_at(following))
    desks.clear(moved)
    desks.open_desks(moved)
    return moved


def return_dossier(
    dossier: Dossier,
    office: Office,
    reason: str,
    parts: Iterable[str],
    due_on: dt.date,
    by: User,
) -> Dossier:
    """An office asks for completion: only the parts it names open for the proposer, and only this office looks again.
    What other offices of the step have said stays in force."""
    wanted = set(parts)
    with transaction.atomic():
        dossier, _, _ = _at_hand(dossier, office, by)
        names = selectors.part_names(dossier)
        refuse_if_any(_bad_return(wanted, names, reason, due_on))
        opened = [key for key in names if key in wanted]
        appraisal = _appraise(
            dossier, office, Appraisal.Outcome.RETURNED, by, reason=fitting(reason, 4000, "Lý do", field="reason")
        )
        request = ReturnRequest.objects.create(appraisal=appraisal, parts=opened, due_on=due_on)
        desks.leave(dossier, by=by, office=office)
        moved = workflow.perform(DOSSIER_FLOW, dossier, "return", by=by, reason=reason)
        asked = ", ".join(names[key] for key in opened)
        desks.ask_proposer(moved, request, note=f"{office.short_name} trả lại để bổ sung {asked}: {appraisal.reason}")
    return moved


def _bad_return(wanted: set[str], names: dict[str, str], reason: str, due_on: dt.date) -> Iterable[Problem]:
    if not wanted:
        yield Problem("Xin chọn ít nhất một phần cần bổ sung; chỉ những phần đó mở cho nơi đề nghị.", "parts")
    if unknown := wanted - names.keys():
        yield Problem(f"Hồ sơ này không có phần “{', '.join(sorted(unknown))}”.", "parts")
    if not reason.strip():
        yield Problem("Xin ghi cần bổ sung gì, để nơi đề nghị biết phải làm gì.", "reason")
    if due_on < clock.today():
        yield Problem(f"Hạn bổ sung {vietnamese.day(due_on)} đã qua. Xin chọn từ hôm nay trở đi.", "due_on")


def decline(dossier: Dossier, office: Office, reason: str, by: User) -> Dossier:
    """An appraising office does not propose the nominee, and says why; the proposer reads it (awards-law (e))."""
    with transaction.atomic():
        dossier, turn, _ = _at_hand(dossier, office, by)
        if not turn.may_judge:
            raise Refused(
                f"{office.short_name} chuyển hồ sơ, không quyết định việc đề nghị; có thể trả lại để bổ sung."
            )
        if not reason.strip():
            raise Refused(Problem("Xin ghi lý do không đề nghị, để nơi trình báo lại cho đối tượng.", "reason"))
        _freeze(dossier, office, selectors.assess(dossier), by)
        _appraise(dossier, office, Appraisal.Outcome.DECLINED, by, reason=vietnamese.nfc(reason))
        desks.leave(dossier, by=by, office=office)
        desks.clear(dossier)
        return workflow.perform(DOSSIER_FLOW, dossier, "decline", by=by, reason=reason)


# --- Shared -------------------------------------------------------------------------------------------------------


def _at_hand(dossier: Dossier, office: Office, by: User) -> tuple[Dossier, Turn, Assessment]:
    """The locked dossier, what the office may do with it, and how it stands. Raises Refused when it is not its turn."""
    locked = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related(
            "submission__campaign__unit",
            "submission__campaign__standard",
            "submission__route",
            "party__unit__commune",
            "participant_class",
            "step",
        )
        .get(pk=dossier.pk)
    )
    if not permissions.acts_for(by, office.pk):
        raise Refused(f"Ông/bà không có nhiệm vụ thẩm định hồ sơ của {office.short_name}.")
    assessment = selectors.assess(locked)
    turn = selectors.turn_of(locked, office, assessment)
    if not turn.may_act:
        raise Refused(turn.closed)
    return locked, turn, assessment


def _appraise(
    dossier: Dossier, office: Office, outcome: str, by: User, *, opinion: str = "", reason: str = ""
) -> Appraisal:
    return Appraisal.objects.create(
        dossier=dossier,
        step=dossier.step,  # type: ignore[misc]  # a dossier at work has a step
        office=office,
        outcome=outcome,
        opinion=opinion,
        reason=reason,
        by=by,
        at=clock.business_now(),
    )
