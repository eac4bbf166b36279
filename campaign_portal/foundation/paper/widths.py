"""How wide a text is in a Times-metric face, to rule lines by the text above them and to break titles evenly.

Times New Roman, Liberation Serif and Tinos have the same advance widths. A Vietnamese letter is as wide as its base
letter, but for ơ and ư. Neither Word nor CSS can size a line by the text above it when that text wraps.
"""

import re
import unicodedata
from functools import cache

# Advance widths in thousandths of the size, by the characters that share one.
_REGULAR = {
    180: "'", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez“”", 500: "–",
    529: "ơ", 542: "ư", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYwĐƠ", 776: "Ư", 778: "&m",
    833: "%", 889: "M", 944: "W",
}  # fmt: skip
_BOLD = {
    250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 444: "cerz", 554: "ơ", 555: '"', 556: "Sbdhknpquđ",
    570: "+<=>", 600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 944: "M",
    1000: "%W",
}  # fmt: skip
_OTHER = 500  # digits and the rest of the lower case
_HORN = "\u031b"

_NO_BREAK = "\u00a0"
_TOGETHER = re.compile(
    r"(ủy ban|hội đồng) nhân dân|thị xã|thành phố|thị trấn|chủ tịch|ngày \S+ tháng \S+ năm \S+", re.IGNORECASE
)


@cache
def _advance(char: str, bold: bool) -> int:
    parts = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]
    table = _BOLD if bold else _REGULAR
    return next((width for width, chars in table.items() if base in chars), _OTHER)


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """The width of one line, in points."""
    return sum(_advance(char, bold) for char in text) * points / 1000


def even_lines(text: str, width: float, points: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a title into as few lines as fit `width`, as even as they can be; a "\\n" in it stays a break.

    Words that read as one (and words joined by a no-break space) stay on one line.
    """
    joined = _TOGETHER.sub(lambda match: match[0].replace(" ", _NO_BREAK), text)
    return tuple(
        line.replace(_NO_BREAK, " ")
        for part in joined.split("\n")
        for line in _break_evenly([word for word in part.split(" ") if word], width, points, bold=bold)
    )


def _break_evenly(words: list[str], width: float, points: float, *, bold: bool) -> list[str]:
    lines = _break_greedily(words, width, points, bold=bold)
    count, best, low = len(lines), lines, 0.0
    high = width
    while high - low > points / 4:  # the narrowest width that needs no more lines
        middle = (low + high) / 2
        tried = _break_greedily(words, middle, points, bold=bold)
        if len(tried) > count or any(text_width(line, points, bold=bold) > middle for line in tried):
            low = middle
        else:
            best, high = tried, middle
    return best


def _break_greedily(words: list[str], width: float, points: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, points, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def rule_width(lines: tuple[str, ...], points: float, share: float) -> float:
    """The length of the rule below bold `lines`: `share` of the longest, in points."""
    return share * max((text_width(line, points, bold=True) for line in lines), default=0)
