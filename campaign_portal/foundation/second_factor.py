"""The second factor: a code that the holder's telephone shows (TOTP), and backup codes on paper.

`SECOND_FACTOR` of the installation: "required" for the posts in `SECOND_FACTOR_ROLES`, "optional", or "off" (decision
0031). The secret lies in django-otp's tables; backup codes lie there as fingerprints.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import access, audit, vietnamese
from campaign_portal.foundation.accounts import CODE_LETTERS
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import User

BACKUP_CODES = 10
BACKUP_LENGTH = 8
# django-otp doubles the wait with every wrong code; beyond this many it would keep out the owner for hours, and less
# than two hundred guesses a day at a million codes lead nowhere.
DOUBLINGS = 10


def is_used() -> bool:
    return settings.SECOND_FACTOR != "off"


def is_required_of(user: Any) -> bool:
    """Whether this person's posts ask for a second factor before anything opens."""
    return settings.SECOND_FACTOR == "required" and bool(access.scope(user).having(settings.SECOND_FACTOR_ROLES))


def is_on(user: Any) -> bool:
    """Whether signing in asks this account for a code."""
    return is_used() and device_of(user) is not None


def device_of(user: Any) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).first()


def backup_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


# --- Setting up ------------------------------------------------------------------------------------------------------


def begin(user: User) -> TOTPDevice:
    """The device that waits to be confirmed; the same until it is, so that a page loaded again shows the same secret.

    Refuses when a second factor is on.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if device_of(user) is not None:
            raise Refused("Tài khoản đã bật xác thực hai bước.")
        waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
        return waiting or TOTPDevice.objects.create(user=user, name="điện thoại", confirmed=False)


def secret_of(device: TOTPDevice) -> str:
    """The secret as people type it into their telephone: groups of four."""
    from base64 import b32encode

    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def confirm(user: User, typed: str) -> list[str]:
    """The first code proves that the telephone has the secret: the second factor is on. Returns the backup codes,
    shown here and never again. Refuses a wrong code."""
    device = begin(user)
    _verify(device, typed)
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        codes = _write_backup_codes(user)
        audit.record("bật xác thực hai bước", user, by=user)
    return codes


def new_backup_codes(user: User) -> list[str]:
    """Ten fresh codes; the older ones are worth nothing from now on. Refuses while no second factor is on."""
    if device_of(user) is None:
        raise Refused("Tài khoản chưa bật xác thực hai bước.")
    with transaction.atomic():
        codes = _write_backup_codes(user)
        audit.record("lập lại mã dự phòng", user, by=user)
    return codes


def _write_backup_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="mã dự phòng")
    codes = ["".join(secrets.choice(CODE_LETTERS) for _ in range(BACKUP_LENGTH)) for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_fingerprint(user, code)) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _fingerprint(user: User, bare: str) -> str:
    """As much as django-otp's column holds: 64 bits."""
    return salted_hmac("foundation.second_factor", f"{user.pk}:{bare}", algorithm="sha256").hexdigest()[:16]


# --- Asking ----------------------------------------------------------------------------------------------------------


def check(user: User, typed: str) -> None:
    """Whether this is the telephone's code of now, or a backup code not used before. Refuses anything else.

    A code counts once; one from half a minute before or after is taken, and the telephone's drift is remembered.
    """
    bare = "".join(typed.split()).replace("-", "").lower()
    if bare.isdigit() and bare.isascii() and len(bare) == 6:
        device: Any = device_of(user)
    else:
        device, bare = StaticDevice.objects.filter(user=user, confirmed=True).first(), _fingerprint(user, bare)
    if device is None:
        raise Refused(Problem(WRONG, field="code"))
    _verify(device, bare)
    if isinstance(device, StaticDevice):
        with transaction.atomic():
            audit.record("dùng mã dự phòng", user, by=user, after={"left": backup_codes_left(user)})


WRONG = (
    "Mã chưa đúng hoặc đã dùng rồi. Xin đợi mã kế tiếp trên điện thoại (30 giây một mã) rồi gõ lại; nếu vẫn sai, "
    "xin xem đồng hồ điện thoại có để tự động không."
)


def _verify(device: Any, typed: str) -> None:
    """Ask the device, under a lock and in a transaction of its own: a wrong code must be counted though we refuse."""
    with transaction.atomic():
        locked = type(device).objects.select_for_update().get(pk=device.pk)
        locked.throttling_failure_count = min(locked.throttling_failure_count, DOUBLINGS)
        allowed, why = locked.verify_is_allowed()
        right = allowed and locked.verify_token("".join(typed.split()))
    if not allowed:
        raise Refused(
            Problem(
                f"Mã sai nhiều lần; xin thử lại sau {vietnamese.moment(why['locked_until'])}. Nếu không phải ông/bà "
                "gõ sai, mật khẩu có thể đã lộ: xin nhờ quản trị cấp mã đăng nhập mới.",
                field="code",
            )
        )
    if not right:
        raise Refused(Problem(WRONG, field="code"))
