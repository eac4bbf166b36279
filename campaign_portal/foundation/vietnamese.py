"""The language on the page: folding for search, sorting, numbers, money, dates and numbers in words.

Input is normalised to NFC (NĐ 30 PL I asks for Unicode TCVN 6909, which is precomposed).
"""

import datetime as dt
import unicodedata
from decimal import Decimal

from django.utils import timezone

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {char: f"{index:02d}" for index, char in enumerate(" 0123456789" + _ALPHABET, start=1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def nfc(text: str) -> str:
    """Precomposed characters, single spaces, no space at either end."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Lower-case letters without any mark, đ as d: what a search compares ("Tả Van" and "ta van" fold alike)."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return nfc("".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d"))


def sort_key(text: str) -> str:
    """A string of digits that sorts by the Vietnamese alphabet, tones last, in any collation of any database.

    Two digits a letter, 00 for the end ("An" before "An Bình" before "Anh"), then the tones.
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.lower()):
        base, tone = _split_tone(char)
        letters.append(_ORDER.get(base) or f"9{ord(base[0]):07d}")
        tones.append(str(tone))
    return "".join([*letters, "00", *tones])


def person_sort_key(full_name: str) -> str:
    """People sort by given name (the last word), then middle names, then family name."""
    words = nfc(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[1:-1], words[0]]))


def _split_tone(char: str) -> tuple[str, int]:
    tone = 0
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def grouped(number: int) -> str:
    """1234567 → "1.234.567"."""
    return f"{number:,}".replace(",", ".")


def decimal_text(number: Decimal | float | int, places: int) -> str:
    """A number already rounded to `places`, with a comma: Decimal("5.71") → "5,71"; thousands grouped by dots."""
    sign = "-" if number < 0 else ""
    whole, _, fraction = f"{abs(number):.{places}f}".partition(".")
    return sign + grouped(int(whole)) + (f",{fraction}" if fraction else "")


def money(amount_vnd: int) -> str:
    """1500000 → "1.500.000 đồng"."""
    return f"{grouped(amount_vnd)} đồng"


def day(date: dt.date) -> str:
    """A date in a table or a sentence: 20/6/2020, 05/01/2026 (a leading 0 as NĐ 30 PL I II.4 asks)."""
    return f"{date.day:02d}/{_month(date.month)}/{date.year}"


def moment(at: dt.datetime) -> str:
    """A moment on Vietnam's clock: 14:02 ngày 25/6/2020."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} ngày {day(local.date())}"


def short_day(date: dt.date) -> str:
    """The same without the year: 06/3."""
    return f"{date.day:02d}/{_month(date.month)}"


def long_day(date: dt.date) -> str:
    """A date in the text of a paper: "ngày 05 tháng 01 năm 2026" (NĐ 30 PL I II.4)."""
    return f"ngày {date.day:02d} tháng {_month(date.month)} năm {date.year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month <= 2 else str(month)


def count_in_words(number: int) -> str:
    """Whole numbers as read aloud: 105 → "một trăm linh năm". Negative numbers start with "âm"."""
    if number < 0:
        return "âm " + count_in_words(-number)
    return _read(number, leading=True) or _DIGITS[0]


def _read(number: int, *, leading: bool) -> str:
    """Words for a number; "" for 0. `leading` is false behind words of a higher place: 005 → "không trăm linh năm"."""
    for value, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")):
        if number >= value:
            high, low = divmod(number, value)
            words = f"{_read(high, leading=leading)} {name}"
            return f"{words} {_read(low, leading=False)}" if low else words
    return _read_group(number, leading=leading) if number else ""


def money_in_words(amount_vnd: int) -> str:
    """3510000 → "Ba triệu năm trăm mười nghìn đồng"."""
    words = count_in_words(amount_vnd) + " đồng"
    return words[0].upper() + words[1:]


def _read_group(group: int, *, leading: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or not leading:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if ones:
            words += (["linh"] if words else []) + [_DIGITS[ones]]
        return " ".join(words)
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1:
        words.append("một" if tens == 1 else "mốt")
    elif ones == 4:
        words.append("bốn" if tens == 1 else "tư")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return " ".join(words)


_COUNT_WORDS = ("Không có", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


def opening_count(number: int) -> str:
    """A count at the start of a sentence: "Bốn", from eleven on in digits."""
    return _COUNT_WORDS[number] if 0 <= number <= 10 else grouped(number)
