"""The states of a session, and what must stand in the sheet before it can be closed."""

from collections.abc import Iterator

from awards.councils import permissions, selectors
from awards.councils.models import Attendance, CouncilSession
from awards.councils.rules import quorum_sentence, votes_problem
from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.workflow import Flow, Transition

State = CouncilSession.State


def day_has_come(session: CouncilSession) -> Iterator[Problem]:
    if session.held_on > clock.today():
        yield Problem(f"Phiên họp vào ngày {vietnamese.day(session.held_on)}; chưa đến ngày thì chưa kết thúc được.")


def attendance_is_whole(session: CouncilSession) -> Iterator[Problem]:
    """Everybody is noted, the absent with their reason; chair and secretary were there (awards-law (d))."""
    rows = list(session.attendance.select_related("member"))
    missing = [row.member.full_name for row in rows if not row.way]
    if missing:
        yield Problem(f"Chưa ghi tham dự của {_names(missing)}.")
    silent = [row.member.full_name for row in rows if row.way == Attendance.Way.ABSENT and not row.note]
    if silent:
        yield Problem(f"Chưa ghi lý do vắng của {_names(silent)}.")
    ways = {row.member_id: row.way for row in rows}
    for person, post in ((session.chair, "Chủ tọa"), (session.secretary, "Thư ký")):
        if ways.get(person.pk) not in {Attendance.Way.PRESENT, ""}:
            yield Problem(
                f"{post} {person.full_name} không được ghi là có mặt. Xin ghi lại, hoặc đổi phiên họp để chọn người "
                "khác."
            )


def quorum_is_reached(session: CouncilSession) -> Iterator[Problem]:
    """Those present and those with a written opinion against all members by the founding decision."""
    tally, quorum = selectors.tally_of(session), selectors.quorum_of(session.items.all())
    if not quorum.is_reached(tally):
        yield Problem(f"{quorum_sentence(tally, quorum)}. Hội đồng chưa họp được.", code="quorum")


def votes_are_whole(session: CouncilSession) -> Iterator[Problem]:
    """Every nominee has totals, and they add up with those who took part."""
    items = list(session.items.select_related("dossier__party").prefetch_related("recusals"))
    if not items:
        yield Problem("Phiên họp chưa có hồ sơ nào. Xin thêm hồ sơ, hoặc ghi là không họp.")
    taking_part = set(session.attendance.filter(way__in=Attendance.TAKING_PART).values_list("member_id", flat=True))
    empty = []
    for item in items:
        votes = selectors.votes_of(item)
        if votes is None:
            empty.append(item.dossier.party.name)
            continue
        left = sum(recusal.member_id in taking_part for recusal in item.recusals.all())
        if problem := votes_problem(votes, len(taking_part), left):
            yield Problem(f"{item.dossier.party.name}: {problem}", code="votes")
    if empty:
        yield Problem(f"Chưa ghi số phiếu của {_names(empty, 'hồ sơ')}.", code="votes")


def _names(names: list[str], noun: str = "người") -> str:
    """All of a few names; of many, the first ones and how many more."""
    shown, more = names[:3], len(names) - 3
    return ", ".join(shown) + (f" và {more} {noun} khác" if more > 0 else "")


SESSION_FLOW = Flow(
    noun="phiên họp",
    transitions=(
        Transition(
            name="close",
            says="kết thúc",
            sources=frozenset({State.PLANNED}),
            target=State.CLOSED,
            may=permissions.may_keep,
            guards=(day_has_come, attendance_is_whole, quorum_is_reached, votes_are_whole),
        ),
        Transition(
            name="call_off",
            says="ghi không họp",
            sources=frozenset({State.PLANNED}),
            target=State.CALLED_OFF,
            may=permissions.may_keep,
            needs_reason=True,
        ),
    ),
)
