"""How registrations read on “việc của tôi”: in whose hand, how far, what is asked."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.duties.models import Duty
from emulation.duties.selectors import arrivals, presentations, shown_to
from emulation.registrations import services


def shown(user, kind: str):
    duties = [duty for duty in shown_to(user, "sa_pa_2020") if duty.kind == kind]
    read = presentations(user, duties)
    return [read[duty.pk] for duty in duties]


def test_before_it_begins(story):
    (item,) = shown(story.mai, "registration")
    assert (item.action, item.url, item.my_turn) == ("Bắt đầu đăng ký", reverse("registrations:index"), True)
    assert "Chỉ tiêu giao đã điền sẵn" in item.text


def test_while_it_is_written_it_is_the_officer_s_turn(started):
    (mine,), (leaders,) = shown(started.mai, "registration"), shown(started.vang, "registration")
    assert (mine.text, mine.action, mine.my_turn) == (
        "Đã ghi 0 trên 5 chỉ tiêu. Nộp Phòng LĐ-TB&XH.",
        "Nhập tiếp",
        True,
    )
    assert (leaders.text, leaders.my_turn) == ("Cán bộ đang soạn. Đã ghi 0 trên 5 chỉ tiêu. Nộp Phòng LĐ-TB&XH.", False)


def test_when_presented_it_is_the_leader_s(story):
    story.present()
    (mine,), (leaders,) = shown(story.mai, "registration"), shown(story.vang, "registration")
    assert (mine.my_turn, leaders.my_turn, leaders.action) == (False, True, "Xem và nộp")


def test_when_submitted_nothing_waits(submitted):
    assert shown(submitted.mai, "registration") == []


def test_a_return_says_who_when_and_why(returned):
    (item,) = shown(returned.mai, "amendment")
    assert item.text == "Phòng LĐ-TB&XH trả lại ngày 05/3: “Thiếu danh sách hộ.”"
    assert (item.action, item.url) == ("Bổ sung", reverse("registrations:page", args=[returned.registration.pk]))


def test_the_standing_office_s_summary_tells_what_waits(submitted, clock):
    clock(dt.date(2020, 3, 10))
    (item,) = shown(submitted.thanh, "registration_summary")
    assert item.text == "1 đơn vị đã đăng ký, 1 chờ nhận. Xem rồi tổng hợp, gửi Phòng Nội vụ bằng một nút."
    services.accept(submitted.registration, by=submitted.thanh)
    (item,) = shown(submitted.thanh, "registration_summary")
    assert "chờ nhận" not in item.text


def test_many_duties_cost_no_more_than_one(sa_pa, register):
    thanh = sa_pa.person("thanh")

    def cost(count: int) -> int:
        duties = list(Duty.objects.filter(kind="registration").select_related("receiver")[:count])
        with CaptureQueriesContext(connection) as captured:
            presentations(thanh, duties)
        return len(captured)

    for unit in (sa_pa.ta_van, sa_pa.muong_hoa, sa_pa.commune("Bản Hồ")):
        register(sa_pa.party(unit), submit=False)
    cost(16)  # who holds which post is asked once a day
    assert cost(1) == cost(3) == cost(16)


def test_the_receiver_is_told_of_what_came_in_and_nobody_else(submitted):
    [waiting] = arrivals(submitted.thanh, submitted.campaign.key)
    assert waiting.text == "1 đơn vị đã nộp, chờ ông/bà nhận hoặc trả lại."
    assert waiting.url == "/dang-ky/?loc=cho-nhan"
    assert arrivals(submitted.mai, submitted.campaign.key) == []
