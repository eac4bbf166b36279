"""The second factor: set up, asked for, lost; required of those whose posts ask for it."""

import pytest
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import accounts, audit, second_factor
from campaign_portal.foundation.errors import Refused
from tests.foundation.web.conftest import PASSWORD, Machine, code_of, turn_on, words


def acts_of(user) -> list[str]:
    return list(audit.history(user).values_list("action", flat=True))


class TestSettingUp:
    @pytest.fixture
    def inside(self, machine, mai, settings) -> Machine:
        settings.SECOND_FACTOR = "optional"
        machine.signs_in("mai")
        return machine

    def test_shows_a_picture_without_inline_style_and_the_same_secret_each_time(self, inside, mai):
        page = words(inside.get("/tai-khoan/hai-buoc/"))
        assert "<svg" in page
        assert "style=" not in page
        (device,) = TOTPDevice.objects.filter(user=mai, confirmed=False)
        secret = second_factor.secret_of(device)
        assert [len(group) for group in secret.split()] == [4] * 8
        assert secret in page
        assert secret in words(inside.get("/tai-khoan/hai-buoc/"))

    def test_is_on_after_the_first_code_and_the_backup_codes_are_shown_once(self, inside, mai):
        inside.get("/tai-khoan/hai-buoc/")
        device = TOTPDevice.objects.get(user=mai)
        assert "Mã chưa đúng" in words(inside.post("/tai-khoan/hai-buoc/", {"code": "abc"}))
        assert not second_factor.is_on(mai)
        TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
        page = inside.post("/tai-khoan/hai-buoc/", {"code": code_of(device)})
        codes = page.context["codes"]
        assert len(codes) == 10
        assert all(code in words(page) for code in codes)
        assert second_factor.is_on(mai)
        assert "bật xác thực hai bước" in acts_of(mai)
        assert inside.get("/tai-khoan/hai-buoc/").url == "/tai-khoan/"
        assert "Còn 10 mã dự phòng" in words(inside.get("/tai-khoan/"))

    def test_backup_codes_are_kept_as_fingerprints(self, telephone, mai):
        codes = second_factor.new_backup_codes(mai)
        kept = set(StaticToken.objects.values_list("token", flat=True))
        assert len(kept) == 10
        assert not kept & {code.replace("-", "") for code in codes}

    def test_where_it_is_off_there_is_nothing_to_set_up(self, machine, mai):
        machine.signs_in("mai")
        assert machine.get("/tai-khoan/hai-buoc/").url == "/tai-khoan/"
        assert "Xác thực hai bước" not in words(machine.get("/tai-khoan/"))


class TestAsking:
    def test_the_password_alone_opens_nothing(self, machine, telephone):
        answer = machine.signs_in("mai")
        assert answer.url == "/dang-nhap/ma/?next=%2F"
        assert not machine.is_in
        assert "Gõ mã trên điện thoại" in words(machine.get(answer.url))

    def test_the_code_lets_in_and_on(self, machine, telephone):
        machine.post("/dang-nhap/", {"username": "mai", "password": PASSWORD, "next": "/bao-cao/"})
        answer = machine.post("/dang-nhap/ma/?next=/bao-cao/", {"code": code_of(telephone)})
        assert answer.url == "/bao-cao/"
        assert machine.is_in

    def test_a_code_counts_once(self, machine, telephone):
        code = code_of(telephone)
        machine.signs_in("mai")
        machine.post("/dang-nhap/ma/", {"code": code})
        other = Machine()
        other.signs_in("mai")
        assert "đã dùng rồi" in words(other.post("/dang-nhap/ma/", {"code": code}))
        assert not other.is_in

    def test_a_telephone_half_a_minute_ahead_is_followed(self, machine, telephone):
        machine.signs_in("mai")
        machine.post("/dang-nhap/ma/", {"code": code_of(telephone, 1)})
        assert machine.is_in
        telephone.refresh_from_db()
        assert telephone.drift == 1

    def test_two_minutes_are_too_many(self, machine, telephone):
        machine.signs_in("mai")
        assert "đồng hồ điện thoại" in words(machine.post("/dang-nhap/ma/", {"code": code_of(telephone, 4)}))

    def test_guessing_waits_longer_each_time_but_never_for_hours(self, machine, telephone):
        machine.signs_in("mai")
        machine.post("/dang-nhap/ma/", {"code": "000000"})
        page = words(machine.post("/dang-nhap/ma/", {"code": code_of(telephone)}))
        assert "Mã sai nhiều lần; xin thử lại sau" in page
        TOTPDevice.objects.update(throttling_failure_count=40)
        with pytest.raises(Refused):
            second_factor.check(telephone.user, "000000")
        telephone.refresh_from_db()
        assert telephone.throttling_failure_count == 40, "nothing is counted while it waits"
        until = telephone.throttling_failure_timestamp
        TOTPDevice.objects.update(throttling_failure_timestamp=until.replace(year=2020))
        second_factor.check(telephone.user, code_of(telephone))

    def test_five_minutes_after_the_password_it_starts_anew(self, machine, telephone, later):
        machine.signs_in("mai")
        later(minutes=5, seconds=1)
        assert machine.post("/dang-nhap/ma/", {"code": code_of(telephone)}).url == "/dang-nhap/"
        assert not machine.is_in

    def test_without_the_password_before_there_is_no_such_page(self, machine, telephone):
        assert machine.get("/dang-nhap/ma/").url == "/dang-nhap/"

    def test_a_new_code_of_the_administrator_ends_what_was_half_way(self, machine, telephone, mai, sa_pa):
        machine.signs_in("mai")
        accounts.new_code(mai, by=sa_pa.person("nam"))
        assert machine.post("/dang-nhap/ma/", {"code": code_of(telephone)}).url == "/dang-nhap/"

    def test_with_the_switch_off_it_is_not_asked_for(self, machine, telephone, settings):
        settings.SECOND_FACTOR = "off"
        machine.signs_in("mai")
        assert machine.is_in


