"""Parties and offices come into being when they are first needed."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import access, audit, clock, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Function, Office, Party, Role
from emulation.territory.models import Level, Unit


def party_of_unit(unit: Unit) -> Party:
    """The one party that stands for a unit."""
    party, _ = Party.objects.get_or_create(kind=Party.Kind.UNIT, unit=unit, defaults={"name": unit.opening_title})
    return party


def party_of_office(office: Office) -> Party:
    """The one party that stands for an office."""
    party, _ = Party.objects.get_or_create(
        office=office, defaults={"kind": Party.Kind.OFFICE, "name": office.name, "unit": office.unit}
    )
    return party


def leadership_office(unit: Unit, since: dt.date) -> Office:
    """The committee (UBND) of a commune or above, made when first asked for; of a hamlet, its head's desk."""
    held = Office.objects.filter(unit=unit, function__in=[Function.LEADERSHIP, Function.HAMLET])
    if office := held.exclude(valid_to__lt=since).first():
        return office
    if unit.level == Level.HAMLET:
        return Office.objects.create(
            unit=unit,
            name=unit.opening_title,
            short_name=unit.opening_title,
            function=Function.HAMLET,
            valid_from=since,
        )
    return Office.objects.create(
        unit=unit,
        name=f"Ủy ban nhân dân {unit.title}",
        short_name=f"UBND {unit.title}",
        symbol="UBND",
        place=unit.name,
        function=Function.LEADERSHIP,
        valid_from=since,
    )


def appoint_administrator(username: str, unit_code: str) -> Appointment:
    """The first post of an installation: an account becomes administrator at a unit's leadership office.

    Rights follow from posts alone, so an account without one opens nothing, however it was made. Refuses an account
    that is not there or is closed, a unit that is not there or has ended, and a post that is held already.
    """
    today = clock.today()
    with transaction.atomic():
        user = User.objects.select_for_update().filter(username=username).first()
        if user is None:
            raise Refused(f"Không có tài khoản “{username}”. Xin lập trước bằng lệnh createsuperuser.")
        if not user.is_active:
            raise Refused(f"Tài khoản “{username}” đã khóa, không giao chức vụ được.")
        unit = _unit_with(unit_code, today)
        office = leadership_office(unit, today)
        held = Appointment.objects.held_on(today).filter(user=user, office=office, role=Role.ADMINISTRATOR)
        if held.exists():
            raise Refused(f"“{username}” đang là quản trị tại {office.name}, không phải giao lại.")
        post = Appointment.objects.create(
            user=user, office=office, role=Role.ADMINISTRATOR, title="Quản trị", valid_from=today
        )
        was_let_in, user.is_staff = user.is_staff, True
        user.save(update_fields=["is_staff"])
        audit.record(
            "giao chức vụ quản trị",
            post,
            by=None,
            before={"is_staff": was_let_in},
            after={"user": user, "office": office, "valid_from": today, "is_staff": True},
        )
    access.forget_scope(user)
    return post


def _unit_with(code: str, on: dt.date) -> Unit:
    """The unit that has a code on a day; codes of hamlets there are none. Raises Refused."""
    known = Unit.objects.filter(code=code).exclude(code="").order_by("valid_from")
    if unit := known.valid_on(on).last():
        return unit
    ended = known.last()
    if ended is not None and ended.valid_to is not None and ended.valid_to < on:
        raise Refused(
            f"{ended.opening_title} (mã {code}) đã thôi hoạt động từ sau ngày {vietnamese.day(ended.valid_to)}."
        )
    raise Refused(f"Không có đơn vị nào mang mã “{code}”. Mã tỉnh 2 chữ số, xã 5 chữ số; đã chạy load_units chưa?")


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
