"""A unit's compilation of one period: who is in, who is missing and why, which versions were sent, what changed since.

Which units belong below is asked of the tree of the day the figures stand for: districts where there are any, communes
where they hang directly below (from 01/7/2025). A district that has ended without an approved compilation can't make
one any more: its communes stand directly below the province. A fixed number of statements for any number of communes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import F, Q, QuerySet

from campaign_portal.foundation import clock
from campaign_portal.foundation.periods import Period
from emulation.people.models import Function, Office
from emulation.people.selectors import office_doing
from emulation.poverty.models import ApprovalPart, CommuneTotal, PovertyStandard, ReviewApproval, ReviewSet
from emulation.poverty.rules import columns, stages
from emulation.poverty.selectors.figures import Counts, Figures, figures_by, total_of
from emulation.poverty.selectors.lists import STATE_PILLS
from emulation.poverty.selectors.sheet import joined
from emulation.territory.models import Level, Unit

State = ReviewApproval.State

PILLS = {
    "": ("", "Chưa tổng hợp"),
    State.COMPILING: ("now", "Đang tổng hợp"),
    State.SUBMITTED: ("wait", "Đã trình, chờ phê duyệt"),
    State.RETURNED: ("wait", "Trả lại"),
    State.APPROVED: ("ok", "Đã phê duyệt"),
    State.PUBLISHED: ("ok", "Đã công bố"),
    State.REOPENED: ("", "Đã mở lại để đính chính"),
}


# --- The tree of that day --------------------------------------------------------------------------------------------


def compiler_of(unit: Unit) -> Office | None:
    """The office that owes a unit's compilation."""
    return office_doing(Function.POVERTY_STANDING_OFFICE, unit, clock.today())


def compiling_unit(review: ReviewSet) -> Unit | None:
    """The unit directly above a commune, by the tree its review was written in; a district that has ended is stepped
    over."""
    district = review.district
    if district is not None and not district.has_ended:
        return district
    return review.province


def units_below(unit: Unit, on: dt.date, *, settled: Iterable[int] = ()) -> list[Unit]:
    """The units directly below on a day, in official order; an ended district that is not `settled` gives way to its
    communes."""
    found = list(
        Unit.objects.valid_on(on).below(unit).filter(level__in=[Level.DISTRICT, Level.COMMUNE]).order_by("code", "pk")
    )
    settled = set(settled)
    gone = {u.pk for u in found if u.level == Level.DISTRICT and u.has_ended and u.pk not in settled}
    return [
        one
        for one in found
        if one.pk != unit.pk and one.pk not in gone and (one.parent_id == unit.pk or one.parent_id in gone)
    ]


# --- Who is in -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Child:
    """One unit directly below, as far as it has come."""

    unit: Unit
    review: ReviewSet | None = None  # of a commune: the one that counts
    correction: ReviewSet | None = None  # of a commune: a newer one in hand
    approval: ReviewApproval | None = None  # of a district: its current compilation
    communes: int = 0  # of a district: how many it has, and how many are approved
    approved: int = 0
    figures: Figures | None = None

    @property
    def is_district(self) -> bool:
        return self.unit.level == Level.DISTRICT

    @property
    def is_in(self) -> bool:
        """Approved, and nothing of it under correction."""
        if self.is_district:
            return self.approval is not None and self.approval.state in ReviewApproval.SETTLED
        return self.review is not None and self.review.state == ReviewSet.State.APPROVED and self.correction is None

    @property
    def why_not(self) -> str:
        """ "chưa nhập", "đã nộp, chờ duyệt", "đang đính chính lần 2"; "" of one that is in."""
        if self.is_in:
            return ""
        if self.is_district:
            words = PILLS[self.approval.state if self.approval else ""][1]
        elif self.correction is not None:
            return f"đang đính chính lần {self.correction.version}"
        else:
            words = STATE_PILLS[self.review.state if self.review else ""][1]
        return words[:1].lower() + words[1:]

    @property
    def pill(self) -> tuple[str, str]:
        if self.is_district:
            return PILLS[self.approval.state if self.approval else ""]
        if self.correction is not None:
            return "now", f"Đang đính chính lần {self.correction.version}"
        return STATE_PILLS[self.review.state if self.review else ""]


@dataclass
class Compilation:
    """Everything a unit's page says of one period on one standard."""

    unit: Unit
    period: Period
    standard: PovertyStandard
    approval: ReviewApproval | None
    children: list[Child]
    figures: Figures | None = None
    changes: list["Change"] = field(default_factory=list)

    @cached_property
    def missing(self) -> list[Child]:
        return [child for child in self.children if not child.is_in]

    @property
    def have_come(self) -> list[Child]:
        return [child for child in self.children if child.is_in]

    @property
    def is_whole(self) -> bool:
        return bool(self.children) and not self.missing

    @property
    def word(self) -> str:
        """What lies below: "huyện, thị xã" or "xã, phường"."""
        return "huyện, thị xã" if any(child.is_district for child in self.children) else "xã, phường"

    @property
    def missing_words(self) -> str:
        """ "Tả Van (chưa nhập) và Mường Hoa (đã nộp, chờ duyệt)"; "" when nobody is missing."""
        return joined([f"{child.unit.name} ({child.why_not})" for child in self.missing])

    @property
    def state(self) -> str:
        return self.approval.state if self.approval else ""

    @property
    def pill(self) -> tuple[str, str]:
        return PILLS[self.state]

    @property
    def stage(self) -> tuple[str, str]:
        """How far the unit's figures are."""
        found = stages.of_compilation(self.state, whole_year=self.period.months == 12)
        return stages.pill(found, self.approval.decision_number if self.approval else "")


