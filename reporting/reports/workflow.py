"""A report's road: the officer writes and presents, the leader sends, the receiver accepts or returns (S3 V.6)."""

from collections.abc import Iterator

from campaign_portal.foundation.errors import Problem
from campaign_portal.foundation.workflow import Flow, Transition
from reporting.reports import permissions, rules
from reporting.reports.models import Report
from reporting.reports.selectors import contents
from reporting.reports.selectors.figures import FilledFigure, by_code, figures_now

State = Report.State


def unfinished(report: Report) -> Iterator[Problem]:
    """What still has to be written before the report can go on."""
    form = contents.form_of(report.campaign, report.party, report.period)
    for section in contents.sections_of(report, form, report.open_submission):
        if section.required and section.is_empty:
            yield Problem(f"Chưa viết mục {section.heading}.", field=section.field)
    yield from doubtful(figures_now(report, form))


def doubtful(figures: list[FilledFigure]) -> Iterator[Problem]:
    """Typed figures that ask for a word of explanation, or for their other half."""
    known = by_code(figures)
    for figure in figures:
        if not figure.spec.has_whole:
            continue
        unit = figure.spec.unit
        if figure.value is not None and figure.whole is None:
            yield Problem(
                f"{figure.spec.name}: đã hưởng {figure.shown} {unit} trên bao nhiêu {unit} đủ điều kiện? "
                "Xin nhập số đó.",
                field=rules.whole_field(figure.code),
            )
        if figure.value is None and figure.whole is not None:
            yield Problem(
                f"{figure.spec.name}: {figure.shown_whole} {unit} đủ điều kiện, bao nhiêu {unit} đã hưởng? "
                f"Chưa {unit} nào thì nhập 0.",
                field=rules.value_field(figure.code),
            )
        sentence = rules.too_many_eligible(
            figure.spec, figure.whole, {code: item.value for code, item in known.items()}
        )
        if sentence and not figure.note:
            yield Problem(sentence, field=rules.note_field(figure.code), code="eligible")


REPORT_FLOW = Flow(
    "báo cáo",
    (
        Transition(
            "present",
            "trình lãnh đạo",
            frozenset({State.DRAFT, State.RETURNED}),
            State.WITH_LEADER,
            permissions.may_present,
            (unfinished,),
        ),
        Transition(
            "submit",
            "nộp",
            frozenset({State.DRAFT, State.WITH_LEADER, State.RETURNED}),
            State.SUBMITTED,
            permissions.may_submit,
            (unfinished,),
        ),
        Transition(
            "hand_back",
            "chuyển lại để sửa",
            frozenset({State.WITH_LEADER}),
            State.DRAFT,
            permissions.may_submit,
            needs_reason=True,
        ),
        Transition("take_back", "rút lại", frozenset({State.WITH_LEADER}), State.DRAFT, permissions.may_present),
        Transition("accept", "nhận", frozenset({State.SUBMITTED}), State.ACCEPTED, permissions.may_receive),
        Transition(
            "return",
            "trả lại",
            frozenset({State.SUBMITTED, State.ACCEPTED}),
            State.RETURNED,
            permissions.may_receive,
            needs_reason=True,
        ),
    ),
)
