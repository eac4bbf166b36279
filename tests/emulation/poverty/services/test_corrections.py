"""Corrections: a new version with a reason; the old one counts until the new one is approved, and stays to be read."""

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, models, transaction

from campaign_portal.foundation import audit, files
from campaign_portal.foundation.errors import Refused
from emulation.duties.models import Duty
from emulation.poverty.models import CommuneTotal, ReviewLine, ReviewNote, ReviewRow, ReviewSet
from emulation.poverty.selectors import figures_of
from emulation.poverty.selectors.series import series_of
from emulation.poverty.selectors.versions import changed_cells, versions_of
from emulation.poverty.services import corrections, course, entry
from tests.emulation.poverty.conftest import typed_rows
from tests.support.together import together

State = ReviewSet.State


@pytest.fixture
def approved(story) -> ReviewSet:
    """Tả Van's six months, approved; with a note and all its figures."""
    story.fill()
    story.type("Dền Thàng", poor_other_in="2")
    (asked,) = [p for p in entry.sheet_of(story.reload()).asking if p.finding.code == "V4"]
    entry.explain(story.review, asked.row_id, asked.finding.key, "2 hộ tách", by=story.mai)
    story.review = course.present(story.review, by=story.mai)
    story.review = course.submit(story.review, by=story.vang)
    story.review = course.approve(story.review, by=story.thanh)
    return story.review


def begin(story, approved, **more) -> ReviewSet:
    return corrections.begin_correction(approved, **{"by": story.mai, "reason": "Đếm sót 1 hộ ở Dền Thàng", **more})


def mend(story, made: ReviewSet, hamlet: str = "Dền Thàng", by: int = 1) -> None:
    """One poor household more in a hamlet, with what explains it."""
    row = made.rows.get(unit__name=hamlet)
    typed = {
        "households_poor_end": str(row.households_poor_end + by),
        "households_poor_new": str(row.households_poor_new + by),
    }
    for placed in entry.save_cells(made, {row.pk: typed}, by=story.mai).asking:
        entry.explain(made, placed.row_id, placed.finding.key, "Đã rà lại.", by=story.mai)


def whole_way(story, made: ReviewSet) -> ReviewSet:
    made = course.present(made, by=story.mai)
    made = course.submit(made, by=story.vang)
    return course.approve(made, by=story.thanh)


def poor(story) -> int | None:
    found = figures_of(story.sa_pa.town, "2020-M06", story.sa_pa.standard)
    return found.count("poor_end") if found else None


def test_a_correction_begins_with_everything_of_the_version_before(story, approved):
    made = begin(story, approved)
    assert (made.version, made.is_current, made.state, made.corrects) == (2, False, State.DRAFT, approved)
    assert made.correction_reason == "Đếm sót 1 hộ ở Dền Thàng"
    old, new = ({row.unit_id: (row.counts, row.held) for row in v.rows.all()} for v in (approved, made))
    assert old == new
    notes = [
        sorted((n.row.unit_id if n.row else None, n.code, n.text, n.by_id) for n in v.notes.all())
        for v in (approved, made)
    ]
    assert notes[0] == notes[1]
    assert notes[0]
    assert not CommuneTotal.objects.filter(review=made).exists()


def test_lines_of_breakdowns_come_along(story, approved):
    row = approved.rows.get(unit__name="Dền Thàng")
    ReviewLine.objects.create(row=row, poverty_class="poor", code="cause.no_land", population="households", value=3)
    made = begin(story, approved)
    copied = ReviewLine.objects.get(row__review=made)
    assert (copied.row.unit_id, copied.code, copied.value) == (row.unit_id, "cause.no_land", 3)


def test_every_table_that_hangs_on_a_review_is_copied():
    of_reviews, of_rows = (corrections.content_models(*of) for of in ((ReviewSet, "review"), (ReviewRow, "row")))
    assert ReviewNote in of_reviews
    assert ReviewLine in of_rows
    kept = {ReviewRow, CommuneTotal, ReviewSet, *of_reviews, *of_rows}
    hanging = {
        relation.related_model
        for model in (ReviewSet, ReviewRow)
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE
    }
    assert hanging <= kept, "name its key to the review `review`, to the row `row`, so that corrections carry it"


def test_totals_never_vanish_while_a_correction_is_under_way(story, approved):
    before = poor(story)
    made = begin(story, approved)
    assert poor(story) == before
    mend(story, made)
    made = course.present(made, by=story.mai)
    assert poor(story) == before
    made = course.submit(made, by=story.vang)
    assert poor(story) == before
    course.approve(made, by=story.thanh)
    assert poor(story) == before + 1


