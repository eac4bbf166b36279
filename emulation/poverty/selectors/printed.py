"""The printed tables of a unit in one period: hamlets of a commune, communes of a district, districts with their
communes (since 1/7/2025 communes alone) of a province.

Everything is added up in SQL; rates are divided anew on every line. Ten statements at most, however many lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.db.models import Sum

from campaign_portal.foundation import vietnamese
from campaign_portal.foundation.periods import Period
from emulation.poverty.models import FormNumber, PovertyStandard, ReviewLine, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.rules.breakdowns.tables import Breakdown, LineName
from emulation.poverty.rules.printed import Form
from emulation.poverty.rules.printed.breakdowns import forms
from emulation.poverty.rules.printed.counts import OF_2016, START
from emulation.poverty.selectors.breakdowns import breakdown_of, is_of_2016
from emulation.poverty.selectors.figures import Counts, opening_period
from emulation.territory.models import Level, Unit

URBAN_KINDS = frozenset({"Phường", "Thị trấn"})  # poverty.md § 1: by the kind of the unit
AREAS = (("I", "Khu vực thành thị"), ("II", "Khu vực nông thôn"))


def forms_of(standard: PovertyStandard, breakdown: Breakdown) -> tuple[Form, ...]:
    """The tables that a review on this standard prints."""
    return OF_2016 if is_of_2016(standard) else forms(breakdown.catalogue)


@dataclass(frozen=True)
class Line:
    """One unit of a table, or a sum. "above" heads the communes of a district, "area" those of town or country."""

    kind: Literal["unit", "above", "area", "total"]
    number: str
    name: str
    values: Counts
    unit: Unit | None = None

    @property
    def is_bold(self) -> bool:
        return self.kind != "unit"


@dataclass(frozen=True)
class FormTable:
    """A form filled in. `missing` are the places of the ground without figures here; `without_persons` those that
    gave households only."""

    form: Form
    reading: "Reading"
    lines: tuple[Line, ...]
    missing: tuple[Unit, ...]
    without_persons: tuple[Unit, ...]

    @property
    def first_headings(self) -> tuple[str, ...]:
        name = "Thôn, tổ dân phố" if self.reading.unit.level == Level.COMMUNE else "Địa bàn"
        return ("TT", name, "Phân tổ") if self.form.is_split else ("TT", name)

    @property
    def is_empty(self) -> bool:
        return len(self.missing) == len(self.reading.places)

    @property
    def notes(self) -> list[str]:
        """What stands under the table: who is missing, and what a rate means."""
        found = []
        if self.missing:
            found.append(f"Chưa có số liệu của {len(self.missing)} {self.reading.word}: {_names(self.missing)}.")
        if self.without_persons:
            places = f"{len(self.without_persons)} {self.reading.word}: {_names(self.without_persons)}"
            found.append(f"Nhân khẩu chưa có số của {places}; tổng nhân khẩu không gồm các nơi này.")
        return found


def _names(units: Iterable[Unit]) -> str:
    return ", ".join(unit.name if unit.name[:1].isupper() else unit.opening_title for unit in units)


class Reading:
    """All counts of a unit in one period on one standard, place by place; every table of it is made from this."""

    def __init__(
        self,
        unit: Unit,
        period: str,
        standard: PovertyStandard,
        reviews: list[ReviewSet],
        places: list[Unit],
        values: dict[int, Counts],
        breakdown: Breakdown,
    ) -> None:
        self.unit, self.period, self.standard = unit, Period(period), standard
        self.reviews, self.places, self.values = reviews, places, values
        self.breakdown = breakdown

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The tables this review prints."""
        return forms_of(self.standard, self.breakdown)

    @cached_property
    def official_numbers(self) -> dict[str, str]:
        """Form code → the number the administrator wrote for it ("Mẫu số 7.1")."""
        return dict(FormNumber.objects.filter(standard=self.standard).values_list("form", "number"))

    @property
    def word(self) -> str:
        return "thôn, tổ dân phố" if self.unit.level == Level.COMMUNE else "xã, phường"

    @cached_property
    def total(self) -> Counts:
        return added(self.values.values())

    @cached_property
    def review(self) -> ReviewSet | None:
        """Of a commune: its own review."""
        return self.reviews[0] if self.unit.level == Level.COMMUNE and self.reviews else None

    @property
    def is_official(self) -> bool:
        """A year's figures, every commune of which was approved; all else is preliminary (sơ bộ)."""
        states = [review.state for review in self.reviews]
        everywhere = self.unit.level == Level.COMMUNE or {r.unit_id for r in self.reviews} >= {
            place.pk for place in self.places
        }
        whole_year = self.period.months in {None, 12}
        return bool(states) and set(states) == {ReviewSet.State.APPROVED} and whole_year and everywhere

    @property
    def state_words(self) -> str:
        """ "Số liệu chính thức, …", "Số liệu sơ bộ: 12 trên 16 xã, phường đã duyệt"."""
        if not self.reviews:
            return "Chưa có số liệu"
        if self.review is not None:
            return _state_of(self.review, is_official=self.is_official)
        approved = sum(review.state == ReviewSet.State.APPROVED for review in self.reviews)
        said = f"{approved} trên {len(self.places)} {self.word} đã duyệt"
        return f"Số liệu chính thức: {said}" if self.is_official else f"Số liệu sơ bộ: {said}"

    def table(self, form: Form) -> FormTable:
        shown: dict[int, Counts] = {}
        for place in self.places:
            values = self.values.get(place.pk, {})
            shown[place.pk] = values if form.has_figures(values) else {}
        return FormTable(
            form,
            self,
            tuple(self._lines(shown)),
            tuple(place for place in self.places if not shown[place.pk]),
            tuple(self._without_persons(form, shown)),
        )

    def _without_persons(self, form: Form, shown: dict[int, Counts]) -> Iterator[Unit]:
        """Named only where others have them: a sum over some must not be read as everybody's."""
        fields = [name for name in form.own_fields() if name.startswith(f"{columns.PERSONS}_")]
        given = {pk: any(values.get(name) is not None for name in fields) for pk, values in shown.items() if values}
        if any(given.values()):
            yield from (place for place in self.places if given.get(place.pk) is False)

    def _lines(self, shown: dict[int, Counts]) -> Iterator[Line]:
        count = 0
        for (number, name), places in self._areas():
            if name:
                yield Line("area", number, name, added(shown[place.pk] for place in places))
            for district, communes in self._districts(places):
                if district is None:
                    for commune in communes:
                        count += 1
                        yield Line("unit", str(count), commune.opening_title, shown[commune.pk], commune)
                    continue
                count += 1
                yield Line("above", str(count), district.opening_title, added(shown[c.pk] for c in communes), district)
                for place, commune in enumerate(communes, 1):
                    yield Line("unit", f"{count}.{place}", commune.opening_title, shown[commune.pk], commune)
        yield Line("total", "", "Tổng cộng", added(shown.values()))

    def _areas(self) -> list[tuple[tuple[str, str], list[Unit]]]:
        """Town and country apart, as the tables of 2016–2020 have it."""
        if self.unit.level == Level.COMMUNE or not is_of_2016(self.standard):
            return [(("", ""), self.places)]
        urban = [place for place in self.places if place.kind in URBAN_KINDS]
        return [(AREAS[0], urban), (AREAS[1], [place for place in self.places if place not in urban])]

    def _districts(self, places: list[Unit]) -> list[tuple[Unit | None, list[Unit]]]:
        if self.unit.level != Level.PROVINCE:
            return [(None, places)]
        by_district: dict[Unit | None, list[Unit]] = defaultdict(list)
        for place in places:
            by_district[place.district].append(place)
        return sorted(by_district.items(), key=lambda pair: (pair[0] is None, pair[0].code if pair[0] else ""))


