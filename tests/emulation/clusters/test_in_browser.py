"""The whole path of a cluster of four in a real browser: made, scored three times, tied, published, read."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from campaign_portal.foundation import clock as business_clock
from campaign_portal.foundation.models import Installation, User
from demo.ground import PASSWORD
from emulation.clusters.models import ClusterYear, Ranking, ScoreSheet
from tests.emulation.clusters.stage import YEAR, Stage
from tests.support.browser import PHONE
from tests.support.plans import PLANS, Plan

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DEC_1 = dt.date(YEAR, 12, 1)
FULL = ("60", "39,5", "0,5", "0")


class People:
    """Everybody at a browser of their own."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []

    def at(self, who: str, path: str = "", **kwargs) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}, **kwargs)
            context.set_default_timeout(20_000)
            page = self.pages[who] = context.new_page()
            page.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)
            page.goto(f"{self.url}/dang-nhap/")
            page.get_by_label("Tên đăng nhập").fill(who)
            page.get_by_label("Mật khẩu").fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
            page.wait_for_url(f"{self.url}/")
        if path:
            self.pages[who].goto(self.url + path)
        return self.pages[who]


@pytest.fixture
def stage(sa_pa_live) -> Stage:
    # The server's own threads take the day from the installation.
    Installation.objects.update_or_create(id=1, defaults={"is_demo": True, "business_date": DEC_1})
    with business_clock.at(DEC_1):
        plan = Plan(*PLANS["S0"])
        plan.lay()
        stage = Stage(plan)
    for user in User.objects.filter(username__regex=r"^(xa[0-9]|nv|hd)[.]"):
        user.set_password(PASSWORD)
        user.save()
    return stage


def test_a_cluster_of_four_from_its_making_to_its_ranking(stage, browser, live_server):
    people = People(browser, live_server.url)
    _made(people.at("nv.canbo", f"/cum-khoi/?nam={YEAR}"), stage)
    sheets = {member.position: member.sheet.pk for member in ClusterYear.objects.get().members.all()}

    # The first scores itself with the keyboard alone, seeing the sum grow; its leader hands on from the first page.
    page = people.at("xa1.canbo", f"/cum-khoi/phieu/{sheets[1]}/")
    page.locator("[name^=points_]").first.focus()
    for value in FULL:
        page.keyboard.type(value)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    expect(page.locator("#tong .sum")).to_have_text("100,00")
    expect(page.locator("[data-autosave-state]")).to_have_text(re.compile("Đã lưu"))
    page.get_by_role("button", name="Lưu", exact=True).click()
    leader = people.at("xa1.lanhdao")
    leader.reload()
    leader.get_by_role("link", name="Xem và nộp").click()
    leader.get_by_role("button", name="Nộp phiếu tự chấm").click()
    expect(leader.locator("main")).to_contain_text("Đã nộp phiếu tự chấm")

    # The second at a telephone, and without any script.
    bare = browser.new_context(locale="vi-VN", viewport=PHONE, java_script_enabled=False).new_page()
    bare.goto(f"{live_server.url}/dang-nhap/")
    bare.get_by_label("Tên đăng nhập").fill("xa2.lanhdao")
    bare.get_by_label("Mật khẩu").fill(PASSWORD)
    bare.get_by_role("button", name="Đăng nhập").click()
    bare.goto(f"{live_server.url}/cum-khoi/phieu/{sheets[2]}/")
    _fill(bare, ("60", "39", "0,5", "0,5"))
    bare.get_by_role("button", name="Lưu", exact=True).click()
    bare.get_by_role("button", name="Nộp phiếu tự chấm").click()
    expect(bare.locator("main")).to_contain_text("Đã nộp phiếu tự chấm")

    for place, points in ((3, ("50", "30", "0,5", "0")), (4, ("40", "30", "0", "0"))):
        _hand_on(people.at(f"xa{place}.lanhdao", f"/cum-khoi/phieu/{sheets[place]}/"), points, "Nộp phiếu tự chấm")

    # Each is cross-scored by the one before; the fourth's first line is held lower, for a reason.
    for place, points in ((1, FULL), (2, ("60", "39", "0,5", "0,5")), (3, ("50", "30", "0,5", "0"))):
        scorer = people.at(f"xa{place - 1 or 4}.lanhdao", f"/cum-khoi/phieu/{sheets[place]}/")
        _hand_on(scorer, points, "Nộp phiếu chấm chéo")
    scorer = people.at("xa3.lanhdao", f"/cum-khoi/phieu/{sheets[4]}/")
    _fill(scorer, ("35", "30", "0", "0"))
    scorer.get_by_role("button", name="Lưu", exact=True).click()
    expect(scorer.locator("#loi")).to_contain_text("chấm chéo 35,00, đơn vị tự chấm 40,00. Xin ghi lý do.")
    expect(scorer.locator("[name^=points_]").first).to_have_value("35")
    scorer.locator("[name^=reason_]").first.fill("Chưa đủ minh chứng")
    scorer.get_by_role("button", name="Lưu", exact=True).click()
    scorer.get_by_role("button", name="Nộp phiếu chấm chéo").click()
    expect(scorer.locator("main")).to_contain_text("Đã nộp phiếu chấm chéo")

    # The head concludes the others, the standing body the head's; both start from the cross-scorer's points.
    for place in (2, 3, 4):
        head = people.at("xa1.lanhdao", f"/cum-khoi/phieu/{sheets[place]}/")
        head.get_by_role("button", name="Lưu", exact=True).click()
        head.get_by_role("button", name="Kết luận điểm").click()
        expect(head.locator("main")).to_contain_text("Đã kết luận điểm")
    interior = people.at("nv.canbo", f"/cum-khoi/phieu/{sheets[1]}/")
    interior.get_by_role("button", name="Lưu", exact=True).click()
    interior.get_by_role("button", name="Kết luận điểm").click()
    expect(interior.locator("main")).to_contain_text("Đã kết luận điểm")
    assert not ScoreSheet.objects.exclude(state="final").exists()

    # Two are alike: the member in charge breaks the tie; Phòng Nội vụ publishes.
    year = ClusterYear.objects.get()
    member = people.at("hd.uyvien", f"/cum-khoi/{year.pk}/")
    expect(member.locator("#xep-hang")).to_contain_text("bằng điểm, cùng hạng")
    tie = member.locator("section", has=member.get_by_role("heading", name="Bằng điểm: 100,00"))
    tie.locator("select").nth(1).select_option("2")
    tie.get_by_label("Quy tắc").select_option("without_bonus")
    tie.get_by_label("Lý do").fill("Quy chế thi đua, khen thưởng của huyện")
    tie.get_by_role("button", name="Phân hạng").click()
    expect(member.locator("#xep-hang")).to_contain_text("điểm chưa kể điểm thưởng cao hơn")
    interior = people.at("nv.canbo", f"/cum-khoi/{year.pk}/")
    interior.get_by_label("Số văn bản công bố").fill("45/TB-HĐTĐKT")
    interior.get_by_label("Ngày văn bản").fill("01/12/2022")
    interior.get_by_role("button", name="Công bố xếp hạng").click()
    expect(interior.locator("main")).to_contain_text("Đã công bố xếp hạng theo văn bản 45/TB-HĐTĐKT")
    assert [line.rank for line in Ranking.objects.get().lines.all()] == [1, 2, 3, 4]

    outsider = people.at("xa5.lanhdao", f"/cum-khoi/{year.pk}/")
    expect(outsider.locator("#xep-hang")).to_contain_text("theo văn bản số 45/TB-HĐTĐKT")
    expect(outsider.locator("#xep-hang img.chart")).to_be_visible()
    with outsider.expect_download() as download:
        outsider.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert people.complaints == []


