"""The second quarter: Tả Van's report, and the consolidated report of Phòng LĐ-TB&XH."""

import re
from fractions import Fraction

import openpyxl
from playwright.sync_api import Locator, expect

from campaign_portal.foundation import quantities
from tests.e2e.walk.person import Person, text_of
from tests.e2e.walk.review import sent

LEADING = "Đã tổ chức 7 cuộc họp thôn; giao đảng viên giúp 12 hộ nghèo."
NEXT = "Hướng dẫn hộ đăng ký thoát nghèo lập kế hoạch làm ăn."
FILLED = {  # by the review that Tả Van sent on 19/6
    "Tổng số hộ dân cư": ("total",),
    "Hộ nghèo hiện tại": ("poor_end",),
    "Hộ cận nghèo hiện tại": ("near_end",),
    "Hộ thoát nghèo": ("poor_to_near", "poor_above_near"),
}


def figure(person: Person, name: str) -> Locator:
    """A line of the table of figures."""
    return person.page.locator("table.figures tr", has=person.page.get_by_text(name, exact=True))


# --- Tả Van ----------------------------------------------------------------------------------------------------------


def mai_finds_the_quarters_figures_already_there(mai: Person) -> None:
    mai.opens("/")
    task = mai.task("Báo cáo quý II")
    mai.sees("hôm nay", task)
    mai.follows("Soạn báo cáo", task)
    mai.reads("Báo cáo quý II năm 2020, xã Tả Van")
    mai.sees("Số liệu đã điền sẵn; còn phần “Công tác chỉ đạo, tuyên truyền”, “Nhiệm vụ kỳ tới”.")
    for name, columns in FILLED.items():
        expect(figure(mai, name).locator("td.num").first).to_have_text(str(sent(*columns)))
    mai.looks("bao-cao-moi")


def mai_is_told_what_the_report_lacks_and_loses_nothing(mai: Person) -> None:
    mai.page.get_by_label("I. Công tác chỉ đạo, tuyên truyền").fill(LEADING)
    mai.page.get_by_label("Hộ được giúp đỡ").fill("9,5")
    mai.presses("Trình lãnh đạo xã")
    mai.sees("“9,5”", mai.page.get_by_role("alert"))
    mai.looks("bao-cao-bi-tu-choi")
    expect(mai.page.get_by_label("Hộ được giúp đỡ")).to_have_value("9,5")
    expect(mai.page.get_by_label("I. Công tác chỉ đạo, tuyên truyền")).to_have_value(LEADING)


def mai_presents_and_vang_submits_the_report(mai: Person, vang: Person) -> str:
    mai.page.get_by_label("Hộ được giúp đỡ").fill("12")
    mai.page.get_by_label("Cán bộ, đảng viên, tổ chức giúp hộ").fill("12")
    mai.page.get_by_label("IV. Nhiệm vụ kỳ tới").fill(NEXT)
    mai.presses("Trình lãnh đạo xã")
    mai.sees("Đã trình lãnh đạo")
    mai.looks("bao-cao-da-trinh")
    vang.opens("/")
    vang.follows("Xem và nộp", vang.task("Báo cáo quý II"))
    vang.sees(LEADING)
    vang.looks("bao-cao-cho-nop")
    left_open = vang.another_page_like_this()
    vang.presses("Nộp Phòng LĐ-TB&XH")
    vang.sees("Đã nộp")
    vang.sees("Số liệu đã đóng băng khi nộp.")
    vang.looks("bao-cao-da-nop")
    left_open.get_by_role("button", name="Nộp Phòng LĐ-TB&XH").click()
    expect(left_open.locator("main")).to_contain_text("đang ở trạng thái")
    left_open.close()
    return vang.address


# --- Phòng LĐ-TB&XH --------------------------------------------------------------------------------------------------


def thanh_sees_who_has_not_reported(thanh: Person) -> None:
    thanh.opens("/")
    thanh.looks("viec-cua-toi-thang-6")
    thanh.opens_the_menu("Báo cáo")
    thanh.reads("Báo cáo quý II năm 2020")
    thanh.sees("✓ Đúng hạn", thanh.row("Tả Van"))
    thanh.sees("Chưa nộp", thanh.row("Bản Hồ"))
    thanh.looks("bao-cao-cac-don-vi")
    thanh.chooses("Lọc", "chua-nop")
    thanh.looks("bao-cao-chua-nop")


def thanh_compiles_the_quarter_and_watches_it(thanh: Person) -> None:
    thanh.opens_the_menu("Báo cáo tổng hợp")
    thanh.looks("tong-hop-cac-ky")
    thanh.follows("Mở quý II")
    thanh.sees("Có thể tổng hợp ngay")
    thanh.looks("tong-hop-chua-co")
    thanh.presses("Tổng hợp")
    thanh.sees("Đang chờ đến lượt", thanh.panel("Đang tổng hợp"))
    thanh.looks("tong-hop-dang-cho")


def the_consolidated_report_appears_by_itself(thanh: Person) -> None:
    first = thanh.panel(re.compile("Bản 1, tổng hợp lúc"))
    expect(first.get_by_role("link", name="PDF")).to_be_visible(timeout=40_000)
    thanh.sees("20 trên 30 đơn vị đã nộp. Bản 1 ghi rõ 10 đơn vị thiếu.")
    thanh.sees(quantities.percent_text(Fraction(sent("poor_end"), sent("total"))), thanh.row("Tả Van").first)
    thanh.looks("tong-hop")


def thanh_follows_a_figure_down_to_the_hamlet(thanh: Person) -> str:
    """Gives the town's total as the screen shows it."""
    report = thanh.page.url
    line = thanh.panel("Tổng từng số liệu, xã, phường").locator("tr", has_text="Hộ nghèo hiện tại")
    total = line.get_by_role("link").inner_text()
    line.get_by_role("link").click()
    thanh.reads("Hộ nghèo hiện tại, quý II năm 2020")
    thanh.sees(total, thanh.page.locator("tfoot"))
    thanh.sees("✓ Cộng khớp", thanh.page.locator("tfoot"))
    thanh.looks("tong-hop-mot-so")
    poor = sent("poor_end")
    thanh.follows(str(poor), thanh.row("Tả Van"))
    thanh.reads("Báo cáo quý II năm 2020, xã Tả Van")
    thanh.looks("bao-cao-tu-tong-hop")
    thanh.follows(str(poor), figure(thanh, "Hộ nghèo hiện tại"))
    thanh.reads("Rà soát 6 tháng năm 2020, xã Tả Van")
    thanh.sees("Đang xem nguồn của cột nghèo cuối kỳ")
    column = thanh.page.locator("table.grid tbody tr").locator("td.marked")
    assert sum(int(text.split()[0]) for text in column.all_inner_texts()) == poor
    thanh.looks("luoi-nguon-cua-so")
    thanh.page.goto(report)
    return total


def excel_and_pdf_hold_the_same_total(thanh: Person, total: str) -> None:
    first = thanh.panel(re.compile("Bản 1, tổng hợp lúc"))
    workbook = openpyxl.load_workbook(thanh.downloads("Excel", first), data_only=True)
    cells = [cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row]
    assert int(total.replace(".", "")) in cells
    workbook.close()
    text = text_of(thanh.downloads("PDF", first))
    assert total in text
    assert "BẢN TRÌNH DIỄN" in text
