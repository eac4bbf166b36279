"""Quyết định giao chỉ tiêu with its annex (NĐ 30/2020 PL III, Mẫu 1.2): the Committee's own act."""

import datetime as dt
from collections.abc import Iterator, Sequence

from campaign_portal.foundation import paper, vietnamese
from emulation.campaigns.models import Campaign
from emulation.people.models import Function
from emulation.people.selectors import office_doing
from emulation.targets.models import AssignmentSheet
from emulation.targets.rules import wording
from emulation.targets.selectors.assigning import Grid, mismatch
from emulation.territory.models import Level, Unit

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
DRAFT_NOTICE = "DỰ THẢO – CHƯA BAN HÀNH"
SIGNED = {
    "head": ("TM. Ủy ban nhân dân", "Chủ tịch"),
    "acting": ("TM. Ủy ban nhân dân", "Q. Chủ tịch"),
    "deputy": ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
}


def assignment_paper(grids: Sequence[Grid], *, is_demo: bool) -> paper.Paper:
    """One decision, an annex for each indicator it gives. A draft has no number and date and says what it is."""
    sheet = grids[0].sheet
    unit = sheet.unit
    number, _, symbol = sheet.decision_number.partition("/") if sheet.is_binding else ("", "", "")
    symbol = symbol or "QĐ-UBND"
    authority = f"Ủy ban nhân dân {unit.title}"
    subject = f"Về việc giao chỉ tiêu {_names(grids)} năm {sheet.year}"
    notices = [] if sheet.is_binding else [DRAFT_NOTICE]
    return paper.Paper(
        kind="Quyết định",
        subject=subject,
        issuer=paper.Issuer(authority),
        symbol=symbol,
        number=number,
        place=unit.name,
        dated_on=sheet.decision_on if sheet.is_binding else None,
        authority=authority,
        bases=tuple(_bases(sheet)),
        enacting="Quyết định:",
        body=tuple(_articles(grids)),
        recipients=("Như Điều 3", f"Cơ quan thường trực phong trào {unit.title}", "Lưu: VT"),
        signers=(paper.Signer(SIGNED[sheet.capacity or "head"], name=sheet.signer),),
        annexes=tuple(_annex(grid, place, len(grids), number, symbol) for place, grid in enumerate(grids, 1)),
        notice=" · ".join(notices + ([DEMO_NOTICE] if is_demo else [])),
    )


def _names(grids: Sequence[Grid]) -> str:
    names = [grid.sheet.indicator.name for grid in grids]
    return ", ".join(f"{name[:1].lower()}{name[1:]}" for name in names)


def _bases(sheet: AssignmentSheet) -> Iterator[str]:
    """The law on local government in force, the campaign's own paper, who proposes."""
    on = sheet.decision_on or sheet.made_at.date()
    yield _local_government(on)
    yield f"Căn cứ {_plan_words(sheet.campaign)}"
    office = office_doing(Function.POVERTY_STANDING_OFFICE, sheet.unit, on)
    if office is not None:
        yield f"Theo đề nghị của {office.name}"


def _local_government(on: dt.date) -> str:
    if on >= dt.date(2025, 6, 16):
        return "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    said = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"
    if on >= dt.date(2020, 7, 1):
        said += (
            "; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương "
            "ngày 22 tháng 11 năm 2019"
        )
    return said


def _plan_words(campaign: Campaign) -> str:
    """ "Kế hoạch số 05/KH-UBND ngày … của Ủy ban nhân dân … về phong trào thi đua …", with what of it is known."""
    document = campaign.document
    said = document.get("kind") or "Kế hoạch"
    if document.get("number"):
        said += f" số {document['number']}/{document['symbol']}"
    if document.get("date_text"):
        said += f" {document['date_text']}"
    said += f" của {campaign.issuer_name or f'Ủy ban nhân dân {campaign.unit.title}'}"
    return f"{said} về phong trào thi đua “{campaign.name}”"


