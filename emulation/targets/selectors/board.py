"""What was assigned and what is, place by place: the communes of a town, the hamlets of a commune."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import Figures, Standing
from emulation.targets import rules
from emulation.targets.models import Target
from emulation.targets.rules import Evaluation, goals
from emulation.targets.rules.facts import Facts
from emulation.targets.rules.language import Condition, Goal, Span
from emulation.targets.rules.verdicts import GOOD, Reading
from emulation.targets.selectors.plans import assigned, elapsed_by
from emulation.targets.selectors.progress import working_year
from emulation.territory.models import Level, Unit, UnitMark
from emulation.territory.selectors import communes_below, hamlets_of, marked

_STANDING_WORDS = {
    Standing.WRONG: ("bad", "Số chưa dùng được: cần sửa"),
    Standing.BEGUN: ("now", "Đang nhập, còn ô trống"),
    Standing.EMPTY: ("", "Chưa nhập"),
}

_WHY_NOT = {
    Standing.WRONG: "có số cần sửa",
    Standing.BEGUN: "còn ô trống",
    Standing.EMPTY: "chưa nhập",
    None: "chưa có số",
}


@dataclass(frozen=True)
class Row:
    """One place: its plan, its figures, the verdict on the fall; `beats` on the target of its mark (S3 II.1)."""

    unit: Unit
    plan: Decimal | None
    planned_households: Decimal | None
    figures: Figures | None
    evaluation: Evaluation
    elapsed: Fraction = Fraction(1)  # the part of the year gone at the end of the period
    opening: Figures | None = None  # the list the year began with, also of a place that has not handed in yet
    beats: Evaluation | None = None
    plan_of: Unit | None = None  # whose plan it is judged on, where it has none of its own
    review_id: int | None = None
    opening_id: int | None = None
    is_being_written: bool = False
    standing: Standing | None = None  # of a hamlet whose commune is still entering
    is_returned: bool = False  # a commune's that was handed in and given back

    @property
    def fall(self) -> Fraction | None:
        return self.figures.poor_rate_fall if self.figures else None

    @property
    def mark(self) -> Fraction | None:
        """What is asked by now: the year's plan, or its part by time ("ước theo thời gian")."""
        return None if self.plan is None else Fraction(self.plan) * self.elapsed

    @property
    def share_of_plan(self) -> Fraction | None:
        """How much of the year's plan is done, as a rate."""
        return None if self.fall is None or not self.plan else self.fall / Fraction(self.plan)

    @property
    def verdict_words(self) -> tuple[str, str]:
        """The verdict; where there are no figures, whose turn it is to bring them."""
        if self.figures is None and self.standing in _STANDING_WORDS:
            return _STANDING_WORDS[self.standing]
        if self.figures is None and self.is_returned:
            return "wait", "Trả lại để bổ sung"
        return self.evaluation.words

    @property
    def beats_words(self) -> tuple[str, str]:
        return self.beats.words if self.beats else ("", "")


@dataclass(frozen=True)
class Board:
    """All places of a unit in one period, and the unit itself."""

    unit: Unit
    period: Period | None
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    total: Row
    extra: Target | None  # the target that asks more of marked places
    year: int = 0

    @property
    def is_of_communes(self) -> bool:
        """Its places hand in by themselves; a hamlet does not."""
        return self.unit.level in {Level.PROVINCE, Level.DISTRICT}

    @property
    def hamlet_word(self) -> str:
        kinds = {row.unit.kind.lower() for row in self.rows}
        return kinds.pop() if len(kinds) == 1 else "thôn, tổ"

    @property
    def handed_in(self) -> int:
        return sum(row.figures is not None for row in self.rows)

    @property
    def coverage(self) -> str:
        """What the unit's own figures are of: "4 trên 7 thôn có số dùng được"."""
        having = "nơi có số" if self.is_of_communes else f"{self.hamlet_word} có số dùng được"
        return f"{self.handed_in} trên {len(self.rows)} {having}"

    @property
    def is_provisional(self) -> bool:
        return any(row.figures.is_provisional for row in self.rows if row.figures)

    @property
    def marked_rows(self) -> list[Row]:
        return [row for row in self.rows if row.beats is not None]

    @property
    def without_figures(self) -> list[tuple[int, str]]:
        """How many places have none, and why: "1 có số cần sửa, 2 chưa nhập"; of communes "chưa nộp"."""
        if self.is_of_communes:
            returned = sum(row.is_returned for row in self.rows)
            silent = len(self.rows) - self.handed_in - returned
            said = [(returned, "trả lại để bổ sung"), (silent, "chưa nộp")]
            return [(number, why) for number, why in said if number]
        standings = Counter(row.standing for row in self.rows if row.figures is None)
        return [(standings[standing], why) for standing, why in _WHY_NOT.items() if standings[standing]]

    def counted(self, *verdicts: rules.Verdict) -> int:
        return sum(row.evaluation.verdict in verdicts for row in self.rows)

    @property
    def extra_on_course(self) -> int:
        """How many marked places are where the extra target wants them by now."""
        return sum(row.beats is not None and row.beats.verdict in GOOD for row in self.rows)