def _made(page: Page, stage: Stage) -> None:
    """Phòng Nội vụ: a cluster, its members and leaders, points, days, open."""
    page.get_by_role("link", name="Lập cụm, khối…").click()
    page.get_by_label("Tên cụm, khối").fill("Cụm thi đua số 1")
    page.get_by_role("button", name="Lập và chọn thành viên").click()
    for party in stage.parties:
        page.get_by_label(party.name, exact=True).check()
    page.get_by_label("Cụm trưởng").select_option(label=stage.parties[0].name)
    page.get_by_label("Cụm phó").select_option(label=stage.parties[1].name)
    page.get_by_role("button", name="Lưu và về trang").click()
    page.get_by_role("link", name="Ấn định bảng điểm").click()
    rows = (("Kết quả", "60"), ("Tuyên truyền", "39,5"), ("Báo cáo", "0,5"))
    for number, (text, points) in enumerate(rows, 1):
        page.get_by_label(f"Tiêu chí, dòng {number}", exact=True).fill(text)
        page.get_by_label(f"Điểm tối đa, dòng {number}", exact=True).fill(points)
    page.get_by_label("Văn bản ấn định điểm của năm").fill("Hướng dẫn số 12/HD-PNV")
    page.get_by_role("button", name="Lưu bảng điểm").click()
    page.get_by_label("Tiêu chí, dòng 4", exact=True).fill("Mô hình mới")
    page.get_by_label("Điểm tối đa, dòng 4", exact=True).fill("5")
    page.get_by_label("điểm thưởng").nth(3).check()
    page.get_by_role("button", name="Lưu và về trang").click()
    page.get_by_role("link", name="Sửa hạn, người phụ trách").click()
    for label, day in (("Hạn tự chấm", "10/12/2022"), ("Hạn chấm chéo", "15/12/2022"), ("Hạn kết luận", "20/12/2022")):
        page.get_by_label(label).fill(day)
    page.get_by_label("Thành viên Hội đồng phụ trách").select_option(label=stage.council_member.full_name)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Mở chấm điểm").click()
    expect(page.locator("main")).to_contain_text("Đã mở chấm điểm")


def _fill(page: Page, points: tuple[str, ...]) -> None:
    boxes = page.locator("[name^=points_]")
    expect(boxes).to_have_count(len(points))
    for place, value in enumerate(points):
        boxes.nth(place).fill(value)


def _hand_on(page: Page, points: tuple[str, ...], button: str) -> None:
    _fill(page, points)
    expect(page.get_by_role("button", name=button)).to_be_enabled()
    page.get_by_role("button", name=button).click()
    expect(page.locator("main")).to_contain_text("Đã nộp phiếu")
