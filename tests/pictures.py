"""`make pictures`: the pictures of docs/hinh, taken in Chromium from the demo's own story, the way its people walk.

Each picture says the day, who looks, where he begins and what he follows from there. The pictures of one day share one
replay and nobody writes anything; one who must press a button that writes has a replay of his own.
"""

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import django
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from tests.support.browser import ARGUMENTS, CHROMIUM, PHONE

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "hinh"
SCREEN = {"width": 1366, "height": 768}
COLOURS = 64  # a screen of flat colours loses nothing anybody sees


TA_VAN = "/don-vi/?tim=ta+van&cap=commune"


@dataclass(frozen=True)
class Picture:
    """`follow` are words of links or buttons to press one after the other; `typed` is then typed into the field of a
    label; `brings` are the rows of a workbook to look through; `below` scrolls to a heading; `writes` says that
    following changes something."""

    name: str
    day: str
    login: str
    address: str = "/"
    follow: tuple[str, ...] = ()
    typed: tuple[str, str] | None = None
    brings: tuple[tuple[str | int, ...], ...] = ()
    below: str = ""
    phone: bool = False
    writes: bool = False
    plan: str = ""  # another plan than Sa Pa's, on a ground of its own (tests/pictures_ground.py)


PICTURES = (
    Picture("viec-cua-toi", "2020-06-25", "mai"),
    Picture("viec-cua-toi-dien-thoai", "2020-06-25", "mai", phone=True),
    Picture("dang-ky", "2020-03-02", "mai", "/dang-ky/", follow=("Bắt đầu đăng ký",), writes=True),
    Picture("dang-ky-ho", "2020-03-02", "mai", "/dang-ky/ca-nhan-ho/ghi/?loai=poor_household"),
    Picture("ra-soat", "2020-06-25", "mai", follow=("Nhập tiếp",)),
    Picture(
        "ra-soat-excel",
        "2020-06-25",
        "mai",
        follow=("Nhập tiếp", "nhập từ tệp Excel"),
        brings=(
            ("Thôn, tổ dân phố", "Tổng số hộ", "Tổng số DTTS", "Hộ nghèo"),
            ("Séo Mý Tỷ", 116, 116, 61),
            ("Dền Thàng", 104, 104, 63),
            ("Tả Chải Dao", 76, 76, 128),
        ),
    ),
    Picture("bao-cao-quy", "2020-06-25", "mai", follow=("Soạn báo cáo",)),
    Picture("sap-xep-xem-truoc", "2020-06-25", "nam", "/sap-xep/", follow=("Nhập xã Tả Van",), below="Đơn vị trước"),
    Picture("dong-gop", "2020-06-25", "mai", "/dong-gop/"),
    Picture("kiem-tra", "2020-06-25", "thanh", "/kiem-tra/"),
    Picture("guong-mo-hinh", "2020-06-25", "mai", "/guong-mo-hinh/viet/"),
    Picture(
        "viec-da-lam", "2020-06-25", "culture.centre", "/van-ban/?tim=tuyen+truyen+chinh", follow=("Trung tâm Văn hóa",)
    ),
    Picture("dong-thoi-gian", "2020-06-25", "mai", "/ke-hoach/dong-thoi-gian/"),
    Picture("dong-thoi-gian-ninh-binh", "2023-09-15", "canbo", "/ke-hoach/dong-thoi-gian/", plan="ninh_binh_2021"),
    Picture(
        "du-thao-phong-trao",
        "2020-03-02",
        "thanh",
        "/phong-trao/lap/",
        follow=("Lập dự thảo",),
        writes=True,
    ),
    Picture(
        "muc-phong-trao",
        "2020-03-02",
        "thanh",
        "/phong-trao/lap/",
        follow=("Lập dự thảo", "Ai làm gì, đến khi nào", "Kế hoạch phát động"),
        writes=True,
    ),
    Picture(
        "so-sanh-phong-trao",
        "2020-03-02",
        "thanh",
        "/phong-trao/lap/",
        follow=("Lập dự thảo", "So với bản đã chép"),
        writes=True,
    ),
    Picture(
        "cum-xep-hang", "2022-12-16", "nv.canbo", "/cum-khoi/", follow=("Cụm thi đua số 1",), plan="chau_thanh_2021"
    ),
    Picture("cham-cheo", "2022-12-16", "xa3.lanhdao", follow=("Chấm điểm",), plan="chau_thanh_2021"),
    Picture("chi-tieu", "2020-06-25", "thanh", "/chi-tieu/"),
    Picture("giao-chi-tieu", "2020-06-25", "thanh", "/chi-tieu/giao/", follow=("Giảm tỷ lệ hộ nghèo",)),
    Picture(
        "chuoi-chi-tieu",
        "2020-06-25",
        "thanh",
        "/chi-tieu/",
        follow=("Giảm tỷ lệ hộ nghèo toàn thị xã từ 5 điểm % trở lên", "Chuỗi số liệu"),
    ),
    Picture("ra-soat-toan-thi-xa", "2020-06-25", "thanh", "/ra-soat/"),
    Picture("so-ho", "2020-12-20", "mai", "/ho-dan/"),
    Picture("so-ho-nhap", "2020-12-20", "mai", "/ho-dan/nhap/"),
    Picture("so-ho-bien-dong", "2020-12-20", "mai", "/ho-dan/bien-dong/"),
    Picture("lich-su", "2020-06-25", "thanh", "/ra-soat/", follow=("Mường Hoa", "gần nhất:"), below="Nhật ký"),
    Picture("nhat-ky", "2020-06-25", "hanh", "/nhat-ky/?loai=emulation.ReviewSet"),
    Picture("chuoi-so-lieu", "2020-06-25", "thanh", TA_VAN, follow=("Xã Tả Van", "Chuỗi số liệu")),
    Picture("ban-do", "2020-12-20", "thanh", "/ra-soat/", follow=("Bản đồ", "Theo địa giới từ 01/7/2025")),
    Picture(
        "bien-dong",
        "2020-12-20",
        "thanh",
        "/ra-soat/",
        follow=("Bản đồ", "Qua các năm"),
        below="Hộ nghèo từ đầu kỳ đến cuối kỳ",
    ),
    Picture("don-vi", "2020-06-25", "nam", TA_VAN, follow=("Xã Tả Van",)),
    Picture(
        "chon-don-vi-dien-thoai",
        "2020-06-25",
        "nam",
        TA_VAN,
        follow=("Xã Tả Van", "Ghi quan hệ còn thiếu"),
        typed=("Đơn vị kia", "muong h"),
        phone=True,
    ),
    Picture("thieu-hut", "2022-11-15", "mai", "/ra-soat/", follow=("Nhập tiếp", "Thiếu hụt"), plan="ra_soat_2022"),
    Picture("bieu-ra-soat", "2022-12-16", "thanh", "/ra-soat/?ky=2022-M12", follow=("Biểu in",), plan="ra_soat_2022"),
    Picture(
        "bieu-f2",
        "2022-12-16",
        "thanh",
        "/ra-soat/?ky=2022-M12",
        follow=("Biểu in", "Tổng hợp diễn biến hộ nghèo"),
        plan="ra_soat_2022",
    ),
    Picture("tong-hop-ra-soat", "2020-12-20", "thanh", "/ra-soat/", follow=("Lập bản tổng hợp",), writes=True),
    Picture("ai-chua-nop", "2020-06-25", "thanh", "/bao-cao/"),
    Picture("bao-cao-dot-xuat", "2020-07-09", "thanh", "/bao-cao/dot-xuat/", follow=("Thiệt hại do mưa lũ",)),
    Picture("dang-ky-toan-thi-xa", "2020-06-25", "thanh", "/dang-ky/"),
    Picture("bao-cao-tong-hop", "2020-11-12", "thanh", "/tong-hop/2020-Q3/"),
    Picture("nguon-mot-so", "2020-11-12", "thanh", "/tong-hop/ban/2/so/poor/"),
    Picture("nguoi-giup", "2020-11-12", "mai", "/ho-dan/nguoi-giup/", follow=("Má A Tráng",)),
    Picture("viec-da-giup", "2020-11-12", "mai", "/ho-dan/nguoi-giup/", follow=("Má A Tráng", "2 việc")),
    Picture("mot-doi-tuong", "2020-11-12", "thanh", "/dang-ky/?tim=ta+van", follow=("Cả quá trình",)),
    Picture("giao-uoc", "2020-11-12", "thanh", "/dang-ky/", follow=("Giao ước thi đua",)),
    Picture("ghi-dong-gop", "2020-11-12", "mai", "/dong-gop/", follow=("Ghi đóng góp",)),
    Picture("lan-trinh", "2020-11-12", "mai", "/ho-so/", follow=("Lần trình đợt 1",)),
    Picture("ho-so", "2020-11-12", "huy", "/ho-so/"),
    Picture("tham-dinh", "2020-11-12", "huy", "/ho-so/", follow=("Thôn Giàng Tra 2",)),
    Picture("phien-hop", "2020-11-17", "ngoc", "/phien-hop/", follow=("18/11/2020",), below="Biểu quyết"),
    Picture("ky-quyet-dinh", "2020-11-30", "long", "/quyet-dinh/", follow=("Xem và ký ban hành",)),
    Picture("quyet-dinh", "2020-12-20", "long", "/quyet-dinh/"),
    Picture("nhan-su", "2020-06-25", "nam", "/nhan-su/"),
    Picture("co-quan", "2020-06-25", "nam", "/co-quan/"),
    Picture("mot-nguoi", "2020-06-25", "nam", "/nhan-su/?tim=le+van+thanh", follow=("Lê Văn Thành",)),
)