def test_the_new_one_takes_the_place_and_the_old_one_stays_with_its_figures(story, approved):
    made = begin(story, approved)
    mend(story, made)
    made = whole_way(story, made)
    approved.refresh_from_db()
    assert (approved.is_current, approved.state, made.is_current) == (False, State.APPROVED, True)
    assert approved.is_replaced
    assert [version.version for version in versions_of(approved)] == [2, 1]
    totals = [CommuneTotal.objects.get(review=v).households_poor_end for v in (approved, made)]
    assert totals[1] == totals[0] + 1
    assert [c.now - c.was for c in changed_cells(made) if c.was is not None and c.now is not None] == [1, 1]
    assert {c.hamlet for c in changed_cells(made)} == {"Dền Thàng"}
    assert changed_cells(approved) == []
    assert "được thay bằng bản đính chính" in audit.history(approved).values_list("action", flat=True)
    assert len(series_of(story.sa_pa.ta_van, "as_it_was").points) == 2, "the start and June, once"


def test_what_is_not_approved_needs_no_correction_and_there_is_one_at_a_time(story, approved):
    begin(story, approved)
    with pytest.raises(Refused, match="Đã có lần 2"):
        begin(story, approved)
    september = entry.open_review(story.sa_pa.ta_van, "2020-M09", story.sa_pa.standard, by=story.mai)
    with pytest.raises(Refused, match="chưa duyệt"):
        begin(story, september)


def test_an_old_version_is_not_corrected_again(story, approved):
    whole_way(story, begin(story, approved))
    with pytest.raises(Refused, match="Đã có lần 2"):
        begin(story, approved)


def test_the_list_a_year_begins_with_is_corrected_by_its_ends_alone_and_the_year_follows(story):
    opening = ReviewSet.objects.get(unit=story.sa_pa.ta_van, is_opening=True)
    before = ReviewRow.objects.get(review=opening, unit__name="Dền Thàng").households_poor_end
    made = begin(story, opening, reason="Quyết định chép thiếu 1 hộ ở Dền Thàng")
    assert (made.is_opening, made.decision_number, made.state) == (True, opening.decision_number, State.DRAFT)
    assert not ReviewSet.objects.visible_to(story.thanh).filter(pk=made.pk).exists(), "it was not handed in yet"
    row = made.rows.get(unit__name="Dền Thàng")
    total = row.households_total
    typed = {"households_poor_end": str(before + 1), "households_total": str(total + 1)}
    for placed in entry.save_cells(made, {row.pk: typed}, by=story.mai).asking:
        assert placed.finding.code not in {"V4", "V5", "V6"}, "there are no movements to ask about"
        entry.explain(made, placed.row_id, placed.finding.key, "Theo quyết định.", by=story.mai)
    made = course.present(ReviewSet.objects.get(pk=made.pk), by=story.mai)
    made = course.submit(made, by=story.vang)
    paper = {"decision_number": "7/QĐ-UBND", "decision_date": dt.date(2020, 6, 15)}
    made = course.approve(made, by=story.thanh, **paper)
    opening.refresh_from_db()
    assert (opening.is_current, made.is_current, made.decision_number) == (False, True, "7/QĐ-UBND")
    assert CommuneTotal.objects.get(review=made).households_poor_end == (
        CommuneTotal.objects.get(review=opening).households_poor_end + 1
    )
    assert story.row("Dền Thàng").households_poor_start == before + 1, "the year being entered takes the new start"


def test_a_correction_needs_a_reason(story, approved):
    with pytest.raises(Refused, match="lý do đính chính"):
        begin(story, approved, reason=" ")


@pytest.mark.parametrize("who", ["mai", "thanh", "hang", "vang", "lien", "huy", "din", "hanh", "long"])
def test_the_communes_officer_and_the_office_that_decides_may(story, approved, who):
    by = story.sa_pa.person(who)
    if who in {"mai", "thanh", "hang"}:
        assert begin(story, approved, by=by).version == 2
    else:
        with pytest.raises(Refused, match="Đính chính rà soát là việc"):
            begin(story, approved, by=by)


