"""The round of registrations besides the communes' own: a household, who is urged, the list that goes up."""

from tests.e2e.walk.person import Person

HOUSEHOLD = {"name": "Lý A Mẫu", "members": "5", "born": "1985", "wish": "Nuôi trâu sinh sản", "help": "Vay vốn"}


def mai_writes_down_a_household_and_one_that_is_wrong(mai: Person) -> None:
    mai.opens("/dang-ky/ca-nhan-ho/ghi/?loai=poor_household")
    rows = mai.page.locator("main tbody tr")
    for key, text in HOUSEHOLD.items():
        rows.nth(0).locator(f"[name$='-{key}']").fill(text)
    rows.nth(0).get_by_label("Thôn, tổ dân phố").select_option("Thôn Tả Van Mông")
    rows.nth(1).locator("[name$='-name']").fill("Vàng A Lạ")
    rows.nth(1).get_by_label("Thôn, tổ dân phố").select_option("Thôn Tả Van Mông")
    mai.presses("Ghi đăng ký")
    mai.sees("Đã ghi 1 đăng ký. 1 dòng chờ sửa.", mai.page.locator("body"))
    mai.sees("chưa có hộ “Vàng A Lạ”")
    mai.looks("dang-ky-ghi-ho")
    mai.opens("/dang-ky/ca-nhan-ho/?loai=poor_household")
    mai.sees("Nuôi trâu sinh sản", mai.row("Hộ Lý A Mẫu"))


def thanh_urges_who_is_missing(thanh: Person) -> None:
    thanh.opens("/dang-ky/")
    thanh.sees("1 đơn vị chưa đăng ký theo hạn của kế hoạch: xã Tả Phìn.")
    thanh.presses("Nhắc 1 đơn vị")
    thanh.sees("Đã nhắc hôm nay")


def thanh_sends_the_list_up(thanh: Person) -> str:
    """Gives what stands in the paper."""
    thanh.opens("/dang-ky/")
    thanh.sees("16 trên 16 đã đăng ký, 2 trễ hạn.")
    thanh.follows("Gửi tổng hợp…")
    thanh.sees("còn 2 ngày")
    thanh.looks("dang-ky-gui-tong-hop")
    thanh.presses("Gửi Phòng Nội vụ")
    thanh.sees("Xin ghi số văn bản")
    thanh.page.get_by_label("Số văn bản").fill("18")
    thanh.presses("Gửi Phòng Nội vụ")
    thanh.reads("số 18/BC-PLĐTBXH")
    thanh.looks("dang-ky-da-gui-tong-hop")
    return thanh.opens_the_paper("Mở bản tổng hợp")


def huy_of_the_interior_office_receives_it(huy: Person) -> None:
    huy.opens("/")
    huy.follows("Xem và nhận", huy.task("Nhận tổng hợp đăng ký thi đua"))
    huy.sees("16 trên 16")
    huy.presses("Nhận bản tổng hợp")
    huy.sees("Đã nhận")
