"""November: Tả Van proposes a hamlet, a person and a household; two offices appraise, a third passes them on."""

import re

from playwright.sync_api import Locator, expect

from demo.places import TA_VAN
from demo.story import families, people
from tests.e2e.walk.person import Person

HAMLET, HELPER = "Thôn Tả Van Mông", "Má A Tráng"
SCAN = {"name": "ban-quet.pdf", "mimeType": "application/pdf", "buffer": people.SCAN.read_bytes()}
NOT_A_SCAN = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"PK\x03\x04" + bytes(400)}
SUMMARY = "Cả thôn chung tay giúp nhau ngày công, giống vật nuôi; nhiều hộ thoát nghèo bền vững."
ACHIEVEMENTS = "Chi bộ phân công từng đảng viên giúp một hộ.\nThôn lập tổ đổi công, làm 3 km đường."


def mai_begins_the_communes_submission(mai: Person) -> None:
    mai.opens("/")
    task = mai.task("Hồ sơ đề nghị khen thưởng")
    mai.sees("còn 4 ngày", task)
    mai.looks("viec-cua-toi-thang-11")
    mai.opens_the_menu("Hồ sơ khen thưởng")
    mai.looks("ho-so-cua-xa")
    mai.presses("Lập hồ sơ trình")
    mai.sees("Chưa có ai được đề nghị")
    mai.looks("lan-trinh-moi")


def mai_proposes_a_collective_with_its_papers(mai: Person) -> None:
    mai.follows("Thêm người, tập thể, hộ…")
    mai.looks("them-loai")
    mai.follows("Thôn, tổ dân phố")
    mai.looks("them-thon")
    mai.presses("Thêm", mai.row(HAMLET))
    mai.reads(HAMLET)
    mai.sees("Đã thêm")
    mai.looks("ho-so-thon-moi")
    writes_the_achievements(mai, SUMMARY)
    report = mai.page.locator("#achievement_report")
    text = mai.opens_the_paper("PDF", report)
    assert "Tả Van Mông" in text
    assert "BẢN TRÌNH DIỄN" in text
    uploads(mai, report, NOT_A_SCAN)
    mai.sees("Tệp “bao-cao.pdf” không phải là PDF, JPG hay PNG.", mai.page.get_by_role("alert"))
    mai.sees("không phải là PDF, JPG hay PNG", report)
    mai.looks("ho-so-thon-sai-tep")
    uploads(mai, report, SCAN)
    mai.sees("✓ Bản quét đã ký", report)
    shows_evidence(mai, "Có tổ chức Đảng", "Quyết định 41-QĐ/ĐU công nhận chi bộ trong sạch, vững mạnh")
    shows_evidence(mai, "Xây dựng và triển khai", "Báo cáo thành tích, mục II")
    mai.sees("Hồ sơ này đủ để trình.")
    mai.looks("ho-so-thon-du")


def writes_the_achievements(mai: Person, summary: str) -> None:
    mai.page.locator("[name=achievement_summary]").fill(summary)
    mai.page.locator("[name=achievements]").fill(ACHIEVEMENTS)
    mai.presses("Lưu thành tích")
    mai.sees("Đã lưu")
    expect(mai.page.locator("[name=achievements]")).to_have_value(ACHIEVEMENTS)


def uploads(mai: Person, paper: Locator, scan) -> None:
    paper.locator("input[type=file]").set_input_files(scan)
    paper.get_by_label("Ngày ký").fill("04/11/2020")
    mai.presses(re.compile("^Lưu "), paper)


def shows_evidence(mai: Person, criterion: str, text: str) -> None:
    mai.follows("Thêm minh chứng…", mai.row(criterion))
    mai.page.get_by_label("Minh chứng").fill(text)
    mai.looks("minh-chung")
    mai.presses("Lưu minh chứng")
    mai.sees(text, mai.row(criterion))


