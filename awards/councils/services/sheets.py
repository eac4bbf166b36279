"""Writing down a session: who took part, who left a vote, how the votes fell."""

from collections.abc import Mapping

from django.db import transaction

from awards.councils import selectors
from awards.councils.models import Attendance, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.councils.rules import Votes, votes_problem
from awards.councils.services.locking import locked_open
from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User

Noted = tuple[str, str]  # an `Attendance.Way` or "", and the note


def take_attendance(session: CouncilSession, noted: Mapping[int, Noted], *, by: User) -> CouncilSession:
    """Note how members (by id) took part. Members not named keep what is noted; strangers are ignored."""
    with transaction.atomic():
        session = locked_open(session, by=by)
        before, after = {}, {}
        for row in session.attendance.select_related("member").filter(member__in=noted):
            way, note = noted[row.member_id]
            note = fitting(note, 200, f"{row.member.full_name}: lý do vắng, ghi chú", field=f"note-{row.member_id}")
            if (way, note) == (row.way, row.note):
                continue
            before[row.member.full_name] = _said(row)
            row.way, row.note = way, note
            row.save(update_fields=["way", "note"])
            after[row.member.full_name] = _said(row)
        if after:
            audit.record("ghi tham dự phiên họp", session, by=by, before=before, after=after)
    return session


def record_votes(item: SessionItem, votes: Votes | None, *, by: User) -> SessionItem:
    """Write the totals of one nominee, or clear them (None). Only totals are kept, of open and of secret votes.

    Refuses totals that do not add up with those who took part, less those who left the vote on this row.
    """
    with transaction.atomic():
        session = locked_open(item.session, by=by)
        item = SessionItem.objects.select_related("dossier__party").get(pk=item.pk)
        was = selectors.votes_of(item)
        if votes == was:
            return item
        if votes is not None:
            tally = selectors.tally_of(session)
            if problem := votes_problem(votes, tally.taking_part, _left(item)):
                raise Refused(Problem(problem, field=f"votes-{item.pk}", code="votes"))
        item.votes_for = votes.agree if votes else None
        item.votes_against = votes.against if votes else None
        item.votes_other = votes.other if votes else None
        item.save(update_fields=["votes_for", "votes_against", "votes_other"])
        name = item.dossier.party.name
        audit.record("ghi số phiếu", session, by=by, before={name: _totals(was)}, after={name: _totals(votes)})
    return item


def leave_vote(item: SessionItem, member: CouncilMember, *, reason: str, by: User) -> Recusal:
    """A member leaves the vote on one nominee, by the secretary's word. N stays all members."""
    if not reason.strip():
        raise Refused(Problem("Xin ghi vì sao thành viên không biểu quyết về người này.", field=f"leave-{item.pk}"))
    with transaction.atomic():
        session = locked_open(item.session, by=by)
        if not session.attendance.filter(member=member).exists():
            raise Refused(Problem("Người này không phải là thành viên của phiên họp.", field=f"leave-{item.pk}"))
        recusal, made = Recusal.objects.get_or_create(
            item=item,
            member=member,
            defaults={
                "ground": Recusal.Ground.RELATED,
                "reason": fitting(reason, 200, "Lý do không biểu quyết", field=f"leave-{item.pk}"),
            },
        )
        if made:
            after = {item.dossier.party.name: f"{member.full_name} không biểu quyết"}
            audit.record("ghi không biểu quyết", session, by=by, after=after, reason=recusal.reason)
    return recusal


def return_to_vote(recusal: Recusal, *, reason: str, by: User) -> None:
    """The member votes after all: another person of the same name, or a slip. Asks why."""
    if not reason.strip():
        raise Refused(
            Problem(
                "Xin ghi vì sao thành viên vẫn biểu quyết, ví dụ: trùng tên, không phải cùng người.", field="reason"
            )
        )
    with transaction.atomic():
        session = locked_open(recusal.item.session, by=by)
        before = {recusal.item.dossier.party.name: f"{recusal.member.full_name} không biểu quyết"}
        recusal.delete()
        audit.record("ghi biểu quyết trở lại", session, by=by, before=before, reason=vietnamese.nfc(reason))


def _left(item: SessionItem) -> int:
    """How many of those who took part left the vote on this row."""
    taking_part = item.session.attendance.filter(way__in=Attendance.TAKING_PART).values("member")
    return item.recusals.filter(member__in=taking_part).count()


def _said(row: Attendance) -> str:
    said = row.get_way_display() if row.way else "chưa ghi"
    return f"{said} ({row.note})" if row.note else said


def _totals(votes: Votes | None) -> str:
    return f"{votes.agree} đồng ý, {votes.against} không, {votes.other} khác" if votes else "chưa ghi"
