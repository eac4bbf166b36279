"""The page of targets: one's own ground, every figure a link, nothing of others."""

import datetime as dt
import io
from fractions import Fraction

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign_portal.foundation import quantities
from emulation.poverty.models import ReviewSet
from emulation.poverty.rules import columns
from emulation.poverty.services import course, entry

INDEX = reverse("targets:index")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who))
        return client

    return sign_in


def fall_text(review: ReviewSet) -> str:
    """How far the poor rate of a commune fell, summed by hand: "4,53"."""
    rows = list(review.rows.all())
    start, now = sum(row.households_poor_start for row in rows), sum(row.households_poor_end for row in rows)
    households = sum(row.households_total for row in rows)
    opening = ReviewSet.objects.get(unit=review.unit, is_opening=True)
    before = sum(row.households_total for row in opening.rows.all())
    return quantities.points_text(Fraction(start * 100, before) - Fraction(now * 100, households))


def test_before_any_review_the_plan_is_there(as_):
    body = text_of(as_("thanh").get(INDEX))
    assert "Chưa có số rà soát nào của năm nay" in body
    assert "42,61%" in body
    assert "từ 5,00 điểm %" in body


def test_the_town_page_says_it_first_and_links_every_figure(as_, hand_in):
    (review,) = hand_in("Tả Van")
    body = text_of(as_("thanh").get(INDEX))
    assert f"giảm {fall_text(review)} điểm % từ đầu năm (1 trên 16 nơi có số)" in body
    assert "15 nơi chưa nộp" in body
    assert "ước theo thời gian" in body
    assert "mốc 3,25" in body
    assert reverse("poverty:review", args=[review.pk]) in body
    assert "294/690" in body
    assert "Số trong năm là số sơ bộ." in body


def test_s3_03_the_page_marks_new_rural_communes_and_counts_them(as_, hand_in):
    hand_in("Tả Van")
    body = text_of(as_("thanh").get(INDEX))
    assert "xây dựng nông thôn mới" in body
    assert "1 / 8 xã" in body
    assert "vượt kế hoạch 30–40%" in body


@pytest.mark.parametrize("who", ["thanh", "hang", "huy", "khanh", "long", "ngoc", "hanh"])
def test_people_of_the_town_see_its_communes(as_, who):
    assert "Xã Bản Hồ" in text_of(as_(who).get(INDEX))


def test_a_commune_sees_its_hamlets_and_nothing_of_others(as_, sa_pa, hand_in):
    hand_in("Tả Van", "Mường Hoa")
    body = text_of(as_("mai").get(INDEX))
    assert "Thôn Tả Van Mông" in body
    assert "Mường Hoa" not in body
    for name in ("unit", "chart", "export"):
        assert as_("mai").get(reverse(f"targets:{name}", args=[sa_pa.muong_hoa.pk])).status_code == 404
        assert as_("mai").get(reverse(f"targets:{name}", args=[sa_pa.town.pk])).status_code == 404


def test_a_hamlet_head_sees_the_hamlet(as_, hand_in):
    hand_in("Tả Van")
    body = text_of(as_("din").get(INDEX))
    assert "Thôn Tả Van Mông" in body
    assert "Dền Thàng" not in body


@pytest.mark.parametrize("who", ["ethnic.office", "nam"])
def test_those_without_ground_have_no_such_page(as_, who):
    assert as_(who).get(INDEX).status_code == 403


def test_the_officer_sees_what_is_being_entered_and_the_town_does_not(as_, sa_pa, hand_in):
    hand_in("Tả Van", submit=False)
    assert "đang nhập, chưa nộp" in text_of(as_("mai").get(INDEX))
    seen = text_of(as_("thanh").get(reverse("targets:unit", args=[sa_pa.ta_van.pk])))
    assert "Chưa có số rà soát nào" in seen


def test_a_commune_whose_review_came_back_is_not_called_silent(as_, sa_pa, hand_in):
    review, _ = hand_in("Tả Van", "Mường Hoa")
    thanh = sa_pa.person("thanh")
    course.return_review(review, by=thanh, reason="Ghi trùng 3 hộ.", due_on=dt.date(2020, 6, 28))
    body = text_of(as_("thanh").get(INDEX))
    assert "1 nơi trả lại để bổ sung, 14 nơi chưa nộp" in body
    assert "Trả lại để bổ sung" in body


def test_a_hamlet_without_figures_says_why_and_is_never_called_silent(as_, sa_pa, hand_in):
    """Entered and wrong, or not entered: nothing that a hamlet of one's own commune would "hand in"."""
    (review,) = hand_in("Tả Van", submit=False)
    wrong, blank = (review.rows.get(unit__name=name) for name in ("Tả Chải Dao", "Dền Thàng"))
    entry.save_cells(review, {wrong.pk: {"households_poor_end": "128"}}, by=sa_pa.person("mai"))
    nothing = {name: "" for name in columns.ALL_FIELDS if not name.endswith("_start")}
    entry.save_cells(review, {blank.pk: nothing}, by=sa_pa.person("mai"))
    client = as_("mai")
    body = text_of(client.get(INDEX))
    assert "1 nơi có số cần sửa, 1 nơi chưa nhập" in body
    assert "Số chưa dùng được: cần sửa" in body
    assert "Chưa nhập" in body
    assert "5 trên 7 thôn có số dùng được" in body
    assert "theo 5 trên 7 thôn có số dùng được" in text_of(client.get("/")), "the first page says the same"
    assert "Chưa nộp" not in body
    drawn = client.get(reverse("targets:chart", args=[sa_pa.ta_van.pk])).content.decode()
    assert "chưa nộp" not in drawn
    assert "chưa có số" in drawn
    content = client.get(reverse("targets:export", args=[sa_pa.ta_van.pk])).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content), data_only=True).active.iter_rows(values_only=True))
    assert {"Số chưa dùng được: cần sửa", "Chưa nhập"} <= {row[-1] for row in rows}
    assert "Cộng các nơi có số" in {row[1] for row in rows}


def test_the_chart_draws_every_place_with_its_plan(as_, sa_pa, hand_in):
    (review,) = hand_in("Tả Van")
    response = as_("thanh").get(reverse("targets:chart", args=[sa_pa.town.pk]), {"ky": "2020-M06"})
    assert response["Content-Type"] == "image/svg+xml"
    drawn = response.content.decode()
    assert "Bản Hồ" in drawn
    assert "chưa có số" in drawn
    assert fall_text(review) in drawn


def test_the_workbook_adds_up(as_, sa_pa, hand_in):
    hand_in("Tả Van", "Mường Hoa")
    content = as_("thanh").get(reverse("targets:export", args=[sa_pa.town.pk])).content
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert rows["Xã Tả Van"][2:6] == (6.5, 44, 294, 690)
    assert rows["Xã Bản Hồ"][4:7] == (None, None, None)
    assert rows["Cộng các nơi đã nộp"][4] == 294 + 247


def test_the_page_costs_the_same_with_one_and_three_handed_in(as_, hand_in):
    client, counts = as_("thanh"), []
    for name in ("Tả Van", "Mường Hoa", "Bản Hồ"):
        hand_in(name)
        with CaptureQueriesContext(connection) as captured:
            client.get(INDEX)
        counts.append(len(captured))
    assert counts[1] == counts[2]
    assert counts[2] <= 35
