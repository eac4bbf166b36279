"""A province as it is since 01/7/2025, two hundred communes right below it, up to the published map.

The last commune is approved, the province compiles, approves, publishes. Heavy: only `make e2e` runs it.
"""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Installation
from emulation.poverty.models import ReviewApproval, ReviewSet
from emulation.poverty.services.totals import refresh_total
from emulation.territory.models import Unit
from emulation.territory.rules import shapes
from tests.emulation.poverty.country import Country
from tests.emulation.poverty.filled import counts, review
from tests.emulation.poverty.test_up_the_tree_in_browser import People, press

pytestmark = [pytest.mark.e2e, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]

TODAY, YEAR = dt.date(2025, 12, 15), "2025-M12"
CODES = sorted(shapes.rings_of(json.loads((shapes.SHAPES / "79.topojson").read_text())))  # 168 real places
NAMES = tuple(f"Xóm {number}" for number in range(1, 201))
LAST = NAMES[-1]


@pytest.fixture
def people(transactional_db, live_server, browser) -> Iterator[People]:
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": TODAY})
    with business_clock.at(TODAY):
        here = Country(communes=NAMES, year=2025)
        Unit.objects.filter(pk=here.province.pk).update(code="79")
        for name, code in zip(NAMES, CODES, strict=False):
            Unit.objects.filter(pk=here.units[name].pk).update(code=code)
        for place, name in enumerate(NAMES[:-1]):
            poor = 6 + place % 9
            numbers = counts(
                100, persons=4, poor_start=10, poor_new=max(poor - 10, 0), poor_above_near=max(10 - poor, 0),
                poor_end=poor, near_start=5, near_end=5,
            )  # fmt: skip
            refresh_total(review(here.units[name], YEAR, here.standard, numbers))
        here.enter(LAST, YEAR)
    people = People(here, browser, live_server.url)
    yield people
    for page in people.pages.values():
        page.context.close()


def test_two_hundred_communes_from_the_last_one_in_to_the_published_map(people, tmp_path):
    scan = tmp_path / "quyet-dinh.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    the_last_one_is_approved(people)
    the_province_compiles_and_approves(people, scan)
    the_map_is_walked_by_keyboard(people)
    it_is_published_with_its_map(people)


def the_last_one_is_approved(people: People) -> None:
    page = people.at("tinh.chuyenvien")
    expect(page.locator("#tong-hop")).to_contain_text("199 trên 200 xã, phường đã duyệt xong.")
    page.get_by_role("link", name=f"Xã {LAST}", exact=True).click()
    page.get_by_label("Số quyết định công nhận kết quả").fill("5/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill("01/12/2025")
    press(page, "Duyệt với quyết định này")
    expect(page.locator(".head")).to_contain_text("Đã duyệt")
    assert ReviewSet.objects.get(unit=people.here.units[LAST], period=YEAR).state == ReviewSet.State.APPROVED


def the_province_compiles_and_approves(people: People, scan) -> None:
    page = people.at("tinh.truong")
    press(page, "Lập bản tổng hợp")
    expect(page.locator("main")).to_contain_text("200 trên 200 xã, phường đã duyệt xong.")
    press(page, "Trình lãnh đạo")
    page.get_by_label("Số quyết định phê duyệt").fill("12/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill("10/12/2025")
    page.get_by_label("Người ký").fill("Chủ tịch Lò Văn Hùng")
    page.get_by_label("Bản chụp quyết định").set_input_files(scan)
    press(page, "Phê duyệt theo quyết định này")
    expect(page.locator(".head")).to_contain_text("Đã phê duyệt, 12/QĐ-UBND")
    expect(page.get_by_role("heading", name="Hộ nghèo từ đầu kỳ đến cuối kỳ")).to_be_visible()
    assert ReviewApproval.objects.get().state == ReviewApproval.State.APPROVED


def the_map_is_walked_by_keyboard(people: People) -> None:
    page = people.at("tinh.truong")
    page.get_by_role("link", name="Bản đồ", exact=True).click()
    expect(page.locator(".map path[class^=k]")).to_have_count(len(CODES))
    expect(page.locator("#so-lieu tbody tr")).to_have_count(len(NAMES))
    page.get_by_role("button", name="Xem", exact=True).focus()
    page.keyboard.press("Tab")  # past the map, for whoever wants its table
    expect(page.locator(".skip[href='#so-lieu']")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".map a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hộ nghèo qua các năm, xã")


def it_is_published_with_its_map(people: People) -> None:
    approval = ReviewApproval.objects.get()
    page = people.at("tinh.truong", f"/ra-soat/phe-duyet/{approval.pk}/")
    page.get_by_label("Ngày công bố").fill("15/12/2025")
    press(page, "Công bố theo ngày này")
    expect(page.locator("main")).to_contain_text("Đã công bố.")
    public: Page = people.at(f"{NAMES[0]}.canbo", f"/ra-soat/cong-bo/{YEAR}/{people.here.province.pk}/")
    expect(public.locator(".map path[class^=k]")).to_have_count(len(CODES))
    expect(public.locator("main")).to_contain_text("hộ nghèo trên 20.000 hộ")
