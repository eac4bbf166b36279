"""Accounts: made, closed and opened again by those who manage people; the password is its holder's alone.

Nobody sets another's password. Whoever makes an account, or helps one who forgot, hands over a code that lets in once,
within seven days, to choose a password (`vn_gov`, decision 0030).
"""

import datetime as dt
import logging
import re
import secrets

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import audit, clock, jobs, vietnamese
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.models import Job, SignInCode, User

log = logging.getLogger(__name__)

CODE_LIVES = dt.timedelta(days=7)
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read for another: no 0 o, no 1 l i
CODE_LENGTH = 12  # 31^12: guessing is hopeless also without a lock-out, so a code may be tried while one holds
RESET_MAIL = "foundation.reset_mail"
LETTERS_PER_ACCOUNT, LETTERS_PER_SOURCE = 3, 10  # an hour
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")


# --- By those who manage people ---------------------------------------------------------------------------------------


def create_account(username: str, full_name: str, email: str = "", *, by: User | None) -> tuple[User, str]:
    """A new account, and the code its holder signs in with the first time.

    Refuses a name that is taken or has signs other than unmarked letters, digits, dot, dash and underscore, an empty
    full name, and what is no e-mail address. The code is shown here and never again: only its fingerprint is kept.
    """
    username = username.strip().lower()
    full_name = fitting(full_name, 120, "Họ và tên", "full_name")
    email = email.strip()
    with transaction.atomic():
        refuse_if_any(_problems_of_new(username, full_name, email))
        user = User(username=username, full_name=full_name, email=email, must_choose_password=True)
        user.set_unusable_password()
        user.save()
        audit.record("lập tài khoản", user, by=by, after={"username": username, "full_name": full_name, "email": email})
        code = _give_code(user, by)
    return user, code


def new_code(user: User, *, by: User | None) -> str:
    """A fresh code for whoever forgot the password or never signed in: the old password, an older code and all
    sessions end now. The second factor stays; `forget_second_factor` lets that go. Refuses a closed account.
    """
    with transaction.atomic():
        locked = _locked(user)
        if not locked.is_active:
            raise Refused(f"Tài khoản “{locked.username}” đã đóng; xin mở lại trước khi cấp mã.")
        locked.set_unusable_password()
        locked.must_choose_password = True
        _end_sessions(locked, "password", "must_choose_password")
        for device in (*TOTPDevice.objects.filter(user=locked), *StaticDevice.objects.filter(user=locked)):
            device.throttle_reset()  # whoever tried codes knew the password that just ended
        code = _give_code(locked, by)
    user.refresh_from_db()
    return code


def close_account(user: User, *, by: User | None, reason: str) -> None:
    """The account opens nothing any more, and its sessions end. Its name stays in the trail and on what it signed.

    Refuses without a reason, one's own account, and one that is closed.
    """
    with transaction.atomic():
        locked = _locked(user)
        _need_reason(reason)
        if by is not None and by.pk == locked.pk:
            raise Refused("Không tự đóng tài khoản của mình được; xin nhờ quản trị cấp trên.")
        if not locked.is_active:
            raise Refused(f"Tài khoản “{locked.username}” đã đóng từ trước.")
        locked.is_active = False
        SignInCode.objects.filter(user=locked).delete()
        _end_sessions(locked, "is_active")
        audit.record(
            "đóng tài khoản", locked, by=by, before={"is_active": True}, after={"is_active": False}, reason=reason
        )
    user.refresh_from_db()


def reopen_account(user: User, *, by: User | None) -> None:
    """A closed account works again, with the password it had; sessions from before stay ended."""
    with transaction.atomic():
        locked = _locked(user)
        if locked.is_active:
            raise Refused(f"Tài khoản “{locked.username}” đang mở.")
        locked.is_active = True
        locked.save(update_fields=["is_active"])
        audit.record("mở lại tài khoản", locked, by=by, before={"is_active": False}, after={"is_active": True})
    user.refresh_from_db()


def forget_second_factor(user: User, *, by: User | None, reason: str) -> None:
    """For one whose telephone is lost or replaced: the second factor and its backup codes are gone, sessions end.

    Where the second factor is required, the holder sets up a new one at the next sign-in. Refuses without a reason,
    and when there is none to forget.
    """
    with transaction.atomic():
        locked = _locked(user)
        _need_reason(reason)
        forgotten, _ = TOTPDevice.objects.filter(user=locked).delete()
        StaticDevice.objects.filter(user=locked).delete()
        if not forgotten:
            raise Refused(f"Tài khoản “{locked.username}” chưa bật xác thực hai bước.")
        _end_sessions(locked)
        audit.record("bỏ xác thực hai bước", locked, by=by, reason=reason)
    user.refresh_from_db()


# --- By the holder ----------------------------------------------------------------------------------------------------


def choose_password(user: User, password: str) -> None:
    """The holder's own password, already checked against the profile. A code that let in is used up with it, and every
    session of the account ends; the caller keeps the one it was chosen in."""
    with transaction.atomic():
        locked = _locked(user)
        locked.set_password(password)
        locked.must_choose_password = False
        locked.password_chosen_at = clock.real_now()
        SignInCode.objects.filter(user=locked).delete()
        _end_sessions(locked, "password", "must_choose_password", "password_chosen_at")
        audit.record("đặt mật khẩu", locked, by=locked)
    user.refresh_from_db()


def end_sessions(user: User) -> None:
    """Sign the account out everywhere; the caller keeps the session it acts in."""
    with transaction.atomic():
        locked = _locked(user)
        _end_sessions(locked)
        audit.record("thoát ở mọi nơi khác", locked, by=locked)
    user.refresh_from_db()


