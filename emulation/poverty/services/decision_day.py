"""The day of a decision on reviews, a commune's own or one further up."""

import datetime as dt
from collections.abc import Iterator

from campaign_portal.foundation import clock, vietnamese
from campaign_portal.foundation.errors import Problem


def wrong_day(day: dt.date, year: int) -> Iterator[Problem]:
    """What is wrong with the day of a decision about the review of `year`: later than today, or before that year."""
    if day > clock.today():
        yield Problem("Ngày quyết định không thể sau hôm nay.", field="decision_date")
    elif day.year < year:
        yield Problem(
            f"Quyết định đề ngày {vietnamese.day(day)}, trước năm rà soát {year}; xin kiểm tra năm.",
            field="decision_date",
        )