def _state_of(review: ReviewSet, *, is_official: bool) -> str:
    if review.state == ReviewSet.State.APPROVED:
        by = f" theo {review.decision_number}" if review.decision_number else ""
        on = f" ngày {vietnamese.day(review.decision_date)}" if review.decision_date else ""
        return f"Số liệu {'chính thức' if is_official else 'sơ bộ'}, đã duyệt{by}{on}"
    if review.state == ReviewSet.State.SUBMITTED:
        return "Số liệu sơ bộ, đã nộp, chờ duyệt"
    return f"Bản nháp: {review.get_state_display()}"


def added(parts: Iterable[Counts]) -> Counts:
    """Sums of known counts; nothing where none is known (empty is not 0)."""
    total: Counts = {}
    for values in parts:
        for name, value in values.items():
            if value is not None:
                total[name] = (total.get(name) or 0) + value
    return total


# --- Reading ----------------------------------------------------------------------------------------------------------


def reviews_for(user: Any, unit: Unit, period: str, standard: PovertyStandard) -> list[ReviewSet]:
    """The reviews whose figures a person may see in a table of this unit: his own commune's as they stand, above what
    was handed in and not given back."""
    found = ReviewSet.objects.visible_to(user).below(unit).filter(period=period, standard=standard, is_current=True)
    if unit.level != Level.COMMUNE:
        found = found.filter(state__in=ReviewSet.SENT)
    return list(found.select_related("unit").order_by("unit__code", "pk"))


