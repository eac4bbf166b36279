"""Writing a report, sending it up, and what the receiver does with it (S3 V.6, issue's part 3)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from campaign_portal.foundation import access, audit, clock, vietnamese, workflow
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import refuse_when_over
from emulation.duties import services as duties
from emulation.duties.models import Duty
from emulation.people.models import Party
from emulation.people.permissions import STANDING_OFFICE
from emulation.targets.models import Indicator
from emulation.targets.services import measure
from reporting.reports import permissions, rules
from reporting.reports.models import Figure, Narrative, Report
from reporting.reports.selectors import contents
from reporting.reports.selectors.figures import Filled, figures_now
from reporting.reports.selectors.owed import Owed, duty_of
from reporting.reports.workflow import REPORT_FLOW

Kind = Duty.Kind


@dataclass(frozen=True)
class Typed:
    """What a person typed for one figure: None is "chưa có số"."""

    value: int | None
    whole: int | None = None
    note: str = ""


def start_report(campaign: Campaign, party: Party, period: str, *, by: User) -> Report:
    """Begin a participant's report of a period, or go on with the one that was begun.

    Refuses a period that the plan asks no report for, or that has not opened yet.
    """
    if not permissions.may_prepare(by, party):
        raise Refused(f"Báo cáo của {party} do người của đơn vị đó lập.")
    refuse_when_over(campaign, "báo cáo mới")
    duty = duty_of(campaign, party, period)
    if duty is None or duty.receiver is None:
        raise Refused(f"Kế hoạch không yêu cầu {party} báo cáo kỳ này.")
    if duty.opens_on > clock.today():
        raise Refused(f"Báo cáo {Period(period).name} lập từ ngày {vietnamese.day(duty.opens_on)}.")
    with transaction.atomic():
        report, begun = Report.objects.get_or_create(
            campaign=campaign,
            party=party,
            period=period,
            defaults={"unit": party.unit, "receiver": duty.receiver},
        )
        if begun:
            audit.record("bắt đầu lập báo cáo", report, by=by)
    return report


def save_report(report: Report, typed: Mapping[str, Typed], texts: Mapping[str, str], *, by: User) -> Report:
    """Keep what was typed and written in the open submission; what is not given stays as it was.

    Only figures that a person types are taken; one greater than its whole is refused. Nothing changes in a report that
    lies with the leader or was sent.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if not permissions.may_prepare(by, report.party):
            raise Refused(f"Báo cáo của {report.party} do người của đơn vị đó lập.")
        if not report.is_editable:
            raise Refused(
                f"Báo cáo đang ở trạng thái “{report.get_state_display()}” nên không sửa được. "
                "Xin tải lại trang để xem tình trạng mới."
            )
        form = contents.form_of(report.campaign, report.party, report.period)
        refuse_if_any(_impossible(typed))
        before, after = _write_figures(report, form, typed)
        _write_texts(report, form, texts, before, after)
        if after:
            audit.record("sửa báo cáo", report, by=by, before=before, after=after)
    return report


def _impossible(typed: Mapping[str, Typed]) -> Iterable[Problem]:
    for code, figure in typed.items():
        if figure.value is not None and figure.whole is not None and figure.value > figure.whole:
            yield Problem(
                rules.more_than_eligible(rules.FIGURES[code], figure.value, figure.whole),
                field=rules.value_field(code),
            )


def _write_figures(report: Report, form: contents.Form, typed: Mapping[str, Typed]) -> tuple[dict, dict]:
    kept = {row.code: row for row in Figure.objects.filter(report=report, submission=report.open_submission)}
    pledged = {figure.code: figure for figure in figures_now(report, form) if figure.source_key}
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for spec in form.specs:
        if not spec.is_typed or spec.code not in typed:
            continue
        figure, row = typed[spec.code], kept.get(spec.code)
        was = (row.value, row.whole, row.note) if row else None
        same_as_pledge = spec.code in pledged and pledged[spec.code].value == figure.value
        value = None if figure.value is None else Decimal(figure.value)
        whole = None if figure.whole is None else Decimal(figure.whole)
        note = vietnamese.nfc(figure.note)[:300]
        values = {
            "value": value,
            "whole": whole,
            "note": note,
            "source_key": pledged[spec.code].source_key if same_as_pledge else "",
        }
        now = (value, whole, note)
        if was == now or (was is None and now == (None, None, "")):
            continue
        Figure.objects.update_or_create(
            report=report, submission=report.open_submission, code=spec.code, defaults=values
        )
        before[spec.name], after[spec.name] = _told(was), _told(now)
    return before, after


def _told(figure: tuple[Decimal | None, Decimal | None, str] | None) -> str:
    """A figure as the trail tells it: so many, of how many, with its note."""
    if figure is None:
        return ""
    value, whole, note = figure
    said = "" if value is None else rules.number_text(value)
    said += "" if whole is None else f" trên {rules.number_text(whole)}"
    return f"{said} ({note})" if note else said


def _write_texts(report: Report, form: contents.Form, texts: Mapping[str, str], before: dict, after: dict) -> None:
    for section in contents.sections_of(report, form, report.open_submission):
        if section.key not in texts or texts[section.key] == section.text:
            continue
        Narrative.objects.update_or_create(
            report=report,
            submission=report.open_submission,
            section=section.key,
            defaults={"text": texts[section.key]},
        )
        before[section.title], after[section.title] = section.text, texts[section.key]


