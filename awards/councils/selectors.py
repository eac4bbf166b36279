"""Questions about councils, their sessions, and what waits for them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from awards.councils.models import Attendance, Council, CouncilMember, CouncilSession, Recusal, SessionItem
from awards.councils.rules import Quorum, Tally, Threshold, Votes, quorum_sentence, strictest, votes_problem
from awards.criteria.models import CriterionGroup
from awards.dossiers.models import Appraisal, Dossier, Finding
from awards.dossiers.selectors import opening_title
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign

PRESIDING = frozenset({CouncilMember.Post.CHAIR, CouncilMember.Post.DEPUTY, CouncilMember.Post.STANDING_DEPUTY})


def councils_of(unit_ids: Iterable[int]) -> list[Council]:
    return list(
        Council.objects.filter(office__unit_id__in=list(unit_ids)).select_related("office__unit").order_by("pk")
    )


def members_of(council: Council) -> list[CouncilMember]:
    return list(council.members.all())


def who_may_preside(council: Council) -> QuerySet[CouncilMember]:
    """The chair, or a deputy he authorised (awards-law (d))."""
    return council.members.filter(post__in=PRESIDING)


def waiting_dossiers(
    council: Council, campaign: Campaign, *, besides: CouncilSession | None = None
) -> QuerySet[Dossier]:
    """Dossiers that came to this council and are on the agenda of no session to come (or of `besides` alone)."""
    planned = SessionItem.objects.filter(session__state=CouncilSession.State.PLANNED)
    if besides is not None:
        planned = planned.exclude(session=besides)
    return (
        Dossier.objects.filter(
            state=Dossier.State.IN_COUNCIL,
            submission__campaign=campaign,
            submission__authority__unit_id=council.office.unit_id,
        )
        .exclude(pk__in=planned.values("dossier"))
        .select_related("party__unit__parent", "participant_class", "award_form", "submission__proposer__unit")
        .order_by("participant_class__position", "submission__proposer__unit__code", "pk")
    )


def latest_item(dossier: Dossier) -> SessionItem | None:
    """The dossier's place on the agenda of a session that was held or is to come."""
    items = SessionItem.objects.filter(dossier=dossier).exclude(session__state=CouncilSession.State.CALLED_OFF)
    return items.select_related("session__council__office").order_by("-pk").first()


@dataclass(frozen=True)
class Waiting:
    """A dossier that waits for a place on an agenda, as lists show it."""

    dossier: Dossier
    nominee: str


def waiting_lines(dossiers: Iterable[Dossier]) -> list[Waiting]:
    return [Waiting(dossier, opening_title(dossier.party)) for dossier in dossiers]


def tally_of(session: CouncilSession) -> Tally:
    ways = Counter(session.attendance.values_list("way", flat=True))
    return _tally(session, ways)


def _tally(session: CouncilSession, ways: Counter[str]) -> Tally:
    way = Attendance.Way
    return Tally(session.member_count, present=ways[way.PRESENT], written=ways[way.WRITTEN], absent=ways[way.ABSENT])


def votes_of(item: SessionItem) -> Votes | None:
    if item.votes_for is None or item.votes_against is None or item.votes_other is None:
        return None
    return Votes(item.votes_for, item.votes_against, item.votes_other)


def threshold_of(item: SessionItem, member_count: int) -> Threshold:
    return Threshold(item.operator, item.percent, member_count)


@dataclass(frozen=True)
class Unmet:
    """A criterion that is not met. What was measured is nobody's opinion: `office` is "" then."""

    office: str
    criterion: str
    facts: str
    remark: str


@dataclass(frozen=True)
class Opinion:
    """What an office wrote for the council."""

    office: str
    text: str


@dataclass(frozen=True)
class ItemRow:
    """One nominee on the page of a session."""

    item: SessionItem
    nominee: str
    unmet: list[Unmet]
    opinions: list[Opinion]
    recusals: list[Recusal]
    votes: Votes | None
    threshold: Threshold
    problem: str  # the totals don't add up with those taking part

    @property
    def rule_says(self) -> str:
        """ "Giấy khen: biểu quyết công khai, cần trên 50% của 15 thành viên, ít nhất 8 phiếu"."""
        way = "bỏ phiếu kín" if self.item.secret else "biểu quyết công khai"
        return f"{self.item.dossier.award_form}: {way}, cần {self.threshold.says}"

    @property
    def outcome(self) -> str:
        return self.threshold.outcome(self.votes.agree) if self.votes else ""

    @property
    def would_pass(self) -> bool:
        return self.votes is not None and self.threshold.is_reached(self.votes.agree)


@dataclass(frozen=True)
class SessionSheet:
    """Everything the page of one session shows. A fixed number of queries, however long the agenda."""

    session: CouncilSession
    attendance: list[Attendance]
    tally: Tally
    quorum: Quorum
    rows: list[ItemRow]
    passed: list[ItemRow] = field(default_factory=list)

    @property
    def quorum_reached(self) -> bool:
        return self.quorum.is_reached(self.tally)

    @property
    def quorum_says(self) -> str:
        return quorum_sentence(self.tally, self.quorum)

    @property
    def common_rule(self) -> ItemRow | None:
        """A row that speaks for all of them, where one voting rule holds for the whole agenda."""
        said = {(row.rule_says, row.item.rule_certain) for row in self.rows}
        return self.rows[0] if len(said) == 1 else None