def ask_for_new_password(user: User) -> None:
    """The password is right but does not fit any more: its holder chooses another before anything opens."""
    with transaction.atomic():
        locked = _locked(user)
        locked.must_choose_password = True
        locked.save(update_fields=["must_choose_password"])
        audit.record("phải đổi mật khẩu", locked, by=None, after={"must_choose_password": True})
    user.must_choose_password = True


def mail_reset(username: str, *, source: str, site: str) -> None:
    """Ask for a letter with an address at which the account's holder chooses a new password.

    To nobody whose account is closed, has no address, or waits for its first code; three an hour for an account, ten
    for a source. Says nothing of it: the page answers everybody alike, and the letter is written in the background.
    """
    user = User.objects.filter(username=username.strip().lower(), is_active=True).exclude(email="").first()
    if user is None or not user.has_usable_password():
        return
    lately = Job.objects.filter(kind=RESET_MAIL, requested_at__gt=clock.real_now() - dt.timedelta(hours=1))
    if (
        lately.filter(payload__user_id=user.pk).count() >= LETTERS_PER_ACCOUNT
        or lately.filter(payload__source=source).count() >= LETTERS_PER_SOURCE
    ):
        return
    with transaction.atomic():
        jobs.enqueue(RESET_MAIL, by=None, user_id=user.pk, source=source, site=site)
        audit.record("xin đặt lại mật khẩu", user, by=None)


@jobs.handler(RESET_MAIL)
def send_reset_mail(running: jobs.Running, *, user_id: int, source: str, site: str) -> None:
    """The letter itself. Its address works for an hour and until the password changes."""
    user = User.objects.get(pk=user_id)
    path = reverse(
        "password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)],
    )
    send_mail(
        "Đặt lại mật khẩu Chung Tay",
        render_to_string("foundation/account/reset_mail.txt", {"user": user, "address": site + path}),
        None,
        [user.email],
    )


# --- Codes ------------------------------------------------------------------------------------------------------------


def holder_of_code(username: str, typed: str) -> User | None:
    """Whom a code lets in: the open account of that name whose code it is. Raises Refused for the account's own code
    when its seven days are over; any other code is just wrong."""
    code = SignInCode.objects.select_related("user").filter(user__username=username, user__is_active=True).first()
    if code is None or not constant_time_compare(code.fingerprint, _fingerprint(code.user_id, typed)):
        return None
    if clock.real_now() >= code.expires_at:
        raise Refused(
            f"Mã này đã hết hạn lúc {vietnamese.moment(code.expires_at)}. Xin nhờ quản trị của đơn vị cấp mã mới."
        )
    return code.user


def looks_like_code(typed: str) -> bool:
    """Whether somebody typed a code, so that the answer can speak of codes."""
    plain = _bare(typed)
    return len(plain) == CODE_LENGTH and set(plain) <= set(CODE_LETTERS) and "-" in typed


def _give_code(user: User, by: User | None) -> str:
    bare = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    now = clock.real_now()
    code, _ = SignInCode.objects.update_or_create(
        user=user,
        defaults={
            "fingerprint": _fingerprint(user.pk, bare),
            "made_at": now,
            "made_by": by,
            "expires_at": now + CODE_LIVES,
        },
    )
    audit.record("cấp mã đăng nhập", user, by=by, after={"expires_at": code.expires_at})
    shown = "-".join(bare[start : start + 4] for start in range(0, CODE_LENGTH, 4))
    if settings.MAIL_ON and user.email:
        transaction.on_commit(lambda: _mail_code(user, shown, code.expires_at))
    return shown


def _mail_code(user: User, code: str, expires_at: dt.datetime) -> None:
    """Not by a job: its row would keep the code. When the mail does not go, the administrator still has the sheet."""
    words = {"user": user, "code": code, "expires_at": expires_at}
    try:
        send_mail(
            "Mã đăng nhập lần đầu vào Chung Tay",
            render_to_string("foundation/account/code_mail.txt", words),
            None,
            [user.email],
        )
    except OSError:  # SMTP's own errors are among these
        log.warning("the mail with a code for %s did not go", user.username, exc_info=True)


def _fingerprint(user_id: int, typed: str) -> str:
    """Keyed with the installation's secret; a code is random enough that a slow hash would add nothing."""
    return salted_hmac("foundation.accounts.code", f"{user_id}:{_bare(typed)}", algorithm="sha256").hexdigest()


def _bare(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed).lower()


# --- Parts ------------------------------------------------------------------------------------------------------------


def _problems_of_new(username: str, full_name: str, email: str) -> list[Problem]:
    found = []
    if not USERNAME.fullmatch(username):
        found.append(
            Problem(
                "Tên đăng nhập gồm 2 đến 80 chữ không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; "
                "bắt đầu bằng chữ hoặc số, ví dụ nguyenthimai.tavan.",
                field="username",
            )
        )
    elif User.objects.filter(username__iexact=username).exists():
        found.append(Problem(f"Tên đăng nhập “{username}” đã có người dùng; xin đặt tên khác.", field="username"))
    if not full_name:
        found.append(Problem("Xin ghi họ và tên của người dùng tài khoản.", field="full_name"))
    if email:
        try:
            validate_email(email)
        except ValidationError:
            found.append(
                Problem(f"“{email}” không phải địa chỉ thư điện tử; ví dụ ten@donvi.gov.vn, hoặc để trống.", "email")
            )
    return found


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(Problem("Xin ghi lý do, để sau này tra lại được.", field="reason"))


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _end_sessions(user: User, *changed: str) -> None:
    user.session_epoch += 1
    user.save(update_fields=["session_epoch", *changed])
