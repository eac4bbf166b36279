"""Who a household is: its head, its people, where it lives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.households import permissions
from emulation.households.models import Household, HouseholdMember
from emulation.households.rules import ids
from emulation.people.models import Party
from emulation.territory.models import Level, Unit

OLDEST = 120  # years; nobody alive is older
MOST_PEOPLE = 40


@dataclass(frozen=True)
class Person:
    """One of a household beside its head. Of his identity card only `kept_id` goes on."""

    full_name: str
    relation: str = ""
    birth_year: int | None = None
    gender: str = ""
    ethnicity: str = ""
    kept_id: ids.KeptId = ids.NO_ID


def register_household(
    hamlet: Unit,
    *,
    head_name: str,
    member_count: int,
    birth_year: int | None = None,
    gender: str = "",
    ethnicity: str = "",
    kept_id: ids.KeptId = ids.NO_ID,
    members: Sequence[Person] = (),
    by: User | None,
) -> Household:
    """A household of a hamlet, and the party that stands for it.

    Refuses one that the hamlet has already (same head, same birth year), and one outside the person's ground.
    """
    name = vietnamese.nfc(head_name)
    wrong = [*_wrong_place(hamlet), *_wrong_head(name, member_count, birth_year), *_wrong_people(members)]
    refuse_if_any(wrong)
    check_ground(by, hamlet)
    _refuse_same(hamlet, name, birth_year)
    with transaction.atomic():
        party = Party.objects.create(
            kind=Party.Kind.HOUSEHOLD,
            unit=hamlet,
            name=f"Hộ {name}",
            birth_year=birth_year,
            gender=gender,
            ethnicity=vietnamese.nfc(ethnicity),
            address=_address(hamlet),
        )
        household = Household.objects.create(
            unit=hamlet,
            party=party,
            head_name=name,
            member_count=member_count,
            id_digest=kept_id.digest,
            id_last3=kept_id.last3,
        )
        _write_people(household, members)
        after: dict[str, Any] = {"hamlet": hamlet, "members": member_count}
        if kept_id:
            after["id"] = household.id_masked
        audit.record("ghi danh hộ", household, by=by, after=after)
    return household


def correct_household(
    household: Household,
    *,
    head_name: str,
    member_count: int,
    birth_year: int | None,
    gender: str,
    ethnicity: str,
    kept_id: ids.KeptId | None = None,
    members: Sequence[Person] | None = None,
    by: User | None,
) -> Household:
    """Write over who a household is; None leaves the id number, or the people, as they are.

    Refuses what `register_household` refuses, and a household that was merged into another.
    """
    name = vietnamese.nfc(head_name)
    refuse_if_any([*_wrong_head(name, member_count, birth_year), *_wrong_people(members or ())])
    check_ground(by, household.unit)
    with transaction.atomic():
        household = (
            Household.objects.select_for_update(of=("self",)).select_related("party", "unit").get(pk=household.pk)
        )
        refuse_double(household)
        _refuse_same(household.unit, name, birth_year, but=household)
        before = _told(household)
        party = household.party
        party.name, party.birth_year, party.gender = f"Hộ {name}", birth_year, gender
        party.ethnicity = vietnamese.nfc(ethnicity)
        household.head_name, household.member_count = name, member_count
        if kept_id is not None:
            household.id_digest, household.id_last3 = kept_id.digest, kept_id.last3
        if members is not None:
            household.members.all().delete()
            _write_people(household, members)
        was, now = audit.changes(before, _told(household))
        if was or now:
            party.save()
            household.save()
            audit.record("sửa thông tin hộ", household, by=by, before=was, after=now)
    return household


def check_ground(by: User | None, hamlet: Unit) -> None:
    """Household data belongs to the posts that work with it there; `by` is None for the system."""
    if by is not None and not permissions.may_write(by, hamlet):
        raise Refused(f"Hộ của {hamlet.title} do cán bộ địa bàn ấy ghi.")


def refuse_double(household: Household) -> None:
    if household.merged_into_id is not None:
        raise Refused(f"Hộ {household.head_name} đã gộp vào hộ khác; xin mở hộ được giữ lại.")


def _address(hamlet: Unit) -> str:
    return f"{hamlet.title}, {hamlet.commune.title}" if hamlet.commune else hamlet.title


def _told(household: Household) -> dict[str, Any]:
    party = household.party
    return {
        "head": household.head_name,
        "members": household.member_count,
        "born": party.birth_year,
        "gender": party.get_gender_display(),
        "ethnicity": party.ethnicity,
        "id": household.id_masked,
        "people": [_person_told(member) for member in HouseholdMember.objects.filter(household=household)],
    }


def _person_told(member: HouseholdMember) -> str:
    told = (member.full_name, member.relation, str(member.birth_year or ""), member.ethnicity, member.id_masked)
    return ", ".join(filter(None, told))


def _wrong_place(hamlet: Unit) -> Iterator[Problem]:
    if hamlet.level != Level.HAMLET:
        yield Problem(f"Hộ thuộc thôn, tổ dân phố; {hamlet.title} không phải là thôn.", field="hamlet")


def _wrong_head(name: str, member_count: int, birth_year: int | None) -> Iterator[Problem]:
    if len(name.split(" ")) < 2:
        yield Problem(f"“{name}” chưa đủ họ và tên chủ hộ.", field="head_name")
    if len(name) > 120:
        yield Problem(f"Tên chủ hộ dài {len(name)} ký tự; xin rút còn nhiều nhất 120 ký tự.", field="head_name")
    if not 1 <= member_count <= MOST_PEOPLE:
        says = (
            "Hộ có ít nhất 1 nhân khẩu." if member_count < 1 else f"Hộ có {member_count} nhân khẩu? Xin kiểm tra lại."
        )
        yield Problem(says, field="member_count")
    yield from _wrong_birth(birth_year, "birth_year")


def _wrong_birth(birth_year: int | None, field: str) -> Iterator[Problem]:
    this_year = clock.today().year
    if birth_year is not None and not this_year - OLDEST <= birth_year <= this_year:
        yield Problem(f"Năm sinh {birth_year} không thể đúng; xin kiểm tra lại.", field=field)


def _wrong_people(members: Iterable[Person]) -> Iterator[Problem]:
    for number, person in enumerate(members, start=1):
        if not person.full_name.strip() or len(person.full_name) > 120:
            yield Problem(f"Thành viên thứ {number}: xin ghi họ và tên, nhiều nhất 120 ký tự.", field="members")
        yield from _wrong_birth(person.birth_year, "members")


def _refuse_same(hamlet: Unit, name: str, birth_year: int | None, but: Household | None = None) -> None:
    same = Household.objects.standing().filter(
        unit=hamlet, party__folded_name=vietnamese.fold(f"Hộ {name}"), party__birth_year=birth_year
    )  # found by the index; "Lử" and "Lù" are two names
    if but is not None:
        same = same.exclude(pk=but.pk)
    if any(other.head_name.lower() == name.lower() for other in same):
        born = f", sinh {birth_year}" if birth_year else ""
        raise Refused(
            Problem(f"{hamlet.opening_title} đã có hộ {name}{born}. Nếu là hộ khác, xin ghi năm sinh.", "head_name")
        )


def _write_people(household: Household, members: Iterable[Person]) -> None:
    HouseholdMember.objects.bulk_create(
        HouseholdMember(
            household=household,
            position=place,
            full_name=vietnamese.nfc(person.full_name),
            relation=vietnamese.nfc(person.relation)[:40],
            birth_year=person.birth_year,
            gender=person.gender,
            ethnicity=vietnamese.nfc(person.ethnicity)[:40],
            id_digest=person.kept_id.digest,
            id_last3=person.kept_id.last3,
        )
        for place, person in enumerate(members, start=1)
    )
