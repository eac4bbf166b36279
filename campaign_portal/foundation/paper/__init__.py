"""Official papers (văn bản hành chính): one model, laid out by NĐ 30/2020/NĐ-CP in two file formats.

A room builds a `Paper` from its own frozen data, then calls `to_pdf` or `to_docx`: `docs/developers/papers.md`.
"""

from campaign_portal.foundation import pdf
from campaign_portal.foundation.paper.blocks import (
    Annex,
    Article,
    Block,
    BulletList,
    Cell,
    Column,
    Field,
    FieldLine,
    Figure,
    Heading,
    Issuer,
    Paper,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
    Text,
)
from campaign_portal.foundation.paper.docx import to_docx
from campaign_portal.foundation.paper.html import to_css, to_html
from campaign_portal.foundation.paper.measures import LARGE, SMALL, Sizes
from campaign_portal.foundation.paper.wording import attached_to

__all__ = [
    "LARGE",
    "SMALL",
    "Annex",
    "Article",
    "Block",
    "BulletList",
    "Cell",
    "Column",
    "Field",
    "FieldLine",
    "Figure",
    "Heading",
    "Issuer",
    "Paper",
    "Paragraph",
    "Row",
    "Run",
    "Signer",
    "Sizes",
    "Table",
    "Text",
    "attached_to",
    "to_docx",
    "to_pdf",
]


def to_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2a with tags. The same paper gives the same bytes. Raises `pdf.PdfError`."""
    return pdf.render(to_html(paper), to_css(paper))
