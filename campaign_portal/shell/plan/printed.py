"""The plan (Kế hoạch, Chỉ thị) as an official paper in NĐ 30 layout, from what the definition holds."""

import datetime as dt
import re

from awards.criteria.models import CriterionGroup
from campaign_portal.foundation import paper
from campaign_portal.shell.plan.names import Names
from campaign_portal.shell.plan.timeline import stops_of
from emulation.campaigns.models import Campaign, Citation

DEMO_NOTICE = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ"
NOTICE = "Lập từ định nghĩa phong trào trong phần mềm; bản có giá trị là văn bản đã ký"


def plan_paper(campaign: Campaign, *, demo_notice: str = "") -> paper.Paper:
    """The launching document. Without number, date or signature where the text in hand has none."""
    document = campaign.document
    date = document.get("date")
    signer = document.get("signer")
    title = campaign.unit.title
    return paper.Paper(
        kind=document["kind"],
        subject=document["title"],
        issuer=paper.Issuer(campaign.issuer_name or f"Ủy ban nhân dân {title}"),
        number=document["number"],
        symbol=document["symbol"],
        place=campaign.unit.name,
        dated_on=dt.date.fromisoformat(date) if date else None,
        bases=tuple(f"Căn cứ {citation.full_text}" for citation in campaign.citations.filter(use=Citation.Use.BASIS)),
        body=(*_opening(campaign), *_contents(campaign, "aims"), *_measures(campaign), *_contents(campaign, "tasks")),
        recipients=tuple(document["recipients"]),
        signers=(_signer(signer),) if signer else (),
        annexes=(_calendar(campaign),),
        notice=" · ".join(part for part in (NOTICE, demo_notice) if part),
    )


def _signer(signer: dict[str, str]) -> paper.Signer:
    lines = (signer.get("formula", ""), signer.get("acting_for", ""), signer["post"])
    return paper.Signer(tuple(line for line in lines if line), name=signer["name"])


def _opening(campaign: Campaign) -> list[paper.Block]:
    issuer = campaign.issuer_name or f"{campaign.get_issuer_kind_display()} {campaign.unit.title}"
    verb = "phát động" if campaign.issuer_kind == Campaign.Issuer.CHAIRMAN else "ban hành Kế hoạch thực hiện"
    return [paper.Paragraph(f"{issuer} {verb} phong trào thi đua “{campaign.name}” như sau:")]


def _contents(campaign: Campaign, part: str) -> list[paper.Block]:
    blocks: list[paper.Block] = []
    for content in campaign.contents:
        if content.get("part", "aims") != part:
            continue
        blocks.append(paper.Heading(content["title"], 2, _number(content["clause"])))
        blocks += [paper.Paragraph(point) for point in content["points"]]
    return blocks


def _number(clause: str) -> str:
    """ "III.1", "1.2": the plan's own number; words ("Phần mở đầu") are none."""
    return clause if re.match(r"^([IVX]+|\d)", clause) else ""


def _measures(campaign: Campaign) -> list[paper.Block]:
    targets = [paper.Paragraph(f"- {target.text} (mục {target.clause}).") for target in campaign.targets.all()]
    blocks: list[paper.Block] = [paper.Heading("Chỉ tiêu", 2), *targets] if targets else []
    groups = CriterionGroup.objects.filter(campaign=campaign).select_related("participant_class")
    for group in groups.prefetch_related("criteria"):
        if group.position == 1:
            blocks.append(paper.Heading("Tiêu chuẩn thi đua, khen thưởng", 2))
        either = " (đạt một trong các tiêu chuẩn)" if group.mode == CriterionGroup.Mode.ANY else ""
        blocks.append(paper.Heading(f"{group.participant_class.name}{either}", 3))
        blocks.append(paper.BulletList(tuple(criterion.text for criterion in group.criteria.all())))
    return blocks


def _calendar(campaign: Campaign) -> paper.Annex:
    names = Names.of(campaign)
    rows = tuple(
        paper.Row((str(place), line["what"], line["who"] or "–", line["to"] or "–", line["when"], line["clause"]))
        for place, line in enumerate(stops_of(campaign, names), 1)
    )
    return paper.Annex(
        title="Tiến độ thực hiện",
        subtitle="Ai làm gì, đến khi nào",
        blocks=(
            paper.Table(
                columns=tuple(paper.Column(weight) for weight in (5, 34, 34, 24, 20, 14)),
                header=(("STT", "Việc", "Ai làm", "Gửi đến", "Thời hạn", "Mục"),),
                rows=rows,
            ),
        ),
        landscape=True,
    )
