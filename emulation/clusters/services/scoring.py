"""Scores: each round writes its own points, hands the sheet on, or gives it back with a reason."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.clusters import permissions, rules
from emulation.clusters.models import ClusterYear, ScoreLine, ScoreSheet, TieBreak
from emulation.clusters.rules import CROSS, FINAL, ROUNDS, SELF, Scored
from emulation.clusters.selectors import sheets
from emulation.clusters.services.desks import ask, concluder, done, withdraw
from emulation.clusters.workflow import SHEET_FLOW
from emulation.duties.models import Duty

State = ScoreSheet.State
OPEN_IN = {
    SELF: frozenset({State.SELF, State.SELF_RETURNED}),
    CROSS: frozenset({State.CROSS, State.CROSS_RETURNED}),
    FINAL: frozenset({State.CONCLUDING}),
}
WRITERS = {SELF: permissions.self_scores, CROSS: permissions.cross_scores, FINAL: permissions.writes_final}
WORDS = {SELF: "self_note", CROSS: "cross_reason", FINAL: "final_reason"}
SAYS = {SELF: "ghi điểm tự chấm", CROSS: "ghi điểm chấm chéo", FINAL: "ghi điểm kết luận"}


@dataclass(frozen=True)
class Given:
    """What was typed for one criterion: points, and evidence (self) or the reason for differing."""

    points: Decimal | None
    words: str = ""


def round_open_to(user: User, sheet: ScoreSheet) -> str:
    """The round that this person may write on this sheet now; "" for none."""
    if sheet.member.cluster_year.state not in ClusterYear.OPEN:
        return ""
    return next((name for name in ROUNDS if sheet.state in OPEN_IN[name] and WRITERS[name](user, sheet)), "")


def save_scores(sheet: ScoreSheet, round_: str, given: Mapping[int, Given], *, by: User) -> ScoreSheet:
    """Write one round's points (line id →). Refuses points outside 0 to the most, more than two decimals, a difference
    from the member's own score without its reason, and a line of another sheet. Lines may stay empty until the sheet is
    handed on.

    What others gave to a line that its member changes, without a reason of their own, was said of the old score: it is
    emptied, the trail keeps it, and they score it again.
    """
    with transaction.atomic():
        sheet = _locked(sheet)
        if round_open_to(by, sheet) != round_:
            raise Refused(
                f"Phiếu đang ở trạng thái “{sheet.get_state_display()}”, ông/bà không ghi điểm {ROUNDS[round_]} được. "
                "Xin tải lại trang để xem tình trạng mới."
            )
        lines = {line.pk: line for line in sheets.lines_of(sheet)}
        if given.keys() - lines.keys():
            raise Refused("Có dòng không thuộc phiếu này. Xin tải lại trang.")
        refuse_if_any(_wrong(round_, given, lines))
        before, after = {}, {}
        for pk, typed in given.items():
            line = lines[pk]
            was = _line_told(line)
            setattr(line, f"{round_}_points", typed.points)
            setattr(line, WORDS[round_], fitting(typed.words, 500, "Ghi chú", field=f"reason_{pk}"))
            _forget_what_no_longer_holds(line)
            if (now := _line_told(line)) != was:
                before[line.criterion.text], after[line.criterion.text] = audit.changes(was, now)
                line.save()
        if after:
            audit.record(SAYS[round_], sheet, by=by, before=before, after=after)
    return sheet


def _wrong(round_: str, given: Mapping[int, Given], lines: Mapping[int, ScoreLine]):
    for pk, typed in given.items():
        scored = sheets.scored(lines[pk])
        if typed.points is not None and (
            not 0 <= typed.points <= scored.most or typed.points != round(typed.points, 2)
        ):
            yield Problem(
                f"{scored.text}: {rules.points_text(typed.points)} không nằm trong 0–{rules.points_text(scored.most)} "
                "điểm, hoặc có quá hai chữ số thập phân.",
                field=f"points_{pk}",
            )
            continue
        now = _as_typed(scored, round_, typed)
        if now.asks_for_reason(round_):
            yield Problem(now.reason_sentence(round_), field=f"reason_{pk}", code="reason")


def _as_typed(line: Scored, round_: str, typed: Given) -> Scored:
    if round_ == SELF:
        return replace(line, self_points=typed.points)
    if round_ == CROSS:
        return replace(line, cross_points=typed.points, cross_reason=typed.words)
    return replace(line, final_points=typed.points, final_reason=typed.words)


def _forget_what_no_longer_holds(line: ScoreLine) -> None:
    if sheets.scored(line).asks_for_reason(CROSS):
        line.cross_points = None
    if sheets.scored(line).asks_for_reason(FINAL):
        line.final_points = None


def _line_told(line: ScoreLine) -> dict[str, object]:
    names = ("self_points", "self_note", "cross_points", "cross_reason", "final_points", "final_reason")
    told = {name: getattr(line, name) for name in names}
    return {name: rules.points_text(value) if name.endswith("points") else value for name, value in told.items()}


def _locked(sheet: ScoreSheet) -> ScoreSheet:
    """The cluster first, then the sheet: publishing and scoring never wait for each other in a circle."""
    ClusterYear.objects.select_for_update(of=("self",)).get(members__sheet=sheet.pk)
    return ScoreSheet.objects.select_for_update(of=("self",)).select_related(*sheets.WITH).get(pk=sheet.pk)


# --- Handing on -------------------------------------------------------------------------------------------------------


def submit_self(sheet: ScoreSheet, *, by: User) -> ScoreSheet:
    """The member's leader hands its own scores to the cross-scorer."""
    with transaction.atomic():
        sheet = _locked(sheet)
        changes = {"self_scored_at": clock.business_now(), "self_scored_by": by, "return_reason": ""}
        sheet = workflow.perform(SHEET_FLOW, sheet, "submit_self", by=by, changes=changes)
        done(Duty.Kind.SELF_SCORE, sheet, sheet.party, by=by)
        scorer = sheet.member.cross_scorer
        ask(Duty.Kind.CROSS_SCORE, sheet, scorer.party if scorer else None)
    return sheet


