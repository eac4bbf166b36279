"""The figures of a report as they stand now, or as a submission froze them, and what they come to."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation.periods import Period
from emulation.targets import rules as indicators
from emulation.targets.selectors import assigned
from reporting.reports import rules
from reporting.reports.models import Figure, Report
from reporting.reports.rules import FigureSpec, Number, Poverty, Source
from reporting.reports.selectors.contents import Form
from reporting.reports.selectors.sources import FilledFigure, Given, Pledged, Reviews, source_url

Filled = list[FilledFigure]


def by_code(figures: Filled) -> dict[str, FilledFigure]:
    return {figure.code: figure for figure in figures}


def poverty_of(figures: Filled) -> Poverty:
    """Rates and falls out of a report's figures."""
    return Poverty({figure.code: figure.value for figure in figures})


def figures_now(report: Report, form: Form) -> Filled:
    """Every figure of the report's form as it stands now. A fixed number of statements; works before the first save."""
    sources = {spec.source for spec in form.specs}
    typed = _typed_rows(report)
    last = last_figures(report)
    reviews = Reviews.of(report) if Source.REVIEW in sources else None
    given = Given.of(report) if Source.CONTRIBUTIONS in sources else None
    pledged = Pledged.of(report) if rules.REGISTERED_TO_ESCAPE not in typed else None
    filled = []
    for spec in form.specs:
        if spec.source == Source.REVIEW and reviews:
            figure = reviews.figure(spec)
        elif spec.source == Source.CONTRIBUTIONS and given:
            figure = given.figure(spec)
        elif spec.code == rules.REGISTERED_TO_ESCAPE and pledged:
            figure = pledged.figure(spec)
        else:
            figure = _kept(report, spec, typed.get(spec.code))
        filled.append(_beside(figure, last.get(spec.code)))
    return filled


def _beside(figure: FilledFigure, before: Figure | None) -> FilledFigure:
    if before is None:
        return figure
    return replace(figure, last=rules.exact(before.value), last_whole=rules.exact(before.whole))


def _typed_rows(report: Report) -> dict[str, Figure]:
    if not report.pk:
        return {}
    rows = Figure.objects.filter(report=report, submission=report.open_submission)
    return {row.code: row for row in rows}


def frozen_figures(report: Report, submission: int) -> Filled:
    """The figures of a submission as it froze them, in the order of every table. Three statements."""
    rows = {row.code: row for row in Figure.objects.filter(report=report, submission=submission)}
    last = last_figures(report)
    return [
        _beside(_kept(report, spec, rows[spec.code]), last.get(spec.code))
        for spec in rules.FIGURES.values()
        if spec.code in rows
    ]


def _kept(report: Report, spec: FigureSpec, row: Figure | None) -> FilledFigure:
    if row is None:
        return FilledFigure(spec, None)
    return FilledFigure(
        spec,
        rules.exact(row.value),
        rules.exact(row.whole),
        source_key=row.source_key,
        source_url=source_url(report, row.source_key, spec),
        source_words=_words(report, spec, row),
        is_provisional=row.is_provisional,
        note=row.note,
    )


def _words(report: Report, spec: FigureSpec, row: Figure) -> str:
    if not row.source_key:
        return ""
    if spec.is_typed:
        return "đăng ký thi đua đã nhận"
    if spec.source == Source.CONTRIBUTIONS:
        return "đóng góp đã xác nhận"
    if spec.at_start:
        return "danh sách đầu năm"
    review = rules.review_period(Period(report.period))
    return f"rà soát {Period(review).short_name}" if review else "rà soát"


def last_figures(report: Report) -> dict[str, Figure]:
    """The figures of this participant's last sent report of the same year before this one. Two statements."""
    before = (
        Report.objects.filter(
            campaign=report.campaign_id,
            party=report.party_id,
            period__startswith=f"{Period(report.period).year}-",
            period__lt=report.period,
            submission_count__gt=0,
        )
        .exclude(period__contains="-D")  # asked for out of turn: before no quarter and after none
        .order_by("period")
        .last()
    )
    if before is None:
        return {}
    return {row.code: row for row in Figure.objects.filter(report=before, submission=before.submission_count)}


# --- What the figures come to, beside the plan -----------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """A unit's rates and falls beside what it was assigned for the year (S3 II.1; nothing where nobody assigned)."""

    poverty: Poverty
    escaped: Number | None
    plan_points: Decimal | None
    plan_households: Decimal | None
    period: Period

    @property
    def asked_by_now(self) -> Fraction | None:
        """The plan's part by the end of the period, linear: "ước theo thời gian"; none at the year's end."""
        return rules.asked_by_now(self.plan_points, self.period) if self.period.last_month < 12 else None

    @property
    def is_behind(self) -> bool:
        asked = rules.asked_by_now(self.plan_points, self.period)
        fall = self.poverty.fall_points
        return fall is not None and asked is not None and fall < asked


def outcome_of(report: Report, figures: Filled) -> Outcome | None:
    """None for a participant without poverty figures of its own (an agency). Two statements."""
    known = by_code(figures)
    if "poor_start" not in known:
        return None
    year = Period(report.period).year
    units = [report.unit]
    return Outcome(
        poverty_of(figures),
        known["escaped"].value if "escaped" in known else None,
        assigned(report.campaign, indicators.POVERTY_RATE_FALL, year, units).get(report.unit_id),
        assigned(report.campaign, indicators.ESCAPED, year, units).get(report.unit_id),
        Period(report.period),
    )
