"""“Việc của tôi”: the first screen of every person."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_portal.foundation import audit, seals
from campaign_portal.foundation import clock as clocks
from campaign_portal.shell import home
from demo.cast import CAST
from emulation.campaigns.definition import OWED_BY_A_PLAN
from emulation.duties import selectors
from emulation.duties.models import Duty
from emulation.duties.services import open_duty
from emulation.poverty.services.entry import open_review, save_cells
from tests.emulation.poverty.conftest import typed_rows

JUNE = dt.date(2020, 6, 25)


@pytest.fixture
def open_as(client, sa_pa):
    """Sign a person in and open his first page."""

    def open_page(username: str):
        client.force_login(sa_pa.person(username))
        return client.get("/")

    return open_page


@pytest.mark.parametrize("username", [person.username for person in CAST])
def test_everybody_has_a_first_page(open_as, username):
    assert open_as(username).status_code == 200


def test_somebody_without_a_post_is_told_so(client, sa_pa, django_user_model):
    client.force_login(django_user_model.objects.create_user("moi", "Người Mới"))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "chưa có chức vụ" in answer.content.decode()


def test_the_oldest_debt_stands_first_and_holds_the_one_primary_button(open_as, clock):
    clock(JUNE)
    tasks = open_as("mai").context["tasks"]
    due = [task.duty.due_on for task in tasks]
    assert due == sorted(due)
    assert [task.is_primary for task in tasks] == [True] + [False] * (len(tasks) - 1)
    assert tasks[0].is_late


def test_the_sentence_counts_what_waits_and_the_oldest_debt(open_as, clock):
    clock(JUNE)
    answer = open_as("mai")
    count = len(answer.context["tasks"])
    late = sum(task.is_late for task in answer.context["tasks"])
    assert (count, late) == (5, 4)
    assert answer.context["situation"] == "Năm việc đang chờ, bốn việc đã quá hạn, lâu nhất 108 ngày."


def test_a_duty_shows_only_once_it_has_opened(open_as, clock):
    clock(dt.date(2020, 5, 31))
    assert not [task for task in open_as("mai").context["tasks"] if task.duty.kind == Duty.Kind.REVIEW]
    clock(dt.date(2020, 6, 1))
    assert [task for task in open_as("mai").context["tasks"] if task.duty.kind == Duty.Kind.REVIEW]


def test_an_offer_that_nobody_took_is_no_debt(open_as, clock):
    """To propose for awards is a right (S3 IV.3): after its day it is silent."""
    clock(dt.date(2020, 11, 9))
    assert [task for task in open_as("mai").context["tasks"] if task.duty.kind == Duty.Kind.SUBMISSION]
    clock(dt.date(2020, 11, 10))
    assert not [task for task in open_as("mai").context["tasks"] if task.duty.kind == Duty.Kind.SUBMISSION]


def test_one_commune_sees_nothing_of_another(open_as, sa_pa, clock):
    clock(JUNE)
    units = {task.duty.unit.name for task in open_as("lien").context["tasks"]}
    assert units == {"Mường Hoa"}


def test_the_standing_office_sees_what_communes_and_agencies_owe_it(open_as, clock):
    clock(JUNE)
    awaited = {row["item"].kind: row["item"] for row in open_as("thanh").context["awaited"]}
    review = awaited[Duty.Kind.REVIEW]
    assert (review.expected, review.done, review.missing) == (16, 0, 16)
    assert open_as("mai").context["awaited"] == []


def test_every_kind_that_a_plan_can_date_has_a_board(sa_pa):
    """Whatever is awaited can be looked into: the kinds that a definition may date, and those of this campaign."""
    dated = {deadline.kind for deadline in sa_pa.campaign.deadlines.all()}
    assert dated <= set(OWED_BY_A_PLAN) == set(home.BOARDS)


def test_whoever_waits_may_open_the_board(client, open_as, clock):
    """The authority, too, waits for the summary of the dossiers (S3 IV.3)."""
    clock(dt.date(2020, 11, 14))
    kinds = set()
    for username in ("thanh", "huy", "khanh", "long", "bich", "ngoc"):
        for row in open_as(username).context["awaited"]:
            kinds.add(row["item"].kind)
            assert client.get(row["url"]).status_code == 200, (username, row["item"].title)
    assert {Duty.Kind.REPORT, Duty.Kind.CONSOLIDATION, Duty.Kind.SUBMISSION_SUMMARY} <= kinds


def test_whoever_may_not_open_the_board_gets_no_link_to_it(client, open_as, sa_pa, clock):
    """An administrator sits in the authority's office and sees what it waits for; the papers are not his."""
    clock(dt.date(2020, 11, 14))
    rows = open_as("nam").context["awaited"]
    urls = [row["url"] for row in rows]
    assert "" in urls
    assert all(client.get(url).status_code == 200 for url in urls if url)
    assert "Xem ai chưa nộp" not in client.get("/").content.decode() or any(urls)


