"""The emulation standing body makes the clusters of a year: who is together, who leads, by what criteria."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.campaigns.models import Campaign
from emulation.clusters import permissions, rules
from emulation.clusters.models import Cluster, ClusterCriterion, ClusterMember, ClusterYear
from emulation.clusters.selectors import years
from emulation.people.models import Party
from emulation.registrations.models import Pledge
from emulation.registrations.services import PledgeSide, follow_sides, make_pledge

Post = ClusterMember.Post
State = ClusterYear.State


def create_year(
    campaign: Campaign, year: int, *, name: str, kind: str, cluster: Cluster | None = None, by: User
) -> ClusterYear:
    """One cluster of the year, with the plan's criteria and the days of the plan's calendar where it has any.

    `cluster` is the row of the plan it belongs to. Refuses a year outside the campaign and a name that is there.
    """
    if not permissions.keeps_at(by, campaign.unit_id):
        raise Refused("Cụm, khối do cơ quan thường trực Hội đồng Thi đua - Khen thưởng (Nội vụ) lập.")
    if year not in campaign.years:
        raise Refused(
            Problem(f"Năm {year} ngoài thời gian của phong trào ({campaign.years[0]}–{campaign.years[-1]}).", "year")
        )
    name = _named(campaign, year, name)
    with transaction.atomic():
        made = ClusterYear.objects.create(
            unit=campaign.unit,
            campaign=campaign,
            year=year,
            name=name,
            kind=cluster.kind if cluster else kind,
            cluster=cluster,
            **years.calendar_days(campaign, year),
        )
        take_table(made)
        audit.record("lập cụm, khối", made, by=by, after={"name": name, "kind": made.kind})
    return made


def _named(campaign: Campaign, year: int, name: str, besides: int | None = None) -> str:
    name = fitting(name, 120, "Tên cụm, khối", field="name")
    if not name:
        raise Refused(Problem("Xin ghi tên cụm, khối, ví dụ Cụm thi đua số 1.", field="name"))
    same = ClusterYear.objects.filter(campaign=campaign, year=year)
    if besides is not None:
        same = same.exclude(pk=besides)
    if any(vietnamese.fold(known) == vietnamese.fold(name) for known in same.values_list("name", flat=True)):
        raise Refused(Problem(f"Năm {year} đã có “{name}”; xin ghi tên khác.", field="name"))
    return name


def take_table(made: ClusterYear) -> None:
    """The plan's own rows, where it has a table for this cluster."""
    table = years.table_for(made)
    if table is None:
        return
    made.table_name = table.name
    made.save(update_fields=["table_name"])
    ClusterCriterion.objects.bulk_create(
        ClusterCriterion(
            cluster_year=made,
            position=position,
            text=row.text[:500],
            max_points=row.points,
            is_bonus=row.is_bonus,
            plan_key=row.key,
            clause=row.clause,
        )
        for position, row in enumerate(table.rows.all(), 1)
    )


def forming(year: ClusterYear, by: User) -> ClusterYear:
    """The locked row, while it may still be shaped."""
    locked = (
        ClusterYear.objects.select_for_update(of=("self",)).select_related("campaign__unit", "cluster").get(pk=year.pk)
    )
    if not permissions.keeps(by, locked):
        raise Refused("Cụm, khối do cơ quan thường trực Hội đồng Thi đua - Khen thưởng (Nội vụ) lập.")
    if locked.state != State.FORMING:
        raise Refused(
            f"{locked.name} {locked.get_state_display()}, không sửa được phần này. Cần sửa thì dừng chấm điểm trước."
        )
    return locked


def edit_year(
    year: ClusterYear,
    *,
    by: User,
    name: str,
    council_member: User | None,
    self_due_on: dt.date | None,
    cross_due_on: dt.date | None,
    final_due_on: dt.date | None,
) -> ClusterYear:
    """Name, council member in charge, the days of the three rounds. Refuses days that are not in order."""
    days = {"self_due_on": self_due_on, "cross_due_on": cross_due_on, "final_due_on": final_due_on}
    refuse_if_any(_days_out_of_order(days))
    with transaction.atomic():
        year = forming(year, by)
        after: dict[str, Any] = {
            "name": _named(year.campaign, year.year, name, year.pk),
            "council_member": council_member,
            **days,
        }
        before = {key: getattr(year, key) for key in after}
        for key, value in after.items():
            setattr(year, key, value)
        year.save(update_fields=[*after])
        was, now = audit.changes(before, after)
        if now:
            audit.record("sửa cụm, khối", year, by=by, before=was, after=now)
    return year


def _days_out_of_order(days: Mapping[str, dt.date | None]):
    order = (("self_due_on", "tự chấm"), ("cross_due_on", "chấm chéo"), ("final_due_on", "kết luận"))
    for (earlier, first), (later, second) in pairwise(order):
        before, after = days[earlier], days[later]
        if before and after and after < before:
            yield Problem(
                f"Hạn {second} {vietnamese.day(after)} trước hạn {first} {vietnamese.day(before)}; xin sửa lại.",
                field=later,
            )


@dataclass(frozen=True)
class Membership:
    """Who is in the cluster, who leads it, and who cross-scores whom (scored party → scorer)."""

    parties: Sequence[Party]
    head: Party | None = None
    deputy: Party | None = None
    cross_scorers: Mapping[int, int] = field(default_factory=dict)  # party id → party id


