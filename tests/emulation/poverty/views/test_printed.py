"""The pages of printed tables: who opens them, what stands there, what comes out as workbook and paper."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.poverty.models import PovertyStandard, ReviewSet
from tests.emulation.poverty.filled import counts, review
from tests.support import nd30

PERIOD = "2022-M12"


@pytest.fixture
def filled(sa_pa, client):
    """Tả Van's year, approved; the client signs in by name."""
    standard = PovertyStandard.objects.get(code="2022-2025")
    review(
        sa_pa.ta_van,
        PERIOD,
        standard,
        lambda place: counts(100 + place, persons=4, poor_start=21, poor_above_near=1, poor_end=20, near_end=8),
    )
    client.force_login(sa_pa.person("mai"))
    return sa_pa


def address(unit, *parts: str) -> str:
    return "/".join(["/ra-soat/bieu", str(unit.pk), PERIOD, *parts]) + "/"


def test_a_unit_has_its_tables_and_its_rates_by_name(filled, client):
    shown = client.get(address(filled.ta_van)).content.decode()
    assert "Tổng hợp diễn biến hộ cận nghèo" in shown
    assert "Tỷ lệ hộ nghèo dân tộc thiểu số" in shown
    assert "Tỷ lệ hộ dân tộc thiểu số trong hộ nghèo" in shown
    assert "19,42%" in shown  # 140 of 721


def test_a_table_stands_with_its_head_numbers_and_two_lines(filled, client):
    shown = client.get(address(filled.ta_van, "f2")).content.decode()
    assert "Số hộ nghèo bổ sung" in shown
    assert "9=1-2-3-4+5+6+7+8" in shown
    assert "Nhân khẩu" in shown
    assert "Số liệu chính thức" in shown


def test_hamlets_lead_nowhere_communes_to_their_own_table(filled, client):
    client.force_login(filled.person("thanh"))
    shown = client.get(address(filled.town, "f1")).content.decode()
    assert f'href="{address(filled.ta_van, "f1")}"' in shown
    assert "Chưa có số liệu của 15 xã, phường" in shown
    assert "/ra-soat/bieu" not in client.get(address(filled.ta_van, "f1")).content.decode().split("<tbody>")[1]


@pytest.mark.parametrize("part", [(), ("f1",), ("f1", "excel"), ("f1", "pdf")])
def test_others_do_not_find_it(filled, client, part):
    client.force_login(filled.person("lien"))
    assert client.get(address(filled.ta_van, *part)).status_code == 404
    client.force_login(filled.person("din"))  # a hamlet head sees his own row, no table
    assert client.get(address(filled.ta_van, *part)).status_code == 404


@pytest.mark.parametrize(
    "wrong", ["2022-M13/f1", "2022-M12/f99", "2030-M12/f17a", "1999-M12", "2022-M12/f1/?chuan=2016-2020", "0000-M12"]
)
def test_what_is_no_table_is_not_found(filled, client, wrong):
    url = f"/ra-soat/bieu/{filled.ta_van.pk}/{wrong}"
    assert client.get(url if "?" in url else f"{url}/").status_code == 404


def test_a_draft_is_read_by_its_own_commune_and_says_so(filled, client):
    ReviewSet.objects.filter(period=PERIOD).update(state="draft", submitted_at=None)
    assert "Bản nháp: đang nhập" in client.get(address(filled.ta_van, "f1")).content.decode()
    client.force_login(filled.person("thanh"))
    assert "Chưa có số liệu" in client.get(address(filled.ta_van, "f1")).content.decode()


def test_the_workbook_holds_counts_and_rates_to_reckon_with(filled, client):
    content = client.get(address(filled.ta_van, "f1", "excel")).content
    page = openpyxl.load_workbook(io.BytesIO(content))["F1"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    numbers = next(row for row in rows if row[0] == "A")
    assert numbers[:7] == ["A", "B", "1", "2", "3", "4=3/1×100", "5"]
    total = next(row for row in rows if row[1] == "Tổng cộng")
    assert total[2:6] == [721, 2884, 140, pytest.approx(140 / 721)]


def test_lines_of_persons_stand_below_in_one_cell_with_their_unit(filled, client):
    content = client.get(address(filled.ta_van, "f2", "excel")).content
    page = openpyxl.load_workbook(io.BytesIO(content))["F2"]
    rows = list(page.iter_rows())
    at = next(index for index, row in enumerate(rows, 1) if row[0].value == "1")
    assert [row[2].value for row in rows[at - 1 : at + 1]] == ["Hộ", "Nhân khẩu"]
    assert [row[3].value for row in rows[at - 1 : at + 1]] == [21, 84]
    assert f"B{at}:B{at + 1}" in {str(area) for area in page.merged_cells.ranges}


def test_all_tables_come_in_one_workbook(filled, client):
    content = client.get(address(filled.ta_van, "tat-ca", "excel")).content
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[:3] == ["F1", "F2", "F3"]


def test_the_paper_is_one_that_can_be_signed(filled, client):
    response = client.get(address(filled.ta_van, "f2", "pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert nd30.problems(response.content, draft=True) == []


def test_a_page_costs_the_same_for_a_commune_of_one_hamlet_and_of_300(filled, client):
    from tests.emulation.poverty.selectors.test_printed import commune

    client.force_login(filled.person("thanh"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(filled.town, "f1")).status_code == 200
        return len(seen)

    client.get(address(filled.town, "f1"))
    few = queries()
    standard = PovertyStandard.objects.get(code="2022-2025")
    for number in range(300):
        review(commune(f"Thử {number}", filled.town, f"9{number:04d}"), PERIOD, standard, counts(poor_end=1))
    assert queries() == few
