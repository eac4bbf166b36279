"""Danh sách trích ngang, tóm tắt thành tích (S3 IV.3; forms.md), for the classes that the plan asks it of."""

from awards.dossiers import rules, selectors
from awards.dossiers.documents.letter import ROMAN
from awards.dossiers.documents.shared import (
    DEMO_NOTICE,
    GROUP_NAMES,
    award_name,
    campaign_words,
    detail_of,
    groups_of,
    held_before,
    issuer_of,
    name_of,
    signer_of,
)
from awards.dossiers.models import Dossier, Submission
from awards.dossiers.selectors import Assessment, EarlierAward
from awards.routes.models import PaperRule
from campaign_portal.foundation import paper

HEADER = (
    "TT",
    "Họ và tên, tên hộ, tổ chức",
    "Năm sinh",
    "Giới tính",
    "Dân tộc",
    "Chức vụ, đơn vị, địa chỉ",
    "Tóm tắt thành tích",
    "Số liệu",
    "Hình thức đề nghị",
    "Đã khen",
)
WEIGHTS = (0.6, 2.1, 0.9, 0.8, 0.9, 2.4, 4, 4.2, 1.2, 2.2)


def summary_list(submission: Submission, *, is_demo: bool = False) -> paper.Paper:
    """One row a nominee: who, where, what was done, by which figures, proposed for what, awarded before."""
    dossiers = listed(submission)
    assessed = selectors.assess_many(dossiers)
    awards = selectors.earlier_awards([dossier.party_id for dossier in dossiers])
    rows: list[paper.Row] = []
    for place, group in enumerate(groups_of(dossiers)):
        title = f"{ROMAN[place]}. {GROUP_NAMES[group.nature]}"
        rows.append(paper.Row((paper.Cell(title, colspan=len(HEADER), align="left"),), kind="group"))
        rows += [
            _row(number, dossier, assessed[dossier.pk], selectors.before(dossier, awards.get(dossier.party_id, [])))
            for number, dossier in enumerate(group.dossiers, 1)
        ]
    number, _, symbol = submission.letter_number.partition("/")
    reference = paper.attached_to(
        "Tờ trình",
        number,
        symbol or f"TTr-{submission.proposer.symbol or 'UBND'}",
        submission.letter_date,
        submission.proposer.name,
    )
    return paper.Paper(
        kind="Danh sách trích ngang",
        subject=f"Đề nghị tặng {award_name(submission)}\ntrong {campaign_words(submission.campaign)}",
        issuer=issuer_of(submission.proposer),
        body=(
            paper.Paragraph((paper.Run(reference, italic=True),), align="center", indent=False),
            paper.Table(
                columns=tuple(
                    paper.Column(weight, "center" if place in {0, 2, 3, 4} else "left")
                    for place, weight in enumerate(WEIGHTS)
                ),
                header=(HEADER,),
                rows=tuple(rows),
                points=11,
            ),
        ),
        place=submission.proposer.place or submission.unit.name,
        dated_on=submission.letter_date,
        signers=(signer_of(submission),),
        notice=DEMO_NOTICE if is_demo else "",
        landscape=True,
    )


def listed(submission: Submission) -> list[Dossier]:
    """The dossiers of the classes that the plan asks a list of."""
    rule = PaperRule.objects.filter(route=submission.route_id, kind=rules.SUMMARY_LIST).first()
    classes = set(rule.class_keys) if rule else set()
    return [
        dossier
        for dossier in selectors.with_papers(submission)
        if not classes or dossier.participant_class.key in classes
    ]


def _row(number: int, dossier: Dossier, assessment: Assessment, awards: list[EarlierAward]) -> paper.Row:
    party = dossier.party
    figures = " ".join(row.text for row in assessment.rows if row.is_measured and row.text)
    return paper.Row(
        (
            str(number),
            name_of(party),
            str(party.birth_year or ""),
            party.get_gender_display() if party.gender else "",
            party.ethnicity,
            detail_of(party),
            dossier.achievement_summary,
            figures or "–",
            dossier.award_form.short_name,
            held_before(awards) or "–",
        )
    )
