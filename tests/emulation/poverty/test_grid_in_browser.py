"""The grid in a real browser: moving, pasting, mending, a lost line, a closed browser, no scripts at all."""

import re
import time

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from campaign_portal.foundation import audit
from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Installation
from emulation.poverty.models import ReviewRow, ReviewSet
from tests.emulation.poverty.conftest import JUNE, Story
from tests.emulation.poverty.importers.sheets import workbook
from tests.support.browser import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SAVED = re.compile("Đã lưu")


class Desk:
    """Mai before the grid of Tả Van."""

    def __init__(self, story: Story, page: Page, url: str) -> None:
        self.story, self.page, self.url = story, page, url

    def go(self, page: Page | None = None, query: str = "") -> None:
        self.page = page or self.page
        self.page.goto(f"{self.url}/ra-soat/{self.story.review.pk}/{query}")

    def cell(self, hamlet: str, key: str, population: str = "households"):
        row = self.story.row(hamlet).pk
        return self.page.locator(f'[id="o-{row}-{population}_{key}"]')

    def state(self):
        return self.page.locator("[data-saved]")

    def saved(self) -> None:
        expect(self.state()).to_have_text(SAVED)

    def paste(self, hamlet: str, key: str, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.cell(hamlet, key).click()
        self.page.keyboard.press("Control+V")

    def kept(self, hamlet: str, key: str):
        return getattr(ReviewRow.objects.get(pk=self.story.row(hamlet).pk), f"households_{key}")

    def told(self) -> int:
        """Lines of the trail about figures of this review."""
        return audit.history(self.story.review).filter(action="nhập số liệu rà soát").count()


@pytest.fixture
def desk(sa_pa_live, live_server, context: BrowserContext) -> Desk:
    # The server's own threads take the day from the installation.
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": JUNE})
    with business_clock.at(JUNE):
        story = Story(sa_pa_live)
    sign_in(context, live_server.url, story.mai)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk = Desk(story, context.new_page(), live_server.url)
    desk.go()
    return desk


def sign_in(context: BrowserContext, url: str, user) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def id_of(cell) -> str:
    return cell.get_attribute("id")


def test_a_cell_saves_itself_and_the_sums_follow(desk):
    complaints: list[str] = []
    desk.page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    desk.page.on("pageerror", lambda error: complaints.append(str(error)))
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.cell("Tả Van Mông", "poor_end").fill("52")
    desk.page.keyboard.press("Tab")
    desk.saved()
    assert (desk.kept("Tả Van Mông", "total"), desk.kept("Tả Van Mông", "poor_end")) == (131, 52)
    expect(desk.page.locator("[data-sum=households_total]")).to_have_text("131")
    expect(desk.page.locator("tbody tr", has_text="Tả Van Mông").locator("[data-rate]")).to_have_text("39,69%")
    assert complaints == []


def test_it_moves_like_a_spreadsheet(desk):
    desk.cell("Tả Van Giáy 1", "total").click()
    desk.page.keyboard.press("ArrowDown")
    assert focused(desk.page) == id_of(desk.cell("Tả Van Giáy 2", "total"))
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("ArrowRight")
    assert focused(desk.page) == id_of(desk.cell("Tả Van Giáy 2", "poor_to_near")), "the locked start is stepped over"
    desk.page.keyboard.type("3")
    desk.page.keyboard.press("Enter")
    assert focused(desk.page) == id_of(desk.cell("Tả Van Mông", "poor_to_near"))
    desk.page.keyboard.press("Shift+Enter")
    desk.page.keyboard.press("ArrowLeft")
    assert focused(desk.page) == id_of(desk.cell("Tả Van Giáy 2", "minority_total"))
    desk.page.keyboard.press("Tab")
    assert focused(desk.page) == id_of(desk.cell("Tả Van Giáy 2", "poor_to_near"))
    desk.page.keyboard.type("45")
    desk.page.keyboard.press("ArrowLeft")
    assert focused(desk.page) == id_of(desk.cell("Tả Van Giáy 2", "poor_to_near")), "the caret moves inside a text"
    desk.page.keyboard.press("Escape")
    expect(desk.cell("Tả Van Giáy 2", "poor_to_near")).to_have_value("3")


def test_a_block_from_excel_goes_where_it_belongs(desk):
    desk.paste("Tả Van Giáy 1", "total", "1.114\t96\t21\t4\r\n98\t90\t19\t2\r\n")
    desk.saved()
    assert (desk.kept("Tả Van Giáy 1", "total"), desk.kept("Tả Van Giáy 2", "total")) == (1114, 98)
    assert desk.kept("Tả Van Giáy 2", "poor_to_near") == 2
    assert desk.kept("Tả Van Giáy 1", "poor_start") == 21
    expect(desk.page.locator("#luoi-noi")).to_have_text("Đã dán 6 ô, bỏ 2 số ở cột đầu kỳ đã khóa.")
    expect(desk.cell("Tả Van Giáy 1", "total")).to_have_value("1.114")


def test_a_block_with_names_finds_its_rows_by_them(desk):
    desk.paste(
        "Tả Van Giáy 1", "total", "Thôn\tSố hộ\tDTTS\nDền Thàng\t103\t103\nTa Van Mong\t129\t129\nCộng\t232\t232"
    )
    desk.saved()
    assert (desk.kept("Dền Thàng", "total"), desk.kept("Tả Van Mông", "minority_total")) == (103, 129)
    assert desk.kept("Tả Van Giáy 1", "total") is None
    expect(desk.page.locator("#luoi-noi")).to_contain_text("bỏ 2 dòng không phải tên thôn")


def test_what_sticks_out_of_the_grid_is_told(desk):
    desk.paste("Dền Thàng", "poor_end", "66\t66\t66\t7\t7\n5\t5")
    desk.saved()
    expect(desk.page.locator("#luoi-noi")).to_contain_text("nằm ngoài lưới")
    assert desk.kept("Dền Thàng", "poor_end") == 66


def test_ctrl_z_takes_a_paste_back_and_ctrl_y_brings_it_again(desk):
    desk.cell("Tả Van Giáy 1", "total").fill("114")
    desk.page.keyboard.press("Tab")
    desk.saved()
    desk.paste("Tả Van Giáy 1", "total", "1\t2\n3\t4")
    expect(desk.cell("Tả Van Giáy 2", "minority_total")).to_have_value("4")
    desk.page.keyboard.press("Control+Z")
    expect(desk.cell("Tả Van Giáy 1", "total")).to_have_value("114")
    expect(desk.cell("Tả Van Giáy 2", "minority_total")).to_have_value("")
    desk.page.keyboard.press("Control+Y")
    expect(desk.cell("Tả Van Giáy 2", "minority_total")).to_have_value("4")
    desk.page.keyboard.press("Control+Z")
    desk.page.keyboard.press("Control+Z")
    expect(desk.cell("Tả Van Giáy 1", "total")).to_have_value("")
    end = time.monotonic() + 20  # “saved” of the cell before may still stand there
    while desk.kept("Tả Van Giáy 1", "total") is not None and time.monotonic() < end:
        desk.page.wait_for_timeout(100)
    assert desk.kept("Tả Van Giáy 1", "total") is None


def test_an_impossible_figure_is_red_says_why_and_mends_with_one_click(desk):
    desk.cell("Tả Chải Dao", "total").fill("76")
    desk.paste("Tả Chải Dao", "poor_to_near", "6\t2\t0\t1\t0\t2\t0\t128")
    said = desk.page.locator("#thong-bao .note.bad")
    expect(said).to_contain_text("128 hộ, nhưng cả thôn có 76 hộ. Theo các cột tăng giảm thì cuối kỳ là 28.")
    wrong = desk.cell("Tả Chải Dao", "poor_end")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator("#thanh")).to_contain_text("1 số phải sửa")
    said.get_by_role("link").click()
    assert focused(desk.page) == id_of(wrong)
    said.get_by_role("button", name="Sửa thành 28").click()
    expect(wrong).to_have_value("28")
    expect(said).to_have_count(0)
    desk.saved()
    assert desk.kept("Tả Chải Dao", "poor_end") == 28


