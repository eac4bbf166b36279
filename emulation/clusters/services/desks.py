"""Whose desk a sheet lies on: duties are opened where it arrives and closed where it leaves."""

import datetime as dt

from campaign_portal.foundation import files
from campaign_portal.foundation.models import User
from emulation.clusters import permissions
from emulation.clusters.models import ScoreSheet
from emulation.clusters.selectors import years
from emulation.clusters.selectors.years import Desk
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Party

TITLES = {
    Duty.Kind.SELF_SCORE: "Tự chấm điểm thi đua",
    Duty.Kind.CROSS_SCORE: "Chấm chéo điểm thi đua",
    Duty.Kind.FINAL_SCORE: "Kết luận điểm thi đua",
}


def ask(
    kind: Duty.Kind, sheet: ScoreSheet, party: Party | None, *, due_on: dt.date | None = None, note: str = ""
) -> None:
    """Open the duty at the party's desk, or at the standing body's where no member does it. What the plan's calendar
    asks of that desk already (and nobody has done) is not asked twice."""
    year = sheet.member.cluster_year
    desk = years.desk_of(party) if party is not None else Desk(year.unit, years.standing_body(year.unit))
    by_round = {kind: getattr(year, name) for name, kind in years.ROUND_DUTIES}
    asked_by_plan = Duty.objects.open().filter(
        kind=kind, unit=desk.unit, office=desk.office, campaign_key=year.campaign.key, period=str(year.year)
    )
    if due_on is None and asked_by_plan.exclude(deadline_key="").exists():
        return
    duties.open_duty(
        kind=kind,
        title=f"{TITLES[kind]} năm {year.year}, {year.name}"[:200],
        unit=desk.unit,
        office=desk.office,
        receiver=years.standing_body(year.unit),
        period=str(year.year),
        due_on=due_on or by_round[kind],
        campaign_key=year.campaign.key,
        object_key=files.owner_key(sheet),
        note=note,
    )


def done(kind: str, sheet: ScoreSheet, party: Party | None, *, by: User) -> None:
    """Close the duty that this sheet opened, and the calendar's once nothing of its kind is left at that desk."""
    key = files.owner_key(sheet)
    duties.close_desk(key, by=by, kind=kind)
    if party is None:
        return
    desk, year = years.desk_of(party), sheet.member.cluster_year
    if not _left(kind, sheet, party):
        duties.record(
            kind,
            desk.unit,
            str(year.year),
            by=by,
            office=desk.office,
            campaign_key=year.campaign.key,
            object_key=key,
        )


def _left(kind: str, sheet: ScoreSheet, party: Party) -> bool:
    """Whether the party still has sheets of others to score or to conclude."""
    State = ScoreSheet.State
    fellows = ScoreSheet.objects.filter(member__cluster_year=sheet.member.cluster_year_id).exclude(pk=sheet.pk)
    if kind == Duty.Kind.CROSS_SCORE:
        before = [State.SELF, State.SELF_RETURNED, State.CROSS, State.CROSS_RETURNED]
        return fellows.filter(member__cross_scorer__party=party, state__in=before).exists()
    if kind == Duty.Kind.FINAL_SCORE:
        open_ = fellows.exclude(state=State.FINAL).select_related("member")
        return any((leader := permissions.leader_for(one.member)) and leader.party_id == party.pk for one in open_)
    return False


def withdraw(sheet: ScoreSheet, *kinds: str) -> None:
    """Nobody has to do these with this sheet any more."""
    for kind in kinds:
        duties.cancel_desk(files.owner_key(sheet), kind=kind)


def concluder(sheet: ScoreSheet) -> Party | None:
    """The member that concludes it; None: the standing body."""
    leader = permissions.leader_for(sheet.member)
    return leader.party if leader is not None else None
