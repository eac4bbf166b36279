"""Tờ trình: who proposes whom, for what, on which bases (awards-law (c); NĐ 30 PL III, Mẫu 1.4)."""

from awards.dossiers import rules, selectors
from awards.dossiers.documents.shared import (
    DEMO_NOTICE,
    GROUP_NAMES,
    Group,
    authority_name,
    award_name,
    campaign_words,
    counted,
    detail_of,
    groups_of,
    issuer_of,
    name_of,
    signer_of,
)
from awards.dossiers.models import Dossier, Submission
from campaign_portal.foundation import clock, paper, vietnamese
from emulation.campaigns.models import Campaign
from emulation.people.models import Function
from emulation.regimes.selectors import bases_to_cite, regime_on

ROMAN = ("I", "II", "III")


def submission_letter(submission: Submission, *, is_demo: bool = False) -> paper.Paper:
    """The letter of a submission; before it is handed in, its draft without number and date."""
    dossiers = selectors.with_papers(submission)
    groups = groups_of(dossiers)
    number, _, symbol = submission.letter_number.partition("/")
    proposer = submission.proposer
    return paper.Paper(
        kind="Tờ trình",
        subject=f"Về việc đề nghị khen thưởng trong {campaign_words(submission.campaign)}",
        issuer=issuer_of(proposer),
        number=number,
        symbol=symbol or f"TTr-{proposer.symbol or 'UBND'}",
        place=proposer.place or proposer.unit.name,
        dated_on=submission.letter_date,
        addressees=_addressees(submission),
        bases=_bases(submission),
        body=(
            *_proposal(submission, groups),
            *_attached(submission, dossiers),
            paper.Paragraph(f"Kính đề nghị {authority_name(submission)} xem xét, quyết định./."),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signers=(signer_of(submission),),
        notice=DEMO_NOTICE if is_demo else "",
    )


def _addressees(submission: Submission) -> tuple[str, ...]:
    """The deciding authority, and the offices the dossiers go through first (S3 IV.3)."""
    first = selectors.steps_of(submission.route)[0]
    offices = selectors.offices_of(first, selectors.offices_by_role(submission.campaign))
    return (authority_name(submission), *(office.name for office in offices))


def _bases(submission: Submission) -> tuple[str, ...]:
    """The law in force on the letter's date, the campaign's plan, the minutes of the proposing level's council."""
    day = submission.letter_date or clock.today()
    regime = regime_on(day)
    lines = [f"Căn cứ {basis.text}" for basis in bases_to_cite(regime, day)] if regime else []
    lines.append(f"Căn cứ {plan_words(submission.campaign)}")
    minutes = submission.papers.filter(kind=rules.MINUTES, is_current=True, dossier__isnull=True).first()
    if minutes is not None and minutes.signed_on:
        by = f"Hội đồng Thi đua - Khen thưởng {submission.unit.title}"
        if submission.proposer.function != Function.LEADERSHIP:
            by = f"Hội đồng Thi đua - Khen thưởng của {submission.proposer.name}"
        lines.append(f"Căn cứ Biên bản họp xét khen thưởng {vietnamese.long_day(minutes.signed_on)} của {by}")
    return tuple(lines)


def plan_words(campaign: Campaign) -> str:
    """The paper that launched the campaign: "Kế hoạch … của Ủy ban nhân dân thị xã Sa Pa …"."""
    document = campaign.document
    number = f" số {document['number']}/{document['symbol']}" if document.get("number") else ""
    title = document["title"][:1].lower() + document["title"][1:]
    by = f"Ủy ban nhân dân {campaign.unit.title}"
    return f"{document['kind']}{number} {document['date_text']} của {by} {title}"


def _proposal(submission: Submission, groups: list[Group]) -> tuple[paper.Block, ...]:
    who = submission.proposer.name
    if not groups:
        return (paper.Paragraph(f"{who} đề nghị {authority_name(submission)} xét tặng {award_name(submission)}:"),)
    campaign = submission.campaign
    sentence = (
        f"{who} đề nghị {authority_name(submission)} xét tặng {award_name(submission)} cho {counted(groups)} "
        f"đã có thành tích trong {campaign_words(campaign)} (từ {vietnamese.long_day(campaign.starts_on)}), gồm:"
    )
    return (paper.Paragraph(sentence), _table(groups))


def _table(groups: list[Group]) -> paper.Table:
    assessed = selectors.assess_many([dossier for group in groups for dossier in group.dossiers])
    rows: list[paper.Row] = []
    for place, group in enumerate(groups):
        title = f"{ROMAN[place]}. {GROUP_NAMES[group.nature]}"
        rows.append(paper.Row((paper.Cell(title, colspan=4, align="left"),), kind="group"))
        rows += [
            paper.Row(
                (
                    str(number),
                    name_of(dossier.party),
                    detail_of(dossier.party),
                    assessed[dossier.pk].clauses or "–",
                )
            )
            for number, dossier in enumerate(group.dossiers, 1)
        ]
    return paper.Table(
        columns=(
            paper.Column(0.6, "center"),
            paper.Column(3),
            paper.Column(3.6),
            paper.Column(1.6, "center"),
        ),
        header=(("TT", "Tên tập thể, họ và tên", "Chức vụ, đơn vị, địa chỉ", "Tiêu chuẩn tại mục"),),
        rows=tuple(rows),
    )


def _attached(submission: Submission, dossiers: list[Dossier]) -> tuple[paper.Block, ...]:
    """The papers that go with the letter, and in how many sets."""
    items = [
        line.rule.name
        for line in selectors.shared_papers(submission, dossiers)
        if line.rule.kind != rules.SUBMISSION_LETTER
    ]
    own = [line.rule.name for dossier in dossiers for line in selectors.own_papers(dossier)]
    items += [f"{own.count(name):02d} {name}" for name in dict.fromkeys(own)]
    if not items:
        return ()
    sets = submission.route.sets_of_papers
    return (
        paper.Paragraph(f"Hồ sơ gửi kèm ({sets:02d} bộ):"),
        paper.BulletList(tuple(f"{item}{';' if place < len(items) else '.'}" for place, item in enumerate(items, 1))),
    )