def sheet_of(session: CouncilSession) -> SessionSheet:
    attendance = list(session.attendance.select_related("member"))
    taking_part = {row.member_id for row in attendance if row.way in Attendance.TAKING_PART}
    items = list(
        session.items.select_related(
            "dossier__party__unit__parent",
            "dossier__participant_class",
            "dossier__award_form",
            "dossier__submission__proposer__unit",
        ).prefetch_related("recusals__member")
    )
    unmet, opinions = _written(items)
    rows = [_row(session, item, taking_part, unmet, opinions) for item in items]
    return SessionSheet(
        session=session,
        attendance=attendance,
        tally=_tally(session, Counter(row.way for row in attendance)),
        quorum=quorum_of(items),
        rows=rows,
        passed=[row for row in rows if row.item.passed],
    )


def quorum_of(items: Iterable[SessionItem]) -> Quorum:
    return strictest([Quorum(item.quorum_numerator, item.quorum_denominator) for item in items])


def _row(
    session: CouncilSession,
    item: SessionItem,
    taking_part: set[int],
    unmet: dict[int, list[Unmet]],
    opinions: dict[int, list[Opinion]],
) -> ItemRow:
    recusals = list(item.recusals.all())
    left = sum(recusal.member_id in taking_part for recusal in recusals)
    votes = votes_of(item)
    return ItemRow(
        item=item,
        nominee=opening_title(item.dossier.party),
        unmet=unmet.get(item.dossier_id, []),
        opinions=opinions.get(item.dossier_id, []),
        recusals=recusals,
        votes=votes,
        threshold=threshold_of(item, session.member_count),
        problem=votes_problem(votes, len(taking_part), left) if votes else "",
    )


def _written(items: list[SessionItem]) -> tuple[dict[int, list[Unmet]], dict[int, list[Opinion]]]:
    """What the offices of the route left for the council: unmet criteria with their reasons, and opinions."""
    dossiers = [item.dossier_id for item in items]
    unmet: dict[int, list[Unmet]] = {}
    findings = list(
        Finding.objects.filter(dossier__in=dossiers)
        .select_related("criterion__group", "office")
        .order_by("criterion__position", "office")
    )
    # Where one of several criteria is enough and met, the others are nothing the council must know.
    spared = {
        (finding.dossier_id, finding.criterion.group_id)
        for finding in findings
        if finding.verdict == Finding.Verdict.MET and finding.criterion.group.mode == CriterionGroup.Mode.ANY
    }
    for finding in findings:
        if finding.verdict != Finding.Verdict.UNMET or (finding.dossier_id, finding.criterion.group_id) in spared:
            continue
        office = str(finding.office) if finding.remark or not finding.facts_text else ""
        said = Unmet(office, finding.criterion.text, finding.facts_text, finding.remark)
        if said not in unmet.setdefault(finding.dossier_id, []):
            unmet[finding.dossier_id].append(said)
    opinions: dict[int, list[Opinion]] = {}
    appraisals = Appraisal.objects.filter(
        dossier__in=dossiers, is_current=True, outcome=Appraisal.Outcome.FORWARDED
    ).select_related("office")
    for appraisal in appraisals.order_by("at", "pk"):
        text = " ".join(part for part in (appraisal.opinion, appraisal.reason) if part)
        if text:
            opinions.setdefault(appraisal.dossier_id, []).append(Opinion(str(appraisal.office), text))
    return unmet, opinions


# --- What comes after a session: told by the rooms above ---------------------------------------------------------


@dataclass(frozen=True)
class NextStep:
    """What the outcome of a closed session asks for, as a button on its page."""

    text: str
    action: str
    url: str


_next_steps: list[Callable[[User, CouncilSession], NextStep | None]] = []


def register_next_step(provider: Callable[[User, CouncilSession], NextStep | None]) -> None:
    _next_steps.append(provider)


def next_steps(user: User, session: CouncilSession) -> list[NextStep]:
    found = [provider(user, session) for provider in _next_steps]
    return [step for step in found if step is not None]


# --- Lists ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SessionLine:
    """A session in the list."""

    session: CouncilSession
    items: int
    passed: int


def sessions_seen_by(user: User, campaign: Campaign) -> list[SessionLine]:
    """Newest first. Three statements, however many sessions."""
    sessions = list(
        CouncilSession.objects.visible_to(user)
        .filter(campaign=campaign)
        .select_related("council__office", "chair", "minutes")
        .order_by("-held_on", "-pk")
    )
    counts: dict[int, Any] = {}
    for session_id, passed in SessionItem.objects.filter(session__in=sessions).values_list("session_id", "passed"):
        found = counts.setdefault(session_id, [0, 0])
        found[0] += 1
        found[1] += bool(passed)
    return [SessionLine(session, *counts.get(session.pk, [0, 0])) for session in sessions]
