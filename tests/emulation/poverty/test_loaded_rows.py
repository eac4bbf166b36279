"""Rows read without the constructor of models are the same rows."""

from django.db.models.signals import post_init, pre_init

from emulation.poverty.models import ReviewRow
from emulation.territory.models import Unit


def test_a_row_is_what_the_constructor_would_have_made(story):
    row = story.review.rows.select_related("unit").first()
    made = ReviewRow(**{field.attname: getattr(row, field.attname) for field in ReviewRow._meta.concrete_fields})
    mine, its = dict(vars(row)), dict(vars(made))
    assert (mine.pop("_state").adding, its.pop("_state").adding) == (False, True)
    assert mine == its
    assert (row, row.get_deferred_fields(), row._state.db) == (made, set(), "default")
    assert row.unit == Unit.objects.get(pk=row.unit_id)


def test_it_is_written_back_and_read_again(story):
    row = story.review.rows.first()
    row.households_total = 7
    row.save()
    row.households_total = None
    row.refresh_from_db()
    assert (row.households_total, story.review.rows.count()) == (7, 7)


def test_deferred_columns_are_fetched_when_they_are_asked_for(story):
    row = story.review.rows.defer("held").first()
    assert row.get_deferred_fields() == {"held"}
    assert row.held == {}


def test_nobody_listens_for_what_is_not_told(db):
    for model in (Unit, ReviewRow):
        assert not post_init.has_listeners(model)
        assert not pre_init.has_listeners(model)