def mai_proposes_a_person_and_a_household(mai: Person) -> None:
    mai.follows("Về lần trình")
    mai.follows("Thêm người, tập thể, hộ…")
    mai.follows("Cá nhân")
    mai.page.get_by_label("Tìm tên").fill("ma a trang")
    mai.presses("Tìm")
    mai.sees("✓ Đạt", mai.row(HELPER))
    mai.looks("them-ca-nhan")
    mai.presses("Thêm", mai.row(HELPER))
    mai.reads(re.compile(HELPER))
    writes_the_achievements(mai, "Giúp năm hộ nghèo nuôi trâu nhốt chuồng, cả năm hộ thoát nghèo.")
    uploads(mai, mai.page.locator("#achievement_report"), SCAN)
    mai.sees("Hồ sơ này đủ để trình.")
    mai.looks("ho-so-ca-nhan-du")
    mai.follows("Về lần trình")
    mai.follows("Thêm người, tập thể, hộ…")
    mai.follows("Hộ nghèo")
    household = nearly_three_times_the_income()
    mai.page.get_by_label("Tìm tên").fill(household)
    mai.presses("Tìm")
    line = mai.row("gấp 2,90 lần").first
    mai.looks("them-ho")
    mai.presses("Thêm", line)
    mai.reads(re.compile(household))
    writes_the_achievements(mai, "Chăm chỉ làm ăn, thu nhập tăng gần ba lần; tự nguyện ra khỏi hộ nghèo.")
    mai.follows("Ghi cuộc họp thôn…")
    mai.page.get_by_label("Ngày họp").fill("02/11/2020")
    mai.page.get_by_label("Số hộ dự").fill("110")
    mai.page.get_by_label("Số hộ nhất trí").fill("120")
    mai.presses("Lưu minh chứng")
    mai.sees("120")
    mai.looks("cuoc-hop-thon-sai")
    mai.page.get_by_label("Số hộ nhất trí").fill("108")
    mai.presses("Lưu minh chứng")
    mai.sees("108")
    mai.looks("ho-so-ho-du")


def nearly_three_times_the_income() -> str:
    """The family of Tả Van Mông that just missed the mark."""
    return families.poor_of("Tả Van Mông", TA_VAN)[1].party.name


def mai_presents_the_submission(mai: Person) -> None:
    mai.follows("Về lần trình")
    mai.sees("Biên bản họp xét", mai.page.locator("#con-thieu"))
    expect(mai.page.get_by_role("button", name="Trình lãnh đạo")).to_be_disabled()
    minutes = mai.row("Biên bản họp xét").first
    uploads(mai, minutes, SCAN)
    mai.sees("✓ Bản quét đã ký", minutes)
    assert "TỜ TRÌNH" in mai.opens_the_paper("PDF", mai.row("Tờ trình").first)
    mai.looks("lan-trinh-du")
    mai.presses("Trình lãnh đạo")
    mai.sees("Đã trình lãnh đạo.")
    mai.looks("lan-trinh-da-trinh")


def vang_signs_and_submits_it(vang: Person) -> str:
    vang.opens("/")
    vang.looks("viec-cua-toi-thang-11")
    vang.follows(re.compile("^Xem và nộp|^Ký|^Xem"), vang.task("Hồ sơ đề nghị khen thưởng"))
    left_open = vang.another_page_like_this()
    vang.presses("Nộp lên Phòng LĐ-TB&XH")
    vang.sees("Xin ghi số tờ trình")
    vang.looks("lan-trinh-thieu-so")
    vang.page.get_by_label("Số tờ trình").fill("86")
    vang.presses("Nộp lên Phòng LĐ-TB&XH")
    vang.sees("Đã nộp.")
    vang.looks("lan-trinh-da-nop")
    left_open.get_by_label("Số tờ trình").fill("87")
    left_open.get_by_role("button", name="Nộp lên Phòng LĐ-TB&XH").click()
    expect(left_open.get_by_role("alert")).to_contain_text("đang ở trạng thái")
    expect(left_open.locator("main")).to_contain_text("86/TTr-UBND")
    left_open.close()
    return vang.address


def the_generated_papers_appear_by_themselves(vang: Person) -> None:
    """The letter and the list are made by the worker while the page stands open."""
    expect(vang.page.get_by_role("link", name="Danh sách trích ngang")).to_be_visible(timeout=40_000)
    assert "86/TTr-UBND" in vang.opens_the_paper("Tờ trình")
    text = vang.opens_the_paper("Danh sách trích ngang")
    assert nearly_three_times_the_income() in text
    vang.looks("lan-trinh-co-giay")