def board(
    campaign: Campaign,
    unit: Unit,
    *,
    period: str | None = None,
    states: Iterable[str] = ReviewSet.SENT,
    year: int | None = None,
) -> Board:
    """The places below a unit against their plans, in one year. A constant number of statements."""
    states = list(states)
    year = year or working_year(campaign)
    places = _places(unit)
    reviews, returned = _reviews(campaign, unit, states, year)
    opening = poverty.opening_period(year)
    periods = tuple(sorted({Period(review.period) for review in reviews.values() if review.period != opening}))
    chosen = next((known for known in periods if known.key == period), periods[-1] if periods else None)
    column = "commune" if unit.level in {Level.PROVINCE, Level.DISTRICT} else "unit"
    found = poverty.figures_by(column, chosen.key, unit, campaign.standard, states) if chosen else {}
    openings = _openings(campaign, unit, column, year)
    points = assigned(campaign, rules.POVERTY_RATE_FALL, year, [unit, *places, *_above(places)])
    households = assigned(campaign, rules.ESCAPED, year, [unit, *places])
    falls = _falls(campaign, year)
    extra = next(
        (target for target in falls if target.condition == Target.Condition.BEATS_PLAN_BY and target.marks), None
    )
    asked_more = marked(extra.marks, [unit, *places], dt.date(year, 12, 31)) if extra else set()
    standings = _standings(unit, reviews, chosen)
    judge = _Judge(campaign, year, falls, elapsed_by(chosen.key if chosen else None), points, extra)
    began_with = {commune: review.pk for (commune, key), review in reviews.items() if key == opening}
    rows = []
    for place in places:
        review = reviews.get((place.commune_id, chosen.key)) if chosen else None
        figures = found.get(place.pk)
        rows.append(
            judge.row(
                place,
                figures,
                asks_more=place.pk in asked_more,
                planned_households=households.get(place.pk),
                review_id=review.pk if review else None,
                opening=openings.get(place.pk),
                opening_id=began_with.get(place.commune_id),
                is_being_written=review is not None and review.state not in ReviewSet.SENT,
                standing=standings.get(place.pk),
                is_returned=place.level == Level.COMMUNE and chosen is not None and (place.pk, chosen.key) in returned,
            )
        )
    handed_in = [row.figures for row in rows if row.figures]
    total = judge.row(
        unit,
        poverty.total_of(handed_in) if handed_in else None,
        asks_more=unit.pk in asked_more,
        planned_households=households.get(unit.pk),
        opening=poverty.total_of(list(openings.values())) if openings else None,
    )
    return Board(unit, chosen, periods, tuple(rows), total, extra if asked_more else None, year)


def _falls(campaign: Campaign, year: int) -> list[Target]:
    """The targets that ask a fall of the poverty rate in this one year, of everybody."""
    found = campaign.targets.filter(
        indicator__key=rules.POVERTY_RATE_FALL,
        span__in=[Target.Span.IN_YEAR, Target.Span.EACH_YEAR],
        first_year__lte=year,
        last_year__gte=year,
    )
    return [target for target in found.select_related("indicator") if not target.groups]


_SCOPES = {
    Level.DISTRICT: Target.Scope.EACH_DISTRICT,
    Level.COMMUNE: Target.Scope.EACH_COMMUNE,
    Level.HAMLET: Target.Scope.EACH_HAMLET,
}


