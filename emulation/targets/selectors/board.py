"""What was assigned and what is, place by place: the communes of a town, the hamlets of a commune."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import Campaign
from emulation.poverty import selectors as poverty
from emulation.poverty.models import ReviewSet
from emulation.poverty.selectors import Figures, Standing
from emulation.targets import rules
from emulation.targets.models import Target
from emulation.targets.rules import Evaluation
from emulation.targets.selectors import assigned, elapsed_by
from emulation.territory.models import Level, Unit
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
        return rules.VERDICT_WORDS[self.evaluation.verdict]

    @property
    def beats_words(self) -> tuple[str, str]:
        return rules.VERDICT_WORDS[self.beats.verdict] if self.beats else ("", "")


@dataclass(frozen=True)
class Board:
    """All places of a unit in one period, and the unit itself."""

    unit: Unit
    period: Period | None
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    total: Row
    extra: Target | None  # the target that asks more of marked places

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
        good = {rules.Verdict.MET, rules.Verdict.EXCEEDED, rules.Verdict.ON_COURSE}
        return sum(row.beats is not None and row.beats.verdict in good for row in self.rows)


def board(
    campaign: Campaign, unit: Unit, *, period: str | None = None, states: Iterable[str] = ReviewSet.SENT
) -> Board:
    """The places below a unit against their plans. A constant number of statements."""
    states = list(states)
    places = _places(unit)
    reviews, returned = _reviews(campaign, unit, states)
    opening = poverty.opening_period(campaign.year)
    periods = tuple(sorted({Period(review.period) for review in reviews.values() if review.period != opening}))
    chosen = next((known for known in periods if known.key == period), periods[-1] if periods else None)
    column = "commune" if unit.level in {Level.PROVINCE, Level.DISTRICT} else "unit"
    found = poverty.figures_by(column, chosen.key, unit, campaign.standard, states) if chosen else {}
    openings = _openings(campaign, unit, column)
    points = assigned(campaign, rules.POVERTY_RATE_FALL, campaign.year, [unit, *places, *_above(places)])
    households = assigned(campaign, rules.ESCAPED, campaign.year, [unit, *places])
    falls = list(campaign.targets.filter(indicator__key=rules.POVERTY_RATE_FALL).select_related("indicator"))
    extra = next((target for target in falls if target.marks and Target.Scope.EACH_COMMUNE in target.scopes), None)
    asked_more = marked(extra.marks, [unit, *places], campaign.ends_on) if extra else set()
    elapsed = elapsed_by(chosen.key if chosen else None)
    standings = _standings(unit, reviews, chosen)
    rows = tuple(
        _row(
            campaign,
            place,
            found.get(place.pk),
            openings.get(place.pk),
            points,
            households,
            reviews,
            chosen,
            elapsed,
            extra,
            asked_more,
            standings.get(place.pk),
            returned,
        )
        for place in places
    )
    handed_in = [row.figures for row in rows if row.figures]
    beaten = extra if unit.pk in asked_more else None
    total = _total(campaign, unit, handed_in, list(openings.values()), points, households, elapsed, beaten)
    return Board(unit, chosen, periods, rows, total, extra if asked_more else None)


def _openings(campaign: Campaign, unit: Unit, column: str) -> dict[int, Figures]:
    """Place → the approved list the year began with."""
    sums = poverty.sums_by(
        column, poverty.opening_period(campaign.year), unit, campaign.standard, {ReviewSet.State.APPROVED}
    )
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
    campaign: Campaign, unit: Unit, states: list[str]
) -> tuple[dict[tuple[int | None, str], ReviewSet], set[tuple[int | None, str]]]:
    """The current reviews of the year and the list it began with, by commune and period; and which were given back."""
    opening = poverty.opening_period(campaign.year)
    above = unit.commune if unit.level == Level.HAMLET and unit.commune else unit
    found = ReviewSet.objects.below(above).filter(standard=campaign.standard, is_current=True)
    wanted = found.filter(year=campaign.year) | found.filter(period=opening)
    reviews = {(review.commune_id, review.period): review for review in wanted.order_by("period")}
    shown = {key: review for key, review in reviews.items() if review.state in states or review.period == opening}
    returned = {key for key, review in reviews.items() if review.submitted_at and review.state not in ReviewSet.SENT}
    return shown, returned


def _row(
    campaign: Campaign,
    place: Unit,
    figures: Figures | None,
    opening: Figures | None,
    points: dict[int, Decimal],
    households: dict[int, Decimal],
    reviews: dict[tuple[int | None, str], ReviewSet],
    period: Period | None,
    elapsed: Fraction,
    extra: Target | None,
    asked_more: set[int],
    standing: Standing | None,
    returned: set[tuple[int | None, str]],
) -> Row:
    plan, plan_of = points.get(place.pk), None
    if plan is None and place.level == Level.HAMLET and place.commune_id in points:
        plan, plan_of = points[place.commune_id], place.commune
    fall = figures.poor_rate_fall if figures else None
    review = reviews.get((place.commune_id, period.key)) if period else None
    began_with = reviews.get((place.commune_id, poverty.opening_period(campaign.year)))
    return Row(
        unit=place,
        plan=plan,
        planned_households=households.get(place.pk),
        figures=figures,
        evaluation=_against(plan, fall, elapsed),
        beats=_beats(extra, plan, fall, elapsed) if extra and place.pk in asked_more else None,
        plan_of=plan_of,
        review_id=review.pk if review else None,
        elapsed=elapsed,
        opening=opening,
        opening_id=began_with.pk if began_with else None,
        is_being_written=review is not None and review.state not in ReviewSet.SENT,
        standing=standing,
        is_returned=period is not None and place.level == Level.COMMUNE and (place.pk, period.key) in returned,
    )


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


def _against(plan: Decimal | None, fall: Fraction | None, elapsed: Fraction) -> Evaluation:
    """Meets the plan, or beats it: equal is đạt, above is vượt."""
    if plan is None:
        return Evaluation(rules.Verdict.NO_DATA, fall, None)
    return rules.evaluate("at_least", plan, plan, fall, elapsed=elapsed)


def _beats(extra: Target, plan: Decimal | None, fall: Fraction | None, elapsed: Fraction) -> Evaluation:
    """S3 II.1: communes building new-rural beat the town's plan by 30–40 %."""
    return rules.evaluate(
        extra.condition,
        extra.low,
        extra.high,
        fall,
        plan=None if plan is None else Fraction(plan),
        elapsed=elapsed,
    )


def _total(
    campaign: Campaign,
    unit: Unit,
    handed_in: list[Figures],
    openings: list[Figures],
    points: dict[int, Decimal],
    households: dict[int, Decimal],
    elapsed: Fraction,
    beaten: Target | None,
) -> Row:
    """The unit itself, on the same places as have handed in; the campaign's own target where it launched it."""
    figures = poverty.total_of(handed_in) if handed_in else None
    plan = points.get(unit.pk)
    if unit.pk == campaign.unit_id:
        falls = campaign.targets.filter(indicator__key=rules.POVERTY_RATE_FALL)
        own = next((target for target in falls if Target.Scope.UNIT in target.scopes), None)
        plan = own.low if own else plan
    fall = figures.poor_rate_fall if figures else None
    return Row(
        unit=unit,
        plan=plan,
        planned_households=households.get(unit.pk),
        figures=figures,
        evaluation=_against(plan, fall, elapsed),
        elapsed=elapsed,
        opening=poverty.total_of(openings) if openings else None,
        beats=_beats(beaten, plan, fall, elapsed) if beaten else None,
    )
