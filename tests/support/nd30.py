"""Reads a finished PDF as a clerk would, and says where it breaks NĐ 30/2020/NĐ-CP, Phụ lục I.

`problems(pdf)` is empty for a paper in order. It looks at the file alone: where each line stands, its size and style,
the rules, the page numbers, the archive form. Rule names (P3, N1, …) are those of the project's layout table.
"""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1

MM = 72 / 25.4
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = re.compile(r"Số: (0[1-9]|[1-9]\d+)/[A-ZĐ]\w*(-[A-ZĐ]\w*)+")
DATE = re.compile(r".+, ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm \d{4}")
TOP = BOTTOM = 20 * MM
LEFT = (30 * MM, 35 * MM)
RIGHT = (15 * MM, 20 * MM)


@dataclass(frozen=True)
class Line:
    """Text on one line in one column, with the part of it at the start that is bold."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    bold_start: str

    @property
    def place(self) -> tuple[int, float]:
        return self.page, self.top

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2

    def is_sized(self, low: float, high: float) -> bool:
        return low - 0.01 <= self.size <= high + 0.01


@dataclass(frozen=True)
class Sheet:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float], ...]  # x0, x1, top of the horizontal ones
    colors: frozenset[Any]
    fonts: frozenset[str]

    @property
    def body(self) -> list[Line]:
        return [line for line in self.lines if line.bottom > TOP and line.top < self.height - BOTTOM]

    @property
    def in_top_margin(self) -> list[Line]:
        return [line for line in self.lines if line.bottom <= TOP]


def read(pdf: bytes) -> list[Sheet]:
    with pdfplumber.open(io.BytesIO(pdf), unicode_norm=None) as file:
        return [_sheet(page, number) for number, page in enumerate(file.pages, start=1)]


def find(sheets: list[Sheet], start: str) -> Line:
    """The first line that starts so."""
    return next(line for sheet in sheets for line in sheet.lines if line.text.startswith(start))


def _sheet(page: Any, number: int) -> Sheet:
    return Sheet(
        number=number,
        width=float(page.width),
        height=float(page.height),
        lines=tuple(_line(chars, number) for chars in _runs(page.chars)),
        rules=tuple((r["x0"], r["x1"], r["top"]) for r in page.rects if r["height"] < 1.5 < r["width"]),
        colors=frozenset(char["non_stroking_color"] for char in page.chars),
        fonts=frozenset(char["fontname"].partition("+")[2] for char in page.chars),
    )


def _runs(chars: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Characters in the order of the file, cut where the line or the column changes."""
    run: list[dict[str, Any]] = []
    for char in chars:
        if run:
            last = run[-1]
            same_line = abs(char["bottom"] - last["bottom"]) < 3
            next_to = -2 < char["x0"] - last["x1"] < 2 or (last["text"] == " " and 0 <= char["x0"] - last["x1"] < 30)
            if not (same_line and next_to):
                yield run
                run = []
        run.append(char)
    if run:
        yield run


def _line(chars: list[dict[str, Any]], page: int) -> Line:
    inked = [char for char in chars if char["text"].strip()] or chars
    bold_start = ""
    for char in chars:
        if "Bold" not in char["fontname"] and char["text"].strip():
            break
        bold_start += char["text"]
    return Line(
        text="".join(char["text"] for char in chars).strip(),
        page=page,
        x0=inked[0]["x0"],
        x1=inked[-1]["x1"],
        top=min(char["top"] for char in inked),
        bottom=max(char["bottom"] for char in inked),
        size=round(max(char["size"] for char in inked), 1),
        bold=all("Bold" in char["fontname"] for char in inked),
        italic=all("Italic" in char["fontname"] for char in inked),
        bold_start=bold_start.strip(),
    )


def problems(pdf: bytes, *, face: str = "Liberation Serif", draft: bool = False) -> list[str]:
    """Every breach found, each with its rule. A draft may leave number and date open."""
    sheets = read(pdf)
    return [
        *_archive(pdf),
        *(found for sheet in sheets for found in _page(sheet, face)),
        *_page_numbers(sheets),
        *_head(sheets[0], draft=draft),
        *_title(sheets[0]),
        *_bases(sheets),
        *_articles(sheets),
        *_paragraphs(sheets),
        *_foot(sheets),
        *_order(sheets),
    ]


def _unless(true: bool, problem: str) -> list[str]:
    return [] if true else [problem]


