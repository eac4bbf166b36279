"""Counts, rates and points: computed from counts, rounded half up, in one place.

A rate is a `Fraction` of two counts until it is shown; percentage points are the difference of two such rates × 100.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from campaign_portal.foundation import vietnamese


def rate(part: int | None, whole: int | None) -> Fraction | None:
    """part / whole, or None where either is missing or the whole is 0: no rate without a denominator."""
    if part is None or not whole:
        return None
    return Fraction(part, whole)


def points_fallen(start: Fraction | None, end: Fraction | None) -> Fraction | None:
    """How far a rate fell, in percentage points; a fall is positive."""
    if start is None or end is None:
        return None
    return (start - end) * 100


def round_half_up(value: Fraction | Decimal | int, places: int = 2) -> Decimal:
    """The one place where a figure is rounded (official tables round half up, 2 decimals)."""
    exact = Fraction(value)
    scaled = exact * 10**places
    whole = (abs(scaled) * 2 + 1) // 2  # floor(x + 1/2) of a non-negative fraction
    signed = -whole if scaled < 0 else whole
    return (Decimal(int(signed)) / (Decimal(10) ** places)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent_text(value: Fraction | None, places: int = 2) -> str:
    """A rate as read: 5,71%; "–" where there is none."""
    return "–" if value is None else f"{vietnamese.decimal_text(round_half_up(value * 100, places), places)}%"


def points_text(value: Fraction | Decimal | None, places: int = 2) -> str:
    """A fall in percentage points: "2,71"; a rise reads "tăng 0,12"; "–" where there is none."""
    if value is None:
        return "–"
    rounded = round_half_up(Fraction(value), places)
    shown = vietnamese.decimal_text(abs(rounded), places)
    return f"tăng {shown}" if rounded < 0 else shown


def short_text(value: Fraction | None) -> str:
    """Where there is little room: 21,3; of 100 and more, whole; a minus sign before what is below 0."""
    if value is None:
        return ""
    places = 0 if abs(value) >= 100 else 1
    rounded = round_half_up(value, places)
    return ("−" if rounded < 0 else "") + vietnamese.decimal_text(abs(rounded), places)


class NotANumber(ValueError):
    """What was typed is not a number of the kind asked for; the message is a sentence for the person."""


class Ambiguous(NotANumber):
    """What was typed can be read in two ways; the person must choose."""


_GROUPED = re.compile(r"\d{1,3}([. \u00a0]\d{3})+")
_LONGEST = 25  # characters of a number: what is longer is a slip, and more digits than a Decimal reckons with
_ID = re.compile(r"[0-9]{1,18}")


def row_id(text: str) -> int | None:
    """The id of a row as an address carries it ("12"); None for what can be no row's: "²", "-1", thirty digits."""
    return int(text) if _ID.fullmatch(text) else None


def quoted(typed: str) -> str:
    """What a sentence repeats of what was typed: enough to find it again."""
    return f"“{typed}”" if len(typed) <= 2 * _LONGEST else f"“{typed[: 2 * _LONGEST]}…”"


def _refuse_too_long(typed: str) -> None:
    if len(typed) > _LONGEST:
        if re.fullmatch(r"[-\d., \u00a0]+", typed):
            raise NotANumber(f"{quoted(typed)} quá lớn; xin kiểm tra lại số chữ số")
        raise NotANumber(f"{quoted(typed)} không phải là số")


def parse_count(text: str, *, most: int = 99_999_999) -> int | None:
    """A whole number ≥ 0 as people type it: "13455", "13.455", "13 455"; None for an empty cell (empty is not 0).

    "1.234" is read as one thousand two hundred and thirty-four: a count has no decimals. Raises NotANumber, also for
    more than `most`.
    """
    typed = vietnamese.nfc(text)
    if not typed:
        return None
    _refuse_too_long(typed)
    if typed.isascii() and typed.isdigit():
        number = int(typed)
    elif _GROUPED.fullmatch(typed):
        number = int(re.sub(r"\D", "", typed))
    elif re.fullmatch(r"-\s*\d+", typed):
        raise NotANumber(f"“{typed}” là số âm; số đếm từ 0 trở lên")
    elif re.fullmatch(r"\d+[.,]\d+", typed):
        raise NotANumber(f"“{typed}” có phần lẻ; ô này là số đếm, chỉ nhận số nguyên")
    else:
        raise NotANumber(f"“{typed}” không phải là số; chỉ nhập chữ số, ví dụ 128 hoặc 1.234")
    if number > most:
        raise NotANumber(f"“{typed}” quá lớn; xin kiểm tra lại số chữ số")
    return number


def parse_decimal(text: str) -> Decimal | None:
    """A decimal as people type it: "4,52", "4.52", "4,52%", "1.234,5"; None when empty.

    Raises Ambiguous for "1.234" (a thousand, or 1 and a bit?), NotANumber for the rest.
    """
    typed = vietnamese.nfc(text).rstrip("%").strip()
    if not typed:
        return None
    _refuse_too_long(typed)
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", typed):
        raise Ambiguous(f"“{typed}” có thể là {typed.replace('.', '')} hoặc {typed.replace('.', ',')}; xin ghi rõ")
    if re.fullmatch(r"-?\d{1,3}([. \u00a0]\d{3})+,\d+|-?\d+,\d+", typed):
        return Decimal(re.sub(r"[. \u00a0]", "", typed).replace(",", "."))
    if re.fullmatch(r"-?\d+(\.\d+)?", typed):
        return Decimal(typed)
    if re.fullmatch(r"-?\d{1,3}([. \u00a0]\d{3})+", typed):
        return Decimal(re.sub(r"[. \u00a0]", "", typed))
    raise NotANumber(f"“{typed}” không phải là số; ví dụ đúng: 4,52")


@dataclass(frozen=True)
class Ratio:
    """Two counts and the rate between them, so that a screen can show where a rate came from."""

    part: int | None
    whole: int | None

    @property
    def rate(self) -> Fraction | None:
        return rate(self.part, self.whole)
