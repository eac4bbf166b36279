"""Numbers of official papers: no duplicate, no gap, dates in order."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from campaign_portal.foundation import numbers
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import NumberSeries

DAY = dt.date(2020, 12, 18)
OFFICE, SERIES = "an-office", "QĐ"


def take(on: dt.date = DAY, **more) -> int:
    return numbers.take(OFFICE, SERIES, on, **more)


@pytest.mark.django_db
class TestTaking:
    def test_numbers_follow_one_another_from_one(self):
        assert [take(), take(), take()] == [1, 2, 3]

    def test_every_year_office_and_kind_of_paper_counts_for_itself(self):
        take()
        assert take(dt.date(2021, 1, 4)) == 1
        assert numbers.take(OFFICE, "TTr", DAY) == 1
        assert numbers.take("another", SERIES, DAY) == 1

    def test_a_date_before_the_last_paper_is_refused(self):
        take()
        with pytest.raises(Refused, match="đề ngày 18/12/2020") as refusal:
            take(DAY - dt.timedelta(days=1))
        assert refusal.value.problems[0].field == "issued_on"
        assert take(DAY) == 2, "the same day is fine"

    def test_the_clerks_book_is_believed_but_not_backwards(self):
        NumberSeries.objects.create(authority_key=OFFICE, series=SERIES, year=2020, keeper=NumberSeries.Keeper.CLERK)
        with pytest.raises(Refused, match="theo sổ của văn thư"):
            take()
        assert take(from_book=412) == 412
        for passed in (412, 5):
            with pytest.raises(Refused, match="không lớn hơn số cuối"):
                take(from_book=passed)
        assert take(from_book=430) == 430, "the office issues other papers from the same book"

    @pytest.mark.parametrize(("number", "text"), [(5, "05"), (12, "12"), (120, "120")])
    def test_a_number_below_ten_gets_a_zero(self, number, text):
        assert numbers.shown(number) == text


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_outside_a_transaction_is_a_mistake(self):
        with pytest.raises(RuntimeError, match="inside the transaction"):
            take()

    def test_a_paper_that_was_not_issued_leaves_no_gap(self):
        def issue_and_fail():
            with transaction.atomic():
                take()
                raise RuntimeError("the file could not be queued")

        with pytest.raises(RuntimeError):
            issue_and_fail()
        with transaction.atomic():
            assert take() == 1

    def test_eight_offices_at_once_get_eight_numbers(self):
        taken: list[int] = []
        failed: list[BaseException] = []
        start = threading.Barrier(8)

        def issue() -> None:
            try:
                start.wait()
                for _ in range(5):
                    with transaction.atomic():
                        taken.append(take())
            except BaseException as failure:
                failed.append(failure)
            finally:
                connection.close()

        threads = [threading.Thread(target=issue) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert sorted(taken) == list(range(1, 41))
        assert NumberSeries.objects.get(authority_key=OFFICE).last_number == 40
