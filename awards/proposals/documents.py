"""The Tờ trình to the superior (NĐ 30 PL III, Mẫu 1.4): whom, for what, on which bases, with the list."""

from awards.dossiers.documents.letter import ROMAN, plan_words
from awards.dossiers.documents.shared import (
    DEMO_NOTICE,
    GROUP_NAMES,
    campaign_words,
    counted,
    detail_of,
    groups_of,
    issuer_of,
    name_of,
)
from awards.dossiers.rules import signing_lines
from awards.proposals import selectors
from awards.proposals.models import UpwardProposal
from campaign_portal.foundation import clock, paper, vietnamese
from emulation.regimes.selectors import bases_to_cite, regime_on

DRAFT_NOTICE = "DỰ THẢO – CHƯA KÝ"


def letter(proposal: UpwardProposal, *, is_demo: bool) -> paper.Paper:
    """A draft has no number and no date, and says on every page what it is."""
    office, session = proposal.authority, proposal.session
    number, _, symbol = proposal.letter_number.partition("/")
    day = proposal.letter_date or clock.today()
    regime = regime_on(day)
    bases = [f"Căn cứ {basis.text}" for basis in bases_to_cite(regime, day)] if regime else []
    bases.append(f"Căn cứ {plan_words(proposal.campaign)}")
    council = session.council.office.name
    bases.append(
        f"Căn cứ Biên bản số {session.shown_minutes_number} {vietnamese.long_day(session.held_on)} của {council}"
    )
    notices = [] if proposal.letter_number else [DRAFT_NOTICE]
    lines = signing_lines(proposal.signer_title or "Chủ tịch", for_committee=True)
    return paper.Paper(
        kind="Tờ trình",
        subject=f"Về việc đề nghị khen thưởng trong {campaign_words(proposal.campaign)}",
        issuer=issuer_of(office),
        number=number,
        symbol=symbol or f"TTr-{office.symbol or 'UBND'}",
        place=office.place or office.unit.name,
        dated_on=proposal.letter_date,
        addressees=(proposal.addressee,),
        bases=tuple(bases),
        body=_body(proposal),
        recipients=("Như trên", "Lưu: VT"),
        signers=(paper.Signer(lines, name=proposal.signer_name),),
        notice=" · ".join(notices + ([DEMO_NOTICE] if is_demo else [])),
    )


def _body(proposal: UpwardProposal) -> tuple[paper.Block, ...]:
    groups = groups_of(line.dossier for line in selectors.lines_of(proposal))
    who = proposal.authority.name
    if not groups:  # as the letters of submissions have it before anybody is in them
        return (paper.Paragraph(f"{who} đề nghị {proposal.addressee} xét tặng {proposal.award_form.short_name}:"),)
    rows: list[paper.Row] = []
    for place, group in enumerate(groups):
        title = f"{ROMAN[place]}. {GROUP_NAMES[group.nature]}"
        rows.append(paper.Row((paper.Cell(title, colspan=4, align="left"),), kind="group"))
        rows += [
            paper.Row((str(number), name_of(dossier.party), detail_of(dossier.party), dossier.achievement_summary))
            for number, dossier in enumerate(group.dossiers, 1)
        ]
    return (
        paper.Paragraph(
            f"{who} đề nghị {proposal.addressee} xét tặng {proposal.award_form.short_name} cho {counted(groups)} đã có "
            f"thành tích trong {campaign_words(proposal.campaign)}, gồm:"
        ),
        paper.Table(
            columns=(paper.Column(0.6, "center"), paper.Column(2.4), paper.Column(2.8), paper.Column(3.6)),
            header=(("TT", "Tên tập thể, họ và tên", "Chức vụ, đơn vị, địa chỉ", "Thành tích"),),
            rows=tuple(rows),
        ),
        paper.Paragraph(f"Kính đề nghị {proposal.addressee} xem xét, quyết định./."),
    )
