"""What an official paper (văn bản hành chính) is made of, before anyone decides how it looks.

A room fills a `Paper` with words; `paper.html` and `paper.docx` lay it out by NĐ 30/2020/NĐ-CP, Phụ lục I. Texts are
plain strings; where part of a text is bold or italic, a tuple of strings and `Run`s. "\\n" is a line break. Capitals
the decree asks for (tên loại, issuing body, post of the signer, …) are made here, not by the caller.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from campaign_portal.foundation.paper.measures import LARGE, Sizes
from campaign_portal.foundation.spans import Place, places

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks different from the text around it."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[str | Run, ...]


# --- Blocks of the text -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """A titled part: level 1 "I. MỤC ĐÍCH", 2 "1. Mục tiêu" (bold), 3 "a) Tập thể" (upright); NĐ 30 PL I II.6."""

    text: str
    level: Literal[1, 2, 3] = 1
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Body text: justified with a first-line indent, unless told otherwise."""

    text: Text
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True)
class Article:
    """ "Điều 1." and its text; with a title the title stands on the line of the number, the text below it."""

    number: int
    text: Text = ""
    title: str = ""


@dataclass(frozen=True)
class BulletList:
    """Items that start with a dash, or with "+" below a dash."""

    items: tuple[Text, ...]
    mark: Literal["-", "+"] = "-"


@dataclass(frozen=True)
class Field:
    """ "Họ và tên: Nguyễn Thị Lan"; without a value a dotted line to write on. `share` is its part of the line."""

    label: str
    value: Text = ""
    share: float = 1


@dataclass(frozen=True)
class FieldLine:
    """One line of a form: fields side by side."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing: SVG source (see `foundation.charts`), and what it shows in words."""

    svg: str
    alt: str
    width_mm: float = 150


# --- Tables -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """`weight` is the column's part of the table's width."""

    weight: float
    align: Align = "left"


@dataclass(frozen=True)
class Cell:
    """A cell that spans others, or stands otherwise than its column; a plain one is given as its text."""

    text: Text = ""
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    bold: bool = False


CellLike = Cell | Text


def as_cell(cell: CellLike) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)


@dataclass(frozen=True)
class Row:
    """One row. "group" heads the rows below it and stays with them; "total" sums them. Both are bold, so is "strong".

    `below` are further lines of the same row, under cells that span them.
    """

    cells: tuple[CellLike, ...]
    kind: Literal["body", "group", "strong", "total"] = "body"
    below: tuple[tuple[CellLike, ...], ...] = ()

    @property
    def lines(self) -> tuple[tuple[CellLike, ...], ...]:
        return (self.cells, *self.below)


@dataclass(frozen=True)
class Table:
    """A ruled table as wide as the text. The header is printed again on every page the table reaches."""

    columns: tuple[Column, ...]
    header: tuple[tuple[CellLike, ...], ...]
    rows: tuple[Row, ...]
    points: float = 12

    def __post_init__(self) -> None:
        """Raises ValueError when a row does not fill its columns."""
        self.header_places()
        for row in self.rows:
            self.places(row)

    def header_places(self) -> list[Place[Cell]]:
        return places([[as_cell(cell) for cell in cells] for cells in self.header], len(self.columns))

    def places(self, row: Row) -> list[Place[Cell]]:
        return places([[as_cell(cell) for cell in cells] for cells in row.lines], len(self.columns))

    def shares(self) -> list[float]:
        """Each column's part of the width, 1 in all."""
        total = sum(column.weight for column in self.columns)
        return [column.weight / total for column in self.columns]


Block = Heading | Paragraph | Article | BulletList | FieldLine | Figure | Table


# --- The paper ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Issuer:
    """The body that issues, and the one right above it (NĐ 30 PL I II.2). "\\n" forces a line break."""

    name: str
    superior: str = ""


@dataclass(frozen=True)
class Signer:
    """One who signs (NĐ 30 PL I II.7): ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), a note such as "(Ký, ghi rõ họ tên)", a name.

    `post_at_home` is ô 7b: the post in his own body, for a council that uses that body's seal.
    """

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""
    post_at_home: str = ""


@dataclass(frozen=True)
class Annex:
    """A phụ lục or attached list: own pages, own page numbers (NĐ 30 PL I III.1)."""

    title: str
    blocks: tuple[Block, ...]
    label: str = ""  # "Phụ lục I"; numbered in Roman when there are two or more
    subtitle: str = ""
    reference: str = ""  # "(Kèm theo Quyết định số …)": `wording.attached_to`
    landscape: bool = False


@dataclass(frozen=True)
class Paper:
    """One paper, whole.

    Without an issuer it is a form a person or a group signs: Quốc hiệu stands centred, place and date above the
    signature. Without a kind it is a công văn: the subject stands as "V/v …" below the number.
    """

    kind: str  # "QUYẾT ĐỊNH"
    subject: str  # trích yếu
    body: tuple[Block, ...]
    issuer: Issuer | None = None
    symbol: str = ""  # "QĐ-UBND"; "" prints no number line
    number: str = ""  # "05", see foundation.numbers.shown; "" leaves room for it
    place: str = ""  # "Sa Pa"; "" prints neither place nor date, as in minutes
    dated_on: dt.date | None = None
    authority: str = ""  # "CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ XÃ SA PA": decisions only
    addressees: tuple[str, ...] = ()  # Kính gửi
    bases: tuple[Text, ...] = ()  # căn cứ; their ";" and last "." are set here
    enacting: str = ""  # "QUYẾT ĐỊNH:"
    signers: tuple[Signer, ...] = ()  # left to right; one stands at the right
    confirmers: tuple[Signer, ...] = ()  # in a row of their own below the signers
    recipients: tuple[str, ...] = ()  # Nơi nhận; dashes, ";" and last "." are set here
    annexes: tuple[Annex, ...] = ()
    notice: str = ""  # at the foot of every page, outside the type area
    landscape: bool = False
    sizes: Sizes = field(default=LARGE)


def signer_rows(paper: Paper) -> list[tuple[Signer, ...]]:
    """Those who sign side by side, at most three in a row so that no name is squeezed; those who confirm stand below.

    One who signs alone is in none of them: he stands at the right, level with Nơi nhận.
    """
    count = len(paper.signers)
    in_a_row = 2 if count == 4 else 3
    rows = [paper.signers[start : start + in_a_row] for start in range(0, count, in_a_row)] if count > 1 else []
    return [*rows, paper.confirmers] if paper.confirmers else rows


def only_signer(paper: Paper) -> Signer | None:
    return paper.signers[0] if len(paper.signers) == 1 else None
