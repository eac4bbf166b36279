"""What a return asked for and is still as it was handed in, told to whoever writes and to whoever signs."""

from decimal import Decimal

import pytest
from django.urls import reverse

from emulation.registrations import services
from emulation.registrations.selectors.completeness import items_of, told_of, untouched
from emulation.registrations.services import Deed
from tests.emulation.registrations.conftest import DEED

ASKED = ["Số hộ thoát nghèo: “Nâng lên”", "Danh sách hộ: “Kèm danh sách” (tệp vừa chọn được tính khi lưu)"]


def left(story) -> list[str]:
    items = items_of(story.registration)
    return [problem.message for problem in untouched(story.registration, items, told_of(items))]


@pytest.fixture
def page_of(client):
    def read(story, who) -> str:
        client.force_login(who)
        page = client.get(reverse("registrations:page", args=[story.registration.pk]))
        return " ".join(page.content.decode().split())

    return read


def test_right_after_the_return_everything_asked_is_left(returned):
    assert left(returned) == ASKED


def test_a_line_that_was_changed_or_explained_is_done(returned):
    text = "Số hộ thoát nghèo"
    returned.save({text: returned.item(text).pledged}, notes={text: "Đã rà lại, không nâng được"})
    assert left(returned) == ASKED[1:]


def test_a_line_put_back_as_it_was_is_left_again(returned):
    text = "Số hộ thoát nghèo"
    before = returned.item(text).pledged
    returned.save({text: before + Decimal(2)})
    assert left(returned) == ASKED[1:]
    returned.save({text: before})
    assert left(returned) == ASKED


def test_deeds_are_done_when_one_is_added(submitted):
    submitted.give_back(deeds="Ghi thêm việc giúp hộ")
    assert left(submitted) == ["Việc làm, mô hình: “Ghi thêm việc giúp hộ”"]
    kept = submitted.item(DEED.text)
    same = Deed(kept.text, kept.pledged, kept.unit_of_measure, kept.note, kept.pk)
    submitted.save({}, deeds=[same, Deed("Giúp hộ Vàng Thị Dở làm chuồng")])
    assert left(submitted) == []


def test_nothing_is_left_where_nothing_was_asked(submitted):
    assert left(submitted) == []


def test_what_is_typed_counts_before_it_is_saved(returned, client, page_of):
    page = page_of(returned, returned.mai)
    assert "Đã đủ để trình" not in page
    assert "<b>Nơi nhận yêu cầu, còn như lúc nộp:</b>" in page
    assert ASKED[0] in page
    item = returned.item("Số hộ thoát nghèo")
    address = reverse("registrations:autosave", args=[returned.registration.pk])
    answer = client.post(address, {f"pledged_{item.pk}": "47", f"note_{item.pk}": ""}).content.decode()
    assert ASKED[0] not in answer
    assert ASKED[1] in answer


def test_the_leader_who_signs_reads_it_too(returned, page_of):
    services.present(returned.registration, by=returned.mai)
    page = page_of(returned, returned.vang)
    assert f"Nơi nhận yêu cầu, còn như lúc nộp: {ASKED[0]}" in page
    assert "Nộp lên" in page


def test_a_second_return_counts_from_itself(returned):
    text = "Số hộ thoát nghèo"
    returned.save({text: returned.item(text).pledged + Decimal(2)})
    services.present(returned.registration, by=returned.mai)
    returned.registration = services.submit(returned.reload(), by=returned.vang)
    returned.give_back(lines={returned.item(text).pk: "Nâng nữa"})
    assert left(returned) == ["Số hộ thoát nghèo: “Nâng nữa”"]
