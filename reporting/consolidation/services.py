"""Asking for a consolidated report and making it, step by step, so that it may be killed anywhere (S3 V.6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from campaign_portal.foundation import audit, clock, files, jobs
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import Job, StoredFile, User
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules import columns
from emulation.targets import rules as indicators
from emulation.targets.selectors import assigned
from emulation.territory.models import Unit
from reporting.consolidation import permissions, rules
from reporting.consolidation.models import Snapshot, SnapshotLine
from reporting.consolidation.rules import Amount
from reporting.consolidation.selectors.table import content, table_of
from reporting.reports.models import Figure, Narrative, Report
from reporting.reports.rules import FIGURES, exact
from reporting.reports.selectors.contents import Form, form_of
from reporting.reports.selectors.owed import Owed, periods_of

JOB = "consolidation.compile"
Timeliness = SnapshotLine.Timeliness


def ask_for_snapshot(campaign: Campaign, unit: Unit, period: str, *, by: User) -> Job:
    """Ask for the consolidated report of a period. While one is being made, the work on it is the answer."""
    if not permissions.may_compile(by, campaign):
        raise Refused("Chỉ cơ quan thường trực phong trào tổng hợp báo cáo.")
    if period not in {known.key for known in periods_of(campaign)}:
        raise Refused(f"Kế hoạch không có kỳ báo cáo “{period}”.")
    with transaction.atomic():
        if running := _running(campaign, unit, period):
            return running
        snapshot, asked = Snapshot.objects.get_or_create(
            campaign=campaign,
            unit=unit,
            period=period,
            state=Snapshot.State.COMPILING,
            defaults={"asked_by": by, "asked_at": clock.business_now()},
        )
        if asked:
            audit.record("yêu cầu tổng hợp", snapshot, by=by)
        return _enqueue(snapshot, by)


def finish_snapshot(snapshot: Snapshot, *, by: User) -> Job:
    """Make again what a frozen snapshot still lacks, after its work was given up."""
    if not permissions.may_compile(by, snapshot.campaign):
        raise Refused("Chỉ cơ quan thường trực phong trào tổng hợp báo cáo.")
    if snapshot.is_frozen and snapshot.xlsx_id and snapshot.pdf_id:
        raise Refused("Bản tổng hợp này đã đủ tệp Excel và PDF.")
    with transaction.atomic():
        return _enqueue(snapshot, by)


def _enqueue(snapshot: Snapshot, by: User) -> Job:
    return jobs.enqueue(JOB, by=by, key=f"consolidation:{snapshot.pk}", owner_key=snapshot.key, snapshot_id=snapshot.pk)


def _running(campaign: Campaign, unit: Unit, period: str) -> Job | None:
    """Work that is not over: a snapshot being added up, or a frozen one whose files are being made."""
    found = Snapshot.objects.filter(campaign=campaign, unit=unit, period=period)
    live = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return live.filter(owner_key__in=[snapshot.key for snapshot in found]).order_by("pk").last()


# --- Adding up -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """What lines need beside the reports: the year's plans, and the list the year began with."""

    plans: Mapping[int, Decimal]
    starts: Mapping[int, Mapping[str, int | None]]


def ground_of(snapshot: Snapshot, owed: Sequence[Owed]) -> Ground:
    """Two statements."""
    campaign, year = snapshot.campaign, Period(snapshot.period).year
    units = [item.party.unit for item in owed if item.is_commune]
    starts = poverty.sums_by(
        "commune", poverty.opening_period(year), snapshot.unit, campaign.standard, {ReviewSet.State.APPROVED}
    )
    return Ground(
        assigned(campaign, indicators.POVERTY_RATE_FALL, year, [*units, snapshot.unit]),
        {place: counts for place, (counts, _, _) in starts.items()},
    )


def write_lines(snapshot: Snapshot, owed: Sequence[Owed], first_place: int, ground: Ground) -> None:
    """Write or renew the lines of some participants from the last submission of each. Nothing once it is frozen."""
    with transaction.atomic():
        if _locked(snapshot).is_frozen:
            return
        sent = {item.report.pk: item.report for item in owed if item.report and item.report.was_sent}
        figures, texts = _figures(sent), _texts(sent)
        lines = [
            _line(snapshot, item, place, ground, figures, texts) for place, item in enumerate(owed, start=first_place)
        ]
        SnapshotLine.objects.bulk_create(
            lines, update_conflicts=True, unique_fields=["snapshot", "party"], update_fields=_LINE_FIELDS
        )


_LINE_FIELDS = [field.name for field in SnapshotLine._meta.fields if field.name not in {"id", "snapshot", "party"}]


def _figures(reports: Mapping[int, Report]) -> dict[int, dict[str, Amount]]:
    """Report → its figures as its last submission froze them. One statement."""
    found: dict[int, dict[str, Amount]] = {pk: {} for pk in reports}
    for row in Figure.objects.filter(report__in=list(reports)):
        if row.submission == reports[row.report_id].submission_count:
            found[row.report_id][row.code] = Amount(exact(row.value), exact(row.whole), row.is_provisional, row.note)
    return found


