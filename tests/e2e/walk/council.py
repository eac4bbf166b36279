"""18 November to 1 December: the council votes on each nominee, the decision is drafted and issued."""

import re

from playwright.sync_api import Locator, expect

from tests.e2e.walk.person import Person, text_of

ABSENT = "Vũ Đình Khải"


def ngoc_plans_the_session(ngoc: Person) -> None:
    ngoc.opens("/")
    ngoc.looks("viec-cua-toi-hoi-dong")
    ngoc.opens_the_menu("Phiên họp hội đồng")
    ngoc.looks("phien-hop-cac-phien")
    ngoc.follows("Lập phiên họp…")
    chair = ngoc.page.get_by_label("Chủ tọa")
    chair.select_option(chair.locator("option", has_text="Phạm Đức Long").get_attribute("value"))
    ngoc.page.get_by_label("Địa điểm").fill("Phòng họp số 2, trụ sở UBND thị xã")
    ngoc.looks("phien-hop-lap")
    ngoc.presses("Lập phiên họp")
    ngoc.reads("Phiên họp hội đồng ngày 18/11/2020")
    expect(ngoc.page.get_by_role("button", name="Kết thúc phiên họp")).to_be_disabled()
    ngoc.looks("phien-hop-moi")


def ngoc_notes_who_is_there(ngoc: Person) -> None:
    group = ngoc.page.get_by_role("radiogroup", name=f"{ABSENT} tham dự")
    group.get_by_label("Vắng").check()
    ngoc.page.get_by_label(f"Lý do vắng, ghi chú của {ABSENT}").fill("họp Thường trực Tỉnh ủy")
    is_saved(ngoc)
    ngoc.presses("Ghi có mặt cho những người chưa ghi")
    ngoc.sees("14 trên 15 thành viên tham dự, đủ 2/3", ngoc.page.locator("#tham-du"))
    expect(ngoc.page.get_by_label(f"Lý do vắng, ghi chú của {ABSENT}")).to_have_value("họp Thường trực Tỉnh ủy")


def is_saved(person: Person) -> None:
    expect(person.page.locator("#da-luu")).to_contain_text("Đã lưu")


def votes(person: Person, line: Locator, agree: int, against: int = 0) -> None:
    line.get_by_label(re.compile("^Đồng ý")).fill(str(agree))
    line.get_by_label(re.compile("^Không đồng ý")).fill(str(against))
    line.get_by_label(re.compile("^Ý kiến khác")).fill("0")


def the_council_votes_on_each_and_one_fails(ngoc: Person, household: str) -> None:
    lines = ngoc.page.locator("table.votes tbody tr")
    failing = lines.filter(has_text=household)
    votes(ngoc, failing, 20)
    ngoc.sees("Cộng ba cột được 20 phiếu, phải là 14 (14 người tham dự): thừa 6 phiếu.", failing)
    expect(failing.get_by_label(re.compile("^Đồng ý"))).to_have_value("20")
    ngoc.looks("phien-hop-sai-phieu")
    for line in lines.all():
        votes(ngoc, line, 14)
    votes(ngoc, failing, 7, 7)
    ngoc.sees("✕ Không thông qua", failing)
    ngoc.sees("7 trên 15 phiếu (46,67%), cần ít nhất 8", failing)
    ngoc.page.get_by_label("Kết thúc lúc").fill("10:45")
    expect(ngoc.page.get_by_role("button", name="Kết thúc phiên họp")).to_be_enabled()
    ngoc.looks("phien-hop-du-phieu")


def the_minutes_are_made(ngoc: Person) -> None:
    ngoc.presses("Kết thúc phiên họp")
    expect(ngoc.page.get_by_role("link", name="Xem biên bản")).to_be_visible(timeout=40_000)
    text = ngoc.opens_the_paper("Xem biên bản")
    assert "BIÊN BẢN" in text
    assert "Tả Van Mông" in text
    ngoc.looks("phien-hop-da-ket-thuc")


def huy_drafts_the_decision(huy: Person, household: str) -> None:
    huy.opens("/")
    huy.looks("viec-cua-toi-soan-quyet-dinh")
    huy.opens_the_menu("Quyết định")
    huy.presses("Soạn quyết định")
    huy.sees("Thôn Tả Van Mông")
    huy.sees("900.000")
    huy.does_not_see(household)
    huy.looks("du-thao")
    expect(huy.page.get_by_role("button", name="Trình lãnh đạo ký")).to_be_disabled()
    huy.follows("Ghi nội dung còn thiếu")
    huy.looks("du-thao-noi-dung")
    huy.page.get_by_label("Tờ trình số").fill("121/TTr-PNV")
    huy.page.get_by_label("Ngày tờ trình").fill("25/11/2020")
    huy.presses("Lưu dự thảo")
    huy.presses("Trình lãnh đạo ký")
    huy.sees("Chờ ký")
    huy.looks("du-thao-cho-ky")


def long_issues_it(long: Person) -> None:
    long.opens("/")
    long.looks("viec-cua-toi-ky")
    long.opens_the_menu("Quyết định")
    long.looks("quyet-dinh-cho-ky")
    long.follows("Xem và ký ban hành")
    long.sees("KT. CHỦ TỊCH")
    long.looks("ban-hanh")
    left_open = long.another_page_like_this()
    long.presses("Ban hành")
    long.confirms_if_asked()
    long.sees("Đã ban hành")
    expect(long.page.get_by_role("link", name="Tải PDF")).to_be_visible(timeout=40_000)
    long.looks("da-ban-hanh")
    left_open.get_by_role("button", name="Ban hành").click()
    expect(left_open.get_by_role("alert")).to_be_visible()
    left_open.close()


def the_pdf_is_shown_and_downloaded(long: Person, household: str) -> None:
    shown = long.opens_the_paper("Xem văn bản")
    text = text_of(long.downloads("Tải PDF"))
    assert text == shown
    for words in ("QUYẾT ĐỊNH", "Tả Van Mông", "Má A Tráng", "Phạm Đức Long", "BẢN TRÌNH DIỄN"):
        assert words in text, words
    assert household not in text
