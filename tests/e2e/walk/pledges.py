"""March: Tả Van registers for the flag; Phòng LĐ-TB&XH receives, returns one, accepts the others."""

import re

from playwright.sync_api import Locator, expect

from tests.e2e.walk.person import Person

# What Tả Van promises. Assigned: 6,50 points and 44 households; seven hamlets.
PROMISED = {
    "Giảm tỷ lệ hộ nghèo": "6,5",
    "Số hộ thoát nghèo": "45",
    "Giảm số hộ cận nghèo": "14",
    "Số hộ đăng ký thoát nghèo": "46",
    "Ký giao ước thi đua với từng thôn": "7",
}
FLAG = "Cờ thi đua"
REASON = "Số hộ đăng ký thoát nghèo chưa khớp với kế hoạch giao cho từng thôn."


def box(person: Person, line: str) -> Locator:
    return person.row(line).locator("input[name^=pledged_]")


def mai_sees_what_is_due_and_when(mai: Person) -> None:
    mai.opens("/")
    mai.sees("Hai việc đang chờ.")
    task = mai.task("Đăng ký cờ thi đua")
    mai.sees("09/3/2020", task)
    mai.sees("còn 7 ngày", task)
    mai.sees("Chỉ tiêu giao đã điền sẵn. Gửi Phòng LĐ-TB&XH.", task)
    mai.looks("viec-cua-toi")


def mai_registers_the_communes_pledge_with_figures_and_the_flag(mai: Person) -> None:
    mai.follows("Bắt đầu đăng ký")
    mai.sees("trước 10/3/2020")
    mai.looks("dang-ky-truoc-khi-bat-dau")
    mai.presses("Bắt đầu đăng ký")
    mai.reads("Đăng ký thi đua năm 2020, xã Tả Van")
    mai.looks("dang-ky-moi")
    for line, figure in PROMISED.items():
        box(mai, line).fill(figure)
    mai.page.get_by_label("Việc làm", exact=True).first.fill("Giao đảng viên giúp hộ nghèo")
    mai.page.get_by_label("Số lượng").first.fill("12")
    mai.page.get_by_label("Đơn vị tính").first.fill("hộ")
    mai.page.get_by_label(re.compile(FLAG)).check()


def mai_is_told_what_can_not_be_and_loses_nothing(mai: Person) -> None:
    box(mai, "Số hộ thoát nghèo").fill("450")
    mai.page.get_by_label(re.compile("Bản chụp")).set_input_files(
        {"name": "danh-sach.exe", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(200)}
    )
    mai.presses("Lưu")
    alert = mai.page.get_by_role("alert")
    mai.sees("Số hộ thoát nghèo: đăng ký 450 hộ, nhưng ngày 31/12/2019 xã Tả Van có 294 hộ nghèo; có phải 45?", alert)
    mai.sees("Tệp “danh-sach.exe” không phải là PDF, JPG hay PNG.", alert)
    mai.looks("dang-ky-bi-tu-choi")
    for line, figure in PROMISED.items():
        expect(box(mai, line)).to_have_value("450" if line == "Số hộ thoát nghèo" else figure)
    expect(mai.page.get_by_label("Việc làm", exact=True).first).to_have_value("Giao đảng viên giúp hộ nghèo")
    expect(mai.page.get_by_label(re.compile(FLAG))).to_be_checked()
    box(mai, "Số hộ thoát nghèo").fill("45")


def mai_presents_it_to_the_leader(mai: Person) -> None:
    mai.presses("Trình lãnh đạo xã")
    mai.sees("Đã trình lãnh đạo.")
    mai.looks("dang-ky-da-trinh")


def vang_signs_and_submits_to_the_direct_superior(vang: Person) -> str:
    """Twice: the second time on a page that was left open. Gives the address of the registration."""
    vang.opens("/")
    vang.looks("viec-cua-toi")
    vang.follows("Xem và nộp", vang.task("Đăng ký cờ thi đua"))
    vang.sees("Đăng ký 46 hộ thoát nghèo, chưa kèm danh sách hộ.")
    vang.looks("dang-ky-cho-nop")
    left_open = vang.another_page_like_this()
    vang.presses("Nộp lên Phòng LĐ-TB&XH")
    vang.sees("Đã nộp Phòng LĐ-TB&XH.")
    vang.looks("dang-ky-da-nop")
    left_open.get_by_role("button", name="Nộp lên Phòng LĐ-TB&XH").click()
    expect(left_open.locator("main")).to_contain_text("đang ở trạng thái “đã nộp”")
    left_open.close()
    return vang.address


def lien_of_another_commune_finds_nothing_there(lien: Person, address: str) -> None:
    lien.finds_nothing_at(address)


# --- Phòng LĐ-TB&XH --------------------------------------------------------------------------------------------------


def thanh_sees_who_is_in_who_is_late_and_who_is_missing(thanh: Person) -> None:
    thanh.opens("/")
    thanh.looks("viec-cua-toi-thang-3")
    thanh.opens_the_menu("Đăng ký thi đua")
    thanh.sees("15 trên 16 đã đăng ký, 1 trễ hạn. Chưa đăng ký: xã Tả Phìn.")
    thanh.sees("✕ Chưa đăng ký, quá hạn 2 ngày", thanh.row("Xã Tả Phìn"))
    thanh.sees("! trễ 2 ngày", thanh.row("Xã Bản Hồ"))
    thanh.sees("02/3", thanh.row("Xã Tả Van"))
    thanh.looks("dang-ky-cac-don-vi")


def thanh_returns_one_with_a_reason(thanh: Person) -> None:
    thanh.follows("Trung Chải")
    thanh.looks("dang-ky-nhan")
    thanh.follows("Trả lại để bổ sung…")
    thanh.presses("Trả lại để bổ sung")
    thanh.looks("dang-ky-tra-lai-thieu")
    thanh.row("Số hộ đăng ký thoát nghèo").get_by_role("textbox").fill("Đối chiếu lại với chỉ tiêu giao từng thôn.")
    thanh.page.get_by_label("Lý do").fill(REASON)
    thanh.presses("Trả lại để bổ sung")
    thanh.sees("Đã trả lại")


def thanh_accepts_the_rest(thanh: Person) -> None:
    thanh.opens_the_menu("Đăng ký thi đua")
    thanh.presses(re.compile(r"Nhận \d+ đăng ký đủ mức giao"))
    thanh.looks("dang-ky-da-nhan")
    thanh.follows("Bản Hồ")
    thanh.sees("Nên xem")
    thanh.looks("dang-ky-thap-hon-muc-giao")
    thanh.presses("Nhận đăng ký")
    thanh.sees("Đã nhận")
