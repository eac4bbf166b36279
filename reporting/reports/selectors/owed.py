"""Who owes which report, and how it stands: read from the duties alone (reported / expected)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign, Deadline
from emulation.duties.models import Duty
from emulation.duties.selectors import reminded_today, timeliness_of
from emulation.people.models import Party
from emulation.territory.models import Unit
from reporting.reports.models import Report, ReportRequest


@dataclass(frozen=True)
class ReportingPeriod:
    """One period of a campaign's calendar of reports, with its day as the plan writes it."""

    period: Period
    due_on: dt.date
    opens_on: dt.date

    @property
    def key(self) -> str:
        return self.period.key

    @property
    def is_open(self) -> bool:
        return self.opens_on <= clock.today()


def periods_of(campaign: Campaign) -> list[ReportingPeriod]:
    """The campaign's reporting periods in order."""
    deadlines = Deadline.objects.filter(campaign=campaign, kind=Duty.Kind.REPORT).exclude(period="").order_by("period")
    return [ReportingPeriod(Period(row.period), row.date, row.opens_on) for row in deadlines]


def period_asked_for(campaign: Campaign, period: str) -> ReportingPeriod | None:
    """The period of what an office asked for out of turn; None where nobody did."""
    asked = ReportRequest.objects.filter(campaign=campaign, period=period).first()
    return ReportingPeriod(Period(asked.period), asked.due_on, asked.asked_on) if asked else None


@dataclass(frozen=True)
class AskedFor:
    """One report asked for out of turn, with how many of how many have answered."""

    request: ReportRequest
    expected: int
    answered: int
    late: int  # overdue and not in

    @property
    def pill(self) -> tuple[str, str]:
        if self.request.called_off_on:
            return "", f"Thôi yêu cầu {vietnamese.day(self.request.called_off_on)}"
        if self.answered == self.expected:
            return "ok", "Đã trả lời đủ"
        if self.late:
            return "bad", f"{self.late} nơi quá hạn"
        return "now", f"Còn {self.expected - self.answered} nơi"


def asked_for(user: Any, campaign: Campaign, search: str = "") -> list[AskedFor]:
    """What was asked for out of turn in a campaign, newest first; two statements."""
    wanted = vietnamese.fold(search)
    found = [
        request
        for request in ReportRequest.objects.visible_to(user).filter(campaign=campaign).select_related("office")
        if wanted in vietnamese.fold(f"{request.title} {request.about}")
    ]
    duties = Duty.objects.filter(
        campaign_key=campaign.key, deadline_key__in=[request.deadline_key for request in found]
    ).filter(Q(cancelled_at__isnull=True) | Q(fulfillment__isnull=False))
    late = Q(fulfillment__isnull=True, due_on__lt=clock.today())
    rows = duties.order_by().values("deadline_key")
    counts = {
        row["deadline_key"]: (row["expected"], row["answered"], row["late"])
        for row in rows.annotate(expected=Count("pk"), answered=Count("fulfillment"), late=Count("pk", filter=late))
    }
    return [AskedFor(request, *counts.get(request.deadline_key, (0, 0, 0))) for request in found]


def current_period(periods: list[ReportingPeriod]) -> ReportingPeriod | None:
    """The last one that has opened; before the first, the first."""
    opened = [period for period in periods if period.is_open]
    return opened[-1] if opened else (periods[0] if periods else None)


@dataclass(frozen=True)
class Owed:
    """One participant's report as its receiver sees it: on time + late + missing (or not due yet) = expected."""

    duty: Duty
    party: Party
    report: Report | None
    state: str  # on_time, late, missing (overdue), waiting (not due yet)
    days_late: int
    done_at: dt.datetime | None

    @property
    def is_commune(self) -> bool:
        return self.party.kind == Party.Kind.UNIT

    @property
    def name(self) -> str:
        """Short, as in a table: "Tả Van", "Phòng Tư pháp"."""
        return self.party.unit.name if self.is_commune else str(self.party.office)

    @property
    def is_in(self) -> bool:
        return self.state in {"on_time", "late"}

    @property
    def is_open(self) -> bool:
        return self.duty.opens_on <= clock.today()

    @property
    def period_name(self) -> str:
        return Period(self.duty.period).name

    @property
    def reminder(self) -> str:
        """The last time it was urged: "Phòng LĐ-TB&XH nhắc ngày 26/6/2020."."""
        return self.duty.note.splitlines()[-1] if self.duty.note and not self.is_in else ""

    @property
    def pill(self) -> tuple[str, str]:
        """How its timeliness reads: a kind of pill and its words."""
        return {
            "on_time": ("ok", "Đúng hạn"),
            "late": ("wait", f"Trễ {self.days_late} ngày"),
            "missing": ("bad", "Chưa nộp"),
            "waiting": ("wait", "Hạn hôm nay") if self.duty.due_on == clock.today() else ("", "Chưa đến hạn"),
        }[self.state]

    @property
    def work(self) -> tuple[str, str]:
        """What the receiver does with it next; nothing to say before it came in."""
        if self.report is None or not self.report.was_sent:
            return ("", "")
        return {
            Report.State.SUBMITTED: ("now", "Chờ nhận"),
            Report.State.ACCEPTED: ("ok", "Đã nhận"),
        }.get(Report.State(self.report.state), ("wait", "Trả lại để bổ sung"))


