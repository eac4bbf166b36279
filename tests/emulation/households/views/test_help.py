"""Assigning helpers to households, and what each helper's count is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.households import services
from emulation.households.models import Support
from emulation.people.services import register_person

INDEX = reverse("households:helpers")


@pytest.fixture
def as_(sa_pa, client):
    def sign_in(login: str):
        client.force_login(sa_pa.person(login))
        return client

    return sign_in


def typed(**changes) -> dict[str, str]:
    return {"helper_kind": "person", "helper_name": "Má A Tráng", "year": "2020", "deed": "Dạy nuôi trâu"} | changes


def help_of(household) -> str:
    return reverse("households:help", args=[household.pk])


def test_s3_38_the_commune_assigns_several_helpers_to_a_household(register, as_):
    household = register.write("Vàng A Lử", y2020="poor")
    client = as_("mai")
    client.post(help_of(household), typed())
    page = client.post(help_of(household), typed(helper_kind="organisation", helper_name="Hội Phụ nữ xã"), follow=True)
    assert "Đã ghi Hội Phụ nữ xã giúp hộ Vàng A Lử năm 2020" in page.text
    assert "Dạy nuôi trâu" in page.text
    assert Support.objects.filter(household=household).count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"helper_name": ""}, "hoặc ghi một tên mới"),
        ({"helper_name": "Tráng"}, "chưa đủ họ và tên"),
        ({"deed": ""}, "Xin ghi việc giúp"),
        ({"year": "1820"}, "Năm 1820 không thể đúng"),
        ({"outcome": "escaped_stable_work"}, "giấy xác nhận của UBND xã"),
    ],
)
def test_a_slip_gets_a_sentence_and_nothing_typed_is_lost(register, as_, changes, said):
    household = register.write("Vàng A Lử", y2020="poor")
    page = as_("mai").post(help_of(household), typed(position="Bí thư chi bộ", **changes))
    assert said in page.text
    assert "Bí thư chi bộ" in page.text
    assert not Support.objects.exists()


def test_five_with_a_paper_are_told_beside_what_the_register_says(register, as_, sa_pa):
    helper = register_person(sa_pa.ta_van, name="Má A Tráng", birth_year=1974, by=register.mai)
    client, counts = as_("mai"), []
    for number in range(5):
        household = register.write(f"Vàng A {number}", y2019="poor", y2020="escaped")
        body = typed(helper=str(helper.pk), helper_name="", outcome="escaped_stable_work", confirmed_by="12/GXN-UBND")
        client.post(help_of(household), body)
        client.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(INDEX, {"tim": "trang"})
        counts.append(len(captured))
    assert "1 người, tổ chức giúp 5 hộ; 1 đã giúp từ 5 hộ" in page.text
    assert "Má A Tráng" in page.text
    of_one = client.get(reverse("households:helper", args=[helper.pk])).text
    assert "5 hộ có việc làm ổn định, thoát nghèo, có giấy xác nhận; sổ hộ ghi 5 hộ đã thoát nghèo" in of_one
    assert "khác kết quả đã ghi" not in of_one
    assert counts[0] == counts[-1]


def test_who_reads_does_not_assign_and_strangers_find_nothing(register, as_):
    household = register.write("Vàng A Lử", y2020="poor")
    assert as_("vang").get(INDEX).status_code == 200
    assert as_("vang").get(help_of(household)).status_code == 403
    assert as_("din").get(help_of(household)).status_code == 403
    assert as_("lien").get(help_of(household)).status_code == 404
    assert as_("huy").get(INDEX).status_code == 403


def test_what_came_of_it_is_written_over_the_same_line(register, as_, sa_pa):
    household = register.write("Vàng A Lử", y2020="poor")
    helper = register_person(sa_pa.ta_van, name="Má A Tráng", by=register.mai)
    services.record_support(household, helper, 2020, deed="Dạy nuôi trâu", by=register.mai)
    page = as_("mai").get(help_of(household), {"nguoi": helper.pk, "nam": 2020})
    assert 'value="Dạy nuôi trâu"' in page.text
