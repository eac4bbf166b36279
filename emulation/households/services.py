"""Writing households down: who they are, what each year's review found, who helps them."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import audit, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.households import permissions
from emulation.households.models import Household, HouseholdYear, Support
from emulation.people.models import Party
from emulation.territory.models import Level, Unit

OUT_OF_POVERTY = Support.Outcome.ESCAPED_STABLE_WORK


def register_household(
    hamlet: Unit,
    *,
    head_name: str,
    member_count: int,
    birth_year: int | None = None,
    gender: str = "",
    ethnicity: str = "",
    by: User | None,
) -> Household:
    """A household of a hamlet, and the party that stands for it.

    Refuses one that the hamlet has already (same head, same birth year), and one outside the person's ground.
    """
    name = vietnamese.nfc(head_name)
    wrong = []
    if hamlet.level != Level.HAMLET:
        wrong.append(Problem(f"Hộ thuộc thôn, tổ dân phố; {hamlet.title} không phải là thôn.", field="hamlet"))
    if len(name.split(" ")) < 2:
        wrong.append(Problem(f"“{name}” chưa đủ họ và tên chủ hộ.", field="head_name"))
    if member_count < 1:
        wrong.append(Problem("Hộ có ít nhất 1 nhân khẩu.", field="member_count"))
    refuse_if_any(wrong)
    _check_ground(by, hamlet)
    same = Household.objects.filter(unit=hamlet, party__folded_name=vietnamese.fold(f"Hộ {name}"))
    if same.filter(party__birth_year=birth_year).exists():
        born = f", sinh {birth_year}" if birth_year else ""
        raise Refused(
            Problem(f"{hamlet.opening_title} đã có hộ {name}{born}. Nếu là hộ khác, xin ghi năm sinh.", "head_name")
        )
    with transaction.atomic():
        party = Party.objects.create(
            kind=Party.Kind.HOUSEHOLD,
            unit=hamlet,
            name=f"Hộ {name}",
            birth_year=birth_year,
            gender=gender,
            ethnicity=vietnamese.nfc(ethnicity),
            address=f"{hamlet.title}, {hamlet.commune.title}" if hamlet.commune else hamlet.title,
        )
        household = Household.objects.create(unit=hamlet, party=party, head_name=name, member_count=member_count)
        audit.record("ghi danh hộ", household, by=by, after={"hamlet": hamlet, "members": member_count})
    return household


def set_year(
    household: Household,
    year: int,
    *,
    poverty_class: str,
    income_vnd: int | None = None,
    list_number: str = "",
    list_date: dt.date | None = None,
    is_provisional: bool = False,
    by: User | None,
) -> HouseholdYear:
    """What a household was found to be in a year, by which approved list (S3 IV.2.2.b: number and date, not a year),
    and what it earned, đồng a head and month. A later finding replaces the earlier one; the trail keeps both."""
    wrong = []
    if poverty_class not in HouseholdYear.PovertyClass.values:
        wrong.append(Problem("Diện của hộ: nghèo, cận nghèo, đã thoát nghèo hoặc không nghèo.", field="poverty_class"))
    if income_vnd is not None and income_vnd < 0:
        wrong.append(Problem("Thu nhập không thể âm.", field="income_vnd"))
    if bool(list_number.strip()) != (list_date is not None):
        wrong.append(Problem("Danh sách được phê duyệt cần cả số và ngày quyết định.", field="list_number"))
    refuse_if_any(wrong)
    _check_ground(by, household.unit)
    with transaction.atomic():
        before = HouseholdYear.objects.filter(household=household, year=year).first()
        row, _ = HouseholdYear.objects.update_or_create(
            household=household,
            year=year,
            defaults={
                "poverty_class": poverty_class,
                "income_per_head_vnd": income_vnd,
                "list_number": vietnamese.nfc(list_number),
                "list_date": list_date,
                "is_provisional": is_provisional,
            },
        )
        was = {"class": before.poverty_class, "income": before.income_per_head_vnd} if before else {}
        audit.record(
            "ghi diện hộ theo năm",
            household,
            by=by,
            before=was,
            after={"year": year, "class": poverty_class, "income": income_vnd, "list": row.list_number},
        )
    return row


def record_support(
    household: Household,
    helper_party: Party,
    year: int,
    *,
    deed: str,
    outcome: str = Support.Outcome.UNDER_WAY,
    confirmed_by: str = "",
    by: User | None,
) -> Support:
    """Who helps a household in a year, with what, and what became of it (S3 V.5).

    "Out of poverty, with stable work" counts towards an award (S3 IV.2.2.b) and needs the paper that confirms it.
    A second record of the same helper and year goes on with the first.
    """
    wrong = []
    if not deed.strip():
        wrong.append(Problem("Xin ghi việc giúp hộ.", field="deed"))
    if outcome not in Support.Outcome.values:
        wrong.append(Problem("Kết quả: đang giúp, đã thoát nghèo hoặc chưa thoát nghèo.", field="outcome"))
    if outcome == OUT_OF_POVERTY and not confirmed_by.strip():
        wrong.append(
            Problem("Hộ đã có việc làm ổn định, thoát nghèo: xin ghi giấy xác nhận của UBND xã.", field="confirmed_by")
        )
    if helper_party.pk == household.party_id:
        wrong.append(Problem("Người giúp và hộ được giúp là một; xin chọn người giúp khác.", field="helper"))
    refuse_if_any(wrong)
    _check_ground(by, household.unit)
    with transaction.atomic():
        before = Support.objects.filter(household=household, helper=helper_party, year=year).first()
        support, _ = Support.objects.update_or_create(
            household=household,
            helper=helper_party,
            year=year,
            defaults={
                "deed": fitting(deed, 300, "Việc giúp hộ", field="deed"),
                "outcome": outcome,
                "confirmed_by": fitting(confirmed_by, 120, "Giấy xác nhận", field="confirmed_by"),
            },
        )
        audit.record(
            "ghi việc giúp hộ",
            household,
            by=by,
            before={"outcome": before.outcome} if before else {},
            after={"helper": helper_party, "year": year, "outcome": outcome},
        )
    return support


def _check_ground(by: User | None, hamlet: Unit) -> None:
    """Household data belongs to the posts that work with it there; `by` is None for the system."""
    if by is not None and not permissions.may_write(by, hamlet):
        raise Refused(f"Hộ của {hamlet.title} do cán bộ địa bàn ấy ghi.")
