"""The first page anybody sees, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from campaign_portal.foundation.models import User
from tests.support.browser import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser says in its console: refused scripts and styles, missing files."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_the_page_is_whole_and_the_browser_has_nothing_to_complain_of(live_server, page: Page, complaints):
    page.goto(live_server.url + "/dang-nhap/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    font = page.locator("body").evaluate("body => getComputedStyle(body).getPropertyValue('--bs-body-font-size')")
    assert font, "Bootstrap's file came and was let in"
    assert complaints == []


def test_nothing_sticks_out_on_a_phone(live_server, page: Page):
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + "/dang-nhap/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_wrong_password_is_told_and_what_was_typed_is_kept(live_server, page: Page):
    User.objects.create_user("can-bo", "Nguyễn Thị Mai", "một mật khẩu rất dài")
    page.goto(live_server.url + "/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("can-bo")
    page.get_by_label("Mật khẩu").fill("sai rồi")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("tên đăng nhập và mật khẩu")).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("can-bo")
