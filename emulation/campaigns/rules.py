"""When a deadline of the plan falls: once, or each year of the campaign."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from emulation.duties import rules as duty_rules

NO_DAY = "kế hoạch không quy định thời hạn"


class Dated(Protocol):
    """What of a deadline says when it falls."""

    rule: str
    date: dt.date
    when_text: str
    repeats_until: int | None
    opens_on: dt.date
    period: str


@dataclass(frozen=True)
class Occurrence:
    """One falling due: its period, the last day on time, and the plan's words for it."""

    period: str
    opens_on: dt.date
    due_on: dt.date
    due_text: str


def occurrences(deadline: Dated) -> Iterator[Occurrence]:
    """Each time the deadline asks something of somebody; one that waits for a request never does by itself."""
    if deadline.rule == "on_request":
        return
    last = deadline.repeats_until or deadline.date.year
    for year in range(deadline.date.year, last + 1):
        later = year - deadline.date.year
        date = in_later_year(deadline.date, later)
        yield Occurrence(
            period=f"{int(deadline.period[:4]) + later}{deadline.period[4:]}" if deadline.period else "",
            opens_on=in_later_year(deadline.opens_on, later),
            due_on=duty_rules.last_day(deadline.rule, date),
            due_text=when(deadline, date),
        )


def when(deadline: Dated, date: dt.date) -> str:
    """The plan's words: "trước 30/11/2022", "25/6/2020", "năm 2018", or that it sets no day."""
    if deadline.rule == "no_day":
        return NO_DAY
    if deadline.rule == "on_request":
        return "theo yêu cầu"
    if deadline.rule == "within":
        return deadline.when_text.replace(str(deadline.date.year), str(date.year))
    return duty_rules.as_written(deadline.rule, date)


def in_later_year(date: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29/02 falls on the 28th where there is none."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


class Stone(Protocol):
    """What of a milestone says when it is past."""

    sort_on: dt.date
    repeats_until: int | None


def last_day_of(stone: Stone) -> dt.date:
    """The day of a milestone; of a yearly one, of its last year."""
    return in_later_year(stone.sort_on, (stone.repeats_until or stone.sort_on.year) - stone.sort_on.year)
