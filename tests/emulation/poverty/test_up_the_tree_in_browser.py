"""Three communes, a district, a province: compiled, returned for one commune, corrected, approved, published."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Installation
from emulation.poverty.models import ReviewApproval, ReviewSet
from tests.emulation.poverty.country import Country
from tests.emulation.poverty.test_grid_in_browser import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TODAY, YEAR = dt.date(2020, 12, 15), "2020-M12"
NAMES = ("Suối Một", "Suối Hai", "Suối Ba")


class People:
    """Each person at a screen of his own."""

    def __init__(self, here: Country, browser: Browser, url: str) -> None:
        self.here, self.browser, self.url = here, browser, url
        self.pages: dict[str, Page] = {}

    def at(self, who: str, path: str = "/ra-soat/") -> Page:
        if who not in self.pages:
            context = self.browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
            sign_in(context, self.url, self.here.person(who))
            self.pages[who] = context.new_page()
        page = self.pages[who]
        page.goto(self.url + path)
        return page


@pytest.fixture
def people(transactional_db, live_server, browser) -> Iterator[People]:
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": TODAY})
    with business_clock.at(TODAY):
        here = Country({"Thượng": NAMES})
        for name in NAMES:
            here.approved(name, YEAR)
    people = People(here, browser, live_server.url)
    yield people
    for page in people.pages.values():
        page.context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_from_the_communes_to_the_published_result(people, tmp_path):
    scan = tmp_path / "quyet-dinh.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    the_district_compiles_and_sends(people)
    the_province_returns_one_commune(people)
    the_commune_corrects_and_the_district_approves(people)
    the_district_sends_again(people)
    the_province_approves_by_a_decision(people, scan)
    it_is_published_for_everybody(people, scan)


def the_district_compiles_and_sends(people: People) -> None:
    page = people.at("Thượng.chuyenvien")
    expect(page.locator("#tong-hop")).to_contain_text("3 trên 3 xã, phường đã duyệt xong.")
    press(page, "Lập bản tổng hợp")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tổng hợp rà soát năm 2020, huyện Thượng")
    expect(page.get_by_role("button", name="Trình tỉnh Ba Sông")).to_have_count(0)
    page = people.at("Thượng.truong")
    page.get_by_role("link", name="Mở bản tổng hợp").click()
    press(page, "Trình tỉnh Ba Sông")
    expect(page.locator("main")).to_contain_text("Đã trình tỉnh Ba Sông.")
    expect(page.locator(".head")).to_contain_text("Chính thức")


def the_province_returns_one_commune(people: People) -> None:
    page = people.at("tinh.truong")
    page.get_by_role("link", name="Đã trình, chờ phê duyệt").click()
    page.locator("summary", has_text="Trả lại…").click()
    page.get_by_label("Lý do, phải sửa gì").fill("Suối Hai ít hộ nghèo bất thường, xin soát lại")
    page.get_by_label("Hạn bổ sung").fill("20/12/2020")
    page.get_by_label("Xã Suối Hai").check()
    press(page, "Trả lại huyện Thượng")
    expect(page.locator("main")).to_contain_text("Đã trả lại huyện Thượng.")


def the_commune_corrects_and_the_district_approves(people: People) -> None:
    made = ReviewSet.objects.in_hand().get()
    row = made.rows.get()
    page = people.at("Suối Hai.canbo")
    page.get_by_role("link", name="Đính chính tiếp").click()
    expect(page.locator("main")).to_contain_text("CQ giảm nghèo Thượng trả lại: Suối Hai ít hộ nghèo")
    page.locator(f"#o-{row.pk}-households_poor_new").fill("1")
    page.locator(f"#o-{row.pk}-households_poor_end").fill("9")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_have_text(re.compile("Đã lưu"))
    press(page, "Trình lãnh đạo xã")
    page = people.at("Suối Hai.lanhdao")
    page.get_by_role("link", name="Xem bản đính chính").click()
    expect(page.locator("#thay-doi")).to_contain_text("2 số khác lần 1")
    press(page, "Nộp CQ giảm nghèo Thượng")
    page = people.at("Thượng.chuyenvien")
    page.get_by_role("link", name="Đính chính lần 2").click()
    expect(page.locator("#thay-doi")).to_contain_text("nghèo cuối kỳ (hộ)")
    page.get_by_label("Số quyết định công nhận kết quả").fill("7/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill("14/12/2020")
    press(page, "Duyệt với quyết định này")
    expect(page.locator("main")).to_contain_text("Đã đính chính, lần 2")


def the_district_sends_again(people: People) -> None:
    approval = ReviewApproval.objects.get()
    page = people.at("Thượng.truong", f"/ra-soat/phe-duyet/{approval.pk}/")
    expect(page.locator("#thay-doi")).to_contain_text("1 xã, phường có số khác lần trình 1")
    press(page, "Trình tỉnh Ba Sông")


def the_province_approves_by_a_decision(people: People, scan: Path) -> None:
    approval = ReviewApproval.objects.get()
    page = people.at("tinh.chutich", f"/ra-soat/phe-duyet/{approval.pk}/")
    expect(page.locator("#thay-doi")).to_contain_text("8 → 9")
    page.get_by_label("Số quyết định phê duyệt").fill("1234/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill("15/12/2020")
    page.get_by_label("Người ký").fill("Chủ tịch Lò Văn Hùng")
    page.get_by_label("Bản chụp quyết định").set_input_files(scan)
    press(page, "Phê duyệt theo quyết định này")
    expect(page.locator(".head")).to_contain_text("Đã phê duyệt, 1234/QĐ-UBND")
    page = people.at("Suối Một.canbo")
    page.get_by_role("link", name="Xem số liệu").click()
    page.locator("summary", has_text="Đính chính số đã duyệt…").click()
    page.get_by_label("Lý do đính chính").fill("Sai một hộ")
    press(page, "Mở bản đính chính")
    expect(page.locator("main")).to_contain_text("đã phê duyệt theo 1234/QĐ-UBND")


def it_is_published_for_everybody(people: People, scan: Path) -> None:
    approval = ReviewApproval.objects.get()
    page = people.at("Thượng.chutich", f"/ra-soat/phe-duyet/{approval.pk}/")
    page.get_by_label("Ngày công bố").fill("15/12/2020")
    page.get_by_label("Văn bản công bố", exact=True).fill("9/TB-UBND")
    press(page, "Công bố theo ngày này")
    expect(page.locator("main")).to_contain_text("Đã công bố.")
    page = people.at("Suối Ba.canbo", "/ra-soat/cong-bo/")
    page.get_by_role("link", name="Huyện Thượng").click()
    expect(page.locator("main")).to_contain_text("25 hộ nghèo trên 300 hộ (8,33%)")