def reading_of(unit: Unit, period: str, standard: PovertyStandard, reviews: list[ReviewSet]) -> Reading:
    """The counts of these reviews, by hamlet for a commune, by commune for what is above."""
    column = "unit" if unit.level == Level.COMMUNE else "commune"
    wanted = [review.pk for review in reviews]
    values = _sums(column, wanted)
    breakdown = breakdown_of(standard, unit.province_id)
    if breakdown.tables:
        _add_lines(column, wanted, values)
    places = _places(unit, period, set(values))
    if is_of_2016(standard):
        _add_start(column, unit, period, standard, values)
    return Reading(unit, period, standard, reviews, places, values, breakdown)


def _sums(column: str, reviews: list[int]) -> dict[int, Counts]:
    rows: Any = (
        ReviewRow.objects.filter(review__in=reviews)
        .values(f"{column}_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in columns.ALL_FIELDS})
        .order_by()
    )
    return {row[f"{column}_id"]: {name: row[f"sum_{name}"] for name in columns.ALL_FIELDS} for row in rows}


def _add_lines(column: str, reviews: list[int], values: dict[int, Counts]) -> None:
    """The breakdowns of the same places, added up where they lie."""
    where = f"row__{column}_id"
    lines: Any = (
        ReviewLine.objects.filter(row__review__in=reviews)
        .values_list(where, "population", "poverty_class", "code")
        .annotate(Sum("value"))
        .order_by()
    )
    for place, *name, value in lines:
        values[place][LineName(*name).field] = value


def _add_start(column: str, unit: Unit, period: str, standard: PovertyStandard, values: dict[int, Counts]) -> None:
    """The list the year began with, beside the counts of the same places."""
    opening = ReviewSet.objects.below(unit).filter(
        period=opening_period(Period(period).year),
        standard=standard,
        is_current=True,
        state=ReviewSet.State.APPROVED,
    )
    for place, counts in _sums(column, list(opening.values_list("pk", flat=True))).items():
        if place in values:
            for name, value in counts.items():
                population, key = columns.split_field(name)
                values[place][columns.field_name(population, START + key)] = value


def _places(unit: Unit, period: str, counted: set[int]) -> list[Unit]:
    """Those that were there on the day of the figures, and any other that has figures."""
    level = Level.HAMLET if unit.level == Level.COMMUNE else Level.COMMUNE
    there = Unit.objects.valid_on(Period(period).ends_on).below(unit).filter(level=level).select_related("district")
    found = {place.pk: place for place in there}
    if others := counted - set(found):
        found |= {place.pk: place for place in Unit.objects.filter(pk__in=others).select_related("district")}
    return sorted(found.values(), key=lambda place: (place.code, place.pk))
