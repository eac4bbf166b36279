"""A session sleeps, is over, is ended; what was typed meanwhile is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaign_portal.foundation import accounts, audit
from campaign_portal.foundation.models import Draft
from campaign_portal.foundation.web import kept_forms
from emulation.contributions.models import Contribution
from tests.foundation.web.conftest import PASSWORD, Machine, words

RECORD = "/dong-gop/ghi/"
GIFT = {"purpose": "Làm nhà cho hộ nghèo", "note": "Một dòng dài của Mai"}


@pytest.fixture
def inside(machine, mai) -> Machine:
    machine.signs_in("mai")
    return machine


class TestIdle:
    def test_locks_after_a_quarter_of_an_hour(self, inside, later):
        later(minutes=14, seconds=50)
        assert inside.is_in
        later(minutes=15)
        assert inside.get("/bao-cao/?ky=2020-Q1").url == "/mo-khoa/?next=%2Fbao-cao%2F%3Fky%3D2020-Q1"

    def test_every_step_puts_it_off(self, inside, later):
        for _ in range(4):
            later(minutes=14)
            assert inside.is_in

    def test_a_page_that_asks_by_itself_does_not(self, inside, later):
        later(minutes=10)
        assert inside.get("/viec-nen/1/").status_code == 404
        later(minutes=6)
        assert inside.get("/viec-nen/1/", headers={"HX-Request": "true"}).status_code == 401

    def test_typing_that_saves_itself_does(self, inside, later):
        later(minutes=10)
        inside.post("/dang-ky/1/nhap/", headers={"X-Requested-With": "fetch"})
        later(minutes=10)
        assert inside.is_in

    def test_the_same_persons_password_opens_it_where_it_was(self, inside, mai, later):
        later(minutes=20)
        page = inside.get("/mo-khoa/?next=/bao-cao/")
        assert "Phiên làm việc tạm khóa" in words(page)
        assert mai.full_name in words(page)
        assert "Việc của tôi" not in words(page)
        assert "Mật khẩu chưa đúng" in words(inside.post("/mo-khoa/", {"password": "sai", "next": "/bao-cao/"}))
        assert inside.post("/mo-khoa/", {"password": PASSWORD, "next": "/bao-cao/"}).url == "/bao-cao/"
        assert inside.is_in
        assert audit.history(mai).first().action == "mở khóa phiên làm việc"

    def test_guessing_there_is_throttled_and_the_page_stays(self, inside, later):
        later(minutes=20)
        for _ in range(10):
            page = inside.post("/mo-khoa/", {"password": "sai"})
        assert "sai quá nhiều lần" in words(page)
        assert "sai quá nhiều lần" in words(inside.post("/mo-khoa/", {"password": PASSWORD}))
        later(minutes=16)
        assert inside.post("/mo-khoa/", {"password": PASSWORD}).url == "/"

    def test_another_person_may_sign_in_instead(self, inside, sa_pa, later, long):
        later(minutes=20)
        inside.post("/dang-xuat/")
        assert inside.signs_in("long").status_code == 302
        assert "Phạm Đức Long" in words(inside.get("/tai-khoan/"))

    def test_a_page_of_nobody_and_one_that_is_not_there_show_no_name(self, inside, mai, later):
        later(minutes=20)
        for address in ("/khong-co/", "/dang-nhap/"):
            assert mai.full_name not in words(inside.get(address))

    def test_goes_never_on_to_another_site(self, inside, later):
        later(minutes=20)
        answer = inside.post("/mo-khoa/", {"password": PASSWORD, "next": "https://noi-khac.example/"})
        assert answer.url == "/"

    def test_whoever_is_in_or_a_stranger_has_nothing_to_unlock(self, inside):
        assert inside.get("/mo-khoa/?next=/bao-cao/").url == "/bao-cao/"
        assert Machine().get("/mo-khoa/").url == "/dang-nhap/"
        assert inside.get("/mo-khoa/?next=%25").url == "/", "no address of ours"


class TestTheDay:
    def test_is_over_after_eight_hours_however_busy(self, inside, later):
        for _ in range(34):
            later(minutes=14)
            assert inside.is_in
        later(minutes=5)
        assert inside.get("/bao-cao/").url == "/dang-nhap/?next=%2Fbao-cao%2F"

    def test_unlocking_does_not_prolong_it(self, inside, later):
        later(hours=7, minutes=50)
        inside.post("/mo-khoa/", {"password": PASSWORD})
        later(minutes=11)
        assert inside.get("/").url.startswith("/dang-nhap/")

    def test_the_cookie_goes_with_the_browser(self, inside):
        assert not inside.client.cookies["sessionid"]["expires"]


class TestEnded:
    def test_by_a_new_password_everywhere_but_here(self, inside, mai):
        elsewhere = Machine()
        elsewhere.signs_in("mai")
        new = "gió lùa qua khe cửa bếp"
        answer = inside.post("/tai-khoan/mat-khau/", {"password": PASSWORD, "new_password": new, "again": new})
        assert answer.url == "/tai-khoan/"
        assert inside.is_in
        assert not elsewhere.is_in

    def test_by_a_code_of_the_administrator(self, inside, mai, sa_pa):
        accounts.new_code(mai, by=sa_pa.person("nam"))
        assert not inside.is_in

    def test_by_closing_and_opening_again_brings_it_not_back(self, inside, mai, sa_pa):
        accounts.close_account(mai, by=sa_pa.person("nam"), reason="đi học")
        assert not inside.is_in
        second = Machine()
        accounts.reopen_account(mai, by=sa_pa.person("nam"))
        second.signs_in("mai")
        accounts.close_account(mai, by=sa_pa.person("nam"), reason="đi học")
        accounts.reopen_account(mai, by=sa_pa.person("nam"))
        assert not second.is_in

    def test_by_signing_out_elsewhere(self, inside):
        elsewhere = Machine()
        elsewhere.signs_in("mai")
        assert inside.post("/tai-khoan/thoat-noi-khac/").url == "/tai-khoan/"
        assert inside.is_in
        assert not elsewhere.is_in

    def test_leaves_no_form_behind_for_it_may_be_a_thiefs(self, inside, mai, sa_pa):
        accounts.new_code(mai, by=sa_pa.person("nam"))
        inside.post(RECORD, GIFT)
        assert not Draft.objects.filter(form_key=kept_forms.FORM_KEY).exists()


class TestKeptForms:
    @pytest.fixture
    def asleep(self, inside, later) -> Machine:
        later(minutes=20)
        return inside

    def send(self, machine: Machine, data: dict | None = None):
        return machine.post(RECORD, data or GIFT, HTTP_REFERER=f"http://testserver{RECORD}")

    def test_is_offered_on_the_page_it_came_from(self, asleep):
        answer = self.send(asleep)
        assert answer.url == f"/mo-khoa/?next={RECORD.replace('/', '%2F')}&giu=1"
        assert "Chữ đã nhập còn giữ" in words(asleep.get(answer.url))
        page = asleep.post("/mo-khoa/", {"password": PASSWORD, "next": RECORD}, follow=True)
        assert page.request["PATH_INFO"] == RECORD
        assert "Biểu vừa gửi chưa được ghi" in words(page)
        assert 'name="purpose" value="Làm nhà cho hộ nghèo"' in words(page)
        assert "Một dòng dài của Mai" in words(page)

    def test_goes_away_once_it_was_sent_again(self, asleep):
        self.send(asleep)
        page = asleep.post("/mo-khoa/", {"password": PASSWORD, "next": RECORD}, follow=True)
        answer = asleep.post(RECORD, {**GIFT, "kept_form": str(page.context["kept_form"].pk)})
        assert "Biểu vừa gửi chưa được ghi" not in words(answer), (
            "the form itself is on the page now, with what it lacks"
        )
        assert "Biểu vừa gửi chưa được ghi" not in words(asleep.get("/dong-gop/"))
        assert not Draft.objects.filter(form_key=kept_forms.FORM_KEY).exists()

    def test_may_be_thrown_away(self, asleep):
        self.send(asleep)
        page = asleep.post("/mo-khoa/", {"password": PASSWORD, "next": RECORD}, follow=True)
        asleep.post("/bieu-chua-gui/bo/", {"number": str(page.context["kept_form"].pk)})
        assert "Biểu vừa gửi chưa được ghi" not in words(asleep.get("/dong-gop/"))

    def test_nothing_is_written_meanwhile(self, asleep):
        before = Contribution.objects.count()
        self.send(asleep)
        assert Contribution.objects.count() == before

    def test_waits_also_for_a_session_that_was_over(self, inside, later):
        later(hours=9)
        answer = self.send(inside)
        assert answer.url.startswith("/dang-nhap/?next=")
        assert "Chữ đã nhập còn giữ" in words(inside.get(answer.url))
        inside.signs_in("mai")
        assert "Biểu vừa gửi chưa được ghi" in words(inside.get("/dong-gop/"))

    def test_is_shown_to_its_sender_alone(self, asleep, long):
        self.send(asleep)
        asleep.post("/dang-xuat/")
        asleep.signs_in("long")
        assert "Biểu vừa gửi" not in words(asleep.get("/tai-khoan/"))

    def test_another_persons_number_is_not_thrown_away(self, asleep, long):
        self.send(asleep)
        number = str(Draft.objects.get(form_key=kept_forms.FORM_KEY).pk)
        other = Machine()
        other.signs_in("long")
        for odd in (number, "", "²", "9" * 40):
            other.post("/bieu-chua-gui/bo/", {"number": odd})
        assert Draft.objects.filter(pk=number).exists()

    def test_keeps_no_password_and_no_file(self, asleep):
        file = SimpleUploadedFile("anh.jpg", b"xyz")
        asleep.post(RECORD, {**GIFT, "password": "bí mật", "csrfmiddlewaretoken": "x", "photo": file})
        data = Draft.objects.get(form_key=kept_forms.FORM_KEY).data
        assert [name for name, _ in data["fields"]] == ["purpose", "note"]
        assert data["files"] == ["anh.jpg"]
        page = asleep.post("/mo-khoa/", {"password": PASSWORD}, follow=True)
        assert "Riêng tệp (anh.jpg) phải chọn lại" in words(page)

    def test_what_is_too_long_is_told(self, asleep):
        answer = self.send(asleep, {"note": "x" * 600_000})
        assert "qua-dai=1" in answer.url
        assert "quá dài nên không giữ được" in words(asleep.get(answer.url))

    @pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"X-Requested-With": "fetch"}])
    def test_typing_that_saves_itself_stays_on_the_screen(self, asleep, headers):
        answer = asleep.post(RECORD, GIFT, headers=headers)
        assert answer.status_code == 401
        assert "tạm khóa" in words(answer)
        assert not answer.has_header("HX-Refresh")
        assert not Draft.objects.filter(form_key=kept_forms.FORM_KEY).exists()

    def test_costs_no_statement_where_none_waits(self, inside, django_assert_max_num_queries):
        inside.get("/tai-khoan/")
        with django_assert_max_num_queries(14) as asked:
            inside.get("/tai-khoan/")
        assert not any("foundation_draft" in query["sql"] for query in asked.captured_queries)
