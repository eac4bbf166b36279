"""A paper as one HTML document and its style sheet, for `foundation.pdf`."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from campaign_portal.foundation.paper import html_blocks, measures, widths, wording
from campaign_portal.foundation.paper.blocks import Annex, Paper, Signer, only_signer, signer_rows


@dataclass(frozen=True)
class Ruled:
    """Centred lines and the length of the rule below them, in points."""

    lines: SafeString
    rule: float


def to_html(paper: Paper) -> str:
    return render_to_string(
        "foundation/paper/paper.html",
        {
            "paper": paper,
            "document_title": wording.document_title(paper),
            "notice": wording.clean(paper.notice),
            "words": wording,
            "motto": Ruled(
                html_blocks.lines([wording.MOTTO]),
                widths.rule_width((wording.MOTTO,), paper.sizes.body, measures.MOTTO_RULE),
            ),
            **_head(paper),
            "bases": [html_blocks.rich_runs(runs) for runs in wording.ended(paper.bases)],
            "body": html_blocks.blocks(paper.body),
            **_foot(paper),
            "annexes": [_annex(paper, annex, index) for index, annex in enumerate(paper.annexes, start=1)],
        },
    )


def to_css(paper: Paper) -> str:
    return render_to_string(
        "foundation/paper/paper.css",
        {
            "m": measures,
            "sizes": paper.sizes,
            "font": settings.DOCUMENT_FONT,
            "notice": bool(paper.notice),
            "page": measures.page(paper.landscape),
            "annexes": [
                {"name": f"annex{index}", "page": measures.page(annex.landscape)}
                for index, annex in enumerate(paper.annexes, start=1)
            ],
            "percent": {
                "head": [share * 100 for share in measures.HEAD_SHARES],
                "addressees": measures.ADDRESSEES_SHARE * 100,
                "foot": [share * 100 for share in measures.FOOT_SHARES],
            },
        },
    )


def _ruled(text: str, width: float, points: float) -> Ruled:
    broken = widths.even_lines(text, width, points, bold=True)
    return Ruled(html_blocks.lines(broken), widths.rule_width(broken, points, measures.SHORT_RULE))


def _head(paper: Paper) -> dict[str, object]:
    text_width = measures.page(paper.landscape).text_width * measures.MM
    left = text_width * measures.HEAD_SHARES[0]
    sizes = paper.sizes
    number, symbol = wording.number_parts(paper)
    context: dict[str, object] = {
        "number": number,
        "symbol": symbol,
        "place_and_date": wording.place_and_date(paper),
        "kind": wording.title(paper.kind),
        "subject": _ruled(wording.subject(paper), text_width, sizes.body) if paper.kind and paper.subject else None,
        "about": ""
        if paper.kind
        else html_blocks.lines(widths.even_lines(wording.subject(paper), left, sizes.national)),
        "authority": html_blocks.lines(wording.title(paper.authority).split("\n")),
        "enacting": wording.title(paper.enacting),
        "addressees": [html_blocks.rich_runs(runs) for runs in wording.ended(paper.addressees)],
        "only_addressee": wording.clean(paper.addressees[0]) if len(paper.addressees) == 1 else "",
    }
    if paper.issuer:
        context["superior"] = html_blocks.lines(
            widths.even_lines(wording.title(paper.issuer.superior), left, sizes.national)
        )
        context["issuer"] = _ruled(wording.title(paper.issuer.name), left, sizes.national)
    return context


def _foot(paper: Paper) -> dict[str, object]:
    return {
        "recipients": [html_blocks.rich_runs(runs) for runs in wording.ended(paper.recipients)],
        "only_signer": _signer(alone) if (alone := only_signer(paper)) else None,
        "signer_rows": [[_signer(signer) for signer in row] for row in signer_rows(paper)],
    }


def _signer(signer: Signer) -> dict[str, object]:
    return {
        "lines": html_blocks.lines([wording.title(line) for line in signer.lines]),
        "note": wording.clean(signer.note),
        "post_at_home": wording.title(signer.post_at_home),
        "name": wording.clean(signer.name),
    }


def _annex(paper: Paper, annex: Annex, index: int) -> dict[str, object]:
    width = measures.page(annex.landscape).text_width * measures.MM
    body = paper.sizes.body
    return {
        "name": f"annex{index}",
        "label": wording.clean(annex.label),
        "title": html_blocks.lines(widths.even_lines(wording.title(annex.title), width, body, bold=True)),
        "subtitle": html_blocks.lines(widths.even_lines(wording.clean(annex.subtitle), width, body, bold=True)),
        "reference": html_blocks.lines(widths.even_lines(wording.clean(annex.reference), width, body)),
        "blocks": html_blocks.blocks(annex.blocks),
    }
