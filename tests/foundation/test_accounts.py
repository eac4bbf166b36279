"""Accounts are made with a code, get a password from their holders, are closed and opened again; the trail tells."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import accounts, audit, clock
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import SignInCode, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def nam() -> User:
    return User.objects.create_user("ong.truong", "Lê Văn Trưởng")


@pytest.fixture
def mai(nam) -> User:
    user, _ = accounts.create_account("mai.tavan", "Nguyễn Thị Mai", by=nam)
    return user


def said(user: User) -> list[str]:
    return [line.action for line in audit.history(user).order_by("id")]


class TestMaking:
    def test_a_new_account_has_a_code_and_no_password(self, nam):
        user, code = accounts.create_account(" Mai.TaVan ", "Nguyễn  Thị Mai", "mai@tavan.example", by=nam)
        assert (user.username, user.full_name, user.email) == ("mai.tavan", "Nguyễn Thị Mai", "mai@tavan.example")
        assert not user.has_usable_password()
        assert user.must_choose_password
        assert [len(part) for part in code.split("-")] == [4, 4, 4]
        assert not set(code) & set("0o1liOIL")
        assert accounts.holder_of_code("mai.tavan", code) == user

    def test_the_code_is_nowhere_kept(self, nam):
        user, code = accounts.create_account("mai.moi", "Nguyễn Thị Mai", by=nam)
        kept = str([*SignInCode.objects.values_list(), *audit.history(user).values_list()])
        assert code not in kept
        assert code.replace("-", "") not in kept

    def test_it_is_in_the_trail(self, nam, mai):
        assert said(mai) == ["lập tài khoản", "cấp mã đăng nhập"]
        assert audit.history(mai).last().actor == nam

    @pytest.mark.parametrize(
        ("username", "full_name", "email", "field"),
        [
            ("Ong.TRUONG", "Người Khác", "", "username"),
            ("nguyễn mai", "Nguyễn Thị Mai", "", "username"),
            ("m", "Nguyễn Thị Mai", "", "username"),
            ("x" * 81, "Nguyễn Thị Mai", "", "username"),
            ("mai.moi", "  ", "", "full_name"),
            ("mai.moi", "x" * 121, "", "full_name"),
            ("mai.moi", "Nguyễn Thị Mai", "mai(at)tavan", "email"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, nam, username, full_name, email, field):
        before = User.objects.count()
        with pytest.raises(Refused) as refused:
            accounts.create_account(username, full_name, email, by=nam)
        assert [problem.field for problem in refused.value.problems] == [field]
        assert User.objects.count() == before

    def test_all_that_is_wrong_is_told_at_once(self, nam):
        with pytest.raises(Refused) as refused:
            accounts.create_account("", "", "x", by=nam)
        assert {problem.field for problem in refused.value.problems} == {"username", "full_name", "email"}


class TestMail:
    def test_none_goes_while_no_server_is_named(self, nam, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            accounts.create_account("mai.moi", "Nguyễn Thị Mai", "mai@tavan.example", by=nam)
        assert mail.outbox == []

    def test_the_code_goes_to_the_address(self, nam, settings, django_capture_on_commit_callbacks):
        settings.MAIL_ON = True
        with django_capture_on_commit_callbacks(execute=True):
            _, code = accounts.create_account("mai.moi", "Nguyễn Thị Mai", "mai@tavan.example", by=nam)
        (letter,) = mail.outbox
        assert letter.to == ["mai@tavan.example"]
        assert code in letter.body
        assert "Mã đăng nhập một lần" in letter.body

    def test_a_server_that_is_down_loses_nothing(self, nam, settings, django_capture_on_commit_callbacks):
        settings.MAIL_ON = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        with django_capture_on_commit_callbacks(execute=True):
            user, code = accounts.create_account("mai.moi", "Nguyễn Thị Mai", "mai@tavan.example", by=nam)
        assert accounts.holder_of_code("mai.moi", code) == user


class TestCodes:
    def test_may_be_typed_in_capitals_and_without_dashes(self, nam, mai):
        code = accounts.new_code(mai, by=nam)
        assert accounts.holder_of_code("mai.tavan", code.upper().replace("-", " ")) == mai

    def test_a_wrong_one_lets_nobody_in(self, nam, mai):
        accounts.new_code(mai, by=nam)
        assert accounts.holder_of_code("mai.tavan", "aaaa-bbbb-cccc") is None
        assert accounts.holder_of_code("khong.co", "aaaa-bbbb-cccc") is None

    def test_one_of_another_account_lets_nobody_in(self, nam, mai):
        _, other = accounts.create_account("lien.moi", "Hoàng Thị Liên", by=nam)
        assert accounts.holder_of_code("mai.tavan", other) is None

    def test_a_newer_one_ends_an_older_one(self, nam, mai):
        older, newer = accounts.new_code(mai, by=nam), accounts.new_code(mai, by=nam)
        assert accounts.holder_of_code("mai.tavan", older) is None
        assert accounts.holder_of_code("mai.tavan", newer) == mai

    def test_it_lives_seven_days(self, nam, mai):
        code = accounts.new_code(mai, by=nam)
        with clock.later(dt.timedelta(days=7, seconds=-5)):
            assert accounts.holder_of_code("mai.tavan", code) == mai
        with clock.later(dt.timedelta(days=7)), pytest.raises(Refused, match="hết hạn"):
            accounts.holder_of_code("mai.tavan", code)

    def test_choosing_a_password_uses_it_up(self, nam, mai):
        code = accounts.new_code(mai, by=nam)
        accounts.choose_password(mai, "một câu dài chỉ mình biết")
        assert accounts.holder_of_code("mai.tavan", code) is None
        assert not mai.must_choose_password
        assert mai.check_password("một câu dài chỉ mình biết")
        assert said(mai)[-1] == "đặt mật khẩu"

    def test_a_new_one_ends_the_password_and_the_sessions(self, nam, mai):
        accounts.choose_password(mai, "một câu dài chỉ mình biết")
        epoch = mai.session_epoch
        accounts.new_code(mai, by=nam)
        assert not mai.check_password("một câu dài chỉ mình biết")
        assert mai.must_choose_password
        assert mai.session_epoch > epoch

    def test_it_lets_codes_of_the_second_factor_be_tried_again(self, nam, mai):
        device = TOTPDevice.objects.create(user=mai, name="x", throttling_failure_count=9)
        accounts.new_code(mai, by=nam)
        device.refresh_from_db()
        assert device.throttling_failure_count == 0

    def test_the_database_holds_that_a_code_ends_after_it_was_made(self, mai):
        now = clock.real_now()
        with pytest.raises(IntegrityError, match="sign_in_code_expires_later"), transaction.atomic():
            SignInCode.objects.update(made_at=now, expires_at=now)


class TestClosing:
    def test_ends_code_and_sessions_and_asks_for_a_reason(self, nam, mai):
        code, epoch = accounts.new_code(mai, by=nam), mai.session_epoch
        with pytest.raises(Refused, match="lý do"):
            accounts.close_account(mai, by=nam, reason=" ")
        accounts.close_account(mai, by=nam, reason="nghỉ hưu")
        assert not mai.is_active
        assert mai.session_epoch > epoch
        assert accounts.holder_of_code("mai.tavan", code) is None
        assert audit.history(mai).first().reason == "nghỉ hưu"

    def test_nobody_closes_himself_nor_what_is_closed(self, nam, mai):
        with pytest.raises(Refused, match="Không tự đóng"):
            accounts.close_account(nam, by=nam, reason="thử")
        accounts.close_account(mai, by=nam, reason="nghỉ hưu")
        with pytest.raises(Refused, match="đã đóng từ trước"):
            accounts.close_account(mai, by=nam, reason="nghỉ hưu")
        with pytest.raises(Refused, match="mở lại trước"):
            accounts.new_code(mai, by=nam)

    def test_opening_again_gives_the_password_back(self, nam, mai):
        accounts.choose_password(mai, "một câu dài chỉ mình biết")
        accounts.close_account(mai, by=nam, reason="đi học")
        accounts.reopen_account(mai, by=nam)
        assert mai.is_active
        assert mai.check_password("một câu dài chỉ mình biết")
        assert said(mai)[-1] == "mở lại tài khoản"
        with pytest.raises(Refused, match="đang mở"):
            accounts.reopen_account(mai, by=nam)


class TestLostTelephone:
    def test_the_second_factor_and_its_backup_codes_go(self, nam, mai):
        TOTPDevice.objects.create(user=mai, name="x")
        StaticDevice.objects.create(user=mai, name="x")
        epoch = mai.session_epoch
        accounts.forget_second_factor(mai, by=nam, reason="mất điện thoại")
        assert not TOTPDevice.objects.exists()
        assert not StaticDevice.objects.exists()
        assert mai.session_epoch > epoch
        assert said(mai)[-1] == "bỏ xác thực hai bước"

    def test_asks_for_a_reason_and_for_something_to_forget(self, nam, mai):
        with pytest.raises(Refused, match="lý do"):
            accounts.forget_second_factor(mai, by=nam, reason="")
        with pytest.raises(Refused, match="chưa bật"):
            accounts.forget_second_factor(mai, by=nam, reason="mất điện thoại")