def set_members(year: ClusterYear, wanted: Membership, *, by: User) -> ClusterYear:
    """Write the members in their order. Head and deputy are members, two different ones; nobody scores himself, and
    where nobody was named each is scored by the one before him."""
    with transaction.atomic():
        year = forming(year, by)
        if year.pledge is not None and year.pledge.state == Pledge.State.SIGNED:
            raise Refused(
                f"{year.name} đã ký giao ước thi đua với thành viên hiện nay; mở lại giao ước trước khi đổi thành viên."
            )
        allowed = {party.pk for party in years.candidates(year)}
        chosen = [party.pk for party in wanted.parties]
        refuse_if_any(_membership_problems(year, wanted, chosen, allowed))
        before = told(year)
        year.members.exclude(party__in=chosen).delete()
        year.members.update(post=Post.MEMBER, cross_scorer=None)
        known = {member.party_id: member for member in year.members.all()}
        for position, party in enumerate(wanted.parties, 1):
            member = known.get(party.pk) or ClusterMember(cluster_year=year, party=party)
            member.position = position
            member.post = _post_of(party, wanted)
            member.cross_scorer = None
            member.save()
            known[party.pk] = member
        scorers = rules.ring(chosen) | {
            scored: scorer for scored, scorer in wanted.cross_scorers.items() if scored in known and scorer in known
        }
        for scored, scorer in scorers.items():
            known[scored].cross_scorer = known[scorer]
            known[scored].save(update_fields=["cross_scorer"])
        was, now = audit.changes(before, told(year))
        if now:
            audit.record("ghi thành viên cụm, khối", year, by=by, before=was, after=now)
        if year.pledge is not None and now:
            follow_sides(year.pledge, _sides(year), by=by)
    return year


def _sides(year: ClusterYear) -> list[PledgeSide]:
    return [PledgeSide(row.member.party, row.post) for row in years.member_rows(year, years.members_of(year))]


def _post_of(party: Party, wanted: Membership) -> str:
    if wanted.head is not None and party.pk == wanted.head.pk:
        return Post.HEAD
    return Post.DEPUTY if wanted.deputy is not None and party.pk == wanted.deputy.pk else Post.MEMBER


def _membership_problems(year: ClusterYear, wanted: Membership, chosen: list[int], allowed: set[int]):
    for party in wanted.parties:
        if party.pk not in allowed:
            yield Problem(
                f"{party.name} đã ở cụm, khối khác năm {year.year} hoặc không thuộc đối tượng của cụm này.", "members"
            )
    for role, leader in ((year.head_word, wanted.head), (year.deputy_word, wanted.deputy)):
        if leader is not None and leader.pk not in chosen:
            yield Problem(f"{role} phải là thành viên: {leader.name} chưa được chọn vào {year.name}.", "members")
    if wanted.head is not None and wanted.deputy is not None and wanted.head.pk == wanted.deputy.pk:
        yield Problem(f"{year.head_word} và {year.deputy_word.lower()} phải là hai đơn vị khác nhau.", "members")
    names = {party.pk: party.name for party in wanted.parties}
    for scored, scorer in wanted.cross_scorers.items():
        if scored == scorer:
            yield Problem(f"{names.get(scored, 'Đơn vị')} không tự chấm chéo mình; xin chọn đơn vị khác.", "members")
        elif scored in names and scorer not in names:
            yield Problem(f"Đơn vị chấm chéo {names[scored]} phải là thành viên của {year.name}.", "members")


def told(year: ClusterYear) -> dict[str, Any]:
    """Members, leaders and cross-scorers as the trail tells them."""
    members = list(year.members.select_related("party", "cross_scorer__party").order_by("position"))
    leaders = {member.post: member.party.name for member in members}
    return {
        "members": "; ".join(member.party.name for member in members),
        "head": leaders.get(Post.HEAD, ""),
        "deputy": leaders.get(Post.DEPUTY, ""),
        "cross_scorers": "; ".join(
            f"{member.cross_scorer.party.name} chấm {member.party.name}" for member in members if member.cross_scorer
        ),
    }


def remove_year(year: ClusterYear, *, by: User) -> None:
    """Take away a cluster that was made by mistake, before scoring opened and before its pledge was signed."""
    with transaction.atomic():
        year = forming(year, by)
        if year.pledge is not None and year.pledge.state == Pledge.State.SIGNED:
            raise Refused(f"{year.name} đã ký giao ước thi đua, không bỏ được.")
        audit.record("bỏ cụm, khối", year, by=by, before={"name": year.name, **told(year)})
        pledge = year.pledge
        year.delete()
        if pledge is not None:
            pledge.delete()


# --- The pledge of a cluster ------------------------------------------------------------------------------------------


def start_pledge(year: ClusterYear, *, by: User) -> Pledge:
    """The pledge that all members of the year sign; a second start returns the first."""
    with transaction.atomic():
        year = ClusterYear.objects.select_for_update(of=("self",)).select_related("campaign__unit").get(pk=year.pk)
        if not permissions.keeps(by, year):
            raise Refused("Giao ước của cụm, khối do cơ quan thường trực Hội đồng Thi đua - Khen thưởng lập.")
        if year.pledge is not None:
            return year.pledge
        if year.members.count() < 2:
            raise Refused("Giao ước cần từ hai đơn vị trở lên; xin chọn thành viên trước.")
        year.pledge = make_pledge(
            year.campaign,
            year.year,
            unit=year.unit,
            title=f"Các đơn vị thuộc {year.name}",
            sides=_sides(year),
            by=by,
        )
        year.save(update_fields=["pledge"])
        audit.record("lập giao ước", year, by=by, after={"pledge": year.pledge})
    return year.pledge
