"""One of the cast at a browser of their own: what they open, press and see."""

import os
import re
from io import BytesIO
from pathlib import Path
from re import Pattern

import pdfplumber
from playwright.sync_api import Browser, Download, Error, Locator, Page, expect

from demo import cast
from demo.ground import PASSWORD
from tests.support.browser import PHONE

DESKTOP = {"width": 1366, "height": 768}
PICTURES = os.environ.get("CHUNGTAY_PICTURES")  # a folder: keep a picture of every page at both sizes
PATIENCE = 20_000  # ms; two cores may be busy
STICKING_OUT = """async () => {
    if (document.readyState !== "complete")  // the press before may just have turned the page: it is still empty
        await new Promise((whole) => addEventListener("load", whole, {once: true}));
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) ||
                                             scrolls(element.parentElement));
    const found = [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
        .map((element) => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`);
    return [`the page is ${document.documentElement.scrollWidth} wide`, ...found];
}"""


class Person:
    """Signs in through the form; a picture and the console are looked at on every page that is `seen`."""

    def __init__(self, browser: Browser, url: str, username: str) -> None:
        self.full_name = next(person.full_name for person in cast.CAST if person.username == username)
        self.username, self.url = username, url
        self.context = browser.new_context(
            locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=DESKTOP, accept_downloads=True
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def signs_in(self) -> None:
        """With the keyboard alone, as one does every morning."""
        self.page.goto(self.url)
        expect(self.page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        self.looks("dang-nhap")
        self.page.get_by_label("Tên đăng nhập").focus()
        self.page.keyboard.type(self.username)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.reads("Việc của tôi")
        expect(self.page.locator("header.top")).to_contain_text(self.full_name)

    # --- Doing ------------------------------------------------------------------------------------------------------

    def opens(self, address: str) -> None:
        self.page.goto(self.url + address)

    def opens_the_menu(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Trình đơn", exact=True).get_by_role(
            "link", name=re.compile(rf"^{re.escape(name)}( *\d+ việc chờ.*)?$")
        ).click()

    def follows(self, name: str | Pattern[str], within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("link", name=name).first.click()

    def presses(self, name: str | Pattern[str], within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("button", name=name).first.click()

    def confirms_if_asked(self) -> None:
        """A grave act more than five minutes after signing in asks for the password."""
        self.page.wait_for_load_state()
        if self.page.get_by_role("button", name="Xác nhận và làm tiếp").count():
            self.page.get_by_label("Mật khẩu").fill(PASSWORD)
            self.presses("Xác nhận và làm tiếp")

    def chooses(self, label: str, value: str) -> None:
        """From a list that turns the page at once. The page is there when this returns."""
        with self.page.expect_navigation():
            self.page.get_by_label(label).select_option(value)

    def downloads(self, name: str | Pattern[str], within: Locator | None = None) -> Path:
        """What a link gives, as a file with the name that the page proposes."""
        with self.page.expect_download() as waiting:
            self.follows(name, within)
        return kept(waiting.value)

    def opens_the_paper(self, name: str | Pattern[str], within: Locator | None = None) -> str:
        """What stands in a PDF that a link shows in the browser."""
        link = (within or self.page.locator("main")).get_by_role("link", name=name).first
        answer = self.context.request.get(self.url + (link.get_attribute("href") or ""))
        assert answer.ok
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("inline")
        return text_of(BytesIO(answer.body()))

    @property
    def address(self) -> str:
        """Where they are, without the server."""
        return self.page.url.removeprefix(self.url)

    def another_page_like_this(self) -> Page:
        """The same address in another window, as one leaves pages open."""
        page = self.context.new_page()
        page.goto(self.page.url)
        return page

    # --- Seeing -----------------------------------------------------------------------------------------------------

    def reads(self, heading: str | Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible(timeout=PATIENCE)

    def sees(self, words: str | Pattern[str], within: Locator | None = None) -> None:
        expect(within or self.page.locator("main")).to_contain_text(words, timeout=PATIENCE)

    def does_not_see(self, words: str | Pattern[str]) -> None:
        expect(self.page.locator("main")).not_to_contain_text(words)

    def row(self, words: str) -> Locator:
        return self.page.locator("main tbody tr", has_text=words)

    def task(self, words: str) -> Locator:
        """A line of “việc của tôi”."""
        return self.page.locator("main .due", has_text=words)

    def panel(self, heading: str | Pattern[str]) -> Locator:
        return self.page.locator("section.panel", has=self.page.get_by_role("heading", level=2, name=heading))

    def looks(self, called: str) -> None:
        """The page is whole on a desktop and on a phone, and the browser complains of nothing."""
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)
            if PICTURES:
                name = f"{called}-{self.username}-{size['width']}.png"
                self.page.screenshot(path=Path(PICTURES, name), full_page=True)
            assert self._sticking_out() == [], f"{called} at {size['width']} sticks out"
        assert self.complaints == [], f"the console at {called}"

    def _sticking_out(self) -> list[str]:
        try:
            return self.page.evaluate(STICKING_OUT)
        except Error as gone:  # a page that waits for background work turned itself over while it was measured
            if "context was destroyed" not in gone.message:
                raise
            self.page.wait_for_load_state()
            return self.page.evaluate(STICKING_OUT)

    def finds_nothing_at(self, address: str) -> None:
        """A row one may not see does not exist."""
        answer = self.page.goto(self.url + address)
        assert answer is not None
        assert answer.status == 404, f"{self.full_name} at {address}"
        self.complaints.clear()  # the console names every answer that is not 200
        self.looks("khong-thay")

    def leaves(self) -> None:
        assert self.complaints == [], f"the console of {self.full_name}"
        self.context.close()


def text_of(pdf: Path | BytesIO) -> str:
    with pdfplumber.open(pdf) as paper:
        return "\n".join(page.extract_text() for page in paper.pages)


def kept(download: Download) -> Path:
    """The file, under the name it was offered with."""
    path = Path(download.path()).with_name(download.suggested_filename)
    download.save_as(path)
    return path
