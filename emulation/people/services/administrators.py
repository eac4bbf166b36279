"""The first administrator, and one of the highest unit: by a command on the server."""

import datetime as dt

from django.db import transaction

from campaign_portal.foundation import access, audit, clock, vietnamese
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import User
from emulation.people.models import Appointment, Role
from emulation.people.services.offices import leadership_office
from emulation.territory.models import Unit


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
