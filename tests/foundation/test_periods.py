"""Periods as short keys."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign_portal.foundation.periods import Period

KEYS = st.builds(
    "{}{}".format,
    st.integers(min_value=1990, max_value=2100),
    st.sampled_from(["", "-Q1", "-Q2", "-Q3", "-Q4", "-M06", "-M09", "-M12"]),
)


@pytest.mark.parametrize(
    ("key", "name", "short", "ends"),
    [
        ("2020-Q2", "quý II năm 2020", "quý II", dt.date(2020, 6, 30)),
        ("2020-Q4", "quý IV năm 2020", "quý IV", dt.date(2020, 12, 31)),
        ("2020-Q1", "quý I năm 2020", "quý I", dt.date(2020, 3, 31)),
        ("2020-M06", "6 tháng năm 2020", "6 tháng", dt.date(2020, 6, 30)),
        ("2020-M09", "9 tháng năm 2020", "9 tháng", dt.date(2020, 9, 30)),
        ("2020-M12", "năm 2020", "cả năm", dt.date(2020, 12, 31)),
        ("2020", "năm 2020", "cả năm", dt.date(2020, 12, 31)),
    ],
)
def test_a_period_is_read_and_named(key, name, short, ends):
    period = Period.parse(key)
    assert (period.name, period.short_name, period.ends_on, str(period)) == (name, short, ends, name)


@pytest.mark.parametrize("key", ["", "2020-Q5", "2020-M07", "2020-q2", "20-Q2", "2020-Q2 ", "quý II"])
def test_another_form_is_refused(key):
    with pytest.raises(ValueError, match="không đúng dạng"):
        Period.parse(key)


@given(KEYS)
def test_a_period_ends_on_the_last_day_of_its_last_month(key):
    period = Period.parse(key)
    following = period.ends_on + dt.timedelta(days=1)
    assert (period.ends_on.year, period.ends_on.month) == (period.year, period.last_month)
    assert following.day == 1


def test_periods_of_one_kind_sort_by_time():
    assert sorted([Period("2020-Q3"), Period("2019-Q4"), Period("2020-Q1")]) == [
        Period("2019-Q4"),
        Period("2020-Q1"),
        Period("2020-Q3"),
    ]
