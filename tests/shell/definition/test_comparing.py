"""Two versions compared in words, never as raw text."""

import copy
import datetime as dt
from pathlib import Path

import pytest

from campaign_portal.shell.definition import comparing, loading
from campaign_portal.shell.definition.comparing import Change
from campaign_portal.shell.definition.writing import values_of

SA_PA = (Path(loading.__file__).parent / "campaigns" / "sa_pa_2020.yaml").read_text(encoding="utf-8")

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return values_of(SA_PA)


@pytest.fixture
def new(old):
    return copy.deepcopy(old)


def test_the_same_file_written_otherwise_is_the_same(old):
    assert comparing.compare(old, values_of(SA_PA.replace('"', "'"))) == []


def test_a_moved_day_reads_from_one_to_the_other(old, new):
    stone = new["milestones"][2]
    stone["sort_on"] = dt.date(2020, 12, 20)
    (found,) = comparing.compare(old, new)
    assert (found.title, found.changed[0].title) == ("Các mốc của phong trào", stone["title"])
    assert found.changed[0].changes == (Change("Ngày để xếp thứ tự", "09/12/2020", "20/12/2020"),)


def test_what_came_in_and_what_left_are_named(old, new):
    gone = new["milestones"].pop(0)
    new["milestones"].append({"key": "peak", "kind": "peak", "title": "Tháng cao điểm"})
    (found,) = comparing.compare(old, new)
    assert [item.title for item in found.added] == ["Tháng cao điểm"]
    assert [item.title for item in found.removed] == [gone["title"]]


def test_a_changed_deadline_says_who_owes_it_by_name(old, new):
    deadline = next(row for row in new["deadlines"] if row["key"] == "launch_plan")
    deadline["owed_by"] = ["commune", "agency"]
    (found,) = comparing.compare(old, new)
    (change,) = found.changed[0].changes
    assert change.label == "Ai phải làm"
    assert change.now == f"{change.was}, " + next(row["name"] for row in old["classes"] if row["key"] == "agency")


def test_a_paragraph_that_was_added_stands_alone(old, new):
    new["campaign"]["contents"][0]["points"].append("Thêm một điều.")
    (found,) = comparing.compare(old, new)
    (change,) = found.changed[0].changes
    assert (change.was, change.now) == (None, "Thêm một điều.")


def test_another_order_is_told(old, new):
    new["milestones"].reverse()
    (found,) = comparing.compare(old, new)
    assert found.reordered
    assert comparing.in_one_line([found]) == "Các mốc của phong trào: đổi thứ tự"


def test_the_trail_gets_one_line(old, new):
    new["milestones"][0]["title"] = "Lễ phát động"
    new["targets"].pop()
    assert comparing.in_one_line(comparing.compare(old, new)) == "Các mốc của phong trào: sửa 1; Chỉ tiêu: bỏ 1"


def test_a_draft_with_broken_parts_is_compared_all_the_same(old, new):
    new["targets"] = "chưa viết"
    new["milestones"][0] = "mốc"
    assert {found.section for found in comparing.compare(old, new)} == {"milestones", "targets"}
