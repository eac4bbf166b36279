"""A paper as DOCX, for an office that goes on writing in it. The same components as the PDF: NĐ 30 PL I."""

import datetime as dt
import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from campaign_portal.foundation.paper import measures, widths, wording
from campaign_portal.foundation.paper.blocks import Annex, Paper, Run, Signer, only_signer, signer_rows
from campaign_portal.foundation.paper.docx_blocks import add_blocks
from campaign_portal.foundation.paper.docx_xml import (
    LANGUAGE,
    Flow,
    element,
    insert_in_order,
    layout_table,
    mark_size,
    page_field,
    set_default_face,
)

_ROOM_FOR_NUMBER = "\u00a0" * 8
_LINES_GAP = 2  # points between the lines of a title and the rule below


def to_docx(paper: Paper) -> bytes:
    document = Document()
    set_default_face(document, paper.sizes.body)
    _describe(document, paper)
    section = document.sections[0]
    _shape(section, measures.page(paper.landscape))
    _number_pages(section, paper)
    text_width = measures.page(paper.landscape).text_width * measures.MM
    flow = Flow(document, points=paper.sizes.body)
    _head(flow, paper, text_width)
    _title(flow, paper, text_width)
    _opening(flow, paper)
    add_blocks(flow, paper.body, text_width, with_next=bool(paper.signers))
    _foot(flow, paper, text_width)
    for annex in paper.annexes:
        _annex(document, flow, paper, annex)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Any, paper: Paper) -> None:
    about = document.core_properties
    about.title = wording.document_title(paper)[:255]
    about.author = wording.clean(paper.issuer.name).replace("\n", " ")[:255] if paper.issuer else ""
    about.comments, about.language = "", LANGUAGE
    if paper.dated_on:
        about.created = about.modified = dt.datetime.combine(paper.dated_on, dt.time(), tzinfo=dt.UTC)


# --- Pages --------------------------------------------------------------------------------------------------------


def _shape(section: Any, page: measures.Page) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(page.top / 2 - 2)


def _number_pages(section: Any, paper: Paper) -> None:
    """Centred in the top margin, not on page 1 (PL I II.7.d); annexes take the same header over."""
    section.different_first_page_header_footer = True
    header = Flow(section.header, points=paper.sizes.body)
    page_field(_first_paragraph(header), paper.sizes.body)
    if paper.notice:
        for footer in (section.footer, section.first_page_footer):
            paragraph = _first_paragraph(Flow(footer, points=10))
            run = paragraph.add_run(wording.clean(paper.notice))
            run.bold = True


def _first_paragraph(flow: Flow) -> Any:
    """A header or footer has one paragraph; its style's tab stops are of no use here."""
    paragraph = flow.container.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.paragraph_format.alignment = 1
    return paragraph


# --- Components, down the page ------------------------------------------------------------------------------------


def _head(flow: Flow, paper: Paper, width: float) -> None:
    """Ô 1 to 4: the issuing body and Quốc hiệu side by side; number and date on one line below them."""
    if not paper.issuer:
        _country(flow, paper, width)
        return
    columns = [width * share for share in measures.HEAD_SHARES]
    table = layout_table(flow.container, columns, rows=2)
    sizes = paper.sizes
    left, right, number, date = (
        Flow(table.cell(row, column), points=sizes.body) for row in range(2) for column in range(2)
    )
    if paper.issuer.superior:
        superior = widths.even_lines(wording.title(paper.issuer.superior), columns[0], sizes.national)
        left.line("\n".join(superior), points=sizes.national)
    issuer = widths.even_lines(wording.title(paper.issuer.name), columns[0], sizes.national, bold=True)
    left.line("\n".join(issuer), points=sizes.national, bold=True, after=_LINES_GAP)
    left.rule(widths.rule_width(issuer, sizes.national, measures.SHORT_RULE), columns[0])
    _country(right, paper, columns[1])
    if paper.symbol:
        given, symbol = wording.number_parts(paper)
        number.line(f"Số: {given or _ROOM_FOR_NUMBER}{symbol}", points=sizes.number, before=8)
    if not paper.kind:
        about = widths.even_lines(wording.subject(paper), columns[0], sizes.national)
        number.line("\n".join(about), points=sizes.national, before=6)
    date.line(wording.place_and_date(paper), italic=True, before=8)


def _country(flow: Flow, paper: Paper, width: float) -> None:
    flow.line(wording.COUNTRY, points=paper.sizes.national, bold=True)
    flow.line(wording.MOTTO, bold=True, after=_LINES_GAP)
    flow.rule(widths.rule_width((wording.MOTTO,), paper.sizes.body, measures.MOTTO_RULE), width)


