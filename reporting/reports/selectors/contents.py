"""What a report holds in words, and what it was asked to hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign, Participant
from emulation.people.models import Party
from reporting.reports import rules
from reporting.reports.models import Narrative, Report, ReportForm, ReportRequest
from reporting.reports.rules import FigureSpec

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
RESULTS = "Kết quả"
FIGURES_TITLE = "Bảng số liệu"


@dataclass(frozen=True)
class Section:
    """One section in words. `number` is its place in the report: "I", "B" below the results."""

    key: str
    title: str
    hint: str
    required: bool
    in_results: bool
    number: str
    text: str = ""

    @property
    def field(self) -> str:
        """Its field on the page."""
        return f"muc_{self.key}"

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def heading(self) -> str:
        """ "I. Công tác chỉ đạo, tuyên truyền"; "II.B. Mô hình, điển hình, sáng kiến"."""
        return f"II.{self.number}. {self.title}" if self.in_results else f"{self.number}. {self.title}"


@dataclass(frozen=True)
class Form:
    """What one class reports: figures, and sections around the results (part II)."""

    specs: tuple[FigureSpec, ...]
    sections: tuple[dict, ...]

    def with_texts(self, texts: dict[str, str]) -> tuple[Section, ...]:
        return tuple(_numbered(self.sections, texts))


def _numbered(sections: tuple[dict, ...], texts: dict[str, str]) -> Iterator[Section]:
    """The first part in words is I; results are II, with the figures as A; the rest go on from III."""
    parts, letters = iter([_ROMAN[0], *_ROMAN[2:]]), iter("BCDEG")
    for section in sections:
        in_results = section.get("in_results", False)
        yield Section(
            key=section["key"],
            title=section["title"],
            hint=section.get("hint", ""),
            required=section.get("required", False),
            in_results=in_results,
            number=next(letters) if in_results else next(parts),
            text=texts.get(section["key"], ""),
        )


ANSWER = "answer"  # the section of a report asked for out of turn


def request_of(campaign: Campaign, period: str) -> ReportRequest | None:
    """What was asked for out of turn; None of a regular period, without a statement."""
    if not Period(period).is_ad_hoc:
        return None
    return ReportRequest.objects.filter(campaign=campaign, period=period).select_related("office").first()


def form_of(campaign: Campaign, party: Party, period: str) -> Form:
    """What this participant reports for a period: two statements, one more for what was asked for out of turn.

    Empty for one whose class owes no report. Of what was asked for: the answer, and the class's form where the asking
    office wants it.
    """
    asked = request_of(campaign, period)
    if asked is None:
        return _form_of_class(campaign, party)
    answer = {"key": ANSWER, "title": asked.title, "hint": asked.about, "required": True}
    form = _form_of_class(campaign, party) if asked.with_form else Form((), ())
    return Form(form.specs, (answer, *form.sections))


def _form_of_class(campaign: Campaign, party: Party) -> Form:
    participant = Participant.objects.filter(campaign=campaign, party=party).first()
    found = participant and ReportForm.objects.filter(participant_class=participant.participant_class_id).first()
    return Form(tuple(rules.in_order(found.figures)), tuple(found.sections)) if found else Form((), ())


def sections_of(report: Report, form: Form, submission: int) -> tuple[Section, ...]:
    """The sections of one submission with what was written; one statement, none for a report not yet begun."""
    rows = Narrative.objects.filter(report=report, submission=submission) if report.pk else Narrative.objects.none()
    return form.with_texts(dict(rows.values_list("section", "text")))
