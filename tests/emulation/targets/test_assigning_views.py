"""The grid of assigned figures on the screen: sums beside it, wrong cells said in place, nothing typed lost."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.targets import rules, services
from emulation.targets.models import AssignmentSheet, Indicator
from emulation.targets.selectors import assigning
from tests.emulation.targets.test_assigning import decision, sheet, write
from tests.support import nd30

__all__ = ["sheet"]

INDEX = reverse("targets:assignments")
DECISION = {"decision_number": "45/QĐ-UBND", "decision_on": "28/2/2020", "capacity": "deputy", "signer": "Lồ A Vảng"}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def as_(client, sa_pa):
    def sign_in(who: str):
        client.force_login(sa_pa.person(who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def cells(sheet, *typed: str) -> dict[str, str]:
    children = assigning.children_of(sheet.unit, sheet.year)
    return {f"v_{unit.pk}": one for unit, one in zip(children, typed, strict=True)}


def at(sheet, name="assignment") -> str:
    return reverse(f"targets:{name}", args=[sheet.pk])


def test_the_list_says_what_was_given_and_begins_a_sheet(as_, sa_pa):
    client = as_("thanh")
    body = text_of(client.get(INDEX))
    assert "Giao chỉ tiêu năm 2020, thị xã Sa Pa" in body
    assert "312/QĐ-UBND" in body
    assert "Cấp dưới giao tiếp" in body
    given = Indicator.objects.get(key=rules.POVERTY_RATE_FALL)
    known = {"year": 2020, "unit": sa_pa.town.pk}
    said = text_of(client.post(INDEX, known | {"indicator": given.pk}))
    assert "muốn đổi, xin mở lần đã ban hành rồi chọn “Giao lại”" in said
    fewer = Indicator.objects.get(key=rules.POOR_FALL)
    answer = client.post(INDEX, known | {"indicator": fewer.pk})
    made = AssignmentSheet.objects.get(indicator=fewer)
    assert answer.url == at(made)
    body = text_of(client.get(at(made)))
    assert "Giao giảm số hộ nghèo năm 2020, thị xã Sa Pa" in body
    assert "Cho 16 xã, phường" in body
    assert "690" in body
    assert "42,61%" in body
    assert "thị xã Sa Pa tự đặt" in body


def test_a_wrong_cell_is_said_in_place_and_what_was_typed_stays(as_, sheet):
    client = as_("mai")
    typed = cells(sheet, "10", "10", "10", "bốn", "4", "3", "3,5")
    body = text_of(client.post(at(sheet), typed | {"viec": "luu"}))
    assert "Thôn Tả Chải Mông: “bốn” không phải là số" in body
    assert "“3,5” có phần lẻ" in body
    assert 'value="bốn"' in body
    assert 'value="bốn"' in text_of(client.get(at(sheet))), "also on coming back"


def test_typing_answers_the_sums_and_what_is_above_the_unit_s_own(as_, sheet):
    client = as_("mai")
    body = text_of(client.post(at(sheet, "assignment_autosave"), cells(sheet, "10", "10", "10", "10", "10", "10", "")))
    assert "Vượt" in body
    assert "Chưa ghi mức của thôn Dền Thàng" in body
    body = text_of(client.post(at(sheet, "assignment_autosave"), cells(sheet, *["7"] * 7)))
    assert "nhiều hơn mức của xã Tả Van 44 hộ là 5 hộ. Sửa lại, hoặc ghi vì sao vẫn giao như vậy." in body
    assert "Đang hiện phần ông/bà nhập dở" in text_of(client.get(at(sheet)))


def test_a_proposal_fills_the_grid_and_adds_up(as_, sheet):
    client = as_("mai")
    body = text_of(client.post(at(sheet), cells(sheet, *[""] * 7) | {"viec": "ngheo"}, follow=True))
    assert "Đã điền đề xuất chia theo số hộ nghèo" in body
    assert "Khớp mức của xã Tả Van" in body
    assert [line.value for line in sheet.lines.all()] == [5, 4, 8, 6, 4, 7, 10]


def test_issuing_from_the_screen(as_, sheet):
    client = as_("vang")
    typed = cells(sheet, "10", "10", "10", "4", "4", "3", "3")
    body = text_of(client.post(at(sheet, "assignment_issue"), typed | DECISION | {"decision_on": "30/2/2020"}))
    assert "Ngày ghi chưa đúng" in body
    assert 'value="45/QĐ-UBND"' in body
    body = text_of(client.post(at(sheet, "assignment_issue"), typed | DECISION, follow=True))
    assert "Đã ban hành" in body
    assert "Quyết định 45/QĐ-UBND ngày 28/02/2020, Lồ A Vảng ký." in body
    assert "Giao lại…" in body
    again = client.post(at(sheet, "assignment_again"), {"reason": "Hai thôn bị lũ ống"}, follow=True)
    assert "Giao lại lần 2: Hai thôn bị lũ ống" in text_of(again)


def test_who_may_not_issue_is_told_who_does(as_, sheet):
    body = text_of(as_("mai").get(at(sheet)))
    assert "Lãnh đạo hoặc trưởng cơ quan thường trực ban hành" in body
    assert as_("mai").post(at(sheet, "assignment_issue"), DECISION).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("mai", 200), ("lien", 404), ("thanh", 404), ("din", 404), ("nam", 403)])
def test_a_draft_is_seen_by_its_own_unit_alone(as_, sheet, who, status):
    assert as_(who).get(at(sheet)).status_code == status


def test_an_issued_sheet_is_read_above_and_not_beside(as_, sa_pa, sheet):
    write(sheet, sa_pa, 10, 10, 10, 4, 4, 3, 3)
    services.issue_sheet(sheet, decision(), by=sa_pa.person("vang"))
    body = text_of(as_("thanh").get(at(sheet)))
    assert "cộng 44 hộ, khớp mức của xã Tả Van" in body
    assert as_("lien").get(at(sheet)).status_code == 404
    assert "Cấp dưới giao tiếp" in text_of(as_("thanh").get(INDEX))


def test_the_workbook_and_the_decision(as_, sa_pa, sheet):
    """One workbook and one paper: names and figures as they were issued."""
    write(sheet, sa_pa, 10, 10, 10, 4, 4, 3, 3)
    issued = services.issue_sheet(sheet, decision(), by=sa_pa.person("vang"))
    book = openpyxl.load_workbook(io.BytesIO(as_("vang").get(at(issued, "assignment_export")).content)).active
    rows = {row[0]: row for row in book.iter_rows(values_only=True)}
    assert rows["Thôn Tả Van Mông"][1:4] == (10, 129, 25)
    pdf = as_("vang").get(at(issued, "assignment_pdf")).content
    assert nd30.problems(pdf) == []
    assert nd30.find(nd30.read(pdf), "Số: 45/QĐ-UBND").page == 1


def test_the_grid_costs_the_same_for_seven_hamlets_and_for_sixteen_communes(as_, sa_pa, sheet):
    client = as_("mai")
    with CaptureQueriesContext(connection) as few:
        client.get(at(sheet))
    points = Indicator.objects.get(key=rules.POOR_FALL)
    town = services.start_sheet(sa_pa.campaign, points, 2020, sa_pa.town, by=sa_pa.person("thanh"))
    client = as_("thanh")
    with CaptureQueriesContext(connection) as many:
        client.get(at(town))
    assert abs(len(few) - len(many)) <= 4, (len(few), len(many))
