"""Movement, causes and groups as pictures: where a leader looks, and what a public page keeps back."""

import base64
import datetime as dt
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from emulation.poverty.models import ReviewLine, ReviewSet
from emulation.poverty.services import approvals
from emulation.poverty.views.pictures import KEPT_BACK, pictures_of
from tests.emulation.poverty.country import Country

YEAR = "2020-M12"
LARGE = {"total": 200, "poor_start": 10, "poor_to_near": 0, "poor_new": 10, "poor_end": 20,
         "near_start": 5, "near_from_poor": 0, "near_new": 6, "near_end": 11}  # fmt: skip


@pytest.fixture
def here(db, clock) -> Country:
    clock(dt.date(2020, 12, 15))
    return Country({"Thượng": ("Suối Một", "Suối Hai")})


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def drawn(picture) -> str:
    return base64.b64decode(picture.source.partition(",")[2]).decode()


def test_a_compilation_shows_the_movement_of_its_communes_together(here, client):
    for name in ("Suối Một", "Suối Hai"):
        here.approved(name, YEAR)
    client.force_login(here.person("Thượng.truong"))
    approval = here.compile("Thượng", YEAR)
    answer = client.get(f"/ra-soat/phe-duyet/{approval.pk}/")
    poor, near = answer.context["pictures"]
    assert [shown for _, shown in poor.rows] == ["20", "−4", "0", "0", "0", "16"]
    assert ("Từ hộ nghèo", "+4") in near.rows
    assert "−4" in drawn(poor)
    assert f"/ra-soat/ban-do/{approval.unit_id}/?ky={YEAR}/" in answer.content.decode()


def test_a_review_shows_its_own_once_it_was_handed_in(here, client):
    client.force_login(here.person("Thượng.chuyenvien"))
    review = here.approved("Suối Một", YEAR)
    assert "Hộ nghèo từ đầu kỳ đến cuối kỳ" in text(client.get(f"/ra-soat/{review.pk}/"))
    opening = ReviewSet.objects.get(unit=review.unit, is_opening=True)
    assert "từ đầu kỳ" not in text(client.get(f"/ra-soat/{opening.pk}/"))


def test_causes_are_bars_the_most_frequent_first_and_small_ones_are_hidden_from_the_public(here):
    review = here.approved("Suối Một", YEAR)
    row = review.rows.get()
    for code, value in (("no_land", 3), ("no_capital", 7)):
        ReviewLine.objects.create(
            row=row, poverty_class="poor", code=f"cause.{code}", population="households", value=value
        )
    reviews = ReviewSet.objects.filter(pk=review.pk)
    causes = pictures_of(reviews)[-1]
    assert [shown for _, shown in causes.rows] == ["7", "3"]
    public = pictures_of(reviews, is_public=True)[-1]
    assert [shown for _, shown in public.rows] == ["7", "<5"]
    assert causes.rows[1][0] in drawn(causes)
    assert causes.rows[1][0] not in drawn(public)


class TestPublished:
    @pytest.fixture
    def published(self, here, client):
        def publish(*places: dict[str, int]) -> str:
            for name, changes in zip(("Suối Một", "Suối Hai"), places, strict=True):
                here.approved(name, YEAR, **changes)
            approval = here.send(here.compile("Thượng", YEAR))
            here.sanction(approval)
            approvals.publish(
                approval, by=here.person("Thượng.truong"), published_on=dt.date(2020, 12, 15), publication_number=""
            )
            client.force_login(here.person("Suối Một.canbo"))
            return client.get(f"/ra-soat/cong-bo/{YEAR}/{approval.unit_id}/")

        return publish

    def test_large_counts_are_shown_with_their_movement(self, published):
        shown = text(published(LARGE, LARGE))
        assert "40 hộ nghèo trên 400 hộ (10,00%)" in shown
        assert "Xã Suối Hai 200 20 10,00% 11 5,50%" in shown
        assert "Bảng số Đầu kỳ 20" in shown

    def test_a_small_count_is_hidden_with_what_would_give_it_back(self, published):
        small = LARGE | {"near_new": 0, "near_escaped": 2, "near_end": 3}
        shown = text(published(small, LARGE))
        assert re.search(r"Xã Suối Một \S+ \S+ \S+ &lt;5 –", shown), "neither count nor rate"
        assert "Xã Suối Hai 200 20 10,00% … –" in shown, "the sums would give it back"
        assert KEPT_BACK in shown


def test_a_public_movement_with_a_small_step_is_kept_back_as_a_whole(here):
    review = here.approved("Suối Một", YEAR)
    poor = pictures_of(ReviewSet.objects.filter(pk=review.pk), is_public=True)[0]
    assert (poor.note, poor.rows, poor.source) == (KEPT_BACK, [], "")


def test_a_series_follows_a_group_and_says_how_many(reformed, client):
    sa_pa = reformed.sa_pa
    client.force_login(sa_pa.person("thanh"), "django.contrib.auth.backends.ModelBackend")
    address = f"/don-vi/{sa_pa.town.pk}/chuoi-so-lieu/"
    answer = client.get(address, {"nhom": "da-chieu"})
    rows = {point.period.key: (count, rate) for point, count, rate in answer.context["rows"]}
    assert rows["2020-M12"][0] == 10 + 11 + 12 + 13
    assert client.get(address, {"nhom": "dtts"}).context["group"].measure == "%"
    assert "Nhóm này được thống kê từ rà soát năm 2022." in text(client.get(address, {"nhom": "female-head"}))
    chart = client.get(address + "bieu-do.svg", {"nhom": "da-chieu"})
    assert b"<svg" in chart.content
    sheet = load_workbook(BytesIO(client.get(address + "tai/", {"nhom": "da-chieu"}).content)).active
    assert "Tỷ lệ nghèo đa chiều (nghèo và cận nghèo): số hộ" in {cell.value for row in sheet for cell in row}
    assert 10 + 11 + 12 + 13 in {cell.value for row in sheet for cell in row}