def test_a_reason_is_kept_while_cells_around_it_save(desk):
    with business_clock.at(JUNE):
        desk.story.fill()
        desk.story.type("Dền Thàng", poor_other_in="1")
    desk.go()
    note = desk.page.locator("[data-note][name*='V4']")
    note.fill("1 hộ chuyển từ")
    desk.saved()
    note = desk.page.locator("[data-note][name*='V4']")
    expect(note).to_have_value("1 hộ chuyển từ")
    note.press_sequentially(" Mường Hoa")
    desk.cell("Dền Thàng", "minority_total").click()
    desk.saved()
    desk.page.wait_for_load_state("networkidle")
    assert desk.story.review.notes.get(code="V4:households_poor_end").text == "1 hộ chuyển từ Mường Hoa"


def test_a_lost_line_keeps_every_cell_and_sends_it_when_the_line_is_back(desk):
    desk.page.context.set_offline(True)
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.keyboard.press("Tab")
    expect(desk.state()).to_have_text(re.compile("Chưa gửi được 1 ô, còn giữ trên máy này"))
    desk.page.keyboard.type("129")
    desk.page.keyboard.press("Tab")
    expect(desk.state()).to_have_text(re.compile("Chưa gửi được 2 ô"))
    assert desk.kept("Tả Van Mông", "total") is None
    desk.page.context.set_offline(False)
    desk.saved()
    assert (desk.kept("Tả Van Mông", "total"), desk.kept("Tả Van Mông", "minority_total")) == (131, 129)
    assert desk.page.evaluate("localStorage.length") == 0


