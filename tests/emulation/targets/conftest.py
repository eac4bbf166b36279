"""Reviews handed in by several communes, so that targets have figures to be judged on."""

import datetime as dt

import pytest

from demo import ground, opening, places
from demo.figures import review_row
from emulation.people.models import Appointment
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.selectors import sheet_of
from emulation.poverty.services import course, entry
from emulation.territory.models import Unit

JUNE = dt.date(2020, 6, 18)
STARTS = tuple(columns.STARTS)


@pytest.fixture
def hand_in(sa_pa, clock):
    """`hand_in("Tả Van")`: its six-month review as the story has it, submitted (or left with the officer)."""

    def act(*names: str, submit: bool = True) -> list[ReviewSet]:
        clock(JUNE)
        return [_review(sa_pa, sa_pa.commune(name), submit) for name in names]

    return act


def _review(sa_pa, commune: Unit, submit: bool) -> ReviewSet:
    posts = Appointment.objects.filter(office=sa_pa.committee_of(commune)).select_related("user")
    people = {post.role: post.user for post in posts}
    officer, leader = people["commune_officer"], people["commune_leader"]
    review = entry.open_review(commune, "2020-M06", sa_pa.standard, by=officer)
    sheet = entry.save_cells(review, _typed(review), by=officer)
    for placed in sheet.asking:
        entry.explain(review, placed.row_id, placed.finding.key, "Đã rà lại, số đúng.", by=officer)
    assert not sheet_of(ReviewSet.objects.get(pk=review.pk)).asking
    return course.submit(course.present(review, by=officer), by=leader) if submit else review


def _typed(review: ReviewSet) -> dict[int, dict[str, str]]:
    commune = next(place for place in places.COMMUNES if ground.commune_unit(place).pk == review.unit_id)
    start = opening.hamlets_at_start(commune)
    cells = {}
    for row in review.rows.select_related("unit"):
        place = start[row.unit.name]
        counts = review_row(place, opening.year_of(commune, row.unit.name, place), 0.5)
        cells[row.pk] = {
            field: str(number)
            for field, number in counts.items()
            if field.startswith("households") and not field.endswith(STARTS)
        }
    return cells
