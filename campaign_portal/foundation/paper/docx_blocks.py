"""The blocks of a paper's text in WordprocessingML. One function a block, as in `html_blocks`."""

import io
from collections.abc import Sequence
from functools import singledispatch
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from campaign_portal.foundation import charts
from campaign_portal.foundation.paper import measures, wording
from campaign_portal.foundation.paper.blocks import (
    Align,
    Article,
    Block,
    BulletList,
    Cell,
    FieldLine,
    Figure,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
)
from campaign_portal.foundation.paper.docx_xml import TWIPS, Flow, element, insert_in_order
from campaign_portal.foundation.spans import Place

_JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_BODY: dict[str, Any] = {"after": measures.PARAGRAPH_GAP_PT, "line": measures.LINE, "align": "justify"}


def add_blocks(flow: Flow, blocks: Sequence[Block], width: float, *, with_next: bool = False) -> None:
    """`width` of the text in points; `with_next` keeps the end of the last block with what follows."""
    for index, item in enumerate(blocks):
        add_block(item, flow, width, with_next and index == len(blocks) - 1)


@singledispatch
def add_block(item: Block, flow: Flow, width: float, with_next: bool) -> None:
    raise TypeError(f"not a block of a paper: {item!r}")


@add_block.register
def _(item: Heading, flow: Flow, width: float, with_next: bool) -> None:
    paragraph = flow.line(wording.heading(item), bold=item.level < 3, indent=True, with_next=True, **_BODY)
    outline = element("w:outlineLvl", val=item.level - 1)
    insert_in_order(paragraph._p.get_or_add_pPr(), outline, ("w:rPr", "w:sectPr"))


@add_block.register
def _(item: Paragraph, flow: Flow, width: float, with_next: bool) -> None:
    shape = {**_BODY, "align": item.align}
    indent = item.indent and item.align in ("justify", "left")
    flow.paragraph(wording.runs(item.text), indent=indent, with_next=with_next, **shape)


@add_block.register
def _(item: Article, flow: Flow, width: float, with_next: bool) -> None:
    head = Run(wording.article_head(item), bold=True)
    text = wording.runs(item.text)
    if not item.title:
        flow.paragraph((head, Run(" "), *text), indent=True, with_next=with_next, **_BODY)
        return
    flow.paragraph((head,), indent=True, with_next=True, **_BODY)
    if item.text:
        flow.paragraph(text, indent=True, with_next=with_next, **_BODY)


@add_block.register
def _(item: BulletList, flow: Flow, width: float, with_next: bool) -> None:
    for index, text in enumerate(item.items):
        last = index == len(item.items) - 1
        flow.paragraph((Run(f"{item.mark} "), *wording.runs(text)), indent=True, with_next=with_next and last, **_BODY)


@add_block.register
def _(item: FieldLine, flow: Flow, width: float, with_next: bool) -> None:
    """Fields end at tab stops; an open one has its tab filled with dots, as Word's own forms do."""
    indent = measures.INDENT_MM * measures.MM
    total = sum(field.share for field in item.fields)
    paragraph = flow.paragraph((), with_next=with_next, **{**_BODY, "align": "left"})
    paragraph.paragraph_format.left_indent = Pt(indent)
    end = indent
    for index, field in enumerate(item.fields):
        end += (width - indent) * field.share / total
        last = index == len(item.fields) - 1
        open_tab = [] if field.value else [Run("\t")]
        for run in (Run(wording.field_label(field)), *wording.runs(field.value), *open_tab):
            _add_tabbed(paragraph, run, flow.points)
        if not field.value:
            stop = end if last else end - 6
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(stop), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        if not last:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(end), WD_TAB_ALIGNMENT.LEFT)
            _add_tabbed(paragraph, Run("\t"), flow.points)


def _add_tabbed(paragraph: Any, run: Run, points: float) -> None:
    made = paragraph.add_run(run.text)
    made.font.size = Pt(points)
    made.bold, made.italic = run.bold or None, run.italic or None


