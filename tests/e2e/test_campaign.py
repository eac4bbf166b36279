"""A campaign from last year's to its end, on screens alone: copy, edit, compare, launch, amend, close.

Thành of Phòng LĐ-TB&XH prepares; Long, the town's leader, puts it in force. Everything works with the keyboard.
"""

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser

from campaign_portal.foundation.models import Installation
from demo import ground
from tests.e2e.walk.person import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def comes(year: int, month: int, day: int) -> None:
    Installation.objects.filter(pk=1).update(business_date=dt.date(year, month, day))


def types(person: Person, label: str, text: str, place: int = 0) -> None:
    """Into a field, the way one does without a mouse."""
    field = person.page.locator("main").get_by_label(label, exact=False).nth(place)
    field.focus()
    person.page.keyboard.press("Control+A")
    person.page.keyboard.type(text)


def goes_on(person: Person, name: str) -> None:
    """To a button, and Enter."""
    person.page.locator("main").get_by_role("button", name=name).first.focus()
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


@pytest.fixture
def meet(sa_pa_live, live_server, browser: Browser):
    ground.mark_as_demo()
    people: dict[str, Person] = {}

    def person(username: str) -> Person:
        if username not in people:
            people[username] = Person(browser, live_server.url, username)
            people[username].signs_in()
        return people[username]

    yield person
    for somebody in people.values():
        somebody.leaves()


def test_a_campaign_from_a_copy_to_its_end(meet):
    comes(2021, 1, 25)
    thanh = meet("thanh")
    thanh.opens_the_menu("Các phong trào")
    thanh.reads("Các phong trào thi đua")
    thanh.looks("phong-trao")
    thanh.follows("Lập phong trào mới")
    thanh.looks("lap-phong-trao")
    types(thanh, "Năm bắt đầu", "2021")
    goes_on(thanh, "Lập dự thảo")
    thanh.sees("2 điều còn thiếu trước khi phát động")
    thanh.looks("du-thao")

    thanh_fills_the_head(thanh)
    thanh_mends_a_milestone(thanh)
    thanh_writes_in_the_whole_text(thanh)

    thanh.follows("So với bản đã chép")
    thanh.sees("31/12/2021")
    thanh.looks("so-sanh")

    long = meet("long")
    long.follows("Soạn tiếp")
    long.sees("Đã đủ để phát động")
    goes_on(long, "Phát động phong trào")
    long.confirms_if_asked()
    long.sees("Đã phát động phong trào")
    long.looks("cac-ban")

    comes(2021, 5, 4)
    thanh.opens("/ke-hoach/sa_pa_2021/phien-ban/")
    goes_on(thanh, "Soạn sửa đổi, bổ sung")
    thanh.sees("Văn bản sửa đổi còn thiếu")
    thanh.looks("sua-doi")
    thanh.follows("Văn bản sửa đổi")
    types(thanh, "Loại văn bản", "Quyết định")
    types(thanh, "Số, ký hiệu", "412/QĐ-UBND")
    types(thanh, "Ngày văn bản", "4/5/2021")
    types(thanh, "Trích yếu", "lùi tổng kết đến 20/12/2021")
    types(thanh, "Người ký", "Chủ tịch Lê Tân Phong")
    thanh.looks("van-ban-sua-doi")
    goes_on(thanh, "Lưu văn bản")
    thanh.follows("Các mốc của phong trào")
    thanh.follows("Tổng kết, trong báo cáo")
    types(thanh, "Ngày để xếp thứ tự", "20/12/2021")
    goes_on(thanh, "Lưu")
    thanh.sees("Phần này không còn chỗ sai")

    long.opens("/phong-trao/")
    long.follows("Phong trào 2021")
    goes_on(long, "Đưa bản sửa đổi vào hiệu lực")
    long.confirms_if_asked()
    long.sees("Quyết định số 412/QĐ-UBND ngày 04/5/2021")
    long.follows("So với bản 1")
    long.sees("20/12/2021")
    long.looks("so-hai-ban")
    long.opens("/ke-hoach/sa_pa_2021/phien-ban/1/")
    long.sees("thay bằng bản 2")
    long.looks("ban-cu")
    long.opens("/ke-hoach/")
    long.sees("Đã sửa đổi bởi Quyết định số 412/QĐ-UBND")
    long.looks("ke-hoach-sua-doi")

    long.opens("/ke-hoach/sa_pa_2021/ket-thuc/")
    long.sees("Tổng kết còn ở phía trước")
    long.looks("chua-ket-thuc")
    comes(2021, 12, 28)
    long.opens("/ke-hoach/sa_pa_2021/ket-thuc/")
    long.sees("không còn báo cáo, hồ sơ nào dở dang")
    goes_on(long, "Kết thúc phong trào")
    long.confirms_if_asked()
    long.sees("đã kết thúc")


