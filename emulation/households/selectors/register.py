"""The register: the households of a commune in one year, page by page; one household with all its years.

The list goes by keyset (hamlet, name, number), so that its last page costs what its first does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import F

from campaign_portal.foundation import access, vietnamese
from emulation.households.models import SEES_HOUSEHOLDS, Household, HouseholdYear
from emulation.households.rules import changes
from emulation.households.rules.changes import Change
from emulation.poverty.models import PovertyStandard
from emulation.territory.models import Level, Unit, UnitQuerySet

PAGE = 50
ORDER = ("household__unit__sort_key", "household__party__folded_name", "household_id")
Class = HouseholdYear.PovertyClass
PILLS = {Class.POOR: "", Class.NEAR_POOR: "", Class.ESCAPED: "ok", Class.NOT_POOR: ""}  # poor is no fault


@dataclass(frozen=True)
class Asked:
    """Which list, and what of it; what is empty asks for everything."""

    commune: Unit
    year: int
    standard: PovertyStandard
    text: str = ""
    hamlet_id: int | None = None
    poverty_class: str = ""
    cause_id: int | None = None
    group_id: int | None = None


def communes_for(user: Any) -> UnitQuerySet:
    """The communes whose register a person may open, the former ones that went into his among them."""
    posts = access.scope(user).having(SEES_HOUSEHOLDS)
    mine = Q(pk__in=[])
    for post in posts:
        if post.unit_level == Level.HAMLET:
            mine |= Q(pk__in=Unit.objects.filter(pk=post.unit_id).values("commune_id"))
        else:
            mine |= Q(**{f"{post.unit_level}_id": post.unit_id})
    held = Household.objects.visible_to(user).order_by().values("commune_id").distinct()
    today = Unit.objects.valid_on().values("pk")
    return Unit.objects.filter(Q(pk__in=held) | (mine & Q(pk__in=today)), level=Level.COMMUNE).order_by(
        "sort_key", "pk"
    )


def lists_of(user: Any, commune: Unit) -> list[tuple[int, PovertyStandard]]:
    """The years and standards of which there is a list, the newest first."""
    rows = _seen(user, commune).values_list("year", "standard_id").distinct().order_by("-year", "-standard__first_year")
    found = list(dict.fromkeys(rows))
    standards = PovertyStandard.objects.in_bulk({standard for _, standard in found})
    return [(year, standards[standard]) for year, standard in found]


def _seen(user: Any, commune: Unit) -> QuerySet[HouseholdYear]:
    households = Household.objects.visible_to(user).standing().filter(commune=commune)
    return HouseholdYear.objects.filter(household__in=households.values("pk"))


def listed(user: Any, asked: Asked) -> QuerySet[HouseholdYear]:
    """The findings that fit, in the order of the printed list: by hamlet, then by name."""
    rows = _seen(user, asked.commune).filter(year=asked.year, standard=asked.standard)
    for word in vietnamese.fold(asked.text).split(" "):
        if word:
            rows = rows.filter(household__party__folded_name__contains=word)
    if asked.hamlet_id is not None:
        rows = rows.filter(household__unit_id=asked.hamlet_id)
    if asked.poverty_class:
        rows = rows.filter(poverty_class=asked.poverty_class)
    if asked.cause_id is not None:
        rows = rows.filter(causes=asked.cause_id)
    if asked.group_id is not None:
        rows = rows.filter(groups=asked.group_id)
    return rows.order_by(*ORDER)


def with_details(rows: QuerySet[HouseholdYear]) -> QuerySet[HouseholdYear]:
    """With all that a line shows; a fixed number of statements, however many lines."""
    return rows.select_related("household__unit", "household__party", "standard").prefetch_related(
        "causes", "lacks", "groups"
    )


def counts(user: Any, asked: Asked) -> dict[str, int]:
    """How many of each class fit."""
    rows = listed(user, asked).order_by().values_list("poverty_class").annotate(Count("pk", distinct=True))
    return dict(rows)


@dataclass(frozen=True)
class Page:
    """One page. `older` and `newer` are the households to go on from, None at either end."""

    rows: Sequence[HouseholdYear]
    after: int | None
    before: int | None


def page(user: Any, asked: Asked, *, after: int | None = None, before: int | None = None) -> Page:
    """The page behind a household, or the one that ends before it; the first where that one is not in the list."""
    rows = listed(user, asked)
    at = after or before
    mark = rows.filter(household_id=at).values_list(*ORDER).first() if at else None
    if mark is not None and before:
        backwards = with_details(rows.filter(_beside(mark, "lt"))).order_by(*(F(key).desc() for key in ORDER))
        found = list(backwards[: PAGE + 1])
        shown = found[:PAGE][::-1]
        if shown:
            return Page(shown, shown[-1].household_id, shown[0].household_id if len(found) > PAGE else None)
    if mark is not None and after:
        rows = rows.filter(_beside(mark, "gt"))
    found = list(with_details(rows)[: PAGE + 1])
    shown = found[:PAGE]
    goes_back = mark is not None and bool(after) and bool(shown)
    return Page(
        shown,
        shown[-1].household_id if len(found) > PAGE else None,
        shown[0].household_id if goes_back else None,
    )


def _beside(mark: Sequence[Any], way: str) -> Q:
    """Strictly behind (gt) or before (lt) a line, in the list's order."""
    beside, same = Q(pk__in=[]), Q()
    for key, value in zip(ORDER, mark, strict=True):
        beside |= same & Q(**{f"{key}__{way}": value})
        same &= Q(**{key: value})
    return beside


# --- One household ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearLine:
    """A household's year, and what had become of it since the list before; `is_broken` where that list was of another
    standard, so that nothing is computed."""

    row: HouseholdYear
    change: Change | None
    is_broken: bool
    pill: str = field(default="")


def course_of(household: Household) -> list[YearLine]:
    """All years, the newest first. A change is told only from one year to the next under one standard."""
    found = HouseholdYear.objects.filter(household=household).select_related("standard")
    rows = list(found.prefetch_related("causes", "lacks", "groups").order_by("-year", "-standard__first_year"))
    by_key = {(row.year, row.standard_id): row for row in rows}
    lines = []
    for row in rows:
        before = by_key.get((row.year - 1, row.standard_id))
        earlier = [other.poverty_class for other in rows if other.year < row.year - 1]
        change = changes.change_of(before.poverty_class, row.poverty_class, earlier) if before else None
        others = any(other.year == row.year - 1 for other in rows)
        lines.append(YearLine(row, change, before is None and others, PILLS[Class(row.poverty_class)]))
    return lines


def doubles_of(user: Any, household: Household) -> list[tuple[Household, str]]:
    """Who in the commune may be the same household, and why: the same card, or the same name of the head."""
    alike = Q(party__folded_name=household.party.folded_name)
    if household.id_digest:
        alike |= Q(id_digest=household.id_digest)
    found = (
        Household.objects.visible_to(user)
        .standing()
        .filter(alike, commune=household.commune)
        .exclude(pk=household.pk)
        .select_related("unit", "party")
        .order_by("unit__sort_key", "pk")
    )
    return [
        (other, "cùng số CCCD" if household.id_digest and other.id_digest == household.id_digest else "cùng tên chủ hộ")
        for other in found
    ]


def hamlets_listed(user: Any, asked: Asked) -> QuerySet[HouseholdYear, int]:
    """The hamlets that the whole list names, whatever else is asked."""
    rows = _seen(user, asked.commune).filter(year=asked.year, standard=asked.standard)
    return rows.order_by().values_list("household__unit_id", flat=True).distinct()
