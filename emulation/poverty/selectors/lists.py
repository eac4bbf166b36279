"""Lists of reviews: a commune's periods, and the communes of a town or province in one period.

Reviews know no campaign: what is due comes from duties, the standard from the year.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from campaign_portal.foundation import access, clock, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.duties.models import Duty
from emulation.duties.selectors import Timeliness, timeliness_of
from emulation.people.models import Function, Office
from emulation.people.selectors import office_doing
from emulation.poverty.models import PovertyStandard, ReviewSet
from emulation.poverty.selectors.figures import Figures, figures_by, total_of
from emulation.poverty.selectors.sheet import Sheet, sheets_of
from emulation.territory.models import SEES_BELOW, Level, Unit
from emulation.territory.selectors import communes_below

STATE_PILLS = {
    "": ("", "Chưa nhập"),
    ReviewSet.State.DRAFT: ("now", "Đang nhập"),
    ReviewSet.State.WITH_LEADER: ("now", "Chờ lãnh đạo xã"),
    ReviewSet.State.SUBMITTED: ("wait", "Đã nộp, chờ duyệt"),
    ReviewSet.State.RETURNED: ("wait", "Trả lại để bổ sung"),
    ReviewSet.State.APPROVED: ("ok", "Đã duyệt"),
}


def home_unit(user) -> Unit | None:
    """The unit whose reviews a person's first page is about: the highest one that a post lets him see below."""
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET]
    posts = [post for post in access.scope(user).posts if post.office_function in SEES_BELOW]
    if not posts:
        return None
    return Unit.objects.get(pk=min(posts, key=lambda post: order.index(Level(post.unit_level))).unit_id)


def receiver_of(review: ReviewSet) -> Office | None:
    """The office that reviews are handed to: what does poverty work at the unit above the commune (S3 V.1)."""
    above = review.district or review.province
    return office_doing(Function.POVERTY_STANDING_OFFICE, above, clock.today()) if above else None


def waiting_for_decision(unit: Unit, period: str) -> QuerySet[ReviewSet]:
    """Handed in below a unit and not decided on."""
    return ReviewSet.objects.below(unit).filter(period=period, state=ReviewSet.State.SUBMITTED)


def standard_of_year(year: int) -> PovertyStandard | None:
    """The national standard that rules a year's reviews; of several the newest."""
    return PovertyStandard.objects.filter(first_year__lte=year, last_year__gte=year).order_by("first_year").last()


@dataclass(frozen=True)
class ReviewPeriod:
    """A period that reviews are owed for somewhere below a unit."""

    key: str
    opens_on: dt.date | None
    due_on: dt.date | None

    @property
    def period(self) -> Period:
        return Period(self.key)

    @property
    def is_open(self) -> bool:
        return self.opens_on is None or self.opens_on <= clock.today()


# The list a year begins with is no period of anybody's work until it is corrected.
_MENDED_OPENING = Q(is_opening=True, version__gt=1)


def review_periods(unit: Unit) -> list[ReviewPeriod]:
    """What a campaign's calendar asks for below a unit, and what was reviewed without being asked. Two statements."""
    asked = (
        Duty.objects.below(unit)
        .filter(kind=Duty.Kind.REVIEW, office__isnull=True, cancelled_at__isnull=True)
        .exclude(deadline_key="")
        .values("period")
        .annotate(opens_on=Min("opens_on"), due_on=Min("due_on"))
        .order_by()
    )
    found = {row["period"]: ReviewPeriod(row["period"], row["opens_on"], row["due_on"]) for row in asked}
    entered = Q(is_opening=False) | _MENDED_OPENING
    done = ReviewSet.objects.below(unit).filter(entered).values_list("period", flat=True).distinct().order_by()
    for key in done:
        found.setdefault(key, ReviewPeriod(key, None, None))
    return sorted(found.values(), key=lambda period: period.key)


def period_shown(periods: list[ReviewPeriod], asked_for: str) -> ReviewPeriod | None:
    """The period a person chose, else the last one that has begun, else the first to come."""
    chosen = next((period for period in periods if period.key == asked_for), None)
    begun = [period for period in periods if period.is_open]
    return chosen or (begun[-1] if begun else None) or (periods[0] if periods else None)


