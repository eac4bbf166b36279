"""Questions about clusters of a year: the list, who may be in one, what it lacks, what the calendar says."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.models import User
from emulation.campaigns import rules as calendar
from emulation.campaigns.models import Campaign, CampaignRole
from emulation.clusters.models import ClusterMember, ClusterYear, ScoreSheet, ScoreTable
from emulation.duties.models import Duty
from emulation.people.models import Appointment, Function, Office, Party, Role
from emulation.people.selectors import office_doing
from emulation.territory.models import Level, Unit

Post = ClusterMember.Post


def year_of_today(campaign: Campaign) -> int:
    """The campaign's year that is running: the first before it began, the last after it ended."""
    return min(max(clock.today().year, campaign.years[0]), campaign.years[-1])


@dataclass(frozen=True)
class Line:
    """One cluster in the list."""

    year: ClusterYear
    members: int
    head: str
    self_scored: int
    cross_scored: int
    concluded: int
    version: int

    @property
    def how_far(self) -> str:
        """How far scoring is, in words."""
        if self.year.state == ClusterYear.State.FORMING:
            return "chưa mở chấm điểm"
        if self.year.state == ClusterYear.State.PUBLISHED:
            return "đã công bố" if self.version == 1 else f"đã công bố, đính chính lần {self.version - 1}"
        return f"{self.self_scored} tự chấm, {self.cross_scored} chấm chéo, {self.concluded} kết luận / {self.members}"


def lines_of(user: Any, campaign: Campaign, year: int) -> list[Line]:
    """The clusters of a year. Two statements, however many."""
    waiting = (ScoreSheet.State.SELF, ScoreSheet.State.SELF_RETURNED)
    found = list(
        ClusterYear.objects.visible_to(user)
        .filter(campaign=campaign, year=year)
        .select_related("cluster", "council_member")
        .annotate(
            member_count=Count("members", distinct=True),
            self_count=Count("members", filter=~Q(members__sheet__state__in=waiting), distinct=True),
            cross_count=Count("members", filter=Q(members__sheet__state__in=["concluding", "final"]), distinct=True),
            final_count=Count("members", filter=Q(members__sheet__state="final"), distinct=True),
            version=Max("rankings__version"),
        )
        .order_by("kind", "name", "pk")
    )
    leading = ClusterMember.objects.filter(cluster_year__in=found, post=Post.HEAD)
    heads = {head.cluster_year_id: head.name for head in leading.select_related("party__unit", "party__office")}
    return [
        Line(
            one,
            one.member_count,
            heads.get(one.pk, ""),
            0 if one.state == ClusterYear.State.FORMING else one.self_count,
            one.cross_count,
            one.final_count,
            one.version or 0,
        )
        for one in found
    ]


@dataclass(frozen=True)
class MemberRow:
    """One member on the cluster's page."""

    member: ClusterMember
    sheet: ScoreSheet | None
    post: str  # "Cụm trưởng"


def members_of(year: ClusterYear) -> list[ClusterMember]:
    """In order. One statement."""
    return list(
        year.members.select_related(
            "party__unit", "party__office", "cross_scorer__party__unit", "cross_scorer__party__office", "sheet"
        ).order_by("position")
    )


def member_rows(year: ClusterYear, members: Iterable[ClusterMember]) -> list[MemberRow]:
    words = {Post.HEAD.value: year.head_word, Post.DEPUTY.value: year.deputy_word}
    return [MemberRow(member, getattr(member, "sheet", None), words.get(member.post, "")) for member in members]


def states_of(rows: Iterable[MemberRow]) -> Counter[str]:
    return Counter(row.sheet.state for row in rows if row.sheet)


# --- Making one -------------------------------------------------------------------------------------------------------


def candidates(year: ClusterYear) -> list[Party]:
    """The collectives that take part and are in no other cluster of the year: of the classes and offices that the plan
    names for this cluster, or all where it names none."""
    taken = ClusterMember.objects.filter(campaign=year.campaign_id, year=year.year).exclude(cluster_year=year)
    found = Party.objects.filter(kind__in=[Party.Kind.UNIT, Party.Kind.OFFICE])
    taking_part = Q(pk__in=year.campaign.participants.values("party"))
    keys = year.cluster.member_keys if year.cluster else []
    if keys:
        classes = year.campaign.participants.filter(participant_class__key__in=keys).values("party")
        offices = CampaignRole.objects.filter(campaign=year.campaign_id, key__in=keys).values("office")
        taking_part = Q(pk__in=classes) | Q(office__in=offices)
    own = Q(pk__in=year.members.values("party"))
    parties = found.filter(taking_part | own).exclude(pk__in=taken.values("party")).select_related("unit", "office")
    return sorted(
        parties,
        key=lambda party: (
            party.kind != Party.Kind.UNIT,
            party.unit.code if party.kind == Party.Kind.UNIT else "",
            vietnamese.sort_key(party.name),
        ),
    )


