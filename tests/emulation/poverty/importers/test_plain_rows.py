"""Rows that need no sentence are written from numbers. Judged one by one the same would be written, and said."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from campaign_portal.foundation.models import AuditEntry
from emulation.poverty.importers import taking
from emulation.poverty.importers.ground import About, Ground
from emulation.poverty.importers.judging import Judge, Sifted
from emulation.poverty.importers.numbers import Dot
from emulation.poverty.importers.reading import Entry, Line, Place
from emulation.poverty.models import ReviewLine, ReviewRow
from emulation.poverty.services import entry
from emulation.territory.services import add_hamlet
from tests.emulation.poverty.country import SINCE, Country, counts

NAMES = ("Xuôi Một", "Hai", "Ba", "Thôn Tư", "Tổ dân phố Tư", "tư", "Năm", "Không Có")
FIELDS = (
    "households_total", "households_poor_end", "households_near_end", "households_minority_total",
    "households_poor_minority_end", "households_poor_start", "persons_total", "persons_poor_end",
    "households_poor_other_in",
)  # fmt: skip
STANDING = counts()

usual = st.integers(0, 130) | st.sampled_from(sorted({STANDING[field] for field in FIELDS}))
odd = st.sampled_from([-1, 10**8, 10**9, "12", "1.234", "4,5", "hai", 1.234, 3.5])
cells = st.dictionaries(st.sampled_from(FIELDS), st.one_of(usual, usual, usual, odd), max_size=5)
possible = st.integers(20, 90).map(
    lambda total: {"households_total": 100 + total, "households_poor_end": total, "persons_total": 2000 + total}
)
same = st.sampled_from(FIELDS).map(lambda field: {field: STANDING[field]})
lines = st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(cells, possible, same)), min_size=1, max_size=7)


@pytest.fixture
def ground(db, clock) -> Ground:
    """A commune half entered: of one hamlet a cell waits as text, and two have one name. Its year began with a list."""
    clock(dt.date(2020, 6, 15))
    country = Country({"Sông Một": ("Xuôi",)})
    commune, by = country.units["Xuôi"], country.person("Xuôi.canbo")
    for kind, name in (("Thôn", "Hai"), ("Thôn", "Ba"), ("Thôn", "Tư"), ("Tổ dân phố", "Tư"), ("Thôn", "Năm")):
        add_hamlet(commune, name, kind, valid_from=SINCE, by=None)
    review = entry.open_review(commune, "2020-M06", country.standard, by=by)
    standing = {field: str(value) for field, value in STANDING.items() if not field.endswith("_start")}
    rows = {row.unit.name: row for row in review.rows.select_related("unit")}
    entry.save_cells(review, {row.pk: standing for name, row in rows.items() if name != "Hai"}, by=by)
    entry.save_cells(review, {rows["Năm"].pk: {"households_poor_end": "101"}}, by=by)
    return Ground(About(commune, "2020-M06", country.standard), by, holds=True)


def entries(found: list[tuple[str, dict]]) -> list[Entry]:
    made = []
    for at, (name, own) in enumerate(found):
        made.append(Entry("", name, Place(0, at)))
        made[-1].add(Line(0, at, {field: column for column, field in enumerate(FIELDS, 1)}, own))
    return made


def outcome(ground: Ground, found: list[tuple[str, dict]], *, one_by_one: bool):
    """What stands in the rows and in the trail, what was counted, and what was said; then it is undone."""
    judge = Judge(ground, Dot.UNKNOWN, name=str, asks=False)
    told = []

    def batches():
        judged = (Sifted(len(rows), [], rows) for rows in judge.judge(entries(found)))
        for batch in judged if one_by_one else judge.sift(entries(found)):
            told.extend((row.entry.at, row.state, row.marks, row.dots) for row in batch.rows)
            yield batch

    with transaction.atomic():
        before = set(AuditEntry.objects.values_list("pk", flat=True))
        ((_, taken),) = taking.written(judge, batches(), by=ground.user)
        rows = list(ReviewRow.objects.order_by("pk").values())
        trail = list(AuditEntry.objects.exclude(pk__in=before).values("object_id", "object_text", "before", "after"))
        transaction.set_rollback(True)
    spoken = [one for one in told if one[1] not in {"change", "same"} or one[2] or one[3]]
    return rows, trail, taken, spoken


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines)
@example([("Ba", {"households_total": "4,5"}), ("Ba", {"households_total": 120})])
@example([("Ba", {"households_poor_start": 12}), ("Xuôi Một", {"households_poor_start": 12})])
@example([("Thôn Tư", {"households_total": 120}), ("Tổ dân phố Tư", {"persons_total": 450})])
@example([("Ba", {"households_poor_other_in": -1}), ("Năm", {"households_total": 120}), ("Hai", {"persons_total": 7})])
def test_written_from_numbers_or_judged_one_by_one_it_is_the_same(ground, found):
    assert outcome(ground, found, one_by_one=False) == outcome(ground, found, one_by_one=True)


def test_nearly_every_row_is_plain_and_the_others_are_judged(ground):
    found = [("Ba", {"households_total": 120}), ("Xuôi Một", {"households_total": 1}), ("Hai", {"persons_total": 7})]
    (batch,) = Judge(ground, Dot.UNKNOWN, name=str, asks=False).sift(entries(found))
    assert [(change.row.name, change.fields) for change in batch.changes] == [
        ("Ba", ("households_total",)),
        ("Hai", ("persons_total",)),
    ]
    assert [(row.name, row.state) for row in batch.rows] == [("Xuôi Một", "wrong")]


def test_a_row_that_is_broken_down_is_judged_with_its_lines(new_story):
    """Fewer poor than a line of them: only the sheet knows."""
    new_story.type("Tả Van Mông", total=131, poor_end=20)
    new_story.line("Tả Van Mông", **{"group.female_head": 15})
    about = About(new_story.review.unit, new_story.review.period, new_story.review.standard)
    found = entries([("Tả Van Mông", {"households_poor_end": 9}), ("Dền Thàng", {"households_poor_end": 9})])
    judge = Judge(Ground(about, new_story.mai, holds=True), Dot.UNKNOWN, name=str, asks=False)
    ((_, taken),) = taking.written(judge, judge.sift(found), by=new_story.mai)
    assert taken == taking.Taken(rows=1, cells=1, left=1)
    assert new_story.row("Tả Van Mông").households_poor_end == 20
    assert ReviewLine.objects.get().value == 15
