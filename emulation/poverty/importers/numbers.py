"""A cell of a count or of a printed rate, as a person or Excel wrote it.

"1.234" is one thousand two hundred and thirty-four, or one and a bit: typed into an Excel that writes decimals with a
dot it even arrives as the number 1.234. Whoever brought the file says once what the dot is, unless the file does.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from campaign_portal.foundation import quantities
from campaign_portal.foundation.quantities import NotANumber
from campaign_portal.foundation.workbooks import Cell, seen

LONGEST = 100


class Dot(StrEnum):
    """What the dot of "1.234" is in a file."""

    UNKNOWN = ""
    THOUSANDS = "nghin"
    DECIMALS = "le"


@dataclass(frozen=True)
class Read:
    """What a cell says: `text` to enter, or `wrong`, or a question: what is the dot?"""

    text: str = ""
    wrong: str = ""
    asks: bool = False


_THOUSAND = re.compile(r"\d{1,3}\.\d{3}")
_SURE = re.compile(r"\d{2,3}\.\d{3}|\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}\s?%?")
NOTHING = Read()


def settles_the_dot(cell: Cell) -> bool:
    """ "13.455", "1.234.567" and "4,52%" tell that dots group thousands in this file."""
    return type(cell) is str and cell[:1].isdigit() and _SURE.fullmatch(cell) is not None


def count(cell: Cell, dot: Dot) -> Read:
    """A whole number ≥ 0 (V1). "13.455" and "13 455" are thirteen thousand; "1.234" asks until the dot is known."""
    if type(cell) is int:
        return Read(str(cell)) if cell >= 0 else Read(wrong=f"“{cell}” là số âm; số đếm từ 0 trở lên.")
    if isinstance(cell, float):
        return _of_float(cell, dot)
    text = str(cell)
    if not text:
        return NOTHING
    if _THOUSAND.fullmatch(text):
        if dot == Dot.DECIMALS:
            return Read(wrong=f"“{text}” có phần lẻ; ô này là số đếm, chỉ nhận số nguyên.")
        if dot == Dot.UNKNOWN and text.index(".") == 1:
            return Read(asks=True)
    try:
        quantities.parse_count(text)
    except NotANumber as error:
        return Read(wrong=f"{error}.")
    return Read(text)


def as_number(text: str) -> int:
    """Of a text that was read as a count."""
    return int(text) if text.isdecimal() else quantities.parse_count(text) or 0


def _of_float(cell: float, dot: Dot) -> Read:
    thousand = round(cell * 1000)
    if 0 < cell < 1000 and abs(cell * 1000 - thousand) < 1e-6:
        if dot == Dot.UNKNOWN:
            return Read(asks=True)
        if dot == Dot.THOUSANDS:
            return Read(str(thousand))
    return Read(wrong=f"“{seen(cell)}” có phần lẻ; ô này là số đếm, chỉ nhận số nguyên.")


def rates(cell: Cell) -> tuple[Decimal, ...]:
    """What a printed rate may be, in %: "4,52%", "4,52", "4.52"; a number up to 1 may be Excel's own percentage."""
    if isinstance(cell, int | float):
        number = Decimal(repr(cell))
        return (number, number * 100) if 0 < number <= 1 else (number,)
    try:
        found = quantities.parse_decimal(cell)
    except NotANumber:
        return ()
    return () if found is None else (found,)