def owed(campaign: Campaign, unit: Unit, period: str) -> list[Owed]:
    """Everybody who owes the report of a period below a unit, communes first in official order. Four statements."""
    return _standing(duties_of(campaign, period).below(unit).order_by("office__pk", "unit__code"), campaign)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Reminding:
    """Whom to urge now, and since when the others have been: each once a day."""

    to_urge: list[Owed]
    urged_at: dt.datetime | None  # today's last reminder


def reminding(owed: Iterable[Owed]) -> Reminding:
    """Of those whose report is open and not in. One statement."""
    missing = [item for item in owed if not item.is_in and item.is_open]
    urged = reminded_today([item.duty for item in missing])
    return Reminding([item for item in missing if item.duty.pk not in urged], max(urged.values(), default=None))


def duties_of(campaign: Campaign, period: str) -> QuerySet[Duty]:
    return (
        Duty.objects.filter(kind=Duty.Kind.REPORT, campaign_key=campaign.key, period=period, cancelled_at__isnull=True)
        .exclude(deadline_key="")
        .select_related("unit", "office", "receiver", "fulfillment")
    )


def owed_by(campaign: Campaign, parties: Iterable[Party]) -> list[Owed]:
    """The reports of all periods that some participants owe, in order of the periods."""
    parties = list(parties)
    units = [party.unit_id for party in parties if party.kind == Party.Kind.UNIT]
    offices = [party.office_id for party in parties if party.office_id is not None]
    duties = Duty.objects.filter(kind=Duty.Kind.REPORT, campaign_key=campaign.key, cancelled_at__isnull=True).exclude(
        deadline_key=""
    )
    mine = duties.filter(office_id__in=offices) | duties.filter(unit_id__in=units, office__isnull=True)
    return _standing(
        mine.select_related("unit", "office", "receiver", "fulfillment").order_by("period", "unit__code", "office__pk"),
        campaign,
    )


def _standing(duties: QuerySet[Duty], campaign: Campaign) -> list[Owed]:
    found = list(duties)
    parties = parties_of(found)
    reports = {
        (report.party_id, report.period): report
        for report in Report.objects.filter(campaign=campaign, party__in=[party.pk for party in parties.values()])
    }
    standing = []
    for duty in found:
        party = parties.get(owner_of(duty))
        if party is None:  # a duty of somebody who was never enrolled: nothing to report with
            continue
        if duty.office_id is None:
            party.unit = duty.unit
        else:
            party.office = duty.office
        state = timeliness_of(duty)
        report = reports.get((party.pk, duty.period))
        standing.append(Owed(duty, party, report, state.state, state.days_late, state.done_at))
    communes_first = [item for item in standing if item.is_commune]
    return communes_first + [item for item in standing if not item.is_commune]


def parties_of(duties: list[Duty]) -> dict[tuple[str, int], Party]:
    """Who owes these duties: ("unit" or "office", id) → party. Two statements."""
    units = {duty.unit_id for duty in duties if duty.office_id is None}
    offices = {duty.office_id for duty in duties if duty.office_id is not None}
    by_unit = Party.objects.filter(kind=Party.Kind.UNIT, unit_id__in=units)
    by_office = Party.objects.filter(kind=Party.Kind.OFFICE, office_id__in=offices)
    return {("unit", party.unit_id): party for party in by_unit} | {
        ("office", party.office_id): party for party in by_office if party.office_id
    }


def owner_of(duty: Duty) -> tuple[str, int]:
    return ("unit", duty.unit_id) if duty.office_id is None else ("office", duty.office_id)


def duty_of(campaign: Campaign, party: Party, period: str) -> Duty | None:
    """The duty that this participant's report of a period answers."""
    duties = duties_of(campaign, period)
    if party.kind == Party.Kind.OFFICE:
        return duties.filter(office=party.office_id).first()
    return duties.filter(unit=party.unit_id, office__isnull=True).first()
