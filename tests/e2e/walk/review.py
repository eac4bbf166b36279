"""June: the review of the hamlets in one grid, from Excel to Phòng LĐ-TB&XH."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, expect

from demo.places import TA_VAN
from demo.story import people, reviews
from emulation.poverty.rules import columns
from emulation.poverty.rules.columns import Column
from tests.e2e.walk.person import Person

SLIP, ODD = "Tả Chải Dao", "Tả Chải Mông"
NOTE = "1 hộ nghèo chuyển từ xã Bản Hồ đến, xã kia đã xếp cận nghèo"


def figures() -> dict[str, dict[str, int]]:
    """What Mai has in her Excel file: as the story has it, with one slip of the finger and one household too many."""
    rows = reviews.rows_of(people.commune(TA_VAN), "2020-M06")
    rows[SLIP]["households_poor_end"] += 100
    rows[ODD]["households_near_from_poor"] += 1
    rows[ODD]["households_near_end"] += 1
    return rows


def sent(*keys: str) -> int:
    """What the commune's review says in the end: the slip mended, the odd household explained."""
    rows = figures()
    rows[SLIP]["households_poor_end"] -= 100
    return sum(row[f"households_{key}"] for row in rows.values() for key in keys)


def block(rows: dict[str, dict[str, int]], tab: Sequence[Column]) -> str:
    """A region of the Excel file, names and all, from the last hamlet to the first."""
    lines = [
        [name, *(str(row[columns.field_name("households", column.key)]) for column in tab)]
        for name, row in reversed(rows.items())
    ]
    return "\r\n".join("\t".join(line) for line in lines) + "\r\n"


def cell(person: Person, hamlet: str, key: str) -> Locator:
    return person.row(hamlet).locator(f"[data-field=households_{key}]")


def paste(person: Person, text: str) -> None:
    person.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    person.page.locator("table.grid input").first.focus()
    person.page.keyboard.press("Control+V")


def is_saved(person: Person) -> None:
    expect(person.page.locator("[data-saved]")).to_have_text(re.compile("Đã lưu"))


def mai_opens_the_grid_from_her_first_page(mai: Person) -> None:
    mai.opens("/")
    task = mai.task("Rà soát hộ nghèo 6 tháng")
    mai.sees("còn 1 ngày", task)
    mai.sees("Chưa nhập thôn nào trên 7 thôn.", task)
    mai.looks("viec-cua-toi-thang-6")
    mai.follows("Nhập rà soát", task)
    mai.sees("Hạn nộp 20/6/2020, còn 1 ngày.")
    mai.looks("ra-soat-truoc-khi-nhap")
    mai.presses("Bắt đầu nhập")
    mai.reads("Rà soát 6 tháng năm 2020, xã Tả Van")
    mai.looks("luoi-trong")


def mai_pastes_the_hamlets_from_excel(mai: Person) -> None:
    mai.context.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = figures()
    paste(mai, block(rows, columns.POOR_TAB))
    mai.sees("Đã dán 77 ô, bỏ 14 số ở cột đầu kỳ đã khóa.")
    is_saved(mai)
    mai.follows("Hộ cận nghèo", mai.page.locator("#bang"))
    paste(mai, block(rows, columns.NEAR_TAB))
    is_saved(mai)


def an_impossible_figure_is_refused_with_a_sentence(mai: Person) -> None:
    slip = figures()[SLIP]
    typed, total = slip["households_poor_end"], slip["households_total"]
    mai.sees(f"{SLIP}, nghèo cuối kỳ (hộ): {typed} hộ, nhưng cả thôn có {total} hộ.")
    mai.sees(f"Theo các cột tăng giảm thì cuối kỳ là {typed - 100}.")
    mai.sees("Trước khi trình: 1 số phải sửa. 1 điểm cần ghi lý do.")
    expect(mai.page.get_by_role("button", name="Trình lãnh đạo xã")).to_be_disabled()
    mai.looks("luoi-can-ngheo")


def nothing_typed_is_lost(mai: Person) -> None:
    """The impossible figure stands where it was typed, also on a page opened afresh."""
    typed = figures()[SLIP]["households_poor_end"]
    mai.opens("/")
    mai.sees("7 trên 7 thôn đã nhập, 1 số cần sửa, 1 điểm cần ghi lý do.", mai.task("Rà soát hộ nghèo 6 tháng"))
    mai.follows("Nhập tiếp", mai.task("Rà soát hộ nghèo 6 tháng"))
    expect(cell(mai, SLIP, "poor_end")).to_have_value(str(typed))
    expect(cell(mai, SLIP, "poor_end")).to_have_attribute("aria-invalid", "true")
    mai.looks("luoi-co-so-sai")
    mai.presses(f"Sửa thành {typed - 100}")
    is_saved(mai)
    expect(cell(mai, SLIP, "poor_end")).to_have_value(str(typed - 100))
    mai.does_not_see("nhưng cả thôn có")


def a_broken_identity_asks_for_a_note(mai: Person) -> None:
    mai.sees("Tả Chải Mông, nghèo thành cận nghèo (hộ):")
    mai.page.get_by_label("Nếu đúng, xin ghi một dòng lý do").fill(NOTE)
    mai.page.keyboard.press("Tab")
    mai.sees("Nguyễn Thị Mai", mai.panel("Giải trình của xã"))
    expect(mai.page.get_by_role("button", name="Trình lãnh đạo xã")).to_be_enabled()
    mai.looks("luoi-du")


def mai_presents_and_vang_submits_the_review(mai: Person, vang: Person) -> str:
    mai.presses("Trình lãnh đạo xã")
    mai.sees("Chờ lãnh đạo")
    mai.looks("ra-soat-da-trinh")
    vang.opens("/")
    vang.looks("viec-cua-toi-thang-6")
    vang.follows("Xem và nộp", vang.task("Rà soát hộ nghèo 6 tháng"))
    vang.sees(NOTE)
    vang.looks("ra-soat-cho-nop")
    left_open = vang.another_page_like_this()
    vang.presses("Nộp Phòng LĐ-TB&XH")
    vang.sees("Đã nộp")
    vang.looks("ra-soat-da-nop")
    left_open.get_by_role("button", name="Nộp Phòng LĐ-TB&XH").click()
    expect(left_open.locator("main")).to_contain_text("đang ở trạng thái")
    left_open.close()
    return vang.address