def submit_cross(sheet: ScoreSheet, *, by: User) -> ScoreSheet:
    """The cross-scorer hands the sheet to whoever concludes."""
    with transaction.atomic():
        sheet = _locked(sheet)
        changes = {"cross_scored_at": clock.business_now(), "cross_scored_by": by, "return_reason": ""}
        sheet = workflow.perform(SHEET_FLOW, sheet, "submit_cross", by=by, changes=changes)
        scorer = sheet.member.cross_scorer
        done(Duty.Kind.CROSS_SCORE, sheet, scorer.party if scorer else None, by=by)
        ask(Duty.Kind.FINAL_SCORE, sheet, concluder(sheet))
    return sheet


def conclude(sheet: ScoreSheet, *, by: User) -> ScoreSheet:
    """The head's (or the standing body's) word: these points are ranked."""
    with transaction.atomic():
        sheet = _locked(sheet)
        changes = {"concluded_at": clock.business_now(), "concluded_by": by, "return_reason": ""}
        sheet = workflow.perform(SHEET_FLOW, sheet, "conclude", by=by, changes=changes)
        done(Duty.Kind.FINAL_SCORE, sheet, concluder(sheet), by=by)
    return sheet


# --- Giving back ------------------------------------------------------------------------------------------------------


def return_self(sheet: ScoreSheet, *, by: User, reason: str, due_on: dt.date) -> ScoreSheet:
    """Back to the member, with the reason; what others wrote stays where its score stays."""
    _refuse_past(due_on)
    with transaction.atomic():
        sheet = _locked(sheet)
        sheet = workflow.perform(
            SHEET_FLOW, sheet, "return_self", by=by, reason=reason, changes={"return_reason": reason.strip()}
        )
        withdraw(sheet, Duty.Kind.CROSS_SCORE, Duty.Kind.FINAL_SCORE)
        ask(Duty.Kind.SELF_SCORE, sheet, sheet.party, due_on=due_on, note=reason.strip())
    return sheet


def return_cross(sheet: ScoreSheet, *, by: User, reason: str, due_on: dt.date) -> ScoreSheet:
    """Back to the cross-scorer, with the reason."""
    _refuse_past(due_on)
    with transaction.atomic():
        sheet = _locked(sheet)
        sheet = workflow.perform(
            SHEET_FLOW, sheet, "return_cross", by=by, reason=reason, changes={"return_reason": reason.strip()}
        )
        withdraw(sheet, Duty.Kind.FINAL_SCORE)
        scorer = sheet.member.cross_scorer
        ask(Duty.Kind.CROSS_SCORE, sheet, scorer.party if scorer else None, due_on=due_on, note=reason.strip())
    return sheet


def reopen(sheet: ScoreSheet, *, by: User, reason: str) -> ScoreSheet:
    """A conclusion is looked at again. Ties that were broken were broken of other sums: they are open again."""
    with transaction.atomic():
        sheet = _locked(sheet)
        sheet = workflow.perform(SHEET_FLOW, sheet, "reopen", by=by, reason=reason)
        TieBreak.objects.filter(member__cluster_year=sheet.member.cluster_year_id).delete()
        today = clock.today()
        final = sheet.member.cluster_year.final_due_on or today
        ask(Duty.Kind.FINAL_SCORE, sheet, concluder(sheet), due_on=max(final, today), note=reason.strip())
    return sheet


def _refuse_past(due_on: dt.date) -> None:
    if due_on < clock.today():
        raise Refused(Problem(f"Hạn {vietnamese.day(due_on)} đã qua; xin chọn từ hôm nay trở đi.", field="due_on"))
