"""The printed tables as official papers, landscape, ready to be signed."""

import re
from typing import Literal

from campaign_portal.foundation import paper, vietnamese
from campaign_portal.foundation.models import Installation
from emulation.people.models import Function
from emulation.people.selectors import office_doing
from emulation.poverty.rules.printed import LINE_NAMES, texts
from emulation.poverty.selectors.printed import FormTable, Line

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
WIDEST = 12  # columns of figures that stand well at 11 points on A4 landscape


def form_paper(table: FormTable, *, official_number: str = "") -> paper.Paper:
    """One table with its head, unit and day; the place and the date stay open until it is signed."""
    reading = table.reading
    committee = office_doing(Function.LEADERSHIP, reading.unit, reading.period.ends_on)
    name = committee.name if committee else f"Ủy ban nhân dân {reading.unit.title}"
    return paper.Paper(
        kind=table.form.title,
        subject=f"{reading.unit.opening_title}, {reading.period.name}",
        issuer=paper.Issuer(name),
        place=(committee.place if committee else "") or reading.unit.name,
        body=(
            paper.Paragraph(_about(table, official_number), align="center"),
            form_table(table),
            *(paper.Paragraph(note) for note in table.notes),
        ),
        signers=(
            paper.Signer(("Người lập biểu",), note="(Ký, ghi rõ họ tên)"),
            paper.Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), note="(Ký, đóng dấu)"),
        ),
        notice=DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else "",
        landscape=True,
        sizes=paper.SMALL,
    )


def _about(table: FormTable, official_number: str) -> tuple[paper.Run | str, ...]:
    reading = table.reading
    number = f"{official_number}. " if official_number else ""
    said = (
        f"{number}Số liệu đến {vietnamese.long_day(reading.period.ends_on)}. {reading.standard}. "
        f"{reading.state_words}. Đơn vị tính: {table.form.unit_of_measure}."
    )
    return (paper.Run(said, italic=True),)


def form_table(table: FormTable) -> paper.Table:
    form, first = table.form, table.first_headings
    points = 11 if len(form.columns) <= WIDEST else (9 if len(form.columns) <= 2 * WIDEST - 6 else 7.5)
    width = 5 + 0.4 * max(0, 18 - len(form.columns))
    numbers = tuple(paper.Cell(_breakable(text)) for text in form.numbers(first))
    return paper.Table(
        columns=(
            paper.Column(3, "center"),
            paper.Column(2.2 * width),
            *(paper.Column(7.5) for _ in first[2:]),
            *(paper.Column(5, "right") for _ in form.columns),
        ),
        header=(
            *(tuple(paper.Cell(head.text, head.colspan, head.rowspan) for head in row) for row in form.headings(first)),
            numbers,
        ),
        rows=tuple(_row(table, line) for line in table.lines),
        points=points,
    )


def _breakable(formula: str) -> str:
    """ "9=1-2-3-4+5+6+7+8" may break after every sign: columns are narrow."""
    return re.sub(r"(?<=[-=+/×])", "\u200b", formula)


def _row(table: FormTable, line: Line) -> paper.Row:
    figures = [texts(figures) for figures in table.form.lines(line.values)]
    kind: Literal["body", "strong", "total"] = (
        "total" if line.kind == "total" else ("strong" if line.is_bold else "body")
    )
    if not table.form.is_split:
        return paper.Row((line.number, line.name, *figures[0]), kind)
    names = [LINE_NAMES[population] for population in table.form.populations]
    deep = len(names)
    return paper.Row(
        (paper.Cell(line.number, rowspan=deep), paper.Cell(line.name, rowspan=deep), names[0], *figures[0]),
        kind,
        tuple((name, *own) for name, own in zip(names[1:], figures[1:], strict=True)),
    )
