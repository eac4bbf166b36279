"""How a period stands: who reported, what was compiled, what came in since, what is owed upward."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from campaign_portal.foundation.models import Job
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.duties.models import Duty
from emulation.territory.models import Unit
from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.reports.selectors.owed import Owed, ReportingPeriod, owed, periods_of


@dataclass(frozen=True)
class PeriodState:
    """One period of a unit, as it stands now."""

    period: Period
    owed: list[Owed]
    snapshots: list[Snapshot]  # frozen ones, newest first
    compiling: Snapshot | None
    job: Job | None  # the one at work, or the last that failed
    duty: Duty | None  # the consolidated report that the plan asks for (S3 V.6)
    submissions: dict[int, int | None]  # party id → what the latest snapshot counted

    @property
    def latest(self) -> Snapshot | None:
        return self.snapshots[0] if self.snapshots else None

    @property
    def missing(self) -> list[Owed]:
        return [item for item in self.owed if not item.is_in]

    @property
    def communes(self) -> list[Owed]:
        return [item for item in self.owed if item.is_commune]

    @property
    def agencies(self) -> list[Owed]:
        return [item for item in self.owed if not item.is_commune]

    @property
    def in_count(self) -> int:
        return len(self.owed) - len(self.missing)

    @property
    def on_time_count(self) -> int:
        return sum(item.state == "on_time" for item in self.owed)

    @property
    def is_running(self) -> bool:
        return self.job is not None and not self.job.is_over

    @cached_property
    def since(self) -> list[Owed]:
        """Whose report the latest snapshot does not hold as it stands now."""
        if self.latest is None:
            return []
        return [
            item
            for item in self.owed
            if (item.report.submission_count if item.report else 0) != (self.submissions.get(item.party.pk) or 0)
        ]


def state_of(campaign: Campaign, unit: Unit, period: Period) -> PeriodState:
    """A fixed number of statements."""
    found = list(
        Snapshot.objects.filter(campaign=campaign, unit=unit, period=period.key)
        .select_related("asked_by", "unit", "campaign", "xlsx", "pdf")
        .order_by("-number", "-pk")
    )
    frozen = [snapshot for snapshot in found if snapshot.is_frozen]
    compiling = next((snapshot for snapshot in found if not snapshot.is_frozen), None)
    at_work = compiling or (frozen[0] if frozen else None)
    lines = SnapshotLine.objects.filter(snapshot=frozen[0]) if frozen else SnapshotLine.objects.none()
    return PeriodState(
        period,
        owed(campaign, unit, period.key),
        frozen,
        compiling,
        job_of(at_work) if at_work else None,
        consolidation_duty(campaign, period),
        dict(lines.values_list("party_id", "submission")),
    )


def job_of(snapshot: Snapshot) -> Job | None:
    """The work on a snapshot that is not done: waiting, running or given up."""
    last = Job.objects.filter(owner_key=snapshot.key).order_by("pk").last()
    return None if last is None or last.state == Job.State.DONE else last


def consolidation_duty(campaign: Campaign, period: Period) -> Duty | None:
    return (
        Duty.objects.filter(
            kind=Duty.Kind.CONSOLIDATION,
            campaign_key=campaign.key,
            period=period.key,
            cancelled_at__isnull=True,
        )
        .exclude(deadline_key="")
        .select_related("office", "receiver", "fulfillment")
        .first()
    )


@dataclass(frozen=True)
class PeriodRow:
    """One period in the list of all."""

    calendar: ReportingPeriod
    expected: int
    reported: int
    on_time: int
    latest: Snapshot | None
    duty: Duty | None


def rows_of(campaign: Campaign, unit: Unit) -> list[PeriodRow]:
    """Every period with its counts and its latest snapshot. Four statements, however many participants."""
    duties = Duty.objects.below(unit).filter(
        kind=Duty.Kind.REPORT, campaign_key=campaign.key, cancelled_at__isnull=True
    )
    counted = {
        row["period"]: (row["expected"], row["reported"], row["on_time"])
        for row in duties.exclude(deadline_key="")
        .order_by()
        .values("period")
        .annotate(
            expected=Count("pk"),
            reported=Count("fulfillment"),
            on_time=Count("pk", filter=Q(fulfillment__on_time=True)),
        )
    }
    frozen = Snapshot.objects.filter(campaign=campaign, unit=unit, state=Snapshot.State.FROZEN)
    latest = {snapshot.period: snapshot for snapshot in frozen.order_by("number")}
    sent_up = {
        duty.period: duty
        for duty in Duty.objects.filter(
            kind=Duty.Kind.CONSOLIDATION, campaign_key=campaign.key, cancelled_at__isnull=True
        )
        .exclude(deadline_key="")
        .select_related("fulfillment")
    }
    return [
        PeriodRow(
            calendar,
            *counted.get(calendar.key, (0, 0, 0)),
            latest.get(calendar.key),
            sent_up.get(calendar.key),
        )
        for calendar in periods_of(campaign)
    ]