def test_a_closed_browser_offers_back_what_was_not_sent(desk):
    desk.page.context.set_offline(True)
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.keyboard.press("Tab")
    expect(desk.state()).to_have_text(re.compile("Chưa gửi được 1 ô"))
    context = desk.page.context
    desk.page.close()
    context.set_offline(False)
    desk.go(context.new_page())
    expect(desk.cell("Tả Van Mông", "total")).to_have_value("")
    offer = desk.page.locator("#giu-lai")
    expect(offer).to_contain_text("Máy này còn giữ 1 ô")
    offer.get_by_role("button", name="Lấy lại và lưu").click()
    desk.saved()
    assert desk.kept("Tả Van Mông", "total") == 131
    desk.go()
    expect(offer).to_be_hidden()


def test_a_server_that_dies_after_writing_and_before_answering_writes_nothing_twice(desk):
    def dies(route: Route) -> None:
        route.fetch()  # it arrived, and was written
        route.abort("connectionreset")

    desk.page.route("**/luu/", dies, times=1)
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.keyboard.press("Tab")
    expect(desk.state()).to_have_text(re.compile("Chưa gửi được 1 ô, còn giữ trên máy này, đang thử lại"))
    expect(desk.cell("Tả Van Mông", "total")).to_have_value("131")
    desk.saved()
    assert (desk.kept("Tả Van Mông", "total"), desk.told()) == (131, 1)
    assert desk.page.evaluate("localStorage.length") == 0


def test_a_browser_closed_before_the_answer_came_finds_its_cell_saved_once(desk):
    under_way: list[Route] = []
    desk.page.route("**/luu/", lambda route: under_way.append(route))
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.keyboard.press("Tab")
    while not under_way:
        desk.page.wait_for_timeout(50)
    under_way[0].fetch()
    context = desk.page.context
    desk.page.close()
    desk.go(context.new_page())
    expect(desk.cell("Tả Van Mông", "total")).to_have_value("131")
    expect(desk.page.locator("#giu-lai")).to_be_hidden()
    assert (desk.kept("Tả Van Mông", "total"), desk.told()) == (131, 1)
    assert desk.page.evaluate("localStorage.length") == 0


def test_what_is_kept_can_be_thrown_away(desk):
    desk.page.context.set_offline(True)
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.keyboard.press("Tab")
    expect(desk.state()).to_have_text(re.compile("Chưa gửi được"))
    context = desk.page.context
    desk.page.close()
    context.set_offline(False)
    desk.go(context.new_page())
    desk.page.get_by_role("button", name="Bỏ", exact=True).click()
    desk.go()
    expect(desk.page.locator("#giu-lai")).to_be_hidden()
    assert desk.kept("Tả Van Mông", "total") is None