@add_block.register
def _(item: Figure, flow: Flow, width: float, with_next: bool) -> None:
    paragraph = flow.paragraph((), with_next=with_next, before=6, after=6)
    picture = paragraph.add_run().add_picture(io.BytesIO(charts.to_png(item.svg)), width=Mm(item.width_mm))
    picture._inline.docPr.set("descr", wording.clean(item.alt))


# --- Tables: as text, for a list of a thousand names has ten thousand cells ---------------------------------------


@add_block.register
def _(item: Table, flow: Flow, width: float, with_next: bool) -> None:
    widths = [round(width * TWIPS * share) for share in item.shares()]
    rows = [*_header_rows(item, widths), *_body_rows(item, widths, with_next=with_next)]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{_SIDE}" w:type="dxa"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    # A paragraph stands where the table ends: two tables in a row would be one, and Word wants one after the last.
    after = flow.paragraph((), points=4, with_next=with_next)
    after.paragraph_format.line_spacing = Pt(6)
    after._p.addprevious(table)


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SIDE = 60  # twips beside the text of a cell; Word sets the table out by as much, unless indented
_MARGINS = "".join(f'<w:{side} w:w="{_SIDE}" w:type="dxa"/>' for side in ("left", "right"))


def _header_rows(table: Table, widths: list[int]) -> list[str]:
    places = sorted(table.header_places(), key=lambda place: place.column)
    made = []
    for row in range(len(table.header)):
        cells = []
        for place in places:
            if place.covers_row(row):
                merge = _merge(place, row)
                cells.append(
                    _cell(place, "center", widths, table.points, bold=True, with_next=True, vertical_merge=merge)
                )
        made.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>")
    return made


def _body_rows(table: Table, widths: list[int], *, with_next: bool) -> list[str]:
    """A group row stays with its first row, a total with the row above it, the lines of a row with each other."""
    following: Sequence[Row | None] = (*table.rows, None)[1:]
    made = []
    for row, after in zip(table.rows, following, strict=True):
        keep = row.kind == "group" or (with_next if after is None else after.kind == "total")
        places = sorted(table.places(row), key=lambda place: place.column)
        for line in range(len(row.lines)):
            cells = [
                _cell(
                    place,
                    table.columns[place.column].align,
                    widths,
                    table.points,
                    bold=row.kind != "body",
                    with_next=keep or line < len(row.lines) - 1,
                    vertical_merge=_merge(place, line),
                )
                for place in places
                if place.covers_row(line)
            ]
            made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return made


def _merge(place: Place[Cell], row: int) -> str:
    """A merged cell goes on in every row it covers, as an empty cell marked so."""
    return "" if place.cell.rowspan == 1 else ("restart" if place.row == row else "continue")


def _cell(
    place: Place[Cell],
    align: Align,
    widths: list[int],
    points: float,
    *,
    bold: bool,
    with_next: bool,
    vertical_merge: str = "",
) -> str:
    cell = place.cell
    width = sum(widths[place.column : place.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = f'<w:vMerge w:val="{vertical_merge}"/>' if vertical_merge else ""
    runs = "" if vertical_merge == "continue" else _runs(cell, points, bold=bold or cell.bold)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    shape = (
        f"{'<w:keepNext/>' if with_next else ''}"
        '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{_JUSTIFY[cell.align or align]}"/>'
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr>{shape}</w:pPr>{runs}</w:p></w:tc>"


def _runs(cell: Cell, points: float, *, bold: bool) -> str:
    return "".join(
        f"<w:r><w:rPr>{'<w:b/>' if bold or run.bold else ''}{'<w:i/>' if run.italic else ''}"
        f'<w:sz w:val="{round(points * 2)}"/></w:rPr>{_text(run.text)}</w:r>'
        for run in wording.runs(cell.text)
    )


def _text(text: str) -> str:
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
