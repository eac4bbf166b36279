"""Two clocks: the office's, which a demo may move, and the machine's, which nobody moves."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.utils import timezone

from campaign_portal.foundation import clock as clocks
from campaign_portal.foundation.models import Installation

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_date_means_nine_in_the_morning_in_vietnam():
    with clocks.at(dt.date(2020, 6, 25)):
        assert clocks.business_now() == dt.datetime(2020, 6, 25, 9, tzinfo=VIETNAM)
        assert clocks.today() == dt.date(2020, 6, 25)
    assert clocks.today() == timezone.localdate()


def test_the_day_is_vietnams_not_londons():
    with clocks.at(dt.datetime(2020, 6, 24, 18, tzinfo=dt.UTC)):
        assert clocks.today() == dt.date(2020, 6, 25)


def test_a_moment_without_a_zone_is_vietnams():
    with clocks.at(dt.datetime(2020, 6, 25, 23, 30)):
        assert clocks.today() == dt.date(2020, 6, 25)


def test_blocks_nest_and_an_error_gives_the_time_back():
    with clocks.at(dt.date(2020, 3, 2)):
        with pytest.raises(ZeroDivisionError), clocks.at(dt.date(2020, 12, 20)):
            _ = 1 / 0
        assert clocks.today() == dt.date(2020, 3, 2)


def test_the_machines_clock_is_never_moved():
    before = timezone.now()
    with clocks.at(dt.date(2020, 6, 25)):
        assert before <= clocks.real_now() <= timezone.now()


def test_the_fixture_moves_it_for_the_rest_of_a_test(clock):
    clock(dt.date(2020, 6, 25))
    clock(dt.date(2020, 6, 26))
    assert clocks.today() == dt.date(2020, 6, 26)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (dt.date(2020, 6, 25), "hôm nay"),
        (dt.date(2020, 6, 30), "còn 5 ngày"),
        (dt.date(2020, 6, 23), "quá hạn 2 ngày"),
    ],
)
def test_how_far_a_day_is(clock, due, words):
    clock(dt.date(2020, 6, 25))
    assert clocks.due_words(due) == words


@pytest.mark.django_db
class TestInstallation:
    def test_an_office_works_in_real_time(self):
        Installation.objects.all().delete()
        with clocks.at_installation_time():
            assert clocks.today() == timezone.localdate()

    def test_a_demo_stands_where_it_was_moved(self):
        Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": dt.date(2020, 6, 25)})
        with clocks.at_installation_time():
            assert clocks.today() == dt.date(2020, 6, 25)

    def test_a_clock_moved_already_stays(self):
        Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": dt.date(2020, 6, 25)})
        with clocks.at(dt.date(2020, 3, 5)), clocks.at_installation_time():
            assert clocks.today() == dt.date(2020, 3, 5)

    def test_only_a_demo_may_move_its_time(self):
        with pytest.raises(IntegrityError, match="installation_only_demo_moves_time"):
            Installation(is_demo=False, business_date=dt.date(2020, 6, 25)).save()

    def test_there_is_one_installation(self):
        with pytest.raises(IntegrityError, match="installation_one_row"):
            Installation.objects.create(id=2)