def _articles(grids: Sequence[Grid]) -> Iterator[paper.Block]:
    sheet = grids[0].sheet
    unit, count = sheet.unit, len(grids[0].shares)
    below = grids[0].child_word
    annexes = "có phụ lục kèm theo" if len(grids) == 1 else "có các phụ lục kèm theo"
    yield paper.Article(
        1, f"Giao chỉ tiêu {_names(grids)} năm {sheet.year} cho {count} {below} thuộc {unit.title} ({annexes})."
    )
    for grid in grids:
        said = _whole_words(grid)
        if said:
            yield paper.Paragraph(said)
    replaced = "".join(_replacing(grid) for grid in grids)
    passing = (
        "giao chỉ tiêu cho các đơn vị trực thuộc, " if grids[0].shares and _has_below(grids[0].shares[0].unit) else ""
    )
    yield paper.Article(
        2,
        f"Căn cứ mức được giao, các đơn vị có tên tại phụ lục {passing}tổ chức thực hiện và báo cáo kết quả theo quy "
        "định của phong trào.",
    )
    office = office_doing(Function.POVERTY_STANDING_OFFICE, unit, sheet.decision_on or sheet.made_at.date())
    who = f"{office.name} và các" if office else "Các"
    yield paper.Article(
        3,
        f"Quyết định này có hiệu lực kể từ ngày ký{replaced}. {who} đơn vị có tên tại phụ lục chịu trách nhiệm thi "
        "hành Quyết định này./.",
    )


def _has_below(unit: Unit) -> bool:
    return unit.level != Level.HAMLET


def _replacing(grid: Grid) -> str:
    if grid.sheet.version == 1:
        return ""
    name = grid.sheet.indicator.name
    return f" và thay mức {name[:1].lower()}{name[1:]} đã giao trước đây ({grid.sheet.reason.rstrip('.')})"


def _whole_words(grid: Grid) -> str:
    """The unit's own figure, and why the children's do not come to it where they do not."""
    spec, sheet, found = grid.spec, grid.sheet, grid.balance
    if grid.whole.value is None:
        return ""
    low = wording.figure_text(spec.measure, grid.whole.value)
    shown = low if grid.whole.high is None else f"từ {low} đến {wording.figure_text(spec.measure, grid.whole.high)}"
    said = f"Mức chung của {sheet.unit.title}: {shown} {spec.unit_of_measure}"
    said += f" ({grid.whole.source})." if grid.whole.source else "."
    if found.needs_reason:
        said += f" {mismatch(grid, found)} Lý do: {sheet.mismatch_reason.rstrip('.')}."
    return said


def _annex(grid: Grid, place: int, of: int, number: str, symbol: str) -> paper.Annex:
    sheet = grid.sheet
    authority = f"Ủy ban nhân dân {sheet.unit.title}"
    name = sheet.indicator.name
    return paper.Annex(
        title="Phụ lục" if of == 1 else f"Phụ lục {('I', 'II', 'III', 'IV', 'V')[(place - 1) % 5]}",
        subtitle=f"Chỉ tiêu {name[:1].lower()}{name[1:]} năm {sheet.year}",
        reference=paper.attached_to(
            "Quyết định", number, symbol, sheet.decision_on if sheet.is_binding else None, authority
        ),
        blocks=(_table(grid),),
    )


def _table(grid: Grid) -> paper.Table:
    spec = grid.spec
    unit = f"({spec.unit_of_measure})"
    header = ["STT", "Đơn vị", "Số hộ dân cư đầu năm", "Số hộ nghèo đầu năm", f"Mức giao {unit}"]
    columns = [
        paper.Column(7, "center"),
        paper.Column(36),
        paper.Column(18, "right"),
        paper.Column(18, "right"),
        paper.Column(18, "right"),
    ]
    if spec.is_rate:
        header.append("Tương đương (hộ)")
        columns.append(paper.Column(18, "right"))
    rows = []
    for number, share in enumerate(grid.shares, 1):
        cells = [
            str(number),
            share.unit.opening_title,
            _count(share.households),
            _count(share.poor),
            wording.figure_text(spec.measure, share.value),
        ]
        rows.append(paper.Row((*cells, _count(share.in_households))[: len(header)]))
    total = [
        "",
        "Cộng" if not spec.is_rate else "Chung theo số hộ",
        _count(grid.households),
        _count(grid.poor),
        wording.figure_text(spec.measure, grid.balance.total),
    ]
    equal = [share.in_households for share in grid.shares]
    whole = None if None in equal else sum(one or 0 for one in equal)
    rows.append(paper.Row((*total, _count(whole))[: len(header)], kind="total"))
    return paper.Table(columns=tuple(columns), header=(tuple(header),), rows=tuple(rows))


def _count(number: int | None) -> str:
    return "–" if number is None else vietnamese.grouped(number)
