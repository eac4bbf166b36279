"""Báo cáo thành tích in a campaign: the draft the product writes from what it knows (awards-law (c)).

It is signed by the nominee, confirmed by the direct superior, scanned and uploaded: the upload is the paper.
"""

from awards.dossiers import selectors
from awards.dossiers.documents.shared import (
    DEMO_NOTICE,
    award_name,
    campaign_words,
    detail_of,
    issuer_of,
    name_of,
    seat_of,
)
from awards.dossiers.models import Dossier, Evidence
from awards.dossiers.selectors import Assessment, CriterionRow
from campaign_portal.foundation import paper, quantities, vietnamese
from campaign_portal.foundation.periods import Period
from emulation.campaigns.models import ParticipantClass
from emulation.people.models import Office, Party
from emulation.people.selectors import office_doing
from emulation.poverty import selectors as poverty
from emulation.territory.models import Level
from emulation.territory.selectors import hamlets_of

DONE = "Việc đã làm, biện pháp, hiệu quả"


def achievement_report(dossier: Dossier, *, is_demo: bool = False) -> paper.Paper:
    """A whole draft; what only the nominee knows is left as dotted lines."""
    submission = dossier.submission
    party = dossier.party
    office = _issuing_office(dossier)
    return paper.Paper(
        kind="Báo cáo thành tích",
        subject=f"Đề nghị tặng {award_name(submission)}\ntrong {campaign_words(submission.campaign)}",
        issuer=issuer_of(office) if office else _organisation(party),
        symbol=f"BC-{office.symbol}" if office and office.symbol else "",
        place=(office.place if office else "") or submission.proposer.place or submission.unit.name,
        body=(
            paper.Heading(_first_title(dossier), number="I"),
            *_particulars(dossier),
            paper.Heading("Thành tích đạt được trong phong trào", number="II"),
            *_achievements(dossier, selectors.assess(dossier)),
            paper.Heading("Các hình thức đã được khen thưởng", number="III"),
            *_awards(dossier),
        ),
        signers=(
            paper.Signer((f"Xác nhận của {selectors.direct_superior(party)}",)),
            paper.Signer((_who_reports(dossier),), note="(Ký, ghi rõ họ tên)" if office is None else ""),
        ),
        notice=DEMO_NOTICE if is_demo else "",
    )


def _issuing_office(dossier: Dossier) -> Office | None:
    """A commune's committee or an agency issues its own report; a hamlet, a person or a household signs a form."""
    party = dossier.party
    if party.kind == Party.Kind.OFFICE:
        return party.office
    if party.kind == Party.Kind.UNIT and party.unit.level != Level.HAMLET:
        return office_doing("leadership", party.unit, dossier.submission.campaign.starts_on)
    return None


def _organisation(party: Party) -> paper.Issuer | None:
    return paper.Issuer(party.name) if party.kind == Party.Kind.ORGANISATION else None


def _first_title(dossier: Dossier) -> str:
    nature = dossier.participant_class.nature
    if nature == ParticipantClass.Nature.INDIVIDUAL:
        return "Sơ lược lý lịch"
    return "Sơ lược về hộ" if nature == ParticipantClass.Nature.HOUSEHOLD else "Sơ lược đặc điểm, tình hình"


def _who_reports(dossier: Dossier) -> str:
    nature = dossier.participant_class.nature
    if nature == ParticipantClass.Nature.INDIVIDUAL:
        return "Người báo cáo thành tích"
    return "Chủ hộ" if nature == ParticipantClass.Nature.HOUSEHOLD else "Thủ trưởng đơn vị"


# --- I --------------------------------------------------------------------------------------------------------------


def _particulars(dossier: Dossier) -> list[paper.Block]:
    party = dossier.party
    if party.kind in {Party.Kind.PERSON, Party.Kind.HOUSEHOLD}:
        return _of_person(party)
    blocks: list[paper.Block] = [
        _line("Tên đơn vị", name_of(party)),
        _line("Địa chỉ", detail_of(party) or seat_of(party)),
        _line("Điện thoại"),
        _line("Chức năng, nhiệm vụ"),
    ]
    if party.kind == Party.Kind.UNIT:
        blocks.append(paper.Paragraph(_place_in_numbers(dossier)))
    return blocks


def _of_person(party: Party) -> list[paper.Block]:
    head = "Họ và tên chủ hộ" if party.kind == Party.Kind.HOUSEHOLD else "Họ và tên"
    gender = party.get_gender_display() if party.gender else ""
    name = selectors.nominee_title(party).removeprefix("hộ ").removeprefix("ông ").removeprefix("bà ")
    blocks: list[paper.Block] = [
        paper.FieldLine((paper.Field(head, name, 2), paper.Field("Giới tính", gender))),
        paper.FieldLine(
            (paper.Field("Năm sinh", str(party.birth_year or "")), paper.Field("Dân tộc", party.ethnicity))
        ),
        _line("Nơi ở hiện nay", seat_of(party)),
    ]
    if party.kind == Party.Kind.PERSON:
        blocks += [_line("Quê quán"), _line("Chức vụ, nơi công tác", party.position)]
    return blocks