def thanh_fills_the_head(thanh: Person) -> None:
    thanh.follows(re.compile("^Phong trào$"))
    thanh.looks("phan-dau")
    types(thanh, "Tên gọi ngắn", "Phong trào 2021")
    page = thanh.page
    for name, text in (
        ("document-number", "21"),
        ("document-date", "31/2/2021"),
        ("document-title", "Phát động phong trào thi đua năm 2021"),
        ("document-signer-post", "CHỦ TỊCH"),
        ("document-signer-name", "Lê Tân Phong"),
    ):
        field = page.locator(f"[name={name}]")
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    thanh.sees("“31/2/2021” không phải là ngày có thật")
    thanh.looks("phan-dau-sai")
    page.locator("[name=document-date]").fill("20/1/2021")
    goes_on(thanh, "Lưu")
    thanh.sees("Phần này không còn chỗ sai")


def thanh_mends_a_milestone(thanh: Person) -> None:
    thanh.page.get_by_role("link", name="Phong trào 2021").first.click()
    thanh.follows("Các mốc của phong trào")
    thanh.looks("phan-moc")
    thanh.follows("Thêm mục")
    types(thanh, "Mã", "peak")
    thanh.page.get_by_label("Loại mốc").select_option(label="tháng cao điểm")
    types(thanh, "Tên mốc", "Tháng cao điểm “Vì người nghèo”")
    types(thanh, "Thời gian như kế hoạch ghi", "Tháng 10/2021")
    types(thanh, "Ngày để xếp thứ tự", "17/10/2021")
    thanh.looks("mot-moc")
    goes_on(thanh, "Lưu")
    thanh.sees("Phần này không còn chỗ sai")
    thanh.follows("Các mốc của phong trào")
    goes_on(thanh, "Chuyển lên: Tháng cao điểm")
    thanh.sees("Đã chuyển chỗ")


def thanh_writes_in_the_whole_text(thanh: Person) -> None:
    thanh.page.get_by_role("link", name="Phong trào 2021").first.click()
    thanh.follows("Đường đi và giấy tờ của hồ sơ")
    thanh.follows(thanh.page.locator("main tbody a").first.inner_text())
    thanh.looks("mot-duong-di")
    thanh.page.get_by_role("link", name="Phong trào 2021").first.click()
    thanh.follows("Toàn văn (YAML)")
    writes_over(thanh, "peak", "pick")
    goes_on(thanh, "Lưu toàn văn")
    thanh.sees("không nhận “pick”; chọn một trong")
    thanh.looks("toan-van")
    writes_over(thanh, "pick", "peak")
    goes_on(thanh, "Lưu toàn văn")
    thanh.sees("Toàn văn không còn chỗ sai")


def writes_over(thanh: Person, old: str, new: str) -> None:
    """Marks the kind of the milestone in the whole text, and types."""
    marks = "(box, old) => { const at = box.value.indexOf(`kind: ${old}`) + 6; box.focus(); "
    marks += "box.setSelectionRange(at, at + old.length); }"
    thanh.page.locator("textarea[name=text]").evaluate(marks, old)
    thanh.page.keyboard.type(new)