def current_approval(unit: Unit, period: str, standard: PovertyStandard) -> ReviewApproval | None:
    return (
        ReviewApproval.objects.filter(unit=unit, period=period, standard=standard, is_current=True)
        .select_related("unit__parent", "standard", "corrects", "submitted_by")
        .first()
    )


def compilation_of(unit: Unit, period: str, standard: PovertyStandard, *, with_figures: bool = True) -> Compilation:
    """Eleven statements, however many districts and communes; seven without figures."""
    own: ReviewApproval | None = None
    below: dict[int, ReviewApproval] = {}
    found = ReviewApproval.objects.below(unit).filter(period=period, standard=standard, is_current=True)
    for approval in found.select_related("unit__parent", "standard", "corrects", "submitted_by"):
        if approval.unit_id == unit.pk:
            own = approval
        else:
            below[approval.unit_id] = approval
    children = _children(unit, period, standard, below, with_figures=with_figures)
    figures = total_of(child.figures for child in children if child.figures) if with_figures else None
    made = Compilation(unit, Period(period), standard, own, children, figures)
    if with_figures and own is not None:
        made.changes = changes_of(own)
    return made


def _children(
    unit: Unit, period: str, standard: PovertyStandard, below: Mapping[int, ReviewApproval], *, with_figures: bool
) -> list[Child]:
    settled = [pk for pk, approval in below.items() if approval.state in ReviewApproval.SETTLED]
    on = Period(period).ends_on
    units = units_below(unit, on, settled=settled)
    current: dict[int, ReviewSet] = {}
    mending: dict[int, ReviewSet] = {}
    reviews = ReviewSet.objects.below(unit).filter(period=period, standard=standard)
    for review in reviews.filter(Q(is_current=True) | ~Q(state=ReviewSet.State.APPROVED)).select_related("unit"):
        (current if review.is_current else mending)[review.unit_id] = review
    in_districts = _counted_by_district(unit, on, current, mending)
    figures = _figures(unit, period, standard, units) if with_figures else {}
    children = []
    for one in units:
        if one.level == Level.DISTRICT:
            communes, approved = in_districts.get(one.pk, (0, 0))
            child = Child(one, approval=below.get(one.pk), communes=communes, approved=approved)
        else:
            child = Child(one, current.get(one.pk), mending.get(one.pk))
        children.append(replace(child, figures=figures.get(one.pk)))
    return children


def _counted_by_district(
    unit: Unit, on: dt.date, current: Mapping[int, ReviewSet], mending: Mapping[int, ReviewSet]
) -> dict[int, tuple[int, int]]:
    """District → its communes of that day and how many of them are approved."""
    if unit.level != Level.PROVINCE:
        return {}
    counted: dict[int, tuple[int, int]] = {}
    communes = Unit.objects.valid_on(on).below(unit).filter(level=Level.COMMUNE, district__isnull=False)
    for pk, district in communes.values_list("pk", "district_id"):
        review = current.get(pk)
        is_in = review is not None and review.state == ReviewSet.State.APPROVED and pk not in mending
        every, approved = counted.get(district, (0, 0))
        counted[district] = (every + 1, approved + is_in)
    return counted


def _figures(unit: Unit, period: str, standard: PovertyStandard, units: list[Unit]) -> dict[int, Figures]:
    found: dict[int, Figures] = {}
    levels = {one.level for one in units}
    if Level.DISTRICT in levels:
        found |= figures_by("district", period, unit, standard)
    if Level.COMMUNE in levels:
        found |= figures_by("commune", period, unit, standard)
    return found


# --- What was sent ---------------------------------------------------------------------------------------------------


def leaf_parts(approval: ReviewApproval, sending: int | None = None) -> QuerySet[ApprovalPart]:
    """The communes' versions that a sending covers (the last one without a number), directly or through districts."""
    number = approval.sending if sending is None else sending
    children = ApprovalPart.objects.filter(approval=approval, sending=number, child__isnull=False).values("child")
    return ApprovalPart.objects.filter(review__isnull=False).filter(
        Q(approval=approval, sending=number) | Q(approval__in=children, sending=F("approval__sending"))
    )


def covered_figures(approval: ReviewApproval) -> dict[int, tuple[ReviewSet, Counts]]:
    """Commune → the version its last sending covers, with that version's total: what an old compilation said."""
    totals = CommuneTotal.objects.filter(review__in=leaf_parts(approval).values("review")).select_related(
        "review", "unit__district"
    )
    return {total.unit_id: (total.review, total.counts) for total in totals.order_by("unit__code", "unit_id")}