class TestBackupCodes:
    def test_one_lets_in_once(self, machine, telephone, mai):
        code = second_factor.new_backup_codes(mai)[3]
        machine.signs_in("mai")
        machine.post("/dang-nhap/ma/", {"code": code.upper()})
        assert machine.is_in
        assert second_factor.backup_codes_left(mai) == 9
        assert "dùng mã dự phòng" in acts_of(mai)
        other = Machine()
        other.signs_in("mai")
        other.post("/dang-nhap/ma/", {"code": code})
        assert not other.is_in

    def test_new_ones_end_the_old_ones(self, machine, telephone, mai):
        old = second_factor.new_backup_codes(mai)[0]
        machine.signs_in("mai")
        machine.post("/dang-nhap/ma/", {"code": code_of(telephone)})
        page = machine.post("/tai-khoan/ma-du-phong/")
        assert "Các mã cũ hết dùng được" in words(page)
        with pytest.raises(Refused):
            second_factor.check(mai, old)

    def test_there_are_none_without_a_telephone(self, mai, settings):
        settings.SECOND_FACTOR = "optional"
        with pytest.raises(Refused, match="chưa bật"):
            second_factor.new_backup_codes(mai)
        with pytest.raises(Refused, match="Mã chưa đúng"):
            second_factor.check(mai, "abcd-efgh")


class TestRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings) -> None:
        settings.SECOND_FACTOR = "required"

    def test_a_signer_without_one_is_led_to_it_before_anything_opens(self, machine, long):
        machine.signs_in("long")
        for address in ("/", "/tai-khoan/", "/quyet-dinh/", "/danh-muc/"):
            assert machine.get(address).url == "/tai-khoan/hai-buoc/"
        page = machine.get("/tai-khoan/hai-buoc/")
        assert "phải dùng xác thực hai bước" in words(page)
        machine.post("/tai-khoan/hai-buoc/", {"code": code_of(TOTPDevice.objects.get(user=long))})
        assert machine.is_in

    def test_an_officer_is_not(self, machine, mai):
        machine.signs_in("mai")
        assert machine.is_in

    def test_which_posts_is_a_setting(self, machine, mai, settings):
        settings.SECOND_FACTOR_ROLES = ["commune_officer"]
        machine.signs_in("mai")
        assert machine.get("/").url == "/tai-khoan/hai-buoc/"

    def test_the_password_is_chosen_first(self, machine, long, sa_pa):
        machine.signs_in("long", accounts.new_code(long, by=sa_pa.person("nam")))
        assert machine.get("/").url == "/tai-khoan/mat-khau/"
        machine.post("/tai-khoan/mat-khau/", {"new_password": "khe bếp gió", "again": "khe bếp gió"})
        assert machine.get("/").url == "/tai-khoan/hai-buoc/"

    def test_the_holder_cannot_turn_it_off_then(self, machine, long):
        device = turn_on(long)
        machine.signs_in("long")
        machine.post("/dang-nhap/ma/", {"code": code_of(device)})
        assert "Tắt…" not in words(machine.get("/tai-khoan/"))
        page = machine.client.post("/tai-khoan/hai-buoc/tat/", follow=True)
        assert "không tắt được" in words(page)
        assert second_factor.is_on(long)

    def test_after_the_administrator_forgot_a_lost_one_a_new_one_is_set_up(self, machine, long, sa_pa):
        device = turn_on(long)
        machine.signs_in("long")
        machine.post("/dang-nhap/ma/", {"code": code_of(device)})
        accounts.forget_second_factor(long, by=sa_pa.person("nam"), reason="mất điện thoại")
        assert not machine.is_in
        machine.signs_in("long")
        assert machine.get("/").url == "/tai-khoan/hai-buoc/"

    def test_knowing_that_it_is_on_costs_one_statement_a_session(self, machine, long, django_assert_max_num_queries):
        device = turn_on(long)
        machine.signs_in("long")
        machine.post("/dang-nhap/ma/", {"code": code_of(device)})
        machine.get("/tai-khoan/mat-khau/")
        machine.get("/phong-trao/chuyen/")
        with django_assert_max_num_queries(20) as asked:
            machine.get("/phong-trao/chuyen/")
        assert not any("otp_totp" in query["sql"] for query in asked.captured_queries)


class TestTurningOff:
    def test_asks_for_a_code_and_then_for_a_longer_password(self, machine, telephone, mai, later):
        mai.set_password("gò trám 7")
        mai.save()
        machine.signs_in("mai", "gò trám 7")
        machine.post("/dang-nhap/ma/", {"code": code_of(telephone)})
        assert machine.post("/tai-khoan/hai-buoc/tat/").url == "/tai-khoan/"
        assert machine.is_in
        assert not second_factor.is_on(mai)
        again = Machine()
        again.signs_in("mai", "gò trám 7")
        assert again.get("/").url == "/tai-khoan/mat-khau/"


def test_the_secrets_are_on_no_catalogue_page(machine, sa_pa, mai):
    from django.contrib import admin

    names = {model._meta.label for model in admin.site._registry}
    assert not names & {"otp_totp.TOTPDevice", "otp_static.StaticDevice", "foundation.User", "foundation.SignInCode"}