def present_report(report: Report, *, by: User) -> Report:
    """The officer lays it before the commune's leader."""
    return workflow.perform(REPORT_FLOW, report, "present", by=by)


def take_back_report(report: Report, *, by: User) -> Report:
    """The officer takes back what he presented, to mend it."""
    return workflow.perform(REPORT_FLOW, report, "take_back", by=by)


def hand_back_report(report: Report, *, by: User, reason: str) -> Report:
    """The leader hands it back to the officer and says what to mend."""
    return workflow.perform(
        REPORT_FLOW, report, "hand_back", by=by, reason=reason, changes={"return_reason": reason.strip()}
    )


def submit_report(report: Report, *, by: User) -> Report:
    """Send the report: its figures and sections freeze as the next submission, and its duty is done.

    Filled figures are taken as they stand now; typed ones are written down as measurements. A later submission stands
    beside the earlier ones. The first one counts for being on time.
    """
    with transaction.atomic():
        now = clock.business_now()
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        report = workflow.perform(
            REPORT_FLOW,
            locked,
            "submit",
            by=by,
            changes={
                "submission_count": locked.open_submission,
                "submitted_at": now,
                "submitted_by": by,
                "first_submitted_at": locked.first_submitted_at or now,
                "return_reason": "",
            },
        )
        form = contents.form_of(report.campaign, report.party, report.period)
        figures = figures_now(locked, form)  # `locked` still counts the submissions before this one
        _freeze(report, figures)
        if not Period(report.period).is_ad_hoc:  # a figure asked for out of turn stands in its report alone
            _measure(report, figures, by)
        duties.record(
            Kind.REPORT,
            report.party.unit,
            report.period,
            by=by,
            office=report.party.office,
            campaign_key=report.campaign.key,
            object_key=report.key,
        )
        duties.close_desk(report.key, by=by, kind=Kind.AMENDMENT)
    return report


def _freeze(report: Report, figures: Filled) -> None:
    Figure.objects.filter(report=report, submission=report.submission_count).delete()
    Figure.objects.bulk_create(
        Figure(
            report=report,
            submission=report.submission_count,
            code=figure.code,
            value=figure.value,
            whole=figure.whole,
            source_key=figure.source_key,
            is_provisional=figure.is_provisional,
            note=figure.note,
        )
        for figure in figures
    )


def _measure(report: Report, figures: Filled, by: User) -> None:
    indicators = {row.key: row for row in Indicator.objects.filter(key__in=[f.spec.indicator for f in figures])}
    for figure in figures:
        if figure.spec.is_typed and figure.spec.indicator in indicators:
            measure(
                report.campaign,
                indicators[figure.spec.indicator],
                report.unit,
                report.period,
                value=None if figure.value is None else Decimal(figure.value),
                whole=None if figure.whole is None else Decimal(figure.whole),
                party=report.party if report.party.office_id else None,
                object_key=report.key,
                by=by,
            )


def accept_report(report: Report, *, by: User) -> Report:
    """The receiver takes it over."""
    return workflow.perform(REPORT_FLOW, report, "accept", by=by, changes={"accepted_at": clock.business_now()})


def return_report(report: Report, *, by: User, reason: str, due_on: dt.date) -> Report:
    """Send it back to be mended by a day; what was submitted stays as it was, a copy of it is open for writing."""
    if due_on < clock.today():
        raise Refused(Problem("Hạn bổ sung không thể trước hôm nay.", field="due_on"))
    with transaction.atomic():
        report = workflow.perform(
            REPORT_FLOW, report, "return", by=by, reason=reason, changes={"return_reason": reason.strip()}
        )
        _open_a_copy(report)
        duties.open_duty(
            kind=Kind.AMENDMENT,
            title=f"Bổ sung báo cáo {Period(report.period).short_name}",
            unit=report.party.unit,
            office=report.party.office,
            receiver=report.receiver,
            period=report.period,
            due_on=due_on,
            campaign_key=report.campaign.key,
            object_key=report.key,
            note=reason.strip(),
        )
    return report


def _open_a_copy(report: Report) -> None:
    """Typed figures and sections of the last submission, to be gone on with."""
    typed = [spec.code for spec in rules.FIGURES.values() if spec.is_typed]
    last, number = report.submission_count, report.open_submission
    figures = Figure.objects.filter(report=report, submission=last, code__in=typed)
    Figure.objects.bulk_create(
        Figure(
            report=report,
            submission=number,
            code=row.code,
            value=row.value,
            whole=row.whole,
            source_key=row.source_key,
            note=row.note,
        )
        for row in figures
    )
    texts = Narrative.objects.filter(report=report, submission=last)
    Narrative.objects.bulk_create(
        Narrative(report=report, submission=number, section=row.section, text=row.text) for row in texts
    )


def remind(owed: Iterable[Owed], *, by: User) -> list[Owed]:
    """Urge those whose report is not in yet; each at most once a day. Returns those that were urged now."""
    desks = {post.office_id for post in access.scope(by).having(STANDING_OFFICE)}
    waiting = [item for item in owed if not item.is_in and item.duty.opens_on <= clock.today()]
    if any(item.duty.receiver_id not in desks for item in waiting):
        raise Refused("Chỉ cơ quan nhận báo cáo mới nhắc nộp.")
    urged = {duty.pk for duty in duties.remind([item.duty for item in waiting], by=by)}
    return [item for item in waiting if item.duty.pk in urged]
