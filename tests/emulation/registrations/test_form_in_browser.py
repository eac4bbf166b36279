"""The pledge in a real browser: with the keyboard alone, with a lost line, without scripts."""

import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Draft, Installation
from demo.ground import PASSWORD
from emulation.registrations.models import Registration
from tests.emulation.registrations.conftest import MARCH_5, PLEDGED, Story

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SAVED = re.compile("Đã lưu")


class Desk:
    """Mai before the form of Tả Van."""

    def __init__(self, story: Story, page: Page, url: str) -> None:
        self.story, self.page, self.url = story, page, url
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self) -> None:
        self.page.goto(f"{self.url}/dang-ky/{self.story.registration.pk}/")

    def box(self, text: str) -> str:
        return f"[name=pledged_{self.story.item(text).pk}]"

    def button(self):
        return self.page.get_by_role("button", name="Trình lãnh đạo xã")

    def saved(self) -> None:
        expect(self.page.locator("[data-autosave-state]")).to_have_text(SAVED)

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(80):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector}")


@pytest.fixture
def story(sa_pa_live) -> Story:
    # The server's own threads take the day from the installation.
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": MARCH_5})
    with business_clock.at(MARCH_5):
        story = Story(sa_pa_live)
        story.start()
    return story


@pytest.fixture
def desk(story, live_server, context: BrowserContext) -> Desk:
    sign_in(context, live_server.url, story.mai)
    desk = Desk(story, context.new_page(), live_server.url)
    desk.go()
    return desk


def sign_in(context: BrowserContext, url: str, user) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


def test_from_the_first_page_to_the_leader_with_the_keyboard_alone(desk, live_server):
    keys = desk.page.keyboard
    desk.page.goto(live_server.url)
    desk.tab_to("main a.btn-primary")
    keys.press("Enter")
    expect(desk.page).to_have_url(re.compile("/dang-ky/"))
    expect(desk.page.get_by_role("heading", name="Đăng ký thi đua năm 2020")).to_be_visible()
    expect(desk.button()).to_be_disabled()
    for text, value in PLEDGED.items():
        desk.tab_to(desk.box(text))
        keys.type(f"{value}".replace(".", ","))
    desk.tab_to("[name=deed_0_text]")
    keys.type("Làm nhà cho hộ nghèo")
    desk.saved()
    expect(desk.button()).to_be_enabled()
    desk.tab_to("button[value=trinh]")
    keys.press("Enter")
    expect(desk.page.get_by_text("Đã trình lãnh đạo.")).to_be_visible()
    assert desk.story.reload().state == Registration.State.WITH_LEADER
    assert desk.story.registration.items.get(nature="deed").text == "Làm nhà cho hộ nghèo"
    assert not Draft.objects.exists(), "the text went itself; no draft stays behind it"
    assert desk.complaints == []


def test_the_button_tells_what_is_missing_while_one_types(desk):
    desk.page.fill(desk.box("Số hộ thoát nghèo"), "4,5")
    expect(desk.page.locator("#trinh")).to_contain_text("“4,5” có phần lẻ")
    desk.page.fill(desk.box("Số hộ thoát nghèo"), "40")
    expect(desk.page.locator("#trinh")).to_contain_text("thấp hơn mức giao 44 hộ")
    desk.page.fill(f"[name=note_{desk.story.item('Số hộ thoát nghèo').pk}]", "Thiếu đất")
    expect(desk.page.locator("#trinh")).not_to_contain_text("thấp hơn mức giao")


def test_a_lost_line_and_a_closed_browser_cost_nothing(desk, context, live_server):
    box = desk.box("Số hộ thoát nghèo")
    context.set_offline(True)
    desk.page.fill(box, "4,5")
    expect(desk.page.locator("[data-autosave-state]")).to_contain_text("Chưa lưu được")
    context.set_offline(False)
    expect(desk.page.locator("[data-autosave-state]")).to_have_text(SAVED, timeout=15_000)
    desk.page.close()
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-ky/{desk.story.registration.pk}/")
    expect(page.locator(box)).to_have_value("4,5")
    expect(page.get_by_text("nhập dở lúc")).to_be_visible()


def test_signed_out_meanwhile_nothing_is_called_saved(desk, context):
    context.clear_cookies()
    desk.page.fill(desk.box("Số hộ thoát nghèo"), "45")
    expect(desk.page.locator("[data-autosave-state]")).to_contain_text("Chưa lưu được")
    expect(desk.button()).to_be_visible()


def test_asleep_the_text_stays_and_is_saved_once_another_tab_woke_the_session(desk, context):
    key = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "sessionid")
    session = SessionStore(key)
    session["active_at"] -= 3600
    session.save()
    box = desk.box("Số hộ thoát nghèo")
    desk.page.fill(box, "45")
    expect(desk.page.locator("[data-autosave-state]")).to_contain_text("Chưa lưu, chờ đăng nhập lại")
    with context.expect_page() as opened:
        desk.page.get_by_role("link", name="Đăng nhập lại ở một thẻ mới").click()
    opened.value.get_by_label("Mật khẩu").fill(PASSWORD)
    opened.value.get_by_role("button", name="Mở khóa").click()
    expect(opened.value.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    desk.page.bring_to_front()
    desk.saved()
    expect(desk.page.locator(".asleep")).to_have_count(0)
    expect(desk.page.locator(box)).to_have_value("45")


def test_a_page_left_open_over_a_new_sign_in_saves_and_sends_with_the_new_token(desk, context, live_server):
    other = context.new_page()
    other.goto(live_server.url)
    other.get_by_role("button", name="Thoát").click()
    other.get_by_label("Tên đăng nhập").fill("mai")
    other.get_by_label("Mật khẩu").fill(PASSWORD)
    other.get_by_role("button", name="Đăng nhập").click()
    expect(other.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    desk.page.fill(desk.box("Số hộ thoát nghèo"), "45")
    desk.saved()
    desk.page.get_by_role("button", name="Lưu").click()
    expect(desk.page.get_by_text("Đã lưu đăng ký.")).to_be_visible()


def test_deeds_are_added_and_dropped_in_place(desk):
    page = desk.page
    page.fill("[name=deed_0_text]", "Làm nhà")
    page.get_by_role("button", name="Thêm việc làm").click()
    page.keyboard.type("Tặng giống lợn")
    page.fill("[name=deed_1_quantity]", "20")
    page.get_by_role("button", name="Bỏ").first.click()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu đăng ký.")).to_be_visible()
    (deed,) = desk.story.registration.items.filter(nature="deed")
    assert (deed.text, deed.pledged) == ("Tặng giống lợn", 20)


def test_without_scripts_the_form_does_the_same(story, live_server, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server.url, story.mai)
    desk = Desk(story, context.new_page(), live_server.url)
    desk.go()
    for text, value in PLEDGED.items():
        desk.page.fill(desk.box(text), f"{value}".replace(".", ","))
    desk.page.fill("[name=deed_0_text]", "Làm nhà")
    desk.page.get_by_role("button", name="Lưu").click()
    desk.button().click()
    expect(desk.page.get_by_text("Đã trình lãnh đạo.")).to_be_visible()
    context.close()
