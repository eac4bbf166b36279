"""The paper of an award decision with its list: NĐ 30 PL III, Mẫu 1.2; the Chairman's own authority."""

from awards.decisions import rules
from awards.decisions.models import AwardDecision
from awards.decisions.rules import Group
from awards.decisions.selectors import Contents
from campaign_portal.foundation import numbers, paper, vietnamese

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
DRAFT_NOTICE = "DỰ THẢO – CHƯA BAN HÀNH"
ROMAN = ("I", "II", "III")


def decision_paper(decision: AwardDecision, contents: Contents, *, is_demo: bool) -> paper.Paper:
    """An issued decision, or a draft: that one has no number and date and says on every page what it is."""
    unit = decision.unit.title
    authority = f"Chủ tịch Ủy ban nhân dân {unit}"
    number = numbers.shown(contents.number) if contents.number else ""
    notices = [DRAFT_NOTICE] if contents.number is None else []
    return paper.Paper(
        kind="Quyết định",
        subject=decision.subject,
        issuer=paper.Issuer(decision.authority.name),
        symbol=decision.symbol,
        number=number,
        place=decision.authority.place,
        dated_on=contents.issued_on,
        authority=authority,
        bases=contents.bases,
        enacting="Quyết định:",
        body=_articles(decision, contents),
        recipients=tuple(decision.recipients.splitlines()),
        signers=(paper.Signer(rules.SIGNATURES[contents.capacity], name=contents.signer_name),),
        annexes=(_list(decision, contents, number, authority),),
        notice=" · ".join(notices + ([DEMO_NOTICE] if is_demo else [])),
    )


def _articles(decision: AwardDecision, contents: Contents) -> tuple[paper.Block, ...]:
    campaign, groups = decision.campaign, contents.groups
    form = decision.award_form.name_for(decision.unit.title)
    decree = rules.full_decree(contents.base_salary_decree)
    return (
        paper.Article(
            1,
            f"Tặng {form} cho {rules.counts(groups)} (có danh sách kèm theo) đã có thành tích trong phong trào thi đua "
            f"“{campaign.name}” {_span(decision)}.",
        ),
        paper.Article(
            2,
            f"Tiền thưởng kèm theo {decision.award_form.short_name}: {rules.each(groups)}; tính theo mức lương cơ sở "
            f"{vietnamese.money(contents.base_salary_vnd)}/tháng quy định tại {decree}. Tổng số tiền thưởng là "
            f"{vietnamese.money(contents.total_vnd)} (Bằng chữ: {vietnamese.money_in_words(contents.total_vnd)}), "
            f"trích từ {decision.payer}.",
        ),
        paper.Article(
            3,
            f"Quyết định này có hiệu lực kể từ ngày ký. {decision.executors} và các {rules.kinds(groups)} có tên tại "
            "Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        ),
    )


def _span(decision: AwardDecision) -> str:
    """The years of the campaign: "năm 2020", "giai đoạn 2021 - 2025" (awards-law (f) 5: the period is printed)."""
    first, last = decision.campaign.starts_on.year, decision.campaign.ends_on.year
    return f"năm {first}" if first == last else f"giai đoạn {first} - {last}"


def _list(decision: AwardDecision, contents: Contents, number: str, authority: str) -> paper.Annex:
    form = decision.award_form.name_for(decision.unit.title)
    kinds = rules.kinds(contents.groups)
    return paper.Annex(
        title="Danh sách",
        subtitle=f"{kinds[:1].upper()}{kinds[1:]} được tặng {form}",
        reference=paper.attached_to("Quyết định", number, decision.symbol, contents.issued_on, authority),
        blocks=(_table(contents),),
        landscape=True,
    )


def _table(contents: Contents) -> paper.Table:
    rows: list[paper.Row] = []
    for mark, group in zip(ROMAN, contents.groups, strict=False):
        rows += _group_rows(mark, group)
    count = sum(len(group.lines) for group in contents.groups)
    said = paper.Cell(f"Tổng cộng: {count} ({rules.counts(contents.groups)})", colspan=4, align="center")
    rows.append(paper.Row((said, vietnamese.grouped(contents.total_vnd)), kind="total"))
    return paper.Table(
        columns=(
            paper.Column(6, "center"),
            paper.Column(33),
            paper.Column(28),
            paper.Column(57),
            paper.Column(16, "right"),
        ),
        header=(("STT", "Họ và tên, tên tập thể", "Chức vụ, địa chỉ", "Thành tích", "Tiền thưởng (đồng)"),),
        rows=tuple(rows),
    )


def _group_rows(mark: str, group: Group) -> list[paper.Row]:
    head = paper.Row(
        (mark, paper.Cell(group.title, colspan=3), vietnamese.grouped(group.bonus_vnd)),
        kind="group",
    )
    return [head] + [
        paper.Row((str(place), line.name, line.detail, line.achievement, vietnamese.grouped(line.bonus_vnd)))
        for place, line in enumerate(group.lines, 1)
    ]
