"""What a review found a household to be."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.households.models import Household, HouseholdYear
from emulation.households.services.registering import check_ground, refuse_double
from emulation.poverty.models import PovertyCause, PovertyStandard, ProtectedGroup, StandardIndicator
from emulation.poverty.selectors.lists import standard_of_year


@dataclass(frozen=True)
class Found:
    """All that a list says of one household in one year. Money in đồng a head and month; points as the sheets have
    them (B1 of income, B2 of lacks)."""

    poverty_class: str
    income_vnd: int | None = None
    list_number: str = ""
    list_date: dt.date | None = None
    is_provisional: bool = False
    declared: str = ""
    member_count: int | None = None
    income_points: int | None = None
    lack_points: int | None = None
    wish: str = ""
    causes: Sequence[PovertyCause] = ()
    lacks: Sequence[StandardIndicator] = ()
    groups: Sequence[ProtectedGroup] = ()


def set_year(
    household: Household,
    year: int,
    *,
    poverty_class: str,
    income_vnd: int | None = None,
    list_number: str = "",
    list_date: dt.date | None = None,
    is_provisional: bool = False,
    standard: PovertyStandard | None = None,
    by: User | None,
) -> HouseholdYear:
    """The class, income and list of a household's year, without what the sheets detail. See `write_year`."""
    found = Found(poverty_class, income_vnd, list_number, list_date, is_provisional)
    return write_year(household, year, found, standard=standard, keeps_details=True, by=by)


def write_year(
    household: Household,
    year: int,
    found: Found,
    *,
    standard: PovertyStandard | None = None,
    keeps_details: bool = False,
    by: User | None,
) -> HouseholdYear:
    """What a household was found to be in a year, by which approved list (S3 IV.2.2.b: number and date, not a year).

    Without a standard it is the nation's of that year. A later finding replaces the earlier one of the same standard;
    the trail keeps both. `keeps_details` leaves causes, lacks and all that only the sheets know as they are.
    """
    ruling = standard or standard_of_year(year)
    refuse_if_any(_wrong(year, found, ruling))
    assert ruling is not None  # noqa: S101  a year without a standard is wrong
    check_ground(by, household.unit)
    with transaction.atomic():
        refuse_double(household)
        before = (
            HouseholdYear.objects.select_for_update().filter(household=household, year=year, standard=ruling).first()
        )
        was = told(before) if before else {}
        row = before or HouseholdYear(household=household, year=year, standard=ruling)
        row.poverty_class, row.income_per_head_vnd = found.poverty_class, found.income_vnd
        row.list_number, row.list_date = vietnamese.nfc(found.list_number), found.list_date
        row.is_provisional = found.is_provisional
        if not keeps_details:
            row.declared, row.member_count = found.declared, found.member_count
            row.income_points, row.lack_points = found.income_points, found.lack_points
            row.wish = vietnamese.nfc(found.wish)
        row.save()
        if not keeps_details:
            row.causes.set(found.causes)
            row.lacks.set(found.lacks)
            row.groups.set(found.groups)
        old, new = audit.changes(was, told(row))
        audit.record("ghi diện hộ theo năm", household, by=by, before=old, after={"year": year, **new})
    return row


def told(row: HouseholdYear) -> dict[str, Any]:
    """A finding as the trail keeps it; what is empty is left out."""
    values: dict[str, Any] = {
        "standard": row.standard.name,
        "class": row.poverty_class,
        "income": row.income_per_head_vnd,
        "list": row.list_number,
        "declared": row.declared,
        "members": row.member_count,
        "b1": row.income_points,
        "b2": row.lack_points,
        "wish": row.wish,
        "causes": [cause.name for cause in row.causes.all()],
        "lacks": [lack.name for lack in row.lacks.all()],
        "groups": [group.name for group in row.groups.all()],
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _wrong(year: int, found: Found, standard: PovertyStandard | None) -> Iterator[Problem]:
    if standard is None:
        yield Problem(f"Chưa có chuẩn nghèo cho năm {year}; xin kiểm tra năm hoặc danh mục chuẩn nghèo.", field="year")
        return
    # The list a standard begins with is made at the end of the year before (2021 for 2022–2025).
    if not standard.first_year - 1 <= year <= standard.last_year:
        yield Problem(
            f"{standard.name} dùng cho rà soát các năm {standard.first_year}–{standard.last_year}, không phải {year}.",
            field="standard",
        )
    if found.poverty_class not in HouseholdYear.PovertyClass.values:
        yield Problem("Diện của hộ: nghèo, cận nghèo, đã thoát nghèo hoặc không nghèo.", field="poverty_class")
    if found.income_vnd is not None and found.income_vnd < 0:
        yield Problem("Thu nhập không thể âm.", field="income_vnd")
    if bool(found.list_number.strip()) != (found.list_date is not None):
        yield Problem("Danh sách được phê duyệt cần cả số và ngày quyết định.", field="list_number")
    if len(found.list_number) > 60:
        yield Problem("Số quyết định dài quá 60 ký tự.", field="list_number")
    if len(found.wish) > 300:
        yield Problem("Nguyện vọng dài quá 300 ký tự.", field="wish")
    if any(lack.standard_id != standard.pk for lack in found.lacks):
        yield Problem(f"Chỉ số thiếu hụt đã chọn không thuộc {standard.name}.", field="lacks")