def _title(flow: Flow, paper: Paper, width: float) -> None:
    """Ô 5a, the authority of a decision, ô 9a."""
    if paper.kind:
        flow.line(wording.title(paper.kind), bold=True, before=18)
        if paper.subject:
            subject = widths.even_lines(wording.subject(paper), width, paper.sizes.body, bold=True)
            flow.line("\n".join(subject), bold=True, after=_LINES_GAP)
            flow.rule(widths.rule_width(subject, paper.sizes.body, measures.SHORT_RULE), width)
    if paper.authority:
        flow.line(wording.title(paper.authority), bold=True, before=14)
    if len(paper.addressees) == 1:
        flow.line(f"{wording.ADDRESSEES} {wording.clean(paper.addressees[0])}", before=14)
    elif paper.addressees:
        shift = widths.text_width(wording.ADDRESSEES, paper.sizes.body)
        start = width * measures.ADDRESSEES_SHARE
        flow.line(wording.ADDRESSEES, align="left", before=14).paragraph_format.left_indent = _points(start - shift)
        for runs in wording.ended(paper.addressees):
            dash = flow.paragraph((Run("- "), *runs), align="left")
            dash.paragraph_format.left_indent = _points(start - widths.text_width(":", paper.sizes.body))


def _points(value: float) -> Any:
    return Mm(value / measures.MM)


def _opening(flow: Flow, paper: Paper) -> None:
    """Căn cứ, and the line that enacts."""
    flow.paragraph((), points=8)
    for runs in wording.ended(paper.bases):
        flow.paragraph(
            runs, italic=True, align="justify", indent=True, after=measures.PARAGRAPH_GAP_PT, line=measures.LINE
        )
    if paper.enacting:
        flow.line(wording.title(paper.enacting), bold=True, before=6, after=10, with_next=True)


def _foot(flow: Flow, paper: Paper, width: float) -> None:
    """Ô 7 to 9, kept in one piece with the last lines of the text."""
    columns = [width * share for share in measures.FOOT_SHARES]
    if not paper.issuer and paper.place:
        date = flow.line(wording.place_and_date(paper), italic=True, before=8, with_next=True)
        date.paragraph_format.left_indent = _points(columns[0])
    if alone := only_signer(paper):
        left, right = layout_table(flow.container, columns).rows[0].cells
        _recipients(Flow(left, points=paper.sizes.recipients), paper)
        cell = Flow(right, points=paper.sizes.body)
        _post(cell, alone)
        _name(cell, alone)
    for row in signer_rows(paper):
        table = layout_table(flow.container, [width / len(row)] * len(row), rows=2)
        for signer, above, below in zip(row, table.rows[0].cells, table.rows[1].cells, strict=True):
            _post(Flow(above, points=paper.sizes.body), signer)
            _name(Flow(below, points=paper.sizes.body), signer)
        _gap(flow, 8)
    if not alone:
        _recipients(flow, paper)


def _recipients(flow: Flow, paper: Paper) -> None:
    if not paper.recipients:
        return
    sizes = paper.sizes
    flow.line(wording.RECIPIENTS, points=sizes.recipients_head, bold=True, italic=True, align="left", with_next=True)
    for runs in wording.ended(paper.recipients):
        flow.paragraph((Run("- "), *runs), points=sizes.recipients, align="left")


def _post(flow: Flow, signer: Signer) -> None:
    flow.line("\n".join(wording.title(line) for line in signer.lines), bold=True, with_next=True)
    if signer.note:
        flow.line(wording.clean(signer.note), italic=True, with_next=True)


def _name(flow: Flow, signer: Signer) -> None:
    """The gap for signature and seal is a space, not empty lines: it stays when the post takes another line."""
    gap = measures.SIGNATURE_GAP_MM * measures.MM
    if signer.post_at_home:
        flow.line(wording.title(signer.post_at_home), bold=True, before=gap, with_next=True)
        gap = 0
    flow.line(wording.clean(signer.name), bold=True, before=gap)


def _gap(flow: Flow, points: float) -> None:
    """Between two tables that must not become one."""
    mark_size(flow.paragraph((), with_next=True), points)


def _annex(document: Any, flow: Flow, paper: Paper, annex: Annex) -> None:
    """Own pages, numbered from 1 (PL I III.1.đ)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    mark_size(document.paragraphs[-1], 1)  # the paragraph that carries the break
    page = measures.page(annex.landscape)
    _shape(section, page)
    section.different_first_page_header_footer = False
    _restart_numbers(section)
    width = page.text_width * measures.MM
    body = paper.sizes.body
    if annex.label:
        flow.line(wording.clean(annex.label), points=paper.sizes.annex_label, bold=True, with_next=True)
    for text, bold in (
        (wording.title(annex.title), True),
        (wording.clean(annex.subtitle), True),
        (wording.clean(annex.reference), False),
    ):
        if text:
            lines = widths.even_lines(text, width, body, bold=bold)
            flow.line("\n".join(lines), bold=bold, italic=not bold, with_next=True)
    _gap(flow, 8)
    add_blocks(flow, annex.blocks, width)


def _restart_numbers(section: Any) -> None:
    for old in section._sectPr.findall(element("w:pgNumType").tag):
        section._sectPr.remove(old)
    insert_in_order(section._sectPr, element("w:pgNumType", start=1), ("w:cols", "w:titlePg", "w:docGrid"))
