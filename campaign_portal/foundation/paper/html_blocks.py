"""The blocks of a paper's text as HTML. One function a block; `paper.css` says how each class looks."""

from collections.abc import Sequence
from functools import singledispatch
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from campaign_portal.foundation.paper import wording
from campaign_portal.foundation.paper.blocks import (
    Align,
    Article,
    Block,
    BulletList,
    Cell,
    Field,
    FieldLine,
    Figure,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    as_cell,
)


def blocks(items: Sequence[Block]) -> SafeString:
    return joined(block(item) for item in items)


def joined(parts: object) -> SafeString:
    return mark_safe("".join(parts))  # type: ignore[arg-type]  # noqa: S308  every part is made by format_html


def rich(text: Text) -> SafeString:
    """A text with its bold and italic stretches; "\\n" becomes a line break."""
    return rich_runs(wording.runs(text))


def rich_runs(parts: Sequence[Run]) -> SafeString:
    return joined(_run(part) for part in parts)


def _run(run: Run) -> str:
    shown = lines(run.text.split("\n"))
    if run.italic:
        shown = format_html("<i>{}</i>", shown)
    return format_html("<b>{}</b>", shown) if run.bold else shown


def lines(texts: Sequence[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((text,) for text in texts))


@singledispatch
def block(item: Block) -> SafeString:
    raise TypeError(f"not a block of a paper: {item!r}")


@block.register
def _(item: Heading) -> SafeString:
    return format_html('<h{0} class="h{0}">{1}</h{0}>', item.level + 1, wording.heading(item))


@block.register
def _(item: Paragraph) -> SafeString:
    classes = f"text at-{item.align}" + ("" if item.indent and item.align in ("justify", "left") else " flush")
    return format_html('<p class="{}">{}</p>', classes, rich(item.text))


@block.register
def _(item: Article) -> SafeString:
    head = wording.article_head(item)
    if not item.title:
        return format_html('<p class="text article"><b>{}</b> {}</p>', head, rich(item.text))
    text = format_html('<p class="text">{}</p>', rich(item.text)) if item.text else ""
    return format_html('<p class="text article-title"><b>{}</b></p>{}', head, text)


@block.register
def _(item: BulletList) -> SafeString:
    entries = format_html_join("", '<li class="text">{} {}</li>', ((item.mark, rich(text)) for text in item.items))
    return format_html("<ul>{}</ul>", entries)


@block.register
def _(item: FieldLine) -> SafeString:
    total = sum(field.share for field in item.fields)
    return format_html(
        '<div class="field-line"><div class="fields">{}</div></div>',
        joined(_field(field, total) for field in item.fields),
    )


def _field(field: Field, total: float) -> SafeString:
    return format_html(
        '<div class="field{}" style="width: {}%">{}{}</div>',
        "" if field.value else " open",
        f"{field.share / total * 100:.3f}",
        wording.field_label(field),
        rich(field.value),
    )


@block.register
def _(item: Figure) -> SafeString:
    """The drawing as a data: image, so that its styles and ids stay its own."""
    return format_html(
        '<p class="figure"><img src="data:image/svg+xml;charset=utf-8,{}" alt="{}" style="width: {}mm"></p>',
        quote(item.svg),
        wording.clean(item.alt),
        item.width_mm,
    )


# --- Tables -------------------------------------------------------------------------------------------------------


@block.register
def _(item: Table) -> SafeString:
    return format_html(
        '<table class="grid" style="font-size: {}pt"><colgroup>{}</colgroup><thead>{}</thead><tbody>{}</tbody></table>',
        item.points,
        format_html_join("", '<col style="width: {}%">', ((f"{share * 100:.3f}",) for share in item.shares())),
        _header(item),
        joined(_row(item, row) for row in item.rows),
    )


def _header(table: Table) -> SafeString:
    return joined(
        format_html("<tr>{}</tr>", joined(_cell(as_cell(cell), "th", "center") for cell in cells))
        for cells in table.header
    )


def _row(table: Table, row: Row) -> SafeString:
    made: list[list[str]] = [[] for _ in row.lines]
    for place in table.places(row):
        made[place.row].append(_cell(place.cell, "td", table.columns[place.column].align))
    last = len(made) - 1
    return joined(
        format_html('<tr class="{}{}">{}</tr>', row.kind, " stays" if line < last else "", joined(cells))
        for line, cells in enumerate(made)
    )


def _cell(cell: Cell, tag: str, align: Align) -> SafeString:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1
    )
    bold = " bold" if cell.bold else ""
    # Thousands of cells: string formatting is a third of the time of format_html, and `rich` escapes the text.
    return mark_safe(  # noqa: S308
        f'<{tag} class="at-{cell.align or align}{bold}"{spans}>{rich(cell.text)}</{tag}>'
    )