def main(wanted: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "campaign_portal.settings"
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [picture for picture in PICTURES if not wanted or picture.name in wanted]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _take_all(browser, [picture for picture in chosen if not picture.writes and not picture.plan])
        for plan, day in sorted({(picture.plan, picture.day) for picture in chosen if picture.plan}):
            _take_of_plan(browser, [one for one in chosen if (one.plan, one.day) == (plan, day)])
        for picture in chosen:
            if picture.writes:
                _take_all(browser, [picture])


def _take_all(browser: Browser, pictures: list[Picture]) -> None:
    """On a ground of their own, day after day: the story only goes forward."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CHUNGTAY_VAR": folder, "CHUNGTAY_DEMO": "1", "CHUNGTAY_DEBUG": "1"}
        if pictures:
            _manage(environment, "migrate", "-v0")
        for day in sorted({picture.day for picture in pictures}):
            _manage(environment, "replay_demo", "--at", day)
            with Site(environment) as address:
                for picture in pictures:
                    if picture.day == day:
                        _take(browser, address, picture)


def _take_of_plan(browser: Browser, pictures: list[Picture]) -> None:
    """Those of one plan and day, on one ground."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CHUNGTAY_VAR": folder, "CHUNGTAY_DEMO": "1", "CHUNGTAY_DEBUG": "1"}
        _manage(environment, "migrate", "-v0")
        ground = [sys.executable, "-m", "tests.pictures_ground", pictures[0].plan, pictures[0].day]
        subprocess.run(ground, cwd=ROOT, env=environment, check=True)
        with Site(environment) as address:
            for picture in pictures:
                _take(browser, address, picture)


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


