"""Deadlines as plans write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.duties import rules
from emulation.duties.models import Duty

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("rule", "date", "last", "written"),
    [
        ("before", dt.date(2020, 3, 10), dt.date(2020, 3, 9), "trước 10/3/2020"),
        ("on", dt.date(2020, 6, 25), dt.date(2020, 6, 25), "25/6/2020"),
        ("before", dt.date(2020, 3, 1), dt.date(2020, 2, 29), "trước 01/3/2020"),
        ("before", dt.date(2020, 1, 1), dt.date(2019, 12, 31), "trước 01/01/2020"),
        ("on", dt.date(2020, 10, 10), dt.date(2020, 10, 10), "10/10/2020"),  # a Saturday moves nothing
    ],
)
def test_before_a_day_means_the_day_before_is_the_last(rule, date, last, written):
    assert rules.last_day(rule, date) == last
    assert rules.as_written(rule, date) == written


@given(DAYS)
def test_before_is_one_day_stricter_than_on(date):
    assert rules.last_day("on", date) - rules.last_day("before", date) == dt.timedelta(days=1)


@given(DAYS, st.integers(-400, 400))
def test_days_late_are_never_negative_and_count_from_the_due_day(due_on, distance):
    done_on = due_on + dt.timedelta(days=distance)
    assert rules.days_late(done_on, due_on) == max(distance, 0)


def test_plain_papers_are_kinds_of_duties():
    assert set(rules.PLAIN_PAPERS) <= set(Duty.Kind.values)