def test_figures_of_a_part_of_the_hamlets_say_so(open_as, sa_pa, clock):
    clock(JUNE)
    review = open_review(sa_pa.ta_van, "2020-M06", sa_pa.standard, by=sa_pa.person("mai"))
    cells = typed_rows(review)
    first = min(cells)
    save_cells(review, {first: cells[first]}, by=sa_pa.person("mai"))
    covered = "theo 1 trên 7 thôn có số dùng được; 6 thôn chưa nhập"
    assert covered in open_as("mai").content.decode()
    save_cells(review, cells, by=sa_pa.person("mai"))
    assert open_as("mai").context["covered"] == ""


@pytest.mark.parametrize(("username", "sees"), [("mai", True), ("thanh", True), ("bich", False), ("nam", False)])
def test_figures_stand_only_where_their_sources_may_be_opened(open_as, clock, username, sees):
    clock(JUNE)
    assert bool(open_as(username).context["progress"]) == sees


def test_the_road_tells_the_years_deadlines(open_as):
    road = open_as("mai").context["road"]
    assert [stop["duty"].title for stop in road][:3] == ["Đăng ký cờ thi đua", "Kế hoạch phát động", "Báo cáo quý I"]
    assert [stop["is_next"] for stop in road].count(True) == 1


def test_every_kind_of_duty_says_what_to_do(sa_pa):
    """A kind without a presenter would vanish from everybody's first page."""
    assert set(Duty.Kind.values) <= set(selectors.waiting._presenters)


@pytest.mark.parametrize("username", ["mai", "thanh", "huy"])
def test_a_longer_list_costs_no_more_statements(client, sa_pa, clock, username):
    clock(JUNE)
    client.force_login(sa_pa.person(username))

    def statements() -> int:
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/")
        return len(captured)

    before = statements()
    for number in range(12):
        open_duty(
            kind=Duty.Kind.LAUNCH_PLAN,
            title=f"Kế hoạch {number}",
            unit=sa_pa.ta_van,
            receiver=sa_pa.office("standing_office"),
            due_on=JUNE,
            campaign_key=sa_pa.campaign.key,
            deadline_key=f"more_{number}",
        )
    assert statements() == before


@pytest.mark.parametrize("username", ["nam", "hanh", "mai", "long"])
def test_a_trail_that_is_not_sealed_is_told_to_who_watches_it(open_as, sa_pa, username, monkeypatch):
    """The administrator and the auditor; nobody else can do anything about it."""
    seals.seal(everything=True)  # the ground may have been laid minutes ago
    audit.record("thử", sa_pa.campaign, by=None)
    assert "niêm phong" not in open_as(username).content.decode()
    later = clocks.real_now() + dt.timedelta(hours=2)
    monkeypatch.setattr(clocks, "real_now", lambda: later)
    told = "dòng nhật ký việc làm chưa được niêm phong, lâu nhất đã 2 giờ" in open_as(username).content.decode()
    assert told == (username in {"nam", "hanh"})
    seals.seal()
    assert "niêm phong" not in open_as(username).content.decode()


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(0, "Không có việc nào đang chờ ông/bà."), (1, "Một việc đang chờ."), (11, "11 việc đang chờ.")],
)
def test_the_sentence_says_small_counts_in_words(sa_pa, count, sentence):
    duties = [Duty(due_on=dt.date(2020, 12, 31)) for _ in range(count)]
    assert home.situation(duties) == sentence
