"""Minutes of a session (biên bản họp Hội đồng): NĐ 30 PL III, Mẫu 1.9."""

import datetime as dt
from collections import Counter
from fractions import Fraction

from awards.councils import selectors
from awards.councils.models import Attendance, CouncilSession
from awards.councils.rules import Votes
from awards.councils.selectors import ItemRow, SessionSheet
from awards.dossiers.selectors import nominee_title
from campaign_portal.foundation import numbers, paper, quantities, vietnamese
from emulation.regimes.models import RecipientNature
from emulation.territory.models import Unit

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"


def minutes(session: CouncilSession, *, is_demo: bool) -> paper.Paper:
    """The minutes of a closed session as a paper: no place and date line, the secretary signs left, the chair right."""
    sheet = selectors.sheet_of(session)
    office = session.council.office
    return paper.Paper(
        kind="Biên bản",
        subject=f"Họp {office.name}\nxét khen thưởng phong trào thi đua năm {session.campaign.year}",
        issuer=paper.Issuer(_own_name(office.name, session.unit), superior=f"Ủy ban nhân dân {session.unit.title}"),
        symbol=f"BB-{office.symbol}",
        number=numbers.shown(session.minutes_number) if session.minutes_number else "",
        body=(*_opening(session, sheet), *_course(session, sheet), *_result(session, sheet)),
        recipients=("Lưu: VT, Hồ sơ",),
        signers=(
            paper.Signer(("Thư ký",), name=session.secretary.full_name),
            paper.Signer(("Chủ tọa",), name=session.chair.full_name),
        ),
        notice=DEMO_NOTICE if is_demo else "",
    )


def _own_name(name: str, unit: Unit) -> str:
    """The body's name without its unit, which stands above it already; "Hội đồng" on a line of its own."""
    return name.removesuffix(f" {unit.title}").replace("Hội đồng ", "Hội đồng\n", 1)


def _moment(time: dt.time, date: dt.date) -> str:
    return f"{time.hour:02d} giờ {time.minute:02d}, {vietnamese.long_day(date)}"


def _opening(session: CouncilSession, sheet: SessionSheet) -> tuple[paper.Block, ...]:
    way, tally = Attendance.Way, sheet.tally
    present = [row for row in sheet.attendance if row.way == way.PRESENT]
    written = [row for row in sheet.attendance if row.way == way.WRITTEN]
    absent = [row for row in sheet.attendance if row.way == way.ABSENT]
    ways = [
        f"{count:02d} {said}"
        for count, said in (
            (tally.present, "có mặt"),
            (tally.written, "gửi ý kiến bằng văn bản"),
            (tally.absent, "vắng"),
        )
        if count
    ]
    blocks: list[paper.Block] = [
        paper.Paragraph(f"Thời gian bắt đầu: {_moment(session.starts_at, session.held_on)}."),
        paper.Paragraph(f"Địa điểm: {session.place}."),
        paper.Paragraph(
            f"Thành phần tham dự: {tally.taking_part} trên tổng số {session.member_count} thành viên Hội đồng (theo "
            f"{session.council.founding_decision}), đủ {sheet.quorum} theo quy định; trong đó {', '.join(ways)}."
        ),
        paper.Paragraph("Thành viên có mặt:"),
        _names([f"{row.member.full_name}, {row.member.position}, {_post(row)}" for row in present]),
    ]
    if written:
        blocks.append(paper.Paragraph("Thành viên gửi ý kiến bằng văn bản:"))
        blocks.append(_names([f"{row.member.full_name}, {row.member.position}" for row in written]))
    if absent:
        blocks.append(paper.Paragraph("Thành viên vắng:"))
        blocks.append(_names([f"{row.member.full_name}: {row.note}" for row in absent]))
    return (
        *blocks,
        paper.Paragraph(f"Chủ trì (chủ tọa): {session.chair.full_name}, {session.chair.get_post_display()}."),
        paper.Paragraph(f"Thư ký (người ghi biên bản): {session.secretary.full_name}."),
    )


def _names(names: list[str]) -> paper.BulletList:
    """One a line, each ending ";", the last "."."""
    return paper.BulletList(tuple(f"{name}{';' if place < len(names) else '.'}" for place, name in enumerate(names, 1)))


def _post(row: Attendance) -> str:
    """ "Phó Chủ tịch Hội đồng", "ủy viên": a capital for those who lead (NĐ 30 PL II V)."""
    post = row.member.get_post_display()
    return post if row.member.post in selectors.PRESIDING else post[0].lower() + post[1:]


