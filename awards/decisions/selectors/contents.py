"""The words and sums of a decision's paper: of a draft by the law of a day, of an issued one as it was frozen."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from awards.decisions import rules
from awards.decisions.models import AwardDecision
from awards.decisions.rules import Group, Line
from awards.decisions.selectors.reckoning import Reckoning
from campaign_portal.foundation import vietnamese


@dataclass(frozen=True)
class Contents:
    """Everything the paper prints. A draft has no number and no date."""

    number: int | None
    issued_on: dt.date | None
    bases: tuple[str, ...]
    groups: tuple[Group, ...]
    base_salary_vnd: int
    base_salary_decree: str
    capacity: str  # "head", "acting", "deputy"
    signer_name: str

    @property
    def total_vnd(self) -> int:
        return rules.total_vnd(self.groups)


def contents_of(
    decision: AwardDecision, reckoning: Reckoning | None = None, *, signer: tuple[str, str] = ("head", "")
) -> Contents:
    """An issued decision as frozen; a draft by a reckoning, with the capacity and name of who is to sign."""
    if not decision.is_open:
        lines = [
            _line(award, award.coefficient, award.bonus_vnd) for award in decision.awards.select_related("recipient")
        ]
        return Contents(
            decision.number,
            decision.issued_on,
            tuple(decision.bases),
            rules.groups(lines),
            decision.base_salary_vnd or 0,
            decision.base_salary_decree,
            decision.signer_capacity,
            decision.signer_name,
        )
    if reckoning is None:
        raise ValueError("a draft's contents follow from a reckoning")
    salary = reckoning.base_salary
    return Contents(
        None,
        None,
        bases_text(decision, reckoning),
        rules.groups([_line(line.award, line.coefficient, line.bonus_vnd) for line in reckoning.lines]),
        salary.amount_vnd if salary else 0,
        salary.decree if salary else "",
        *signer,
    )


def _line(award, coefficient: Decimal | None, bonus_vnd: int | None) -> Line:
    return Line(
        award.nature,
        award.recipient_name,
        award.recipient_detail,
        award.achievement,
        coefficient or Decimal(0),
        bonus_vnd or 0,
    )


def bases_text(decision: AwardDecision, reckoning: Reckoning) -> tuple[str, ...]:
    """The bases in their order (document-format §6): laws, decree, circular, the campaign's paper, the council, the
    proposal."""
    session = decision.session
    council = session.council.office
    proposal = f" tại Tờ trình số {decision.proposal_number}" if decision.proposal_number else ""
    if decision.proposal_on:
        proposal += f" {vietnamese.long_day(decision.proposal_on)}"
    return (
        *(f"Căn cứ {basis.text}" for basis in reckoning.bases),
        f"Căn cứ {campaign_paper(decision)}",
        f"Căn cứ Biên bản số {session.shown_minutes_number} {vietnamese.long_day(session.held_on)} của {council.name}",
        f"Theo đề nghị của {decision.proposer_post}{proposal}",
    )


def campaign_paper(decision: AwardDecision) -> str:
    """ "Kế hoạch số 12/KH-UBND ngày … của Ủy ban nhân dân thị xã Sa Pa thực hiện phong trào …".

    A plan whose number was left blank is cited without one.
    """
    paper, unit = decision.campaign.document, decision.campaign.unit
    number = f" số {paper['number']}/{paper['symbol']}" if paper.get("number") else ""
    date = f" {paper['date_text']}" if paper.get("date_text") else ""
    formula = paper.get("signer", {}).get("formula", "TM.")
    body = f"Ủy ban nhân dân {unit.title}"
    issuer = body if formula.startswith("TM.") else f"Chủ tịch {body}"
    title = paper.get("title", "")
    return f"{paper.get('kind', 'Kế hoạch')}{number}{date} của {issuer} {title[:1].lower()}{title[1:]}".strip()