def replaced_since(approval: ReviewApproval) -> list[ReviewSet]:
    """Versions that were covered and have been corrected since."""
    found = ReviewSet.objects.filter(pk__in=leaf_parts(approval).values("review"), is_current=False)
    return list(found.select_related("unit").order_by("unit__code"))


def locking(review: ReviewSet) -> QuerySet[ReviewApproval]:
    """The current compilations above a commune in its period: those that may cover it."""
    above = [pk for pk in (review.district_id, review.province_id) if pk]
    return ReviewApproval.objects.filter(
        unit__in=above, period=review.period, standard=review.standard_id, is_current=True
    )


def standing_parts(compiled: Compilation) -> list[tuple[str, ReviewSet | ReviewApproval]]:
    """What counts below now, as a sending would keep it: approved reviews, approved compilations of districts."""
    parts: list[tuple[str, ReviewSet | ReviewApproval]] = []
    for child in compiled.children:
        if child.is_district:
            if child.is_in and child.approval is not None:
                parts.append(("child", child.approval))
        elif child.review is not None and child.review.state == ReviewSet.State.APPROVED:
            parts.append(("review", child.review))
    return parts


def standing_keys(compiled: Compilation) -> set[tuple[str, int]]:
    return {(kind, thing.pk) for kind, thing in standing_parts(compiled)}


def sent_keys(approval: ReviewApproval) -> set[tuple[str, int]]:
    """The same of what the last sending covers."""
    parts = ApprovalPart.objects.filter(approval=approval, sending=approval.sending).values_list("review", "child")
    return {("child", child) if child else ("review", review) for review, child in parts}


def covering(approval: ReviewApproval) -> QuerySet[ReviewApproval]:
    """Current compilations above, sent or approved, that cover this one."""
    return ReviewApproval.objects.filter(
        is_current=True,
        state__in=ReviewApproval.LOCKING,
        parts__child=approval,
        parts__sending=F("sending"),
    ).select_related("unit")


def covers(approval: ReviewApproval, review: ReviewSet) -> bool:
    return leaf_parts(approval).filter(review=review).exists()


# --- What changed since ----------------------------------------------------------------------------------------------

SHOWN = tuple(columns.field_name(columns.HOUSEHOLDS, key) for key in ("total", "poor_end", "near_end"))


@dataclass(frozen=True)
class Change:
    """A commune whose figures differ from those sent or approved before; None where it had none."""

    unit: Unit
    was: Counts | None
    now: Counts | None
    was_version: ReviewSet | None
    now_version: ReviewSet | None

    @property
    def pairs(self) -> list[tuple[int | None, int | None]]:
        """Households, poor, near-poor: before and now."""
        return [((self.was or {}).get(name), (self.now or {}).get(name)) for name in SHOWN]

    @property
    def others(self) -> int:
        """How many other counts differ."""
        names = set(columns.ALL_FIELDS) - set(SHOWN)
        return sum((self.was or {}).get(name) != (self.now or {}).get(name) for name in names)


def base_of(approval: ReviewApproval) -> tuple[ReviewApproval, int] | None:
    """What an approver compares with: the sending before, or the last one of the version that was approved before."""
    last = approval.sending if approval.state in ReviewApproval.OPEN else approval.sending - 1
    if last > 0:
        return approval, last
    return (approval.corrects, approval.corrects.sending) if approval.corrects is not None else None


def changes_of(approval: ReviewApproval) -> list[Change]:
    """Communes whose figures changed since the compilation was last sent or approved, with both numbers.

    Of one still open, against the reviews that count now. Three statements.
    """
    base = base_of(approval)
    if base is None:
        return []
    then = dict(leaf_parts(*base).values_list("review__unit_id", "review_id"))
    if approval.state in ReviewApproval.OPEN:
        standing = ReviewSet.objects.below(approval.unit).filter(
            period=approval.period,
            standard=approval.standard_id,
            is_current=True,
            state=ReviewSet.State.APPROVED,
        )
        now = dict(standing.values_list("unit_id", "pk"))
    else:
        now = dict(leaf_parts(approval).values_list("review__unit_id", "review_id"))
    differing = {pk for pk in then.keys() | now.keys() if then.get(pk) != now.get(pk)}
    wanted = {of[pk] for of in (then, now) for pk in differing if pk in of}
    totals = {
        total.review_id: total
        for total in CommuneTotal.objects.filter(review__in=wanted).select_related("review", "unit")
    }
    found = [_change(totals.get(then.get(pk, 0)), totals.get(now.get(pk, 0))) for pk in differing]
    changed = [change for change in found if change is not None and change.was != change.now]
    return sorted(changed, key=lambda change: (change.unit.code, change.unit.pk))


def _change(was: CommuneTotal | None, now: CommuneTotal | None) -> Change | None:
    either = now or was
    if either is None:
        return None
    return Change(
        either.unit,
        was.counts if was else None,
        now.counts if now else None,
        was.review if was else None,
        now.review if now else None,
    )
