"""Asking the person at the screen once more: a password or a code, throttled as a sign-in is."""

from django.contrib.auth import authenticate
from django.http import HttpRequest

from campaign_portal.foundation import second_factor, throttling
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User

WRONG = "Mật khẩu chưa đúng. Xin gõ lại; xem phím Caps Lock và bộ gõ tiếng Việt."
TOO_OFTEN = (
    "Mật khẩu sai quá nhiều lần nên máy này tạm khóa. Xin đợi 15 phút rồi thử lại, hoặc nhờ quản trị cấp mã đăng nhập; "
    "tài khoản vẫn dùng được từ máy khác."
)


def password(request: HttpRequest, user: User, typed: str) -> None:
    """Refuses what is not this account's password, and any while the account is locked out here."""
    request.trying_account = user.username  # type: ignore[attr-defined]
    found = authenticate(request, username=user.username, password=typed)
    locked_out = getattr(request, "axes_locked_out", False)
    request.axes_locked_out = False  # type: ignore[attr-defined]  # the page that asked says it, and keeps its fields
    if found is None or found.pk != user.pk:
        raise Refused(Problem(TOO_OFTEN if locked_out else WRONG, field="password"))
    throttling.forget(user.username, throttling.source_of(request))


def password_or_code(request: HttpRequest, user: User, typed: str) -> None:
    """Where a second factor is on its code is asked for, else the password."""
    if second_factor.is_on(user):
        second_factor.check(user, typed)
    else:
        password(request, user, typed)