def test_what_the_office_orders_the_commune_owes_by_a_day(story, approved):
    made = begin(story, approved, by=story.thanh, due_on=dt.date(2020, 6, 29))
    assert (made.state, made.return_reason) == (State.RETURNED, "Đếm sót 1 hộ ở Dền Thàng")
    duty = Duty.objects.open().get(kind=Duty.Kind.AMENDMENT, unit=story.sa_pa.ta_van)
    assert (duty.due_on, duty.object_key) == (dt.date(2020, 6, 29), files.owner_key(made))
    whole_way(story, made)
    assert not Duty.objects.open().filter(kind=Duty.Kind.AMENDMENT).exists()


def test_a_day_that_has_passed_is_refused(story, approved):
    with pytest.raises(Refused, match="không thể trước hôm nay"):
        begin(story, approved, by=story.thanh, due_on=dt.date(2020, 6, 1))


def test_above_nobody_sees_it_before_it_is_handed_in(story, approved):
    made = begin(story, approved)
    assert not ReviewSet.objects.visible_to(story.thanh).filter(pk=made.pk).exists()
    made = course.submit(course.present(made, by=story.mai), by=story.vang)
    assert ReviewSet.objects.visible_to(story.thanh).filter(pk=made.pk).exists()


def test_the_following_years_start_follows_a_corrected_list(story, clock):
    clock(dt.date(2020, 12, 15))
    year = entry.open_review(story.sa_pa.ta_van, "2020-M12", story.sa_pa.standard, by=story.mai)
    for placed in entry.save_cells(year, typed_rows(year, persons=True, share=1), by=story.mai).asking:
        entry.explain(year, placed.row_id, placed.finding.key, "Đã rà lại.", by=story.mai)
    year = course.submit(course.present(year, by=story.mai), by=story.vang)
    decided = {"decision_number": "45/QĐ-UBND", "decision_date": dt.date(2020, 12, 14)}
    year = course.approve(year, by=story.thanh, **decided)
    clock(dt.date(2021, 6, 10))
    june = entry.open_review(story.sa_pa.ta_van, "2021-M06", story.sa_pa.standard, by=story.mai)
    was = june.rows.get(unit__name="Dền Thàng").households_poor_start
    made = begin(story, year)
    row = made.rows.get(unit__name="Dền Thàng")
    typed = {
        "households_poor_end": str(row.households_poor_end + 1),
        "households_poor_new": str(row.households_poor_new + 1),
        "persons_poor_end": str(row.persons_poor_end + 4),
        "persons_poor_new": str(row.persons_poor_new + 4),
    }
    for placed in entry.save_cells(made, {row.pk: typed}, by=story.mai).asking:
        entry.explain(made, placed.row_id, placed.finding.key, "Đã rà lại.", by=story.mai)
    made = course.submit(course.present(made, by=story.mai), by=story.vang)
    course.approve(made, by=story.thanh, **decided)
    assert june.rows.get(unit__name="Dền Thàng").households_poor_start == was + 1
    assert "lấy lại số đầu kỳ sau đính chính" in audit.history(june).values_list("action", flat=True)


def test_the_database_keeps_one_version_that_counts_and_one_in_hand(story, approved):
    made = begin(story, approved)
    with pytest.raises(IntegrityError, match=r"review_one_current|UNIQUE"), transaction.atomic():
        ReviewSet.objects.filter(pk=made.pk).update(is_current=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewSet.objects.filter(pk=made.pk).update(correction_reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewSet.objects.filter(pk=made.pk).update(corrects=None, correction_reason="")


def test_two_who_begin_at_once_begin_one(sa_pa_live, clock):
    from tests.emulation.poverty.conftest import JUNE, Story

    clock(JUNE)
    story = Story(sa_pa_live)
    approved = course.approve(story.submit(), by=story.thanh)
    answers = together(
        *(partial(corrections.begin_correction, approved, by=who, reason="Sai") for who in (story.mai, story.thanh)),
        on=JUNE,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "ReviewSet"], answers
    assert ReviewSet.objects.filter(corrects=approved).count() == 1


def test_two_who_approve_at_once_approve_once(sa_pa_live, clock):
    from tests.emulation.poverty.conftest import JUNE, Story

    clock(JUNE)
    story = Story(sa_pa_live)
    made = begin(story, course.approve(story.submit(), by=story.thanh))
    made = course.submit(course.present(made, by=story.mai), by=story.vang)
    people = (story.thanh, sa_pa_live.person("hang"))
    answers = together(*(partial(course.approve, made, by=who) for who in people), on=JUNE)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "ReviewSet"], answers
    assert [v.is_current for v in versions_of(made)] == [True, False]