class Site:
    """The development server on a free port, for as long as one looks."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = environment

    def __enter__(self) -> str:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{self.port}"
        for _ in range(400):
            try:
                urlopen(f"{address}/dang-nhap/").close()  # noqa: S310  our own site
            except URLError:
                time.sleep(0.2)
            else:
                return address
        raise RuntimeError("the site does not answer")

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait()


def _take(browser: Browser, address: str, picture: Picture) -> None:
    context = browser.new_context(viewport=PHONE if picture.phone else SCREEN, locale="vi-VN")
    page = context.new_page()
    _sign_in(page, address, picture.login)
    page.goto(address + picture.address)
    for words in picture.follow:
        whole = page.locator("main").get_by_text(words, exact=True)  # “Xã Tả Van” before “Xã Tả Van Chư”
        (whole if whole.count() else page.locator("main").get_by_text(words)).first.click()
        page.wait_for_load_state("networkidle")
    if picture.typed:
        label, text = picture.typed
        page.get_by_label(label).first.press_sequentially(text)
        page.get_by_role("option").first.wait_for()
    if picture.brings:
        page.locator("input[type=file]").set_input_files(_workbook(picture.brings))
        page.get_by_role("button", name="Xem trước").click()
    if picture.below:
        heading = page.get_by_role("heading", name=picture.below).first
        heading.evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    page.wait_for_load_state("networkidle")
    _keep(page.screenshot(), FOLDER / f"{picture.name}.png")
    print(f"docs/hinh/{picture.name}.png  {page.title()}")
    context.close()


def _workbook(rows: tuple[tuple[str | int, ...], ...]) -> FilePayload:
    from tests.emulation.poverty.importers.sheets import workbook  # after django.setup()

    return {
        "name": "Ra soat thon.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": workbook(*rows).read(),
    }


def _sign_in(page: Page, address: str, login: str) -> None:
    from demo.ground import PASSWORD  # after django.setup()

    page.goto(f"{address}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def _keep(shot: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