@dataclass(frozen=True)
class Line:
    """One review that is owed, or was made, with how it stands."""

    unit: Unit
    period: Period
    opens_on: dt.date | None
    review: ReviewSet | None
    owed: Timeliness | None
    sheet: Sheet | None = None
    figures: Figures | None = None  # only of what was handed in
    correction: ReviewSet | None = None  # a newer version in hand, while `review` counts

    @property
    def was_handed_in(self) -> bool:
        """Also when it was given back since: the first time counts for "on time"."""
        return self.review is not None and self.review.submitted_at is not None

    @property
    def is_returned(self) -> bool:
        """Handed in, given back, and not handed in again."""
        return self.review is not None and self.was_handed_in and self.review.state not in ReviewSet.SENT

    @property
    def in_hand(self) -> ReviewSet | None:
        """What somebody works on or decides on next: the correction, where there is one."""
        return self.correction or self.review

    @property
    def correction_pill(self) -> tuple[str, str]:
        """Of a correction in hand: who has it, and that it is one."""
        if self.correction is None:
            return "", ""
        kind, words = STATE_PILLS[self.correction.state]
        return kind, f"Đính chính lần {self.correction.version}: {words[:1].lower()}{words[1:]}"

    @property
    def state_pill(self) -> tuple[str, str]:
        return STATE_PILLS[self.review.state if self.review else ""]

    @property
    def time_pill(self) -> tuple[str, str]:
        """On time, late, or how long it still has."""
        if self.owed is None:
            return "", "Không có hạn"
        if self.owed.state == "on_time":
            return "ok", "Đúng hạn"
        if self.owed.state == "late":
            return "bad", f"Trễ {self.owed.days_late} ngày"
        if self.owed.state == "missing":
            return "bad", f"Quá hạn {self.owed.days_late} ngày"
        return "", clock.due_words(self.owed.duty.due_on).capitalize()

    @property
    def is_open(self) -> bool:
        return self.opens_on is None or self.opens_on <= clock.today()


def lines_of_commune(commune: Unit) -> list[Line]:
    """A commune's periods with what is missing in each: those begun, the newest first, then those to come."""
    periods = review_periods(commune)
    reviews = {
        review.period: review
        for review in ReviewSet.objects.filter(unit=commune, is_current=True, period__in=[one.key for one in periods])
        .select_related("unit", "standard")
        .order_by("standard__first_year")
    }
    mending = _corrections(ReviewSet.objects.filter(unit=commune))
    owed = _owed(Duty.objects.below(commune))
    sheets = sheets_of(reviews.values())
    begun = [period for period in periods if period.is_open or period.key in reviews]
    return [
        Line(
            unit=commune,
            period=period.period,
            opens_on=period.opens_on,
            review=(review := reviews.get(period.key)),
            owed=owed.get((commune.pk, period.key)),
            sheet=sheets[review.pk] if review else None,
            correction=mending.get((commune.pk, period.key)),
        )
        for period in [*reversed(begun), *(period for period in periods if period not in begun)]
    ]


def lines_below(unit: Unit, period: str, standard: PovertyStandard) -> list[Line]:
    """Every commune below a unit in one period. Ten statements, however many communes."""
    communes = communes_below(unit, Period(period).ends_on)
    reviews = {
        review.unit_id: review
        for review in ReviewSet.objects.below(unit)
        .filter(period=period, standard=standard, is_current=True)
        .select_related("unit", "standard")
    }
    figures = figures_by("commune", period, unit, standard)
    mending = _corrections(ReviewSet.objects.below(unit).filter(period=period, standard=standard))
    owed = _owed(Duty.objects.below(unit).filter(period=period))
    sheets = sheets_of(review for review in reviews.values() if review.state in ReviewSet.EDITABLE)
    return [
        Line(
            unit=commune,
            period=Period(period),
            opens_on=None,
            review=(review := reviews.get(commune.pk)),
            owed=owed.get((commune.pk, period)),
            sheet=sheets.get(review.pk) if review else None,
            figures=figures.get(commune.pk),
            correction=mending.get((commune.pk, period)),
        )
        for commune in communes
    ]


def _corrections(reviews: QuerySet[ReviewSet]) -> dict[tuple[int, str], ReviewSet]:
    found = reviews.in_hand().filter(is_current=False).select_related("unit", "standard")  # type: ignore[attr-defined]
    return {(review.unit_id, review.period): review for review in found}


def _owed(duties: QuerySet[Duty]) -> dict[tuple[int, str], Timeliness]:
    """(unit, period) → how the duty stands; of two campaigns' duties the earlier one."""
    found = (
        duties.filter(kind=Duty.Kind.REVIEW, office__isnull=True, cancelled_at__isnull=True)
        .exclude(deadline_key="")
        .select_related("fulfillment")
        .order_by("-due_on", "-pk")
    )
    return {(duty.unit_id, duty.period): timeliness_of(duty) for duty in found}


def narrowed(lines: Iterable[Line], *, text: str = "", state: str = "") -> list[Line]:
    """Lines whose commune's name holds the text, accents or not, in one of the chosen states."""
    wanted = vietnamese.fold(text)
    return [
        line for line in lines if wanted in vietnamese.fold(line.unit.title) and (not state or state_of(line) == state)
    ]


def state_of(line: Line) -> str:
    """For the filter: the state of what is in hand, "late" aside."""
    return line.in_hand.state if line.in_hand else "none"


def totals(lines: Iterable[Line]) -> Figures:
    """The sum of what was handed in; rates re-divided, never averaged."""
    return total_of(line.figures for line in lines if line.figures is not None)
