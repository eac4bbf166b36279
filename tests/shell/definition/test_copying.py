"""The next period's campaign from the last one's: years moved, the paper blank, other papers' dates as they are."""

import datetime as dt
from pathlib import Path

import pytest

from campaign_portal.shell.definition import copying, loading
from campaign_portal.shell.definition.writing import values_of

FOLDER = Path(loading.__file__).parent / "campaigns"


def plan(name):
    return values_of((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def by_key(rows, key):
    return next(row for row in rows if row["key"] == key)


@pytest.fixture
def copied():
    return copying.moved(plan("ninh_binh_2021"), key="ninh_binh_2026", first_year=2026)


def test_the_period_and_its_days_move(copied):
    assert (copied["campaign"]["starts_on"], copied["campaign"]["ends_on"]) == (
        dt.date(2026, 1, 1),
        dt.date(2030, 12, 31),
    )
    yearly = by_key(copied["deadlines"], "yearly_report")
    assert (yearly["period"], yearly["before"], yearly["repeats_until"]) == ("2027", dt.date(2027, 11, 30), 2030)
    assert by_key(copied["deadlines"], "final_review")["within"] == {
        "text": "năm 2030",
        "until": dt.date(2030, 12, 31),
    }


def test_years_of_targets_move_with_it(copied):
    was, now = (by_key(rows, rows[0]["key"]) for rows in (plan("ninh_binh_2021")["targets"], copied["targets"]))
    assert was["time"] == {"by_end_of": 2025, "against": 2021}
    assert now["time"] == {"by_end_of": 2030, "against": 2026}


def test_the_launching_paper_is_left_to_be_typed(copied):
    assert copied["key"] == "ninh_binh_2026"
    assert set(copied["campaign"]["document"]) == {"kind", "symbol", "recipients"}


def test_what_other_papers_are_dated_stays(copied):
    assert copied["citations"] == plan("ninh_binh_2021")["citations"]
    assert copied["campaign"]["contents"] == plan("ninh_binh_2021")["campaign"]["contents"]


def test_places_that_still_name_an_old_year_are_told(copied):
    told = {found.section: found.years for found in copying.reminders(copied, range(2021, 2026)) if not found.title}
    assert told == {"campaign": (2021, 2022, 2023, 2025)}


def test_a_key_that_holds_a_year_moves_where_it_is_named():
    values = {
        "campaign": {"starts_on": dt.date(2020, 1, 1), "ends_on": dt.date(2020, 12, 31)},
        "classes": [{"key": "commune_2020", "name": "Xã"}],
        "deadlines": [{"key": "plan_2020", "owed_by": ["commune_2020"], "on": dt.date(2020, 2, 29)}],
    }
    moved = copying.moved(values, key="moi", first_year=2021)
    assert moved["classes"][0]["key"] == "commune_2021"
    assert moved["deadlines"][0] == {"key": "plan_2021", "owed_by": ["commune_2021"], "on": dt.date(2021, 2, 28)}


def test_a_measures_years_move_and_its_money_does_not():
    values = plan("sa_pa_2020")
    moved = copying.moved(values, key="sa_pa_2021", first_year=2021)

    def parameters(rows):
        return [
            criterion["measured"].get("parameters", {})
            for group in rows
            for criterion in group["criteria"]
            if "measured" in criterion
        ]

    assert {"year": 2019} in parameters(values["criteria"])
    assert {"year": 2020} in parameters(moved["criteria"])
    assert {"vnd": 50000000} in parameters(moved["criteria"])
