"""WordprocessingML that python-docx has no words for, in pieces the two other DOCX modules share."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from campaign_portal.foundation.paper import measures
from campaign_portal.foundation.paper.blocks import Align, Run

FACE = "Times New Roman"  # PL I I.2; a DOCX only names it
LANGUAGE = "vi-VN"
TWIPS = 20  # in a point

ALIGNMENT = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Flow:
    """Where paragraphs go: the document, or a cell, whose first paragraph is there already and must not stay empty."""

    def __init__(self, container: Any, *, points: float) -> None:
        self.container = container
        self.points = points
        self._unused = container.paragraphs[0] if hasattr(container, "_tc") else None

    def paragraph(
        self,
        runs: Sequence[Run],
        *,
        points: float | None = None,
        align: Align = "center",
        bold: bool = False,
        italic: bool = False,
        indent: bool = False,
        before: float = 0,
        after: float = 0,
        line: float = 1,
        with_next: bool = False,
    ) -> Any:
        """A paragraph; spaces in points, `line` in lines, `bold` and `italic` for all its runs."""
        paragraph = self._unused or self.container.add_paragraph()
        self._unused = None
        shape = paragraph.paragraph_format
        shape.alignment = ALIGNMENT[align]
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.line_spacing = line
        if indent:
            shape.first_line_indent = Mm(measures.INDENT_MM)
        if with_next:
            shape.keep_with_next = True
        for run in runs:
            add_run(paragraph, run, points or self.points, bold=bold, italic=italic)
        return paragraph

    def line(self, text: str, **shape: Any) -> Any:
        return self.paragraph((Run(text),), **shape)

    def rule(self, length: float, within: float, *, with_next: bool = True) -> None:
        """A centred line of a given length: the lower border of a paragraph indented on both sides."""
        paragraph = self.paragraph((), with_next=with_next)
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = Pt((within - length) / 2)
        shape.line_spacing = Pt(2)
        mark_size(paragraph, 1)
        borders = OxmlElement("w:pBdr")
        borders.append(element("w:bottom", val="single", sz=round(measures.RULE_PT * 8), space=0, color="000000"))
        insert_in_order(paragraph._p.get_or_add_pPr(), borders, _AFTER_BORDERS)


_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")


def add_run(paragraph: Any, run: Run, points: float, *, bold: bool = False, italic: bool = False) -> None:
    for index, text in enumerate(run.text.split("\n")):
        made = paragraph.add_run()
        if index:
            made.add_break()
        made.add_text(text)
        made.font.size = Pt(points)
        if bold or run.bold:
            made.bold = True
        if italic or run.italic:
            made.italic = True


def element(tag: str, **attributes: object) -> Any:
    """element("w:bottom", val="single") → <w:bottom w:val="single"/>."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def insert_in_order(parent: Any, child: Any, successors: Sequence[str]) -> None:
    """The schema fixes the order of properties; Word calls a file with another order damaged."""
    parent.insert_element_before(child, *successors)


def mark_size(paragraph: Any, points: float) -> None:
    """The size of the paragraph mark, which gives an empty paragraph its height."""
    properties = paragraph._p.get_or_add_pPr()
    marks = OxmlElement("w:rPr")
    marks.append(element("w:sz", val=round(points * 2)))
    insert_in_order(properties, marks, ("w:sectPr", "w:pPrChange"))


def page_field(paragraph: Any, points: float) -> None:
    """The number of the page. One run for each mark of the field: LibreOffice shows nothing otherwise."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(points)
        if kind == "shown":
            run.add_text(text)
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)


def layout_table(container: Any, widths: Sequence[float], *, rows: int = 1) -> Any:
    """A table without lines that sets texts side by side; widths in points."""
    table = container.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    insert_in_order(properties, margins, ("w:tblLook",))
    for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        grid.w = Pt(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return table


def set_default_face(document: Any, points: float) -> None:
    """The face for every script, the language, and no theme face in the way of either."""
    for properties in (
        document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr")),
        document.styles["Normal"].element.get_or_add_rPr(),
    ):
        for tag in ("w:rFonts", "w:lang"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        properties.insert(0, element("w:rFonts", ascii=FACE, hAnsi=FACE, eastAsia=FACE, cs=FACE))
        properties.append(element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE))
    document.styles["Normal"].font.size = Pt(points)
