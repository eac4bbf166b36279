"""When a compilation of the year's review is due, where no campaign's calendar says (`poverty.md` § 2).

QĐ 24/2021/QĐ-TTg: the review ends on 14/12, the province reports before 20/12. TT 17/2016/TT-BLĐTBXH, which ruled the
years up to 2021: the review ends on 31/12; it gives no day for the compilation. Mid-year periods have no day of law.
"""

import datetime as dt

FIRST_YEAR_OF_24_2021 = 2022
DAYS_TO_COMPILE = 5  # from the first approved review, where neither law nor plan sets a day; our own
DAYS_TO_SANCTION = 5  # from the first arrival; our own


def compilation_due(year: int, months: int | None, *, is_top: bool) -> tuple[dt.date, str] | None:
    """The last day and its words; `is_top`: the province, which reports to the ministry."""
    if months != 12:
        return None
    if year < FIRST_YEAR_OF_24_2021:
        return dt.date(year, 12, 31), "đến hết 31/12 (TT 17/2016/TT-BLĐTBXH)"
    if is_top:
        return dt.date(year, 12, 19), "trước 20/12 (QĐ 24/2021/QĐ-TTg)"
    return dt.date(year, 12, 14), "đến hết 14/12 (QĐ 24/2021/QĐ-TTg)"
