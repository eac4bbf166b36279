"""Minutes of an inspection (biên bản kiểm tra): NĐ 30 PL III, Mẫu 1.9."""

from campaign_portal.foundation import paper, vietnamese
from campaign_portal.foundation.models import Installation
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.registrations.documents.registration import DEMO_NOTICE


def minutes(inspection: Inspection) -> paper.Paper:
    """Head of the team left, whoever stands for the inspected right; blanks where nothing is written yet."""
    office, unit = inspection.office, inspection.office.unit
    findings = list(inspection.findings.select_related("unit"))
    return paper.Paper(
        kind="Biên bản",
        subject=f"{_kind(inspection)} {inspection.party.title}\n{inspection.title}",
        issuer=paper.Issuer(office.name.removesuffix(f" {unit.title}"), superior=f"Ủy ban nhân dân {unit.title}"),
        symbol=f"BB-{office.symbol}" if office.symbol else "",
        body=(*_opening(inspection), *_found(findings), *_closing(inspection)),
        recipients=(f"{inspection.party.title[:1].upper()}{inspection.party.title[1:]}", "Lưu: VT"),
        signers=(
            paper.Signer(("Đại diện nơi được kiểm tra",), note="(Ký, ghi rõ họ tên)"),
            paper.Signer(("Trưởng đoàn kiểm tra",), note="(Ký, ghi rõ họ tên)"),
        ),
        notice=DEMO_NOTICE if Installation.objects.filter(is_demo=True).exists() else "",
    )


def _kind(inspection: Inspection) -> str:
    label = inspection.get_kind_display()
    return label[:1].upper() + label[1:]


def _lines(text: str) -> tuple[str, ...]:
    """One a line, each ending ";", the last "."."""
    lines = [line.strip().rstrip(".;") for line in text.splitlines() if line.strip()]
    return tuple(f"{line}{';' if place < len(lines) else '.'}" for place, line in enumerate(lines, start=1))


def _paragraphs(text: str) -> list[paper.Block]:
    return [paper.Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _opening(inspection: Inspection) -> list[paper.Block]:
    held = vietnamese.long_day(inspection.held_on) if inspection.held_on else "ngày … tháng … năm …"
    basis = f"{inspection.basis.rstrip('.')}; " if inspection.basis else ""
    blocks: list[paper.Block] = [
        paper.Paragraph(f"Căn cứ: {basis}kế hoạch phong trào thi đua “{inspection.campaign.name}”."),
        paper.Paragraph(f"Thời gian: {held}."),
        paper.Paragraph(f"Địa điểm: {inspection.place or '…'}."),
        paper.Paragraph("Đoàn kiểm tra:"),
        paper.BulletList(_lines(inspection.team) or ("…",)),
        paper.Paragraph("Đại diện nơi được kiểm tra:"),
        paper.BulletList(_lines(inspection.present) or ("…",)),
        paper.Heading("Nội dung kiểm tra", number="I"),
    ]
    return [*blocks, *_paragraphs(inspection.content)]


def _found(findings: list[InspectionFinding]) -> list[paper.Block]:
    blocks: list[paper.Block] = [paper.Heading("Kết quả kiểm tra", number="II")]
    if not findings:
        return [*blocks, paper.Paragraph("Đoàn kiểm tra không phát hiện điều gì phải khắc phục.")]
    table = paper.Table(
        columns=(
            paper.Column(6, "center"),
            paper.Column(40),
            paper.Column(22),
            paper.Column(38),
            paper.Column(17, "center"),
        ),
        header=(("TT", "Điều phát hiện, mức độ", "Đơn vị liên quan", "Việc phải làm", "Hạn"),),
        rows=tuple(
            paper.Row(
                (
                    str(number),
                    f"{finding.text} ({finding.get_severity_display()})",
                    finding.unit.opening_title,
                    finding.ask or "–",
                    vietnamese.day(finding.due_on) if finding.due_on else "–",
                )
            )
            for number, finding in enumerate(findings, start=1)
        ),
    )
    return [*blocks, table]


def _closing(inspection: Inspection) -> list[paper.Block]:
    return [
        paper.Heading("Kết luận", number="III"),
        *_paragraphs(inspection.conclusion),
        paper.Paragraph("Biên bản được lập thành 02 bản, đọc lại cho các thành phần cùng nghe và thống nhất ký tên./."),
    ]