def test_an_expired_session_loses_nothing_and_signing_in_elsewhere_saves(desk):
    desk.page.context.clear_cookies(name="sessionid")
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(".asleep")).to_contain_text("tạm khóa nên chưa lưu được")
    expect(desk.state()).to_contain_text("1 ô còn giữ trên máy này")
    sign_in(desk.page.context, desk.url, desk.story.mai)
    expect(desk.state()).to_have_text(SAVED, timeout=20_000)  # a page that sleeps asks again every five seconds
    expect(desk.page.locator(".asleep")).to_have_count(0)
    assert desk.kept("Tả Van Mông", "total") == 131


def test_leaving_for_another_table_saves_first(desk):
    desk.cell("Tả Van Mông", "total").fill("131")
    desk.page.get_by_role("link", name="Hộ cận nghèo").click()
    expect(desk.cell("Tả Van Mông", "near_end")).to_be_visible()
    expect(desk.cell("Tả Van Mông", "total")).to_have_value("131")
    expect(desk.page.locator("#giu-lai")).to_be_hidden()


def test_presenting_waits_for_the_last_cell(desk):
    with business_clock.at(JUNE):
        desk.story.fill()
        right = desk.kept("Dền Thàng", "average_living")
    desk.go(query="?bang=ho-can-ngheo")
    desk.cell("Dền Thàng", "average_living").fill(str(right - 1))
    desk.page.get_by_role("button", name="Trình lãnh đạo xã").click()
    expect(desk.page.get_by_text("Đã trình lãnh đạo xã")).to_be_visible()
    assert desk.kept("Dền Thàng", "average_living") == right - 1
    assert ReviewSet.objects.get(pk=desk.story.review.pk).state == ReviewSet.State.WITH_LEADER


def test_a_workbook_is_brought_by_keys_alone(desk):
    def tab_to(name: str) -> None:
        for _ in range(60):
            desk.page.keyboard.press("Tab")
            at = desk.page.evaluate("[document.activeElement.type, document.activeElement.textContent.trim()]")
            if name in at:
                return
        pytest.fail(f"“{name}” is not reached by Tab")

    file = workbook(("Thôn, tổ dân phố", "Tổng số hộ"), ("Tả Van Mông", 131))
    # Somebody listens from before the page opens: told only at the key, Chromium may show its own dialog first.
    desk.page.on("filechooser", lambda _: None)
    desk.page.goto(f"{desk.url}/ra-soat/excel/{desk.story.review.unit_id}/2020-M06/")
    tab_to("file")
    with desk.page.expect_file_chooser() as chooser:
        desk.page.keyboard.press("Enter")
    chooser.value.set_files({"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()})
    tab_to("Xem trước")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text("trống → 131")).to_be_visible()
    tab_to("Ghi 1 dòng")
    desk.page.keyboard.press("Enter")
    expect(desk.cell("Tả Van Mông", "total")).to_have_value("131")
    assert (desk.kept("Tả Van Mông", "total"), desk.told()) == (131, 1)


def test_on_a_phone_the_grid_scrolls_inside_its_panel(desk):
    desk.page.set_viewport_size(PHONE)
    desk.go()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    name = desk.page.locator("tbody th.name").first
    before = name.bounding_box()["x"]
    desk.page.locator(".grid-scroll").evaluate("box => box.scrollLeft = 300")
    assert name.bounding_box()["x"] == before, "the hamlet's name stays in sight"


def test_without_scripts_it_is_a_form_that_works(desk, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, desk.url, desk.story.mai)
    desk.go(context.new_page())
    desk.cell("Tả Chải Dao", "total").fill("76")
    desk.cell("Tả Chải Dao", "poor_end").fill("128")
    desk.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(desk.page.get_by_text("128 hộ, nhưng cả thôn có 76 hộ")).to_be_visible()
    expect(desk.cell("Tả Chải Dao", "poor_end")).to_have_value("128")
    assert desk.kept("Tả Chải Dao", "total") == 76
    context.close()
