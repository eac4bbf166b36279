"""Periods that reports and reviews stand for, as short keys that sort: "2020-Q2", "2020-M06", "2020".

A report that an office asks for out of turn has a period of its own: "2020-D0802" is the second one asked for August.
"""

import datetime as dt
import re
from dataclasses import dataclass

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|M(?P<months>06|09|12)|D(?P<month>0[1-9]|1[0-2])(?P<turn>\d{2})))?"
)
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, the first 6, 9 or 12 months of a year, a whole year; or the year up to a month, asked for once."""

    key: str

    @classmethod
    def parse(cls, key: str) -> "Period":
        """Raises ValueError for a key of another form."""
        if not _FORM.fullmatch(key):
            raise ValueError(f"kỳ “{key}” không đúng dạng: 2020, 2020-Q2 hoặc 2020-M06")
        return cls(key)

    @property
    def year(self) -> int:
        return int(self.key[:4])

    @property
    def quarter(self) -> int | None:
        match = _FORM.fullmatch(self.key)
        return int(match["quarter"]) if match and match["quarter"] else None

    @property
    def months(self) -> int | None:
        match = _FORM.fullmatch(self.key)
        return int(match["months"]) if match and match["months"] else None

    @classmethod
    def ad_hoc(cls, day: dt.date, turn: int) -> "Period":
        """What an office asks for out of turn: its day, and the how manieth of that month it is (1–99)."""
        return cls.parse(f"{day.year}-D{day.month:02d}{turn:02d}")

    @property
    def _asked(self) -> tuple[int, int] | None:
        """(month, turn) of a report asked for out of turn."""
        match = _FORM.fullmatch(self.key)
        return (int(match["month"]), int(match["turn"])) if match and match["month"] else None

    @property
    def is_ad_hoc(self) -> bool:
        return self._asked is not None

    @property
    def last_month(self) -> int:
        if self.quarter:
            return self.quarter * 3
        if self._asked:
            return self._asked[0]
        return self.months or 12

    @property
    def ends_on(self) -> dt.date:
        after = dt.date(self.year + self.last_month // 12, self.last_month % 12 + 1, 1)
        return after - dt.timedelta(days=1)

    @property
    def name(self) -> str:
        """As people say it: "quý II năm 2020", "6 tháng năm 2020", "năm 2020"."""
        if self.quarter:
            return f"quý {_ROMAN[self.quarter]} năm {self.year}"
        if self.months and self.months < 12:
            return f"{self.months} tháng năm {self.year}"
        if self._asked:
            return f"{self.short_name} năm {self.year}"
        return f"năm {self.year}"

    @property
    def short_name(self) -> str:
        """Without the year: "quý II", "6 tháng", "cả năm"."""
        if self.quarter:
            return f"quý {_ROMAN[self.quarter]}"
        if self.months and self.months < 12:
            return f"{self.months} tháng"
        if self._asked:
            month, turn = self._asked
            return f"đột xuất tháng {month}" if turn == 1 else f"đột xuất lần {turn} tháng {month}"
        return "cả năm"

    def __str__(self) -> str:
        return self.name
