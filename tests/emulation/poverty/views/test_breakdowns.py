"""The tabs of breakdowns: the same grid, by script and by plain form."""

import json
import re

import pytest

from emulation.poverty.models import FormNumber
from tests.emulation.poverty.services.test_breakdowns import COUNTS, PLACE, lines


@pytest.fixture
def typed(new_story, client):
    new_story.type(PLACE, **COUNTS)
    client.force_login(new_story.mai)
    return new_story


def page(client, story, tab: str) -> str:
    return client.get(f"/ra-soat/{story.review.pk}/?bang={tab}").content.decode()


def test_a_review_of_2022_has_the_tabs_and_those_of_whom(typed, client):
    shown = page(client, typed, "thieu-hut-can-ngheo")
    for label in ("Thiếu hụt", "Nhóm đối tượng", "Dân tộc", "Nguyên nhân", "Trẻ em"):
        assert f">{label}</a>" in re.sub(r" <span.*?</span></span>", "", shown)
    assert ">Hộ cận nghèo</a>" in shown
    assert "3. Dinh dưỡng" in shown


def test_a_review_of_2020_has_none(story, client):
    client.force_login(story.mai)
    assert "Thiếu hụt" not in page(client, story, "thieu-hut-ngheo")


def test_the_whole_stands_before_its_parts_and_can_t_be_typed(typed, client):
    row = typed.row(PLACE).pk
    shown = page(client, typed, "nguyen-nhan-ngheo")
    assert f'id="o-{row}-households_poor_end" class="sum light' in shown
    assert f'name="c|{row}|households_poor.cause.no_land"' in shown


def test_the_script_saves_a_cell_and_gets_sums_states_and_tabs(typed, client):
    row = typed.row(PLACE).pk
    body = {"tab": "nguyen-nhan-ngheo", "cells": {str(row): {
        "households_poor.cause.no_land": "12", "households_poor.cause.illness": "30"}}}  # fmt: skip
    answer = client.post(f"/ra-soat/{typed.review.pk}/luu/", json.dumps(body), content_type="application/json").json()
    cells = answer["rows"][str(row)]["cells"]
    assert cells["households_poor.cause.no_land"] == ["12", ""]
    assert cells["households_poor.cause.illness"] == ["30", "wrong"]
    assert answer["sums"]["households_poor.cause.no_land"] == "12"
    assert "30 hộ, nhưng nghèo cuối kỳ (hộ) là 20 hộ." in answer["messages"]
    assert "bang=nguyen-nhan-ngheo" in answer["tabs"]


def test_without_a_script_the_form_keeps_the_tab_and_the_cells(typed, client):
    row = typed.row(PLACE).pk
    sent = {"bang": "tre-em-ngheo", "seen": "{}", f"c|{row}|persons_poor.child.total": "4"}
    answer = client.post(f"/ra-soat/{typed.review.pk}/luu/", sent)
    assert answer["Location"].endswith("?bang=tre-em-ngheo")
    assert lines(typed) == {"persons_poor.child.total": 4}


def test_blanks_offer_nought_for_the_parts_never_for_the_total(typed, client):
    typed.line(PLACE, **{"lack.job": "3"})
    shown = page(client, typed, "thieu-hut-ngheo")
    zeros = next(value for value in re.findall(r'name="mend" value="([^"]+=0[^"]*)"', shown))
    assert "households_poor.lack.nutrition=0" in zeros
    assert "lack.total" not in zeros


def test_a_figure_is_traced_to_its_column(typed, client):
    shown = client.get(f"/ra-soat/{typed.review.pk}/?o=households_poor.lack.job").content.decode()
    assert "Đang xem nguồn của cột <b>hộ nghèo thiếu hụt việc làm (hộ)</b>" in shown


def test_the_administrator_s_number_stands_on_the_table(typed, client):
    FormNumber.objects.create(standard=typed.standard, form="F4", number="Mẫu số 7.3")
    shown = client.get(f"/ra-soat/bieu/{typed.sa_pa.ta_van.pk}/2022-M12/f4/").content.decode()
    assert "Mẫu số 7.3. Xã Tả Van" in shown


def test_who_decides_is_asked_about_a_commune_far_from_its_neighbours(sa_pa, client):
    from emulation.poverty.models import PovertyStandard, ReviewSet
    from emulation.territory.models import Unit
    from tests.emulation.poverty.filled import counts, review

    standard = PovertyStandard.objects.get(code="2022-2025")
    communes = Unit.objects.filter(level="commune", district=sa_pa.town).order_by("code")
    made = {
        commune.name: review(
            commune, "2022-M12", standard, counts(poor_end=60 if commune == sa_pa.ta_van else 5 + place % 4),
            state=ReviewSet.State.SUBMITTED,
        )
        for place, commune in enumerate(communes)
    }  # fmt: skip
    client.force_login(sa_pa.person("thanh"))
    shown = client.get(f"/ra-soat/{made['Tả Van'].pk}/").content.decode()
    assert "So với các xã, phường khác" in shown
    assert "Tỷ lệ hộ nghèo 60,00%, cao khác hẳn 15 xã, phường khác của thị xã Sa Pa" in shown
    assert "So với các xã, phường khác" not in client.get(f"/ra-soat/{made['Mường Hoa'].pk}/").content.decode()
    client.force_login(sa_pa.person("vang"))
    assert "So với các xã, phường khác" not in client.get(f"/ra-soat/{made['Tả Van'].pk}/").content.decode()
