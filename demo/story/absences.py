"""Who stands in for whom: the head of Phòng LĐ-TB&XH is away for two weeks of the summer."""

import datetime as dt

from demo.cast import user_named
from demo.story import people
from demo.story.playing import Act, on
from emulation.people.models import Appointment
from emulation.people.services import posts


def acts() -> list[Act]:
    return [Act(on(6, 22, 8), "ủy quyền trưởng phòng", let_thanh_act_for_hang)]


def let_thanh_act_for_hang() -> None:
    head = Appointment.objects.own().get(user=user_named("hang"), office=people.office("standing_office"))
    posts.delegate(
        head,
        user_named("thanh"),
        title="Chuyên viên",
        valid_from=dt.date(2020, 6, 29),
        valid_to=dt.date(2020, 7, 10),
        legal_basis="Giấy ủy quyền số 14/GUQ-PLĐTBXH ngày 22/6/2020",
        by=user_named("nam"),
    )
