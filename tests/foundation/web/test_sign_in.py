"""Signing in: password, one-time code, forgotten password; how often one may try."""

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.core import mail

from campaign_portal.foundation import accounts, audit
from campaign_portal.foundation.models import Job, User
from tests.foundation.web.conftest import PASSWORD, Machine, words
from tests.support.jobs import run_queued_jobs

OWN = "gió lùa qua khe cửa bếp"


class TestPassword:
    def test_lets_in_and_on_to_the_page_that_was_asked_for(self, machine, mai):
        answer = machine.post("/dang-nhap/", {"username": " Mai ", "password": PASSWORD, "next": "/bao-cao/"})
        assert answer.url == "/bao-cao/"
        assert machine.is_in
        assert audit.history(mai).filter(action="đăng nhập", source="203.0.113.7").exists()

    def test_a_wrong_one_keeps_the_name_and_says_what_to_do(self, machine, mai):
        answer = machine.signs_in("mai", "sai")
        assert "xin gõ lại tên đăng nhập và mật khẩu" in words(answer)
        assert 'value="mai"' in words(answer)
        assert not machine.is_in

    def test_a_closed_account_and_one_that_never_was_are_answered_alike(self, machine, mai, sa_pa):
        accounts.close_account(mai, by=sa_pa.person("nam"), reason="nghỉ hưu")
        closed, nobody = (words(machine.signs_in(name)) for name in ("mai", "khong.ai"))
        assert "xin gõ lại" in closed
        assert closed.partition("<form")[0] == nobody.partition("<form")[0]

    def test_one_that_is_too_short_by_now_must_be_changed_first(self, machine, mai):
        mai.set_password("ngắn thôi")
        mai.save()
        machine.signs_in("mai", "ngắn thôi")
        assert machine.get("/").url == "/tai-khoan/mat-khau/"


class TestCode:
    @pytest.fixture
    def code(self, mai, sa_pa) -> str:
        return accounts.new_code(mai, by=sa_pa.person("nam"))

    def test_leads_to_choosing_a_password_and_nowhere_else_before(self, machine, mai, code):
        machine.signs_in("mai", code)
        for address in ("/", "/tai-khoan/", "/bao-cao/", "/danh-muc/", "/khong-co-dia-chi/"):
            answer = machine.get(address)
            assert answer.status_code == 404 or answer.url == "/tai-khoan/mat-khau/"
        page = machine.get("/tai-khoan/mat-khau/")
        assert "Đặt mật khẩu của mình" in words(page)
        assert "Việc của tôi" not in words(page)
        answer = machine.post("/tai-khoan/mat-khau/", {"new_password": OWN, "again": OWN})
        assert answer.url == "/tai-khoan/"
        assert machine.is_in
        assert Machine().signs_in("mai", OWN).status_code == 302

    def test_is_worth_nothing_once_the_password_is_chosen(self, machine, mai, code):
        machine.signs_in("mai", code)
        machine.post("/tai-khoan/mat-khau/", {"new_password": OWN, "again": OWN})
        answer = Machine().signs_in("mai", code)
        assert "đã dùng để đặt mật khẩu rồi" in words(answer)

    def test_a_wrong_one_is_spoken_of_as_a_code(self, machine, mai, code):
        assert "Mã đăng nhập chưa đúng" in words(machine.signs_in("mai", "aaaa-bbbb-cccc"))

    def test_one_that_ran_out_says_so(self, machine, mai, code, later):
        later(days=7)
        assert "Mã này đã hết hạn" in words(machine.signs_in("mai", code))
        assert not machine.is_in

    def test_what_is_chosen_badly_stands_at_its_field_and_ends_nothing(self, machine, mai, code):
        machine.signs_in("mai", code)
        page = machine.post("/tai-khoan/mat-khau/", {"new_password": "matkhau2020", "again": "x"})
        assert "ít nhất 14 ký tự" in words(page)
        page = machine.post("/tai-khoan/mat-khau/", {"new_password": OWN, "again": OWN + "x"})
        assert "Hai lần gõ không giống nhau" in words(page)
        assert machine.get("/").url == "/tai-khoan/mat-khau/"

    def test_opens_a_door_that_wrong_passwords_had_locked(self, machine, mai, sa_pa, code):
        for _ in range(10):
            machine.signs_in("mai", "sai")
        assert machine.signs_in("mai", "sai").status_code == 429
        assert machine.signs_in("mai", code).status_code == 302
        assert not AccessAttempt.objects.filter(username="mai").exists()