def _archive(pdf: bytes) -> Iterable[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        catalog = file.doc.catalog
        about = resolve1(catalog["Metadata"]).get_data().decode() if "Metadata" in catalog else ""
        yield from _unless('part="2"' in about and 'conformance="A"' in about, "archive: no PDF/A-2a mark")
        yield from _unless("StructTreeRoot" in catalog and "MarkInfo" in catalog, "archive: no tags")
        yield from _unless(resolve1(catalog.get("Lang")) == b"vi", "archive: the language is not vi")
        for page in file.pages:
            for font in resolve1(page.page_obj.resources.get("Font", {})).values():
                inner = resolve1(resolve1(resolve1(font)["DescendantFonts"])[0])
                if "FontFile2" not in resolve1(inner["FontDescriptor"]):
                    yield f"P6: page {page.page_number}: {inner['BaseFont']} is not embedded"


def _page(sheet: Sheet, face: str) -> Iterable[str]:
    where = f"page {sheet.number}"
    shape = sorted((round(sheet.width / MM), round(sheet.height / MM)))
    yield from _unless(shape == [210, 297], f"P1: {where} is not A4: {shape}")
    for font in sheet.fonts:
        family = re.sub(r"-(Bold|Italic|Bold-Italic)$", "", font).replace("-", " ")
        yield from _unless(family == face, f"P6: {where} is set in {font}")
    black = {(0.0, 0.0, 0.0), (0.0,), (0,), None}
    yield from _unless(sheet.colors <= black, f"P6: {where} is not all black: {sheet.colors - black}")
    for line in sheet.body:
        inside = (
            line.x0 >= LEFT[0] - 0.5
            and line.x1 <= sheet.width - RIGHT[0] + 0.8
            and line.top >= TOP - 3
            and line.bottom <= sheet.height - BOTTOM + 1
        )
        yield from _unless(inside, f"P3: {where}: outside the margins: {line}")
    full = [line for line in sheet.body if line.x1 - line.x0 > 0.95 * (sheet.width - LEFT[0] - RIGHT[0])]
    start = min((line.x0 for line in full), default=LEFT[0])
    yield from _unless(start <= LEFT[1], f"P4: {where}: the left margin is {start / MM:.1f} mm")
    for line in sheet.lines:
        clean = unicodedata.is_normalized("NFC", line.text) and not re.search(r"\s{2}|\t", line.text)
        yield from _unless(clean, f"N: {where}: not clean Unicode: {line.text!r}")


def _page_numbers(sheets: list[Sheet]) -> Iterable[str]:
    yield from _unless(not sheets[0].in_top_margin, "P7: page 1 shows a number")
    shown = [1]
    for sheet in sheets[1:]:
        lines = sheet.in_top_margin
        if len(lines) != 1 or not lines[0].text.isdigit():
            yield f"P7: page {sheet.number}: no page number alone in the top margin"
            continue
        line = lines[0]
        middle = (30 * MM + sheet.width - 15 * MM) / 2
        upright = line.is_sized(13, 14) and not line.bold and not line.italic
        yield from _unless(upright, f"P7: page {sheet.number}: size {line.size}, bold {line.bold}")
        yield from _unless(abs(line.center - middle) < 3 * MM, f"P7: page {sheet.number}: not centred")
        shown.append(int(line.text))
    steps = all(after in (before + 1, 1) for before, after in pairwise(shown))
    yield from _unless(steps, f"P8: page numbers run {shown}")


def _head(sheet: Sheet, *, draft: bool) -> Iterable[str]:
    country = next((line for line in sheet.lines if line.text == COUNTRY), None)
    motto = next((line for line in sheet.lines if line.text == MOTTO), None)
    if country is None or motto is None:
        yield "ô 1: Quốc hiệu or Tiêu ngữ is not on one line of its own"
        return
    yield from _unless(country.bold and country.is_sized(12, 13), f"ô 1: Quốc hiệu {country}")
    yield from _unless(motto.bold and motto.is_sized(13, 14), f"ô 1: Tiêu ngữ {motto}")
    yield from _unless(abs(country.center - motto.center) < 2, "ô 1: Tiêu ngữ is not centred under Quốc hiệu")
    yield from _rule(sheet, [motto], 0.95, 1.05, "Tiêu ngữ")
    number = next((line for line in sheet.lines if line.text.startswith("Số:")), None)
    date = next((line for line in sheet.lines if ", ngày " in line.text and line.italic), None)
    if number:
        upright = number.is_sized(13, 13) and not number.bold and not number.italic
        yield from _unless(upright, f"ô 3: {number}")
        yield from _unless(draft or bool(NUMBER.fullmatch(number.text)), f"N1: {number.text!r}")
        yield from _issuer(sheet, country, number)
    if date:
        yield from _unless(date.is_sized(13, 14), f"ô 4: {date}")
        yield from _unless(draft or bool(DATE.fullmatch(date.text)), f"D1: {date.text!r}")
    if number and date:
        level = abs(number.bottom - date.bottom) < 3 and abs(date.center - country.center) < 2
        yield from _unless(level, "ô 4: the date is not level with the number, under Quốc hiệu")


def _issuer(sheet: Sheet, country: Line, number: Line) -> Iterable[str]:
    lines = [line for line in sheet.lines if line.x1 < country.x0 and line.top < number.top - 3]
    yield from _unless(bool(lines) and lines[-1].bold, "ô 2: no issuing body in bold")
    for line in lines:
        right = line.text == line.text.upper() and line.is_sized(12, 13) and not line.italic
        yield from _unless(right, f"ô 2: {line}")
    bold = [line for line in lines if line.bold]
    yield from _unless(lines[len(lines) - len(bold) :] == bold, "ô 2: the superior stands below the issuing body")
    yield from _unless(abs(lines[0].bottom - country.bottom) < 3, "ô 2: not level with Quốc hiệu")
    yield from _rule(sheet, bold, 0.33, 0.5, "issuing body")


def _rule(sheet: Sheet, lines: list[Line], low: float, high: float, name: str) -> Iterable[str]:
    """The rule right under the lines: its length by theirs, and centred."""
    if not lines:
        return
    below = lines[-1].bottom
    near = [rule for rule in sheet.rules if -4 < rule[2] - below < 8 and abs(sum(rule[:2]) / 2 - lines[-1].center) < 2]
    if not near:
        yield f"{name}: no rule under it"
        return
    share = (near[0][1] - near[0][0]) / max(line.x1 - line.x0 for line in lines)
    yield from _unless(low <= share <= high, f"{name}: the rule is {share:.2f} of the text")


def _title(sheet: Sheet) -> Iterable[str]:
    """Tên loại and trích yếu, when the paper has a kind: the first bold lines in the middle below the head."""
    middle = (LEFT[0] + sheet.width - RIGHT[0]) / 2
    head = max(line.bottom for line in sheet.lines if line.text in (COUNTRY, MOTTO) or line.text.startswith("Số:"))
    bold = [line for line in sheet.body if line.bold and line.top > head and abs(line.center - middle) < 6]
    if not bold or bold[0].text != bold[0].text.upper():
        return
    kind = bold[0]
    yield from _unless(kind.is_sized(13, 14) and not kind.italic, f"ô 5a: {kind}")
    subject: list[Line] = []
    for line in bold[1:]:
        if line.text == line.text.upper() or line.top - (subject[-1] if subject else kind).bottom > 8:
            break
        subject.append(line)
    for line in subject:
        yield from _unless(line.is_sized(13, 14), f"ô 5a: {line}")
    yield from _rule(sheet, subject, 0.33, 0.5, "trích yếu")


def _text_lines(sheets: list[Sheet]) -> list[Line]:
    """Body-sized lines of the paper itself, from below the title to its last word ("./.") or the foot."""
    lines = [line for sheet in sheets for line in sheet.body]
    end = next((line.place for line in lines if line.text == "Nơi nhận:"), (len(sheets) + 1, 0.0))
    if closed := [line for line in lines if line.text.endswith("./.") and line.place < end]:
        end = (closed[-1].page, closed[-1].top + 1)  # whoever signs side by side stands where a text would not
    start = next((line.place for line in lines if line.text.startswith(("Căn cứ ", "Điều 1."))), end)
    return [line for line in lines if start <= line.place < end and line.is_sized(13, 14)]


def _bases(sheets: list[Sheet]) -> Iterable[str]:
    lines = takewhile(lambda line: line.italic, _text_lines(sheets))
    upright = [line for line in _text_lines(sheets) if re.match("Căn cứ .*;$", line.text) and not line.italic]
    yield from _unless(not upright, f"căn cứ not in italics: {upright[:1]}")
    paragraphs: list[str] = []
    for line in lines:
        if line.x0 > LEFT[0] + 20 or not paragraphs:
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += " " + line.text
    for index, text in enumerate(paragraphs):
        end = "." if index == len(paragraphs) - 1 else ";"
        yield from _unless(text.endswith(end), f"căn cứ {index + 1} does not end with {end!r}: {text!r}")


def _articles(sheets: list[Sheet]) -> Iterable[str]:
    for line in _text_lines(sheets):
        if match := re.match(r"Điều \d+\.(?= |$)", line.text):
            indented = abs(line.x0 - LEFT[0] - 12.7 * MM) < 1 or abs(line.x0 - LEFT[0] - 10 * MM) < 1
            if indented:
                yield from _unless(line.bold_start.startswith(match[0]), f"{match[0]} is not bold")


def _paragraphs(sheets: list[Sheet]) -> Iterable[str]:
    """First-line indent, space between paragraphs, line spacing, both edges even."""
    lines = [line for line in _text_lines(sheets) if line.x0 < LEFT[0] + 13 * MM]
    for before, line in pairwise(lines):
        if before.page != line.page:
            continue
        indent = (line.x0 - LEFT[0]) / MM
        pitch = line.bottom - before.bottom
        starts = indent > 1
        yield from _unless(
            not starts or 9.8 < indent < 10.2 or 12.5 < indent < 12.9, f"indent of {indent:.1f} mm: {line.text!r}"
        )
        if starts:
            yield from _unless(pitch >= line.size * 1.15 + 5.9, f"less than 6 pt above {line.text!r}")
        else:
            yield from _unless(pitch <= line.size * 1.15 * 1.5 + 0.5, f"lines are {pitch:.1f} pt apart: {line.text!r}")
            # A line that goes on below reaches the right margin.
            edge = sheets[line.page - 1].width - before.x1
            yield from _unless(edge <= RIGHT[1] + 1, f"not justified: {before.text!r}")


def _foot(sheets: list[Sheet]) -> Iterable[str]:
    head = next((line for sheet in sheets for line in sheet.body if line.text == "Nơi nhận:"), None)
    if head is None:
        return
    sheet = sheets[head.page - 1]
    yield from _unless(head.bold and head.italic and head.is_sized(12, 12), f"ô 9b: {head}")
    yield from _unless(abs(head.x0 - LEFT[0]) < 1, "ô 9b: Nơi nhận is not at the left margin")
    items = [line for line in sheet.body if line.top > head.top and line.is_sized(11, 11)]
    yield from _unless(all(not line.bold and not line.italic for line in items), "ô 9b: recipients are not upright")
    whole = re.findall(r"- .+?[;.](?=$| - )", " ".join(line.text for line in items))
    yield from _unless(bool(whole) and whole[-1].startswith("- Lưu: VT"), f"ô 9b: recipients end {items[-1:]}")
    yield from _unless([item[-1] for item in whole] == [";"] * (len(whole) - 1) + ["."], "ô 9b: not ; … .")
    signer = [
        line for line in sheet.body if line.bold and line.x0 > sheet.width / 2 - 10 * MM and line.top > head.top - 6
    ]
    if signer:
        yield from _unless(abs(signer[0].top - head.top) < 5, "ô 7a: the signer is not level with Nơi nhận")
        yield from _unless(signer[0].text == signer[0].text.upper(), f"ô 7a: {signer[0].text!r}")
        yield from _unless(all(line.is_sized(13, 14) for line in signer), "ô 7a: size")
        name = signer[-1]
        yield from _unless(abs(name.center - signer[0].center) < 2, "ô 7b: the name is not centred below the post")
        unnamed = name.text == name.text.upper()
        yield from _unless(unnamed or name.top - signer[-2].bottom > 15 * MM, "ô 7c: no room for the signature")
    above = [line for line in sheet.body if line.bottom < head.top and line.is_sized(13, 14)]
    yield from _unless(len(above) >= 2, "M: the signature stands without the last lines of the text")


def _order(sheets: list[Sheet]) -> Iterable[str]:
    """Components in the order of PL I IV, down the pages."""
    marks = (COUNTRY, MOTTO, "Số:", "QUYẾT ĐỊNH", "Căn cứ ", "QUYẾT ĐỊNH:", "Điều 1.", "Điều 2.", "Nơi nhận:")
    lines = [line for sheet in sheets for line in sheet.body]
    places = []
    for mark in marks:
        whole = mark in (COUNTRY, MOTTO, "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Nơi nhận:")
        match = next((line for line in lines if line.text == mark or (not whole and line.text.startswith(mark))), None)
        if match:
            places.append(match.place)
    yield from _unless(places == sorted(places), "IV: the components are out of order")
