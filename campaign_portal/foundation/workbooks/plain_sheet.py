"""A sheet of cells as every program writes it, looked at in one stroke instead of cell by cell.

The door (`guard`) parses each part and asks of every cell where it lies: of a sheet with 400 000 cells that takes
longer than all that comes after. Rows that are written the plain way are told by one pattern, which no other text fits;
what stands around them is still parsed. Whatever is not plain goes the long way, and that alone refuses.
"""

import re

# Entities, comments and declarations are not plain, so that nothing can hide rows from one reader and not from another.
_BEGINS = re.compile(
    rb'(?:\xef\xbb\xbf)?<\?xml version="1\.0" encoding="(?:UTF|utf)-8"(?: standalone="(?:yes|no)")?\?>'
)
_TEXT = rb"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+(?:&(?:amp|lt|gt|quot|apos);[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*+)*+"
_ATTRIBUTES = rb'(?: [A-Za-z0-9:]++="[^"<&\x00-\x1f]*+")*+'
_CONTENT = (
    rb"(?:<v>" + _TEXT + rb"</v>"
    rb"|<f(?:/>|" + _ATTRIBUTES + rb">" + _TEXT + rb"</f>)"
    rb'|<is><t(?: xml:space="preserve")?(?:/>|>' + _TEXT + rb"</t>)</is>)*+"
)  # fmt: skip
_CELL = (
    # Columns A to IV: `guard.MOST_COLUMNS`. The row is the one it stands in.
    rb'<c r="(?:[A-H]?[A-Z]|I[A-V])(?P=row)"(?: s="[0-9]{1,6}")?(?: t="[A-Za-z]{1,12}")?(?:/>|>' + _CONTENT + rb"</c>)"
)
_SPACE = rb"[ \r\n\t]*+"
_ROWS = re.compile(
    _SPACE + rb'(?:<row r="(?P<row>[1-9][0-9]{0,6})"' + _ATTRIBUTES + rb"(?:/>|>(?:" + _SPACE + _CELL + rb")*+"
    + _SPACE + rb"</row>)" + _SPACE + rb")*+"
)  # fmt: skip
_NUMBER = re.compile(rb'<row r="([0-9]+)"')
_OPENS, _CLOSES = b"<sheetData>", b"</sheetData>"
_SHARED = b' t="s"'


def apart(part: bytes, most_rows: int) -> tuple[bytes, int] | None:
    """The part without its rows, and how many of their cells refer to a shared text; None where the rows are not plain
    or reach beyond `most_rows`."""
    opens, closes = part.find(_OPENS), part.rfind(_CLOSES)
    if opens < 0 or closes < opens:
        return None
    opens += len(_OPENS)
    around = part[:opens] + part[closes:]
    begins = _BEGINS.match(around)
    if begins is None or b"<!" in around or b"<?" in around[begins.end() :]:
        return None
    if _ROWS.fullmatch(part, opens, closes) is None:
        return None
    if max(map(int, _NUMBER.findall(part, opens, closes)), default=0) > most_rows:
        return None
    try:
        str(memoryview(part)[opens:closes], "utf-8")
    except UnicodeDecodeError:
        return None
    return around, part.count(_SHARED, opens, closes)
