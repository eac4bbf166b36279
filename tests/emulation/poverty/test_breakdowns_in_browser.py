"""A table of breakdowns in a real browser: it is the same grid."""

import datetime as dt

import pytest
from playwright.sync_api import BrowserContext, expect

from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Installation
from emulation.poverty.models import ReviewLine
from tests.emulation.poverty.conftest import NewStory
from tests.emulation.poverty.test_grid_in_browser import Desk, sign_in
from tests.support.browser import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

NOVEMBER = dt.date(2022, 11, 15)
PLACE, NEXT = "Tả Van Mông", "Tả Chải Mông"


@pytest.fixture
def desk(sa_pa_live, live_server, context: BrowserContext) -> Desk:
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": NOVEMBER})
    with business_clock.at(NOVEMBER):
        story = NewStory(sa_pa_live)
        for place in (PLACE, NEXT):
            story.type(place, total=130, minority_total=100, poor_end=20, poor_minority_end=12)
    sign_in(context, live_server.url, story.mai)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk = Desk(story, context.new_page(), live_server.url)
    desk.go(query="?bang=nguyen-nhan-ngheo")
    return desk


def kept(desk: Desk, place: str = PLACE) -> dict[str, int]:
    return {line.code: line.value for line in desk.story.row(place).lines.all()}


def test_a_block_is_pasted_saved_undone_and_moved_through_by_keys(desk):
    desk.paste(PLACE, "poor.cause.no_land", "5\t6\t7\n8\t9\t10")
    desk.saved()
    expect(desk.cell(PLACE, "poor.cause.no_labour")).to_have_value("7")
    assert kept(desk) == {"cause.no_land": 5, "cause.no_capital": 6, "cause.no_labour": 7}
    desk.page.keyboard.press("ArrowRight")
    expect(desk.cell(PLACE, "poor.cause.no_capital")).to_be_focused()
    desk.page.keyboard.press("Control+z")
    desk.saved()
    expect(desk.cell(PLACE, "poor.cause.no_land")).to_have_value("")
    desk.page.wait_for_function("document.querySelectorAll('td.waiting').length === 0")
    assert not ReviewLine.objects.exists()


def test_a_figure_that_can_t_be_is_red_and_its_sentence_leads_there(desk):
    desk.cell(PLACE, "poor.cause.illness").fill("30")
    desk.page.keyboard.press("Enter")
    expect(desk.cell(PLACE, "poor.cause.illness")).to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator("#thong-bao")).to_contain_text("30 hộ, nhưng nghèo cuối kỳ (hộ) là 20 hộ.")
    desk.page.get_by_role("link", name="Tả Van Mông, hộ nghèo do ốm đau").click()
    expect(desk.cell(PLACE, "poor.cause.illness")).to_be_focused()


def test_the_tabs_keep_their_place_after_a_save(desk):
    desk.cell(PLACE, "poor.cause.no_land").fill("4")
    desk.page.keyboard.press("Tab")
    desk.saved()
    expect(desk.page.locator("#bang .here")).to_have_text(["Nguyên nhân", "Hộ nghèo"])
    desk.page.get_by_role("link", name="Hộ cận nghèo").last.click()
    expect(desk.page.locator("#bang .here")).to_have_text(["Nguyên nhân", "Hộ cận nghèo"])


def test_on_a_telephone_the_grid_scrolls_inside_its_panel(desk):
    desk.page.set_viewport_size(PHONE)
    desk.go(query="?bang=thieu-hut-ngheo")
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.page.goto(f"{desk.url}/ra-soat/bieu/{desk.story.sa_pa.ta_van.pk}/2022-M12/f12/")
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
