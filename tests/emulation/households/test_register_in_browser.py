"""A list with three wrong rows in a real browser: brought, mended, written, seen in the register, changes and
reconciliation; the number of a card is on no page."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import AuditEntry, Installation
from emulation.households.models import Household
from emulation.poverty.rules import columns
from emulation.poverty.services import entry
from tests.emulation.households.conftest import Register
from tests.emulation.households.importers.lists import SECOND, workbook
from tests.support.browser import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

NOVEMBER = dt.date(2020, 11, 30)
CARD = "010085001234"
ROWS = (
    ("Vàng A Lử", "Tả Van Mông", 1985, "Mông", CARD, "140/QĐ-UBND", "16/11/2020", 110, 30, "Thiếu vốn"),
    ("Giàng A Páo", "Thôn Tả Van Mong", 1970, "Mông", "", "140/QĐ-UBND", "16/11/2020", 90, 40, "Thiếu đất sản xuất"),
    ("Páo", "Tả Van Mông", 1971, "Mông", "", "140/QĐ-UBND", "16/11/2020", 90, 40, "Thiếu vốn"),
    ("Sùng A Chu", "Không Có Thôn", 1972, "Mông", "", "140/QĐ-UBND", "16/11/2020", 90, 40, "Thiếu vốn"),
    ("Thào A Dế", "Tả Van Mông", 1973, "Mông", "12345", "140/QĐ-UBND", "16/11/2020", 90, 40, "Thiếu vốn"),
)  # fmt: skip


@pytest.fixture
def page(sa_pa_live, live_server, context: BrowserContext) -> Page:
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": NOVEMBER})
    with business_clock.at(NOVEMBER):
        register = Register(sa_pa_live)
        register.write("Vàng A Lử", born=1985, y2019="poor")
        register.write("Cứ A Tủa", born=1960, y2019="poor", y2020="escaped")
        review = entry.open_review(register.commune, "2020-M12", sa_pa_live.standard, by=register.mai)
        row = review.rows.get(unit__name="Tả Van Mông")
        for column in columns.ALL:
            setattr(row, f"households_{column.key}", None)
        row.households_poor_end = 3
        row.save()
    client = Client()
    client.force_login(register.mai)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/ho-dan/nhap/")
    return page


def look(page: Page, name: str) -> None:
    """A picture of the screen, large and small, where `CHUNGTAY_LOOK` names a folder."""
    folder = os.environ.get("CHUNGTAY_LOOK")
    if not folder:
        return
    for size, suffix in (({"width": 1366, "height": 768}, ""), (PHONE, "-phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=Path(folder) / f"{name}{suffix}.png", full_page=True)
    page.set_viewport_size({"width": 1366, "height": 768})


def test_a_list_with_three_wrong_rows_is_brought_mended_and_seen(page, live_server, tmp_path):
    file = tmp_path / "ho ngheo.xlsx"
    file.write_bytes(workbook(*SECOND, *ROWS).read())
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    page.get_by_label("Diện của mọi hộ trong danh sách").select_option(label="Hộ nghèo")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("1 hộ mới, 1 hộ đã có được ghi thêm, 3 hộ sai")).to_be_visible()
    expect(page.get_by_text("không có thôn “Không Có Thôn”")).to_be_visible()
    look(page, "import")

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp có ghi lỗi").click()
    assert download.value.suggested_filename == "ho ngheo - có ghi lỗi.xlsx"

    for number, field, text in (
        (4, "Họ và tên", "Lồ A Páo"),
        (5, "Thôn, tổ dân phố", "Tả Van Mông"),
        (6, "CCCD", "010073001111"),
    ):
        page.get_by_role("link", name=re.compile(f"Sửa….*dòng {number}")).click()
        if number == 4:
            look(page, "mend")
        page.get_by_label(field, exact=True).fill(text)
        page.get_by_role("button", name="Lưu dòng này").click()
    page.get_by_role("button", name="Ghi 5 hộ").click()
    expect(page.get_by_text("Đã ghi 4 hộ mới, ghi thêm vào 1 hộ đã có.")).to_be_visible()
    look(page, "list")
    assert CARD not in page.content()
    assert "•••••••••234" in page.content()

    page.get_by_role("link", name="Biến động, đối chiếu").click()
    expect(page.get_by_text("1 thoát nghèo, vượt chuẩn cận nghèo; 4 nghèo phát sinh mới")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Nghèo cuối kỳ")
    expect(row).to_contain_text("danh sách nhiều hơn 2 hộ")
    expect(row).to_contain_text("Lồ A Páo")
    look(page, "changes")

    row.get_by_role("link", name="Vàng A Lử").click()
    expect(page.get_by_role("heading", name="Hộ Vàng A Lử")).to_be_visible()
    look(page, "page")
    assert AuditEntry.objects.filter(action="xem hộ", is_private=True).count() == 1
    assert Household.objects.get(head_name="Vàng A Lử").years.count() == 2

    for name, address in (
        ("form", f"{page.url}sua/"), ("year", f"{page.url}nam/2020/"), ("summary", "/ho-dan/tong-hop/"),
        ("standards", "/ra-soat/chuan-ngheo/"), ("new", "/ho-dan/moi/"),
    ):  # fmt: skip
        page.goto(address if address.startswith("http") else live_server.url + address)
        look(page, name)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing wider than a phone"


def test_columns_nobody_knows_are_pointed_out_by_keyboard_alone(page, tmp_path):
    file = tmp_path / "la.xlsx"
    file.write_bytes(workbook(("Ông bà", "Ở đâu"), ("Lồ A Páo", "Tả Van Mông")).read())
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
    page.get_by_label("Diện của mọi hộ trong danh sách").select_option(label="Hộ nghèo")
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_role("heading", name="Các cột của “la.xlsx”")).to_be_visible()
    page.get_by_label("Ông bà").select_option(label="Họ và tên")
    page.get_by_label("Ở đâu").select_option(label="Thôn, tổ dân phố")
    look(page, "columns")
    page.get_by_role("button", name="Đọc theo các cột này").press("Enter")
    expect(page.get_by_text("1 hộ mới")).to_be_visible()
