"""Who helps a household or a place, with what, until when, and what became of it."""

import datetime as dt
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.households import permissions
from emulation.households.models import Household, Support
from emulation.people.models import Party
from emulation.territory.models import Unit

OUT_OF_POVERTY = Support.Outcome.ESCAPED_STABLE_WORK


def record_support(
    household: Household,
    helper_party: Party,
    year: int,
    *,
    deed: str,
    outcome: str = Support.Outcome.UNDER_WAY,
    confirmed_by: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    reason: str = "",
    by: User | None,
) -> Support:
    """Who helps a household in a year, with what, and what became of it (S3 V.5).

    "Out of poverty, with stable work" counts towards an award (S3 IV.2.2.b) and needs the paper that confirms it.
    A second record of the same helper and year goes on with the first; another deed than it says, or another first
    day, is a correction and needs a reason. The old words stay in the trail.
    """
    wrong = _wrong_deed(deed, year, starts_on, ends_on)
    if outcome not in Support.Outcome.values:
        wrong.append(Problem("Kết quả: đang giúp, đã thoát nghèo hoặc chưa thoát nghèo.", field="outcome"))
    if outcome == OUT_OF_POVERTY and not confirmed_by.strip():
        wrong.append(
            Problem("Hộ đã có việc làm ổn định, thoát nghèo: xin ghi giấy xác nhận của UBND xã.", field="confirmed_by")
        )
    if helper_party.pk == household.party_id:
        wrong.append(Problem("Người giúp và hộ được giúp là một; xin chọn người giúp khác.", field="helper"))
    refuse_if_any(wrong)
    check_keeper(by, household.unit, household)
    return _written(
        Support(household=household, unit=household.unit, helper=helper_party, year=year),
        {
            "deed": fitting(deed, 300, "Việc giúp hộ", field="deed"),
            "outcome": outcome,
            "confirmed_by": fitting(confirmed_by, 120, "Giấy xác nhận", field="confirmed_by"),
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
        reason,
        by,
    )


def help_place(
    place: Unit,
    helper_party: Party,
    year: int,
    *,
    deed: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    reason: str = "",
    by: User | None,
) -> Support:
    """Who helps a district, commune or hamlet in a year (S1 II.1.đ). Said again it goes on as `record_support` does."""
    refuse_if_any(_wrong_deed(deed, year, starts_on, ends_on))
    check_keeper(by, place, None)
    if helper_party.kind == Party.Kind.UNIT and helper_party.unit_id == place.pk:
        raise Refused(Problem(f"{place.opening_title} không tự giúp mình; xin chọn người giúp khác.", "helper"))
    return _written(
        Support(unit=place, helper=helper_party, year=year),
        {"deed": fitting(deed, 300, "Việc giúp", field="deed"), "starts_on": starts_on, "ends_on": ends_on},
        reason,
        by,
    )


def _wrong_deed(deed: str, year: int, starts_on: dt.date | None, ends_on: dt.date | None) -> list[Problem]:
    wrong = []
    if not deed.strip():
        wrong.append(Problem("Xin ghi việc giúp.", field="deed"))
    if starts_on and ends_on and ends_on < starts_on:
        says = f"Đến ngày {vietnamese.day(ends_on)} thì trước ngày bắt đầu, {vietnamese.day(starts_on)}; xin sửa lại."
        wrong.append(Problem(says, field="ends_on"))
    elif starts_on and starts_on.year > year:
        says = f"Ngày bắt đầu {vietnamese.day(starts_on)} sau năm {year}; xin sửa ngày hoặc năm."
        wrong.append(Problem(says, field="starts_on"))
    elif ends_on and ends_on.year < year:
        wrong.append(Problem(f"Đã thôi từ {vietnamese.day(ends_on)}, trước năm {year}; xin sửa lại.", field="ends_on"))
    return wrong


def check_keeper(by: User | None, place: Unit, household: Household | None) -> None:
    """Assigning, correcting and noting: the commune's officer and the standing offices above; None is the system."""
    if by is not None and not permissions.may_assign(by, place):
        whom = f"Hộ của {place.title}" if household is not None else place.opening_title
        raise Refused(f"{whom} do cán bộ xã, cơ quan thường trực của địa bàn ấy phân công người giúp.")


def told(support: Support) -> dict[str, Any]:
    names = ("deed", "starts_on", "ends_on", "outcome", "confirmed_by")
    return {name: getattr(support, name) for name in names}


def _written(new: Support, values: dict[str, Any], reason: str, by: User | None) -> Support:
    """The assignment, new or going on with the one of the same helper, year and household or place."""
    whose = {"household": new.household} if new.household else {"household__isnull": True, "unit": new.unit}
    with transaction.atomic():
        rows = Support.objects.standing().select_for_update(of=("self",)).filter(**whose)
        support = rows.filter(helper=new.helper, year=new.year).first()
        before = told(support) if support else {}
        if support is not None:
            values["starts_on"] = values["starts_on"] or support.starts_on
            is_mended = any(values[name] != before[name] and before[name] for name in ("deed", "starts_on"))
            if is_mended and not reason.strip():
                says = f"{new.helper} đã được phân công năm {new.year}: “{support.deed}”. Sửa thì xin ghi lý do."
                raise Refused(Problem(says, field="reason"))
        support = support or new
        for name, value in values.items():
            setattr(support, name, value)
        support.save()
        was, now = audit.changes(before, told(support)) if before else ({}, told(support))
        action = "sửa phân công giúp" if reason.strip() else "ghi việc giúp"
        now |= {"helper": support.helper, "year": support.year}
        why = fitting(reason, 300, "Lý do", field="reason")
        _tell(support, action, by=by, before=was, after=now, reason=why)
    return support


def _tell(support: Support, action: str, **line: Any) -> None:
    """In the assignment's own history; of a household in its history too."""
    audit.record(action, support, **line)
    if support.household is not None:
        audit.record(f"{action} hộ", support.household, **line)


def withdraw_support(support: Support, *, reason: str, by: User | None) -> Support:
    """Take back an assignment that was written down wrongly. It counts nowhere; its line and its notes stay."""
    with transaction.atomic():
        support = held(support, by)
        support.withdrawn_on, support.withdrawal_reason = clock.today(), said(reason, "ghi nhầm người giúp")
        support.save(update_fields=["withdrawn_on", "withdrawal_reason"])
        after = {"helper": support.helper, "year": support.year, "withdrawn_on": support.withdrawn_on}
        _tell(support, "rút phân công giúp", by=by, after=after, reason=support.withdrawal_reason)
    return support


def held(support: Support, by: User | None) -> Support:
    """The assignment, locked, of whoever keeps it; not one that was withdrawn."""
    rows = Support.objects.select_for_update(of=("self",)).select_related("unit", "helper", "household")
    support = rows.get(pk=support.pk)
    check_keeper(by, support.unit, support.household)
    if support.withdrawn_on:
        raise Refused(f"Phân công này đã rút ngày {vietnamese.day(support.withdrawn_on)}: {support.withdrawal_reason}.")
    return support


def said(reason: str, example: str) -> str:
    if not reason.strip():
        raise Refused(Problem(f"Xin ghi lý do, ví dụ: {example}.", field="reason"))
    return fitting(reason, 300, "Lý do", field="reason")