def _texts(reports: Mapping[int, Report]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {pk: {} for pk in reports}
    for row in Narrative.objects.filter(report__in=list(reports)):
        if row.submission == reports[row.report_id].submission_count:
            found[row.report_id][row.section] = row.text
    return found


def _line(
    snapshot: Snapshot,
    item: Owed,
    place: int,
    ground: Ground,
    figures: Mapping[int, dict[str, Amount]],
    texts: Mapping[int, dict[str, str]],
) -> SnapshotLine:
    report = item.report if item.report and item.report.was_sent else None
    amounts = figures[report.pk] if report else _start_amounts(item, ground)
    return SnapshotLine(
        snapshot=snapshot,
        party=item.party,
        report=report,
        submission=report.submission_count if report else None,
        place=place,
        is_commune=item.is_commune,
        timeliness=Timeliness(item.state) if item.is_in else Timeliness.MISSING,
        submitted_on=timezone.localtime(item.done_at).date() if item.done_at else None,
        days_late=item.days_late,
        plan_points=ground.plans.get(item.party.unit_id) if item.is_commune else None,
        figures=rules.kept(amounts),
        narratives=texts[report.pk] if report else {},
    )


def _start_amounts(item: Owed, ground: Ground) -> dict[str, Amount]:
    """What is known of a commune that reported nothing: where the year began. It stands in no total."""
    counts = ground.starts.get(item.party.unit_id, {}) if item.is_commune else {}
    return {
        spec.code: Amount(counts[name])
        for spec in FIGURES.values()
        if spec.at_start and counts.get(name := columns.field_name(columns.HOUSEHOLDS, spec.review_key)) is not None
    }


def _locked(snapshot: Snapshot) -> Snapshot:
    return Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)


def freeze(snapshot: Snapshot, owed: Sequence[Owed], ground: Ground) -> Snapshot:
    """Give the snapshot its totals, number, checksum and moment, in one transaction. Once: frozen stays as it is."""
    with transaction.atomic():
        locked = _locked(snapshot)
        if locked.is_frozen:
            return locked
        # Somebody left the list since an earlier attempt.
        locked.lines.exclude(party__in=[item.party.pk for item in owed]).delete()
        table = table_of(locked)
        plan = ground.plans.get(locked.unit_id)
        last = Snapshot.objects.filter(campaign=locked.campaign_id, unit=locked.unit_id, period=locked.period)
        locked.number = (
            last.order_by("-number").exclude(number=None).values_list("number", flat=True).first() or 0
        ) + 1
        locked.totals = {
            **rules.summary(line.entry for line in table.lines),
            "plan_points": None if plan is None else f"{plan:.4f}",
            "sections": _headings(locked.campaign, owed),
        }
        locked.frozen_at = clock.business_now()
        locked.state = Snapshot.State.FROZEN
        locked.checksum = rules.checksum(content(locked, [line.row for line in table.lines]))
        locked.save(update_fields=["number", "totals", "frozen_at", "state", "checksum"])
        audit.record(
            "chốt báo cáo tổng hợp",
            locked,
            by=locked.asked_by,
            after={"number": locked.number, "checksum": locked.checksum},
        )
    return locked


def _headings(campaign: Campaign, owed: Sequence[Owed]) -> list[dict[str, str]]:
    """The headings of the communes' form, then those that only agencies have."""
    forms: list[Form] = []
    for communes in (True, False):
        first = next((item for item in owed if item.is_commune == communes), None)
        if first is not None:
            forms.append(form_of(campaign, first.party, first.duty.period))
    headings: dict[str, str] = {}
    for form in forms:
        for section in form.with_texts({}):
            headings.setdefault(section.key, section.heading)
    return [{"key": key, "heading": heading} for key, heading in headings.items()]


# --- What is made of it ----------------------------------------------------------------------------------------------


def keep_chart(snapshot: Snapshot, svg: str) -> None:
    """The drawing of a frozen snapshot, once."""
    Snapshot.objects.filter(pk=snapshot.pk, chart_svg="").update(chart_svg=svg)


def keep_file(snapshot: Snapshot, field: str, make: Callable[[], bytes], *, name: str, content_type: str) -> None:
    """Make the snapshot's Excel or PDF and keep it, unless it is there: also after a worker that died in between."""
    if getattr(Snapshot.objects.get(pk=snapshot.pk), f"{field}_id") is not None:
        return
    made = make()  # the slow part holds no lock
    with transaction.atomic():
        locked = _locked(snapshot)
        if getattr(locked, f"{field}_id") is not None:
            return
        file: StoredFile = files.store_made(
            made, owner=locked, name=name, content_type=content_type, by=locked.asked_by
        )
        setattr(locked, field, file)
        locked.save(update_fields=[field])