def _course(session: CouncilSession, sheet: SessionSheet) -> tuple[paper.Block, ...]:
    blocks: list[paper.Block] = [
        paper.Heading("Nội dung", number="I"),
        paper.Paragraph(
            f"Hội đồng xét {len(sheet.rows)} trường hợp đề nghị khen thưởng trong phong trào thi đua "
            f"“{session.campaign.name}” năm {session.campaign.year}. Cơ quan thường trực Hội đồng báo cáo kết quả thẩm "
            "định từng hồ sơ; các thành viên thảo luận và biểu quyết."
        ),
    ]
    for row in sheet.rows:
        said = [
            f"{f'{unmet.office} đánh giá chưa đạt' if unmet.office else 'chưa đạt'} tiêu chuẩn “{unmet.criterion}”: "
            f"{unmet.remark or unmet.facts}"
            for unmet in row.unmet
        ]
        said += [f"{opinion.office}: {opinion.text}" for opinion in row.opinions]
        said += [f"{recusal.member} không biểu quyết ({recusal.reason})" for recusal in row.recusals]
        if said:
            blocks.append(
                paper.Paragraph(
                    f"Về {nominee_title(row.item.dossier.party)}: {'; '.join(part.rstrip(' .;') for part in said)}."
                )
            )
    return tuple(blocks)


def _result(session: CouncilSession, sheet: SessionSheet) -> tuple[paper.Block, ...]:
    return (
        paper.Heading("Kết quả biểu quyết", number="II"),
        paper.Paragraph(_how_counted(sheet)),
        _table(sheet),
        paper.Heading("Kết luận", number="III"),
        *_conclusion(session, sheet),
        paper.Paragraph(f"Cuộc họp kết thúc vào {_moment(session.ends_at or session.starts_at, session.held_on)}./."),
    )


def _how_counted(sheet: SessionSheet) -> str:
    ways = sorted({(row.item.secret, row.threshold.says) for row in sheet.rows})
    said = "; ".join(f"{'bỏ phiếu kín' if secret else 'biểu quyết công khai'}, cần {says}" for secret, says in ways)
    return f"Cách biểu quyết: {said}. Tỷ lệ tính trên tổng số thành viên Hội đồng theo quyết định thành lập."


def _table(sheet: SessionSheet) -> paper.Table:
    return paper.Table(
        columns=(
            paper.Column(7, "center"),
            paper.Column(36),
            paper.Column(17),
            paper.Column(13, "center"),
            paper.Column(13, "right"),
            paper.Column(11, "center"),
            paper.Column(11, "center"),
            paper.Column(18),
        ),
        header=(
            ("STT", "Được đề nghị", "Hình thức", "Đồng ý / tổng số", "Tỷ lệ", "Không đồng ý", "Ý kiến khác", "Kết quả"),
        ),
        rows=tuple(paper.Row(_cells(place, row, sheet)) for place, row in enumerate(sheet.rows, 1)),
    )


def _cells(place: int, row: ItemRow, sheet: SessionSheet) -> tuple[str, ...]:
    votes = row.votes or Votes(0, 0, 0)
    return (
        str(place),
        row.nominee,
        str(row.item.dossier.award_form),
        f"{votes.agree}/{sheet.session.member_count}",
        quantities.percent_text(Fraction(votes.agree, sheet.session.member_count)),
        str(votes.against),
        str(votes.other),
        "Thông qua" if row.item.passed else "Không thông qua",
    )


def _conclusion(session: CouncilSession, sheet: SessionSheet) -> tuple[paper.Block, ...]:
    blocks = []
    authority = f"Chủ tịch Ủy ban nhân dân {session.unit.title}"
    forms: dict[str, list[ItemRow]] = {}
    for row in sheet.passed:
        forms.setdefault(str(row.item.dossier.award_form.name_for(session.unit.title)), []).append(row)
    for form, rows in forms.items():
        blocks.append(
            paper.Paragraph(f"Hội đồng thống nhất đề nghị {authority} xét, quyết định tặng {form} cho {counted(rows)}.")
        )
    for row in sheet.rows:
        if not row.item.passed:
            who = nominee_title(row.item.dossier.party)
            blocks.append(paper.Paragraph(f"Không đề nghị đối với {who}: {row.outcome}."))
    return tuple(blocks)


def counted(rows: list[ItemRow]) -> str:
    """ "02 tập thể, 01 hộ gia đình và 03 cá nhân": what there is none of is left out."""
    found = Counter(row.item.dossier.participant_class.nature for row in rows)
    parts = [
        f"{found[nature]:02d} {RecipientNature(nature).label}" for nature in RecipientNature.values if found[nature]
    ]
    return " và ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