def _line(label: str, value: str = "") -> paper.FieldLine:
    return paper.FieldLine((paper.Field(label, value),))


def _place_in_numbers(dossier: Dossier) -> str:
    """The place at the start of the year, from the approved list."""
    unit, campaign = dossier.party.unit, dossier.submission.campaign
    opening = poverty.opening_figures(unit, campaign.year, campaign.standard)
    if opening is None:
        return "Chưa có số liệu đầu năm."
    hamlets = f"{len(hamlets_of(unit))} thôn, tổ dân phố; " if unit.level == Level.COMMUNE else ""
    return (
        f"Tại thời điểm 31/12/{campaign.year - 1}: {hamlets}{_count(opening.count('total'))} hộ dân cư, "
        f"{_count(opening.count('poor_end'))} hộ nghèo ({quantities.percent_text(opening.poor_rate)}), "
        f"{_count(opening.count('near_end'))} hộ cận nghèo ({quantities.percent_text(opening.near_poor_rate)})."
    )


def _count(number: int | None) -> str:
    return "–" if number is None else vietnamese.grouped(number)


# --- II -------------------------------------------------------------------------------------------------------------


def _achievements(dossier: Dossier, assessment: Assessment) -> list[paper.Block]:
    blocks: list[paper.Block] = [paper.Heading("Kết quả theo tiêu chuẩn của kế hoạch", 2, "1")]
    if assessment.rows:
        blocks.append(_criteria(assessment))
    else:
        blocks.append(paper.Paragraph("Kế hoạch không đặt tiêu chuẩn riêng cho loại đối tượng này."))
    if dossier.party.kind == Party.Kind.UNIT and (course := _course(dossier)):
        blocks += [paper.Heading("Số hộ nghèo, hộ cận nghèo", 2, "2"), course]
    number = sum(isinstance(block, paper.Heading) for block in blocks) + 1
    blocks.append(paper.Heading(DONE, 2, str(number)))
    lines = [line for line in dossier.achievements.split("\n") if line]
    blocks += [paper.Paragraph(line) for line in lines] or [_line("") for _ in range(4)]
    return blocks


def _criteria(assessment: Assessment) -> paper.Table:
    return paper.Table(
        columns=(paper.Column(0.5, "center"), paper.Column(3), paper.Column(3.6)),
        header=(("TT", "Tiêu chuẩn", "Kết quả, minh chứng"),),
        rows=tuple(
            paper.Row((str(number), row.criterion.text, _shown(row))) for number, row in enumerate(assessment.rows, 1)
        ),
    )


def _shown(row: CriterionRow) -> str:
    if row.is_measured:
        return row.text
    if not row.evidence and row.hint.startswith("Báo cáo thành tích"):  # the plan's evidence is this very paper
        return f"Nêu ở phần “{DONE}” dưới đây."
    return " ".join(_told(item) for item in row.evidence)


def _told(item: Evidence) -> str:
    return item.text if item.text.endswith(".") else f"{item.text}."


def _course(dossier: Dossier) -> paper.Table | None:
    """Start of the year beside the last review handed in."""
    unit, campaign = dossier.party.unit, dossier.submission.campaign
    commune = unit.commune if unit.level == Level.HAMLET and unit.commune else unit
    period = poverty.latest_period(commune, campaign.year, campaign.standard)
    figures = poverty.figures_of(unit, period, campaign.standard) if period else None
    if period is None or figures is None:
        return None
    now = Period(period).name + (" (sơ bộ)" if figures.is_provisional else "")
    rows = [
        ("Tổng số hộ dân cư", figures.start_count("total"), figures.count("total")),
        ("Hộ nghèo", figures.start_count("poor_end"), figures.count("poor_end")),
        ("Hộ cận nghèo", figures.start_count("near_end"), figures.count("near_end")),
    ]
    cells = [paper.Row((name, _count(start), _count(end))) for name, start, end in rows]
    rates = (quantities.percent_text(figures.start_poor_rate), quantities.percent_text(figures.poor_rate))
    return paper.Table(
        columns=(paper.Column(3), paper.Column(2, "right"), paper.Column(2, "right")),
        header=(("Chỉ tiêu", f"31/12/{campaign.year - 1}", now[:1].upper() + now[1:]),),
        rows=(*cells, paper.Row(("Tỷ lệ hộ nghèo", *rates), kind="total")),
    )


# --- III ------------------------------------------------------------------------------------------------------------


def _awards(dossier: Dossier) -> list[paper.Block]:
    held = selectors.before(dossier, selectors.earlier_awards([dossier.party_id]).get(dossier.party_id, []))
    if not held:
        return [paper.Paragraph("Chưa được khen thưởng.")]
    return [
        paper.Table(
            columns=(paper.Column(0.8, "center"), paper.Column(3), paper.Column(3), paper.Column(3)),
            header=(("Năm", "Hình thức khen thưởng", "Thành tích", "Số, ngày, cơ quan quyết định"),),
            rows=tuple(
                paper.Row((str(award.year), award.award_name, award.achievement or "–", award.decision or "–"))
                for award in reversed(held)
            ),
        )
    ]
