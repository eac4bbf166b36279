"""A unit's compilation of one period: who is in, who is missing and why. A fixed number of statements."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Q

from campaign_portal.foundation.periods import Period
from emulation.poverty.models import PovertyStandard, ReviewApproval, ReviewSet
from emulation.poverty.rules import stages
from emulation.poverty.selectors.approvals.sent import Change, changes_of
from emulation.poverty.selectors.approvals.tree import units_below
from emulation.poverty.selectors.figures import Figures, figures_by, total_of
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
    changes: list[Change] = field(default_factory=list)

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
    def is_open(self) -> bool:
        """Nothing was sent, or it came back."""
        return self.approval is None or self.approval.state in ReviewApproval.OPEN

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