@dataclass(frozen=True)
class _Judge:
    """Holds a year's falls against the plans, by the one engine."""

    campaign: Campaign
    year: int
    falls: Sequence[Target]
    elapsed: Fraction
    points: Mapping[int, Decimal]
    extra: Target | None

    def row(self, place: Unit, figures: Figures | None, *, asks_more: bool, **more: Any) -> Row:
        plan, plan_of, goal = self._asked(place)
        facts = self._facts(figures, plan, plan_of)
        return Row(
            unit=place,
            plan=plan,
            figures=figures,
            evaluation=goals.judge(goal, facts, self.year),
            beats=goals.judge(self.extra.goal, facts, self.year) if self.extra and asks_more else None,
            plan_of=plan_of,
            elapsed=self.elapsed,
            **more,
        )

    def _asked(self, place: Unit) -> tuple[Decimal | None, Unit | None, Goal]:
        """The target of the unit that launched; else the place's own plan, its commune's, or what all are asked."""
        own = self._floor(Target.Scope.UNIT) if place.pk == self.campaign.unit_id else None
        if own is not None:
            return own.low, None, own.goal
        if place.pk in self.points:
            return self.points[place.pk], None, self._goal
        if place.level == Level.HAMLET and (lent := self.points.get(place.commune_id or 0)) is not None:
            return lent, place.commune, self._goal
        common = self._floor(_SCOPES[Level(place.level)]) if place.level in _SCOPES else None
        return (None, None, self._goal) if common is None else (common.low, None, common.goal)

    def _floor(self, scope: str) -> Target | None:
        return next(
            (
                target
                for target in self.falls
                if target.condition == Target.Condition.AT_LEAST and scope in target.scopes and not target.marks
            ),
            None,
        )

    @property
    def _goal(self) -> Goal:
        """Meets the plan, or beats it: equal is đạt, above is vượt."""
        spec = rules.INDICATORS[rules.POVERTY_RATE_FALL]
        return Goal(spec, Condition.MEETS_PLAN, Span.IN_YEAR, self.year, self.year)

    def _facts(self, figures: Figures | None, plan: Decimal | None, plan_of: Unit | None) -> Facts:
        plans = {} if plan is None else {self.year: Fraction(plan)}
        start = _reading(figures.start_count, self.year - 1, Fraction(1), False) if figures else None
        end = _reading(figures.count, self.year, self.elapsed, figures.is_provisional) if figures else None
        return Facts(
            at={reading.year: reading for reading in (start, end) if reading},
            pairs={(self.year - 1, self.year): (start, end)} if start and end else {},
            plans=plans,
            plan_of=plan_of.title if plan_of else "",
            standard=self.campaign.standard.name,
        )


def _reading(count: Callable[[str], int | None], year: int, elapsed: Fraction, provisional: bool) -> Reading | None:
    poor, total = count("poor_end"), count("total")
    if poor is None or total is None:
        return None
    return Reading(Fraction(poor), Fraction(total), year, elapsed, provisional)


def _openings(campaign: Campaign, unit: Unit, column: str, year: int) -> dict[int, Figures]:
    """Place → the approved list the year began with."""
    sums = poverty.sums_by(column, poverty.opening_period(year), unit, campaign.standard, {ReviewSet.State.APPROVED})
    return {place: Figures(counts, {}, hamlets, False) for place, (counts, hamlets, _) in sums.items()}


def _places(unit: Unit) -> list[Unit]:
    """Whose rows they are: communes of what lies above communes, a commune's hamlets, a hamlet itself."""
    if unit.level == Level.HAMLET:
        return [unit]
    return hamlets_of(unit) if unit.level == Level.COMMUNE else communes_below(unit)


def _above(places: Iterable[Unit]) -> list[Unit]:
    """The communes whose plan stands in for hamlets without their own (S3 IV.2.2; one object is enough)."""
    ids = {place.commune_id for place in places if place.level == Level.HAMLET and place.commune_id}
    return list(Unit.objects.filter(pk__in=ids))


def _reviews(
    campaign: Campaign, unit: Unit, states: list[str], year: int
) -> tuple[dict[tuple[int | None, str], ReviewSet], set[tuple[int | None, str]]]:
    """The current reviews of the year and the list it began with, by commune and period; and which were given back."""
    opening = poverty.opening_period(year)
    above = unit.commune if unit.level == Level.HAMLET and unit.commune else unit
    found = ReviewSet.objects.below(above).filter(standard=campaign.standard, is_current=True)
    wanted = found.filter(period__startswith=f"{year}-") | found.filter(period=opening)
    reviews = {(review.commune_id, review.period): review for review in wanted.order_by("period")}
    shown = {key: review for key, review in reviews.items() if review.state in states or review.period == opening}
    returned = {key for key, review in reviews.items() if review.submitted_at and review.state not in ReviewSet.SENT}
    return shown, returned


def _standings(
    unit: Unit, reviews: dict[tuple[int | None, str], ReviewSet], period: Period | None
) -> dict[int, Standing]:
    """Hamlet → how far its figures are in a review that its own commune is still entering."""
    if unit.level not in {Level.COMMUNE, Level.HAMLET} or period is None:
        return {}
    commune = unit.pk if unit.level == Level.COMMUNE else unit.commune_id
    review = reviews.get((commune, period.key))
    if review is None or review.state in ReviewSet.SENT:
        return {}
    return {row.row.unit_id: row.standing for row in poverty.sheet_of(review).rows}


def marks_of(units: Iterable[int], year: int) -> dict[int, set[str]]:
    """Unit → the marks it carried at the end of a year. One statement."""
    day = dt.date(year, 12, 31)
    rows = UnitMark.objects.filter(unit__in=list(units), valid_from__lte=day).exclude(valid_to__lt=day)
    found: dict[int, set[str]] = {}
    for unit, mark in rows.values_list("unit_id", "mark"):
        found.setdefault(unit, set()).add(mark)
    return found
