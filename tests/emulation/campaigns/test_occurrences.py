"""When a deadline falls: once, each year, within a time, or on no day."""

import datetime as dt
from types import SimpleNamespace

import pytest

from emulation.campaigns.rules import NO_DAY, occurrences


def deadline(**said):
    usual = {"rule": "before", "date": dt.date(2022, 11, 30), "when_text": "", "repeats_until": None}
    return SimpleNamespace(**{**usual, "opens_on": dt.date(2022, 11, 1), "period": "2022", **said})


def test_before_a_day_the_day_before_is_the_last():
    (found,) = occurrences(deadline())
    assert (found.due_on, found.due_text) == (dt.date(2022, 11, 29), "trước 30/11/2022")


def test_on_a_day_that_day_is_the_last():
    (found,) = occurrences(deadline(rule="on"))
    assert (found.due_on, found.due_text) == (dt.date(2022, 11, 30), "30/11/2022")


def test_each_year_until_the_last():
    found = list(occurrences(deadline(repeats_until=2025)))
    assert [one.period for one in found] == ["2022", "2023", "2024", "2025"]
    assert found[-1].opens_on == dt.date(2025, 11, 1)
    assert found[-1].due_text == "trước 30/11/2025"


def test_the_words_of_a_time_move_with_the_year():
    said = deadline(
        rule="within", when_text="năm 2022", date=dt.date(2022, 12, 31), repeats_until=2023, period="2022-M12"
    )
    assert [(one.period, one.due_text) for one in occurrences(said)] == [
        ("2022-M12", "năm 2022"),
        ("2023-M12", "năm 2023"),
    ]


@pytest.mark.parametrize(("rule", "count"), [("no_day", 1), ("on_request", 0)])
def test_without_a_day(rule, count):
    found = list(occurrences(deadline(rule=rule)))
    assert len(found) == count
    assert all(one.due_text == NO_DAY for one in found)


def test_the_29th_of_february_falls_on_the_28th():
    said = deadline(
        rule="on", date=dt.date(2020, 2, 29), opens_on=dt.date(2020, 2, 1), period="2020", repeats_until=2021
    )
    assert [one.due_on for one in occurrences(said)] == [dt.date(2020, 2, 29), dt.date(2021, 2, 28)]
