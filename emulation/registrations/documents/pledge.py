"""Giao ước thi đua as a paper: all parties, what they promise together and each by itself, one signature each."""

from collections.abc import Iterator

from campaign_portal.foundation import paper, vietnamese
from campaign_portal.foundation.models import Installation
from emulation.campaigns.models import Campaign
from emulation.registrations.documents.registration import DEMO_NOTICE
from emulation.registrations.models import Pledge, PledgeLine, PledgeParty
from emulation.registrations.selectors.pledges import PledgeSheet, represents, sheet_of


def pledge_paper(pledge: Pledge) -> paper.Paper:
    """No body issues it: the parties do. Without a date while it is a draft."""
    sheet = sheet_of(pledge)
    return paper.Paper(
        kind="Giao ước thi đua",
        subject=f"Thực hiện phong trào thi đua “{pledge.campaign.name}” năm {pledge.year}\n({pledge.title})",
        place=pledge.place,
        dated_on=pledge.signed_on,
        bases=tuple(_bases(pledge.campaign)),
        body=tuple(_body(sheet)),
        signers=tuple(
            paper.Signer((f"Đại diện {_short(row)}", *filter(None, [row.signer_title])), name=row.signer_name)
            for row in sheet.parties
        ),
        notice=DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else "",
        sizes=paper.SMALL,
    )


def _bases(campaign: Campaign) -> Iterator[str]:
    document = campaign.document
    kind, number = document.get("kind") or "Kế hoạch", document.get("number")
    said = f"Căn cứ {kind}" + (f" số {number}" if number else "")
    yield f"{said} về phong trào thi đua “{campaign.name}”"


def _body(sheet: PledgeSheet) -> Iterator[paper.Block]:
    pledge = sheet.pledge
    when = f"Hôm nay, {vietnamese.long_day(pledge.signed_on)}" if pledge.signed_on else "Hôm nay, ngày … tháng … năm …"
    yield paper.Paragraph(f"{when}, tại {pledge.place or '…'}, chúng tôi gồm:")
    for number, row in enumerate(sheet.parties, 1):
        capacity = f" ({row.capacity})" if row.capacity else ""
        signer = ", ".join(part for part in (row.signer_name, row.signer_title) if part)
        by = f", do {signer}, làm đại diện" if row.signer_name else ""
        yield paper.Paragraph(f"{number}. {represents(row)}{capacity}{by};")
    yield paper.Paragraph(
        f"Cùng ký giao ước thi đua thực hiện phong trào “{pledge.campaign.name}” năm {pledge.year} với các nội dung "
        "sau:"
    )
    parts = iter(("I", "II", "III", "IV"))
    if pledge.text:
        yield paper.Heading("Lời giao ước", number=next(parts))
        yield from (paper.Paragraph(text.strip()) for text in pledge.text.splitlines() if text.strip())
    if sheet.common:
        yield paper.Heading("Nội dung chung", number=next(parts))
        yield from (paper.Paragraph(f"{place}. {_said(line)}") for place, line in enumerate(sheet.common, 1))
    own = [(row, sheet.own(row)) for row in sheet.parties if sheet.own(row)]
    if own:
        yield paper.Heading("Nội dung của từng đơn vị", number=next(parts))
        yield paper.Table(
            columns=(paper.Column(6, "center"), paper.Column(28), paper.Column(44), paper.Column(22)),
            header=(("TT", "Đơn vị", "Nội dung", "Chỉ tiêu, số lượng"),),
            rows=tuple(
                paper.Row((str(number), row.party.name, line.text, line.quantity))
                for number, (row, line) in enumerate(((row, line) for row, lines in own for line in lines), 1)
            ),
        )
    yield paper.Heading("Cam kết", number=next(parts))
    copies = len(sheet.parties) + 1
    yield paper.Paragraph(
        "Các bên cam kết thực hiện đúng những nội dung đã ký; kết quả thực hiện là căn cứ để chấm điểm, xét thi đua "
        f"cuối năm. Giao ước này được lập thành {copies:02d} bản, mỗi bên giữ một bản, một bản gửi cơ quan thường trực "
        "Hội đồng Thi đua - Khen thưởng để theo dõi./."
    )


def _short(row: PledgeParty) -> str:
    """As it stands above a signature, where the line is short: "xã Tả Van", "Phòng Nội vụ"."""
    return row.party.office.short_name if row.party.office else row.party.title


def _said(line: PledgeLine) -> str:
    return f"{line.text}: {line.quantity}." if line.quantity else f"{line.text.rstrip('.')}."
