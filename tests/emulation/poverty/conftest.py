"""A review of Tả Van at six months, to be entered by Mai, handed in by Vảng, decided on by Thành."""

import datetime as dt

import pytest

from demo import ground, opening, places
from demo.figures import review_row
from emulation.poverty.models import EthnicGroup, PovertyStandard, PrintedEthnicGroup, ReviewRow, ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors import sheet_of
from emulation.poverty.services import course, entry
from tests.emulation.poverty.reformed import TODAY, Reformed

JUNE = dt.date(2020, 6, 15)
STARTS = tuple(columns.STARTS)


def typed_rows(review: ReviewSet, *, persons: bool = False, share: float = 0.5) -> dict[int, dict[str, str]]:
    """What an officer types for a whole commune: possible figures that balance."""
    commune = next(c for c in places.COMMUNES if ground.commune_unit(c).pk == review.unit_id)
    start = opening.hamlets_at_start(commune)
    cells = {}
    for row in review.rows.select_related("unit"):
        place = start[row.unit.name]
        counts = review_row(place, opening.year_of(commune, row.unit.name, place), share)
        cells[row.pk] = {
            field: str(number)
            for field, number in counts.items()
            if not field.endswith(STARTS) and (persons or field.startswith("households"))
        }
    return cells


class Story:
    """Tả Van's review and the people around it."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.mai, self.vang, self.thanh = (sa_pa.person(name) for name in ("mai", "vang", "thanh"))
        self.review = entry.open_review(sa_pa.ta_van, "2020-M06", sa_pa.standard, by=self.mai)

    def row(self, hamlet: str) -> ReviewRow:
        return self.review.rows.get(unit__name=hamlet)

    def type(self, hamlet: str, **cells: object):
        """Type household cells of one hamlet: story.type("Tả Van Mông", total=129)."""
        typed = {columns.field_name(columns.HOUSEHOLDS, key): str(value) for key, value in cells.items()}
        return entry.save_cells(self.review, {self.row(hamlet).pk: typed}, by=self.mai)

    def fill(self):
        """Enter every hamlet and explain what asks."""
        sheet = entry.save_cells(self.review, typed_rows(self.review), by=self.mai)
        for placed in sheet.asking:
            entry.explain(self.review, placed.row_id, placed.finding.key, "Đã rà lại, số đúng.", by=self.mai)
        return sheet_of(self.reload())

    def present(self) -> ReviewSet:
        self.fill()
        self.review = course.present(self.review, by=self.mai)
        return self.review

    def submit(self) -> ReviewSet:
        self.present()
        self.review = course.submit(self.review, by=self.vang)
        return self.review

    def reload(self) -> ReviewSet:
        self.review = ReviewSet.objects.select_related("unit", "standard").get(pk=self.review.pk)
        return self.review


class NewStory(Story):
    """Tả Van's whole year 2022, on the standard that breaks poor households down; Lào Cai prints two peoples."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.mai, self.vang, self.thanh = (sa_pa.person(name) for name in ("mai", "vang", "thanh"))
        for place, name in enumerate(("Mông", "Dao"), 1):
            PrintedEthnicGroup.objects.create(
                unit=sa_pa.town.province, group=EthnicGroup.objects.get(name=name), position=place, source="tỉnh"
            )
        self.standard = PovertyStandard.objects.get(code="2022-2025")
        self.review = entry.open_review(sa_pa.ta_van, "2022-M12", self.standard, by=self.mai)

    def line(self, hamlet: str, **cells: object):
        """Type lines of the poor: story.line("Tả Van Mông", **{"lack.job": 3})."""
        typed = {f"households_poor.{code}": str(value) for code, value in cells.items()}
        return entry.save_cells(self.review, {self.row(hamlet).pk: typed}, by=self.mai)


@pytest.fixture
def new_story(sa_pa, clock) -> NewStory:
    clock(dt.date(2022, 11, 15))
    return NewStory(sa_pa)


@pytest.fixture
def story(sa_pa, clock) -> Story:
    clock(JUNE)
    return Story(sa_pa)


@pytest.fixture
def reformed(sa_pa, clock) -> Reformed:
    clock(TODAY)
    return Reformed(sa_pa)
