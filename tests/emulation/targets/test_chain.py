"""Chuỗi số liệu: the plan from above, the places a figure was added up from, the outlook with its assumption."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


@pytest.fixture
def read(client, sa_pa):
    def open_page(who: str, name: str, *arguments, **query: str) -> str:
        client.force_login(sa_pa.person(who), backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(reverse(f"targets:{name}", args=arguments), query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return open_page


def key_of(sa_pa, **known) -> str:
    return sa_pa.campaign.targets.filter(**known).order_by("position")[0].key


def test_the_town_s_fall_with_its_places_plans_and_outlook(read, sa_pa, hand_in):
    hand_in("Tả Van")
    key = key_of(sa_pa, indicator__key="poverty_rate_fall")
    body = read("thanh", "chain", sa_pa.town.pk, key)
    assert "Kết quả và kế hoạch" in body
    assert "bằng" in body
    assert "Dự báo đến 2020" in body
    assert "giả định giữ đều" in body
    assert "Số liệu cộng từ đâu" in body
    assert "Xã Tả Van" in body
    assert "294/690" in body
    assert "6,50" in body, "what Tả Van was assigned"


def test_a_unit_the_target_does_not_ask_is_told_so(read, sa_pa):
    key = key_of(sa_pa, indicator__key="poverty_rate_fall", condition="at_least")
    assert "không thuộc phạm vi của chỉ tiêu này" in read("mai", "chain", sa_pa.ta_van.pk, key)


def test_it_costs_the_same_with_one_and_three_handed_in(read, sa_pa, hand_in):
    key, counts = key_of(sa_pa, indicator__key="poverty_rate_fall"), []
    for name in ("Tả Van", "Mường Hoa", "Bản Hồ"):
        hand_in(name)
        with CaptureQueriesContext(connection) as captured:
            read("thanh", "chain", sa_pa.town.pk, key)
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_a_target_s_places_are_kept_by_mark(read, sa_pa, hand_in):
    hand_in("Tả Van")
    key = key_of(sa_pa, condition="beats_plan_by")
    body = read("thanh", "target", sa_pa.town.pk, key)
    assert "xây dựng nông thôn mới</option>" in body
    assert "kế hoạch giao" in body
    kept = read("thanh", "target", sa_pa.town.pk, key, dien="border")
    assert "Không có nơi nào." in kept
    assert "Chuỗi số liệu" in read("thanh", "target", sa_pa.town.pk, key, dien="building_new_rural")
