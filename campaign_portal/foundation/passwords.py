"""The national password profile (`vn_gov`, decision 0030), as Django's validators.

At least 8 characters where a second factor guards the account, 14 where none does; nothing that is put together from
words everybody tries: common passwords, the keyboard's rows, years, the product, the person, the unit and its places.
No password runs out by itself unless the installation asks for it: a forced change makes people count upwards.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from campaign_portal.foundation import clock, second_factor, vietnamese

WITH_SECOND_FACTOR, ALONE = 8, 14
OF_ONES_OWN = 6  # letters that must stand beside the guessable words
DIFFERENT = 5

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qazwsxedcrfv")
LOOKALIKES = str.maketrans("@4301$5!7", "aaeoissit")
YEAR = re.compile(r"(?:19|20)\d\d")
REPEATED = re.compile(r"(.)\1{2,}")

_local_words: list[Callable[[Any], Iterable[str]]] = []


def register_local_words(provider: Callable[[Any], Iterable[str]]) -> None:
    """Who knows the places of a person's posts says them here: their names are what a stranger tries first."""
    _local_words.append(provider)


class LengthProfile:
    """Short only where a second factor guards the account, or will before anything opens."""

    def validate(self, password: str, user: Any = None) -> None:
        least = least_length(user)
        if len(password) < least:
            raise ValidationError(
                f"Mật khẩu có {len(password)} ký tự; xin đặt ít nhất {least} ký tự. Một câu dài của riêng mình, "
                "có dấu cách, vừa dễ nhớ vừa khó đoán.",
                code="too_short",
            )

    def get_help_text(self) -> str:
        return (
            f"Ít nhất {ALONE} ký tự; tài khoản có xác thực hai bước thì ít nhất {WITH_SECOND_FACTOR} ký tự. "
            "Nên dùng một câu dài của riêng mình."
        )


class NotGuessable:
    """Not one of the common passwords, and not put together from words that everybody tries."""

    def validate(self, password: str, user: Any = None) -> None:
        bare = _bare(password)
        if password.isdigit():
            raise ValidationError("Mật khẩu chỉ có chữ số, máy thử ra rất nhanh; xin thêm chữ.", code="only_digits")
        if not _english_list().isdisjoint({password.lower(), bare, bare.rstrip("0123456789")}):
            raise ValidationError(
                "Mật khẩu này nằm trong danh sách nhiều người dùng; xin đặt mật khẩu khác.", code="common"
            )
        if len(set(bare)) < DIFFERENT:
            raise ValidationError("Mật khẩu lặp lại chỉ vài ký tự; xin đặt một câu dài của riêng mình.", code="repeats")
        rest, found = _without_guessable(bare, user)
        if found and len(rest) < OF_ONES_OWN:
            shown = ", ".join(f"“{word}”" for word in found)
            raise ValidationError(
                f"Mật khẩu dựa vào phần dễ đoán: {shown}. Xin thêm ít nhất {OF_ONES_OWN} chữ khác, "
                "hoặc đặt một câu dài của riêng mình.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return "Không dùng tên mình, tên đơn vị, địa danh, năm, dãy phím liền nhau hay từ ai cũng đoán được."


def least_length(user: Any) -> int:
    is_there = user is not None and user.pk is not None  # createsuperuser asks for somebody who is not there yet
    guarded = is_there and (second_factor.is_on(user) or second_factor.is_required_of(user))
    return WITH_SECOND_FACTOR if guarded else ALONE


def is_due(user: Any, password: str) -> bool:
    """Whether this password, just typed rightly, must be replaced: too short since the second factor went, or older
    than the installation allows (PASSWORD_DAYS, 0 for never)."""
    if len(password) < least_length(user):
        return True
    chosen, days = user.password_chosen_at, settings.PASSWORD_DAYS
    return bool(days and chosen and clock.real_now() - chosen > dt.timedelta(days=days))


def _without_guessable(bare: str, user: Any) -> tuple[str, list[str]]:
    """What is left of a password, and the guessable words it holds."""
    rest, found = bare, []
    spelled = _spelled_out(bare)
    for word in sorted(_words(user), key=len, reverse=True):
        while (start := spelled.find(word)) >= 0:
            found.append(word)
            rest = rest[:start] + " " * len(word) + rest[start + len(word) :]
            spelled = spelled[:start] + " " * len(word) + spelled[start + len(word) :]
    for pattern in (YEAR, REPEATED):
        found += [match[0] for match in pattern.finditer(rest)]
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    for run in _keyboard_runs(rest):
        found.append(run)
        rest = rest.replace(run, " " * len(run))
    return rest.replace(" ", ""), list(dict.fromkeys(word for word in found if word.strip()))


def _keyboard_runs(text: str) -> Iterator[str]:
    """Stretches of four and more neighbours of a row of keys, in either direction."""
    start = 0
    while start < len(text):
        end = start + 4
        if any(text[start:end] in row for row in _rows() if end <= len(text)):
            while end < len(text) and any(text[start : end + 1] in row for row in _rows()):
                end += 1
            yield text[start:end]
            start = end
        else:
            start += 1


@cache
def _rows() -> tuple[str, ...]:
    return (*KEYBOARD, *(row[::-1] for row in KEYBOARD))


def _words(user: Any) -> frozenset[str]:
    said: list[str] = [*settings.BARRED_WORDS]
    if user is not None:
        said += [user.full_name, *user.full_name.split(), *re.split(r"\W|_", user.username), user.email.split("@")[0]]
        for provider in _local_words if user.pk is not None else ():
            said += provider(user)
    return _common_words() | {word for word in map(_bare, said) if len(word) >= 3}


@cache
def _common_words() -> frozenset[str]:
    lines = Path(__file__).with_name("barred_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _bare(text: str) -> str:
    """Letters, digits and signs without marks and spaces."""
    return vietnamese.fold(text).replace(" ", "").replace("-", "").replace(".", "").replace("_", "")


def _spelled_out(bare: str) -> str:
    """p@ssw0rd reads password."""
    return bare.translate(LOOKALIKES)


@cache
def _english_list() -> frozenset[str]:
    """The twenty thousand that Django ships."""
    return frozenset(CommonPasswordValidator().passwords)
