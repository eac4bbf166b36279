"""Identity numbers (CCCD, CMND): never kept as they are. A keyed digest tells that two are the same, three digits
tell a person which card is meant. Nothing here can give the number back (docs/decisions/0078-…)."""

import re
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

CITIZEN, FORMER = 12, 9  # digits of a citizen's card (CCCD) and of the card before it (CMND)
SHOWN = 3
MASK = "•••••••••"
_PUT_BETWEEN = re.compile(r"[\s.\-']+")


class NotAnId(ValueError):
    """Text that is no identity number; the message says why, without repeating it."""


@dataclass(frozen=True)
class KeptId:
    """What is kept of a number. Both empty where there is none."""

    digest: str = ""
    last3: str = ""

    def __bool__(self) -> bool:
        return bool(self.digest)


NO_ID = KeptId()


def kept(typed: str) -> KeptId:
    """What is kept of a number as it was typed; leading zeros that Excel dropped come back. Raises NotAnId."""
    digits = _PUT_BETWEEN.sub("", typed)
    if not digits:
        return NO_ID
    if not (digits.isascii() and digits.isdecimal()):
        raise NotAnId("số CCCD chỉ gồm chữ số")
    length = len(digits)
    if length not in {FORMER - 1, FORMER, CITIZEN - 2, CITIZEN - 1, CITIZEN}:
        raise NotAnId(f"số CCCD có {CITIZEN} chữ số (CMND {FORMER}); ở đây có {length}")
    full = digits.zfill(FORMER if length <= FORMER else CITIZEN)
    return KeptId(salted_hmac("households.id", full, algorithm="sha256").hexdigest(), full[-SHOWN:])


def masked(last3: str) -> str:
    """How a number reads everywhere: nine dots and its last three digits; nothing where there is none."""
    return f"{MASK}{last3}" if last3 else ""
