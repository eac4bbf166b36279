"""The officer's one page: figures already there, a few to type, four sections, one button."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campaign_portal.foundation import access, drafts, history
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.periods import Period
from campaign_portal.foundation.web.acting import show_in_form
from emulation.campaigns.models import Campaign
from emulation.campaigns.selectors import current_campaign
from emulation.duties.models import Duty
from emulation.people.models import Party
from reporting.reports import permissions, services
from reporting.reports.forms import WritingForm, changed, texts_of
from reporting.reports.models import Report
from reporting.reports.selectors import contents, figures
from reporting.reports.selectors.owed import duty_of
from reporting.reports.workflow import doubtful

DRAFT = "report"


@dataclass
class Desk:
    """A report that is being written, saved already or not yet."""

    report: Report
    duty: Duty
    form: contents.Form
    figures: figures.Filled
    sections: tuple[contents.Section, ...]

    @property
    def draft_key(self) -> str:
        """The same before the first save and after."""
        return f"{self.report.campaign_id}:{self.report.party_id}:{self.report.period}"

    def texts(self) -> dict[str, str]:
        return texts_of(self.figures, self.sections)


def desk_of(report: Report, duty: Duty) -> Desk:
    form = contents.form_of(report.campaign, report.party, report.period)
    return Desk(
        report,
        duty,
        form,
        figures.figures_now(report, form),
        contents.sections_of(report, form, report.open_submission),
    )


@access.requires(permissions.WRITE)
def compose(request: HttpRequest, period: str, party: int) -> HttpResponse:
    """A report that nobody has begun: the same page; the first press of a button begins it."""
    unsaved = _own(request, period, party)
    if unsaved.pk:
        if request.method == "POST":
            return write(request, unsaved)
        return redirect("reports:report", unsaved.pk)
    duty = _duty(unsaved)
    if request.method == "POST":
        try:
            report = services.start_report(unsaved.campaign, unsaved.party, period, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("reports:index")
        return write(request, report)
    return show(request, desk_of(unsaved, duty))


@access.requires(permissions.WRITE)
@require_POST
def autosave(request: HttpRequest, period: str, party: int) -> HttpResponse:
    """Keep what is being typed as raw text, possible or not."""
    report = _own(request, period, party)
    desk = desk_of(report, _duty(report))
    drafts.save(request.user, DRAFT, desk.draft_key, changed(request.POST, desk.texts()))  # type: ignore[arg-type]
    return HttpResponse(status=204)


def write(request: HttpRequest, report: Report) -> HttpResponse:
    """Keep what passed; then present or send, if that button was pressed and nothing is wrong."""
    user: Any = request.user
    desk = desk_of(report, _duty(report))
    form = WritingForm(request.POST.dict(), desk.figures, desk.sections)
    possible = form.is_valid()
    try:
        report = services.save_report(report, form.typed, form.texts, by=user)
    except Refused as refused:
        show_in_form(form, refused)
        drafts.save(user, DRAFT, desk.draft_key, changed(request.POST, desk.texts()))
        return show(request, desk, form)
    drafts.save(user, DRAFT, desk.draft_key, form.failed)
    act = request.POST.get("viec", "luu")
    if not possible:
        return show(request, desk_of(report, desk.duty), form)
    try:
        if act == "trinh":
            services.present_report(report, by=user)
            messages.success(request, f"Đã trình lãnh đạo xã báo cáo {report.period_name}.")
        elif act == "nop":
            services.submit_report(report, by=user)
            messages.success(request, f"Đã nộp báo cáo {report.period_name} lên {report.receiver}.")
        else:
            messages.success(request, "Đã lưu báo cáo.")
    except Refused as refused:
        again = desk_of(report, desk.duty)
        form = WritingForm(request.POST.dict(), again.figures, again.sections)
        form.is_valid()
        show_in_form(form, refused)
        return show(request, again, form)
    return redirect("reports:report", report.pk)


def show(request: HttpRequest, desk: Desk, form: WritingForm | None = None) -> HttpResponse:
    """The page with what is kept, what an unsaved draft holds, and what was just refused."""
    user: Any = request.user
    tried = form is not None
    draft = {} if form else drafts.load(user, DRAFT, desk.draft_key)
    if form is None:
        form = WritingForm({**desk.texts(), **draft}, desk.figures, desk.sections)
        form.is_valid()
    report = desk.report
    asked_notes = {problem.field for problem in doubtful(desk.figures)}
    context = {
        "report": report,
        "asked": contents.request_of(report.campaign, report.period),
        "duty": desk.duty,
        "form": form,
        "tried": tried,
        "has_draft": bool(draft),
        "outcome": figures.outcome_of(report, desk.figures),
        "groups": grouped(desk.figures, form, asked_notes),
        "sections": [(section, form[section.field]) for section in desk.sections],
        "gaps": sorted({item.gap for item in desk.figures if item.gap}),
        "missing": [section for section in desk.sections if section.required and not _text(form, section)],
        "may_submit": permissions.may_submit(user, report),
        "may_present": permissions.may_present(user, report),
        "history": history.of(report, request.GET) if report.pk else None,
    }
    return render(request, "reporting/reports/write.html", context)


def grouped(
    filled: figures.Filled, form: WritingForm | None = None, asked_notes: set[str] | None = None
) -> list[dict[str, Any]]:
    """The figures under their headings, each with its fields where it is typed."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for figure in filled:
        row: dict[str, Any] = {"figure": figure}
        if form is not None and figure.spec.is_typed:
            row |= _fields(form, figure, asked_notes or set())
        groups.setdefault(figure.spec.group.value, []).append(row)
    return [{"name": name, "rows": rows} for name, rows in groups.items()]


def _fields(form: WritingForm, figure: figures.FilledFigure, asked_notes: set[str]) -> dict[str, Any]:
    from reporting.reports import rules

    found: dict[str, Any] = {"value": form[rules.value_field(figure.code)]}
    if figure.spec.has_whole:
        note = form[rules.note_field(figure.code)]
        found["whole"] = form[rules.whole_field(figure.code)]
        found["note"] = note if note.value() or note.errors or note.name in asked_notes else None
    return found


def _text(form: WritingForm, section: contents.Section) -> str:
    return (form[section.field].value() or "").strip()


def _own(request: HttpRequest, period: str, party_id: int) -> Report:
    """This person's own report of a period, saved or a blank one. 404 for another's, or a period nobody asks for."""
    campaign = current_campaign(request)
    party = get_object_or_404(Party.objects.visible_to(request.user).select_related("unit", "office"), pk=party_id)
    if campaign is None or not permissions.may_prepare(request.user, party):
        raise Http404
    report = Report.objects.filter(campaign=campaign, party=party, period=period).first()
    return report or _blank(campaign, party, period)


def _blank(campaign: Campaign, party: Party, period: str) -> Report:
    try:
        Period.parse(period)
    except ValueError as error:
        raise Http404 from error
    duty = duty_of(campaign, party, period)
    if duty is None or duty.receiver is None:
        raise Http404
    return Report(campaign=campaign, party=party, unit=party.unit, period=period, receiver=duty.receiver)


def _duty(report: Report) -> Duty:
    duty = duty_of(report.campaign, report.party, report.period)
    if duty is None:
        raise Http404
    return duty