def council_members(unit: Unit) -> list[User]:
    """Who may be in charge of a cluster: members of the council and leaders of the committee (S0 V.5)."""
    held = (
        Appointment.objects.held_on()
        .filter(office__unit=unit, role__in=[Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.LEADER])
        .select_related("user")
    )
    people = {post.user_id: post.user for post in held}
    return sorted(people.values(), key=lambda user: vietnamese.person_sort_key(user.full_name))


def table_for(year: ClusterYear) -> ScoreTable | None:
    """The plan's table for this cluster: one that names it, else one for everybody (S4 4.3)."""
    tables = list(year.campaign.score_tables.prefetch_related("rows"))
    key = year.cluster.key if year.cluster else ""
    named = next((table for table in tables if key and key in table.cluster_keys), None)
    return named or next((table for table in tables if not table.cluster_keys), None)


def calendar_day(campaign: Campaign, kind: str, year: int) -> dt.date | None:
    """The last day on time that the plan's own calendar sets for a round of scoring, if it sets one."""
    for deadline in campaign.deadlines.filter(kind=kind).exclude(rule__in=["no_day", "on_request"]):
        for falls in calendar.occurrences(deadline):
            if falls.period[:4] == str(year) or (not falls.period and falls.due_on.year == year):
                return falls.due_on
    return None


ROUND_DUTIES = (
    ("self_due_on", Duty.Kind.SELF_SCORE),
    ("cross_due_on", Duty.Kind.CROSS_SCORE),
    ("final_due_on", Duty.Kind.FINAL_SCORE),
)


def calendar_days(campaign: Campaign, year: int) -> dict[str, dt.date]:
    """Field of a ClusterYear → the day that the plan sets."""
    days = {name: calendar_day(campaign, kind, year) for name, kind in ROUND_DUTIES}
    return {name: day for name, day in days.items() if day is not None}


def lacks_to_open(year: ClusterYear) -> list[Problem]:
    """Guard of opening the scoring: every sentence at once."""
    members = members_of(year)
    posts = {member.post for member in members}
    found = []
    if len(members) < 2:
        found.append(Problem(f"{year.name} có {len(members)} thành viên; chấm chéo cần từ hai thành viên trở lên."))
    if Post.HEAD not in posts:
        found.append(Problem(f"Chưa chọn {year.head_word.lower()}."))
    if Post.DEPUTY not in posts:
        found.append(Problem(f"Chưa chọn {year.deputy_word.lower()}."))
    alone = [member.party.name for member in members if member.cross_scorer is None]
    if alone and len(members) > 1:
        found.append(Problem(f"Chưa phân công chấm chéo: {', '.join(alone)}."))
    criteria = list(year.criteria.all())
    if not any(not criterion.is_bonus for criterion in criteria):
        found.append(Problem("Bảng điểm chưa có tiêu chí nào."))
    open_ = [criterion.text for criterion in criteria if criterion.max_points is None]
    if open_:
        found.append(Problem(f"Chưa ấn định điểm: {'; '.join(open_)}."))
    if not (year.self_due_on and year.cross_due_on and year.final_due_on):
        found.append(Problem("Chưa ghi đủ hạn tự chấm, chấm chéo, kết luận."))
    return found


def lacks_to_publish(year: ClusterYear) -> list[Problem]:
    waiting = [row.member.party.name for row in member_rows(year, members_of(year)) if not _is_final(row)]
    return [Problem(f"Chưa kết luận: {', '.join(waiting)}.")] if waiting else []


def _is_final(row: MemberRow) -> bool:
    return row.sheet is not None and row.sheet.state == ScoreSheet.State.FINAL


def has_scores(year: ClusterYear) -> list[Problem]:
    """Guard of taking the opening back: somebody has written points already."""
    sheets = ScoreSheet.objects.filter(member__cluster_year=year)
    written = sheets.filter(Q(lines__self_points__isnull=False) | ~Q(state=ScoreSheet.State.SELF)).distinct()
    names = list(written.values_list("party__name", flat=True))
    return [Problem(f"Đã có đơn vị ghi điểm: {', '.join(names)}. Bảng điểm không đổi được nữa.")] if names else []


# --- Whose desk -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Desk:
    """Where a party's duties lie: a commune's at the unit itself, those of larger units at their committee."""

    unit: Unit
    office: Office | None = field(default=None)


def desk_of(party: Party) -> Desk:
    if party.kind == Party.Kind.OFFICE or party.unit.level in {Level.COMMUNE, Level.HAMLET}:
        return Desk(party.unit, party.office)
    return Desk(party.unit, office_doing(Function.LEADERSHIP, party.unit, clock.today()))


def standing_body(unit: Unit) -> Office | None:
    return office_doing(Function.EMULATION_STANDING_BODY, unit, clock.today())
