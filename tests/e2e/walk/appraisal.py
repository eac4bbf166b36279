"""November: Phòng LĐ-TB&XH and Phòng Nội vụ appraise, one dossier comes back once, VP Điều phối NTM passes all on."""

import re
from collections.abc import Iterable

from playwright.sync_api import expect

from tests.e2e.walk.dossiers import HAMLET, HELPER
from tests.e2e.walk.person import Person

MONEY = "Quyết toán vốn 135 chậm 12 ngày."
WHY_ON = "Số sơ bộ; thôn đã khắc phục việc quyết toán, kính trình hội đồng xem xét."
NEARLY = "Thu nhập tăng 2,90 lần theo số sơ bộ, kính trình hội đồng xem xét."
ASKED = "Tóm tắt chưa nêu thu nhập hai năm."
MENDED = "Thu nhập bình quân đầu người năm 2020 gấp gần ba lần năm 2019; tự nguyện ra khỏi hộ nghèo."


def opens_the_dossier(person: Person, nominee: str) -> None:
    person.opens_the_menu("Hồ sơ khen thưởng")
    person.follows(nominee)
    person.reads(re.compile(nominee))


def judges(person: Person, criterion: str, verdict: str, remark: str) -> None:
    """Ticked and remarked; kept by itself."""
    line = person.row(criterion)
    line.get_by_label(verdict, exact=True).check()
    line.get_by_placeholder("Nhận xét, căn cứ").fill(remark)
    with person.page.expect_response(lambda answer: "/danh-gia/" in answer.url and answer.ok):
        person.page.keyboard.press("Tab")
    expect(line).to_contain_text("Phòng LĐ-TB&XH, ")


def thanh_sees_measured_and_judged_side_by_side(thanh: Person) -> None:
    thanh.opens("/")
    thanh.looks("viec-cua-toi-thang-11")
    thanh.opens_the_menu("Hồ sơ khen thưởng")
    thanh.reads("Hồ sơ chờ thẩm định")
    thanh.looks("ho-so-cho-tham-dinh")
    thanh.follows(HAMLET)
    measured = thanh.row("Kết quả giảm nghèo vượt từ 50%")
    thanh.sees(re.compile(r"Giao giảm 7,00 điểm %, thực hiện \d+,\d\d"), measured)
    thanh.sees("✓ Đạt", measured)
    expect(measured.get_by_role("radio")).to_have_count(0)
    thanh.sees("Quyết định 41-QĐ/ĐU", thanh.row("Có tổ chức Đảng"))
    expect(thanh.page.get_by_role("button", name=re.compile("^Chuyển"))).to_be_disabled()
    thanh.sees("Chưa chuyển được", thanh.page.locator("#nut-chuyen"))
    thanh.looks("tham-dinh-thon")


def thanh_judges_and_passes_it_on_with_a_written_reason(thanh: Person) -> None:
    judges(thanh, "Có tổ chức Đảng", "Đạt", "Đã xem quyết định")
    judges(thanh, "Xây dựng và triển khai", "Đạt", "Kế hoạch sát từng hộ")
    judges(thanh, "Phân bổ, sử dụng kinh phí", "Chưa", MONEY)
    judges(thanh, "Điều kiện sống của người nghèo", "Đạt", "Đã kiểm tra tại thôn")
    judges(thanh, "Cơ sở hạ tầng", "Không áp dụng", "Xã chưa xây dựng nông thôn mới")
    thanh.sees("khi chuyển phải ghi lý do", thanh.page.locator("#nut-chuyen"))
    thanh.presses(re.compile("^Chuyển"))
    thanh.sees(re.compile("lý do"), thanh.page.get_by_role("alert"))
    thanh.looks("tham-dinh-thieu-ly-do")
    expect(thanh.row("Phân bổ, sử dụng kinh phí").get_by_placeholder("Nhận xét, căn cứ")).to_have_value(MONEY)
    thanh.page.locator("#opinion").fill(WHY_ON)
    thanh.presses(re.compile("^Chuyển"))
    thanh.sees("Đã chuyển hồ sơ")
    thanh.looks("tham-dinh-da-chuyen")


def thanh_passes_on_the_person_and_returns_the_household(thanh: Person, household: str) -> str:
    """Gives the address of the household's dossier."""
    opens_the_dossier(thanh, HELPER)
    thanh.sees("Đã giúp 5 hộ")
    thanh.presses(re.compile("^Chuyển"))
    thanh.sees("Đã chuyển hồ sơ")
    opens_the_dossier(thanh, household)
    thanh.sees("gấp 2,90 lần", thanh.row("Thu nhập bình quân đầu người"))
    thanh.looks("tham-dinh-ho")
    address = thanh.address
    thanh.follows("Trả lại để bổ sung…")
    thanh.presses(re.compile("^Trả lại"))
    thanh.sees("Xin chọn ít nhất một phần cần bổ sung")
    thanh.looks("tra-lai-ho-so")
    thanh.page.get_by_role("checkbox", name="Tóm tắt thành tích", exact=True).check()
    thanh.page.get_by_label("Cần bổ sung gì, vì sao").fill(ASKED)
    thanh.presses(re.compile("^Trả lại"))
    thanh.sees("Đã trả lại UBND xã Tả Van để bổ sung.")
    return address


def only_what_was_named_is_open_to_mai(mai: Person, vang: Person, address: str) -> None:
    mai.opens("/")
    mai.sees(ASKED)
    mai.looks("viec-cua-toi-bo-sung")
    mai.opens(address)
    mai.sees(ASKED)
    expect(mai.page.locator("[name=achievement_summary]")).to_be_enabled()
    expect(mai.page.locator("[name=achievements]")).to_be_disabled()
    expect(mai.page.locator("[name=year_0]")).to_be_disabled()
    expect(mai.page.locator("main input[type=file]")).to_have_count(0)
    expect(mai.page.get_by_role("link", name="Thêm minh chứng…")).to_have_count(0)
    mai.looks("bo-sung")
    mai.page.locator("[name=achievement_summary]").fill(MENDED)
    mai.presses("Lưu thành tích")
    mai.sees("✓ Đã bổ sung")
    vang.opens("/")
    vang.sees(ASKED)
    vang.opens(address)
    vang.presses("Nộp lại Phòng LĐ-TB&XH")
    vang.sees("Đã nộp lại")
    vang.looks("da-nop-lai")


def thanh_passes_on_the_household(thanh: Person, address: str) -> None:
    thanh.opens(address)
    thanh.sees(MENDED)
    judges(thanh, "Chấp hành tốt", "Đạt", "UBND xã xác nhận")
    judges(thanh, "Gia đình yên ấm", "Đạt", "108 trên 110 hộ nhất trí")
    thanh.page.locator("#opinion").fill(NEARLY)
    thanh.presses(re.compile("^Chuyển"))
    thanh.sees("Đã chuyển hồ sơ")


def passes_on_everything(person: Person, nominees: Iterable[str], *, reasons: bool) -> None:
    """What the office before judged stands; this one adds its word and passes on."""
    person.opens("/")
    person.looks("viec-cua-toi")
    for nominee in nominees:
        opens_the_dossier(person, nominee)
        if reasons and nominee != HELPER:
            person.page.locator("#opinion").fill("Nhất trí với Phòng LĐ-TB&XH.")
        person.looks("chuyen-ho-so")
        person.presses(re.compile("^Chuyển"))
        person.sees("Đã chuyển hồ sơ")
