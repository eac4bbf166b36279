"""How reviews read on “việc của tôi”."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_portal.foundation import files, jobs
from emulation.duties import selectors as duties
from emulation.duties.models import Duty
from emulation.poverty.services import course, entry
from tests.emulation.poverty.conftest import typed_rows


def told(user, sa_pa) -> dict[str, duties.Presentation]:
    """Title → how it reads, of this person's review duties."""
    kinds = [Duty.Kind.REVIEW, Duty.Kind.AMENDMENT]
    found = [duty for duty in duties.shown_to(user, sa_pa.campaign.key) if duty.kind in kinds]
    shown = duties.presentations(user, found)
    return {duty.title: shown[duty.pk] for duty in found if duty.pk in shown}


def june(story, who: str) -> duties.Presentation:
    return told(story.sa_pa.person(who), story.sa_pa)["Rà soát hộ nghèo 6 tháng"]


def test_before_anybody_began_the_officer_opens_it(sa_pa, clock):
    clock(dt.date(2020, 6, 5))
    shown = told(sa_pa.person("mai"), sa_pa)["Rà soát hộ nghèo 6 tháng"]
    assert shown.text == "Chưa nhập thôn nào trên 7 thôn. Nộp Phòng LĐ-TB&XH."
    assert (shown.action, shown.url, shown.my_turn) == ("Nhập rà soát", "/ra-soat/mo/2020-M06/", True)
    assert not told(sa_pa.person("vang"), sa_pa)["Rà soát hộ nghèo 6 tháng"].my_turn


def test_an_offer_that_has_not_begun_is_not_shown(sa_pa, clock):
    clock(dt.date(2020, 5, 31))
    assert told(sa_pa.person("mai"), sa_pa) == {}


def test_half_entered_says_what_is_missing(story):
    cells = typed_rows(story.review)
    for name in ("Séo Mý Tỷ", "Dền Thàng"):
        del cells[story.row(name).pk]
    cells[story.row("Tả Chải Dao").pk]["households_poor_end"] = "128"
    entry.save_cells(story.review, cells, by=story.mai)
    shown = june(story, "mai")
    assert shown.text == ("5 trên 7 thôn đã nhập, 1 số cần sửa. Còn Séo Mý Tỷ và Dền Thàng. Nộp Phòng LĐ-TB&XH.")
    assert (shown.action, shown.my_turn) == ("Nhập tiếp", True)
    leader = june(story, "vang")
    assert leader.text.startswith("Cán bộ xã đang nhập. 5 trên 7 thôn")
    assert not leader.my_turn


def test_before_the_leader_it_waits_for_him(story):
    story.present()
    leader, officer = june(story, "vang"), june(story, "mai")
    assert leader.text.endswith("Chờ ông/bà nộp Phòng LĐ-TB&XH.")
    assert (leader.action, leader.my_turn, officer.my_turn) == ("Xem và nộp", True, False)
    assert leader.url == f"/ra-soat/{story.review.pk}/"


def test_sent_back_says_the_leaders_reason(story):
    story.present()
    course.send_back(story.review, by=story.vang, reason="Xem lại Dền Thàng.")
    assert "Lãnh đạo xã chuyển lại: Xem lại Dền Thàng. Nộp" in june(story, "mai").text


def test_handed_in_nothing_waits_for_the_commune(story):
    story.submit()
    assert told(story.mai, story.sa_pa) == {}


def test_a_return_reads_with_its_reason(story):
    story.submit()
    course.return_review(story.review, by=story.thanh, reason="Ghi trùng 3 hộ.", due_on=dt.date(2020, 6, 28))
    shown = told(story.mai, story.sa_pa)["Bổ sung rà soát hộ nghèo 6 tháng năm 2020"]
    assert shown.text.startswith("Phòng LĐ-TB&XH trả lại: Ghi trùng 3 hộ. 7 trên 7 thôn đã nhập.")
    assert (shown.my_turn, shown.url) == (True, f"/ra-soat/{story.review.pk}/")
    assert not told(story.vang, story.sa_pa)["Bổ sung rà soát hộ nghèo 6 tháng năm 2020"].my_turn


def test_the_standing_office_reads_who_waits(story):
    story.submit()
    shown = told(story.thanh, story.sa_pa)["Duyệt rà soát hộ nghèo 6 tháng năm 2020"]
    assert shown.text == "1 xã, phường đã nộp, chờ duyệt: Tả Van."
    assert shown.url == "/ra-soat/?ky=2020-M06&tinh-trang=submitted"


@pytest.mark.parametrize("user", ["mai", "vang"])
def test_the_desk_asks_the_same_for_one_review_and_for_three(story, clock, user):
    someone = story.sa_pa.person(user)
    first = _statements(someone, story.sa_pa)
    clock(dt.date(2020, 12, 5))
    for period in ("2020-M09", "2020-M12"):
        review = entry.open_review(story.sa_pa.ta_van, period, story.sa_pa.standard, by=story.mai)
        entry.save_cells(review, typed_rows(review), by=story.mai)
    assert _statements(someone, story.sa_pa) == first


def _statements(user, sa_pa) -> int:
    found = [d for d in duties.shown_to(user, sa_pa.campaign.key) if d.kind == Duty.Kind.REVIEW]
    assert found
    with CaptureQueriesContext(connection) as queries:
        duties.presentations(user, found)
    return len(queries)


def test_an_amendment_of_a_kind_nobody_presents_is_left_out(story):
    duty = Duty(pk=1, kind=Duty.Kind.AMENDMENT, object_key="nowhere.Thing:1")
    assert duties.presentations(story.mai, [duty]) == {}


def test_files_and_jobs_of_a_review_are_seen_with_it(story):
    owner = files.owner_key(story.review)
    see = files._owners[owner.partition(":")[0]]
    assert see is jobs._owners[owner.partition(":")[0]]
    pk = str(story.review.pk)
    assert see(story.mai, pk)
    assert not see(story.sa_pa.person("lien"), pk)
    assert not see(story.mai, "1 OR 1")
