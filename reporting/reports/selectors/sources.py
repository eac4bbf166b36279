"""Where the filled figures of a report come from: reviews, contributions, the accepted registration."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.contributions.models import Contribution
from emulation.contributions.selectors import KindTotal, totals_by_kind
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules import columns
from emulation.registrations.models import PledgeItem, Registration
from reporting.reports import rules
from reporting.reports.models import Report
from reporting.reports.rules import FigureSpec, Number


@dataclass(frozen=True)
class FilledFigure:
    """One figure of a report as the page shows it.

    `value` None is "chưa có số", never 0; `gap` says why. `last` is the figure of the report before; it stands beside
    and is never taken over by itself.
    """

    spec: FigureSpec
    value: Number | None
    whole: Number | None = None
    source_key: str = ""
    source_url: str = ""
    source_words: str = ""
    is_provisional: bool = False
    last: Number | None = None
    last_whole: Number | None = None
    gap: str = ""
    note: str = ""

    @property
    def code(self) -> str:
        return self.spec.code

    @property
    def anchor(self) -> str:
        return f"so-{self.spec.code}"

    @property
    def shown(self) -> str:
        return rules.number_text(self.value)

    @property
    def shown_whole(self) -> str:
        return rules.number_text(self.whole)

    @property
    def shown_last(self) -> str:
        if self.spec.has_whole:
            return rules.share_text(self.last, self.last_whole)
        return rules.number_text(self.last)


def source_url(report: Report, source_key: str, spec: FigureSpec) -> str:
    """The page that shows what a figure was summed from; "" where there is none."""
    label, _, pk = source_key.partition(":")
    if label == ReviewSet._meta.label and pk.isdigit():
        return _review_url(int(pk), spec)
    if label == Contribution._meta.label:
        return _gifts_url(report, spec, pk)
    if label == Registration._meta.label and pk.isdigit():
        return reverse("registrations:page", args=[int(pk)])
    return ""


# --- Reviews ----------------------------------------------------------------------------------------------------------


def _review_url(pk: int, spec: FigureSpec) -> str:
    key = "poor_to_near" if spec.review_key == "escaped" else spec.review_key
    return poverty.source_url(pk, columns.field_name(columns.HOUSEHOLDS, key))


@dataclass(frozen=True)
class Reviews:
    """The list the year began with and the review of the period, of one unit."""

    period: str | None = None
    review: ReviewSet | None = None
    opening: ReviewSet | None = None
    now: Mapping[str, int | None] = field(default_factory=dict)
    start: Mapping[str, int | None] = field(default_factory=dict)
    escaped: int | None = None

    @classmethod
    def of(cls, report: Report) -> "Reviews":
        period = Period(report.period)
        standard = report.campaign.standard
        review_period = rules.review_period(period)
        opening_period = poverty.opening_period(period.year)
        found = {
            review.period: review
            for review in ReviewSet.objects.filter(
                unit_id=report.unit_id,
                standard=standard,
                is_current=True,
                period__in=[opening_period, review_period or opening_period],
            )
        }
        start = poverty.opening_figures(report.unit, period.year, standard)
        now = poverty.figures_of(report.unit, review_period, standard) if review_period else None
        return cls(
            review_period,
            found.get(review_period) if review_period else None,
            found.get(opening_period),
            now.counts if now else {},
            start.counts if start else {},
            now.escaped if now else None,
        )

    def figure(self, spec: FigureSpec) -> FilledFigure:
        counts, review = (self.start, self.opening) if spec.at_start else (self.now, self.review)
        if spec.review_key == "escaped":
            value = self.escaped
        else:
            value = counts.get(columns.field_name(columns.HOUSEHOLDS, spec.review_key))
        if value is None:
            return FilledFigure(spec, None, gap=self._gap(spec))
        return FilledFigure(
            spec,
            value,
            source_key=f"{review._meta.label}:{review.pk}" if review else "",
            source_url=_review_url(review.pk, spec) if review else "",
            source_words=self._words(spec),
            is_provisional=bool(review and review.is_provisional and not spec.at_start),
        )

    def _words(self, spec: FigureSpec) -> str:
        if spec.at_start:
            paper = self.opening.decision_number if self.opening else ""
            return f"danh sách đầu năm, {paper}" if paper else "danh sách đầu năm"
        return f"rà soát {Period(self.period or '').short_name}"

    def _gap(self, spec: FigureSpec) -> str:
        """Why there is no number."""
        if spec.at_start:
            return "chưa có danh sách đầu năm"
        if self.period is None:
            return "quý I không có rà soát"
        name = f"rà soát {Period(self.period).short_name}"
        if self.review is None:
            return f"{name} chưa nhập"
        doing = {
            ReviewSet.State.DRAFT: "đang nhập, chưa tính",
            ReviewSet.State.WITH_LEADER: "chờ lãnh đạo xã nộp, chưa tính",
            ReviewSet.State.RETURNED: "đang bổ sung, chưa tính",
        }
        return f"{name} {doing.get(ReviewSet.State(self.review.state), 'chưa có số này')}"


# --- Contributions ----------------------------------------------------------------------------------------------------

_KINDS = {
    "gifts_money_vnd": Contribution.Kind.MONEY,
    "gifts_goods_vnd": Contribution.Kind.GOODS,
    "labour_days": Contribution.Kind.LABOUR,
    "houses_built": Contribution.Kind.HOUSE_BUILT,
    "houses_repaired": Contribution.Kind.HOUSE_REPAIRED,
}


@dataclass(frozen=True)
class Given:
    """Confirmed contributions of the year so far: what a commune received, what an agency gave."""

    report: Report
    totals: Mapping[str, KindTotal]
    until: dt.date

    @classmethod
    def of(cls, report: Report) -> "Given":
        """Up to today, at most to the end of the period: a report sent late tells of its own quarter."""
        period = Period(report.period)
        until = min(clock.today(), period.ends_on)
        is_agency = report.party.office_id is not None
        totals = totals_by_kind(
            report.campaign,
            unit=None if is_agency else report.unit,
            party=report.party if is_agency else None,
            since=dt.date(period.year, 1, 1),
            up_to=until,
        )
        return cls(report, totals, until)

    def figure(self, spec: FigureSpec) -> FilledFigure:
        total = self.totals[_KINDS[spec.code]]
        value: Number = total.value_vnd if spec.is_money else rules.exact(total.quantity) or 0
        waiting = f"; {total.unconfirmed_count} khoản chờ giấy, chưa tính" if total.unconfirmed_count else ""
        key = f"{Contribution._meta.label}:{self.until.isoformat()}"
        return FilledFigure(
            spec,
            value,
            source_key=key,
            source_url=source_url(self.report, key, spec),
            source_words=f"đã xác nhận đến {vietnamese.day(self.until)}{waiting}",
        )


def _gifts_url(report: Report, spec: FigureSpec, until: str) -> str:
    whose = {"nguoi": report.party_id} if report.party.office_id else {"noi": report.unit_id}
    query = {"loc": "roi", "loai": _KINDS[spec.code].value, **whose, "den": until}
    return f"{reverse('contributions:index')}?{urlencode(query)}"


# --- The registration of the year -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pledged:
    """The households that the accepted registration names: a first value, to be typed over."""

    report: Report
    value: Number
    key: str

    @classmethod
    def of(cls, report: Report) -> "Pledged | None":
        item = (
            PledgeItem.objects.filter(
                registration__campaign=report.campaign_id,
                registration__party=report.party_id,
                registration__year=Period(report.period).year,
                registration__state=Registration.State.ACCEPTED,
                indicator__key=rules.REGISTERED_TO_ESCAPE,
                pledged__isnull=False,
            )
            .order_by("position")
            .first()
        )
        if item is None or item.pledged is None:
            return None
        return cls(report, rules.exact(item.pledged) or 0, f"{Registration._meta.label}:{item.registration_id}")

    def figure(self, spec: FigureSpec) -> FilledFigure:
        return FilledFigure(
            spec,
            self.value,
            source_key=self.key,
            source_url=source_url(self.report, self.key, spec),
            source_words="đăng ký thi đua đã nhận",
        )