class TestThrottle:
    @pytest.fixture
    def attacked(self, mai) -> Machine:
        """Ten wrong passwords for Mai from one place."""
        attacker = Machine(source="198.51.100.9")
        for _ in range(10):
            answer = attacker.signs_in("mai", "đoán mò")
        assert answer.status_code == 429
        assert "Tạm khóa đăng nhập từ máy này" in words(answer)
        return attacker

    def test_holds_also_against_the_right_password_from_there(self, attacked):
        assert attacked.signs_in("mai").status_code == 429
        assert not attacked.is_in

    def test_is_kept_in_the_database_without_what_was_typed(self, attacked):
        assert AccessFailureLog.objects.filter(username="mai", ip_address="198.51.100.9").count() == 10
        assert "đoán mò" not in str(list(AccessAttempt.objects.values_list()))

    def test_the_owner_gets_in_from_elsewhere(self, attacked, machine):
        assert machine.signs_in("mai").status_code == 302

    def test_the_owner_gets_in_from_the_same_address_with_a_browser_that_she_used_before(self, mai):
        own = Machine(source="198.51.100.9")
        own.signs_in("mai")
        own.post("/dang-xuat/")
        stranger = Machine(source="198.51.100.9")
        for _ in range(11):
            stranger.signs_in("mai", "đoán mò")
        assert stranger.signs_in("mai").status_code == 429
        assert own.signs_in("mai").status_code == 302

    def test_a_known_browser_may_not_guess_either(self, machine, mai):
        machine.signs_in("mai")
        machine.post("/dang-xuat/")
        assert [machine.signs_in("mai", "sai").status_code for _ in range(10)][-1] == 429

    def test_ends_after_a_quarter_of_an_hour_also_when_somebody_went_on_trying(self, attacked, later):
        later(minutes=10)
        attacked.signs_in("mai", "vẫn đoán")
        later(minutes=5, seconds=1)
        assert Machine(source=attacked.source).signs_in("mai").status_code == 302

    def test_the_right_password_wipes_out_what_went_wrong_before(self, machine, mai):
        for _ in range(3):
            for _ in range(9):
                machine.signs_in("mai", "sai")
            assert machine.signs_in("mai").status_code == 302
            machine.post("/dang-xuat/")

    def test_one_source_does_not_try_many_accounts(self, machine, mai, settings, later):
        settings.SIGN_IN_FAILURES_PER_SOURCE = 12
        for number in range(12):
            machine.signs_in(f"{number % 6}.nguoi", "đoán mò")
        assert machine.signs_in("mai").status_code == 429
        assert Machine(source="203.0.113.8").signs_in("mai").status_code == 302
        later(minutes=61)
        assert machine.signs_in("mai").status_code == 302

    def test_counts_the_address_that_the_proxy_saw(self, mai, settings):
        settings.TRUSTED_PROXIES = 1
        behind = Machine(source="10.0.0.1")
        for _ in range(10):
            answer = behind.post(
                "/dang-nhap/",
                {"username": "mai", "password": "sai"},
                headers={"X-Forwarded-For": "1.1.1.1, 198.51.100.9"},
            )
        assert answer.status_code == 429
        other = behind.post(
            "/dang-nhap/", {"username": "mai", "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.7"}
        )
        assert other.status_code == 302

    def test_an_address_that_is_none_breaks_nothing(self, mai):
        assert Machine(source="không rõ").signs_in("mai", "sai").status_code == 200


class TestForgotten:
    @pytest.fixture
    def letters(self, settings, mai) -> None:
        settings.MAIL_ON = True
        User.objects.filter(pk=mai.pk).update(email="mai@tavan.example")

    def test_without_mail_the_page_says_whom_to_ask(self, machine, mai):
        page = words(machine.get("/quen-mat-khau/"))
        assert "nhờ quản trị của đơn vị" in page
        assert "<form" not in page
        machine.post("/quen-mat-khau/", {"username": "mai"})
        assert not Job.objects.filter(kind=accounts.RESET_MAIL).exists()

    def test_a_letter_leads_to_a_new_password(self, machine, mai, letters):
        machine.post("/quen-mat-khau/", {"username": "Mai"})
        run_queued_jobs()
        (letter,) = mail.outbox
        address = next(word for word in letter.body.split() if word.startswith("http://testserver/"))
        page = machine.get(address.removeprefix("http://testserver"), follow=True)
        assert "Đặt mật khẩu mới" in words(page)
        here = page.redirect_chain[-1][0]
        assert "ít nhất 14" in words(machine.post(here, {"new_password": "ngắn", "again": "ngắn"}))
        assert machine.post(here, {"new_password": OWN, "again": OWN}).url == "/dang-nhap/"
        assert machine.signs_in("mai", OWN).status_code == 302
        again = Machine().get(address.removeprefix("http://testserver"), follow=True)
        assert "không dùng được nữa" in words(again)

    def test_the_answer_is_the_same_for_everybody(self, machine, mai, sa_pa, letters):
        pages = {words(machine.post("/quen-mat-khau/", {"username": name})) for name in ("mai", "lien", "khong.ai")}
        assert len(pages) == 1
        assert Job.objects.filter(kind=accounts.RESET_MAIL).count() == 1

    def test_no_letter_to_one_who_waits_for_her_first_code_or_is_closed(self, machine, mai, sa_pa, letters):
        accounts.new_code(mai, by=sa_pa.person("nam"))
        machine.post("/quen-mat-khau/", {"username": "mai"})
        accounts.choose_password(mai, OWN)
        accounts.close_account(mai, by=sa_pa.person("nam"), reason="nghỉ hưu")
        machine.post("/quen-mat-khau/", {"username": "mai"})
        assert not Job.objects.filter(kind=accounts.RESET_MAIL).exists()

    def test_three_letters_an_hour_for_an_account(self, machine, mai, letters, later):
        for _ in range(5):
            machine.post("/quen-mat-khau/", {"username": "mai"})
        assert Job.objects.filter(kind=accounts.RESET_MAIL).count() == 3
        later(minutes=61)
        machine.post("/quen-mat-khau/", {"username": "mai"})
        assert Job.objects.filter(kind=accounts.RESET_MAIL).count() == 4

    def test_ten_letters_an_hour_for_a_source(self, machine, sa_pa, letters):
        names = list(User.objects.filter(is_active=True).values_list("username", flat=True)[:12])
        User.objects.filter(username__in=names).update(email="ai@do.example")
        for name in names:
            machine.post("/quen-mat-khau/", {"username": name})
        assert Job.objects.filter(kind=accounts.RESET_MAIL).count() == 10
