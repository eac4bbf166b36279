"""Parties come into being when they are first needed."""

from collections.abc import Iterable

from django.db import transaction

from campaign_portal.foundation import audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.people.models import Office, Party
from emulation.territory.models import Unit


def party_of_unit(unit: Unit) -> Party:
    """The one party that stands for a unit."""
    party, _ = Party.objects.get_or_create(kind=Party.Kind.UNIT, unit=unit, defaults={"name": unit.opening_title})
    return party


def parties_of_units(units: Iterable[Unit]) -> list[Party]:
    """The parties that stand for many units, in their order."""
    asked = list(units)
    known = set(Party.objects.filter(kind=Party.Kind.UNIT, unit__in=asked).values_list("unit_id", flat=True))
    Party.objects.bulk_create(
        Party(
            kind=Party.Kind.UNIT,
            name=unit.opening_title,
            folded_name=vietnamese.fold(unit.opening_title),
            **Party.ancestors_of(unit),
        )
        for unit in asked
        if unit.pk not in known
    )
    found = {party.unit_id: party for party in Party.objects.filter(kind=Party.Kind.UNIT, unit__in=asked)}
    return [found[unit.pk] for unit in asked]


def party_of_office(office: Office) -> Party:
    """The one party that stands for an office."""
    party, _ = Party.objects.get_or_create(
        office=office, defaults={"kind": Party.Kind.OFFICE, "name": office.name, "unit": office.unit}
    )
    return party


def register_person(
    unit: Unit,
    *,
    name: str,
    birth_year: int | None = None,
    gender: str = "",
    ethnicity: str = "",
    position: str = "",
    address: str = "",
    by: User | None,
) -> Party:
    """A person of a place (of one from outside: the unit that deals with him).

    The same name, birth year and address in the same place is the same person and is not made twice. Refuses a name
    without a family name, and a birth year that nobody alive has.
    """
    name, address = vietnamese.nfc(name), vietnamese.nfc(address)
    wrong = []
    if len(name.split(" ")) < 2:
        wrong.append(Problem(f"“{name}” chưa đủ họ và tên; xin ghi cả họ, tên đệm và tên.", field="name"))
    this_year = clock.today().year
    if birth_year is not None and not this_year - 110 <= birth_year <= this_year:
        wrong.append(
            Problem(f"Năm sinh {birth_year} không thể có; xin ghi từ {this_year - 110} đến {this_year}.", "birth_year")
        )
    if gender and gender not in Party.Gender.values:
        wrong.append(Problem("Giới tính ghi nam hoặc nữ.", field="gender"))
    refuse_if_any(wrong)
    with transaction.atomic():
        _hold(unit)
        same = Party.objects.filter(
            kind=Party.Kind.PERSON, unit=unit, folded_name=vietnamese.fold(name), birth_year=birth_year
        )
        for known in same:
            if known.name == name and vietnamese.fold(known.address) == vietnamese.fold(address):
                return known
        return _add(
            Party(
                kind=Party.Kind.PERSON,
                unit=unit,
                name=name,
                birth_year=birth_year,
                gender=gender,
                ethnicity=vietnamese.nfc(ethnicity),
                position=vietnamese.nfc(position),
                address=address,
            ),
            "ghi danh cá nhân",
            by,
        )


def register_organisation(unit: Unit, *, name: str, address: str = "", by: User | None) -> Party:
    """An organisation of a place, or one from outside that the unit deals with (S3 IV.2.2: in and outside the
    district). The same name in the same place is the same organisation."""
    name = vietnamese.nfc(name)
    if not name:
        raise Refused(Problem("Xin ghi tên tổ chức như trong giấy đăng ký.", field="name"))
    with transaction.atomic():
        _hold(unit)
        same = Party.objects.filter(kind=Party.Kind.ORGANISATION, unit=unit, folded_name=vietnamese.fold(name))
        if known := next((party for party in same if party.name == name), None):
            return known
        organisation = Party(kind=Party.Kind.ORGANISATION, unit=unit, name=name, address=vietnamese.nfc(address))
        return _add(organisation, "ghi danh tổ chức", by)


def _hold(unit: Unit) -> None:
    """One transaction at a time writes names down in a place: of the same name typed twice at once, one is kept."""
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)


def _add(party: Party, says: str, by: User | None) -> Party:
    party.save()
    audit.record(says, party, by=by, after={"name": party.name, "unit": party.unit})
    return party
